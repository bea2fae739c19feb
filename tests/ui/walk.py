#!/usr/bin/env python3
"""A person's way through the window, from the empty page to a certificate (TAP; inside ui-session.sh).

    walk.py SIGNET SIGNETCTL pointer|keys [CASE…]

Each case has a keystore of its own; at its end signetctl and openssl say what is really there.
"""
import contextlib
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import traceback

import hands
from uidrive import App, wait

SIGNET, SIGNETCTL, HAND, *WANTED = sys.argv[1:]
HANDS = {hand.name: hand for hand in (hands.Pointer, hands.Keys)}


class Practice:
    """A practice CA of another process, as a server somewhere."""

    def __init__(self, folder):
        self.process = subprocess.Popen([SIGNETCTL, 'practice', '--directory', str(folder)],  # pylint: disable=consider-using-with
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        first = json.loads(self.process.stdout.readline())
        self.url, self.reference, self.code = first['url'], first['reference'], first['code']

    def end(self):
        self.process.terminate()
        self.process.communicate(timeout=60)


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

    def practice(self):
        return Practice(self.folder / 'elsewhere')

    @contextlib.contextmanager
    def practice_alone(self):
        """The practice CA of the window, while no window is open."""
        command = [SIGNETCTL, 'practice', '--directory', str(self.folder / 'data' / 'signet' / 'practice')]
        with subprocess.Popen(command, env={**os.environ, **self.environment}, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True) as practice:
            assert '"url"' in practice.stdout.readline()
            yield practice
            practice.terminate()

    def decide(self, line):
        """Says something to the practice CA while no window is open."""
        with self.practice_alone() as practice:
            practice.stdin.write(line + '\n')
            practice.stdin.flush()
            answer = practice.stdout.readline()
        return json.loads(answer)

    def revoke(self, item):
        """Has the practice CA revoke a certificate while no window is open."""
        with self.practice_alone():
            self.ctl('revoke', item['id'], '--reason', 'superseded')

    def verify(self, item):
        """openssl, which knows nothing of Signet, accepts the certificate."""
        pem = self.folder / 'certificate.pem'
        pem.write_text(self.ctl('show', item['id'], '--pem'))
        anchor = next((self.folder / 'data' / 'signet' / 'practice').glob('*.pem'))
        out = subprocess.run(['openssl', 'verify', '-CAfile', anchor, pem], capture_output=True, text=True, check=False)
        assert out.returncode == 0, out.stdout + out.stderr

    def remove(self):
        shutil.rmtree(self.folder)


def says(row):
    """What a screen reader says of a row: newer releases of GTK tell its second line as the description."""
    return f'{row.get_name()} {row.get_description()}'


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


def ask_with_approval(app, hand, name):
    """From the home page to a request that waits for the practice CA's approval."""
    hand.menu('Practice CA')
    app.find('heading', 'Practice CA')
    hand.toggle('Ask for Approval')
    hand.press('Get a Certificate…')
    ask(app, hand, name)
    app.find('heading', 'Waiting for Approval')


def ask_server(app, hand, address, practice, code, name):
    """From the empty page to Get Certificate, with a server of one's own."""
    hand.press('Get a Certificate…')
    app.find('heading', 'Enter the Server Address')
    hand.fill('Server Address', address)
    hand.press('Continue')
    app.find('heading', 'Enter Your Code')
    hand.fill('Reference Number', practice.reference)
    hand.fill('Code', code)
    hand.press('Continue')
    app.find('heading', 'Check Your Details')
    hand.fill('Full Name', name)
    hand.press('Continue')
    app.find('heading', 'Ready to Send')
    hand.press('Get Certificate')


def first_certificate(home):
    """Empty page, practice CA, wizard, Ready, list, details; and what they say when it is revoked."""
    app, hand = home.open()
    with app:
        app.find('heading', 'No Certificates Yet')
        hand.press('Try It With the Practice CA')
        ask(app, hand, 'Ada Example')
        app.find('heading', 'Certificate Ready')
        hand.press('Done')
        row = app.find('list item', hands.starts('Ada Example'))
        assert 'Valid until' in says(row), says(row)
        hand.row('Ada Example')
        app.find('heading', 'Valid')
        app.find('label', 'Ada Example')
        hand.back()
        app.find('list item', hands.starts('Ada Example'))
    items = home.items()
    assert [item['state'] for item in items] == ['issued'], items
    home.verify(items[0])

    home.revoke(items[0])
    app, hand = home.open()
    with app:
        row = app.find('list item', hands.starts('Ada Example'))
        assert 'Revoked' in says(row) and 'Valid' not in says(row), says(row)
        hand.row('Ada Example')
        app.find('heading', 'Revoked')
        app.find('label', hands.starts('Revoked on '))


def approval(home):
    """Waiting, window closed, approved, window opened, the certificate is there."""
    app, hand = home.open()
    with app:
        ask_with_approval(app, hand, 'Grace Example')
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
        ask_with_approval(app, hand, 'Mary Example')
    app, hand = home.open()
    with app:
        row = app.find('list item', hands.starts('Mary Example'))
        assert 'Waiting for approval' in says(row), says(row)
        hand.row('Mary Example')
        app.find('heading', 'Waiting for Approval')
        hand.row('Approve It on the Practice Page')
        app.find('heading', 'Practice CA')
        hand.press('Approve Mary Example')
        hand.back()
        app.find('heading', 'Certificate Ready')
        hand.press('Done')
        assert 'Valid until' in says(app.find('list item', hands.starts('Mary Example')))
    items = home.items()
    assert [item['state'] for item in items] == ['issued'], items


def refused(home):
    """A request that is refused says so, and why; the key is kept."""
    app, hand = home.open()
    with app:
        ask_with_approval(app, hand, 'Joan Example')
        hand.row('Approve It on the Practice Page')
        hand.press('Refuse Joan Example')
        hand.back()
        wait(lambda: [item['state'] for item in home.items()] == ['refused'], 'the request is refused')
        app.find('button', 'Try Again')


def unreachable(home):
    """Nobody answers: the error page says so, Try Again keeps every field, and one certificate comes of it."""
    with socket.socket() as nobody:
        nobody.bind(('127.0.0.1', 0))
        address = f'http://127.0.0.1:{nobody.getsockname()[1]}/cmp'
    practice = home.practice()
    try:
        app, hand = home.open()
        with app:
            ask_server(app, hand, address, practice, practice.code, 'Lost & <b>Found</b>')
            app.find('heading', 'The Server Could Not Be Reached')
            hand.press('Try Again')
            app.find('heading', 'Enter the Server Address')
            assert app.text(hand.field('Server Address')) == address
            hand.fill('Server Address', practice.url)
            hand.press('Continue')
            app.find('heading', 'Ready to Send')
            app.find('label', 'Lost & <b>Found</b>')
            hand.press('Get Certificate')
            app.find('heading', 'Certificate Ready')
            hand.press('Done')
            app.find('list item', hands.starts('Lost & <b>Found</b>'))
        items = home.items()
        assert [item['state'] for item in items] == ['issued'], items
    finally:
        practice.end()


def wrong_code(home):
    """A code that is wrong: back to its page with the reference number kept, and then the right one."""
    practice = home.practice()
    try:
        app, hand = home.open()
        with app:
            ask_server(app, hand, practice.url, practice, 'not-the-code', 'Eve Example')
            app.find('heading', 'The Code Was Not Accepted')
            assert 'not-the-code' not in app.dump(), 'the error page shows the code'
            hand.press('Try Again')
            app.find('heading', 'Enter Your Code')
            assert app.text(hand.field('Reference Number')) == practice.reference
            hand.fill('Code', practice.code)
            hand.press('Continue')
            app.find('heading', 'Ready to Send')
            hand.press('Get Certificate')
            app.find('heading', 'Certificate Ready')
        items = home.items()
        assert [item['state'] for item in items] == ['issued'], items
    finally:
        practice.end()


def main():
    cases = [first_certificate, approval, approve_here, refused, unreachable, wrong_code]
    cases = [case for case in cases if not WANTED or case.__name__ in WANTED]
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
