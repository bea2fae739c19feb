#!/usr/bin/env python3
"""Check what no validator of data/ sees: the icons' shape and size, and that the newest release is the one of NEWS."""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

from tree import report, sources

SVG = '{http://www.w3.org/2000/svg}'
# Nothing that draws differently from one renderer to the other, and nothing from elsewhere.
TAGS = {SVG + name for name in ('svg', 'g', 'path', 'clipPath', 'ellipse')}
SYMBOLIC_COLOUR = '#2e3436'
VERSION = re.compile(r"^\s*version: '([^']+)'", re.MULTILINE)
NEWS = re.compile(r'^Signet (\S+) \((.+)\)$', re.MULTILINE)


def svg_complaints(root, symbolic):
    size = '16' if symbolic else '128'
    if (root.get('width'), root.get('height'), root.get('viewBox')) != (size, size, f'0 0 {size} {size}'):
        yield f'not {size} by {size}'
    for element in root.iter():
        if element.tag not in TAGS:
            yield f'{element.tag.removeprefix(SVG)} is not for an icon'
        if any('href' in name or name.startswith('on') for name in element.attrib):
            yield 'a link or a script'
        if symbolic and element.get('fill', SYMBOLIC_COLOUR) != SYMBOLIC_COLOUR:
            yield f'{element.get("fill")} in a symbolic icon, which has one colour'


def icon_complaints(path):
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        yield f'{path}: {error}'
        return
    for line in svg_complaints(root, path.stem.endswith('-symbolic')):
        yield f'{path}: {line}'


def release_complaints(root, path):
    version = VERSION.search((root / 'meson.build').read_text(encoding='utf-8')).group(1)
    news = NEWS.search((root / 'NEWS').read_text(encoding='utf-8'))
    newest = ElementTree.parse(path).getroot().find('releases/release')
    if news is None or news.group(1) != version:
        yield f'NEWS does not begin with version {version}'
    elif newest is None or newest.get('version') != version:
        yield f'{path}: the newest release is not {version}'
    elif (newest.get('type') == 'development') != (news.group(2) == 'not released'):
        yield f'{path}: NEWS says that {version} is {news.group(2)}'


def main(root):
    root = pathlib.Path(root)
    icons = [path for path in sources(root, '.svg') if root / 'data' in path.parents]
    found = [line for path in icons for line in icon_complaints(path)]
    for path in sources(root, '.in'):
        if path.name.endswith('.metainfo.xml.in'):
            found += release_complaints(root, path)
    return report('data', found, f'{len(icons)} icons')


if __name__ == '__main__':
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else '.'))
