#!/usr/bin/env python3
"""See that every option of `openssl cmp` has its place in Signet, or a reason why it has none (TAP).

  test_options.py SIGNETCTL SOURCE_ROOT

The table is tests/data/cmp-options.tsv: option, release, setting, signetctl, practice, why; "-" is nothing.
"""
import collections
import pathlib
import re
import shutil
import subprocess
import sys

COLUMNS = ('option', 'since', 'setting', 'signetctl', 'practice', 'why')
Row = collections.namedtuple('Row', COLUMNS)
OPTION = re.compile(r'^  (?:-\w, )?(--[a-z-]+)', re.MULTILINE)
CMP_OPTION = re.compile(r'^ -(\S+)', re.MULTILINE)
SETTING = re.compile(r'(?:FLAG|NUMBER|CHOICE|LINE) \(\s*((?:[^()"]|\([^()]*\)|"(?:[^"\\]|\\.)*")*)\)', re.DOTALL)
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"|\bNULL\b')
REASON = re.compile(r'(?:automatic|not offered): \S.{8,}')


def run(*arguments):
    process = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return process.stdout.decode()


def read_table(root):
    text = (root / 'tests' / 'data' / 'cmp-options.tsv').read_text(encoding='utf-8')
    lines = [line.split('\t') for line in text.splitlines() if not line.startswith('#')]
    return [Row(*(field if field != '-' else '' for field in fields)) for fields in lines]


def read_settings(root):
    """The settings of a setup file: GROUP.KEY to the options of openssl cmp that the table in core names."""
    source = (root / 'src' / 'core' / 'signet-setting.c').read_text(encoding='utf-8')
    settings = {}
    for arguments in SETTING.findall(source[source.index('TABLE[SIGNET_N_SETTINGS]'):]):
        strings = [match[1] for match in STRING.finditer(arguments)]
        settings[f'{strings[0]}.{strings[1]}'] = (strings[-2] or '').split()
    return settings


def words(field):
    return [word.strip() for word in field.split(',')] if field else []


class Helps:
    """The options of each verb, asked for once."""

    def __init__(self, signetctl):
        self.signetctl, self.known = signetctl, {}

    def has(self, verb, option):
        if verb not in self.known:
            self.known[verb] = set(OPTION.findall(run(self.signetctl, verb, '--help')))
        return option in self.known[verb]


def empty_rows(table):
    for row in table:
        if not (row.setting or row.signetctl or row.practice or row.why):
            yield f'{row.option}: no place and no reason'
        if row.why and not REASON.fullmatch(row.why):
            yield f'{row.option}: “{row.why}” is no reason'
        if not re.fullmatch(r'[3-4]\.[0-9]', row.since):
            yield f'{row.option}: “{row.since}” is no release'


def double_rows(table):
    for option, n in collections.Counter(row.option for row in table).items():
        if n > 1:
            yield f'{option}: {n} rows'


def wrong_settings(table, settings):
    for row in table:
        for key in words(row.setting):
            if key not in settings:
                yield f'{row.option}: there is no setting {key}'


def forgotten_settings(table, settings):
    """What core says about an option is in the table, too."""
    rows = {row.option: row for row in table}
    for key, options in settings.items():
        for option in options:
            if option not in rows:
                yield f'{key}: openssl cmp has no {option}'
            elif key not in words(rows[option].setting):
                yield f'{option}: the setting {key} is not in its row'


def wrong_flags(table, helps):
    for row in table:
        for flag in words(row.signetctl):
            verb, _, option = flag.partition(' ')
            if not helps.has(verb, option):
                yield f'{row.option}: “signetctl {verb}” has no {option}'
        for option in words(row.practice):
            if not helps.has('practice', option):
                yield f'{row.option}: the practice CA has no {option}'


def missing_options(table, offered):
    return sorted(offered - {row.option for row in table})


def blind_checks(settings, helps):
    """The checks above that do not see what they are there for."""
    wrong = [Row('a', '3.0', '', '', '', ''), Row('a', '3', '', '', '', 'no reason at all'),
             Row('b', '3.0', 'Nothing.nothing', 'request --nothing', '--nothing', '')]
    for check, arguments, n in ((empty_rows, (wrong,), 3), (double_rows, (wrong,), 1),
                                (wrong_settings, (wrong, settings), 1), (wrong_flags, (wrong, helps), 2),
                                (forgotten_settings, (wrong, {'Group.key': ['b', 'c']}), 2),
                                (missing_options, (wrong, {'a', 'c'}), 1)):
        found = list(check(*arguments))
        if len(found) != n:
            yield f'{check.__name__} finds {found}'


def tests(signetctl, root):
    table, settings, helps = read_table(root), read_settings(root), Helps(signetctl)
    assert len(table) > 150 and len(settings) > 40, (len(table), len(settings))
    yield 'the checks see what is wrong', list(blind_checks(settings, helps))
    yield 'every row has a place or a reason', list(empty_rows(table))
    yield 'no option has two rows', list(double_rows(table))
    yield 'the settings exist', list(wrong_settings(table, settings))
    yield 'the settings are those that core names', list(forgotten_settings(table, settings))
    yield 'the options exist', list(wrong_flags(table, helps))
    if shutil.which('openssl') is None:
        yield 'no option of openssl cmp is missing # SKIP openssl is not installed', []
        return
    offered = set(CMP_OPTION.findall(run('openssl', 'cmp', '-help')))
    assert len(offered) > 100, offered
    yield 'no option of openssl cmp is missing', missing_options(table, offered)


def main(signetctl, root):
    number = failed = 0
    for number, (name, wrong) in enumerate(tests(signetctl, pathlib.Path(root)), 1):
        failed += bool(wrong)
        print(f'{"not ok" if wrong else "ok"} {number} - {name}')
        for line in wrong:
            print(f'# {line}')
    print(f'1..{number}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
