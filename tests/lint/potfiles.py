#!/usr/bin/env python3
"""Check that po/POTFILES names, sorted, every file with text to translate and no other.

  potfiles.py [--write] [ROOT]    --write mends it
"""
import pathlib
import re
import sys

from tree import report, sources, tracked

COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.DOTALL)
# A call with a literal; the definition of such a macro is none.
MARK = re.compile(r'(?<![A-Za-z0-9_])(?:_|N_|C_|NC_|g_dngettext|g_dpgettext2)\s*\([^;]*?"')
TRANSLATABLE = re.compile(r'translatable="(yes|true|1)"')
SOURCES = ('.c', '.h', '.ui')
# Of these, something is always translated.
DATA = ('.desktop.in', '.metainfo.xml.in', '.gschema.xml')


def is_data(path):
    return path.name.endswith(DATA)


def has_text(path):
    if is_data(path):
        return True
    text = path.read_text(encoding='utf-8')
    if path.suffix == '.ui':
        return TRANSLATABLE.search(text) is not None
    return MARK.search(COMMENT.sub('', text)) is not None


def complaints(listed, needed, candidates, every):
    yield from (f'{name} is missing' for name in sorted(needed - set(listed)))
    yield from (f'{name} does not exist' for name in listed if name not in every)
    yield from (f'{name} has nothing to translate' for name in listed if name in candidates and name not in needed)
    if listed != sorted(set(listed)):
        yield 'not sorted, or a line twice'


def main(arguments):
    write = '--write' in arguments
    root = pathlib.Path(next((argument for argument in arguments if argument != '--write'), '.'))
    potfiles = root / 'po' / 'POTFILES'
    listed = potfiles.read_text(encoding='utf-8').splitlines()
    every = {path.relative_to(root).as_posix() for path in tracked(root)}
    candidates = {path.relative_to(root).as_posix(): path for path in sources(root, '.c', '.h', '.ui', '.in', '.xml')
                  if is_data(path) or (path.relative_to(root).parts[0] == 'src' and path.suffix in SOURCES)}
    needed = {name for name, path in candidates.items() if has_text(path)}
    if write:
        # Other kinds of files that hold text are listed by hand.
        listed = sorted(needed | {name for name in listed if name in every and name not in candidates})
        potfiles.write_text(''.join(f'{name}\n' for name in listed), encoding='utf-8')
    found = [f'po/POTFILES: {line}' for line in complaints(listed, needed, candidates, every)]
    if found:
        print('Mend with: tests/lint/potfiles.py --write')
    return report('potfiles', found, f'{len(listed)} files')


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
