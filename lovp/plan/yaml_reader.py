"""The text of a YAML file to plain data, with the place of each value; what YAML does in silence is refused.

The text is walked through once before anything is built of it, so that none makes the reader crash or hang.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import yaml

from lovp.errors import Problem
from lovp.plan.scalars import resolve
from lovp.plan.slips import Position, check_text, find_slip, position
from lovp.plan.source import Source
from lovp.plan.syntax import explain
from lovp.plan.words import Words, words

NodePath: TypeAlias = tuple[str | int, ...]

MAX_DEPTH = 20
MAX_EVENTS = 100_000
MAX_DOCUMENTS = 300

# The C library reads ten times as fast; a few builds of PyYAML lack it.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Fault(NamedTuple):
    """Something wrong with the value at a path, or, with `on_key`, with its key."""

    path: NodePath
    message: str
    remedy: str = ""
    on_key: bool = False


@dataclass(slots=True)
class Document:
    """One document: blocks, lists and scalars, and where each stands.

    `unread` are the paths whose values are left out of the data because of a problem; an `unfinished`
    document lacks its end.
    """

    source: Source
    first_line: int
    data: object = None
    values: dict[NodePath, Position] = field(default_factory=dict)
    keys: dict[NodePath, Position] = field(default_factory=dict)
    unread: set[NodePath] = field(default_factory=set)
    unfinished: bool = False
    problems: list[Problem] = field(default_factory=list)

    def problem(self, fault: Fault) -> Problem:
        """The fault with its place in the file."""
        at = self.position(fault.path, fault.on_key)
        return self.source.problem(*at, fault.message, fault.remedy)

    def position(self, path: NodePath, of_key: bool = False) -> Position:
        """Where the value at the path stands, or its key; where there is none, its nearest parent."""
        if of_key and path in self.keys:
            return self.keys[path]
        while path not in self.values and path:
            path = path[:-1]
        return self.values.get(path, (self.first_line, 1))

    def report(self, at: Position, found: Words) -> None:
        """Add a problem that stands at the place."""
        self.problems.append(self.source.problem(*at, *found))


def read_documents(source: Source) -> tuple[Document, ...]:
    """The documents of the text. After a mistake in the YAML itself the last one is unfinished."""
    documents, lines = _find_documents(source)
    # What stands above a mistake may end within brackets; the mistake itself is told already.
    with suppress(yaml.YAMLError):
        for document, node in zip(documents, yaml.compose_all("\n".join(lines), _LOADER), strict=False):
            document.data = _value(document, node, ())
    return tuple(documents)


def _find_documents(source: Source) -> tuple[list[Document], list[str]]:
    """The documents of the text, still without data, and the lines that can be read."""
    documents: list[Document] = []
    opened: list[Any] = []
    quote: Any = None
    try:
        for number, event in enumerate[Any](yaml.parse("\n".join(source.lines), Loader=_LOADER)):
            if isinstance(event, yaml.DocumentStartEvent):
                documents.append(Document(source, position(event.start_mark)[0]))
            elif isinstance(event, yaml.CollectionEndEvent):
                opened.pop()
            elif isinstance(event, yaml.CollectionStartEvent):
                opened.append(event)
            elif getattr(event, "style", None):
                quote = event
            if refused := _refused(event, number, len(opened), len(documents)):
                at, found = refused
                break
        else:
            return documents, list(source.lines)
    except yaml.MarkedYAMLError as error:
        at, found = explain(source, error, quote, opened)
    documents = documents or [Document(source, 1)]
    documents[-1].unfinished = True
    documents[-1].report(at, found)
    lines = list(source.lines[: max(at[0] - 1, 0)])
    # A key that ends the rest has its value in what can't be read.
    while lines and (not lines[-1].strip() or lines[-1].endswith(":")):
        lines.pop()
    return documents, lines


def _refused(event: Any, number: int, depth: int, documents: int) -> tuple[Position, Words] | None:
    """What can't be read safely, and where: a reference, a tag, or more than anybody writes; else None."""
    if getattr(event, "anchor", None) or getattr(event, "tag", None):
        return position(event.start_mark), words("special")
    if depth > MAX_DEPTH:
        return position(event.start_mark), words("too-deep", count=MAX_DEPTH)
    if number > MAX_EVENTS or documents > MAX_DOCUMENTS:
        return (0, 0), words("too-large")
    return None


def _value(document: Document, node: Any, path: NodePath) -> object:
    """What the node says; None for what is refused, whose path is then among the unread."""
    at = document.values[path] = position(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        return _block(document, node, path)
    if isinstance(node, yaml.SequenceNode):
        return [_value(document, entry, (*path, number)) for number, entry in enumerate(node.value)]
    value = node.value if node.style else resolve(node.value.strip())
    found = value if isinstance(value, Words) else None
    if slip := find_slip(node.value, "invisible"):
        found = slip.words
    elif isinstance(value, str) and not node.style:
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        at, found = check_text(document.source.lines, node, key) or (at, None)
    if not found:
        return value
    document.report(at if path else (document.first_line, 1), found)
    document.unread.add(path)
    return None


def _block(document: Document, node: Any, path: NodePath) -> dict[str, object]:
    """The keys of a block with their values, without those that are refused."""
    data: dict[str, object] = {}
    in_list, repeated = isinstance(path[-1] if path else "", int), False
    for number, (key_node, value_node) in enumerate(node.value):
        at = position(key_node.start_mark)
        key = " ".join(key_node.value.split()) if isinstance(key_node, yaml.ScalarNode) else ""
        where = (*path, key)
        first = document.keys.setdefault(where, at)
        if found := _wrong_key(key_node, value_node, after_comma=bool(node.flow_style and number)):
            document.report(at, found)
            # In `{name:Hjo}` the key is there, but for a space.
            document.unread |= {where, (*path, key.split(":")[0])}
        elif first != at:
            # What this one is meant for is nowhere in the data.
            document.unread.add((*where, ""))
            if not repeated:
                name = "entry-again" if in_list else "key-again"
                document.report(at, words(name, key=key, line=first[0], first=node.value[0][0].value))
            repeated = True
        elif repeated and in_list:
            # It may belong to another entry, whose dash is missing.
            document.unread.add(where)
        else:
            value = _value(document, value_node, where)
            if where not in document.unread:
                data[key] = value
    return data


def _wrong_key(key: Any, value: Any, after_comma: bool) -> Words | None:
    """What is wrong with a key, or with its having no value; None if nothing is."""
    if not isinstance(key, yaml.ScalarNode):
        return words("key-no-word")
    empty = isinstance(value, yaml.ScalarNode) and not value.value and not value.style
    names = ["invisible"]
    if not key.style:
        names += ["dash", "hard-space", "glued-colon"] if empty else ["dash"]
    if slip := find_slip(key.value, *names):
        return slip.words
    if not key.value:
        return words("key-missing")
    if empty:
        return words("comma-in-brackets" if after_comma else "value-missing")
    return None
