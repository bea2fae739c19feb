# SPDX-License-Identifier: GPL-3.0-or-later
"""The three servers of the matrix, behind one face.

Each is a context manager. prepare (way) makes it behave so; then url, anchor, reference and code are good, and
credential is a certificate of its PKI with its key, both files.
"""
import contextlib
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(FOLDER / 'cli'), str(FOLDER / 'bouncycastle')]

import peer  # noqa: E402
import signet  # noqa: E402
from foreign_ca import Authority, Mock, new_key  # noqa: E402
from peer import RELEASE  # noqa: E402
from signet import openssl  # noqa: E402

SUBJECT = 'CN=Ada Example,O=Example'
# OpenSSL 3.3 brought waiting for answers that are no certificates, to its client and to its servers.
DELAYS_ALL = RELEASE >= (3, 3)


class Server:
    """What the three have in common."""

    name = url = anchor = reference = code = credential = None

    def __init__(self):
        self.folder = signet.scratch(type(self).__name__.lower())

    def enroll(self):
        """A certificate that the openssl command got with the code, as the credential of signed requests."""
        path = self.folder / 'credential.pem'
        key = new_key(path.with_suffix('.key'))
        code = self.folder / 'code'
        code.write_text(self.code + '\n', encoding='utf-8')
        openssl('cmp', '-config', '', '-batch', '-cmd', 'ir', '-server', self.url, '-ref', self.reference, '-secret',
                f'file:{code}', '-newkey', key, '-subject', '/O=Example/CN=Ada Example', '-certout', path)
        self.credential = (path, key)

    def show(self, ca):
        """Has what a CA said of itself when it started."""
        self.url, self.anchor, self.reference, self.code = ca.url, ca.ca_file, ca.reference, ca.code

    def request_options(self):
        """What a request for a certificate needs at this server alone."""
        return ()

    def csr(self):
        """A PKCS#10 request and the public key in it: a file, and PEM."""
        return self._csr(new_key(self.folder / 'csr.key'))

    def _csr(self, key):
        path = self.folder / 'request.csr'
        openssl('req', '-new', '-key', key, '-subj', '/O=Example/CN=Ada Example', '-out', path)
        return path, openssl('pkey', '-in', key, '-pubout').stdout

    def check_revoked(self, serial):
        """Fails unless the server knows a certificate as revoked."""


class Practice(Server):
    """signetctl practice; it is started anew, on the same folder, where it is to behave in another way."""

    name = 'practice CA'
    WAYS = {'direct': (), 'polled': ('--poll-count', '1', '--check-after', '1')}
    ALL = ('--delay', 'rr', '--delay', 'genm')

    def __enter__(self):
        self.ca = signet.PracticeCa()
        self.ca.start()
        self.show(self.ca)
        self.enroll()
        return self

    def __exit__(self, *unused):
        self.ca.stop()

    def prepare(self, way, everything=False):
        options = self.WAYS[way] + (self.ALL if everything else ())
        if options != self.ca.options:
            self.ca.stop()
            self.ca.options = options
            self.ca.start()
            self.show(self.ca)

    def check_revoked(self, serial):
        event = self.ca.event('revoked')
        assert event['serial'].upper() == serial, event


class BouncyCastle(Server):
    """The peer in the folder beside this one."""

    name = 'Bouncy Castle'
    WAYS = {'direct': {}, 'polled': {'poll': 1}}

    def __enter__(self):
        self.ca = peer.Peer().__enter__()
        self.show(self.ca)
        self.enroll()
        return self

    def __exit__(self, *unused):
        self.ca.__exit__()

    def prepare(self, way, everything=False):
        self.ca.behave(**self.WAYS[way], **({'delay': 'all'} if everything else {}))

    def check_revoked(self, serial):
        crl = self.folder / 'crl.der'
        crl.write_bytes(self.ca.crl())
        text = openssl('crl', '-inform', 'DER', '-in', crl, '-noout', '-text').stdout
        assert f'Serial Number: {serial}' in text, text


class OpenSsl(Server):
    """openssl cmp -port, which hands out one certificate whatever was asked, and knows one transaction at a time.

    The new key is therefore the one that was certified beforehand, and a renewal keeps it.
    """

    name = 'openssl cmp'
    WAYS = {'direct': (), 'polled': ('-poll_count', '2', '-check_after', '1')}

    def __enter__(self):
        self.stack = contextlib.ExitStack()
        self.authority = Authority()
        self.anchor = self.authority.root
        self.key = new_key(self.folder / 'ada.key')
        self.certificate, _ = self.authority.issue('Ada Example', self.key)
        self.credential = self.authority.issue('Old Ada')
        self.signer = self.authority.issue('CMP Server', extensions='as_server')
        return self

    def __exit__(self, *unused):
        self.stack.close()

    def prepare(self, way, everything=False):
        """One that takes both kinds of requests, and answers each in its own way."""
        self.stack.close()
        certificate, key = self.signer
        mock = Mock.with_code(self.certificate, '-srv_cert', certificate, '-srv_key', key, '-srv_trusted', self.anchor,
                              '-rsp_capubs', self.anchor, *self.WAYS[way])
        self.stack.enter_context(mock)
        self.url, self.reference, self.code = mock.url, mock.reference, mock.code

    def request_options(self):
        return ('--key', f'file:{self.key}')

    def csr(self):
        return self._csr(self.key)


SERVERS = {'practice': Practice, 'openssl': OpenSsl, 'bouncycastle': BouncyCastle}
