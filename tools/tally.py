#!/usr/bin/env python3
"""Count what test programs reported: tally.py [--broken NAME]… TESTLOG.json…

Reads meson's testlog.json files. Each line of a TAP program counts as one, a program without TAP
as one, and so does each --broken NAME, a step that never came to its tests. Prints what failed
and why something was skipped, then as its last line 'N passed, N failed[, N skipped]'. Exit 1
when anything failed or nothing was run.
"""
import argparse
import json
import pathlib
import re
import sys

LINE = re.compile(r'^(?P<failed>not )?ok\b(?: \d+)?(?: - | )?(?P<name>.*?)(?:\s*# (?P<mark>skip|todo)\b:?\s*(?P<why>.*))?$',
                  re.IGNORECASE)
FINE = ('OK', 'EXPECTEDFAIL')


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = []
        self.skipped = []

    def add(self, program, run):
        """program: one object of the testlog.json of one run."""
        # Newer releases of Meson put the suites before the name.
        name, result = f'{run}: {program["name"].split(" / ")[-1]}', program['result']
        failed_before = len(self.failed)
        cases, said = [], []
        for line in program.get('stdout', '').splitlines():
            case = LINE.match(line)
            if case is None:
                said.append(line)
                continue
            cases.append(case)
            title = f'{name}: {case["name"]}'
            if case['mark']:
                self.skipped.append(f'{title} ({case["why"] or "no reason given"})')
            elif case['failed']:
                # Not every release of Meson shows what a TAP program said before the line.
                self.failed.append('\n  '.join([title, *said[-20:]]))
            else:
                self.passed += 1
            said = []
        if result == 'SKIP':
            if not cases:
                self.skipped.append(name)
        elif result not in FINE:
            # A program can fail after its last case, or before its first.
            if len(self.failed) == failed_before:
                self.failed.append(f'{name}: {result}')
        elif not cases:
            self.passed += 1

    def closing_line(self):
        skipped = f', {len(self.skipped)} skipped' if self.skipped else ''
        return f'{self.passed} passed, {len(self.failed)} failed{skipped}'


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument('--broken', action='append', default=[])
    parser.add_argument('logs', nargs='*')
    options = parser.parse_args(arguments)
    tally = Tally()
    tally.failed += options.broken
    for path in options.logs:
        with open(path, encoding='utf-8') as file:
            for line in file:
                tally.add(json.loads(line), pathlib.Path(path).stem)
    if tally.passed == 0 and not tally.failed:
        tally.failed.append('no test was run')
    for name in tally.skipped:
        print(f'skipped: {name}')
    for name in tally.failed:
        print(f'FAILED: {name}')
    print(tally.closing_line())
    return 1 if tally.failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
