#!/usr/bin/env python3
"""Print how long files and functions are and how much of the code is tests. Never fails: a look, no check."""
import pathlib
import re
import sys

from tree import sources

# GNU style: the name at the start of a line, the braces of the body in the first column.
HEAD = re.compile(r'^[A-Za-z_]\w* \(')


def functions(path):
    """(lines, name) of each function, from its name to its closing brace."""
    start, name = None, ''
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        if HEAD.match(line):
            start, name = number, line.split(' ')[0]
        elif line == '}' and start is not None:
            yield number - start + 1, f'{path}: {name}'
            start = None
        elif line.endswith(';') and not line.startswith((' ', '\t')):
            start = None


def quantile(ordered, share):
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))][0] if ordered else 0


def show(title, sized):
    ordered = sorted(sized)
    print(f'{title}: {len(ordered)}, median {quantile(ordered, 0.5)} lines, 90 % below '
          f'{quantile(ordered, 0.9) + 1}, 95 % below {quantile(ordered, 0.95) + 1}')
    for lines, name in reversed(ordered[-3:]):
        print(f'  {lines:5} {name}')


def length(path):
    return len(path.read_text(encoding='utf-8').splitlines())


def main(root):
    root = pathlib.Path(root)
    code = [path for path in sources(root) if path.relative_to(root).parts[0] == 'src']
    tests = [path for path in sources(root, '.c', '.h', '.py', '.sh') if path.relative_to(root).parts[0] == 'tests']
    show('files in src', [(length(path), str(path)) for path in code if path.suffix == '.c'])
    show('functions in src', [one for path in code for one in functions(path)])
    show('files in tests', [(length(path), str(path)) for path in tests])
    lines, test_lines = sum(map(length, code)), sum(map(length, tests))
    print(f'code {lines} lines, tests {test_lines} lines: {100 * test_lines // max(lines, 1)} % of the code')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else '.'))
