#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys of other kinds than EC, at both CAs that issue what is asked for: algorithms.py SIGNETCTL (TAP).

Some need a newer libcrypto: what it can is asked of the openssl command, which uses the same one. Without it
Signet has to say so before anything is sent, and the rest of the test is skipped.
"""
import functools

from peers import RELEASE, SERVERS, SUBJECT, signet
from signet import DONE, USAGE, Home, openssl

HAS_ML_DSA = 'ML-DSA-65' in openssl('list', '-public-key-algorithms').stdout
PROTECTS_EDDSA = RELEASE >= (3, 2)


@functools.cache
def server(name):
    """A running one, which ends with this program."""
    made = SERVERS[name]().__enter__()
    made.prepare('direct')
    return made


class Person:
    """A home, and one of the servers."""

    def __init__(self, name):
        self.home, self.server = Home(), server(name)

    def where(self):
        return ('--json', '--server', self.server.url, '--trusted', self.server.anchor, *self.home.own)

    def code(self):
        return ('--reference', self.server.reference, '--secret-file', self.home.secret(self.server.code))

    def get(self, key, *who):
        """Asks for a certificate for a new key of this kind."""
        return self.home.run('request', *self.where(), '--key', key, '--subject', SUBJECT, *(who or self.code()))

    def judge(self, result, algorithm):
        """What openssl says of the certificate that came: whose key is in it, and that the chain holds."""
        item = result.expect(DONE).json
        leaf = self.home.write('leaf.pem', self.home.run('show', item['id'], '--pem').expect(DONE).out)
        chain = self.home.write('chain.pem', self.home.run('show', item['id'], '--chain').expect(DONE).out)
        openssl('verify', '-CAfile', self.server.anchor, '-untrusted', chain, leaf)
        text = openssl('x509', '-in', leaf, '-noout', '-text').stdout
        assert f'Public Key Algorithm: {algorithm}' in text, text
        return item


def test_rsa():
    for name in ('practice', 'bouncycastle'):
        person = Person(name)
        person.judge(person.get('rsa:2048'), 'rsaEncryption')


def test_new_key_ed25519():
    for name in ('practice', 'bouncycastle'):
        person = Person(name)
        person.judge(person.get('ed25519'), 'ED25519')


def renew(name, key, algorithm):
    """A renewal, which the old key signs; both keys of one kind."""
    person = Person(name)
    old = person.judge(person.get(key), algorithm)
    item = person.judge(person.home.run('renew', old['id'], *person.where()), algorithm)
    assert item['previous'] == old['id'] and item['key_id'] != old['key_id'], item


def test_protection_with_ed25519():
    if not PROTECTS_EDDSA:
        person = Person('practice')
        old = person.get('ed25519').expect(DONE).json
        person.home.run('renew', old['id'], *person.where()).expect(USAGE, 'key-type')
        raise signet.Skip('OpenSSL %d.%d cannot sign a CMP message with Ed25519' % RELEASE)
    for name in ('practice', 'bouncycastle'):
        renew(name, 'ed25519', 'ED25519')


def test_new_key_ml_dsa():
    if not HAS_ML_DSA:
        Person('practice').get('ml-dsa:65').expect(USAGE, 'key-type')
        raise signet.Skip('OpenSSL %d.%d has no ML-DSA' % RELEASE)
    for name in ('practice', 'bouncycastle'):
        person = Person(name)
        person.judge(person.get('ml-dsa:65'), 'ML-DSA-65')


def test_protection_with_ml_dsa():
    if not HAS_ML_DSA:
        raise signet.Skip('OpenSSL %d.%d has no ML-DSA' % RELEASE)
    for name in ('practice', 'bouncycastle'):
        renew(name, 'ml-dsa:65', 'ML-DSA-65')


def test_ed25519_asks_for_ml_dsa():
    """The new key is of another kind than the one that signs the request."""
    if not HAS_ML_DSA:
        raise signet.Skip('OpenSSL %d.%d has no ML-DSA' % RELEASE)
    for name in ('practice', 'bouncycastle'):
        person = Person(name)
        old = person.judge(person.get('ed25519'), 'ED25519')
        person.judge(person.get('ml-dsa:65', '--credential', old['id']), 'ML-DSA-65')


if __name__ == '__main__':
    signet.main(test_rsa, test_new_key_ed25519, test_protection_with_ed25519, test_new_key_ml_dsa,
                test_protection_with_ml_dsa, test_ed25519_asks_for_ml_dsa)
