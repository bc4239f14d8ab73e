"""The text of a YAML file to plain data, with the place of each value; what YAML does in silence is refused.

The characters are looked at first, and the text is walked through once before anything is built of it, so
that none makes the reader crash or hang.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

import yaml

from lovp.cells import composed
from lovp.errors import Problem
from lovp.plan import MAX_BYTES
from lovp.plan.slips import Position, explain, find_slip, position, resolve
from lovp.plan.words import Words, words

NodePath: TypeAlias = tuple[str | int, ...]

MAX_DEPTH = 20
MAX_EVENTS = 100_000
MAX_DOCUMENTS = 300
MAX_SHOWN = 200
"""More mistakes than these are counted but not listed."""

# The C library reads ten times as fast; a few builds of PyYAML lack it.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_ONE_WORD = {"language", "measure", "over", "counts", "direction", "days", "pace", "reads", "id", "central"}
"""Keys whose value has no spaces, so that a comment after it can't be a part of it."""


class Fault(NamedTuple):
    """Something wrong with the value at a path, or, with `on_key`, with its key."""

    path: NodePath
    message: str
    remedy: str = ""
    on_key: bool = False


class Source(NamedTuple):
    """The lines of a file, without their ends and without a byte order mark."""

    name: str
    lines: tuple[str, ...]

    def problem(self, line: int, column: int, message: str, remedy: str = "") -> Problem:
        """A problem at a line and column counted from 1; line 0 concerns the whole file."""
        return Problem(self.name, line, column, self.line(line), message, remedy)

    def line(self, number: int) -> str:
        """The line with the number, counted from 1; empty where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


@dataclass(slots=True)
class Document:
    """One document: blocks, lists and scalars, and where each stands.

    `unread` are the paths that a problem left out of the data; an `unfinished` document lacks its end.
    """

    source: Source
    values: dict[NodePath, Position]
    data: object = None
    keys: dict[NodePath, Position] = field(default_factory=dict)
    unread: set[NodePath] = field(default_factory=set)
    unfinished: bool = False
    problems: list[Problem] = field(default_factory=list)

    def problem(self, fault: Fault) -> Problem:
        """The fault with its place in the file."""
        return self.source.problem(*self.position(fault.path, fault.on_key), fault.message, fault.remedy)

    def position(self, path: NodePath, of_key: bool = False) -> Position:
        """Where the value at the path stands, or its key; where there is none, its nearest parent."""
        if of_key and path in self.keys:
            return self.keys[path]
        while path not in self.values:
            path = path[:-1]
        return self.values[path]


def read_source(content: str | bytes, name: str) -> tuple[Source, tuple[Problem, ...]]:
    """The source, and what is wrong with its characters; with a problem, YAML shall not be tried."""
    nothing = Source(name, ())
    if len(content) > MAX_BYTES:
        return nothing, (nothing.problem(0, 0, *words("file-too-large", count=MAX_BYTES)),)
    try:
        text = content if isinstance(content, str) else content.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong_byte = words("not-utf8", byte=error.start + 1, value=f"{error.object[error.start]:02X}")
        line = error.object.count(b"\n", 0, error.start) + 1
        return nothing, (nothing.problem(line, 0, *wrong_byte),)
    # Letters written as two signs (a Mac's å) are the same letters as in the record.
    source = Source(name, tuple(re.split(r"\r\n|\n|\r", composed(text.removeprefix("\ufeff")))))
    wrong = (
        source.problem(number, *slip)
        for number, line in enumerate(source.lines, 1)
        for slip_name in ("invisible", "tab", "hard-space", "directive")
        if (slip := find_slip(line, slip_name))
    )
    return source, tuple(islice(wrong, MAX_SHOWN + 1))


def read_documents(source: Source) -> tuple[Document, ...]:
    """The documents of the text. After a mistake in the YAML itself the last one is unfinished."""
    documents, lines = _find_documents(source)
    # What stands above a mistake may end within brackets; the mistake itself is told already.
    with suppress(yaml.YAMLError):
        for document, node in zip(documents, yaml.compose_all("\n".join(lines), LOADER), strict=False):
            document.data = _value(document, node, ())
    return tuple(documents)


def _find_documents(source: Source) -> tuple[list[Document], list[str]]:
    """The documents of the text, still without data, and the lines that can be read."""
    documents: list[Document] = []
    opened: list[Any] = []
    quote: Any = None
    try:
        for number, event in enumerate[Any](yaml.parse("\n".join(source.lines), Loader=LOADER)):
            if isinstance(event, yaml.DocumentStartEvent):
                documents.append(Document(source, {(): position(event.start_mark)}))
            elif isinstance(event, yaml.CollectionEndEvent):
                opened.pop()
            elif isinstance(event, yaml.CollectionStartEvent):
                opened.append(event)
            elif getattr(event, "style", None):
                quote = event
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                problem = source.problem(*position(event.start_mark), *words("special"))
                break
            if number > MAX_EVENTS or len(opened) > MAX_DEPTH or len(documents) > MAX_DOCUMENTS:
                at = position(event.start_mark) if len(opened) > MAX_DEPTH else (0, 0)
                problem = source.problem(*at, *words("too-large"))
                break
        else:
            return documents, list(source.lines)
    except yaml.MarkedYAMLError as error:
        problem = source.problem(*explain(source.line, error, quote, opened))
    documents = documents or [Document(source, {(): (1, 1)})]
    documents[-1].unfinished = True
    documents[-1].problems.append(problem)
    lines = list(source.lines[: max(problem.line - 1, 0)])
    # A key that ends the rest has its value in what can't be read.
    while lines and (not lines[-1].strip() or lines[-1].endswith(":")):
        lines.pop()
    return documents, lines


def _value(document: Document, node: Any, path: NodePath) -> object:
    """What the node says; None for what is refused, whose path is then among the unread."""
    if path or node.value:  # an empty document has only its first line
        document.values[path] = position(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        return _block(document, node, path)
    if isinstance(node, yaml.SequenceNode):
        return [_value(document, entry, (*path, number)) for number, entry in enumerate(node.value)]
    value = node.value if node.style else resolve(node.value.strip())
    line, column = document.position(path)
    if isinstance(value, Words):
        problem = document.source.problem(line, column, *value)
    elif slip := find_slip(node.value, "invisible"):
        problem = document.source.problem(line, column, *slip[1:])
    elif node.style or not isinstance(value, str) or not (cut := _cut_text(document.source, node, path)):
        return value
    else:
        problem = document.source.problem(*cut)
    document.problems.append(problem)
    document.unread.add(path)
    return None


def _cut_text(source: Source, node: Any, path: NodePath) -> tuple[int, int, str, str] | None:
    """What is wrong with an unquoted text that goes on over lines, or is cut by a comment; else None."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    (first, start), (last, end) = position(node.start_mark), position(node.end_mark)
    if slip := find_slip(source.line(first), "dash"):
        return first, *slip
    for number in range(first + 1, last + 1) if key != "source" else ():
        if slip := find_slip(source.line(number), "dash", "list-runs-on", "runs-on"):
            return number, *slip
    line = source.line(last)
    if line.startswith(" #", end - 1) and key not in _ONE_WORD and not node.value.endswith("%"):
        return last, end + 1, *words("comment", text=line[start - 1 :])
    return None


def _block(document: Document, node: Any, path: NodePath) -> dict[str, object]:
    """The keys of a block with their values, without those that are refused."""
    data: dict[str, object] = {}
    in_list = bool(path) and isinstance(path[-1], int)
    repeated = False
    for number, (key_node, value_node) in enumerate(node.value):
        key = " ".join(key_node.value.split()) if isinstance(key_node, yaml.ScalarNode) else ""
        where = (*path, key)
        at = position(key_node.start_mark)
        first = document.keys.setdefault(where, at)
        found = _wrong_key(key_node, value_node, after_comma=bool(node.flow_style and number))
        if found:
            # In `{name:Hjo}` the key is there, but for a space.
            document.unread |= {where, (*path, key.split(":")[0])}
        elif first != at:
            # What this one is meant for is nowhere in the data.
            document.unread.add((*where, ""))
            if not repeated:
                name = "entry-again" if in_list else "key-again"
                found = words(name, key=key, line=first[0], first=node.value[0][0].value)
            repeated = True
        elif repeated and in_list:
            # It may belong to another entry, whose dash is missing.
            document.unread.add(where)
        elif (value := _value(document, value_node, where)) is not None:
            data[key] = value
        if found:
            document.problems.append(document.source.problem(*at, *found))
    return data


def _wrong_key(key: Any, value: Any, after_comma: bool) -> tuple[str, str] | None:
    """What is wrong with a key, or with its having no value, and what to do; None if nothing is."""
    if not isinstance(key, yaml.ScalarNode) or not key.value:
        return words("key-missing")
    if slip := find_slip(key.value, *(["invisible"] if key.style else ["invisible", "dash"])):
        return slip[1:]
    if isinstance(value, yaml.ScalarNode) and not value.value and not value.style:
        slip = find_slip(key.value, "glued-colon")
        return slip[1:] if slip else words("comma-in-brackets" if after_comma else "value-missing")
    return None
