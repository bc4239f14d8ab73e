"""The text of a YAML file to plain data, with the place of each value; what YAML does in silence is refused.

The characters are looked at first, and the text is walked through once before anything is built of it, so
that none makes the reader crash or hang. YAML reads `no` as false and `012` as ten: here they are errors with
a remedy. Numbers are exact: `int`, or `Decimal` with its decimals as written.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

import yaml

from lovp.errors import Problem
from lovp.plan import MAX_BYTES
from lovp.plan.faults import Words, find_slip, words
from lovp.text import composed

NodePath: TypeAlias = tuple[str | int, ...]
Position: TypeAlias = tuple[int, int]  # line and column, counted from 1

MAX_DEPTH = 20
MAX_EVENTS = 100_000
MAX_SHOWN = 200  # of the mistakes; the first are listed
_MOST_DIGITS = 15
# The C library reads ten times as fast; a few builds of PyYAML lack it.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# Keys whose value has no spaces, so that a comment after it can't be a part of it.
_ONE_WORD = {"language", "measure", "over", "counts", "direction", "days", "pace", "reads", "id", "central"}


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
    """One document, and where each value and key stands; `unread` are the paths that a problem left out."""

    source: Source
    values: dict[NodePath, Position]
    data: object = None
    blocks: dict[NodePath, dict[Any, Any]] = field(default_factory=dict)
    keys: dict[NodePath, Position] = field(default_factory=dict)
    unread: set[NodePath] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, path: NodePath, at: Position, found: Words) -> None:
        """Leave out what is at the path, for what was found wrong at the position."""
        self.problems.append(self.source.problem(*at, *found))
        self.unread.add(path)

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


def position(mark: Any) -> Position:
    """The place that the YAML library has a mark for."""
    return (mark.line + 1, mark.column + 1)


def read_source(content: str | bytes, name: str) -> tuple[Source, tuple[Problem, ...]]:
    """The source, and what is wrong with its characters or its YAML; with a problem it has no documents."""
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
        if (slip := find_slip(line, "character"))
    )
    return source, tuple(islice(wrong, MAX_SHOWN + 1)) or _wrong_yaml(source)


def _wrong_yaml(source: Source) -> tuple[Problem, ...]:
    """The first mistake in the YAML itself, or what is too large or too special to read; else nothing."""
    opened = list[Position]()
    quote = None
    try:
        for number, event in enumerate[Any](yaml.parse("\n".join(source.lines), Loader=LOADER)):
            at = position(event.start_mark)
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append(at)
            elif isinstance(event, yaml.CollectionEndEvent):
                opened.pop()
            elif isinstance(event, yaml.ScalarEvent) and event.style:
                quote = event
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                sign = source.line(at[0])[at[1] - 1 :][:1]
                return (source.problem(*at, *words("yaml/text-begins", sign=sign)),)
            if len(opened) > MAX_DEPTH or number > MAX_EVENTS:
                return (source.problem(*at, *words("too-large")),)
    except yaml.MarkedYAMLError as error:
        return (_explain(source, error, quote, opened),)
    return ()


def _explain(source: Source, error: Any, quote: Any, opened: list[Position]) -> Problem:
    """What is wrong where the YAML library found an error.

    `quote` is the last text in quotes, and `opened` what is not closed. The library has two parsers with
    different words: the patterns hold what both have in common.
    """
    reason = f"{error.context} {error.problem}"
    at, began = position(error.problem_mark), position(error.context_mark or error.problem_mark)
    for number in () if "quoted" in reason else (at[0], at[0] - 1, began[0]):
        if slip := find_slip(source.line(number), "line", key="goal"):
            return source.problem(number, *slip)
    in_block = "parsing a block" in reason
    line, column = at if in_block or "parsing a flow" in reason else began
    last, end = position(quote.end_mark) if quote else (0, 0)
    if "flow" in reason and opened and opened[-1][0] < line:
        line, column = opened[-1]
    elif in_block and last == line and re.match(r"\s*[\w\"']", source.line(line)[end - 1 :]):
        # A text in quotes that is not closed ends where the next one begins.
        reason, (line, column) = "quoted scalar", position(quote.start_mark)
    text = source.line(line)
    slip = find_slip(f"{text[: column - 1]}\n{text[column - 1 :]}\n{reason}", "yaml")
    return source.problem(line, *(slip or (column, *words("yaml/sign"))))


def read_documents(source: Source) -> tuple[Document, ...]:
    """The documents of a source in which `read_source` found nothing wrong."""
    documents = []
    for node in yaml.compose_all("\n".join(source.lines), LOADER):
        line, _column = position(node.start_mark)
        while not node.value and line > 1 and not source.line(line).startswith("---"):
            line -= 1  # an empty document has only its first line
        document = Document(source, {(): (line, 1)})
        document.data = _value(document, node, ())
        documents.append(document)
    return tuple(documents)


def resolve(word: str) -> str | int | Decimal | bool | date | Words:
    """The value of an unquoted word, or why it can't be taken as it stands."""
    if word in {"true", "false"}:
        return word == "true"
    if len(word) <= _MOST_DIGITS and re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", word):
        return Decimal(word) if "." in word else int(word)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
        with suppress(ValueError):
            return date.fromisoformat(word)
    slip = find_slip(word, "word", word=word, count=_MOST_DIGITS)
    return Words(*slip[1:]) if slip else word


def _value(document: Document, node: Any, path: NodePath) -> object:
    """What the node says; None for what is refused, whose path is then among the unread."""
    if path or node.value:
        document.values[path] = position(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        return _block(document, node, path)
    if isinstance(node, yaml.SequenceNode):
        return [_value(document, entry, (*path, number)) for number, entry in enumerate(node.value)]
    value = node.value if node.style else resolve(node.value.strip())
    if slip := find_slip(node.value, "character/invisible"):
        value = Words(*slip[1:])
    if isinstance(value, Words):
        document.refuse(path, document.position(path), value)
        return None
    if not node.style and isinstance(value, str) and (cut := _cut_text(document.source, node, path)):
        document.refuse(path, *cut)
        return None
    return value


def _cut_text(source: Source, node: Any, path: NodePath) -> tuple[Position, Words] | None:
    """What is wrong with an unquoted text that goes on over lines, or is cut by a comment; else None."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    (first, start), (last, end) = position(node.start_mark), position(node.end_mark)
    for number in range(first, last + 1 if key != "source" else first + 1):
        kinds = ["line/dash"] if number == first else ["line/dash", "continued"]
        if slip := find_slip(source.line(number), *kinds):
            return (number, slip[0]), Words(*slip[1:])
    line = source.line(last)
    if line.startswith(" #", end - 1) and key not in _ONE_WORD and not node.value.endswith("%"):
        return (last, end + 1), words("comment", text=line[start - 1 :])
    return None


def _block(document: Document, node: Any, path: NodePath) -> dict[str, object]:
    """The keys of a block with their values, without those that are refused."""
    data = document.blocks[path] = dict[Any, Any]()
    for key_node, value_node in node.value:
        key = " ".join(key_node.value.split()) if isinstance(key_node, yaml.ScalarNode) else ""
        where = (*path, key)
        at = position(key_node.start_mark)
        first = document.keys.setdefault(where, at)
        if found := _wrong_key(key_node, value_node):
            document.refuse(where, at, found)
            # In `{name:Hjo}` the key is there, but for a space.
            document.unread.add((*path, key.split(":")[0]))
        elif first != at:
            # This key and those after it may belong to another entry, whose dash is missing.
            document.refuse(path, at, words("key-again", key=key, line=first[0]))
            break
        elif (value := _value(document, value_node, where)) is not None:
            data[key] = value
    return data


def _wrong_key(key: Any, value: Any) -> Words | None:
    """What is wrong with a key, or with its having no value, and what to do; None if nothing is."""
    if not isinstance(key, yaml.ScalarNode) or not key.value:
        return words("key-missing")
    missing = isinstance(value, yaml.ScalarNode) and not value.value and not value.style
    glued = ["line/glued-colon"] if missing else []
    if slip := find_slip(key.value, "character/invisible", "line/dash", *glued):
        return Words(*slip[1:])
    return words("word/value-missing") if missing else None
