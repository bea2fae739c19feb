#!/usr/bin/env python3
"""Break the lines that style.py finds too long: wrap.py FILE…  (rewrites the files; needs clang-format)

Only those lines are laid out anew, since .clang-format leaves the breaks where a person put them.
"""
import pathlib
import subprocess
import sys
import tempfile

from lineup import lineup
from style import COLUMNS, is_long

STYLE = pathlib.Path(__file__).resolve().parents[2] / '.clang-format'


def clang_format(text, path, *arguments):
    run = subprocess.run(['clang-format', f'--assume-filename={path}', *arguments], input=text.encode(),
                         stdout=subprocess.PIPE, check=True)
    return run.stdout.decode()


def wrap(path):
    text = path.read_text(encoding='utf-8')
    ranges = [f'--lines={number}:{number}' for number, line in enumerate(text.splitlines(), 1) if is_long(path, line)]
    if ranges:
        with tempfile.NamedTemporaryFile('w', encoding='utf-8') as wide:
            wide.write(STYLE.read_text(encoding='utf-8').replace('ColumnLimit: 0', f'ColumnLimit: {COLUMNS}'))
            wide.flush()
            text = clang_format(text, path, f'--style=file:{wide.name}', *ranges)
        path.write_text(lineup(str(path), clang_format(text, path, f'--style=file:{STYLE}')), encoding='utf-8')


if __name__ == '__main__':
    for name in sys.argv[1:]:
        wrap(pathlib.Path(name))
