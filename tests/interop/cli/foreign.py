#!/usr/bin/env python3
"""signetctl against a foreign server (openssl cmp -port), and openssl as the judge of what was stored (TAP)."""
import signet
from foreign_ca import Authority, Mock, new_key
from signet import DONE, FAILED, Home, openssl

_authority = None


def authority():
    """The one CA of these tests, made when it is first wanted."""
    global _authority  # pylint: disable=global-statement
    if _authority is None:
        _authority = Authority()
    return _authority


def public_key(path, *options):
    """The public key in a certificate or key file, as PEM."""
    if options or 'PRIVATE KEY' in path.read_text(encoding='utf-8'):
        return openssl('pkey', '-in', path, *options, '-pubout').stdout
    return openssl('x509', '-in', path, '-noout', '-pubkey').stdout


def judge(home, item):
    """What openssl says about a stored item: the chain holds, the key opens only with its passphrase, both match."""
    certificate = home.write('leaf.pem', home.run('show', item['id'], '--pem').expect(DONE).out)
    chain = home.write('chain.pem', home.run('show', item['id'], '--chain').expect(DONE).out)
    assert chain.read_text(encoding='utf-8').startswith(certificate.read_text(encoding='utf-8').rstrip('\n')), chain
    assert openssl('verify', '-x509_strict', '-CAfile', authority().root, certificate).returncode == 0
    assert openssl('verify', '-CAfile', authority().root, '-untrusted', chain, certificate).returncode == 0
    serial = openssl('x509', '-in', certificate, '-noout', '-serial').stdout.strip().removeprefix('serial=')
    assert serial == item['serial'], item

    key = home.item_folder(item['id']) / 'key.pem'
    assert key.read_text(encoding='utf-8').startswith('-----BEGIN ENCRYPTED PRIVATE KEY-----')
    assert not home.opens(item['id'], 'not this one')
    assert public_key(key, '-passin', f'file:{home.passphrase}') == public_key(certificate)


def accepted(home, result):
    """Checks a request that brought a certificate: what it printed, what is on disk, what openssl says."""
    item = result.expect(DONE).json
    assert item['state'] == 'issued' and item['needs'] == 'none' and item['error'] is None, item
    assert item['subject'] == 'CN=Ada Example,O=Example', item
    assert home.item(item['id'])['state'] == 'issued'
    judge(home, item)
    return item


def refused_by_us(home, result, code):
    """Checks a request whose certificate was not good enough: it is given up, and its key is kept."""
    result.expect(FAILED, code)
    item = home.item()
    assert item['state'] == 'given-up' and item['error']['code'] == code, item
    assert home.opens(item['id'])


def test_code():
    home, key = Home(), new_key(signet.scratch() / 'ada.key')
    certificate, _ = authority().issue('Ada Example', key)
    with Mock.with_code(certificate, '-rsp_capubs', authority().root) as mock:
        item = accepted(home, home.request(mock, '--key', f'file:{key}'))
        assert item['verified'] is True and item['verified_by'] == 'code', item
        # The order of encoding, not only the words.
        item = accepted(home, home.request(mock, '--key', f'file:{key}', '--subject', '/O=Example/CN=Ada Example'))


def test_code_and_anchor():
    home, key = Home(), new_key(signet.scratch() / 'ada.key')
    certificate, _ = authority().issue('Ada Example', key)
    with Mock.with_code(certificate) as mock:
        item = accepted(home, home.request(mock, '--key', f'file:{key}', '--out-trusted', authority().root))
        assert item['verified'] is True and item['verified_by'] == 'anchor', item


def signed_mock(certificate, *options):
    """A server that signs its answers and takes signed requests."""
    server, key = authority().issue('CMP Server', extensions='as_server')
    return Mock(certificate, '-srv_cert', server, '-srv_key', key, '-srv_trusted', authority().root, *options)


def signed_request(home, mock, key, *arguments):
    """A request with a certificate as the credential, at a server that signs."""
    credential, credential_key = authority().issue('Old Ada')
    return home.run('request', '--json', '--server', mock.url, '--trusted', authority().root,
                    '--credential', credential, '--credential-key', credential_key, *home.own, '--key', f'file:{key}',
                    '--subject', 'CN=Ada Example,O=Example', *arguments)


def test_signature():
    home, key = Home(), new_key(signet.scratch() / 'ada.key')
    certificate, _ = authority().issue('Ada Example', key)
    for operation in ('ir', 'cr'):
        with signed_mock(certificate) as mock:
            item = accepted(home, signed_request(home, mock, key, '--operation', operation))
            assert item['operation'] == operation and item['verified_by'] == 'anchor', item
            assert mock.process.poll() is None


def test_signature_with_encrypted_key():
    home, key = Home(), new_key(signet.scratch() / 'ada.key')
    certificate, _ = authority().issue('Ada Example', key)
    credential, plain = authority().issue('Old Ada')
    secret = home.secret('opens the old one', 'old-passphrase')
    both = home.write('old.pem', openssl('pkcs8', '-topk8', '-in', plain, '-passout', f'file:{secret}').stdout +
                      credential.read_text(encoding='utf-8'))
    with signed_mock(certificate) as mock:
        accepted(home, home.run('request', '--json', '--server', mock.url, '--trusted', authority().root,
                                '--credential', both, '--credential-passphrase-file', secret, *home.own,
                                '--key', f'file:{key}', '--operation', 'cr', '--subject', 'CN=Ada Example,O=Example'))


def test_signer_not_trusted():
    home, key, other = Home(), new_key(signet.scratch() / 'ada.key'), Authority('Another Root')
    certificate, _ = authority().issue('Ada Example', key)
    with signed_mock(certificate) as mock:
        result = signed_request(home, mock, key, '--trusted', other.root)
        accepted(home, result)
    home = Home()
    with signed_mock(certificate) as mock:
        credential, credential_key = authority().issue('Old Ada')
        home.run('request', '--json', '--server', mock.url, '--trusted', other.root, '--credential', credential,
                 '--credential-key', credential_key, *home.own, '--key', f'file:{key}',
                 '--subject', 'CN=Ada Example,O=Example').expect(FAILED, 'unknown-signer')
        # There may be a certificate behind an answer that cannot be verified: the request is not over.
        item = home.item()
        assert item['state'] == 'received' and item['needs'] == 'person', item
        assert home.opens(item['id'])


# openssl's server forgets a transaction when the connection ends that it began on, unless every message has its own.
ALONE = ('--keep-alive', 'never')


def test_polling():
    home, key = Home(), new_key(signet.scratch() / 'ada.key')
    certificate, _ = authority().issue('Ada Example', key)
    with Mock.with_code(certificate, '-poll_count', '2', '-check_after', '1', '-rsp_capubs', authority().root) as mock:
        accepted(home, home.request(mock, '--key', f'file:{key}', *ALONE))
    with signed_mock(certificate, '-poll_count', '1', '-check_after', '1') as mock:
        accepted(home, signed_request(home, mock, key, *ALONE))


def test_polling_by_two_processes():
    home, key = Home(), new_key(signet.scratch() / 'ada.key')
    certificate, _ = authority().issue('Ada Example', key)
    with Mock.with_code(certificate, '-poll_count', '2', '-check_after', '1', '-rsp_capubs', authority().root) as mock:
        item = home.request(mock, '--key', f'file:{key}', '--no-wait', *ALONE).expect(signet.WAITING).json
        assert item['state'] == 'waiting' and item['needs'] == 'code', item
        accepted(home, home.run('resume', item['id'], '--json', *home.own, '--secret-file', home.secret(mock.code)))


def test_other_key():
    home = Home()
    certificate, _ = authority().issue('Ada Example')
    with Mock.with_code(certificate, '-rsp_capubs', authority().root) as mock:
        refused_by_us(home, home.request(mock), 'other-key')


def canned(home, *arguments, issuer=None, **dates):
    """Asks a server whose certificate is for the right key, but dated so or by another CA."""
    key = new_key(signet.scratch() / 'ada.key')
    certificate, _ = (issuer or authority()).issue('Ada Example', key, **dates)
    with Mock.with_code(certificate) as mock:
        return home.request(mock, '--key', f'file:{key}', '--out-trusted', authority().root, *arguments)


def test_expired():
    home = Home()
    refused_by_us(home, canned(home, start='20200101000000Z', end='20210101000000Z'), 'expired')
    # No word makes up for a date.
    home = Home()
    refused_by_us(home, canned(home, '--accept-unverified', start='20200101000000Z', end='20210101000000Z'), 'expired')


def test_not_yet_valid():
    home = Home()
    refused_by_us(home, canned(home, start='20980101000000Z', end='20990101000000Z'), 'clock')


def test_other_ca():
    home, other = Home(), Authority('Another Root')
    refused_by_us(home, canned(home, issuer=other), 'unverified')
    # The same name with another key is another CA.
    home, impostor = Home(), Authority()
    refused_by_us(home, canned(home, issuer=impostor), 'unverified')


def test_other_ca_accepted():
    home, other = Home(), Authority('Another Root')
    item = canned(home, '--accept-unverified', issuer=other).expect(DONE).json
    assert item['state'] == 'issued' and item['verified'] is False and item['verified_by'] is None, item
    assert home.item(item['id'])['verified'] is False
    assert home.opens(item['id'])


def test_wrong_code():
    home = Home()
    certificate, _ = authority().issue('Ada Example')
    with Mock.with_code(certificate) as mock:
        mock.code = 'another code'
        result = home.request(mock).expect(signet.REFUSED, 'wrong-code')
        assert result.error['authenticated'] is False, result
        assert home.item()['state'] == 'refused'


if __name__ == '__main__':
    signet.main(test_code, test_code_and_anchor, test_signature, test_signature_with_encrypted_key,
                test_signer_not_trusted, test_polling, test_polling_by_two_processes, test_other_key, test_expired,
                test_not_yet_valid, test_other_ca, test_other_ca_accepted, test_wrong_code)
