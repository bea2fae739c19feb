#!/usr/bin/env python3
"""Pictures of every page, to be looked at: gallery.py BUILD OUT [STYLE…], each style in a session of its own.

Styles: wide, dark, narrow, large, contrast, turned, small; without one, all of them.
"""
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
STYLES = {  # options of ui-session.sh, size of the window
    'wide': ((), (720, 640)),
    'dark': (('--dark',), (720, 640)),
    'narrow': ((), (360, 640)),
    'large': (('--text', '200'), (360, 640)),
    'contrast': (('--high-contrast',), (720, 640)),
    'turned': (('--right-to-left',), (720, 640)),
    'small': ((), (360, 294)),
}

UP, DOWN = 4, 5  # the mouse's wheel, as X numbers it


def take(app, out, page, style):
    """The page as it is, and its end where it goes on below the fold; a dialog with what is behind it."""
    app.settle()
    path = out / f'{page}-{style}.png'
    if len(app.windows()) > 1:
        subprocess.run(['import', '-silent', '-window', 'root', path], check=True, timeout=60)
        return
    app.screenshot(path)
    app.scroll(DOWN)
    end = out / f'{page}-end-{style}.png'
    app.screenshot(end)
    if end.read_bytes() == path.read_bytes():
        end.unlink()
    app.scroll(UP)


def inside(out, style):
    """Within the session: walks by every page and takes its picture."""
    from tour import Tour  # pylint: disable=import-outside-toplevel

    width, height = STYLES[style][1]
    with Tour() as tour:
        tour.app.resize(width, height)
        for number, page in enumerate(tour.pages()):
            take(tour.app, out, f'{number:02}-{page}', style)
            print(page, flush=True)


def main():
    if sys.argv[1] == '--inside':
        inside(pathlib.Path(sys.argv[2]), sys.argv[3])
        return 0
    build, out, styles = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:] or STYLES
    out.mkdir(parents=True, exist_ok=True)
    status = 0
    for style in styles:
        command = [HERE / 'ui-session.sh', '--keyring', 'unlocked', '--compositor', '--build', build,
                   *STYLES[style][0], '/usr/bin/python3', __file__, '--inside', out, style]
        status |= subprocess.run(command, env={**os.environ, 'SIGNET_UI_PICTURES': '1'}, check=False).returncode
    return status


sys.exit(main())
