#!/usr/bin/env python3
"""How the window comes and goes: started, started twice, started by D-Bus, and as large as it was (TAP)."""
import os
import pathlib
import re
import shutil
import subprocess

import signet
import uidrive
from uidrive import App, Started

ID = 'io.github.signet_desktop.Signet'
PATH = '/io/github/signet_desktop/Signet'


def gdbus(destination, path, method, *arguments):
    """What a D-Bus call returns."""
    command = ['gdbus', 'call', '--session', '--dest', destination, '--object-path', path, '--method', method, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=uidrive.PATIENCE).stdout


def call_bus(method, *arguments):
    return gdbus('org.freedesktop.DBus', '/org/freedesktop/DBus', f'org.freedesktop.DBus.{method}', *arguments)


def install_service():
    """Lets the bus of this session start the program with the service file that is installed."""
    program = pathlib.Path(shutil.which('signet'))
    text = (pathlib.Path(os.environ['GSETTINGS_SCHEMA_DIR']) / f'{ID}.service').read_text(encoding='utf-8')
    folder = pathlib.Path(os.environ['XDG_DATA_HOME']) / 'dbus-1' / 'services'
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f'{ID}.service').write_text(re.sub('Exec=.*/signet ', f'Exec={program} ', text), encoding='utf-8')
    call_bus('ReloadConfig')


def test_opens_and_closes():
    with App('signet') as app:
        assert app.title() == 'Signet', app.title()
        assert len(app.windows()) == 1, app.dump()


def test_ctrl_w_closes():
    app = App('signet')
    app.wait_for_keys()
    app.keys('ctrl+w')
    status = app.wait()
    assert status == 0, status


def test_second_start_is_the_first():
    with App('signet') as app:
        second = subprocess.run(['signet'], check=False, timeout=uidrive.PATIENCE)
        assert second.returncode == 0, second
        assert len(app.windows()) == 1, app.dump()


def test_started_by_the_bus():
    install_service()
    gdbus(ID, PATH, 'org.freedesktop.Application.Activate', '{}')
    pid = int(re.search(r'uint32 (\d+)', call_bus('GetConnectionUnixProcessID', ID)).group(1))
    with Started(pid) as app:
        assert app.title() == 'Signet', app.title()


def test_is_as_large_as_it_was():
    settings = {'GSETTINGS_BACKEND': 'keyfile'}
    with App('signet', env=settings) as app:
        first = app.bounds(app.windows()[0])
        app.resize(first.width + 60, first.height - 40)
        large = app.bounds(app.windows()[0])
        assert large != first, first
    with App('signet', env=settings) as app:
        again = app.bounds(app.windows()[0])
        assert again == large, (again, large)


if __name__ == '__main__':
    signet.main(test_opens_and_closes, test_ctrl_w_closes, test_second_start_is_the_first, test_started_by_the_bus,
                test_is_as_large_as_it_was)
