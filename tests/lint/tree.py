"""The files of the project, for the checks beside this file."""
import os
import pathlib
import subprocess


def tracked(root):
    """The paths that git tracks below root; all but hidden and build folders where it is no git tree."""
    root = pathlib.Path(root)
    if (root / '.git').exists():
        git = ['git', '-c', f'safe.directory={root.resolve()}', '-C', str(root), 'ls-files', '-z']
        names = subprocess.run(git, stdout=subprocess.PIPE, check=True).stdout.decode().split('\0')
        # A file may be gone from the folder before git is told.
        return sorted(root / name for name in names if name and (root / name).is_file())
    paths = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(('build', '_build', '__pycache__'))
                      and name != '.git']
        paths.extend(pathlib.Path(folder) / name for name in names)
    return sorted(paths)


def sources(root, *suffixes):
    """The tracked paths that end in one of the suffixes, C by default."""
    return [path for path in tracked(root) if path.suffix in (suffixes or ('.c', '.h'))]


def report(name, found, fine):
    """Prints the complaints, or one line that says what is fine, and gives the exit status."""
    for line in found:
        print(line)
    print(f'{name}: {len(found)} to mend' if found else f'{name}: {fine}')
    return 1 if found else 0
