#!/usr/bin/env python3
"""Check that every C file is what clang-format and then lineup.py make of it.

  format.py [ROOT]    exit 0 all are, 1 some are not, 77 (skipped) where no clang-format is installed
"""
import concurrent.futures
import difflib
import pathlib
import shutil
import subprocess
import sys

from lineup import lineup
from tree import report, sources

# The committed text is this release's; others may lay out some lines in another way.
NAMES = ('clang-format-14', 'clang-format')


def formatted(tool, root, path):
    style = f'--style=file:{pathlib.Path(root).resolve() / ".clang-format"}'
    run = subprocess.run([tool, style, str(path)], stdout=subprocess.PIPE, check=True)
    return lineup(str(path), run.stdout.decode())


def first_difference(path, before, after):
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm='', n=0)
    for line in lines:
        if line.startswith('@@'):
            return f'{path}:{line.split()[1].lstrip("-").split(",")[0]}: not formatted'
    return f'{path}: not formatted'


def main(root):
    tool = next(filter(None, map(shutil.which, NAMES)), None)
    if tool is None:
        print('format: no clang-format here')
        return 77
    paths = sources(root)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        wanted = list(pool.map(lambda path: formatted(tool, root, path), paths))
    texts = ((path, path.read_text(encoding='utf-8'), after) for path, after in zip(paths, wanted))
    found = [first_difference(*three) for three in texts if three[1] != three[2]]
    if found:
        print('Mend with: clang-format -i FILE && python3 tests/lint/lineup.py FILE')
    return report('format', found, f'{len(paths)} files')


if __name__ == '__main__':
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else '.'))
