#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures whether the window stays quick while an RSA-4096 key is made and a certificate enrolled.

    ui-session.sh --animations --keyring unlocked ui-loop.py SIGNET SIGNETCTL BLANK LOOPWATCH      (or “ninja bench-loop”)

Walks through the window, from the empty page to the practice CA's certificate, and through as many empty
pages, SIGNET_RUNS (5) times in turns. Each iteration of the main loop is measured on its thread's own
clock (loopwatch.c). Prints a table in Markdown: each figure is the median of the runs, the longest
iteration that of all. Nobody asks the program anything while its key is made but X.
"""
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ui'))

from uidrive import App, wait  # noqa: E402

SIGNET, SIGNETCTL, BLANK, LOOPWATCH = sys.argv[1:5]
FRAME = 16.0
# Pages that the walk through Signet shows: empty, code, details, review, working, ready, list, certificate.
PAGES = 8
# Seconds in which the page of work has come; a key of this size takes longer.
PAGE_TIME = 0.3
# Of the keys that are offered.
DOWN_TO_RSA_4096 = 3


class Watched:
    """A program under the watch, and what its iterations cost, as pairs of milliseconds and the time of their end."""

    def __init__(self, *command, home):
        self.log = os.path.join(home, 'loop.json')
        self.app = App(*command, env={
            'LD_PRELOAD': LOOPWATCH, 'LOOPWATCH_LOG': self.log, 'LOOPWATCH_SHOWN': '0',
            'XDG_DATA_HOME': f'{home}/data', 'XDG_STATE_HOME': f'{home}/state'})

    def iterations(self):
        with open(self.log, encoding='utf-8') as file:
            return [(one['ms'], one['ended']) for one in json.load(file)['longest']]


def issued(home):
    """Whether the certificate is there, as another program sees it."""
    env = {name: value for name, value in os.environ.items() if name != 'G_DEBUG'}
    run = subprocess.run([SIGNETCTL, 'list', '--json'], env={**env, 'XDG_DATA_HOME': f'{home}/data'},
                         capture_output=True, text=True, check=True)
    return any(item['state'] == 'issued' for item in json.loads(run.stdout))


def choose_key(app):
    app.tab_to('list item', re.compile('^More Options'))
    app.keys('Return')
    app.tab_to('combo box', re.compile('^Key'))
    app.keys('space')
    app.settle()
    app.keys(*['Down'] * DOWN_TO_RSA_4096, 'Return')
    app.settle()


def walk_signet(home):
    """All iterations of the walk, those from the last question to the page that says that it is done, and of
    these, the ones between the two pages: what the key and the exchange themselves cost."""
    watched = Watched(SIGNET, home=home)
    with watched.app as app:
        app.wait_for_keys()
        app.settle()
        walk_from = time.time()
        app.click('Try It With the Practice CA')
        app.find('heading', 'Enter Your Code')
        app.click('Continue')
        app.find('heading', 'Check Your Details')
        app.set_text(app.find('text', 'Full Name'), 'Ada Example')
        choose_key(app)
        app.click('Continue')
        app.find('heading', 'Ready to Send')
        app.find('label', 'RSA 4096')
        app.click('Get Certificate')
        enroll_from = time.time()
        looked = []
        wait(lambda: looked.append(time.time()) or issued(home), 'the certificate', 120)
        app.settle()
        enroll_to = time.time()
        app.find('heading', 'Certificate Ready')
        app.click('Done')
        item = app.find('list item', re.compile('^Ada Example'))
        # A page that still slides is not where it says.
        app.settle()
        app.mouse(item)
        app.find('heading', 'Valid')
        app.settle()
        walk_to = time.time()
    every = watched.iterations()
    return [[ms for ms, ended in every if start <= ended <= end]
            for start, end in ((walk_from, walk_to), (enroll_from, enroll_to),
                               (enroll_from + PAGE_TIME, looked[-2]))]


def walk_blank(home):
    """All iterations of the same walk over empty pages."""
    watched = Watched(BLANK, PAGES, home=home)
    with watched.app as app:
        app.wait_for_keys()
        app.settle()
        walk_from = time.time()
        for number in range(1, PAGES):
            app.click('Continue')
            app.find('label', f'Page {number + 1}')
        app.settle()
        walk_to = time.time()
    return [ms for ms, ended in watched.iterations() if walk_from <= ended <= walk_to]


def row(title, runs):
    """One line of the table."""
    def median(figure):
        return statistics.median(figure(sorted(run)) for run in runs)
    runs = [run for run in runs if run]
    if not runs:
        return
    longest = max(max(run) for run in runs)
    print(f'| {title} | {median(len):.0f} | {median(sum):.0f} | {median(lambda run: run[len(run) * 99 // 100]):.1f} | '
          f'{median(max):.1f} | {longest:.1f} | {median(lambda run: sum(ms > FRAME for ms in run)):.0f} |')


def main():
    runs = int(os.environ.get('SIGNET_RUNS', '5'))
    walks, enrollments, waits, blanks = [], [], [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(prefix='signet-loop-') as home:
            for found, kept in zip(walk_signet(home), (walks, enrollments, waits)):
                kept.append(found)
        with tempfile.TemporaryDirectory(prefix='signet-loop-') as home:
            blanks.append(walk_blank(home))
    print(f'Iterations of the main loop in {runs} walks each, in turns; milliseconds of the thread.\n')
    print('| walk | iterations | together | 99 of 100 | longest | longest of all | over 16 ms |')
    print('| --- | --: | --: | --: | --: | --: | --: |')
    row('over empty pages', blanks)
    row('through Signet', walks)
    row('of it, key made and enrolled', enrollments)
    row('of that, between the two pages', waits)


if __name__ == '__main__':
    main()
