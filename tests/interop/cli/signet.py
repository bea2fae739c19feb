"""signetctl and the practice CA as other programs see them: start, stop, run, read (for the tests in this folder).

A test program is a list of functions: signet.main(test_one, test_two). Each gets nothing, raises AssertionError to
fail and signet.Skip to be skipped; what it made is below signet.scratch() and gone when the program ends.
The first argument of the program is the path of signetctl.
"""
import contextlib
import json
import os
import pathlib
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import unicodedata

SIGNETCTL = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else 'signetctl'
PATIENCE = 60  # seconds after which something that should have happened has not
PASSPHRASE = 'seven words that nobody guesses'

DONE, FAILED, USAGE, WAITING, REFUSED, UNREACHABLE, MISSING, BUSY = range(8)

_scratch = None


class Skip(Exception):
    """Why a test cannot be done here."""


def scratch(name='x'):
    """A new folder of one's own."""
    return pathlib.Path(tempfile.mkdtemp(prefix=f'{name}-', dir=_scratch))


def environment(**more):
    """The environment of a person without display, session bus, proxy or language; None takes a variable away."""
    env = {name: value for name, value in os.environ.items()
           if name in ('PATH', 'G_DEBUG', 'LD_LIBRARY_PATH') or name.endswith('SAN_OPTIONS')}
    env.update(LC_ALL='C.UTF-8', TZ='UTC', GIO_USE_VFS='local')
    env.update(more)
    return {name: str(value) for name, value in env.items() if value is not None}


class Lines:
    """The lines of a stream, read by a thread so that whoever writes never has to wait."""

    def __init__(self, stream):
        self.seen = []
        self._queue = queue.Queue()
        self._thread = threading.Thread(target=self._read, args=(stream,), daemon=True)
        self._thread.start()

    def _read(self, stream):
        with stream:
            for line in stream:
                self._queue.put(line)
        self._queue.put(None)

    def next(self, timeout=PATIENCE):
        """The next line, None at the end of the stream."""
        try:
            line = self._queue.get(timeout=timeout)
        except queue.Empty:
            raise AssertionError(f'no further line after {timeout} s and {self.seen}') from None
        if line is not None:
            self.seen.append(line)
        return line

    def until(self, wanted, timeout=PATIENCE):
        """The next line for which wanted (line) is true."""
        deadline = time.monotonic() + timeout
        while (line := self.next(max(0.0, deadline - time.monotonic()))) is not None:
            if wanted(line):
                return line
        raise AssertionError(f'the stream ended before the line came: {self.seen}')

    def rest(self, timeout=PATIENCE):
        """Everything that came, once the stream has ended."""
        while self.next(timeout) is not None:
            pass
        return ''.join(self.seen)


class Result:
    """What a run of signetctl left: exit status, both streams, and its JSON where there is any."""

    def __init__(self, arguments, status, out, err):
        self.arguments, self.status, self.out, self.err = arguments, status, out, err
        try:
            self.json = json.loads(out)
        except ValueError:
            self.json = None

    @property
    def error(self):
        """The error's object, or an empty one."""
        return (self.json or {}).get('error') or {}

    def __repr__(self):
        return f'{" ".join(map(str, self.arguments))}: exit {self.status}\n{self.out}{self.err}'

    def expect(self, status, code=None):
        """Fails unless the exit status, and the error's code where one is named, are these. Returns the result."""
        assert self.status == status, f'exit {self.status}, expected {status}: {self!r}'
        if code is not None:
            assert self.error.get('code') == code, f'not {code}: {self!r}'
        return self


class Running:
    """A signetctl under way; finish () waits for its end."""

    def __init__(self, arguments, process):
        self.arguments, self.process = arguments, process
        self.out, self.err = Lines(process.stdout), Lines(process.stderr)

    def signal(self, number=signal.SIGINT):
        self.process.send_signal(number)

    def finish(self, timeout=PATIENCE):
        """Its Result."""
        try:
            status = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f'does not end: {self.arguments} {self.out.seen} {self.err.seen}') from None
        return Result(self.arguments, status, self.out.rest(), self.err.rest())

    def kill(self):
        """Ends it, however far it is."""
        self.process.kill()
        self.process.wait()


class Home:
    """A person's home folder with her data, her passphrase and her codes."""

    def __init__(self, folder=None):
        self.folder = folder or scratch('home')
        self.data = self.folder / 'data'
        self.passphrase = self.write('passphrase', PASSPHRASE + '\n')
        self.own = ('--passphrase-file', self.passphrase)
        self.env = environment(HOME=self.folder, XDG_DATA_HOME=self.data)
        self.prefix = ()  # what every command line begins with: nsenter, where the data lie in a namespace
        self.seen_data = self.data  # where this program finds them
        self.secrets = {PASSPHRASE}

    def write(self, name, text, mode=0o600):
        """A file beside the data, of text or bytes."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        path.chmod(mode)
        return path

    def secret(self, text, name='code'):
        """A file with a code; no run of this home may show the code from now on."""
        self.secrets.add(text)
        return self.write(name, text + '\n')

    def start(self, *arguments, env=None, prefix=(), stdin=subprocess.DEVNULL):
        """Starts signetctl and returns it Running."""
        command = [*(prefix or self.prefix), SIGNETCTL, *map(str, arguments)]
        process = subprocess.Popen(command, env={**self.env, **(env or {})}, cwd=self.folder, stdin=stdin,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding='utf-8')
        return Running(arguments, process)

    def run(self, *arguments, env=None, prefix=(), stdin='', timeout=PATIENCE):
        """Runs signetctl to its end; checks what holds for every run, and returns its Result."""
        command = [*(prefix or self.prefix), SIGNETCTL, *map(str, arguments)]
        process = subprocess.run(command, env={**self.env, **(env or {})}, cwd=self.folder, input=stdin,
                                 capture_output=True, encoding='utf-8', timeout=timeout, check=False)
        result = Result(arguments, process.returncode, process.stdout, process.stderr)
        self.check(result)
        return result

    def request(self, ca, *arguments, form=('--json',), **how):
        """Runs request at a practice CA (or what looks like one), with the passphrase of one's own."""
        return self.run(*self.request_line(ca, *arguments, form=form), **how)

    def request_line(self, ca, *arguments, form=('--json',)):
        """The command line of request ()."""
        if '--subject' not in arguments:
            arguments = ('--subject', 'CN=Ada Example,O=Example', *arguments)
        return ('request', *form, '--server', ca.url, '--reference', ca.reference,
                '--secret-file', self.secret(ca.code), *self.own, *arguments)

    def check(self, result):
        """What no run may do: die by a signal, print a secret, keep one on disk, print what a terminal acts upon."""
        assert result.status >= 0, f'ended by signal {-result.status}: {result!r}'
        for text in (result.out, result.err):
            for secret in self.secrets:
                assert secret not in text, f'a secret was printed: {result!r}'
            control = [character for character in text if character != '\n' and
                       unicodedata.category(character) in ('Cc', 'Cf')]
            assert not control, f'control characters {control}: {result!r}'
        self.check_disk()

    def check_disk(self):
        """Fails where a secret lies below the data folder."""
        secrets = [secret.encode() for secret in self.secrets]
        for path in self.seen_data.rglob('*'):
            if path.is_symlink() or not path.is_file():
                continue
            content = path.read_bytes()
            assert not any(secret in content for secret in secrets), f'a secret is in {path}'

    def items(self):
        """What list --all says: a list of items."""
        return self.run('list', '--all', '--json').expect(DONE).json

    def item(self, item_id=None):
        """One item as list --all has it: the one with this id, or the only one."""
        found = [item for item in self.items() if item_id in (None, item['id'])]
        assert len(found) == 1, f'not one item but {found}'
        return found[0]

    def item_folder(self, item_id):
        return self.seen_data / 'signet' / 'enrollments' / item_id

    def public_key(self, item_id):
        """The public half of the stored key of an item, which her passphrase opens, as PEM."""
        return openssl('pkey', '-in', self.item_folder(item_id) / 'key.pem', '-passin', f'file:{self.passphrase}',
                       '-pubout').stdout

    def opens(self, item_id, passphrase=PASSPHRASE):
        """Whether openssl opens the stored key of an item with a passphrase."""
        guess = self.write('guess', passphrase + '\n')
        return openssl('pkey', '-in', self.item_folder(item_id) / 'key.pem', '-passin', f'file:{guess}', '-noout',
                       check=False).returncode == 0


class PracticeCa:
    """signetctl practice on a folder; a context manager that ends it."""

    def __init__(self, *options, folder=None, prefix=(), env=None):
        self.home = Home()
        self.folder = folder or scratch('ca')
        self.options, self.prefix, self.env = options, prefix, env
        self.url = self.reference = self.code = self.ca_file = None
        self.running = None
        self.events = []

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *unused):
        self.stop()

    @property
    def ca_file_text(self):
        """Its root certificate, as PEM."""
        return pathlib.Path(self.ca_file).read_text(encoding='utf-8')

    def start(self):
        """Starts it, again after stop () on the same folder and port, and waits until it serves."""
        self.running = self.home.start('practice', '--directory', self.folder, *self.options,
                                       env=self.env, prefix=self.prefix, stdin=subprocess.PIPE)
        line = self.running.out.next()
        assert line, f'the CA does not start: {self.running.finish()!r}'
        first = json.loads(line)
        self.url, self.ca_file = first['url'], first['ca_file']
        self.reference, self.code = first['reference'], first['code']

    def stop(self, number=signal.SIGTERM):
        """Ends it and returns its Result; does nothing where it has ended."""
        if self.running is None:
            return None
        running, self.running = self.running, None
        if running.process.poll() is None:
            running.signal(number)
        with contextlib.suppress(BrokenPipeError):
            running.process.stdin.close()
        return running.finish()

    def kill(self):
        """As a power cut would end it."""
        self.stop(signal.SIGKILL)

    def say(self, line):
        """Writes a command line to it."""
        self.running.process.stdin.write(line + '\n')
        self.running.process.stdin.flush()

    def event(self, name, timeout=PATIENCE):
        """Waits for the next event of this name ('error' for the answer to a wrong command)."""
        def wanted(line):
            event = json.loads(line)
            self.events.append(event)
            return event.get('event') == name or name == 'error' and 'error' in event
        return json.loads(self.running.out.until(wanted, timeout))


def openssl(*arguments, check=True, stdin=None):
    """Runs the openssl command and returns the finished process; stdout and stderr are text."""
    process = subprocess.run(['openssl', *map(str, arguments)], input=stdin, capture_output=True, encoding='utf-8',
                             env=environment(HOME='/nonexistent'), check=False, timeout=PATIENCE)
    assert not check or process.returncode == 0, f'openssl {arguments}: {process.stderr}'
    return process


def need(*programs):
    """Skips the test where a program is missing."""
    for program in programs:
        if shutil.which(program) is None:
            raise Skip(f'{program} is not installed')


def _run_one(function, number, out):
    name = function.__name__.removeprefix('test_').replace('_', ' ')
    start = time.monotonic()
    try:
        function()
    except Skip as reason:
        print(f'ok {number} - {name} # SKIP {reason}', file=out, flush=True)
        return True
    except Exception:  # pylint: disable=broad-except
        for line in traceback.format_exc().splitlines():
            print(f'# {line}', file=out)
        print(f'not ok {number} - {name}', file=out, flush=True)
        return False
    print(f'ok {number} - {name}', file=out)
    print(f'# {time.monotonic() - start:.2f} s', file=out, flush=True)
    return True


def main(*functions):
    """Runs the tests, those named in further arguments only where there are any, as TAP; ends the program."""
    global _scratch  # pylint: disable=global-statement
    wanted = sys.argv[2:]
    functions = [function for function in functions if not wanted or function.__name__ in wanted]
    with tempfile.TemporaryDirectory(prefix='signet-cli-', ignore_cleanup_errors=True) as _scratch:
        print(f'1..{len(functions)}', flush=True)
        fine = [_run_one(function, number, sys.stdout) for number, function in enumerate(functions, 1)]
    sys.exit(0 if all(fine) else 1)
