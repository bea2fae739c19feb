#!/usr/bin/env python3
"""Renewing, revoking, asking, signing requests and the tools of a specialist, from the command line (TAP)."""
import signet
from foreign_ca import Authority, Mock, new_key
from signet import DONE, FAILED, REFUSED, UNREACHABLE, USAGE, Home, PracticeCa, openssl


def code_of(home, ca):
    """The options of a code."""
    return ('--reference', ca.reference, '--secret-file', home.secret(ca.code))


def trusted(home, ca):
    """The options of a verb about an item whose certificate signs."""
    return ('--json', *home.own, '--trusted', ca.ca_file)


def certificate_text(home, item, *options):
    """What openssl prints of an item's certificate."""
    pem = home.run('show', item['id'], '--pem').expect(DONE).out
    return openssl('x509', '-noout', *options, stdin=pem).stdout


def signing_request(home, subject='/CN=By request', name='made'):
    """A key, and a signing request that was made with it by somebody else."""
    key = new_key(home.folder / f'{name}.key')
    csr = home.folder / f'{name}.csr'
    openssl('req', '-new', '-key', key, '-subj', subject, '-addext', 'subjectAltName=DNS:a.example', '-out', csr)
    return key, csr


# Renewing


def test_renewal():
    home = Home()
    with PracticeCa() as ca:
        old = home.request(ca, '--san', 'dns:a.example', '--name', 'Mine').expect(DONE).json
        new = home.run('renew', old['id'][:8], *trusted(home, ca)).expect(DONE).json
        assert new['operation'] == 'kur' and new['previous'] == old['id'] and new['label'] == 'Mine', new
        assert new['subject'] == old['subject'] and new['key'] == old['key'], new
        assert new['key_id'] != old['key_id'] and new['serial'] != old['serial'], new
        assert new['report']['protection'] == 'signature' and new['report']['signer'], new
        assert 'DNS:a.example' in certificate_text(home, new, '-ext', 'subjectAltName')
        assert home.item(old['id'])['state'] == 'issued'
        assert home.opens(new['id']) and home.opens(old['id'])
        text = home.run('show', new['id']).expect(DONE).out
        assert old['id'] in text, text
        text = home.run('show', old['id']).expect(DONE).out
        assert f'Renewed by: {new["id"]}' in ' '.join(text.split()), text


def test_renewal_of_the_same_key():
    home = Home()
    with PracticeCa() as ca:
        old = home.request(ca, '--key', 'rsa:2048').expect(DONE).json
        new = home.run('renew', old['id'], '--same-key', *trusted(home, ca)).expect(DONE).json
        assert new['key_id'] == old['key_id'] and new['serial'] != old['serial'], new
        other = home.run('renew', new['id'], '--key', 'ec:P-384', '--days', '2', *trusted(home, ca)).expect(DONE).json
        assert other['key'] == 'ec:P-384' and 'P-384' in certificate_text(home, other, '-text'), other
        home.run('renew', old['id'], '--same-key', '--key', 'ec:P-384', *trusted(home, ca)).expect(USAGE, 'usage')


def test_renewal_with_a_code():
    """The code protects the request, and the old certificate is only named."""
    home = Home()
    with PracticeCa() as ca:
        old = home.request(ca).expect(DONE).json
        new = home.run('renew', old['id'], *trusted(home, ca), *code_of(home, ca)).expect(DONE).json
        assert new['previous'] == old['id'] and new['report']['protection'] == 'mac', new
        assert new['reference'] == ca.reference, new


def test_renewal_that_cannot_be():
    home = Home()
    with PracticeCa() as ca:
        home.run('renew', 'abcdef', *trusted(home, ca)).expect(FAILED, 'not-found')
        old = home.request(ca).expect(DONE).json
        home.run('revoke', old['id'], *trusted(home, ca)).expect(DONE)
        home.run('renew', old['id'], *trusted(home, ca)).expect(FAILED, 'state')
        assert len(home.items()) == 1


# Revoking


def test_revocation():
    home = Home()
    with PracticeCa() as ca:
        item = home.request(ca).expect(DONE).json
        for reason in ('boredom', '-1', ''):
            home.run('revoke', item['id'], '--reason', reason, *trusted(home, ca)).expect(USAGE, 'usage')
        assert home.item(item['id'])['revocation'] == 'none'
        done = home.run('revoke', item['id'], '--reason', 'key-compromise', *trusted(home, ca)).expect(DONE).json
        assert done['revoked'] is True and done['reason'] == 'keyCompromise' and done['id'] == item['id'], done
        assert done['report']['protection'] == 'signature' and done['error'] is None, done
        after = home.item(item['id'])
        assert after['revocation'] == 'revoked' and after['revocation_reason'] == 'keyCompromise', after
        assert after['revoked_at'] and done['item'] == after, after
        assert 'issued, revoked' in home.run('list').expect(DONE).out
        # Once more with a code, since a revoked certificate proves nothing any more: it stays revoked.
        again = home.run('revoke', item['id'], *trusted(home, ca), *code_of(home, ca)).expect(DONE).json
        assert again['revoked'] is True, again
        assert home.item(item['id'])['revocation'] == 'revoked'


def test_hold():
    home = Home()
    with PracticeCa() as ca:
        item = home.request(ca).expect(DONE).json
        line = ('revoke', item['id'], *trusted(home, ca))
        assert home.run(*line, '--reason', 'certificateHold').expect(DONE).json['revoked'] is True
        # A certificate on hold cannot sign what would end that.
        kept = home.run(*line, '--reason', 'removeFromCRL').expect(REFUSED).json
        assert kept['revoked'] is False and home.item(item['id'])['revocation'] == 'revoked', kept
        freed = home.run(*line, '--reason', 'removeFromCRL', *code_of(home, ca)).expect(DONE).json
        assert freed['revoked'] is False and freed['error'] is None, freed
        assert home.item(item['id'])['revocation'] == 'none'


def test_revocation_without_an_answer():
    home = Home()
    with PracticeCa('--drop', '3') as ca:
        item = home.request(ca).expect(DONE).json
        lost = home.run('revoke', item['id'], *home.own, '--trusted', ca.ca_file).expect(UNREACHABLE)
        assert 'not known' in lost.err, lost
        assert home.item(item['id'])['revocation'] == 'unknown'
        assert 'issued, valid, revocation unknown' in home.run('list').expect(DONE).out


def test_recorded_revocation():
    home = Home()
    with PracticeCa() as ca:
        item = home.request(ca).expect(DONE).json
        folder = signet.scratch() / 'recorded'
        line = ('revoke', item['id'], *trusted(home, ca), *code_of(home, ca))
        home.run(*line, '--record', folder).expect(DONE)
        again = home.run(*line, '--replay', folder).expect(DONE).json
        assert again['revoked'] is False and 'recording' in again['report']['warnings'][0], again


def test_revocation_of_a_file():
    home = Home()
    with PracticeCa() as ca:
        item = home.request(ca).expect(DONE).json
        leaf = home.write('leaf.pem', item['certificate'])
        line = ('--json', '--server', ca.url, *code_of(home, ca))
        done = home.run('revoke', '--cert', leaf, '--reason', '4', *line).expect(DONE).json
        assert done['id'] is None and done['item'] is None and done['reason'] == 'superseded', done
        assert done['report']['protection'] == 'mac', done
        home.run('revoke', '--cert', home.write('x', 'no certificate'), *line).expect(USAGE, 'usage')
        again = home.run('revoke', '--cert', leaf, '--json', '--server', ca.url).expect(DONE).json
        assert len(again['report']['warnings']) == 1, again
        home.run('revoke', '--cert', leaf, '--reason', '1', '--json', '--server', ca.url).expect(signet.MISSING)


def test_revocation_of_a_lost_one():
    home = Home()
    with PracticeCa() as ca:
        for issuer in (ca.ca_file, None):
            item = home.request(ca).expect(DONE).json
            home.run('revoke', '--serial', item['serial'], '--issuer', issuer or item['issuer'], '--json', '--server',
                     ca.url, *code_of(home, ca)).expect(DONE)
        home.run('revoke', '--serial', '1234', '--issuer', ca.ca_file, '--json', '--server', ca.url,
                 *code_of(home, ca)).expect(REFUSED, 'refused')
        home.run('revoke', '--serial', 'x', '--issuer', ca.ca_file, '--json', '--server', ca.url,
                 *code_of(home, ca)).expect(USAGE, 'usage')


def test_revocation_that_makes_no_sense():
    home = Home()
    for line in ((), ('--serial', '12'), ('--issuer', 'CN=A'), ('abcd', '--cert', 'x'),
                 ('--serial', '12', '--issuer', 'CN=A', '--cert', 'x')):
        result = home.run('revoke', '--server', 'http://127.0.0.1:1/', '--secret-file', home.secret('a code'), *line)
        assert result.expect(USAGE).out == '' and '--help' in result.err, result


# Asking


def test_questions():
    home = Home()
    with PracticeCa() as ca:
        line = ('--json', '--server', ca.url, *code_of(home, ca))
        answer = home.run('ask', 'ca-certs', *line).expect(DONE).json
        assert answer['report']['protection'] == 'mac' and answer['error'] is None, answer
        assert [info['name'] for info in answer['answers']] == ['caCerts'], answer
        assert answer['answers'][0]['parts'][0].strip() == ca.ca_file_text.strip(), answer
        for word, name in (('crls', 'currentCRL'), ('template', 'certReqTemplate'), ('algorithms', 'signKeyPairTypes'),
                           ('1.3.6.1.5.5.7.4.17', 'caCerts'), ('signkeypairtypes', 'signKeyPairTypes')):
            answer = home.run('ask', word, *line).expect(DONE).json
            assert name in [info['name'] for info in answer['answers']], (word, answer)
        everything = home.run('ask', *line).expect(DONE).json
        assert everything['question'] is None and len(everything['answers']) > 1, everything
        for word in ('everything', '1.', 'ca-certs --root'):
            home.run('ask', *word.split(), *([ca.ca_file] if ' ' in word else []), *line).expect(USAGE, 'usage')
        assert home.items() == []


def test_question_signed_and_saved():
    home, out = Home(), signet.scratch('out')
    with PracticeCa() as ca:
        item = home.request(ca).expect(DONE).json
        result = home.run('ask', 'ca-certs', '--server', ca.url, '--trusted', ca.ca_file, '--credential', item['id'],
                          *home.own, '--out', out / 'new').expect(DONE)
        assert 'caCerts' in result.out and 'signed by' in result.out, result
        saved = (out / 'new' / 'caCerts-1.pem').read_text(encoding='utf-8')
        assert saved.strip() == ca.ca_file_text.strip()
        home.run('ask', 'crls', '--cert', home.write('leaf.pem', item['certificate']), '--server', ca.url,
                 '--out', out, *code_of(home, ca)).expect(DONE)
        openssl('crl', '-in', out / 'crls-1.pem', '-noout', '-CAfile', ca.ca_file)
        # Nothing newer than that one.
        again = home.run('ask', 'crls', '--old-crl', out / 'crls-1.pem', '--json', '--server', ca.url,
                         *code_of(home, ca)).expect(DONE).json
        assert [info['parts'] for info in again['answers'] if info['name'] == 'crls'] in ([], [[]]), again


def test_root_update():
    home, out = Home(), signet.scratch('out')
    with PracticeCa('--roll-over') as ca:
        line = ('--json', '--server', ca.url, *code_of(home, ca))
        answer = home.run('ask', 'root-update', '--root', ca.ca_file, '--out', out, *line).expect(DONE).json
        parts = answer['answers'][0]['parts']
        assert len(parts) == 3 and parts[0] and parts[0] != ca.ca_file_text, answer
        openssl('verify', '-CAfile', ca.ca_file, '-partial_chain', out / 'rootCaKeyUpdate-new-with-old.pem')
        # A root that the new one does not come from does not vouch for it.
        other = Authority('Practice CA, Not for Real Use').root
        result = home.run('ask', 'root-update', '--root', other, *line)
        assert result.status == FAILED or not result.json['answers'][0]['parts'], result


# What a request is made of


def test_signing_request():
    home = Home()
    key, csr = signing_request(home)
    with PracticeCa() as ca:
        line = ('request', '--json', '--server', ca.url, '--trusted', ca.ca_file, *code_of(home, ca))
        item = home.run(*line, '--csr', csr).expect(DONE).json
        assert item['operation'] == 'p10cr' and item['subject'] == 'CN=By request', item
        assert certificate_text(home, item, '-pubkey') == openssl('pkey', '-in', key, '-pubout').stdout
        assert not (home.item_folder(item['id']) / 'key.pem').exists()
        # As another kind of request, signed with the key.
        for operation in ('ir', 'cr'):
            item = home.run(*line, '--csr', csr, '--operation', operation, '--key', f'file:{key}',
                            *home.own).expect(DONE).json
            assert item['operation'] == operation and item['subject'] == 'CN=By request', item
            assert 'DNS:a.example' in certificate_text(home, item, '-ext', 'subjectAltName')
        other = new_key(home.folder / 'other.key')
        result = home.run(*line, '--csr', csr, '--operation', 'ir', '--key', f'file:{other}', *home.own)
        assert result.status != DONE, result
        home.run(*line, '--csr', csr, '--subject', 'CN=Other').expect(USAGE, 'usage')
        home.run(*line, '--csr', home.write('bad.csr', 'no request')).expect(USAGE, 'csr')
        broken = bytearray(openssl('req', '-in', csr, '-outform', 'PEM').stdout.encode())
        broken[200] ^= 1
        home.run(*line, '--csr', home.write('broken.csr', bytes(broken))).expect(USAGE, 'csr')


def test_renewal_from_files():
    """A kur for a certificate that is no item."""
    home = Home()
    with PracticeCa() as ca:
        old = home.request(ca).expect(DONE).json
        leaf = home.write('old.pem', old['certificate'])
        new = home.run('request', '--json', '--server', ca.url, '--trusted', ca.ca_file, '--operation', 'kur',
                       '--old-cert', leaf, *code_of(home, ca), *home.own).expect(DONE).json
        assert new['operation'] == 'kur' and new['subject'] == old['subject'] and new['previous'] is None, new


def test_public_key():
    home = Home()
    key = new_key(home.folder / 'elsewhere.key')
    public = home.write('public.pem', openssl('pkey', '-in', key, '-pubout').stdout)
    with PracticeCa() as ca:
        # Nothing proves that somebody has the key: whether that is enough is for the CA to say, and this one says no.
        item = home.request(ca, '--public-key', public, '--subject', 'CN=Elsewhere').expect(REFUSED, 'refused').json
        assert item['report']['protection'] == 'mac', item
        assert not (home.item_folder(item['id']) / 'key.pem').exists()
        assert item['key'] is None and 'kept elsewhere' in home.run('show', item['id']).expect(DONE).out


def test_contents():
    home = Home()
    value = home.write('value.der', b'\x05\x00')
    with PracticeCa() as ca:
        item = home.request(ca, '--key-usage', 'critical,digitalSignature,keyAgreement', '--eku', 'clientAuth,1.2.3.4',
                            '--policy', '1.2.3.5 cps:http://a.example/cps notice:Mind this', '--extension',
                            '1.2.3.6=DER:0500', '--extension', f'1.2.3.7=file:{value}', '--days', '3',
                            '--san', 'dns:a.example', '--san-critical').expect(DONE).json
        text = certificate_text(home, item, '-text')
        for word in ('X509v3 Key Usage: critical', 'Digital Signature, Key Agreement', 'TLS Web Client Authentication',
                     '1.2.3.4', '1.2.3.5', 'http://a.example/cps', 'Mind this', '1.2.3.6', '1.2.3.7',
                     'X509v3 Subject Alternative Name: critical'):
            assert word in text, (word, text)
        assert item['differences'] == [], item
        # What was asked for is taken from another certificate.
        leaf = home.write('reference.pem', item['certificate'])
        other = home.request(ca, '--reference-cert', leaf, '--subject', '').expect(DONE).json
        assert other['subject'] == item['subject'], other
        assert 'DNS:a.example' in certificate_text(home, other, '-ext', 'subjectAltName')


def test_setup_file():
    home = Home()
    with PracticeCa('--certificate-profile', 'tls-client') as ca:
        setup = home.write('ca.ini', f'[Profile]\nserver={ca.url}\n[Request]\ndays=5\ncertificate-profile=tls-client\n'
                           '[Operation kur]\ndays=2\n')
        line = ('--json', '--profile', setup, *code_of(home, ca), *home.own)
        item = home.run('request', *line, '--subject', 'CN=Ada').expect(DONE).json
        assert 0 < days(item) <= 5.1, item
        renewed = home.run('renew', item['id'], '--trusted', ca.ca_file, *line).expect(DONE).json
        assert 0 < days(renewed) <= 2.1, renewed
        wrong = home.run('request', *line, '--subject', 'CN=Ada', '--profile-name', 'nothing').expect(REFUSED).json
        assert wrong['error']['fail_info'], wrong
        bad = home.write('bad.ini', '[Profile]\n[Request]\ndays=soon\n')
        home.run('request', '--json', '--profile', bad, '--subject', 'CN=Ada', *code_of(home, ca)).expect(FAILED, 'profile')


def days(item):
    """How long a certificate is valid."""
    def seconds(text):
        return signet.time.mktime(signet.time.strptime(text, '%Y-%m-%dT%H:%M:%SZ'))
    return (seconds(item['not_after']) - seconds(item['not_before'])) / 86400


def test_no_scheme():
    home = Home()
    with PracticeCa() as ca:
        url, ca.url = ca.url, ca.url.removeprefix('http://')
        result = home.request(ca).expect(DONE)
        assert result.json['server'] == url, result
        assert f'https://{ca.url}' in result.err, result


def test_no_proof():
    home = Home()
    with PracticeCa() as ca:
        line = ('request', '--json', '--server', ca.url, '--subject', 'CN=Ada', *home.own)
        home.run(*line).expect(USAGE, 'usage')
        result = home.run(*line, '--set', 'protection.unprotected-requests=true').expect(REFUSED, 'refused')
        assert 'not protected' in result.err, result


def test_question_of_nobody():
    home = Home()
    with PracticeCa('--accept-unprotected') as ca:
        line = ('ask', 'ca-certs', '--json', '--server', ca.url, '--trusted', ca.ca_file)
        answer = home.run(*line, '--set', 'protection.unprotected-requests=true').expect(DONE).json
        assert answer['answers'] and answer['report']['protection'] == 'signature', answer
    with PracticeCa() as ca:
        line = ('ask', 'ca-certs', '--json', '--server', ca.url, '--trusted', ca.ca_file)
        code = home.write('code', ca.code)
        home.run(*line, '--secret-file', code).expect(REFUSED, 'refused')


def test_a_person_should_look():
    home = Home()
    with PracticeCa('--change', 'subject') as ca:
        review = ('--set', 'request.review=changed')
        taken = home.request(ca, *review, '--accept-changed').expect(DONE)
        assert taken.json['differences'] and taken.json['differences'][0] in taken.err, taken
        left = home.request(ca, *review).expect(FAILED, 'unconfirmed').json
        assert left['state'] == 'received' and left['needs'] == 'person', left
        code = ('--secret-file', home.secret(ca.code))
        done = home.run('resume', left['id'], '--accept-changed', '--json', *code, *home.own).expect(DONE).json
        assert done['state'] == 'issued' and done['differences'], done
        # What is not wanted is turned down.
        left = home.request(ca, *review).expect(FAILED).json
        home.run('cancel', left['id'], '--json', *code, *home.own).expect(DONE)
        assert home.item(left['id'])['state'] == 'given-up'


# For a specialist


def test_dry_run():
    home = Home()
    with PracticeCa() as ca:
        code = home.secret(ca.code)
        ca.stop()
        result = home.run('request', '--server', ca.url, '--reference', ca.reference, '--secret-file', code, '--subject',
                          'CN=Ada', '--dry-run', *home.own).expect(DONE)
        assert 'Subject: CN=Ada' in result.out and ca.reference in result.out, result
        assert home.items() == []
        result = home.request(ca, '--dry-run').expect(DONE, 'dry-run')
        assert 'Subject: ' in result.err and home.items() == [], result


def test_log():
    home = Home()
    with PracticeCa() as ca:
        loud = home.request(ca, '--log-level', '8').expect(DONE)
        quiet = home.request(ca, '--log-level', '3').expect(DONE)
        assert 'signetctl[6]: sending IR' in loud.err and 'signetctl[' not in quiet.err, (loud, quiet)
        home.request(ca, '--log-level', '9').expect(USAGE, 'usage')


def test_record_and_replay():
    home, folder = Home(), signet.scratch('messages') / 'new'
    with PracticeCa('--approval') as ca:
        waiting = home.request(ca, '--no-wait', '--record', folder).expect(signet.WAITING).json
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) >= 4 and names[0].startswith('001-req-ir') and names[1].startswith('002-rsp-ip'), names
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())
    # The CA is not there any more; the answer that it once gave to the same request is.
    code = ('--secret-file', home.secret(ca.code))
    line = ('resume', waiting['id'], '--json', '--no-wait', *code, *home.own)
    home.run(*line).expect(signet.UNREACHABLE)
    polls = signet.scratch('polls')
    for name in names[2:]:
        (polls / name).write_bytes((folder / name).read_bytes())
    result = home.run(*line, '--replay', polls)
    assert result.status in (signet.WAITING, FAILED) and result.error.get('code') != 'unreachable', result
    home.run(*line, '--replay', signet.scratch('empty')).expect(FAILED, 'replay')


# The way of the CZERTAINLY guide: a code alone, and the old certificate only named


def test_code_alone():
    home, key, authority = Home(), new_key(signet.scratch() / 'ada.key'), Authority()
    certificate, _ = authority.issue('Ada Example', key)
    proof = ('--secret-file', home.secret(Mock(None).code))
    with Mock.with_code(certificate, '-rsp_capubs', authority.root) as mock:
        item = home.run('request', '--json', '--server', mock.url, *proof, *home.own, '--key', f'file:{key}',
                        '--subject', 'CN=Ada Example,O=Example').expect(DONE).json
        assert item['reference'] is None and item['report']['protection'] == 'mac', item
    with Mock.with_code(certificate) as mock:
        new = home.run('renew', item['id'], '--same-key', '--json', '--server', mock.url, '--trusted', authority.root,
                       *proof, *home.own).expect(DONE).json
        assert new['operation'] == 'kur' and new['report']['protection'] == 'mac', new
    with Mock.with_code(certificate, '-pkistatus', '5', '-statusstring', 'it will be on the next list') as mock:
        done = home.run('revoke', item['id'], '--json', '--server', mock.url, *proof, *home.own).expect(DONE).json
        assert done['report']['server_status'] == 'revocationNotification' and done['report']['warnings'], done
        assert home.item(item['id'])['revocation'] == 'revoked'


# The same at the server of openssl


def test_foreign_operations():
    home, key, authority = Home(), new_key(signet.scratch() / 'ada.key'), Authority()
    certificate, _ = authority.issue('Ada Example', key)
    csr = signet.scratch() / 'ada.csr'
    openssl('req', '-new', '-key', key, '-subj', '/O=Example/CN=Ada Example', '-out', csr)
    with Mock.with_code(certificate) as mock:
        line = ('--json', '--server', mock.url, *code_of(home, mock))
        item = home.run('request', *line, '--csr', csr, '--out-trusted', authority.root).expect(DONE).json
        assert item['operation'] == 'p10cr' and item['verified_by'] == 'anchor', item
    with Mock.with_code(certificate) as mock:
        line = ('--json', '--server', mock.url, *code_of(home, mock))
        done = home.run('revoke', '--cert', certificate, '--reason', 'superseded', *line).expect(DONE).json
        assert done['revoked'] is True, done
    with Mock.with_code(certificate) as mock:
        answer = home.run('ask', 'algorithms', '--json', '--server', mock.url, *code_of(home, mock)).expect(DONE).json
        assert answer['report']['protection'] == 'mac', answer


if __name__ == '__main__':
    signet.main(*(function for name, function in list(globals().items()) if name.startswith('test_')))
