#!/usr/bin/env python3
"""Check src/ui for widgets that are deprecated, too new or without a voice, and for what every .ui file has to say.

Only signet-compat.c may use what some supported release calls old or does not have.
"""
import pathlib
import re
import sys

from tree import report, sources
from uifile import UiError, is_true, read

COMPAT = 'signet-compat.c'
# What compat loads from a file of its own.
ALLOWED = {'shortcuts.ui': ('GtkShortcutsWindow',)}

OLD = (
    'AdwAboutWindow AdwEnumListModel AdwFlap AdwLeaflet AdwMessageDialog AdwPreferencesWindow AdwSqueezer '
    'AdwViewSwitcherTitle GtkAboutDialog GtkAppChooserButton GtkAppChooserDialog GtkAppChooserWidget GtkAssistant '
    'GtkCellView GtkColorButton GtkColorChooserDialog GtkColorChooserWidget GtkComboBox GtkComboBoxText GtkDialog '
    'GtkEntryCompletion GtkFileChooserDialog GtkFileChooserNative GtkFileChooserWidget GtkFontButton '
    'GtkFontChooserDialog GtkFontChooserWidget GtkIconView GtkInfoBar GtkListStore GtkLockButton GtkMessageDialog '
    'GtkShortcutsWindow GtkStatusbar GtkTreeStore GtkTreeView GtkTreeViewColumn GtkVolumeButton')
NEW = (
    'AdwAboutDialog AdwAlertDialog AdwBanner AdwBottomSheet AdwBreakpoint AdwBreakpointBin AdwButtonRow AdwDialog '
    'AdwInlineViewSwitcher AdwMultiLayoutView AdwNavigationPage AdwNavigationSplitView AdwNavigationView '
    'AdwOverlaySplitView AdwPreferencesDialog AdwShortcutsDialog AdwSpinRow AdwSpinner AdwSwitchRow AdwToggleGroup '
    'AdwToolbarView AdwWrapBox GtkAlertDialog GtkColorDialog GtkFileDialog GtkFontDialog GtkUriLauncher')
MUTE = 'AdwEntryRow AdwPasswordEntryRow'
CLASSES = {name: why for names, why in (
    (OLD, 'deprecated'), (NEW, 'newer than the oldest release'), (MUTE, 'tells a screen reader nothing: SignetEntryRow')
) for name in names.split()}
FUNCTIONS = {
    'adw_action_row_set_icon_name': 'deprecated: add a prefix',
    'adw_expander_row_set_icon_name': 'deprecated: add a prefix',
    'adw_expander_row_add_action': 'deprecated: add a suffix',
    'adw_action_row_set_subtitle_selectable': 'newer than the oldest release',
    'gtk_css_provider_load_from_data': 'deprecated: load_from_resource',
    'gtk_css_provider_load_from_string': 'newer than the oldest release',
    'gtk_show_uri': 'deprecated: g_app_info_launch_default_for_uri_async ()',
    'gtk_show_uri_full': 'deprecated: g_app_info_launch_default_for_uri_async ()',
    'gtk_style_context_add_provider': 'deprecated: for the display',
    'gtk_widget_get_style_context': 'deprecated: CSS classes of the widget',
    'gtk_widget_get_allocation': 'deprecated: gtk_widget_compute_bounds ()',
    'gtk_widget_hide': 'deprecated: gtk_widget_set_visible ()',
    'gtk_widget_show': 'deprecated: gtk_widget_set_visible ()',
    'gtk_window_set_titlebar': 'the header bar is a part of the content',
}
PROPERTIES = {('AdwActionRow', 'icon-name'), ('AdwExpanderRow', 'icon-name'), ('AdwActionRow', 'subtitle-selectable')}
# AdwClamp sets them on itself, so that a rule for them would change the size of a whole page.
CLAMP_CLASSES = {'small', 'medium', 'large'}
TEXTS = {'label', 'title', 'subtitle', 'tooltip-text', 'description', 'placeholder-text', 'heading', 'body',
         'button-label', 'primary-icon-tooltip-text', 'secondary-icon-tooltip-text', 'help-text', 'value-text'}
BUTTONS = {'GtkButton', 'GtkToggleButton', 'GtkMenuButton', 'AdwSplitButton'}
IMAGES = {'GtkImage', 'GtkPicture'}
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.DOTALL)
WORD = re.compile(r'\b[A-Za-z_]\w*\b')
NAMES = {'Signet'}
LETTER = re.compile(r'[^\W\d_]')
MARKUP_ON = re.compile(r'\w+_set_use_markup \([^;]*\bTRUE\b|"use-markup",\s*TRUE|\w+_set_markup \(')
# A toast shows markup: one of our own sentences, or something escaped.
TOAST = re.compile(r'\badw_toast_(?:new|set_title) \((?!.*(?:_ \("|escape|markup))')
ROW_MADE = re.compile(r'\badw_(?:action|expander|combo|preferences)_row_new \(')
MARKUP_OFF = re.compile(r'\w+_set_use_markup \([^;]*\bFALSE\b|"use-markup",\s*FALSE')
# They show markup and cannot be told not to.
MARKUP_TEXTS = {'AdwPreferencesGroup': {'title', 'description'}, 'AdwStatusPage': {'title', 'description'}}


def words_of_class(name):
    """The beginnings of the identifiers of a class: gtk_info_bar_, GTK_INFO_BAR, GTK_TYPE_INFO_BAR."""
    parts = re.findall('[A-Z][a-z0-9]*', name)
    lower = '_'.join(parts).lower()
    return lower + '_', lower.upper(), f'{parts[0].upper()}_TYPE_{"_".join(parts[1:]).upper()}'


def forbidden_words():
    """Pairs of a test for a word of C and the reason."""
    exact = dict(FUNCTIONS)
    beginnings = {}
    for name, why in CLASSES.items():
        function, cast, kind = words_of_class(name)
        exact.update({name: why, cast: why, kind: why})
        beginnings[function + 'new'] = why
    return exact, beginnings


EXACT, BEGINNINGS = forbidden_words()


def why_not(word):
    if word in EXACT:
        return EXACT[word]
    return next((why for start, why in BEGINNINGS.items() if word.startswith(start)), None)


def without_comments(text):
    """The text with as many lines, but no comments."""
    return COMMENT.sub(lambda match: '\n' * match.group().count('\n'), text)


def c_complaints(path):
    text = without_comments(path.read_text(encoding='utf-8'))
    quiet = MARKUP_OFF.search(text) is not None
    for number, line in enumerate(text.splitlines(), 1):
        for word in dict.fromkeys(WORD.findall(line)):
            why = why_not(word)
            if why is not None:
                yield f'{path}:{number}: {word}: {why}'
        if MARKUP_ON.search(line) or TOAST.search(line):
            yield f'{path}:{number}: markup where text from outside may come'
        if ROW_MADE.search(line) and not quiet:
            yield f'{path}:{number}: a row made here shows markup unless it is told not to'
        if ('"dim-label"' in line) != ('"dimmed"' in line):
            yield f'{path}:{number}: dim text takes both classes, dim-label and dimmed'


def object_complaints(node):
    """What is wrong with one object or template of a .ui file: pairs of a line and words."""
    kind = node.get('class', '')
    if kind in CLASSES:
        yield node.line, f'{kind}: {CLASSES[kind]}'
    # A template is what its parent is.
    kind = node.get('parent', kind) if node.tag == 'template' else kind
    for name, prop in node.properties().items():
        if (kind, name) in PROPERTIES:
            yield prop.line, f'{kind}:{name} is not in every release'
        if name == 'titlebar':
            yield prop.line, 'the header bar is a part of the content'
    for name in sorted(MARKUP_TEXTS.get(kind, set()) & node.bound_properties()):
        if not node.is_escaped(name):
            yield node.line, f'{kind} shows the markup of a {name} from elsewhere'
    if kind.endswith('Row'):
        yield from row_complaints(node)
    if kind in BUTTONS:
        yield from button_complaints(node)
    if kind in IMAGES and 'accessible-role' not in node.properties() and not node.accessible_name():
        yield node.line, f'{kind} has neither a name nor accessible-role presentation'
    if kind == 'GtkLabel' and is_true(node.text('focusable')):
        yield node.line, 'GtkLabel refuses the focus: put it into a focusable AdwBin'
    yield from style_complaints(node)


def row_complaints(node):
    if is_true(node.text('use-markup')):
        yield node.line, 'a row that takes markup'
    bound = {'title', 'subtitle'} & node.bound_properties()
    if bound and node.text('use-markup') is None:
        yield node.line, f'a row whose {" and ".join(sorted(bound))} come from elsewhere has use-markup False'


def button_complaints(node):
    props = node.properties()
    child = node.child_object()
    picture = child is not None and child.get('class') in IMAGES
    only_icon = 'label' not in node.all_properties() and ('icon-name' in props or picture)
    if not only_icon:
        return
    if not node.accessible_name():
        yield node.line, 'a button with only an icon has no accessible label'
    if 'tooltip-text' not in node.all_properties():
        yield node.line, 'a button with only an icon has no tooltip'


def style_complaints(node):
    classes = node.style_classes()
    if ('dim-label' in classes) != ('dimmed' in classes):
        yield node.line, 'dim text takes both classes, dim-label and dimmed'
    for name in sorted(classes & CLAMP_CLASSES):
        yield node.line, f'class {name} is set by AdwClamp on itself'
    if node.get('class') == 'AdwHeaderBar' and 'flat' in classes:
        yield node.line, 'flat header bars are deprecated: a class of our own'


def text_complaints(node):
    """A text that people read is marked for translation, or marked as one that is not."""
    if node.tag not in ('property', 'attribute') or node.get('name') not in TEXTS or node.get('translatable'):
        return
    text = node.content.strip()
    if node.get('bind-source') is None and not node.children and LETTER.search(text) and text not in NAMES:
        yield node.line, f'{node.get("name")} “{text}” is not translatable'


def ui_complaints(path):
    try:
        root = read(path)
    except UiError as error:
        yield f'{path}: {error}'
        return
    allowed = ALLOWED.get(path.name, ())
    found = []
    headings = []
    for node in root.walk():
        found += text_complaints(node)
        if node.tag in ('object', 'template') and node.get('class') not in allowed:
            found += object_complaints(node)
        if node.text('accessible-role') == 'heading' and node.accessible_property('level') in (None, '1'):
            headings.append(node.line)
    found += [(line, 'a second heading of level 1') for line in headings[1:]]
    for line, what in sorted(found):
        yield f'{path}:{line}: {what}'


def main(root):
    folder = pathlib.Path(root) / 'src' / 'ui'
    paths = [path for path in sources(root, '.c', '.h', '.ui') if folder in path.parents and path.name != COMPAT]
    found = [line for path in paths for line in (ui_complaints if path.suffix == '.ui' else c_complaints)(path)]
    return report('widgets', found, f'{len(paths)} files')


if __name__ == '__main__':
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else '.'))
