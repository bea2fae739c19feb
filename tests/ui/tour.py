"""A way through the window that comes by every page; what is done at each is up to who follows it."""
import tempfile

import hands
from uidrive import App, wait

LONG = 'Comparative and Historical Botany & Zoology <north wing>'
HOSTILE = 'Ada <b>Example</b> & Sons'


class Tour:
    """The window with a keystore of its own; pages() stops at each page and yields its name."""

    def __init__(self, signet='signet', env=None):
        self.folder = tempfile.TemporaryDirectory(prefix='signet-tour.')
        self.environment = {'XDG_DATA_HOME': self.folder.name, 'XDG_STATE_HOME': self.folder.name, **(env or {})}
        self.signet = signet
        self.app = None
        self.hand = None

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, kind, *unused):
        self.app.__exit__(kind, *unused)
        self.folder.cleanup()

    def open(self):
        self.app = App(self.signet, env=self.environment)
        self.app.wait_for_keys()
        self.hand = hands.Sure(self.app)

    def reopen(self):
        """Closes the window and opens it again."""
        assert self.app.quit() == 0
        self.app.kill()
        self.open()

    def heading(self, name):
        self.app.find('heading', name)

    def pages(self):
        yield from self._questions()
        yield from self._certificate()
        yield from self._approval()
        yield from self._refusal()

    def _questions(self):
        self.heading('No Certificates Yet')
        yield 'home-empty'
        self.hand.press('Get a Certificate…')
        self.heading('Enter the Server Address')
        yield 'server'
        self.hand.fill('Server Address', 'ca.example.com/ejbca/publicweb/cmp/students')
        yield 'server-http'
        self.hand.fill('Server Address', 'https://ca.example.com/ejbca/publicweb/cmp/students')
        yield 'server-https'
        self.hand.fill('Server Address', 'https://ca .example.com')
        yield 'server-wrong'
        self.hand.fill('Server Address', 'https://ca.example.com/cmp')
        self.hand.press('Continue')
        self.heading('Enter Your Code')
        yield 'code-empty'
        self.hand.fill('Reference Number', '4711-0832')
        self.hand.fill('Code', 'k7Xp-29fQ-mW4t')
        yield 'code'
        self.hand.back()
        self.heading('Enter the Server Address')
        self.hand.back()
        self.heading('No Certificates Yet')

    def _certificate(self):
        self.hand.press('Try It With the Practice CA')
        self.heading('Enter Your Code')
        yield 'code-practice'
        self.hand.press('Continue')
        self.heading('Check Your Details')
        self.hand.fill('Full Name', '')
        yield 'details-empty'
        self.hand.fill('Full Name', HOSTILE)
        self.hand.fill('Department', LONG)
        self.hand.press('Add')
        self.hand.app.click('E-Mail', role='menu item')
        self.hand.fill('E-Mail', 'ada@example.com')
        yield 'details'
        self.hand.row('More Options')
        yield 'details-options'
        self.hand.press('Continue')
        self.heading('Ready to Send')
        yield 'review'
        self.hand.press('Get Certificate')
        self.heading('Certificate Ready')
        yield 'ready'
        self.hand.press('Done')
        self.app.find('list item', hands.starts(HOSTILE))
        yield 'home-practice'
        self.hand.row(HOSTILE)
        self.heading('Valid')
        yield 'certificate'
        self.hand.row('Technical Details')
        yield 'certificate-details'
        self.hand.back()

    def _ask(self, name):
        self.hand.menu('Practice CA')
        self.heading('Practice CA')
        approval = self.app.find('check box', 'Ask for Approval')
        if not self.app.has(approval, 'CHECKED'):
            self.hand.toggle('Ask for Approval')
        self.hand.press('Get a Certificate…')
        self.heading('Enter Your Code')
        self.hand.press('Continue')
        self.heading('Check Your Details')
        self.hand.fill('Full Name', name)
        self.hand.press('Continue')
        self.heading('Ready to Send')
        self.hand.press('Get Certificate')
        self.heading('Waiting for Approval')

    def _approval(self):
        yield from self._waiting()
        self.hand.back()
        self.app.find('list item', hands.starts('Grace Example'))
        yield 'home-waiting'
        self.hand.menu('Practice CA')
        self.heading('Practice CA')
        yield 'practice'

    def _waiting(self):
        self._ask('Grace Example')
        yield 'waiting'
        self.hand.row('Cancel Request…')
        self.app.find('dialog')
        yield 'question'
        self.hand.press('Keep Request')
        self.app.gone('dialog')

    def _refusal(self):
        self.hand.press('Refuse Grace Example')
        self.hand.back()
        wait(lambda: 'Not issued' in self.app.find('list item', hands.starts('Grace Example')).get_name(),
             'the refusal in the list')
        self.hand.row('Grace Example')
        self.app.find('button', 'Try Again')
        yield 'error'
        self.hand.row('Technical Details')
        yield 'error-details'
        self.hand.back()
        self.app.find('list item', hands.starts('Grace Example'))
        yield 'home'
        self.hand.menu('About Signet')
        wait(lambda: len(self.app.windows()) > 1, 'the About window')
        yield 'about'
        self.app.keys('Escape')
        wait(lambda: len(self.app.windows()) == 1, 'the About window is closed')
