#!/usr/bin/env python3
"""signetctl as a program: streams, signals, exit statuses, and the practice CA's own input and output (TAP).

  test_program.py SIGNETCTL
"""
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time

BEST_BEFORE = 30  # seconds that anything here may take
PROGRAM = os.path.abspath(sys.argv[1])


class Place:
    """A folder with a home of its own, in which signetctl runs without bus and display; a context manager."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix='signet-ctl-')
        self.path = pathlib.Path(self._folder.name)
        kept = ('PATH', 'G_DEBUG', 'UBSAN_OPTIONS')
        self.environment = {name: os.environ[name] for name in kept if name in os.environ}
        # A program ends with the threads of its pool alive, and what OpenSSL keeps for them looks lost; leaks are
        # for the other tests. With the slow unwinder an own passphrase takes half a minute.
        self.environment |= {'ASAN_OPTIONS': 'halt_on_error=1:detect_leaks=0:fast_unwind_on_malloc=1'}
        self.environment |= {'HOME': str(self.path), 'XDG_DATA_HOME': str(self.path / 'data'),
                             'XDG_RUNTIME_DIR': str(self.path), 'LC_ALL': 'C.UTF-8', 'TZ': 'UTC'}
        self.write('passphrase', 'correct horse battery\n')

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self._folder.cleanup()

    def write(self, name, text):
        (self.path / name).write_text(text, encoding='utf-8')

    def start(self, *arguments, **options):
        streams = {'stdin': subprocess.DEVNULL, 'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE} | options
        return subprocess.Popen([PROGRAM, *arguments], cwd=self.path, env=self.environment, encoding='utf-8', **streams)

    def run(self, *arguments, text=None, **options):
        """Runs to the end; gives exit status, standard output and standard error."""
        if text is not None:
            options['stdin'] = subprocess.PIPE
        with self.start(*arguments, **options) as process:
            out, err = process.communicate(text, BEST_BEFORE)
        return process.returncode, out, err

    def request(self, practice, *arguments):
        return ('request', '--server', practice.start['url'], '--reference', practice.start['reference'],
                '--secret-file', 'code', '--subject', 'CN=Ada,O=Example', '--passphrase-file', 'passphrase', *arguments)

    def again(self, verb, practice, item, *arguments):
        return (verb, item['id'][:8], '--reference', practice.start['reference'], '--secret-file', 'code',
                '--passphrase-file', 'passphrase', '--json', *arguments)


class Practice:
    """The practice CA as a process; a context manager that ends it by SIGTERM."""

    def __init__(self, place, *arguments):
        self.process = place.start('practice', *arguments, stdin=subprocess.PIPE)
        self.start = self.line()
        place.write('code', self.start['code'] + '\n')

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.process.terminate()
        status = self.process.wait(BEST_BEFORE)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()
        assert status == 0, status

    def line(self):
        return json.loads(self.process.stdout.readline())

    def event(self, name):
        """Reads up to the event of this name."""
        line = self.line()
        while line.get('event') != name:
            line = self.line()
        return line

    def say(self, text):
        self.process.stdin.write(text + '\n')
        self.process.stdin.flush()


def item_of(result, status):
    assert result[0] == status, result
    assert result[1].count('\n') == 1, result
    return json.loads(result[1])


def test_usage(place):
    for arguments in ((), ('frobnicate',), ('--frobnicate',), ('list', 'x'), ('show',), ('show', 'a', 'b'),
                      ('list', '--all=no'), ('request',), ('show', 'abcd', '--pem', '--json'),
                      ('request', '--server', 'http://127.0.0.1/', '--subject', ''), ('practice', '--reference', 'R')):
        status, out, err = place.run(*arguments)
        assert (status, out) == (2, ''), (arguments, status, out)
        assert err.count('\n') == 1 and '--help' in err, err


def test_bad_values(place):
    place.write('code', '4711\n')
    base = ('request', '--json', '--secret-file', 'code')
    good = ('--server', 'http://127.0.0.1:1/', '--subject', 'CN=Ada')
    for arguments, code in (((*good[2:], '--server', 'ftp://x/'), 'url'), ((*good[:2], '--subject', 'Ada'), 'name'),
                            ((*good, '--san', 'ip:1.2.3'), 'alt-name'), ((*good, '--key', 'dsa'), 'key-type'),
                            ((*good, '--key', 'file:nowhere'), 'usage'), ((*good, '--operation', 'kur'), 'usage'),
                            ((*good, '--trusted', 'nowhere'), 'usage'), ((*good, '--timeout', '0'), 'usage')):
        item = item_of(place.run(*base, *arguments), 2)
        assert item['error']['code'] == code, (arguments, item)
        assert item['id'] is None, item
    assert place.run('list', '--all', '--json')[1] == '[]\n'


def test_nothing_to_print(place):
    assert place.run('list')[:2] == (0, '')
    assert place.run('pending', '--json')[:2] == (0, '[]\n')
    assert item_of(place.run('show', 'abcd', '--json'), 1)['error']['code'] == 'not-found'


def test_full_disk(place):
    with open('/dev/full', 'w', encoding='utf-8') as full:
        assert place.run('list', '--json', stdout=full)[0] == 1
        assert place.run('--help', stdout=full)[0] == 1


def test_closed_streams(place):
    """A closed standard stream must not become the number of a file."""
    status, _, _ = place.run('list', '--all', stdin=None, stdout=None, stderr=None,
                             preexec_fn=lambda: os.closerange(0, 3))
    assert status == 0, status


def test_missing(place):
    place.write('code', '4711\n')
    base = ('request', '--server', 'http://127.0.0.1:1/', '--subject', 'CN=Ada', '--json')
    item = item_of(place.run(*base, '--secret-file', 'code'), 6)
    assert item['error']['code'].startswith('keyring'), item
    place.write('empty', '\n')
    item = item_of(place.run(*base, '--secret-file', 'empty'), 6)
    assert item['error']['code'] == 'code', item
    item = item_of(place.run(*base, '--secret-file', 'code', '--passphrase-file', 'passphrase'), 5)
    assert item['error']['code'] == 'unreachable' and item['id'] is not None, item


def test_issued(place):
    with Practice(place) as practice:
        result = place.run(*place.request(practice, '--json', '--trusted', practice.start['ca_file'], '--name', 'Mine'))
        item = item_of(result, 0)
        assert item['state'] == 'issued' and item['verified_by'] == 'anchor' and item['label'] == 'Mine', item
        assert 'Creating key…' in result[2] and item['id'] in result[2], result
        assert practice.event('confirmed')['serial'] == item['serial']

        status, out, err = place.run('show', item['id'], '--pem')
        assert (status, out, err) == (0, item['certificate'], '')
        status, out, _ = place.run('show', item['id'], '--chain')
        assert out.startswith(item['certificate']) and out.count('BEGIN CERTIFICATE') == 2, out
        assert item['report']['protection'] == 'mac' and item['report']['server_status'] == 'accepted', item
        item['report'] = None  # no server is asked by the verbs below
        assert json.loads(place.run('show', item['id'][:4], '--json')[1]) == item
        assert json.loads(place.run('list', '--json')[1]) == [item]
        status, out, err = place.run('list')
        assert item['id'][:8] in out and 'issued, valid' in out and '\033' not in out, out
        assert item_of(place.run(*place.again('resume', practice, item)), 1)['error']['code'] == 'state'


def test_words(place):
    """For people: the item on standard output, the error on standard error."""
    with Practice(place) as practice:
        status, out, err = place.run(*place.request(practice, '--name', 'My name'))
        assert status == 0 and 'Contacting server…' in err, (out, err)
        assert 'State:          issued, valid\n' in out and 'Label:          My name\n' in out, out
        status, out, err = place.run(*place.request(practice, '--secret-file', '-'), text='wrong\n')
        assert status == 4 and 'refused' in out and '(not authenticated)' in err, (out, err)
        assert 'wrong' not in out, out


def test_hostile_words(place):
    """What would move the cursor or turn the text around is neither taken nor repeated."""
    place.write('code', '4711\n')
    base = ('request', '--server', 'http://127.0.0.1:1/', '--secret-file', 'code', '--passphrase-file', 'passphrase')
    for arguments in (('--subject', 'CN=a', '--name', '\033[31m\u202eevil'), ('--subject', 'CN=\033[31m\u202eevil'),
                      ('--subject', 'CN=a', '--san', 'dns:\033[31m\u202eevil'),
                      ('--subject', 'CN=a', '--operation', '\033[31m\u202eevil'),
                      ('--subject', 'CN=a', '\033[31m\u202eevil'), ('--subject', 'CN=a', '--\033[31m\u202eevil')):
        status, out, err = place.run(*base, *arguments)
        assert (status, out) == (2, ''), (arguments, status, out, err)
        assert '\033' not in err and '\u202e' not in err, err


def test_no_locale(place):
    place.environment['LC_ALL'] = 'C'
    with Practice(place) as practice:
        item = item_of(place.run(*place.request(practice, '--json', '--subject', 'CN=Jürgen,O=例')), 0)
        assert item['subject'] == 'CN=Jürgen,O=例', item


def test_waiting(place):
    with Practice(place, '--approval', '--check-after', '1') as practice:
        item = item_of(place.run(*place.request(practice, '--json', '--no-wait')), 3)
        assert item['state'] == 'waiting' and item['next_check'].endswith('Z') and item['error'] is None, item
        number = practice.event('waiting')['number']
        assert [each['id'] for each in json.loads(place.run('pending', '--json')[1])] == [item['id']]
        assert item_of(place.run('resume', item['id'], '--json', '--no-wait'), 6)['error']['code'] == 'passphrase'

        practice.say(f'approve {number}')
        practice.event('approved')
        assert item_of(place.run(*place.again('resume', practice, item)), 0)['state'] == 'issued'


def test_rejected(place):
    with Practice(place, '--approval', '--check-after', '1') as practice:
        item = item_of(place.run(*place.request(practice, '--json', '--no-wait')), 3)
        practice.say(f'reject {practice.event("waiting")["number"]} badCertTemplate')
        practice.event('rejected')
        item = item_of(place.run(*place.again('resume', practice, item)), 4)
        assert item['state'] == 'refused' and item['error']['fail_info'] == ['badCertTemplate'], item
        assert item['error']['authenticated'] is True, item


def test_cancel(place):
    with Practice(place, '--approval', '--check-after', '1') as practice:
        item = item_of(place.run(*place.request(practice, '--json', '--no-wait')), 3)
        assert item_of(place.run(*place.again('cancel', practice, item)), 0)['state'] == 'given-up'
        assert practice.event('aborted')['number'] == 1
        assert item_of(place.run(*place.again('cancel', practice, item)), 1)['error']['code'] == 'state'


def wait_for(process, words):
    """Reads standard error until a line has the words."""
    line = process.stderr.readline()
    while words not in line:
        assert line, words
        line = process.stderr.readline()


def test_signal(place):
    with Practice(place, '--approval', '--check-after', '5') as practice:
        for number in (signal.SIGINT, signal.SIGTERM):
            with place.start(*place.request(practice, '--json')) as process:
                wait_for(process, 'Next check')
                process.send_signal(number)
                sent = time.monotonic()
                out, _ = process.communicate(timeout=BEST_BEFORE)
                assert process.returncode == 3 and json.loads(out)['state'] == 'waiting', out
                assert time.monotonic() - sent < BEST_BEFORE / 2


def test_second_signal(place):
    """With a server that keeps silent the first signal waits for its answer, the second one for nothing."""
    place.write('code', '4711\n')
    with socket.create_server(('127.0.0.1', 0)) as silent:
        url = f'http://127.0.0.1:{silent.getsockname()[1]}/'
        with place.start('request', '--json', '--server', url, '--subject', 'CN=Ada', '--secret-file', 'code',
                         '--passphrase-file', 'passphrase') as process:
            connection, _ = silent.accept()
            with connection:
                connection.recv(1)
                process.send_signal(signal.SIGINT)
                wait_for(process, 'once more')
                process.send_signal(signal.SIGINT)
                out, _ = process.communicate(timeout=BEST_BEFORE)
            item = json.loads(out)
            assert process.returncode == 3 and item['state'] == 'sent' and item['subject'] == 'CN=Ada', out
    assert json.loads(place.run('show', item['id'], '--json')[1])['state'] == 'answer-unknown'


def test_practice_input(place):
    with Practice(place, '--approval') as practice:
        for text in ('', 'nonsense', 'approve', 'approve x', 'approve 7', 'reject 7 badRequest', 'reject 1 nonsense',
                     'x' * 5000, '\0'):
            practice.say(text)
            line = practice.line()
            assert list(line) == ['error'] and line['error']['message'], (text, line)
        practice.process.stdin.close()
        assert place.run(*place.request(practice, '--no-wait'))[0] == 3
        assert practice.event('waiting')['number'] == 1


def test_practice_codes(place):
    place.write('one', 'first code\n')
    place.write('two', 'second code\n')
    with Practice(place, '--reference', 'R1', '--secret-file', 'one', '--secret-file', 'two',
                  '--directory', 'ca') as practice:
        assert (place.path / 'ca' / 'ca.pem').samefile(practice.start['ca_file'])
        base = ('request', '--json', '--server', practice.start['url'], '--subject', 'CN=Ada',
                '--passphrase-file', 'passphrase')
        assert item_of(place.run(*base, '--reference', 'R1', '--secret-file', 'one'), 0)['reference'] == 'R1'
        assert item_of(place.run(*base, '--secret-file', 'two'), 0)['reference'] is None
        assert item_of(place.run(*base, '--reference', 'R1', '--secret-file', 'two'), 4)['error'] is not None


def test_practice_port(place):
    with Practice(place) as practice:
        port = practice.start['url'].split(':')[2].split('/')[0]
        result = place.run('practice', '--json', '--port', port, '--directory', 'other')
        assert item_of(result, 1)['error']['message'], result


def main():
    tests = [(name, function) for name, function in globals().items() if name.startswith('test_')]
    failed = 0
    print(f'1..{len(tests)}')
    for number, (name, function) in enumerate(tests, 1):
        try:
            with Place() as place:
                function(place)
            print(f'ok {number} {name}', flush=True)
        except Exception as error:  # pylint: disable=broad-except
            failed += 1
            lines = [f'line {error.__traceback__.tb_next.tb_lineno}: {error!r}'.replace('\n', ' ')]
            print('\n'.join([f'not ok {number} {name}', *(f'# {line}' for line in lines)]), flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
