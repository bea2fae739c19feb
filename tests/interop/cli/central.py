#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that the server makes (RFC 9483 4.1.6), which takes OpenSSL 3.5 on both sides (TAP)."""
import signal
import sys

import signet
from foreign_ca import Authority, Mock, new_key
from signet import DONE, FAILED, USAGE, Home, PracticeCa, Skip, openssl

KILLED = -signal.SIGKILL
# All of these come after the request has left, and before the item is done.
STEPS = ('sent', 'answer', 'received', 'key-written', 'certificate-written', 'certificate', 'pkiconf', 'confirmed')
WITH_KILL_POINTS = '--kill-points' in sys.argv
if WITH_KILL_POINTS:
    sys.argv.remove('--kill-points')


def need_recent_openssl():
    if '-centralkeygen' not in openssl('cmp', '-help', check=False).stderr + openssl('cmp', '-help').stdout:
        raise Skip('this OpenSSL cannot ask for keys')


def by_hand(home, name, authority):
    """The options of a credential from files."""
    certificate, key = authority.issue(name)
    return ('--credential', certificate, '--credential-key', key)


def check_done(home, item):
    """Fails unless the item has the key of its certificate, and a word about where that is from."""
    assert item['state'] == 'issued' and item['key'] is None and item['key_id'], item
    assert any('made the private key' in warning for warning in item['warnings']), item
    key = home.item_folder(item['id']) / 'key.pem'
    assert 'ENCRYPTED' in key.read_text(encoding='utf-8')
    assert openssl('x509', '-noout', '-pubkey', stdin=item['certificate']).stdout == home.public_key(item['id'])


def test_unsupported():
    """Where the library cannot, nothing is made or sent."""
    home, authority = Home(), Authority()
    line = ('request', '--json', '--server', 'http://127.0.0.1:1/', '--trusted', authority.root, '--subject', 'CN=Ada',
            '--central-key', *home.own)
    signer = by_hand(home, 'signer', authority)
    with_key = home.run(*line, *signer, '--key', 'rsa:2048')
    with_key.expect(USAGE, 'usage')
    home.run(*line, '--secret-file', home.secret('a code'), '--reference', '1').expect(FAILED, 'unsupported')
    try:
        need_recent_openssl()
    except Skip:
        home.run(*line, *signer).expect(FAILED, 'unsupported')
    assert home.items() == []


def test_mock():
    """The server of the openssl command; its signer has to be one who may hand out keys."""
    need_recent_openssl()
    home, authority = Home(), Authority()
    key = new_key(authority.folder / 'made.key')
    made, _ = authority.issue('made', key)
    for extensions, status in (('as_key_server', DONE), ('as_server', FAILED)):
        server, server_key = authority.issue(extensions, extensions=extensions)
        options = ('-rsp_key', key, '-srv_cert', server, '-srv_key', server_key, '-srv_trusted', authority.root)
        with Mock(made, *options) as mock:
            result = home.run('request', '--json', '--server', mock.url, '--trusted', authority.root, '--operation', 'cr',
                              '--subject', 'O=Example,CN=made', '--central-key', *by_hand(home, 'signer', authority),
                              *home.own).expect(status)
            if status == DONE:
                check_done(home, result.json)
            else:
                assert result.error['code'] == 'key', result


def test_renewal():
    need_recent_openssl()
    home = Home()
    with PracticeCa('--ra') as ca:
        trusted = ('--json', *home.own, '--trusted', ca.ca_file)
        old = home.request(ca, '--trusted', ca.ca_file).expect(DONE).json
        new = home.run('renew', old['id'], '--central-key', *trusted).expect(DONE).json
        check_done(home, new)
        again = home.run('renew', new['id'], *trusted).expect(DONE).json
        check_done(home, again)
        assert again['key_id'] != new['key_id'], again
        home.run('renew', new['id'], '--key', 'ec:P-256', *trusted).expect(USAGE, 'usage')
        home.run('renew', new['id'], '--same-key', *trusted).expect(USAGE, 'usage')


def test_waiting():
    """Who makes the key cannot be changed while the request waits."""
    need_recent_openssl()
    home = Home()
    with PracticeCa('--ra', '--poll-count', '1', '--check-after', '1') as ca:
        trusted = ('--json', *home.own, '--trusted', ca.ca_file)
        signer = home.request(ca, '--trusted', ca.ca_file).expect(DONE).json
        line = ('request', '--operation', 'cr', '--server', ca.url, '--subject', 'CN=Ada', '--central-key',
                '--credential', signer['id'], *trusted)
        item = home.run(*line, '--no-wait').expect(signet.WAITING).json
        home.run('resume', item['id'], '--set', 'request.central-key=false', *trusted).expect(USAGE, 'usage')
        check_done(home, home.run('resume', item['id'], *trusted).expect(DONE).json)


def killed_at(home, ca, line, step):
    """One request that dies at a step, and what a later process makes of it."""
    result = home.start(*line, env={'SIGNET_KILL_AT': step}).finish()
    assert result.status == KILLED, f'{step} was not reached: {result!r}'
    item = next(item for item in home.items() if item['subject'] == f'CN={step}' or item['label'] == step)
    if item['state'] != 'issued':
        more = ('--start-over',) if item['state'] == 'answer-unknown' else ()
        home.run('resume', '--json', item['id'], *home.own, *more).expect(DONE)
    item = home.item(item['id'])
    if step != 'confirmed':
        check_done(home, item)
    assert home.opens(item['id']), step


def test_killed():
    """Whenever the program dies, no key is lost."""
    need_recent_openssl()
    if not WITH_KILL_POINTS:
        raise Skip('built without kill points')
    home = Home()
    with PracticeCa('--ra') as ca:
        signer = home.request(ca, '--trusted', ca.ca_file).expect(DONE).json
        for step in STEPS:
            killed_at(home, ca, ('request', '--json', '--operation', 'cr', '--server', ca.url, '--trusted', ca.ca_file,
                                 '--subject', f'CN={step}', '--name', step, '--central-key', '--credential',
                                 signer['id'], *home.own), step)


if __name__ == '__main__':
    signet.main(test_unsupported, test_mock, test_renewal, test_waiting, test_killed)
