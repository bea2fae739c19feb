#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation, protected by a code and by a signature, at once, after waiting, and in a second process.

    matrix.py SIGNETCTL SERVER [--all]      SERVER: practice, openssl or bouncycastle

A cell is one (operation, protection, server, way). Without --all, the three servers together have two
cells of each row; the openssl command judges what comes out. A cell that no program can fill ends with the reason
that is expected. The matrix is printed at the end (TAP).
"""
import sys
import time

import peers
from peers import DELAYS_ALL, SERVERS, SUBJECT, signet
from signet import DONE, FAILED, REFUSED, WAITING, Home, openssl

OPERATIONS = ('ir', 'cr', 'p10cr', 'kur', 'rr', 'genm')
PROTECTIONS = ('mac', 'signature')
WAYS = ('direct', 'polled', 'resumed')
ROWS = [(operation, protection) for operation in OPERATIONS for protection in PROTECTIONS]
CERTIFICATES = OPERATIONS[:4]

TOO_OLD = 'OpenSSL 3.3 is needed'


class Impossible(Exception):
    """Why a cell cannot be filled; what happened instead was checked."""


def is_sampled(row, server, way):
    """Whether a cell is one of the two of its row that every run has."""
    column = list(SERVERS).index(server) * len(WAYS) + WAYS.index(way)
    first = (4 * row) % 9
    if ROWS[row][0] not in CERTIFICATES:
        first -= first % 3  # one at once, which every release can
    return column in (first, (first + 5) % 9)


class Cell:
    """One cell: a home of its own, and what is known on the way."""

    def __init__(self, server, operation, protection, way):
        self.server, self.operation, self.protection, self.way = server, operation, protection, way
        self.home = Home()

    def prepare(self, way=None, everything=False):
        """Makes the server behave so; a process of ours that is over does not hold its connection."""
        self.server.prepare(way or ('direct' if self.way == 'direct' else 'polled'), everything)

    def who(self, protection=None):
        if (protection or self.protection) == 'mac':
            return ('--reference', self.server.reference, '--secret-file', self.home.secret(self.server.code))
        certificate, key = self.server.credential
        return ('--credential', certificate, '--credential-key', key)

    def where(self):
        # A message to the mock that comes seconds later finds the connection closed, which then forgets everything.
        keep = () if self.way == 'direct' else ('--keep-alive', 'never')
        return ('--server', self.server.url, '--trusted', self.server.anchor, *keep)

    def record(self, number=1):
        return ('--record', self.home.folder / f'messages-{number}')

    def bodies(self, number=1):
        """The requests that a process sent, by what they are, as it recorded them."""
        names = sorted((self.home.folder / f'messages-{number}').glob('*-req-*.der'))
        return [name.stem.rsplit('-', 1)[1] for name in names]

    def check_protection(self):
        """Fails unless the first request was protected as the row says."""
        first = min((self.home.folder / 'messages-1').glob('*-req-*.der'))
        by_code = 'password based MAC' in openssl('asn1parse', '-inform', 'DER', '-in', first).stdout
        assert by_code == (self.protection == 'mac'), 'the request is protected in another way'

    def run(self):
        if self.operation == 'genm':
            self.ask()
        elif self.operation == 'rr':
            self.revoke()
        else:
            self.enroll()
        self.check_protection()

    # Certificates

    def first_certificate(self, protection='mac'):
        """An item to renew or to revoke."""
        self.prepare('direct')
        result = self.home.run('request', '--json', *self.where(), *self.who(protection), '--subject', SUBJECT,
                               *self.server.request_options(), *self.home.own)
        return result.expect(DONE).json

    def line(self):
        """The command line that asks for the certificate, and the public key that shall be in it, if that is known."""
        if self.operation == 'kur':
            old = self.first_certificate()
            same = ('--same-key',) if self.server.request_options() else ()
            credential = self.who() if self.protection == 'mac' else ()
            self.prepare()
            return ('renew', old['id'], *same, *credential), None
        self.prepare()
        if self.operation == 'p10cr':
            csr, public = self.server.csr()
            return ('request', '--operation', 'p10cr', '--csr', csr, *self.who()), public
        return ('request', '--operation', self.operation, '--subject', SUBJECT, *self.server.request_options(),
                *self.who()), None

    def enroll(self):
        line, public = self.line()
        arguments = [*line, '--json', *self.where(), *self.record()]
        if self.operation != 'p10cr':
            arguments += self.home.own
        if self.way != 'resumed':
            item = self.home.run(*arguments).expect(DONE).json
            polls = self.bodies().count('pollReq')
            assert (polls > 0) == (self.way == 'polled'), self.bodies()
        else:
            item = self.home.run(*arguments, '--no-wait').expect(WAITING).json
            assert self.bodies()[0] == self.operation and 'certConf' not in self.bodies(), self.bodies()
            item = self.resume(item)
        assert item['state'] == 'issued' and item['operation'] == self.operation, item
        assert self.bodies()[0] == self.operation, self.bodies()
        self.judge(item, public)

    def resume(self, item):
        code = self.who() if self.protection == 'mac' else ()
        own = () if self.operation == 'p10cr' else self.home.own
        result = self.home.run('resume', item['id'], '--json', *code[2:], *own, *self.record(2))
        assert self.operation not in self.bodies(2) and 'certConf' in self.bodies(2), self.bodies(2)
        return result.expect(DONE).json

    def judge(self, item, public):
        """What openssl says: the chain ends at the anchor, the names are those, and the key belongs to it."""
        home = self.home
        leaf = home.write('leaf.pem', home.run('show', item['id'], '--pem').expect(DONE).out)
        chain = home.write('chain.pem', home.run('show', item['id'], '--chain').expect(DONE).out)
        openssl('verify', '-x509_strict', '-CAfile', self.server.anchor, '-untrusted', chain, leaf)
        assert openssl('x509', '-in', leaf, '-noout', '-subject', '-nameopt', 'RFC2253').stdout.strip() in (
            'subject=CN=Ada Example,O=Example', 'subject=O=Example,CN=Ada Example'), leaf
        if public is None:
            public = home.public_key(item['id'])
        assert openssl('x509', '-in', leaf, '-noout', '-pubkey').stdout == public, 'another key'

    # What is answered without a certificate

    def revoke(self):
        item = self.first_certificate()
        self.settle('rr', lambda: ('revoke', item['id'], '--reason', 'keyCompromise', *self.home.own,
                                   *(self.who() if self.protection == 'mac' else ())))
        assert self.home.item(item['id'])['revocation'] == 'revoked', self.home.item(item['id'])
        self.server.check_revoked(item['serial'])

    def ask(self):
        folder = self.home.folder / 'answer'
        self.settle('genm', lambda: ('ask', 'caCerts', *self.who(), '--out', folder))
        found = ''.join(openssl('x509', '-in', path).stdout for path in folder.glob('*') if path.is_file())
        if self.server.name == 'openssl cmp' and not DELAYS_ALL:
            return  # which sends the question back
        root = openssl('x509', '-in', self.server.anchor).stdout
        assert root in found, found

    def settle(self, body, line):
        """Runs what brings no item, at once or after waiting, or says that this cannot be."""
        waits = self.way != 'direct'
        self.prepare(everything=waits)
        arguments = [*line(), '--json', *self.where()]
        if not waits:
            self.home.run(*arguments, *self.record()).expect(DONE)
            assert self.bodies() == [body], self.bodies()
        elif not DELAYS_ALL:
            self.too_old(arguments, body)
        else:
            self.wait(arguments, body)

    def too_old(self, arguments, body):
        """The library takes an answer that says “later” for a refusal; the mock of its age never says it."""
        result = self.home.run(*arguments, *self.record())
        if self.server.name == 'openssl cmp':
            result.expect(DONE)
        else:
            result.expect(FAILED, 'pending-answer')
        assert self.bodies() == [body], self.bodies()
        self.check_protection()
        raise Impossible(TOO_OLD)

    def wait(self, arguments, body):
        if self.way == 'polled':
            self.home.run(*arguments, *self.record()).expect(DONE)
            assert self.bodies()[0] == body and 'pollReq' in self.bodies(), self.bodies()
            return
        # Nothing of it is kept: a second process asks again, which does no harm.
        running = self.home.start(*arguments, *self.record())
        self.await_answer()
        running.signal()
        result = running.finish()
        self.home.check(result)
        assert result.status != DONE and self.bodies()[0] == body, f'{self.bodies()} {result!r}'
        self.home.run(*arguments, *self.record(2)).expect(DONE)
        assert self.bodies(2)[0] == body, self.bodies(2)

    def await_answer(self):
        """Returns once the server has said that one has to wait."""
        deadline = time.monotonic() + signet.PATIENCE
        while not any((self.home.folder / 'messages-1').glob('*-rsp-*.der')):
            assert time.monotonic() < deadline, 'no answer'
            time.sleep(0.02)


def test_resumed_on_a_kept_connection():
    """The mock forgets a transaction when its connection is closed, so no other process can go on with it."""
    with SERVERS['openssl']() as server:
        cell = Cell(server, 'ir', 'mac', 'resumed')
        cell.prepare()
        keep = ('--server', server.url, '--trusted', server.anchor, '--keep-alive', 'require')
        item = cell.home.run('request', '--json', '--no-wait', *keep, *cell.who(), *cell.home.own, '--subject', SUBJECT,
                             *server.request_options()).expect(WAITING).json
        result = cell.home.run('resume', item['id'], '--json', '--secret-file', cell.who()[3], *cell.home.own)
        assert result.expect(REFUSED, 'refused').error['server_text'] == 'unexpected pkibody', result


def cell_test(server, row, way, outcomes):
    operation, protection = ROWS[row]

    def test():
        outcomes[row, way] = 'FAILED'
        try:
            Cell(server(), operation, protection, way).run()
            outcomes[row, way] = 'fine'
        except Impossible as reason:
            outcomes[row, way] = f'impossible: {reason}'

    test.__name__ = f'test_{operation}_{protection}_{way}'
    return test


def print_matrix(name, outcomes):
    print(f'# {name:<20}' + ''.join(f'{way:<34}' for way in WAYS))
    for row, (operation, protection) in enumerate(ROWS):
        cells = ''.join(f'{outcomes.get((row, way), "not in this run"):<34}' for way in WAYS)
        print(f'# {operation:<6} {protection:<13}{cells}'.rstrip())


def main():
    everything = '--all' in sys.argv
    name = sys.argv[2]
    sys.argv[2:] = []
    outcomes, opened = {}, []

    def server():
        if not opened:
            opened.append(SERVERS[name]().__enter__())
        return opened[0]

    tests = [cell_test(server, row, way, outcomes) for row in range(len(ROWS)) for way in WAYS
             if everything or is_sampled(row, name, way)]
    if name == 'openssl':
        tests.append(test_resumed_on_a_kept_connection)

    try:
        signet.main(*tests)
    finally:
        print_matrix(SERVERS[name].name, outcomes)
        for one in opened:
            one.__exit__()


if __name__ == '__main__':
    main()
