#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Bouncy Castle peer: openssl cmp gets on with it, and what signetctl makes of its faults (TAP)."""
import functools

import peer
import foreign_ca
import signet
from signet import DONE, FAILED, REFUSED, UNREACHABLE, Home, openssl

PASSWORD_BASED_MAC = '1.2.840.113533.7.66.13'
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
    'version-1': (FAILED, 'version', 'received', ()),
    'no-certificate': (FAILED, 'mismatched', 'received', ()),
    'wrong-request-id': (FAILED, 'mismatched', 'received', ()),
    'two-answers': (FAILED, 'mismatched', 'received', ()),
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
            key = foreign_ca.new_key(path.with_suffix('.key'))
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
    client.run('genm', '-infotype', 'signKeyPairTypes')


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


def test_answer_with_version_3():
    """OpenSSL takes it from 3.2 on."""
    result = request(Home(), fault='version-3@ip')
    if peer.RELEASE >= (3, 2):
        result.expect(DONE)
    else:
        result.expect(FAILED, 'version')


def test_answer_with_pbmac1():
    home = Home()
    request(home, answer='pbmac1').expect(FAILED, 'pbmac1')
    assert home.item()['state'] == 'received', home.item()


def test_unprotected_answer():
    home = Home()
    result = request(home, answer='none', failure=2, text='Who%20are%20you?').expect(REFUSED, 'refused')
    assert result.error['authenticated'] is False and result.error['server_text'] == 'Who are you?', result


def test_certificate_that_differs():
    for fault, words in (('wrong-subject', 'Mallory'), ('no-extensions', 'dns:ada.example.org')):
        item = request(Home(), '--san', 'dns:ada.example.org', fault=f'{fault}@ip').expect(DONE).json
        assert len(item['differences']) == 1 and words in item['differences'][0], item


def test_granted_with_modifications():
    item = request(Home(), status=1, text='shorter').expect(DONE).json
    assert item['warnings'] and item['report']['server_status'] == 'grantedWithMods', item


def test_clock_of_the_server_is_off():
    item = request(Home(), fault='old-time').expect(DONE).json
    assert abs(item['report']['clock_skew'] + 86400) < 60 and 'clock' in item['warnings'][0], item


def test_root_is_offered_and_not_taken():
    item = request(Home(), ca_pubs=1).expect(DONE).json
    assert len(item['report']['ca_certificates']) == 1, item


def test_poll_answer_with_wrong_nonce():
    home = Home()
    request(home, '--no-wait', fault='wrong-nonce@pollRep', poll=1).expect(FAILED, 'mismatched')
    assert home.item()['state'] == 'waiting', home.item()


def waiting_without_answer(home):
    """A request whose first pollReq got no answer, and went on a connection that it was alone on."""
    request(home, '--no-wait', '--keep-alive', 'never', fault='drop@pollRep', poll=1)
    item = home.item()
    assert item['state'] == 'waiting', item
    return item['id']


def test_poll_answer_gets_lost():
    """A server that does not insist on the nonce of an answer that never came goes on."""
    home = Home()
    item = waiting_without_answer(home)
    shared().behave(lenient_nonce=1)
    home.run('resume', item, '--json', *home.own, '--secret-file', home.secret(shared().code)).expect(DONE)


def test_poll_answer_gets_lost_at_a_strict_server():
    home = Home()
    item = waiting_without_answer(home)
    shared().behave()
    result = home.run('resume', item, '--json', *home.own, '--secret-file', home.secret(shared().code))
    assert 'badRecipientNonce' in result.expect(REFUSED, 'refused').error['fail_info'], result


def test_kept_connection_ends_with_the_poll_request():
    """What went on a connection that was kept is sent once more on a new one."""
    before = len(shared().messages())
    request(Home(), '--no-wait', fault='drop@pollRep', poll=1, lenient_nonce=1).expect(DONE)
    messages = shared().messages()[before:]
    assert [message[1] for message in messages] == ['ir', 'pollReq', 'pollReq', 'certConf'], messages
    assert messages[1][3] != messages[2][3], messages


def ask(home, *arguments):
    """The answers to a question, by their names."""
    shared().behave()
    result = home.run('ask', *arguments, '--json', '--server', shared().url, '--trusted', shared().ca_file,
                      '--reference', shared().reference, '--secret-file', home.secret(shared().code)).expect(DONE)
    return {answer['name']: answer for answer in result.json['answers']}


def test_questions():
    home = Home()
    root = signet.pathlib.Path(shared().ca_file).read_text(encoding='utf-8')
    assert openssl('x509', stdin=root).stdout in ask(home, 'caCerts')['caCerts']['parts']
    assert set(ask(home)) == {'caCerts', 'currentCRL', 'signKeyPairTypes', 'certReqTemplate', 'rootCaKeyUpdate'}
    update = ask(home, 'rootCaCert', '--root', shared().ca_file)['rootCaKeyUpdate']
    assert len(update['parts']) == 3, update
    fields = ask(home, 'certReqTemplate')['certReqTemplate']['fields']
    assert {'label': 'Type of key', 'value': 'ec:P-256'} in fields, fields
    assert 'CRL' in ask(home, 'crlStatusList', '--cert', shared().ca_file)['crls']['parts'][0]
    assert ask(home, '1.2.3.4')['unsupportedOIDs']['fields'][0]['value'] == '1.2.3.4'


def test_code_alone_then_renewed_and_revoked():
    """What an organization with CZERTAINLY has: no reference, everything by the code, a note at the end."""
    home = Home()
    shared().behave()
    where = ('--json', '--server', shared().url, '--trusted', shared().ca_file, *home.own)
    code = ('--secret-file', home.secret(shared().code))
    first = home.run('request', *where, *code, '--subject', 'CN=Ada Example,O=Example').expect(DONE).json
    assert first['reference'] is None, first
    shared().behave(status=6, text='Renewed%20before')
    second = home.run('renew', first['id'], *where, *code).expect(DONE).json
    assert second['previous'] == first['id'] and second['warnings'], second
    shared().behave(status=5, text='It%20is%20gone')
    result = home.run('revoke', second['id'], *where, *code, '--reason', 'superseded').expect(DONE)
    assert result.json['item']['warnings'], result
    bodies = [message[1:3] for message in shared().messages()[-4:]]
    # What comes with keyUpdateWarning is taken for a certificate that was confirmed before.
    assert [body for body, _ in bodies] == ['ir', 'certConf', 'kur', 'rr'], bodies
    assert {oid for _, oid in bodies} == {PASSWORD_BASED_MAC}, bodies


def over_tls(home, ca, *arguments):
    """A request over HTTPS."""
    return home.request(ca, '--trusted', ca.ca_file, *arguments)


def test_https():
    with peer.Peer('--tls') as ca:
        over_tls(Home(), ca).expect(UNREACHABLE, 'tls-untrusted')
        own = ('--tls-trusted', ca.ca_file)
        over_tls(Home(), ca, *own).expect(DONE)
        over_tls(Home(), ca, *own, '--tls-host', 'localhost').expect(DONE)
        over_tls(Home(), ca, *own, '--tls-host', 'ca.example.org').expect(UNREACHABLE, 'tls-host')


def test_https_with_client_certificate():
    with peer.Peer('--tls-clients') as ca:
        home, own = Home(), ('--tls-trusted', ca.ca_file)
        over_tls(home, ca, *own).expect(UNREACHABLE, 'tls-client')
        certificate, key = foreign_ca.Authority().issue('Stranger')
        result = over_tls(home, ca, *own, '--tls-cert', certificate, '--tls-key', key).expect(UNREACHABLE)
        # With TLS 1.3 the server only says so after the request has left, and may close before it is heard.
        assert result.error['code'] in ('tls-client', 'unreachable'), result
        certificate, key = ca.device
        over_tls(home, ca, *own, '--tls-cert', certificate, '--tls-key', key).expect(DONE)


if __name__ == '__main__':
    signet.main(*[value for name, value in list(globals().items()) if name.startswith('test_')],
                *map(fault_test, FAULTS))
