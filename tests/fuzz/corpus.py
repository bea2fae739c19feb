#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the corpus beside it anew: SIGNET_PEER=CLASSPATH corpus.py

Messages and certificates are real ones: what the Bouncy Castle peer answered to openssl cmp.
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'interop' / 'bouncycastle'))

import peer  # noqa: E402
import signet  # noqa: E402
from signet import openssl  # noqa: E402

TEXTS = {
    'name': {
        'plain': 'CN=Ada Lovelace,O=Example',
        'slashes': '/C=DE/O=Example/OU=A+CN=Ada',
        'escaped': r'CN=a\,b\+c\"d\\\ ,O=\#x,L=\C3\A9',
        'many': 'CN=A+UID=b,OU=c;OU=d,DC=example,DC=org,emailAddress=a@b.example,serialNumber=1',
        'dotted': '1.2.840.113549.1.9.1=#160161,2.5.4.3="quoted, text"',
        'utf8': 'CN=Jörg Müller,O=Größe,L=北京',
        'empty': 'CN=,O=',
    },
    'alt-name': {
        'email': 'email:ada@example.org',
        'dns': 'dns:*.example.org',
        'ip4': 'ip:192.0.2.7',
        'ip6': 'ip:2001:db8::1%eth0',
        'uri': 'uri:https://example.org/ada?x=%20#y',
        'upn': 'upn:ada@EXAMPLE.ORG',
        'idn': 'dns:bücher.example',
        'number': 'dns:8.6.8.0.',
    },
    'url': {
        'plain': 'https://ca.example.org:8443/ejbca/publicweb/cmp/alias?a=b#c',
        'short': 'ca.example.org/cmp',
        'ip6': 'http://[2001:db8::1]:80/',
        'user': 'http://user:secret@ca.example.org/',
        'escaped': 'HTTP://CA.Example.ORG/%7eada/../%2f/./x',
        'well-known': 'https://ca.example.org/.well-known/cmp/p/staff/initialization',
        'proxy': 'http://proxy.example.org:3128',
        'idn': 'https://bücher.example/cmp',
    },
    'setup': {
        'small': '[Profile]\nname=Example\nserver=https://ca.example.org/cmp\n',
        'wrong-escape': '[Profile]\nname=a\\.b\nserver=no scheme\\.example/\nrecipient=CN=a\\.b\n',
        'wrong-escape-in-server': '[Profile]\nserver=no scheme\\.example/\n',
        'wrong-escape-in-name': '[Profile]\nrecipient=a\\.b\n',
        'settings': '''[Profile]
name=Example University
server=https://ca.example.org/cmp
recipient=CN=CA,O=Example
expected-sender=CN=RA,O=Example
timeout=20

[Connection]
keep-alive=require
connect-timeout=5
max-answer-size=65536
proxy=http://proxy.example.org:3128
no-proxy=localhost;*.example.org;

[Protection]
answer-protection=mac
digest=sha512
owf=sha3-256
mac=hmac-sha512

[Request]
confirm=implicit
days=90
general-info=1.2.3.4:int:7;1.2.3.5:str:x;

[Trust]
crl-check=chain
crls=https://ca.example.org/ca.crl;

[Verify]
auth-level=2
policy=1.2.3;

[Operation kur]
server=https://ca.example.org/renew
answer-protection=signature
''',
        'template': '''[Profile]
name=Form
server=https://ca.example.org/cmp

[Template]
subject=CN=Ada,O=Example
alt-names=dns:ada.example.org;email:ada@example.org;
key-usage=digitalSignature;keyAgreement;
key-usage-critical=true
extended-key-usage=clientAuth;1.2.3.4;
alt-names-critical=true
policies=1.2.3;1.2.3.4 cps:https://example.org/cps notice:Well, well;
extensions=1.2.3.4.5=critical,DER:0500;
issuer=CN=CA,O=Example
days=30
''',
    },
}


def write(target, name, data):
    folder = HERE / 'corpus' / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


class Recorder:
    """openssl cmp at the peer, which writes the answers down."""

    def __init__(self, ca):
        self.ca, self.folder = ca, signet.scratch('corpus')
        self.key = self.folder / 'key.pem'
        openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', self.key)

    def record(self, names, command, *arguments, check=True, **how):
        """Runs a command at a peer that behaves so, and keeps its answers under these names."""
        self.ca.behave(**how)
        paths = [self.folder / name for name in names]
        if command in ('ir', 'cr', 'kur', 'p10cr'):
            arguments = ('-newkey', self.key, '-subject', '/O=Example/CN=Ada', '-sans', 'ada.example.org', '-certout',
                         self.folder / 'certificate.pem', *arguments)
        openssl('cmp', '-config', '', '-batch', '-cmd', command, '-server', self.ca.url, '-trusted', self.ca.ca_file,
                '-ref', self.ca.reference, '-secret', f'pass:{self.ca.code}', '-rspout',
                ','.join(map(str, paths)), *arguments, check=check)
        for path in paths:
            write('message', path.name, path.read_bytes())

    def der(self, kind, *arguments):
        path = self.folder / 'der'
        openssl(kind, '-outform', 'DER', '-out', path, *arguments)
        return path.read_bytes()


def test_corpus():
    for target, texts in TEXTS.items():
        for name, text in texts.items():
            write(target, name, text.encode())
    with peer.Peer() as ca:
        recorder = Recorder(ca)
        recorder.record(['ip', 'pkiconf'], 'ir', ca_pubs=1, confirm_wait=60)
        certificate = recorder.folder / 'certificate.pem'
        recorder.record(['waiting', 'pollrep', 'cp'], 'cr', poll=1, answer='signature')
        recorder.record(['refusal'], 'ir', check=False, failure=19, text='Nein,%20danke')
        recorder.record(['error'], 'genm', check=False, failure=26, text='no')
        recorder.record(['rp'], 'rr', '-oldcert', certificate, status=5)
        recorder.record(['pbmac1'], 'genm', '-infotype', 'signKeyPairTypes', check=False, answer='pbmac1')
        recorder.record(['genp'], 'genm')
        write('certificate', 'issued', recorder.der('x509', '-in', certificate))
        write('certificate', 'root', recorder.der('x509', '-in', ca.ca_file))
        write('crl', 'crl', ca.crl())
        write('csr', 'csr', recorder.der('req', '-new', '-key', recorder.key, '-subj', '/O=Example/CN=Ada', '-addext',
                                         'subjectAltName=DNS:ada.example.org,email:ada@example.org', '-addext',
                                         'extendedKeyUsage=clientAuth,1.2.3.4'))


if __name__ == '__main__':
    signet.main(test_corpus)
