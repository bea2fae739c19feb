#!/usr/bin/env python3
"""See that tools/tally.py counts honestly (TAP)."""
import json
import pathlib
import subprocess
import sys
import tempfile

TALLY = pathlib.Path(__file__).resolve().parents[2] / 'tools' / 'tally.py'
TAP = '1..3\n# random seed: R02S\nok 1 /a\nok 2 /b # SKIP no keyring\n'

# title, programs, further arguments, exit status, closing line
CASES = (
    ('nothing run is a failure', [], [], 1, '0 passed, 1 failed'),
    ('a program without TAP', [('layers', 'OK', 'layers: fine\n')], [], 0, '1 passed, 0 failed'),
    ('the lines of a TAP program', [('key', 'OK', TAP + 'ok 3 /c\n')], [], 0, '2 passed, 0 failed, 1 skipped'),
    ('a failed line', [('key', 'FAIL', TAP + 'not ok 3 /c\n')], [], 1, '1 passed, 1 failed, 1 skipped'),
    ('a program that crashed between two lines', [('key', 'ERROR', TAP)], [], 1, '1 passed, 1 failed, 1 skipped'),
    ('a program that crashed at its start', [('key', 'ERROR', '')], [], 1, '0 passed, 1 failed'),
    ('a program that took too long', [('key', 'TIMEOUT', 'ok 1 /a\n')], [], 1, '1 passed, 1 failed'),
    ('a program that was skipped', [('a', 'OK', ''), ('b', 'SKIP', '')], [], 0, '1 passed, 0 failed, 1 skipped'),
    ('a TAP program that was skipped', [('a', 'OK', ''), ('b', 'SKIP', '1..0 # SKIP no bus\n')], [], 0,
     '1 passed, 0 failed, 1 skipped'),
    ('words that only look like TAP', [('a', 'OK', 'okay then\n# ok 3\n  ok 4 /nested\n')], [], 0, '1 passed, 0 failed'),
    ('a build that broke', [('a', 'OK', '')], ['--broken', 'build'], 1, '1 passed, 1 failed'),
)


def outcome(programs, arguments, status, line):
    with tempfile.NamedTemporaryFile('w', encoding='utf-8') as log:
        for name, result, stdout in programs:
            log.write(json.dumps({'name': name, 'result': result, 'stdout': stdout}) + '\n')
        log.flush()
        done = subprocess.run([sys.executable, str(TALLY), *arguments, log.name], stdout=subprocess.PIPE, check=False)
    said = done.stdout.decode()
    return done.returncode == status and said.splitlines()[-1] == line, said


def main():
    print(f'1..{len(CASES)}')
    failed = 0
    for number, (title, *case) in enumerate(CASES, 1):
        fine, said = outcome(*case)
        failed += not fine
        print(f'{"ok" if fine else "not ok"} {number} {title}')
        if not fine:
            print('\n'.join(f'# {line}' for line in said.splitlines()))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
