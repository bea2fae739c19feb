# SPDX-License-Identifier: GPL-3.0-or-later
"""The Bouncy Castle CMP server as the tests see it: start, steer, read what came, stop.

SIGNET_PEER is the class path that Meson compiled it to; without, tests of it are skipped.
"""
import contextlib
import http.client
import json
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'cli'))

import signet  # noqa: E402

# The release of OpenSSL, whose libraries Signet uses.
RELEASE = tuple(map(int, re.match(r'OpenSSL (\d+)\.(\d+)', signet.openssl('version').stdout).groups()))

# One that starts soon, and for a program that lives for seconds.
JAVA = ('java', '-Xshare:auto', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx128m')


class Peer:
    """A running server; a context manager that ends it."""

    def __init__(self, *options):
        if not os.environ.get('SIGNET_PEER'):
            raise signet.Skip('no JDK with Bouncy Castle was there when the tests were built')
        self.options = options
        self.process = self.out = self.err = self.url = self.reference = self.code = self.ca_file = self.device = None
        self._port = None

    def __enter__(self):
        folder = signet.scratch('peer')
        command = [*JAVA, '-cp', os.environ['SIGNET_PEER'], 'PeerServer', str(folder), *self.options]
        self.process = subprocess.Popen(command, env=signet.environment(), stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding='utf-8')
        self.out, self.err = signet.Lines(self.process.stdout), signet.Lines(self.process.stderr)
        line = self.out.next()
        assert line, f'the peer does not start: {self.err.rest()}'
        first = json.loads(line)
        self.url, self._port, self.ca_file = first['url'], first['control'], first['ca_file']
        self.reference, self.code = first['reference'], first['code']
        # What a client shows to an HTTPS server that wants to see something: a certificate and its key.
        self.device = folder / 'device.pem', folder / 'device.key'
        return self

    def __exit__(self, *unused):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            self.process.wait(signet.PATIENCE)
        finally:
            self.process.kill()

    def _talk(self, method, path, body=None):
        connection = http.client.HTTPConnection('127.0.0.1', self._port, timeout=signet.PATIENCE)
        with contextlib.closing(connection):
            connection.request(method, path, body)
            answer = connection.getresponse()
            content = answer.read()
            assert answer.status == 200, f'{path} {body}: {content!r}'
            return content

    def behave(self, **how):
        """Behaves so from now on, and in everything else as at the beginning: behave (poll=2, check_after=1)."""
        pairs = [f'{key.replace("_", "-")}={value}' for key, value in how.items()]
        self._talk('POST', '/control', '&'.join(['reset', *pairs]))

    def messages(self):
        """What arrived: (transaction, body, OID of the protection, port of the client, sender) of each message."""
        return [tuple(line.split(' ', 4)) for line in self._talk('GET', '/log').decode().splitlines()]

    def bodies(self, since=0):
        """The bodies of the messages after the first so many."""
        return [message[1] for message in self.messages()[since:]]

    def crl(self):
        """The CRL of its CA, DER."""
        return self._talk('GET', '/crl')
