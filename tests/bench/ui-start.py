#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures how the window starts, beside a libadwaita program with nothing in it.

    ui-session.sh ui-start.py WINWATCH SIGNET BLANK      (or “ninja bench-start”)

SIGNET_PAIRS (21) starts of each, in turns and every second round backwards, each with a home of its
own; medians. Prints a table in Markdown.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile

WARM_UP = 2
ROWS = (('processor time, all threads', 'cpu', 1, 'ms'), ('window mapped', 'map', 1, 'ms'),
        ('first real frame', 'frame', 1, 'ms'), ('memory (PSS)', 'pss', 1024, 'MiB'))


def start(winwatch, program):
    """The figures of one start."""
    with tempfile.TemporaryDirectory(prefix='signet-start-') as home:
        env = dict(os.environ, HOME=home, XDG_DATA_HOME=f'{home}/data', XDG_STATE_HOME=f'{home}/state')
        run = subprocess.run([winwatch, program], env=env, stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout)


def measure(winwatch, programs, pairs):
    """A list of figures for each program."""
    found = {program: [] for program in programs}
    for number in range(-WARM_UP, pairs):
        for program in programs if number % 2 == 0 else reversed(programs):
            figures = start(winwatch, program)
            if number >= 0:
                found[program].append(figures)
    return found


def median(figures, key, unit):
    return statistics.median(one[key] for one in figures) / unit


def main():
    winwatch, *programs = sys.argv[1:4]
    pairs = int(os.environ.get('SIGNET_PAIRS', '21'))
    ours, theirs = measure(winwatch, programs, pairs).values()
    print(f'Medians of {pairs} starts each, in turns.\n')
    print('| start | Signet | blank program | ratio |')
    print('| --- | --: | --: | --: |')
    for title, key, unit, name in ROWS:
        our, their = median(ours, key, unit), median(theirs, key, unit)
        print(f'| {title}, {name} | {our:.1f} | {their:.1f} | {our / their:.2f} |')


if __name__ == '__main__':
    main()
