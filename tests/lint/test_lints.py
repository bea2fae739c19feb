#!/usr/bin/env python3
"""Plant one violation after the other into a small tree and see that its check finds it (TAP)."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LICENCE = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'


def c_file(text):
    return LICENCE + text


def ui_file(inside):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<interface>\n{inside}\n</interface>\n'


def row(inside):
    return ui_file(f'<object class="AdwActionRow">{inside}</object>')


def icon_button(inside):
    return ui_file(f'<object class="GtkButton"><property name="icon-name">x</property>{inside}</object>')


def styled(*names):
    return ui_file('<object class="GtkBox"><style>' + ''.join(f'<class name="{name}"/>' for name in names) +
                   '</style></object>')


TOOLTIP = '<property name="tooltip-text" translatable="yes">Copy</property>'
LABEL = '<accessibility><property name="label" translatable="yes">Copy</property></accessibility>'
HEADING = '<child><object class="AdwBin"><property name="accessible-role">heading</property></object></child>'


def svg(size, inside=''):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {size} {size}">'
            f'{inside}</svg>\n')


# What in FINE is to be translated.
POTFILES = 'data/x.metainfo.xml.in\nsrc/core/signet-text.c\nsrc/ui/signet-x.c\nsrc/ui/signet-x.ui\n'
FINE = {
    '.clang-format': (ROOT / '.clang-format').read_text(encoding='utf-8'),
    'po/POTFILES': POTFILES,
    'src/core/signet-text.h': LICENCE + '#pragma once\n\n#include <glib.h>\n\nconst char *signet_text_get (void);\n',
    'src/core/signet-text.c': LICENCE + '#include "config.h"\n\n#include "core/signet-text.h"\n\n'
                              '#include <glib/gi18n-lib.h>\n\n#include "signet-core-enums.h"\n\n'
                              'const char *\nsignet_text_get (void)\n{\n  return _ ("A word");\n}\n',
    'src/ctl/signet-ctl.c': LICENCE + '#include <json-glib/json-glib.h>\n',
    'src/signetctl.c': LICENCE + '#include "ctl/signet-ctl.h"\n',
    'tests/unit/test-text.c': LICENCE + '#include <glib.h>\n',
    'tools/run': '#!/usr/bin/env bash\necho "$1"\n',
    'src/ui/signet-compat.c': LICENCE + 'GtkWidget *x;\n\nx = adw_message_dialog_new (NULL, a, b);\n',
    'src/ui/signet-x.c': LICENCE + '/* Not an AdwEntryRow. */\nadw_toast_new (_ ("Copied"));\ngtk_widget_show_x ();\n',
    'src/ui/shortcuts.ui': ui_file('<object class="GtkShortcutsWindow"/>'),
    'src/ui/signet-x.ui': ui_file(
        f'<template class="SignetX" parent="AdwBin">{HEADING}<child><object class="AdwActionRow">'
        '<property name="title" bind-source="SignetX" bind-property="name"/><property name="use-markup">False</property>'
        f'<child><object class="GtkButton"><property name="icon-name">edit-copy-symbolic</property>{TOOLTIP}{LABEL}'
        '</object></child></object></child></template>'),
    'meson.build': "project('x', 'c',\n  version: '1.2.3',\n)\n",
    'NEWS': 'Signet 1.2.3 (not released)\n',
    'data/icons/x.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128" viewBox="0 0 128 128"/>\n',
    'data/x.metainfo.xml.in': '<component><releases><release version="1.2.3" type="development"/></releases></component>\n',
}

# check, what is planted, the file, its text, a part of the complaint
PLANTED = (
    ('layers', 'an arrow upwards', 'src/core/up.c', c_file('#include "app/signet-manager.h"\n'), 'core must not use app'),
    ('layers', 'an arrow sideways', 'src/cmp/side.c', c_file('#include "store/signet-item-store.h"\n'),
     'cmp must not use store'),
    ('layers', 'ctl past app', 'src/ctl/past.c', c_file('#include "cmp/signet-job.h"\n'), 'ctl must not use cmp'),
    ('layers', 'OpenSSL in app', 'src/app/x.c', c_file('#include <openssl/x509.h>\n'), 'not allowed in app'),
    ('layers', 'JSON below ctl', 'src/core/x.c', c_file('#include <json-glib/json-glib.h>\n'), 'not allowed in core'),
    ('layers', 'a window in ctl', 'src/ctl/x.c', c_file('#include <gtk/gtk.h>\n'), 'not allowed in ctl'),
    ('layers', 'OpenSSL in a public header', 'src/pki/x.h', c_file('#include <openssl/x509.h>\n'), 'a public header of pki'),
    ('layers', 'a private header in a public one', 'src/pki/x.h', c_file('#include "pki/x-private.h"\n'),
     'private header used by a public one'),
    ('layers', 'a private header of another layer', 'src/app/x.c', c_file('#include "pki/x-private.h"\n'),
     'private header of pki used by app'),
    ('layers', 'an include without its folder', 'src/core/x.c', c_file('#include "signet-text.h"\n'),
     'core must not use signet-text.h'),
    ('layers', 'a folder that is no layer', 'src/misc/x.c', c_file(''), 'misc is no layer'),
    ('layers', 'an executable past app', 'src/signetctl.c', c_file('#include "cmp/signet-job.h"\n'), 'must not use cmp'),
    ('layers', 'a window file elsewhere', 'src/app/x.ui', ui_file(''), 'a window file outside of ui'),
    ('format', 'a line out of place', 'src/core/x.c', c_file('int\nx (void)\n{\n    return 0;\n}\n'), 'x.c:5: not formatted'),
    ('format', 'parameters not lined up', 'src/core/x.h',
     c_file('#pragma once\n\nint a (int b);\nconst char *c (void);\n'), 'x.h:4: not formatted'),
    ('potfiles', 'a file that is missing', 'src/core/x.c', c_file('char *a = N_("x");\n'), 'src/core/x.c is missing'),
    ('potfiles', 'a context that is missing', 'src/core/x.c', c_file('char *a = C_ ("y",\n "x");\n'), 'x.c is missing'),
    ('potfiles', 'a window file that is missing', 'src/ui/x.ui', '<p translatable="yes">x</p>\n', 'src/ui/x.ui is missing'),
    ('potfiles', 'a desktop file that is missing', 'data/x.desktop.in', '[Desktop Entry]\nName=x\n', 'x.desktop.in is missing'),
    ('potfiles', 'a file that is gone', 'po/POTFILES', POTFILES + 'src/ui/gone.c\n', 'gone.c does not exist'),
    ('potfiles', 'a file without text', 'po/POTFILES', POTFILES + 'src/signetctl.c\n',
     'signetctl.c has nothing to translate'),
    ('potfiles', 'a line twice', 'po/POTFILES', POTFILES + POTFILES, 'not sorted'),
    ('style', 'no licence', 'src/core/x.c', 'int x;\n', 'x.c:1: no licence line'),
    ('style', 'goto', 'src/core/x.c', c_file('  goto out;\n'), 'x.c:2: goto'),
    ('style', 'a note left behind', 'src/core/x.c', c_file('/* TODO later */\n'), 'x.c:2: a note left behind'),
    ('style', 'a note in a window file', 'src/ui/x.ui', ui_file('<!-- TODO later -->'), 'x.ui:3: a note left behind'),
    ('style', 'a tabulator in a window file', 'src/ui/x.ui', ui_file('\t'), 'x.ui:3: a tabulator, or a space at the end'),
    ('style', 'a long line', 'src/core/x.c', c_file('/* ' + 'long ' * 20 + '*/\n'), 'columns, at most 100'),
    ('style', 'a dumb assertion', 'tests/unit/test-x.c', c_file('  g_assert (x == 1);\n'), 'g_assert () does not say'),
    ('data', 'an icon of the wrong size', 'data/icons/x.svg', svg(64), 'x.svg: not 128 by 128'),
    ('data', 'an icon that is no XML', 'data/icons/x.svg', '<svg>', 'x.svg: no element found'),
    ('data', 'a picture in an icon', 'data/icons/x.svg', svg(128, '<image/>'), 'image is not for an icon'),
    ('data', 'a link in an icon', 'data/icons/x.svg', svg(128, '<path href="http://[::1]/"/>'), 'a link or a script'),
    ('data', 'a colour in a symbolic icon', 'data/icons/x-symbolic.svg', svg(16, '<path fill="#f00"/>'), '#f00 in a symbolic'),
    ('data', 'a version without a release', 'data/x.metainfo.xml.in', '<component><releases/></component>\n',
     'the newest release is not 1.2.3'),
    ('data', 'a version without news', 'NEWS', 'Signet 1.2.2 (24 November 2026)\n', 'NEWS does not begin with version 1.2.3'),
    ('data', 'a release that NEWS does not know', 'NEWS', 'Signet 1.2.3 (24 November 2026)\n', 'NEWS says that 1.2.3 is 24'),
    ('widgets', 'an old class', 'src/ui/x.c', c_file('GtkInfoBar *bar;\n'), 'x.c:2: GtkInfoBar: deprecated'),
    ('widgets', 'its type', 'src/ui/x.c', c_file('g_type_ensure (GTK_TYPE_INFO_BAR);\n'), 'GTK_TYPE_INFO_BAR: deprecated'),
    ('widgets', 'its function', 'src/ui/x.c', c_file('x = gtk_tree_view_new ();\n'), 'gtk_tree_view_new: deprecated'),
    ('widgets', 'a function', 'src/ui/x.c', c_file('gtk_widget_show (x);\n'), 'gtk_widget_show: deprecated'),
    ('widgets', 'an old class in a window file', 'src/ui/x.ui', ui_file('<object class="AdwLeaflet"/>'), 'x.ui:3: AdwLeaflet'),
    ('widgets', 'a class that is too new', 'src/ui/x.ui', ui_file('<object class="AdwSwitchRow"/>'), 'newer than the oldest'),
    ('widgets', 'a mute entry', 'src/ui/x.ui', ui_file('<object class="AdwEntryRow"/>'), 'tells a screen reader nothing'),
    ('widgets', 'an old property', 'src/ui/x.ui', row('<property name="icon-name">x</property>'), 'not in every release'),
    ('widgets', 'shortcuts elsewhere', 'src/ui/x.ui', ui_file('<object class="GtkShortcutsWindow"/>'), 'GtkShortcutsWindow'),
    ('widgets', 'a row with markup', 'src/ui/x.ui', row('<property name="use-markup">True</property>'), 'takes markup'),
    ('widgets', 'a bound row that keeps markup', 'src/ui/x.ui', row('<binding name="title"/>'), 'whose title come from'),
    ('widgets', 'a bound description', 'src/ui/x.ui', ui_file('<object class="AdwStatusPage"><binding name="description"/>'
     '</object>'), 'the markup of a description'),
    ('widgets', 'markup in C', 'src/ui/x.c', c_file('gtk_label_set_use_markup (x, TRUE);\n'), 'x.c:2: markup where'),
    ('widgets', 'a toast from elsewhere', 'src/ui/x.c', c_file('adw_toast_new (text);\n'), 'x.c:2: markup where'),
    ('widgets', 'a row made in C', 'src/ui/x.c', c_file('row = adw_action_row_new ();\n'), 'unless it is told not to'),
    ('widgets', 'a button without a name', 'src/ui/x.ui', icon_button(TOOLTIP), 'x.ui:3: a button with only an icon has no acc'),
    ('widgets', 'a button without a tooltip', 'src/ui/x.ui', icon_button(LABEL), 'a button with only an icon has no tooltip'),
    ('widgets', 'a picture without a role', 'src/ui/x.ui', ui_file('<object class="GtkImage"/>'), 'neither a name nor'),
    ('widgets', 'a label that wants focus', 'src/ui/x.ui', ui_file('<object class="GtkLabel"><property name="focusable">1'
     '</property></object>'), 'refuses the focus'),
    ('widgets', 'a text that is not translatable', 'src/ui/x.ui', row('<property name="title">Word</property>'), '“Word” is'),
    ('widgets', 'two headings', 'src/ui/x.ui', ui_file(f'<object class="GtkBox">{HEADING}{HEADING}</object>'), 'a second heading'),
    ('widgets', 'half of dim', 'src/ui/x.ui', styled('dim-label'), 'dim text takes both'),
    ('widgets', 'a class of AdwClamp', 'src/ui/x.ui', styled('large'), 'class large is set by AdwClamp'),
    ('widgets', 'a flat header bar', 'src/ui/x.ui', ui_file('<object class="AdwHeaderBar"><style><class name="flat"/></style>'
     '</object>'), 'flat header bars are deprecated'),
    ('widgets', 'a file that is no XML', 'src/ui/x.ui', '<interface>\n', 'x.ui: no element found'),
    ('shell', 'an unquoted variable', 'tools/x.sh', '#!/bin/sh\nrm $1\n', 'SC2086'),
    ('shell', 'a script without ending', 'tools/x', '#!/usr/bin/env bash\ncd $1\n', 'SC2164'),
)
NEEDS = {'format': ('clang-format', 'clang-format-14'), 'shell': ('shellcheck',)}


def plant(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')


def run(check, root):
    done = subprocess.run([sys.executable, str(HERE / f'{check}.py'), str(root)], stdout=subprocess.PIPE, check=False)
    return done.returncode, done.stdout.decode()


def outcome(check, files, status, part):
    """'' when the check says what it should, else what it said."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        plant(root, FINE)
        plant(root, files)
        code, said = run(check, root)
    return '' if code == status and part in said else f'exit {code}, not {status} with “{part}”: {said}'


def git_outcome():
    """A file that git does not track yet is nobody's fault."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        plant(root, FINE)
        git = ['git', '-c', f'safe.directory={folder}', '-C', folder]
        subprocess.run([*git, 'init', '--quiet'], check=True)
        subprocess.run([*git, 'add', '.'], check=True)
        plant(root, {'src/core/x.c': 'int x;\n'})
        code, said = run('style', root)
        subprocess.run([*git, 'add', '.'], check=True)
        later, more = run('style', root)
    return '' if (code, later) == (0, 1) else f'untracked {code}, tracked {later}: {said}{more}'


def main():
    cases = [(check, f'{check}/fine', lambda check=check: outcome(check, {}, 0, f'{check}: '))
             for check in ('layers', 'format', 'potfiles', 'style', 'shell', 'data', 'widgets')]
    cases += [(check, f'{check}/{what}', lambda check=check, name=name, text=text, part=part:
               outcome(check, {name: text}, 1, part)) for check, what, name, text, part in PLANTED]
    cases.append(('style', 'tree/what git does not track is left alone', git_outcome))
    print(f'1..{len(cases)}')
    failed = 0
    for number, (check, title, case) in enumerate(cases, 1):
        if check in NEEDS and not any(map(shutil.which, NEEDS[check])):
            print(f'ok {number} {title} # SKIP no {NEEDS[check][0]} here')
            continue
        wrong = case()
        failed += bool(wrong)
        print(f'{"not ok" if wrong else "ok"} {number} {title}')
        for line in wrong.splitlines():
            print(f'# {line}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
