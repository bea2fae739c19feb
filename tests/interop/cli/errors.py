#!/usr/bin/env python3
"""Everything that can go wrong, each with its exit status, code, words and what it leaves on disk (TAP).

Each case runs twice, with --json and without, in a home of its own.
"""
import os
import subprocess

import signet
from faulty import Server, always, closed_port, forward, http
from namespace import Disk
from signet import FAILED, MISSING, REFUSED, UNREACHABLE, USAGE, Home, PracticeCa, scratch

JSON = ('--json',)
BOTH = (JSON, ())
HTML = '<html><h1>Nobody here</h1><script>alert (1)</script>\x1b[31mred\u202e</html>'
NOTHING = None  # no item is left

codes_of_words = {}  # (message, advice): code


def check_words(result, code):
    """Every error has its words, and no two codes share them."""
    error = result.error
    assert result.out.count('\n') == 1 and result.json is not None, f'not one object on one line: {result!r}'
    assert error.get('code') == code, f'not {code}: {result!r}'
    for name in ('title', 'message', 'advice'):
        assert error[name] and error[name].strip() == error[name], f'no {name}: {result!r}'
        assert error[name][-1] in '.”)…', f'no sentence: {error[name]}'
    words = (error['message'], error['advice'])
    assert codes_of_words.setdefault(words, code) == code, f'{code} and {codes_of_words[words]} both say {words}'


def check_human(result, error):
    """On a person's screen the same error stands in words, on stderr; of a command line only what is wrong with it."""
    words = ('message',) if result.status == USAGE else ('title', 'advice')
    assert all(error[word] in result.err for word in words), f'the words are missing: {result!r}'
    assert '{"' not in result.out, f'JSON that was not asked for: {result!r}'
    check_no_noise(result)


def check_no_noise(result):
    """No word of the libraries and no trace comes through."""
    for noise in ('CRITICAL', 'WARNING', 'Traceback', 'GLib', '(null)', ':error:', 'G_IO_ERROR'):
        assert noise not in result.err + result.out, f'{noise}: {result!r}'


def check_left(home, state, needs):
    """What is left: nothing at all, or one item in this state whose key opens."""
    items = home.items()
    if state is NOTHING:
        assert not items, f'half an item is left: {items}'
        folders = [path for path in home.seen_data.glob('signet/enrollments/*') if path.is_dir()]
        assert not folders, f'a folder is left: {folders}'
        return
    assert [item['state'] for item in items] == [state], f'not one item that is {state}: {items}'
    assert needs is None or items[0]['needs'] == needs, f'needs not {needs}: {items}'
    assert home.opens(items[0]['id'])


def meets(ask, status, code, state=NOTHING, needs=None, prepare=None, forms=BOTH):
    """Calls ask (home, form) for each form and checks exit status, words and what is left. Returns the error."""
    error = None
    for form in forms:
        home = Home()
        if prepare is not None:
            prepare(home)
        result = ask(home, form).expect(status)
        if form:
            check_words(result, code)
            check_no_noise(result)
            error = result.error
        else:
            check_human(result, error)
        check_left(home, state, needs)
    return error


def requesting(ca, *arguments, **how):
    """The ask of meets (): a request at a server."""
    return lambda home, form: home.request(ca, *arguments, form=form, **how)


class Nowhere:
    """What request needs to know of a server that is never asked."""

    def __init__(self, url=None):
        self.url, self.reference, self.code = url or closed_port(), '4711', 'a code among three'


# The server says no


def test_wrong_code():
    with PracticeCa() as ca:
        ca.code = 'not the right code'
        error = meets(requesting(ca), REFUSED, 'wrong-code', 'refused')
        assert error['authenticated'] is False and error['server_status'] == 'rejection', error


def test_unknown_reference():
    with PracticeCa() as ca:
        ca.reference = 'nobody'
        error = meets(requesting(ca), REFUSED, 'refused', 'refused')
        assert error['authenticated'] is False and error['server_text'], error


def test_refused_subject():
    with PracticeCa() as ca:
        error = meets(requesting(ca, '--subject', 'CN=Refused'), REFUSED, 'refused', 'refused')
        assert error['authenticated'] is True and error['server_status'] == 'rejection', error
        assert error['fail_info'] == ['notAuthorized'] and 'Refused' in error['server_text'], error


# The server is not there, or is none


def test_closed_port():
    meets(requesting(Nowhere()), UNREACHABLE, 'unreachable', 'key-ready', 'network')


def test_unknown_host():
    # A name that resolvers know not to exist without asking anybody (RFC 6761).
    meets(requesting(Nowhere('http://ca.invalid/')), UNREACHABLE, 'host-not-found', 'key-ready', 'network')


def answered(answer, status, code, state, needs=None, arguments=(), forms=BOTH):
    """A request to a server that always says this."""
    with always(answer) as server:
        error = meets(requesting(server, *arguments), status, code, state, needs, forms=forms)
        assert server.n_messages == len(forms), 'a message was sent again'
        return error


def both_then_one(values):
    """Each value with the forms it is tried in: a second value of one code reads the same on a screen."""
    return ((value, (JSON,) if number else BOTH) for number, value in enumerate(values))


def test_http_errors():
    for (line, state), forms in both_then_one((('404 Not Found', 'key-ready'), ('403 Forbidden', 'key-ready'),
                                               ('500 Internal Server Error', 'answer-unknown'),
                                               ('503 Busy', 'answer-unknown'))):
        error = answered(http(HTML, line, 'text/html'), UNREACHABLE, 'http', state, forms=forms)
        assert error['http_status'] == int(line[:3]) and line[:3] in error['message'], error


def test_redirect():
    with always(http(HTML, '200 OK', 'text/html')) as elsewhere:
        for line, forms in both_then_one(('302 Found', '301 Moved', '307 Temporary Redirect',
                                          '308 Permanent Redirect')):
            error = answered(http('', line, 'text/html', f'Location: {elsewhere.url}'), UNREACHABLE, 'redirected',
                             'key-ready', forms=forms)
            assert elsewhere.url in error['message'], error
        assert elsewhere.n_messages == 0, 'the request was sent to where the server pointed'


def test_not_cmp():
    for answer, forms in both_then_one((http(HTML, '200 OK', 'text/html'), http(HTML), http(b''),
                                        http(b'\x00garbage' * 50), http(b'\x30\x03\x02\x01\x05'),
                                        http('', '204 No Content'))):
        answered(answer, UNREACHABLE, 'not-cmp', 'answer-unknown', 'person', forms=forms)


def test_too_large():
    for answer, forms in both_then_one((http(b'\x30\x84\x00\x98\x96\x80' + b'\x00' * 10_000_000),
                                        http('x' * 10_000_000, '200 OK', 'text/html'))):
        answered(answer, FAILED, 'too-large', 'answer-unknown', 'person', forms=forms)


def test_closed_without_a_byte():
    answered(b'', UNREACHABLE, 'unreachable', 'answer-unknown', 'person')


def test_silence():
    error = answered(None, UNREACHABLE, 'timed-out', 'answer-unknown', 'person', ('--timeout', '1'))
    assert '127.0.0.1' in error['message'], error


def test_no_tls():
    with always(b'') as server:
        secure = Nowhere(server.url.replace('http:', 'https:'))
        meets(requesting(secure, '--timeout', '2'), UNREACHABLE, 'timed-out', 'key-ready', 'network')


def test_cut_off():
    """A real answer, cut where the network may cut it: in the body, and so that HTTP does not notice."""
    with PracticeCa() as ca:
        for cut, forms in both_then_one((lambda body: http(body)[:-100], lambda body: http(body[:-100]),
                                         lambda body: http(body[:40]))):
            with Server(lambda head, body, cut=cut: cut(forward(ca.url, body))) as middle:
                middle.reference, middle.code = ca.reference, ca.code
                meets(requesting(middle), FAILED, 'truncated', 'answer-unknown', 'person', forms=forms)


def test_changed_on_its_way():
    """One bit of the answer's protection is another one: nothing in it is used, and it is kept for a look."""
    with PracticeCa() as ca:
        def spoil(head, body):
            answer = bytearray(forward(ca.url, body))
            at = answer.rindex(b'\x03\x15\x00')  # the BIT STRING of the MAC
            answer[at + 5] ^= 1
            return http(bytes(answer))
        with Server(spoil) as middle:
            middle.reference, middle.code = ca.reference, ca.code
            meets(requesting(middle), REFUSED, 'wrong-code', 'received')


# Clocks


def fake_time(offset):
    """Variables that move the clock of a program. The faketime command would stand between us and its signals."""
    signet.need('faketime')
    library = subprocess.run(['faketime', '-f', '+0', 'printenv', 'LD_PRELOAD'], capture_output=True, encoding='utf-8',
                             check=True).stdout.strip()
    with open(signet.SIGNETCTL, 'rb') as program:
        sanitized = b'__asan_init' in program.read()
    if sanitized:
        raise signet.Skip('the sanitizers want to be loaded first')
    return {'LD_PRELOAD': library, 'FAKETIME': offset}


def test_clock_of_the_server():
    for offset, code in (('+365d', 'clock'), ('-60d', 'expired')):
        with PracticeCa(env=fake_time(offset)) as ca:
            meets(requesting(ca), FAILED, code, 'given-up')
            event = ca.event('not-accepted')
            assert event['number'] == 1, event


def test_clock_of_the_client():
    with PracticeCa() as ca:
        for offset, code in (('-365d', 'clock'), ('+60d', 'expired')):
            meets(requesting(ca, env=fake_time(offset)), FAILED, code, 'given-up', forms=(JSON,))
        # A few minutes are no reason to refuse.
        Home().request(ca, env=fake_time('-3m')).expect(signet.DONE)


# Keyring, code, passphrase


def test_no_keyring():
    with PracticeCa() as ca:
        def ask(home, form):
            return home.run('request', *form, '--server', ca.url, '--reference', ca.reference, '--secret-file',
                            home.secret(ca.code), '--subject', 'CN=Ada Example')
        meets(ask, MISSING, 'keyring')


def test_secrets():
    nowhere = Nowhere()
    meets(requesting(nowhere, '--secret-file', '/nonexistent/code'), USAGE, 'usage')
    meets(requesting(nowhere, '--secret-file', '/'), USAGE, 'usage')
    meets(requesting(nowhere, '--passphrase-file', '/nonexistent/passphrase'), USAGE, 'usage')
    meets(requesting(nowhere, '--secret-file', '/dev/null'), MISSING, 'code')
    meets(requesting(nowhere, '--secret-file', '-', stdin='\nsecond line\n'), MISSING, 'code')
    meets(requesting(nowhere, '--secret-file', '/dev/zero'), MISSING, 'code')
    meets(requesting(nowhere, '--passphrase-file', '-', stdin=''), MISSING, 'passphrase')
    meets(requesting(nowhere, '--passphrase-file', '-', stdin='too short\n'), USAGE, 'usage')
    error = meets(requesting(nowhere, '--secret-file', '-', '--passphrase-file', '-'), USAGE, 'usage')
    assert 'standard input' in error['message'], error


def test_code_from_stdin():
    with PracticeCa() as ca:
        home = Home()
        home.request(ca, '--secret-file', '-', stdin=ca.code + '\nmore\n').expect(signet.DONE)
        home.request(ca, '--secret-file', '-', stdin=ca.code).expect(signet.DONE)
        home.request(ca, '--secret-file', '-', stdin=ca.code + '\r\n').expect(signet.DONE)


# The disk


def on_disk(ca, options, before, status, code):
    """A request by somebody whose data folder is a disk mounted so; both forms; nothing is left."""
    error = None
    for form in BOTH:
        home = Home()
        with Disk(home, options, before):
            result = home.request(ca, form=form).expect(status)
            if form:
                check_words(result, code)
                error = result.error
            else:
                check_human(result, error)
            check_left(home, NOTHING, None)


def test_read_only_folder():
    remount = 'mount -o remount,ro "$SIGNET_DATA"'
    with PracticeCa() as ca:
        on_disk(ca, 'size=1m', remount, FAILED, 'read-only')
        on_disk(ca, 'size=1m', f'mkdir -p -m 700 "$SIGNET_DATA/signet/enrollments"; {remount}', FAILED, 'read-only')


def test_disk_full():
    with PracticeCa() as ca:
        on_disk(ca, 'size=4k', ':', FAILED, 'no-space')
        on_disk(ca, 'size=60k', ':', FAILED, 'no-space')


def test_disk_full_on_the_way():
    """There seems to be room, but the Nth file cannot be made. With room again the request goes on."""
    states = []
    with PracticeCa() as ca:
        for n_files in range(1, 13):
            home = Home()
            with Disk(home, f'size=10m,nr_inodes={n_files}') as disk:
                result = home.request(ca)
                if result.status != signet.DONE:
                    check_words(result.expect(FAILED), 'no-space')
                disk.run('mount', '-o', 'remount,nr_inodes=1000', home.data)
                for item in home.items():
                    states.append(item['state'])
                    if item['state'] != 'issued':
                        item = home.run('resume', item['id'], '--json', *home.own, '--secret-file',
                                        home.secret(ca.code)).expect(signet.DONE).json
                        assert item['state'] == 'issued', item
                    assert home.opens(item['id'])
        # A certificate that cannot be stored now is no certificate that is not wanted.
        lines = ca.stop().out
        assert 'not-accepted' not in lines, lines
    assert states[-1] == 'issued' and 'received' in states and 'draft' in states, states


def test_unsafe_folder():
    with PracticeCa() as ca:
        def folder(home, *parts):
            path = home.data.joinpath('signet', *parts)
            path.mkdir(parents=True, mode=0o700)
            return path

        def of_group(home):
            folder(home, 'enrollments').chmod(0o770)

        def of_all(home):
            folder(home, 'enrollments').chmod(0o707)

        def link(home):
            (folder(home) / 'enrollments').symlink_to(scratch())

        def dangling(home):
            (folder(home) / 'enrollments').symlink_to('/nonexistent/folder')

        def file(home):
            (folder(home) / 'enrollments').write_text('no folder', encoding='utf-8')

        def of_another(home):
            if os.geteuid() == 0:
                os.chown(folder(home, 'enrollments'), 65534, 65534)
            else:
                of_all(home)

        for prepare in (of_group, of_all, link, dangling, file, of_another):
            unsafe(ca, prepare)


def unsafe(ca, prepare):
    """Both forms, and list: nothing is read from and nothing written to a folder that others can change."""
    error = None
    for form in BOTH:
        home = Home()
        prepare(home)
        result = home.request(ca, form=form).expect(FAILED)
        if form:
            check_words(result, 'unsafe-folder')
            error = result.error
        else:
            check_human(result, error)
        check_words(home.run('list', '--all', '--json').expect(FAILED), 'unsafe-folder')
        assert not list(home.data.rglob('key.pem'))


def test_file_in_place_of_the_folder():
    with PracticeCa() as ca:
        def prepare(home):
            home.data.mkdir()
            (home.data / 'signet').write_text('no folder', encoding='utf-8')
        meets(requesting(ca), FAILED, 'store', prepare=prepare)


# The command line


def test_addresses():
    for url in ('ftp://ca.example/', 'http://user:pass@ca.example/', 'http://ca.example:99999/', 'http://ca.example:0/',
                'http://ca.example:x/', 'http://ca example/', 'http://', 'http:///pkix/', '', 'file:///etc/passwd',
                'http://[::1/', 'http://ca\\example/'):
        meets(requesting(Nowhere(), '--server', url), USAGE, 'url')


def test_names():
    for name in ('Ada', 'CN', 'CN=', '=Ada', '/CN', '/', 'XX=Ada', 'CN=Ada,,O=Example', 'CN=Ada\\', 'C=Germany', '',
                 'CN=Ada\x07', 'CN=\u202eadA', 'CN=' + 'x' * 65):
        meets(requesting(Nowhere(), '--subject', name), USAGE, 'name')
    for option in ('--expect-sender', '--recipient'):
        meets(requesting(Nowhere(), option, 'nobody'), USAGE, 'name')


def test_alt_names():
    for name in ('ada@example.com', 'mail:ada@example.com', 'email:ada', 'email:', 'email:a@b@c', 'dns:', 'dns:a b',
                 'dns:a..b', 'ip:1.2.3', 'ip:1.2.3.256', 'ip:1::2::3', 'uri:example', 'uri:', 'uri:http://a b/', 'upn:',
                 'upn:ada', 'email:a@b\x07'):
        meets(requesting(Nowhere(), '--san', name), USAGE, 'alt-name')


def test_keys():
    for key in ('rsa:1024', 'rsa:x', 'ec:P-1', 'ec:', 'dsa', '', 'file'):
        meets(requesting(Nowhere(), '--key', key), USAGE, 'key-type')
    meets(requesting(Nowhere(), '--key', 'file:/nonexistent/key'), USAGE, 'usage')
    no_key = scratch() / 'no-key.pem'
    no_key.write_text('-----BEGIN PRIVATE KEY-----\nno\n-----END PRIVATE KEY-----\n', encoding='utf-8')
    meets(requesting(Nowhere(), '--key', f'file:{no_key}'), FAILED, 'key')


def test_files():
    empty, text = scratch() / 'empty', scratch() / 'text'
    empty.touch()
    text.write_text('-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n', encoding='utf-8')
    for option in ('--trusted', '--untrusted', '--server-cert', '--out-trusted'):
        for path in ('/nonexistent/ca.pem', '/', empty, text):
            error = meets(requesting(Nowhere(), option, path), USAGE, 'usage')
            assert option in error['message'], error


def test_contradictions():
    nowhere = Nowhere()
    for arguments in (('--timeout', '0'), ('--timeout', '3601'), ('--timeout', 'soon'), ('--operation', 'kur'),
                      ('--credential', '/nonexistent'), ('--credential-key', '/nonexistent'), ('--name', 'a\nb')):
        meets(requesting(nowhere, *arguments), USAGE, 'usage')
    for arguments in ((), ('--subject', 'CN=Ada'), ('--subject', 'CN=Ada', '--reference', '1')):
        meets(lambda home, form, more=arguments: home.run('request', *form, '--server', nowhere.url, *home.own, *more),
              USAGE, 'usage')
    meets(lambda home, form: home.run('request', *form, *home.own, '--subject', 'CN=Ada', '--secret-file',
                                      home.secret('12345 code')), USAGE, 'usage')


def test_identifiers():
    for verb in ('show', 'resume', 'cancel'):
        meets(lambda home, form, verb=verb: home.run(verb, *form, 'abcdef01'), FAILED, 'not-found')
        for text in ('abc', '../..', '', 'x' * 36):
            meets(lambda home, form, verb=verb, text=text: home.run(verb, *form, text), USAGE, 'usage')


def test_command_lines_that_cannot_be_read():
    """There is no object then: whether one was wanted is not known."""
    home = Home()
    for line in ((), ('sign',), ('request', '--json', '--colour'), ('request', '--json', 'word'),
                 ('list', '--json', 'word'), ('show', '--json'), ('request', '--json', '--server'), ('--json',),
                 ('list', '--all=yes')):
        result = home.run(*line).expect(USAGE)
        assert result.out == '' and '--help' in result.err and result.err.startswith('signetctl'), result
        check_no_noise(result)
    check_left(home, NOTHING, None)
    assert not home.data.exists()


def test_practice_errors():
    home = Home()
    for arguments, status in ((('--port', '65536'), USAGE), (('--port', 'x'), USAGE),
                              (('--secret-file', '/nonexistent'), USAGE), (('--reference', '1'), USAGE),
                              (('--directory', '/dev/null/ca'), FAILED)):
        result = home.run('practice', *arguments).expect(status)
        assert result.err and '"url"' not in result.out, result
        check_no_noise(result)
    with PracticeCa() as ca:
        port = ca.url.split(':')[2].split('/')[0]
        result = home.run('practice', '--port', port, '--directory', scratch(), '--json').expect(FAILED)
        assert '"url"' not in result.out, result
        for line in ('approve 99', 'approve', 'dance', 'reject 1 noSuchReason', ''):
            ca.say(line)
            if line:
                assert ca.event('error')['error']['message'], line


if __name__ == '__main__':
    signet.main(*[function for name, function in sorted(globals().items()) if name.startswith('test_')])
