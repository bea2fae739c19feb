#!/usr/bin/env python3
"""Check the rules of CONTRIBUTING.md that a line shows: licence line, length, goto, notes left behind, g_assert ()."""
import re
import sys

from tree import report, sources

LICENCE = '/* SPDX-License-Identifier: GPL-3.0-or-later */'
COLUMNS = 100
STRING = re.compile(r'"(?:\\.|[^"\\])*"')
NOTE = (re.compile(r'\b(?:TODO|FIXME|XXX)\b'), 'a note left behind')
RULES = ((re.compile(r'\bgoto\b'), 'goto'), NOTE)
# Their texts cannot be wrapped, so their lines have no limit.
UI_RULES = (NOTE, (re.compile(r'\t|\s$'), 'a tabulator, or a space at the end'))
TEST_RULES = ((re.compile(r'\bg_assert \('), 'g_assert () does not say what it saw: g_assert_cmp… ()'),)


def is_long(path, line):
    # A prototype is as wide as the columns of its group make it.
    return len(line) > COLUMNS and not (path.suffix == '.h' and line.endswith((',', ';')))


def ui_complaints(path):
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        for pattern, what in UI_RULES:
            if pattern.search(line):
                yield f'{path}:{number}: {what}'


def c_complaints(path):
    lines = path.read_text(encoding='utf-8').splitlines()
    if not lines or lines[0] != LICENCE:
        yield f'{path}:1: no licence line'
    rules = RULES + (TEST_RULES if path.name.startswith('test-') else ())
    for number, line in enumerate(lines, 1):
        if is_long(path, line):
            yield f'{path}:{number}: {len(line)} columns, at most {COLUMNS}'
        bare = STRING.sub('""', line)
        for pattern, what in rules:
            if pattern.search(bare):
                yield f'{path}:{number}: {what}'


def main(root):
    paths = sources(root, '.c', '.h', '.ui')
    found = [line for path in paths for line in (ui_complaints if path.suffix == '.ui' else c_complaints)(path)]
    if any(' columns, ' in line for line in found):
        print('Mend long lines with: tests/lint/wrap.py FILE')
    return report('style', found, f'{len(paths)} files')


if __name__ == '__main__':
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else '.'))
