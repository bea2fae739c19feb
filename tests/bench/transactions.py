#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many transactions in one process, beside openssl cmp -repeat at the same practice CA.

    transactions.py SIGNETCTL TRANSACTIONS      (or “ninja bench-transactions”)

Every figure is the median of SIGNET_ROUNDS (7) runs of SIGNET_TRANSACTIONS (300) transactions; the two
take turns, so that what else the machine does falls on both.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'interop' / 'cli')]

import signet  # noqa: E402
from bench import run  # noqa: E402
from foreign_ca import new_key  # noqa: E402


class Two:
    """Both programs, ready to get certificates from a practice CA."""

    def __init__(self, ca, program):
        self.ca, self.program = ca, program
        self.folder = signet.scratch('transactions')
        self.key = new_key(self.folder / 'key.pem')
        self.env = signet.environment(HOME=self.folder)

    def ours(self, number):
        ca = self.ca
        return run(list(map(str, [self.program, number, ca.url, ca.ca_file, ca.reference, ca.code, self.key])), self.env)

    def theirs(self, number):
        host, path = self.ca.url.removeprefix('http://').split('/', 1)
        return run(list(map(str, [
            'openssl', 'cmp', '-config', '', '-cmd', 'ir', '-repeat', number, '-server', host, '-path', path,
            '-ref', self.ca.reference, '-secret', f'pass:{self.ca.code}', '-newkey', self.key,
            '-subject', '/O=Analytical Engines/CN=Ada Lovelace', '-trusted', self.ca.ca_file,
            '-certout', self.folder / 'openssl.pem'])), self.env)


def compare(program):
    number, rounds = int(os.environ.get('SIGNET_TRANSACTIONS', '300')), int(os.environ.get('SIGNET_ROUNDS', '7'))
    with signet.PracticeCa() as ca:
        both = Two(ca, program)
        found = {both.ours: [], both.theirs: []}
        for turn in range(rounds):
            for measure in list(found) if turn % 2 == 0 else reversed(found):
                found[measure].append([figure / number for figure in measure(number)[:2]])
    ours, theirs = ([statistics.median(column) for column in zip(*figures)] for figures in found.values())
    print(f'Medians of {rounds} runs of {number} transactions each, in turns; milliseconds per transaction.\n')
    print('| | CPU | wall |\n| --- | --: | --: |')
    print(f'| Signet | {ours[0]:.2f} | {ours[1]:.2f} |')
    print(f'| `openssl cmp -repeat` | {theirs[0]:.2f} | {theirs[1]:.2f} |')
    print(f'| ratio | {ours[0] / theirs[0]:.2f} | {ours[1] / theirs[1]:.2f} |')


if __name__ == '__main__':
    # Everything that the helpers make is below this folder.
    with tempfile.TemporaryDirectory(prefix='signet-bench-') as tempfile.tempdir:
        compare(sys.argv[2])
