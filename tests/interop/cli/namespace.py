"""A mount namespace of one's own, in which a person's data folder can be a small or a read-only disk."""
import os
import pathlib
import shutil
import subprocess

import signet


class Disk:
    """Mounts a tmpfs with these options over the data folder of a home; a context manager that takes it away.

    before is run by a shell after that, as to fill the disk or to remount it. SIGNET_DATA names the folder.
    """

    def __init__(self, home, options, before=':'):
        signet.need('unshare', 'nsenter', 'mount')
        self.home, self.process = home, None
        self._user = () if os.geteuid() == 0 else ('--user', '--map-root-user')
        home.data.mkdir(exist_ok=True)
        self._script = (f'mount -t tmpfs -o {options},mode=700 tmpfs "$SIGNET_DATA" && {{ {before}; }} && echo mounted '
                        '&& exec cat')

    def __enter__(self):
        self.process = subprocess.Popen(['unshare', *self._user, '--mount', 'sh', '-c', self._script],
                                        env=signet.environment(SIGNET_DATA=self.home.data), stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding='utf-8')
        if self.process.stdout.readline() != 'mounted\n':
            reason = self.process.communicate()[1].strip().replace('\n', ' ')
            raise signet.Skip(f'no disk can be mounted here: {reason}')
        pid = str(self.process.pid)
        user = ('--user', '--preserve-credentials') if self._user else ()
        self.home.prefix = (shutil.which('nsenter'), '--target', pid, *user, '--mount')
        self.home.seen_data = pathlib.Path(f'/proc/{pid}/root{self.home.data}')
        return self

    def __exit__(self, *unused):
        self.process.stdin.close()
        self.process.wait(signet.PATIENCE)
        self.process.stdout.close()
        self.process.stderr.close()
        self.home.prefix, self.home.seen_data = (), self.home.data

    def run(self, *command):
        """Runs a command in the namespace."""
        subprocess.run([*self.home.prefix, *map(str, command)], check=True, timeout=signet.PATIENCE)
