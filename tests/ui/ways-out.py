#!/usr/bin/env python3
"""No page without a way out, and no window that cannot be used (TAP; inside ui-session.sh).

    ways-out.py SIGNET
"""
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import traceback

import hands
from uidrive import App, wait

SIGNET = sys.argv[1]


def open_window(folder):
    """The program with a keystore of its own, and its environment."""
    environment = {'XDG_DATA_HOME': str(folder / 'data'), 'XDG_STATE_HOME': str(folder / 'state')}
    app = App(SIGNET, env=environment)
    app.wait_for_keys()
    return app, hands.Pointer(app), environment


def send(app, hand, name):
    """From the page with the details on."""
    app.find('heading', 'Check Your Details')
    hand.fill('Full Name', name)
    hand.press('Continue')
    app.find('heading', 'Ready to Send')
    hand.press('Get Certificate')


def practice_that_does_not_start(folder):
    """Back from the error comes to the list, and not to the page that tries it once more."""
    (folder / 'data' / 'signet').mkdir(parents=True)
    (folder / 'data' / 'signet' / 'practice').write_text('no folder')
    app, hand, _ = open_window(folder)
    with app:
        hand.menu('Practice CA')
        app.find('heading', 'The Folder Is Not Safe')
        hand.back()
        app.find('heading', 'No Certificates Yet')


def remove_from_waiting(folder):
    """All practice data are removed while the page of a request from there lies below."""
    app, hand, _ = open_window(folder)
    with app:
        hand.menu('Practice CA')
        hand.toggle('Ask for Approval')
        hand.press('Get a Certificate…')
        app.find('heading', 'Enter Your Code')
        hand.press('Continue')
        send(app, hand, 'Ada Example')
        app.find('heading', 'Waiting for Approval')
        hand.row('Approve It on the Practice Page')
        app.find('heading', 'Practice CA')
        hand.row('Remove All Practice Data')
        hand.press('Remove All')
        app.find('heading', 'No Certificates Yet')


def second_window(folder):
    """A window that is opened while a job of the one before comes to its end can ask for certificates, too."""
    with socket.create_server(('127.0.0.1', 0)) as silent:
        address = f'http://127.0.0.1:{silent.getsockname()[1]}/cmp'
        app, hand, environment = open_window(folder)
        connections = []
        try:
            for name in ('Ada Example', 'Grace Example'):
                app.wait_for_keys()
                app.keys('ctrl+n')
                app.find('heading', 'Enter the Server Address')
                hand.fill('Server Address', address)
                hand.press('Continue')
                app.find('heading', 'Enter Your Code')
                hand.fill('Reference Number', '4711')
                hand.fill('Code', 'k7Xp-2mQ9')
                hand.press('Continue')
                send(app, hand, name)
                app.find('heading', hands.starts('Getting Your Certificate'))
                # The first connection tells that the exchange is under way: it is finished without a window.
                connections.append(silent.accept()[0])
                if name == 'Ada Example':
                    app.keys('ctrl+w')
                    wait(lambda: not app.windows(), 'the window is closed')
                    subprocess.run([SIGNET], env={**os.environ, **environment}, check=True, timeout=60)
                    app.find('list item', hands.starts('Ada Example'))
        finally:
            app.kill()
            for connection in connections:
                connection.close()


def main():
    cases = [practice_that_does_not_start, remove_from_waiting, second_window]
    print(f'1..{len(cases)}')
    failed = 0
    for number, case in enumerate(cases, 1):
        with tempfile.TemporaryDirectory(prefix='signet-ways-out.') as folder:
            try:
                case(pathlib.Path(folder))
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print('\n'.join('# ' + line for line in traceback.format_exc().splitlines()))
                print(f'not ok {number} {case.__name__}', flush=True)
            else:
                print(f'ok {number} {case.__name__}', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
