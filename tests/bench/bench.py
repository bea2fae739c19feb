#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what a request costs, phase by phase, beside the openssl command.

    secret-session.sh --unlocked bench.py SIGNETCTL PHASES      (or “ninja bench”)

Every figure is the median of SIGNET_PAIRS (31) runs of a new process each; the programs take turns,
so that what else the machine does falls on all of them. Prints a table in Markdown.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'interop', 'cli'))

import signet  # noqa: E402

SUBJECT = 'CN=Ada Lovelace,O=Analytical Engines'
WARM_UP = 2


def run(command, env):
    """CPU and wall milliseconds of a whole process, and what it printed."""
    start = time.monotonic()
    with subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, encoding='utf-8') as process:
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f'{" ".join(command)}: {process.returncode}\n{out}')
    return (usage.ru_utime + usage.ru_stime) * 1000, wall * 1000, out


class Bench:
    """The things to measure, and where they happen."""

    def __init__(self, ca, phases):
        self.phases = phases
        self.ca = ca
        self.home = signet.Home()
        self.env = dict(os.environ, XDG_DATA_HOME=str(self.home.data), LC_ALL='C.UTF-8')
        self.code = str(self.home.secret(ca.code))
        self.key = str(self.home.folder / 'made-before.pem')
        signet.openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256',
                       '-out', self.key)
        self.number = 0

    def whole(self, *command):
        return lambda: run([str(part) for part in command], self.env)[:2]

    def phase(self, *arguments):
        """A phase that measures itself, in a folder of its own where it wants one."""
        def measure():
            self.number += 1
            folder = self.home.folder / f'phase-{self.number}'
            folder.mkdir(mode=0o700)
            command = [self.phases, *(str(folder) if part is None else part for part in arguments)]
            cpu, wall = run(command, self.env)[2].split()
            return float(cpu), float(wall)
        return measure

    def things(self):
        ca = self.ca
        port_and_path = ca.url.removeprefix('http://').split('/', 1)
        return {
            'signetctl start': self.whole(signet.SIGNETCTL, '--version'),
            'openssl start': self.whole('openssl', 'version'),
            'key': self.phase('key', None),
            'keyring': self.phase('keyring'),
            'journal': self.phase('journal', None, ca.ca_file),
            'proxy': self.phase('proxy'),
            'exchange': self.phase('cmp', ca.url, ca.ca_file, ca.reference, ca.code, self.key),
            'openssl whole': self.whole(
                'openssl', 'cmp', '-config', '', '-cmd', 'ir', '-server', port_and_path[0],
                '-path', port_and_path[1], '-ref', ca.reference, '-secret', f'pass:{ca.code}',
                '-newkey', self.key, '-subject', '/O=Analytical Engines/CN=Ada Lovelace',
                '-trusted', ca.ca_file, '-certout', self.home.folder / 'openssl.pem'),
            'signetctl whole': self.whole(
                signet.SIGNETCTL, 'request', '--json', '--server', ca.url, '--trusted', ca.ca_file,
                '--reference', ca.reference, '--secret-file', self.code, '--subject', SUBJECT),
        }


def measure(things, pairs):
    """Medians of CPU and wall milliseconds for each; every second round goes backwards."""
    found = {name: [] for name in things}
    for number in range(-WARM_UP, pairs):
        order = list(things) if number % 2 == 0 else list(reversed(things))
        for name in order:
            figures = things[name]()
            if number >= 0:
                found[name].append(figures)
    return {name: tuple(statistics.median(column) for column in zip(*figures))
            for name, figures in found.items()}


def ratios(ours, theirs):
    return ' | '.join(f'{our / their:.2f}' for our, their in zip(ours, theirs))


def table(found, pairs):
    their_exchange = tuple(whole - start for whole, start in
                           zip(found['openssl whole'], found['openssl start']))
    rows = [
        ('process start', found['signetctl start'], '`openssl version`', found['openssl start']),
        ('key: made, encrypted, written, read back', found['key'], '', None),
        ('keyring: stored and read back', found['keyring'], '', None),
        ('journal: all durable writes', found['journal'], '', None),
        ('proxy settings asked for, not for this CA', found['proxy'], '', None),
        ('CMP exchange', found['exchange'], '`openssl cmp` less its start', their_exchange),
        ('whole: `signetctl request`', found['signetctl whole'], '`openssl cmp`, key made before',
         found['openssl whole']),
    ]
    print(f'Medians of {pairs} runs each, in turns; milliseconds.\n')
    print('| phase | CPU | wall | beside | CPU | wall | ratio CPU | ratio wall |')
    print('| --- | --: | --: | --- | --: | --: | --: | --: |')
    for name, ours, peer, theirs in rows:
        figures = ' | '.join(f'{figure:.1f}' for figure in ours)
        beside = ' | '.join(f'{figure:.1f}' for figure in theirs) if theirs else ' | '
        print(f'| {name} | {figures} | {peer} | {beside} | '
              f'{ratios(ours, theirs) if theirs else " | "} |')


def main():
    pairs = int(os.environ.get('SIGNET_PAIRS', '31'))
    # Everything that the helpers make is below this folder.
    with tempfile.TemporaryDirectory(prefix='signet-bench-') as tempfile.tempdir:
        with signet.PracticeCa() as ca:
            found = measure(Bench(ca, sys.argv[2]).things(), pairs)
    table(found, pairs)


if __name__ == '__main__':
    main()
