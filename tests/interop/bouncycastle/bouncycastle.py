#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Bouncy Castle peer: openssl cmp gets on with it, and what signetctl makes of its faults (TAP)."""
import functools

import peer
import signet
from signet import DONE, FAILED, REFUSED, UNREACHABLE, Home, openssl

SENDER = ('--expect-sender', 'CN=Peer CMP Server,O=Bouncy Castle Peer')

# What is wrong with the first answer: the exit status, the error's code, the item's state, further options.
FAULTS = {
    'wrong-protection': (REFUSED, 'wrong-code', 'received', ()),
    'no-protection': (FAILED, 'unprotected', 'received', ()),
    'wrong-nonce': (FAILED, 'mismatched', 'received', ()),
    'no-nonce': (FAILED, 'mismatched', 'received', ()),
    'wrong-transaction': (FAILED, 'mismatched', 'answer-unknown', ()),
    'wrong-sender': (FAILED, 'unexpected-sender', 'received', SENDER),
    'wrong-key': (FAILED, 'other-key', 'given-up', ()),
    'expired': (FAILED, 'expired', 'given-up', ()),
    'other-issuer': (FAILED, 'unverified', 'given-up', ()),
    'no-extra-certs': (FAILED, 'unverified', 'given-up', ()),
    'other-body': (FAILED, 'mismatched', 'answer-unknown', ()),
    'drop': (UNREACHABLE, 'unreachable', 'answer-unknown', ()),
    'html': (UNREACHABLE, 'http', 'answer-unknown', ()),
    'trailing': (UNREACHABLE, 'not-cmp', 'answer-unknown', ()),
    'truncated': (FAILED, 'truncated', 'answer-unknown', ()),
    'huge': (FAILED, 'too-large', 'answer-unknown', ()),
    'http-500': (DONE, None, 'issued', ()),
    'old-time': (DONE, None, 'issued', ()),
}


@functools.cache
def shared():
    """The one peer of all tests here; it ends with this program."""
    return peer.Peer().__enter__()


def request(home, *arguments, **how):
    """A request with a code at a peer that behaves so."""
    shared().behave(**how)
    return home.request(shared(), '--trusted', shared().ca_file, *arguments)


def fault_test(fault):
    """The test of one row of the table."""
    status, code, state, options = FAULTS[fault]

    def test():
        home = Home()
        request(home, *options, fault=f'{fault}@ip').expect(status, code)
        assert home.item()['state'] == state, home.item()

    test.__name__ = f'test_answer_with_{fault.replace("-", "_")}'
    return test


class Client:
    """openssl cmp as the client, with a folder of its own."""

    def __init__(self):
        self.home = Home()
        self.code = self.home.secret(shared().code)

    def run(self, command, *arguments, credential=None):
        """Runs a command of openssl cmp, with the code or with a certificate and its key."""
        own = ('-ref', shared().reference, '-secret', f'file:{self.code}')
        if credential is not None:
            own = ('-cert', credential, '-key', credential.with_suffix('.key'))
        return openssl('cmp', '-config', '', '-batch', '-cmd', command, '-server', shared().url, '-trusted',
                       shared().ca_file, *own, *arguments)

    def enroll(self, command, name, *arguments, **how):
        """Gets a certificate, which openssl verifies, and returns its path."""
        path = self.home.folder / f'{name}.pem'
        chain = path.with_suffix('.chain')
        if command != 'p10cr':
            key = path.with_suffix('.key')
            openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', key)
            arguments = ('-newkey', key, '-subject', f'/O=Example/CN={name}', *arguments)
        self.run(command, *arguments, '-certout', path, '-chainout', chain, **how)
        openssl('verify', '-x509_strict', '-CAfile', shared().ca_file, '-untrusted', chain, path)
        return path


def test_openssl_as_the_client():
    shared().behave()
    client = Client()
    first = client.enroll('ir', 'first', '-sans', 'ada.example.org')
    assert 'DNS:ada.example.org' in openssl('x509', '-in', first, '-noout', '-ext', 'subjectAltName').stdout
    renewed = client.enroll('kur', 'renewed', credential=first)
    csr = client.home.folder / 'request.csr'
    openssl('req', '-new', '-key', first.with_suffix('.key'), '-subj', '/O=Example/CN=Csr', '-out', csr)
    client.enroll('p10cr', 'csr', '-csr', csr)
    client.run('rr', '-oldcert', renewed, '-revreason', '1', credential=renewed)
    crl = openssl('crl', '-inform', 'DER', '-noout', '-text', '-in', client.home.write('crl', shared().crl())).stdout
    assert openssl('x509', '-in', renewed, '-noout', '-serial').stdout.strip().removeprefix('serial=') in crl, crl
    assert 'Key Compromise' in crl, crl
    for question in ('caCerts', 'signKeyPairTypes'):
        client.run('genm', '-infotype', question)


def test_openssl_polls_on_separate_connections():
    shared().behave(poll=2)
    before = len(shared().messages())
    Client().enroll('cr', 'waiting', '-keep_alive', '0')
    messages = shared().messages()[before:]
    assert [message[1] for message in messages] == ['cr', 'pollReq', 'pollReq', 'pollReq', 'certConf'], messages
    assert len({message[0] for message in messages}) == 1, 'more than one transaction'
    assert len({message[3] for message in messages}) == len(messages), 'a connection was used twice'


def test_answer_signed_to_a_code():
    home = Home()
    item = request(home, answer='signature').expect(DONE).json
    assert item['verified_by'] == 'anchor', item


def test_implicit_confirmation_is_not_granted_unasked():
    before = len(shared().messages())
    request(Home(), implicit=1).expect(DONE)
    assert shared().bodies(before) == ['ir', 'certConf'], shared().bodies(before)


def test_refused():
    home = Home()
    result = request(home, failure=9, text='That%20key%20is%20not%20yours').expect(REFUSED, 'refused')
    assert 'That key is not yours' in str(result.error), result
    assert home.item()['state'] == 'refused', home.item()


def test_answer_to_the_confirmation_with_wrong_protection():
    home = Home()
    request(home, fault='wrong-protection@pkiconf').expect(FAILED, 'unconfirmed')
    item = home.item()
    assert item['state'] == 'unconfirmed' and item['serial'], item


if __name__ == '__main__':
    signet.main(test_openssl_as_the_client, test_openssl_polls_on_separate_connections, test_answer_signed_to_a_code,
                test_implicit_confirmation_is_not_granted_unasked, test_refused,
                test_answer_to_the_confirmation_with_wrong_protection, *map(fault_test, FAULTS))
