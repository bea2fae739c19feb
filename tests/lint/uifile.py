"""A .ui file as a tree that knows its lines, for the checks beside this file."""
import xml.parsers.expat


class UiError(Exception):
    """Why a file cannot be read."""


def is_true(text):
    """Whether GtkBuilder takes it for true."""
    return text is not None and text.strip().lower() in ('1', 'true', 't', 'yes', 'y')


class Node:
    """An element."""

    def __init__(self, tag, attributes, line):
        self.tag, self.attributes, self.line = tag, attributes, line
        self.children, self.content = [], ''

    def get(self, name, default=None):
        """An attribute."""
        return self.attributes.get(name, default)

    def walk(self):
        """It and everything below, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()

    def _named(self, *tags):
        return {child.get('name'): child for child in self.children if child.tag in tags}

    def properties(self):
        """The property elements by name."""
        return self._named('property')

    def bound_properties(self):
        """The names of those whose value comes from elsewhere."""
        return set(self._named('binding')) | {name for name, child in self.properties().items()
                                              if child.get('bind-source') is not None}

    def all_properties(self):
        """The names of all of them."""
        return set(self.properties()) | set(self._named('binding'))

    def is_escaped(self, name):
        """Whether a function that says so escapes what a property is bound to."""
        binding = self._named('binding').get(name)
        return binding is not None and any('escape' in inner.get('function', '') for inner in binding.walk())

    def text(self, name):
        """The text of a property, None where there is none."""
        found = self.properties().get(name)
        return None if found is None else found.content.strip()

    def accessible_property(self, name):
        """The text of an accessible property, None where there is none."""
        for child in self.children:
            if child.tag == 'accessibility' and name in child.properties():
                return child.text(name)
        return None

    def accessible_name(self):
        """Whether the accessible is given a name: by a text or by another widget."""
        return any(inner.get('name') in ('label', 'labelled-by') for child in self.children
                   if child.tag == 'accessibility' for inner in child.children)

    def child_object(self):
        """The one object inside it, as a child or as the property of that name; None where there is none."""
        for child in self.children:
            if child.tag == 'child' or child.tag == 'property' and child.get('name') == 'child':
                return next((inner for inner in child.children if inner.tag == 'object'), None)
        return None

    def style_classes(self):
        """The names of its CSS classes."""
        return {inner.get('name') for child in self.children if child.tag == 'style' for inner in child.children}


def read(path):
    """The root of a file."""
    parser = xml.parsers.expat.ParserCreate()
    stack = [Node('', {}, 0)]

    def start(tag, attributes):
        # GtkBuilder takes a_b for a-b.
        if 'name' in attributes and tag in ('property', 'binding'):
            attributes['name'] = attributes['name'].replace('_', '-')
        node = Node(tag, attributes, parser.CurrentLineNumber)
        stack[-1].children.append(node)
        stack.append(node)

    def data(text):
        stack[-1].content += text

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: stack.pop()
    parser.CharacterDataHandler = data
    try:
        parser.Parse(path.read_bytes(), True)
    except xml.parsers.expat.ExpatError as error:
        raise UiError(error) from None
    return stack[0]
