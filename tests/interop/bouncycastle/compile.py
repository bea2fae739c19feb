#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compiles the peer: compile.py JAVAC CLASSPATH OUT.jar SOURCE.java…"""
import pathlib
import subprocess
import sys
import tempfile
import zipfile


def main(javac, classpath, out, *sources):
    with tempfile.TemporaryDirectory(prefix='signet-peer-') as folder:
        # The jars name others in their manifests that are not needed and need not be there.
        subprocess.run([javac, '-Xlint:all,-path', '-Werror', '-d', folder, '-cp', classpath, *sources], check=True)
        with zipfile.ZipFile(out, 'w') as jar:
            for path in sorted(pathlib.Path(folder).rglob('*.class')):
                jar.write(path, path.relative_to(folder))


if __name__ == '__main__':
    main(*sys.argv[1:])
