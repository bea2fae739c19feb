"""Uses a GTK program as a person does (for the tests in this folder; inside ui-session.sh, with Debian's python3).

The accessibility bus finds and reads; a click is the accessible's own action where it has one, else the
mouse; keys are typed by X. What GTK 4.8 does differently from what one expects is said where it matters.
"""
import collections
import os
import re
import signal
import subprocess
import time

# For the program under test only: here, libatspi's warnings about widgets that went away would end the test.
_FATAL = os.environ.pop('G_DEBUG', 'fatal-warnings')

import gi  # noqa: E402

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

# Seconds after which something that should have happened has not; sanitizers and valgrind need more.
PATIENCE = float(os.environ.get('SIGNET_UI_PATIENCE', '20'))
# One name for what releases of GTK and of the bus name differently; tests use the names on the right.
ROLES = {'push button': 'button', 'toggle button': 'button', 'switch': 'check box', 'entry': 'text'}
TOP_LEVELS = ('frame', 'dialog', 'alert', 'window')
# GtkButton acts this long after the accessible's click, and drops a second one until then.
CLICK_TIME = 0.3
# A node costs 1 to 3 ms; longer lists are only looked into when they are the start of a search.
LONG_LIST = 60

# For programs that print titles; the session may have a locale of its own.
PLAIN_LOCALE = {'LC_ALL': 'C.UTF-8', 'LOCPATH': '/usr/lib/locale'}

Atspi.set_timeout(int(PATIENCE * 1000), int(PATIENCE * 1000))

Bounds = collections.namedtuple('Bounds', 'x y width height')


def role_of(accessible):
    """Its role, by the name that tests use."""
    name = accessible.get_role_name()
    return ROLES.get(name, name)


class Stop(collections.namedtuple('Stop', 'role name description')):
    """Where the focus is, as a screen reader would be told; .accessible is the object itself."""

    def __new__(cls, accessible):
        stop = super().__new__(cls, role_of(accessible), accessible.get_name(), accessible.get_description())
        stop.accessible = accessible
        return stop


def pump():
    """Lets the events in that have come."""
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)


def wait(condition, what='', timeout=None):
    """The first true value of condition (); a widget that goes away meanwhile only means: not yet."""
    deadline, error = time.monotonic() + (timeout or PATIENCE), None
    while True:
        pump()
        try:
            found = condition()
        except GLib.Error as gone:
            found, error = None, gone
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f'not within {timeout or PATIENCE} s: {what or condition} {error or ""}')
        time.sleep(0.03)


def xdotool(*arguments):
    """What xdotool prints."""
    command = ['xdotool', *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE).stdout


def same_name(found, wanted):
    """GTK 4.8 joins the label property and labelled-by ("Undo Undo") and keeps the mnemonic's mark ("_Undo Undo")."""
    plain = found.replace('_', '')
    return wanted in (found, plain) or plain == f'{wanted} {wanted}'


def is_called(found, wanted):
    """Whether a name is the wanted one; wanted may be a compiled pattern."""
    return wanted.search(found) is not None if isinstance(wanted, re.Pattern) else same_name(found, wanted)


class App:
    """A program with a window, under way; a context manager that ends it, and fails where it did not end well."""

    def __init__(self, *command, env=None):
        self._listen()
        self.process = subprocess.Popen([str(part) for part in command],
                                        env={**os.environ, 'G_DEBUG': _FATAL, **(env or {})})
        self.pid = self.process.pid
        self._find(f'the window of {command}')

    def _listen(self):
        self.focus_events = collections.deque(maxlen=200)
        self._listener = Atspi.EventListener.new(self._focused_cb)
        self._listener.register('object:state-changed:focused')

    def _find(self, what):
        try:
            self.root = wait(self._find_root, what)
        except BaseException:
            self.kill()
            raise

    def __enter__(self):
        return self

    def __exit__(self, kind, *unused):
        if kind is None:
            status = self.quit()
            assert status == 0, f'the program ended with {status}'
        self.kill()

    def _find_root(self):
        assert self.is_running(), 'the program ended before it had a window'
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(number)
            if child and child.get_process_id() == self.pid and child.get_child_count():
                return child
        return None

    def _focused_cb(self, event):
        try:
            if event.detail1 and event.source.get_process_id() == self.pid:
                self.focus_events.append(Stop(event.source))
        except GLib.Error:
            pass

    # Its end

    def is_running(self):
        """Whether it has not ended yet."""
        return self.process.poll() is None

    def quit(self):
        """Closes every window as a person does, so that main () returns (leak checkers and gcov need that)."""
        if self.is_running():
            for window in self.windows():
                try:
                    self.act(window, 'window.close')
                except (GLib.Error, AssertionError):
                    pass  # It may be gone before it answers.
        return self.wait()

    def wait(self):
        """The exit status, once the program has ended by itself."""
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise AssertionError('the program does not end') from None

    def kill(self):
        """Ends it however far it is, as a power cut would."""
        self._listener.deregister('object:state-changed:focused')
        if self.is_running():
            os.kill(self.pid, signal.SIGKILL)
            self.wait()

    # Looking

    def windows(self):
        """The accessibles of its windows."""
        self.root.clear_cache()
        children = (self.root.get_child_at_index(number) for number in range(self.root.get_child_count()))
        return [child for child in children if child is not None]

    def walk(self, start=None):
        """Everything below start, breadth first."""
        waiting = collections.deque([start or self.root])
        while waiting:
            parent = waiting.popleft()
            try:
                # libatspi's cache goes stale: names, states and children.
                parent.clear_cache()
                count = parent.get_child_count()
                if count > LONG_LIST and parent is not start:
                    continue
                children = [parent.get_child_at_index(number) for number in range(count)]
            except GLib.Error:
                continue
            for child in children:
                if child is not None:
                    yield child
                    waiting.append(child)

    def all(self, role=None, name=None, start=None):
        """Every accessible with this role and name; name may be a compiled pattern."""
        for node in self.walk(start):
            try:
                if role is not None and role_of(node) != role:
                    continue
                found = node.get_name()
            except GLib.Error:
                continue
            if name is None or is_called(found, name):
                yield node

    def find(self, role, name=None, start=None, timeout=None):
        """The first accessible with this role and name, as soon as there is one."""
        def found():
            assert self.process.poll() is None, f'the program has ended with {self.process.returncode}'
            return next(self.all(role, name, start), None)
        return wait(found, f'{role} {name!r}', timeout)

    def gone(self, role, name=None, timeout=None):
        """Returns once there is no such accessible."""
        wait(lambda: next(self.all(role, name), None) is None, f'{role} {name!r} should go', timeout)

    def dump(self, start=None):
        """The accessibles as lines of text, for a person to read."""
        lines = []

        def visit(node, depth):
            node.clear_cache()
            lines.append(f'{"  " * depth}{role_of(node)} {node.get_name()!r} {node.get_description()!r}')
            for number in range(node.get_child_count()):
                child = node.get_child_at_index(number)
                if child is not None:
                    visit(child, depth + 1)

        visit(start or self.root, 0)
        return '\n'.join(lines)

    # Reading

    @staticmethod
    def text(node):
        """The text of a label or field; to the end of it by its length, since -1 gives '' in GTK 4.8."""
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    @staticmethod
    def has(node, state):
        """Whether it has a state of Atspi.StateType, named like 'SENSITIVE'."""
        node.clear_cache()
        return node.get_state_set().contains(getattr(Atspi.StateType, state))

    def title(self):
        """The title of the first window."""
        window = self.windows()[0]
        window.clear_cache()
        return window.get_name()

    def top_level(self, node):
        """The window that an accessible is in."""
        while role_of(node) not in TOP_LEVELS and node.get_parent().get_role_name() != 'application':
            node = node.get_parent()
        return node

    @staticmethod
    def _extents(node):
        def placed():
            extents = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
            return extents if extents.width > 0 and extents.height > 0 else None
        return wait(placed, f'a place for {role_of(node)} {node.get_name()!r}')

    def bounds(self, node):
        """Where it is, measured from the corner of its window, once it has a place there."""
        inside, window = self._extents(node), self._extents(self.top_level(node))
        return Bounds(inside.x - window.x, inside.y - window.y, inside.width, inside.height)

    # Acting

    def act(self, node, name='click'):
        """Carries out an action of the accessible itself."""
        for number in range(Atspi.Action.get_n_actions(node)):
            if Atspi.Action.get_action_name(node, number) == name:
                wait(lambda: self.has(node, 'SENSITIVE'), f'{node.get_name()!r} should be sensitive')
                assert Atspi.Action.do_action(node, number), f'{node.get_name()!r} refuses {name}'
                if name == 'click':
                    time.sleep(CLICK_TIME)
                return
        raise AssertionError(f'{role_of(node)} {node.get_name()!r} has no {name}')

    def click(self, name, role='button'):
        """Presses the button with this name; of a menu button, the one inside it that can be pressed."""
        def can_be_pressed(node):
            return any(Atspi.Action.get_action_name(node, number) == 'click'
                       for number in range(Atspi.Action.get_n_actions(node)))
        self.act(wait(lambda: next((node for node in self.all(role, name) if can_be_pressed(node)), None),
                      f'{role} {name!r} that can be pressed'))

    def row(self, title, keyboard=False):
        """Activates the row with this title: by the mouse, or by Return once Tab has come to it."""
        node = self.find('list item', title)
        if keyboard:
            self.tab_to('list item', title)
            self.keys('Return')
        else:
            self.mouse(node)

    def set_text(self, node, text):
        """Puts a text into a field, and waits until it is there."""
        assert Atspi.EditableText.set_text_contents(node, text), f'{node.get_name()!r} takes no text'
        wait(lambda: self.text(node) == text, f'{text!r} in {node.get_name()!r}')

    # Keys, mouse and window, by X

    def window_id(self, title=None):
        """The X window with this title, or that of the first window."""
        wanted = title or self.title()

        def name_of(window):
            """Its title; not the one that xdotool compares, which is empty where X does not know the locale."""
            command = ['xprop', '-id', window, '-f', '_NET_WM_NAME', '8u', '-notype', '_NET_WM_NAME']
            line = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE,
                                  env={**os.environ, **PLAIN_LOCALE}).stdout
            return line.partition(' = ')[2].strip()[1:-1].replace('\\', '')

        def found():
            try:
                windows = xdotool('search', '--all', '--onlyvisible', '--pid', self.pid, '--name', '').split()
                return [window for window in windows if name_of(window) == wanted.replace('\\', '')]
            except subprocess.CalledProcessError:
                return None
        return int(wait(found, f'an X window “{wanted}”')[0])

    def wait_for_keys(self, title=None):
        """Returns once the window has the keyboard by itself; xdotool's windowfocus would send keys elsewhere."""
        window = self.window_id(title)
        wait(lambda: int(xdotool('getwindowfocus')) == window, f'the keyboard in {title!r}')

    def corner(self, top):
        """Where the corner of a window's accessible is on the screen: GTK 4.8 does not say, and has a border of its own."""
        window = self.window_id(top.get_name())
        geometry = dict(line.split('=') for line in xdotool('getwindowgeometry', '--shell', window).split())
        inside = self.bounds(top)
        return (int(geometry['X']) + (int(geometry['WIDTH']) - inside.width) // 2,
                int(geometry['Y']) + (int(geometry['HEIGHT']) - inside.height) // 2)

    def mouse(self, node, button=1, repeat=1):
        """Clicks the middle of an accessible."""
        x, y = self.corner(self.top_level(node))
        place = self.bounds(node)
        xdotool('mousemove', x + place.x + place.width // 2, y + place.y + place.height // 2,
                'click', '--repeat', repeat, '--delay', 60, button)

    @staticmethod
    def keys(*names):
        """Presses keys, named as xdotool has them: 'Return', 'ctrl+w'."""
        xdotool('key', '--delay', 30, *names)

    @staticmethod
    def type(text):
        """Types a text."""
        xdotool('type', '--delay', 15, text)

    def scroll(self, button, notches=40):
        """Turns the mouse's wheel over the middle of the first window."""
        top = self.windows()[0]
        x, y = self.corner(top)
        place = self.bounds(top)
        xdotool('mousemove', x + place.width // 2, y + place.height // 2,
                'click', '--repeat', notches, '--delay', 5, button)
        # To the title, so that nothing is lit up; not outside, where the keyboard may follow it to.
        xdotool('mousemove', x + place.width // 2, y + 20)
        self.settle()

    def resize(self, width, height):
        """Makes the first window this large, whatever it says about its least size, and waits until it is drawn so."""
        window = self.window_id()
        xdotool('windowsize', '--sync', window, width, height)
        top, before = self.windows()[0], None

        def settled():
            nonlocal before
            last, before = before, self.bounds(top)
            return last == before and abs(before.width - width) < 64
        wait(settled, f'{width} by {height}')

    def screenshot(self, path):
        """Writes a picture of the first window."""
        command = ['import', '-silent', '-window', str(self.window_id()), str(path)]
        subprocess.run(command, check=True, timeout=PATIENCE)

    def settle(self, timeout=3):
        """Waits until the window looks the same twice in a row; one that never stands still is taken as it is."""
        def picture():
            command = ['import', '-silent', '-window', str(self.window_id()), 'rgb:-']
            return subprocess.run(command, check=True, timeout=PATIENCE, capture_output=True).stdout
        deadline, last, before = time.monotonic() + timeout, None, picture()
        while last != before and time.monotonic() < deadline:
            last, before = before, picture()

    # The focus, as a screen reader is told of it

    def focused(self):
        """The last Stop that the program told of, or what has the focus where it has told of none yet."""
        def stop():
            if self.focus_events:
                return self.focus_events[-1]
            return next((Stop(node) for node in self.walk() if self.has(node, 'FOCUSED')), None)
        return wait(stop, 'something with the focus')

    def press(self, key, timeout=None):
        """Presses a key and returns the Stop that the program tells of then; None when it tells of none."""
        pump()
        self.focus_events.clear()
        self.keys(key)
        try:
            wait(lambda: self.focus_events, timeout=timeout)
        except AssertionError:
            return None
        return self.focus_events[-1]

    def tab(self, backwards=False, timeout=None):
        """Presses Tab, or Shift and Tab."""
        return self.press('shift+Tab' if backwards else 'Tab', timeout)

    def tab_to(self, role, name, most=60):
        """Presses Tab until the focus is told to be on this role and name."""
        seen = []
        for _ in range(most):
            stop = self.tab(timeout=3)
            if stop is not None and stop.role == role and is_called(stop.name, name):
                return stop
            seen.append(stop)
        stops = '\n  '.join(dict.fromkeys(map(str, seen)))
        raise AssertionError(f'Tab does not come to {role} {name!r}, but to:\n  {stops}')


class Started(App):
    """A program that somebody else started, by its process id; its exit status is not known."""

    def __init__(self, pid):
        self._listen()
        self.pid = pid
        self._find(f'the window of process {pid}')

    def is_running(self):
        try:
            with open(f'/proc/{self.pid}/stat', encoding='utf-8') as file:
                return file.read().rpartition(')')[2].split()[0] not in 'ZX'
        except OSError:
            return False

    def wait(self):
        wait(lambda: not self.is_running(), 'the end of the program')
        return 0
