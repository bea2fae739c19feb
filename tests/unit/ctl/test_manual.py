#!/usr/bin/env python3
"""See that manual and completion know every verb, option and word of signetctl (TAP).

  test_manual.py SIGNETCTL SOURCE_ROOT
"""
import pathlib
import re
import subprocess
import sys

VERB = re.compile(r'^  ([a-z]+) +\S', re.MULTILINE)
OPTION = re.compile(r'^  (?:-\w, )?(--[a-z0-9-]+)', re.MULTILINE)
# Members of the JSON objects are added by these functions.
MEMBER = re.compile(r'(?:set_text|set_time|set_lines|set_certificates|_member) \(object,\s*"(\w+)"')
FONT = re.compile(r'\\f.')


def run(*arguments):
    return subprocess.run(arguments, stdout=subprocess.PIPE, check=True).stdout.decode()


def manual(root):
    """The text of the manual's source, without its macros for fonts and minus signs."""
    text = FONT.sub('', (root / 'data' / 'signetctl.1').read_text(encoding='utf-8').replace('\\-', '-'))
    return re.sub(r'"\s*|^\.[A-Z]+ ', ' ', text, flags=re.MULTILINE)


def words(text):
    return set(re.findall(r'[A-Za-z0-9_-]*[A-Za-z0-9]', text))


def completion(root, line):
    """What bash offers behind line, which ends in the word to complete."""
    script = f'''. {root / "data" / "signetctl.bash-completion"}
COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _signetctl signetctl; printf '%s\\n' "${{COMPREPLY[@]}}"'''
    return set(run('bash', '-c', script).split())


def enum_words(root, header, prefix):
    text = (root / 'src' / 'core' / header).read_text(encoding='utf-8')
    names = re.findall(rf'^  {prefix}_(\w+),', text, re.MULTILINE)
    return {name.lower().replace('_', '-') for name in names}


def members(root):
    """What the JSON objects are made of, but those of the practice CA's events."""
    sources = sorted((root / 'src' / 'ctl').glob('signet-ctl-*.c'))
    return {member for source in sources for member in MEMBER.findall(source.read_text(encoding='utf-8'))}


def missing(name, wanted, known):
    """A test: a name and the words that are not known."""
    assert wanted, name
    return name, sorted(wanted - known)


def tests(signetctl, root):
    known = words(manual(root))
    help_text = run(signetctl, '--help')
    verbs = set(VERB.findall(help_text.split('\n\n')[2]))
    yield missing('verbs in the manual', verbs, known)
    yield missing('verbs in the completion', verbs, completion(root, 'signetctl ""'))
    for verb in sorted(verbs):
        options = set(OPTION.findall(run(signetctl, verb, '--help')))
        offered = completion(root, f'signetctl {verb} --')
        yield missing(f'options of {verb} in the manual', options, known)
        yield missing(f'options of {verb} in the completion', options, offered)
        yield f'options of {verb} that the completion makes up', sorted(offered - options)
    yield missing('states', enum_words(root, 'signet-states.h', 'SIGNET_ITEM_STATE'), known)
    yield missing('needs', enum_words(root, 'signet-states.h', 'SIGNET_NEEDS'), known)
    yield missing('error codes', enum_words(root, 'signet-error.h', 'SIGNET_ERROR'), known)
    yield missing('members', members(root), known)


def main(signetctl, root):
    number = failed = 0
    for number, (name, wrong) in enumerate(tests(signetctl, pathlib.Path(root)), 1):
        failed += bool(wrong)
        print(f'{"not ok" if wrong else "ok"} {number} {name}')
        if wrong:
            print(f'# missing or wrong: {" ".join(wrong)}')
    print(f'1..{number}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
