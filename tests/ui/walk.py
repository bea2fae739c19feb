#!/usr/bin/env python3
"""A person's way through the window, from the empty page to a certificate (TAP; inside ui-session.sh).

    walk.py SIGNET SIGNETCTL [pointer|keys]

Each case has a keystore of its own; at its end signetctl and openssl say what is really there.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import traceback

import hands
from uidrive import App, wait

SIGNET, SIGNETCTL, HAND = sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else 'pointer'
HANDS = {hand.name: hand for hand in (hands.Pointer, hands.Keys)}


class Home:
    """A keystore for one case."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='signet-walk.'))
        self.environment = {'XDG_DATA_HOME': str(self.folder / 'data'), 'XDG_STATE_HOME': str(self.folder / 'state')}

    def open(self):
        """Opens the window, and returns it with the hand to use it by."""
        app = App(SIGNET, env=self.environment)
        app.wait_for_keys()
        return app, HANDS[HAND](app)

    def ctl(self, *arguments, stdin=None):
        command = [SIGNETCTL, *map(str, arguments)]
        return subprocess.run(command, env={**os.environ, **self.environment}, input=stdin, check=True,
                              capture_output=True, text=True, timeout=60).stdout

    def items(self):
        return json.loads(self.ctl('list', '--all', '--json'))

    def decide(self, line):
        """Says something to the practice CA while no window is open."""
        command = [SIGNETCTL, 'practice', '--directory', str(self.folder / 'data' / 'signet' / 'practice')]
        with subprocess.Popen(command, env={**os.environ, **self.environment}, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True) as practice:
            assert '"url"' in practice.stdout.readline()
            practice.stdin.write(line + '\n')
            practice.stdin.flush()
            answer = practice.stdout.readline()
            practice.terminate()
        return json.loads(answer)

    def verify(self, item):
        """openssl, which knows nothing of Signet, accepts the certificate."""
        pem = self.folder / 'certificate.pem'
        pem.write_text(self.ctl('show', item['id'], '--pem'))
        anchor = next((self.folder / 'data' / 'signet' / 'practice').glob('*.pem'))
        out = subprocess.run(['openssl', 'verify', '-CAfile', anchor, pem], capture_output=True, text=True, check=False)
        assert out.returncode == 0, out.stdout + out.stderr

    def remove(self):
        shutil.rmtree(self.folder)


def ask(app, hand, name):
    """From the code page, filled in by the practice CA, to Get Certificate."""
    app.find('heading', 'Enter Your Code')
    assert app.title() == 'Get a Certificate – Step 1 of 3 – Enter Your Code', app.title()
    hand.press('Continue')
    app.find('heading', 'Check Your Details')
    hand.fill('Full Name', name)
    hand.press('Continue')
    app.find('heading', 'Ready to Send')
    app.find('label', name)
    hand.press('Get Certificate')


def first_certificate(home):
    """Empty page, practice CA, wizard, Ready, list, details."""
    app, hand = home.open()
    with app:
        app.find('heading', 'No Certificates Yet')
        hand.press('Try It With the Practice CA')
        ask(app, hand, 'Ada Example')
        app.find('heading', 'Certificate Ready')
        hand.press('Done')
        row = app.find('list item', hands.starts('Ada Example'))
        assert 'Valid until' in row.get_name(), row.get_name()
        hand.row('Ada Example')
        app.find('heading', 'Valid')
        app.find('label', 'Ada Example')
        hand.back()
        app.find('list item', hands.starts('Ada Example'))
    items = home.items()
    assert [item['state'] for item in items] == ['issued'], items
    home.verify(items[0])


def approval(home):
    """Waiting, window closed, approved, window opened, the certificate is there."""
    app, hand = home.open()
    with app:
        hand.menu('Practice CA')
        app.find('heading', 'Practice CA')
        hand.toggle('Ask for Approval')
        hand.press('Get a Certificate…')
        ask(app, hand, 'Grace Example')
        app.find('heading', 'Waiting for Approval')
    assert [item['state'] for item in home.items()] == ['waiting']
    assert home.decide('approve 1')['event'] == 'approved'

    app, hand = home.open()
    with app:
        hand.press('Show')
        app.find('heading', 'Certificate Ready')
        hand.press('Done')
        hand.row('Grace Example')
        app.find('heading', 'Valid')
    items = home.items()
    assert [item['state'] for item in items] == ['issued'], items
    home.verify(items[0])


def approve_here(home):
    """A request that waits over a restart is approved on the practice page, and comes by itself."""
    app, hand = home.open()
    with app:
        hand.menu('Practice CA')
        hand.toggle('Ask for Approval')
        hand.press('Get a Certificate…')
        ask(app, hand, 'Mary Example')
        app.find('heading', 'Waiting for Approval')
    app, hand = home.open()
    with app:
        row = app.find('list item', hands.starts('Mary Example'))
        assert 'Waiting for approval' in row.get_name(), row.get_name()
        hand.row('Mary Example')
        app.find('heading', 'Waiting for Approval')
        hand.row('Approve It on the Practice Page')
        app.find('heading', 'Practice CA')
        hand.press(f'Approve CN=Mary Example')
        hand.back()
        app.find('heading', 'Certificate Ready')
        hand.press('Done')
        assert 'Valid until' in app.find('list item', hands.starts('Mary Example')).get_name()
    items = home.items()
    assert [item['state'] for item in items] == ['issued'], items


def refused(home):
    """A request that is refused says so, and why; the key is kept."""
    app, hand = home.open()
    with app:
        hand.menu('Practice CA')
        hand.toggle('Ask for Approval')
        hand.press('Get a Certificate…')
        ask(app, hand, 'Joan Example')
        app.find('heading', 'Waiting for Approval')
        hand.row('Approve It on the Practice Page')
        hand.press('Refuse CN=Joan Example')
        hand.back()
        wait(lambda: [item['state'] for item in home.items()] == ['refused'], 'the request is refused')
        app.find('button', 'Try Again')


def main():
    cases = [first_certificate, approval, approve_here, refused]
    print(f'1..{len(cases)}')
    failed = 0
    for number, case in enumerate(cases, 1):
        home = Home()
        try:
            case(home)
            print(f'ok {number} - {case.__name__} by {HAND}', flush=True)
        except Exception:  # pylint: disable=broad-except
            traceback.print_exc()
            print(f'not ok {number} - {case.__name__} by {HAND}', flush=True)
            failed += 1
        finally:
            home.remove()
    return 1 if failed else 0


sys.exit(main())
