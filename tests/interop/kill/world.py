# SPDX-License-Identifier: GPL-3.0-or-later
"""A practice CA and a person's home that may die at any moment, and what must hold then."""
import configparser
import os
import re
import signal
import subprocess

import signet
from signet import openssl

KILLED = -signal.SIGKILL
STORE_FILES = {'.lock', 'store-id'}
ANSWERS = {'response.der', 'poll.der', 'answer.der'}
ITEM_FILES = {'request.ini', 'key.pem', 'cert.pem', 'chain.pem', 'lock'} | ANSWERS
PERSON = {'answer-unknown'}
AFTER_KEY = {'key-ready', 'waiting', 'received', 'unconfirmed'}


class World(signet.PracticeCa):
    """The CA, and one home of which every process may be killed."""

    def __init__(self, *ca_options, keyring=False):
        super().__init__(*ca_options)
        self.keyring = keyring
        self.person = signet.Home()
        if keyring:
            self.person.own = ()
            for name in ('DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR'):
                self.person.env[name] = os.environ[name]
        self.store = self.person.data / 'signet' / 'enrollments'

    def run(self, *arguments, kill_at=None):
        """Runs signetctl to its end, also the violent one, and returns its Result."""
        running = self.person.start(*arguments, env={'SIGNET_KILL_AT': kill_at} if kill_at else {})
        return running.finish()

    def request_line(self, *options):
        return self.person.request_line(self, '--trusted', self.ca_file, *options)

    def request(self, *options, kill_at=None):
        return self.run(*self.request_line(*options), kill_at=kill_at)

    def resume(self, item, *options, kill_at=None):
        """Goes on with an item, giving what it says that it needs."""
        needed = ['--start-over'] if item['state'] in PERSON else []
        if item['needs'] in ('code', 'person'):
            needed += ['--secret-file', self.person.secret(self.code)]
        return self.run('resume', '--json', item['id'], *needed, *self.person.own, *options,
                        kill_at=kill_at)

    def folders(self):
        return [path for path in self.store.glob('*') if path.is_dir()]

    def leftovers(self):
        """What belongs to no item, or to no item any more."""
        home = self.store.parent
        odd = [path for path in home.glob('*') if path.name not in ('enrollments', 'trash')]
        odd += [path for path in self.store.glob('*')
                if not path.is_dir() and path.name not in STORE_FILES]
        odd += [path for folder in self.folders() for path in folder.iterdir()
                if path.name not in ITEM_FILES]
        return sorted(str(path.relative_to(home)) for path in odd)

    def passphrase_of(self, item_id):
        if not self.keyring:
            return signet.PASSPHRASE
        found = self.secret_tool('lookup', 'enrollment-id', item_id, 'purpose', 'key')
        assert found.returncode == 0, f'the keyring has no passphrase for {item_id}'
        return found.stdout

    def secret_tool(self, *arguments):
        return subprocess.run(['secret-tool', *arguments], env=self.person.env, check=False,
                              capture_output=True, encoding='utf-8', timeout=signet.PATIENCE)

    def public_key_of(self, item_id):
        passphrase = self.person.write('opens', self.passphrase_of(item_id) + '\n')
        return openssl('pkey', '-in', self.store / item_id / 'key.pem', '-passin',
                       f'file:{passphrase}', '-pubout').stdout

    def issued(self):
        """The CA's own list: serial to transaction and certificate file."""
        issued = configparser.ConfigParser(interpolation=None)
        issued.read(self.folder / 'issued.ini')
        files = {path.stem: path for path in (self.folder / 'issued').glob('*.pem')}
        return {serial: (issued.get(serial, 'transaction', fallback=None), path)
                for serial, path in files.items()}

    def check_issued(self):
        """Every certificate has exactly one item with its key; no transaction has two of them."""
        keys = {}
        for folder in self.folders():
            if (folder / 'key.pem').exists():
                keys.setdefault(self.public_key_of(folder.name), []).append(folder.name)
        issued = self.issued()
        for serial, (_, path) in issued.items():
            owners = keys.get(openssl('x509', '-in', path, '-noout', '-pubkey').stdout, [])
            assert len(owners) == 1, f'the certificate {serial} has the items {owners}'
        transactions = [transaction for transaction, _ in issued.values() if transaction]
        assert len(transactions) == len(set(transactions)), f'issued twice: {issued}'

    def keeps_code(self, item_id):
        text = (self.store / item_id / 'request.ini').read_text(encoding='utf-8')
        return self.keyring and '\ncode-kept=true\n' in text

    def check_needs(self, item):
        """The state is one that a start may find, and the item says what it needs."""
        state, needs = item['state'], item['needs']
        if state == 'issued':
            expected = {'none'}
        elif state in PERSON:
            expected = {'person'}
        elif state == 'draft' or state in AFTER_KEY:
            expected = {'code', 'none'} if self.keeps_code(item['id']) else {'code'}
        else:
            expected = set()
        assert needs in expected, f'{state} needs {needs}'

    def check_done(self, item):
        """openssl takes what is stored, and nothing is left of the exchange."""
        assert item['state'] == 'issued', f'an item ended as {item["state"]}: {item}'
        folder = self.store / item['id']
        certificate = folder / 'cert.pem'
        openssl('verify', '-CAfile', self.ca_file, certificate)
        public = openssl('x509', '-in', certificate, '-noout', '-pubkey').stdout
        assert public == self.public_key_of(item['id']), 'the certificate is for another key'
        serial = openssl('x509', '-in', certificate, '-noout', '-serial').stdout.split('=')[1]
        assert serial.strip() in self.issued(), f'the CA does not know the certificate {serial}'
        left = [name for name in ANSWERS if (folder / name).exists()]
        assert not left, f'answers stay in an item that is done: {left}'

    def start_again(self):
        """What the next start of the program finds; returns the items."""
        items = self.person.items()
        for item in items:
            self.check_needs(item)
        listed = {item['id'] for item in items}
        assert listed == {folder.name for folder in self.folders()}, 'not every folder is listed'
        self.check_issued()
        return items

    def finish(self):
        """Takes everything to its end, as state and needs say, and looks at what remains."""
        for item in self.start_again():
            if item['state'] in PERSON:
                refused = self.run('resume', '--json', item['id'], '--secret-file',
                                   self.person.secret(self.code), *self.person.own)
                refused.expect(signet.FAILED, 'answer-unknown')
            if item['state'] != 'issued':
                self.resume(item).expect(signet.DONE)
        items = self.start_again()
        for item in items:
            self.check_done(item)
        assert self.leftovers() == [], f'left over: {self.leftovers()}'
        if self.keyring:
            self.check_keyring({item['id'] for item in items})

    def check_keyring(self, items):
        store_id = self.store / 'store-id'
        store = store_id.read_text().strip() if store_id.exists() else 'none'
        found = self.secret_tool('search', '--all', 'store', store)
        kept = re.findall(r'attribute\.(enrollment-id|purpose) = (\S+)', found.stdout + found.stderr)
        purposes = [value for name, value in kept if name == 'purpose']
        known = {value for name, value in kept if name == 'enrollment-id'}
        assert known == items, f'the keyring knows {known}, the keystore {items}'
        assert set(purposes) <= {'key'}, f'the keyring still holds {purposes}'
