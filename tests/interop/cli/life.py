#!/usr/bin/env python3
"""The life of a request from the command line: waiting, resuming, cancelling, and what it may ask for (TAP)."""
import re

import forged
import signet
from faulty import Server, always, forward, http
from signet import BUSY, DONE, FAILED, MISSING, REFUSED, WAITING, Home, PracticeCa, openssl


def code_again(home, ca):
    """What a later step needs where no keyring kept it."""
    return (*home.own, '--secret-file', home.secret(ca.code))


def resume(home, ca, item_id, *arguments):
    """Goes on with a request."""
    return home.run('resume', item_id, '--json', *code_again(home, ca), *arguments)


def leave_waiting(home, ca, *arguments):
    """A request that waits, and its number at the CA."""
    item = home.request(ca, '--no-wait', *arguments).expect(WAITING).json
    assert item['state'] == 'waiting' and item['needs'] == 'code' and item['next_check'], item
    assert home.item(item['id'])['state'] == 'waiting'
    return item, ca.event('waiting')['number']


def unasked(item):
    """An item as verbs show it that ask no server: without what is known about an answer."""
    assert 'report' in item, item
    return {**item, 'report': None}


def certificate_text(home, item, *options):
    """What openssl prints of an item's certificate."""
    pem = home.run('show', item['id'], '--pem').expect(DONE).out
    return openssl('x509', '-noout', *options, stdin=pem).stdout


# Waiting


def test_finished_by_another_process_after_restarts():
    home = Home()
    with PracticeCa('--approval', '--check-after', '1') as ca:
        item, number = leave_waiting(home, ca)
        url = ca.url
        ca.stop()
        ca.start()
        assert ca.url == url, 'the CA does not come back at its address'
        ca.say(f'approve {number}')
        ca.event('approved')

        result = home.run('resume', item['id'], '--json', *home.own).expect(MISSING, 'code')
        assert result.json['state'] == 'waiting' and result.json['needs'] == 'code', result
        result = home.run('resume', item['id'], '--json', '--secret-file', home.secret(ca.code)).expect(MISSING)
        assert result.error['code'] in ('passphrase', 'keyring'), result
        assert home.item()['state'] == 'waiting'
        wrong = home.write('wrong', 'not this passphrase\n')
        home.run('resume', item['id'], '--json', '--secret-file', home.secret(ca.code), '--passphrase-file',
                 wrong).expect(MISSING, 'wrong-passphrase')
        assert home.item()['state'] == 'waiting'

        done = resume(home, ca, item['id']).expect(DONE).json
        assert done['state'] == 'issued' and done['key_id'] == item['key_id'] and done['id'] == item['id'], done
        assert ca.event('confirmed')['serial'] == done['serial']
        assert home.opens(item['id'])
        assert [event['event'] for event in ca.events].count('issued') == 1, ca.events
        resume(home, ca, item['id']).expect(FAILED, 'state')


def test_interrupted():
    home = Home()
    with PracticeCa('--approval', '--check-after', '1') as ca:
        running = home.start(*home.request_line(ca))
        number = ca.event('waiting')['number']
        running.signal()
        result = running.finish().expect(WAITING)
        home.check(result)
        assert result.json['state'] == 'waiting', result
        ca.say(f'approve {number}')
        ca.event('approved')
        # The beginning of an identifier is enough, and an upper case one as good.
        resume(home, ca, result.json['id'][:4].upper()).expect(DONE)


def test_waits_in_front():
    home = Home()
    with PracticeCa('--approval', '--check-after', '1') as ca:
        running = home.start(*home.request_line(ca))
        ca.say(f'approve {ca.event("waiting")["number"]}')
        result = running.finish().expect(DONE)
        home.check(result)
        assert result.json['state'] == 'issued', result
        assert ca.event('confirmed')['serial'] == result.json['serial']


def test_stays_waiting():
    home = Home()
    with PracticeCa('--approval', '--check-after', '1') as ca:
        item, _ = leave_waiting(home, ca)
        again = resume(home, ca, item['id'], '--no-wait').expect(WAITING).json
        assert again['state'] == 'waiting' and again['error'] is None, again
        # While the CA is away.
        ca.stop()
        again = resume(home, ca, item['id'], '--no-wait').expect(signet.UNREACHABLE, 'unreachable').json
        assert again['state'] == 'waiting' and again['needs'] == 'network', again
        assert home.item()['needs'] == 'network'
        again = home.run('cancel', item['id'], '--json', *code_again(home, ca))
        again.expect(signet.UNREACHABLE, 'unreachable')
        assert again.json['state'] == home.item()['state'] == 'waiting', again
        # It is there again.
        ca.start()
        resume(home, ca, item['id'], '--no-wait').expect(WAITING)


def test_rejected_by_a_person():
    home = Home()
    with PracticeCa('--approval', '--check-after', '1') as ca:
        running = home.start(*home.request_line(ca))
        ca.say(f'reject {ca.event("waiting")["number"]} notAuthorized')
        result = running.finish().expect(REFUSED, 'refused')
        home.check(result)
        assert result.json['state'] == 'refused' and result.error['authenticated'] is True, result
        assert result.error['fail_info'] == ['notAuthorized'], result
        assert home.opens(result.json['id'])


def test_cancel():
    home = Home()
    with PracticeCa('--approval') as ca:
        item, number = leave_waiting(home, ca)
        home.run('cancel', item['id'], '--json', *home.own).expect(MISSING, 'code')
        assert home.item()['state'] == 'waiting'
        done = home.run('cancel', item['id'][:8], '--json', *code_again(home, ca)).expect(DONE).json
        assert done['state'] == 'given-up' and done['needs'] == 'none', done
        assert ca.event('aborted')['number'] == number
        assert home.opens(item['id'])
        home.run('cancel', item['id'], '--json', *code_again(home, ca)).expect(FAILED, 'state')
        resume(home, ca, item['id']).expect(FAILED, 'state')
        assert home.item()['state'] == 'given-up'


def test_cancel_without_server():
    home = Home()
    with PracticeCa('--approval') as ca:
        item, _ = leave_waiting(home, ca)
        ca.stop()
        done = home.run('cancel', '--local', item['id'], '--json').expect(DONE).json
        assert done['state'] == home.item()['state'] == 'given-up', done
        assert home.opens(item['id'])


def test_forged_error():
    """Somebody on the way answers a pollReq with an error: the request goes on and gets its certificate."""
    home, polls = Home(), []
    with PracticeCa('--approval', '--check-after', '1') as ca:
        def between(head, body):
            if forged.parse(body)[0] == forged.POLL_REQ:
                polls.append(body)
                if len(polls) == 1:
                    ca.say(f'approve {ca.event("waiting")["number"]}')
                    return http(forged.error(body, 'Access to your account\x1b[2J is denied'))
            return http(forward(ca.url, body))

        with Server(between) as middle:
            middle.reference, middle.code = ca.reference, ca.code
            result = home.request(middle).expect(DONE)
            assert result.json['state'] == 'issued' and result.json['error'] is None, result
            assert len(polls) == 2, polls
        assert ca.event('confirmed')['serial'] == result.json['serial']


def test_answer_unknown():
    """What was sent is never sent again without the person's word."""
    home = Home()
    with PracticeCa() as ca:
        with always(b'') as server:
            server.reference, server.code = ca.reference, ca.code
            item = home.request(server).expect(signet.UNREACHABLE).json
            assert item['state'] == 'answer-unknown' and item['needs'] == 'person', item
            result = resume(home, ca, item['id'])
            assert result.status != DONE and result.json['state'] == 'answer-unknown', result
            assert server.n_messages == 1
        done = resume(home, ca, item['id'], '--start-over', '--server', ca.url).expect(DONE).json
        assert done['key_id'] == item['key_id'] and done['state'] == 'issued', done


def test_busy():
    home = Home()
    with always(None) as server:
        running = home.start(*home.request_line(server))
        assert server.asked.wait(signet.PATIENCE)
        item = home.item()
        assert item['state'] == 'sent', item
        for verb in ('resume', 'cancel'):
            home.run(verb, item['id'], '--json', *code_again(home, server)).expect(BUSY, 'busy')
        # Looking needs no lock.
        assert home.run('show', item['id'], '--json').expect(DONE).json['state'] == 'sent'
        running.kill()
    assert home.item()['state'] in ('sent', 'answer-unknown')
    assert home.opens(item['id'])


# Printing


def test_lists():
    home = Home()
    for verb in (('list',), ('list', '--all'), ('pending',)):
        assert home.run(*verb, '--json').expect(DONE).json == []
        home.run(*verb).expect(DONE)
    with PracticeCa('--approval') as ca:
        waiting, _ = leave_waiting(home, ca, '--name', 'The second')
    with PracticeCa() as ca:
        issued = unasked(home.request(ca, '--name', 'The first').expect(DONE).json)
        home.request(ca, '--subject', 'CN=Refused').expect(REFUSED)

    def ids(*verb):
        return {item['id']: item for item in home.run(*verb, '--json').expect(DONE).json}

    assert set(ids('list')) == {issued['id']}
    pending = ids('pending')
    assert waiting['id'] in pending and issued['id'] not in pending, pending
    everything = ids('list', '--all')
    assert len(everything) == 3 and everything[issued['id']] == issued, everything
    assert everything[waiting['id']]['label'] == 'The second' and everything[issued['id']]['label'] == 'The first'
    for verb in (('list', '--all'), ('pending',)):
        text = home.run(*verb).expect(DONE).out
        assert waiting['id'][:8] in text and 'waiting' in text, text


def test_show():
    home = Home()
    with PracticeCa('--approval') as ca:
        waiting, number = leave_waiting(home, ca)
        assert home.run('show', waiting['id'], '--json').expect(DONE).json == unasked(waiting)
        for form in ('--pem', '--chain'):
            result = home.run('show', waiting['id'], form).expect(FAILED)
            assert result.out == '' and result.err, result
        ca.say(f'approve {number}')
        ca.event('approved')
        issued = resume(home, ca, waiting['id']).expect(DONE).json
    assert home.run('show', issued['id'], '--json').expect(DONE).json == unasked(issued)
    leaf = home.run('show', issued['id'], '--pem').expect(DONE).out
    chain = home.run('show', issued['id'], '--chain').expect(DONE).out
    assert leaf == issued['certificate'] and chain.startswith(leaf) and chain.count('BEGIN CERTIFICATE') == 2, chain
    openssl('verify', '-x509_strict', '-CAfile', ca.ca_file, home.write('leaf.pem', leaf))
    text = home.run('show', issued['id']).expect(DONE).out
    for word in (issued['id'], issued['serial'], 'issued', 'ec:P-256'):
        assert word in text, text


# What a request may ask for


def test_alt_names():
    home = Home()
    with PracticeCa() as ca:
        names = ('email:ada@example.com', 'dns:www.example.com', 'ip:192.0.2.1', 'ip:2001:db8::1',
                 'uri:https://example.com/ada', 'upn:ada@EXAMPLE.COM')
        item = home.request(ca, *(word for name in names for word in ('--san', name))).expect(DONE).json
    text = certificate_text(home, item, '-ext', 'subjectAltName')
    for name in ('email:ada@example.com', 'DNS:www.example.com', 'IP Address:192.0.2.1',
                 'IP Address:2001:DB8:0:0:0:0:0:1', 'URI:https://example.com/ada', 'othername:'):
        assert name in text, text
    pem = home.run('show', item['id'], '--pem').expect(DONE).out
    parsed = openssl('asn1parse', '-strparse', san_offset(pem), stdin=pem).stdout
    assert re.search(r'OBJECT +:(Microsoft User Principal Name|msUPN|1\.3\.6\.1\.4\.1\.311\.20\.2\.3)', parsed), parsed
    assert re.search(r'UTF8STRING +:ada@EXAMPLE\.COM', parsed), parsed


def san_offset(pem):
    """Where the OCTET STRING of the alternative names begins in a certificate."""
    lines = openssl('asn1parse', stdin=pem).stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if 'Subject Alternative Name' in line)
    return next(line for line in lines[at:] if 'OCTET STRING' in line).split(':')[0].strip()


def test_no_subject():
    home = Home()
    with PracticeCa() as ca:
        result = home.request(ca, '--subject', '', '--san', 'email:ada@example.com')
    item = result.expect(DONE).json
    assert item['subject'] == '' and item['label'], item
    assert certificate_text(home, item, '-subject', '-nameopt', 'RFC2253').strip() == 'subject='
    assert 'critical' in certificate_text(home, item, '-ext', 'subjectAltName')


def test_subjects():
    home = Home()
    with PracticeCa() as ca:
        for given, expected in (('CN=Žofie Müller 東京,O=Universität', None),
                                ('/O=Universität/CN=Žofie Müller', 'CN=Žofie Müller,O=Universität'),
                                ('CN=Smith\\, John,O=A,OU=B,C=DE', None), ('CN=\\#1+O=A,DC=example,DC=org', None)):
            item = home.request(ca, '--subject', given).expect(DONE).json
            assert parts(item['subject']) == parts(expected or given), item
            text = certificate_text(home, item, '-subject', '-nameopt', 'RFC2253,-esc_msb,utf8').strip()
            assert parts(text.removeprefix('subject=')) == parts(expected or given), text


def parts(name):
    """The attributes of a name; those of one RDN in any order."""
    return [sorted(re.split(r'(?<!\\)\+', rdn)) for rdn in re.split(r'(?<!\\),', name)]


def test_keys():
    home = Home()
    expected = {'rsa:2048': '(2048 bit)', 'ec:P-384': 'P-384', 'ec:P-521': 'P-521', 'ed25519': 'ED25519',
                'ed448': 'ED448'}
    with PracticeCa() as ca:
        for key, words in expected.items():
            item = home.request(ca, '--key', key).expect(DONE).json
            assert item['key'] == key, item
            assert words in certificate_text(home, item, '-text'), key
            assert home.opens(item['id']), key


def test_key_from_a_file():
    home = Home()
    key = home.write('mine.key', openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256').stdout)
    with PracticeCa() as ca:
        # Relative to where the person is.
        item = home.request(ca, '--key', 'file:mine.key').expect(DONE).json
        assert certificate_text(home, item, '-pubkey') == openssl('pkey', '-in', key, '-pubout').stdout
        assert home.opens(item['id'])


def test_credential_of_the_keystore():
    home = Home()
    with PracticeCa() as ca:
        first = home.request(ca).expect(DONE).json
        line = ('request', '--json', '--server', ca.url, '--trusted', ca.ca_file, '--operation', 'cr', '--subject',
                'CN=Ada Example,O=Example', '--credential', first['id'])
        second = home.run(*line, *home.own).expect(DONE).json
        assert second['operation'] == 'cr' and second['id'] != first['id'], second
        assert second['key_id'] != first['key_id'] and second['verified_by'] == 'anchor', second
        # The passphrase is that of the credential, too.
        home.run(*line).expect(MISSING)
        wrong = home.write('wrong', 'not this passphrase\n')
        home.run(*line, '--passphrase-file', wrong).expect(MISSING, 'wrong-passphrase')
        assert len(home.items()) == 2


if __name__ == '__main__':
    signet.main(*[function for name, function in sorted(globals().items()) if name.startswith('test_')])
