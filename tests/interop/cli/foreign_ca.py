"""A foreign CMP server, openssl cmp -port, and the certificates it hands out, made by the openssl command."""
import re
import subprocess

import signet

CONFIG = '''[ca]
default_ca = here
[here]
database = {folder}/index
new_certs_dir = {folder}
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
countryName = optional
organizationName = optional
commonName = optional
[as_ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[as_end]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
[as_server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = 1.3.6.1.5.5.7.3.28
[as_key_server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = 1.3.6.1.5.5.7.3.28,1.3.6.1.5.5.7.3.32
'''


class Authority:
    """A CA in a folder: a root, and what it signs."""

    def __init__(self, name='Foreign Root'):
        self.folder = signet.scratch('authority')
        self.key, self.root = self.folder / 'root.key', self.folder / 'root.pem'
        self.config = self.folder / 'ca.cnf'
        self.config.write_text(CONFIG.format(folder=self.folder), encoding='utf-8')
        (self.folder / 'index').touch()
        new_key(self.key)
        self._sign(self.key, self.root, name, ('-selfsign', '-keyfile', self.key), 'as_ca')

    def _sign(self, key, path, name, signer, extensions, start='20200101000000Z', end='20990101000000Z'):
        request = path.with_suffix('.csr')
        signet.openssl('req', '-config', self.config, '-new', '-key', key, '-subj', f'/O=Example/CN={name}',
                       '-out', request)
        signet.openssl('ca', '-config', self.config, '-batch', '-notext', '-preserveDN', *signer, '-in', request,
                       '-out', path, '-extensions', extensions, '-startdate', start, '-enddate', end)

    def issue(self, name, key=None, extensions='as_end', **dates):
        """A certificate for a key, for a new one where none is given: their paths."""
        path = self.folder / f'{name.replace(" ", "-").lower()}.pem'
        if key is None:
            key = new_key(path.with_suffix('.key'))
        self._sign(key, path, name, ('-cert', self.root, '-keyfile', self.key), extensions, **dates)
        return path, key


def new_key(path):
    """Makes an EC key, unencrypted, and returns the path."""
    signet.openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', path)
    return path


class Mock:
    """openssl cmp as a server, which hands out one and the same certificate; a context manager that ends it."""

    def __init__(self, certificate, *options):
        self.command = ['openssl', 'cmp', '-config', '', '-port', '0', '-rsp_cert', certificate, *options]
        self.reference, self.code = '4711', 'a code among three'
        self.process = self.out = self.err = self.url = None

    @classmethod
    def with_code(cls, certificate, *options):
        """One whose messages are protected by the code."""
        mock = cls(certificate, *options)
        mock.command += ['-srv_ref', mock.reference, '-srv_secret', f'pass:{mock.code}']
        return mock

    def __enter__(self):
        self.process = subprocess.Popen(list(map(str, self.command)), env=signet.environment(HOME='/nonexistent'),
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        encoding='utf-8')
        self.out, self.err = signet.Lines(self.process.stdout), signet.Lines(self.process.stderr)
        line = self.out.until(lambda text: text.startswith('ACCEPT'))
        self.url = f'http://127.0.0.1:{re.search(r":([0-9]+) PID=", line).group(1)}/pkix/'
        return self

    def __exit__(self, *unused):
        self.process.kill()
        self.process.wait()
