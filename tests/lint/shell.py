#!/usr/bin/env python3
"""Check every shell script with shellcheck: exit 0 none has a fault, 1 some have, 77 (skipped) without shellcheck."""
import shutil
import subprocess
import sys

from tree import report, tracked


def is_script(path):
    if path.suffix == '.sh':
        return True
    with open(path, 'rb') as file:
        start = file.readline(80)
    return start.startswith(b'#!') and start.rstrip().endswith(b'sh')


def main(root):
    if shutil.which('shellcheck') is None:
        print('shell: no shellcheck here')
        return 77
    paths = [path for path in tracked(root) if is_script(path)]
    if not paths:
        return report('shell', [], 'no script')
    run = subprocess.run(['shellcheck', '--format=gcc', '--external-sources', f'--source-path={root}', *paths],
                         stdout=subprocess.PIPE, check=False)
    return report('shell', run.stdout.decode().splitlines(), f'{len(paths)} scripts')


if __name__ == '__main__':
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else '.'))
