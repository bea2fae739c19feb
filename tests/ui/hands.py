"""Two ways of using the window, with the same words for what one does: by mouse and accessibility bus, or by keys alone."""
import re

from uidrive import wait


def starts(text):
    """What a row is called: its title, and what stands below it."""
    return re.compile(f'^{re.escape(text)}')


class Pointer:
    """Presses what the accessibility bus can press, and clicks the rest."""

    name = 'pointer'

    def __init__(self, app):
        self.app = app

    def press(self, name):
        self.app.click(name)

    def row(self, title):
        self.app.mouse(self.app.find('list item', starts(title)))

    def fill(self, title, text):
        self.app.set_text(self.field(title), text)

    def field(self, title):
        return wait(lambda: next((node for role in ('text', 'password text')
                                  for node in self.app.all(role, title)), None), f'the field {title!r}')

    def toggle(self, title):
        self.app.act(self.app.find('check box', title), 'toggle')

    def menu(self, item):
        self.app.click('Main Menu')
        self.app.click(item, role='menu item')

    def back(self):
        self.app.click('Back')


class Keys(Pointer):
    """Never touches the mouse: Tab, Return, Space, the menu key and Escape."""

    name = 'keys'

    def press(self, name):
        self.app.tab_to('button', name)
        self.app.keys('space')

    def row(self, title):
        self.app.tab_to('list item', starts(title))
        self.app.keys('Return')

    def fill(self, title, text):
        for role in ('text', 'password text'):
            if next(self.app.all(role, title), None) is not None:
                break
        if self.app.focused().name != title:
            self.app.tab_to(role, title)
        self.app.keys('ctrl+a')
        self.app.type(text)

    def toggle(self, title):
        self.app.tab_to('check box', title)
        self.app.keys('space')

    def menu(self, item):
        self.app.keys('F10')
        self.app.find('menu item', item)
        for _ in range(20):
            stop = self.app.press('Down', timeout=2)
            if stop is not None and stop.name.replace('_', '').startswith(item):
                break
        else:
            raise AssertionError(f'Down does not come to {item!r}')
        self.app.keys('Return')

    def back(self):
        self.app.keys('Escape')


class Sure(Pointer):
    """Mixes both: a row may be below the fold, where the mouse would click something else."""

    name = 'sure'

    def row(self, title):
        self.app.tab_to('list item', starts(title))
        self.app.keys('Return')
