"""YAML events to plain data with positions; what YAML could do to a reader is refused.

Anchors, aliases, tags and merge keys are errors, depth and number of nodes are capped, repeated keys are
errors, and nothing is built recursively, so no text makes the reader crash or hang.
"""

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from lovp.errors import Problem
from lovp.i18n import _
from lovp.plan.scalars import Trap, resolve
from lovp.plan.source import Source, invisible, invisible_words, shown

NodePath: TypeAlias = tuple[str | int, ...]
Position: TypeAlias = tuple[int, int]
"""Line and column, counted from 1."""

MAX_DEPTH = 20
MAX_NODES = 100_000

_REPLACED = "\0"
"""First character of a key that stands for a refused one; no key that was read can have it."""


class _Unread:
    """Stands in the data where a value couldn't be read, so that nothing else complains about it."""

    def __repr__(self) -> str:
        return "UNREAD"


UNREAD = _Unread()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the value at a path, or, with `on_key`, with its key."""

    path: NodePath
    message: str
    remedy: str = ""
    on_key: bool = False


@dataclass(slots=True)
class Document:
    """One document: mappings, lists and scalars, and where each stands.

    `first_line` is the line of its `---` (or 1), `end_line` the first line after it. `unread` are the paths
    whose values could not be read; `unfinished` those in which a reading that had to stop ended.
    """

    source: Source
    first_line: int
    explicit: bool = False
    end_line: int = 0
    data: object = None
    values: dict[NodePath, Position] = field(default_factory=dict)
    keys: dict[NodePath, Position] = field(default_factory=dict)
    unread: set[NodePath] = field(default_factory=set)
    unfinished: set[NodePath] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, fault: Fault) -> Problem:
        """The fault with its place in the file."""
        line, column = self.position(fault.path, fault.on_key)
        return self.source.problem(line, column, fault.message, fault.remedy)

    def position(self, path: NodePath, of_key: bool = False) -> Position:
        """Where the value at the path stands, or its key; where there is none, its nearest parent."""
        if of_key and path in self.keys:
            return self.keys[path]
        while path not in self.values and path:
            path = path[:-1]
        return self.values.get(path, (self.first_line, 1))


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being read; of a mapping, `key` is the one whose value comes next."""

    path: NodePath
    items: dict[str, object] | list[object]
    key: str | None = None
    as_key: bool = False


class Reader:
    """Builds one document from its events; `nodes` counts on from the documents before it."""

    def __init__(self, document: Document, nodes: int = 0) -> None:
        self.document = document
        self.stack: list[_Frame] = []
        self.nodes = nodes
        self.ended = False
        self.last_quote: tuple[Position, Position] | None = None

    def stop(self) -> None:
        """Leave the document as it is: nothing more can be read."""
        self.document.unfinished |= {(), *(frame.path for frame in self.stack)}

    def report(self, event: Any, message: str, remedy: str) -> None:
        """Add a problem that stands where the event begins."""
        line, column = position_of(event)
        self.document.problems.append(self.document.source.problem(line, column, message, remedy))

    def read(self, event: Any) -> bool:
        """Take in one event of the document's inside; false if the reading must stop."""
        if isinstance(event, yaml.CollectionEndEvent):
            self.close()
            return True
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.report_whole_file(
                _("the plan is too large: more than {count} values").format(count=MAX_NODES)
            )
            return False
        if isinstance(event, yaml.CollectionStartEvent) and len(self.stack) >= MAX_DEPTH:
            message = _("too many levels inside each other: more than {count}").format(count=MAX_DEPTH)
            self.report(event, message, _("Check the brackets and the indentation."))
            return False
        if self.stack and isinstance(self.stack[-1].items, dict) and self.stack[-1].key is None:
            self.read_key(event)
        else:
            self.read_value(event)
        return True

    def opened(self) -> Position | None:
        """Where the innermost list or block begins that is not closed yet."""
        return self.document.position(self.stack[-1].path) if self.stack else None

    def close(self) -> None:
        """End the innermost mapping or list; one that stood as a key gives way to a replacement."""
        frame = self.stack.pop()
        if frame.as_key:
            self.stack[-1].key = self.replacement()
        elif self.stack:
            self.stack[-1].key = None

    def replacement(self) -> str:
        """A key for one that was refused, so that its value is read all the same and then left out."""
        return f"{_REPLACED}{self.nodes}"

    def read_key(self, event: Any) -> None:
        """Take in a key of the innermost mapping; a list or a mapping as a key is refused."""
        frame = self.stack[-1]
        if not isinstance(event, yaml.ScalarEvent):
            self.report_alias(event)
            if isinstance(event, yaml.CollectionStartEvent):
                message = _("a key must be a word, not a list or a block")
                self.report(
                    event, message, _("If it is a text that begins with [ or {, put quotes around it.")
                )
                self.open(event, (*frame.path, self.replacement()), as_key=True)
            else:
                frame.key = self.replacement()
            return
        self.report_extras(event)
        key = " ".join(event.value.split())
        if self.key_is_refused(event, key):
            key = self.replacement()
        path = (*frame.path, key)
        self.document.keys[path] = position_of(event)
        frame.key = key

    def key_is_refused(self, event: Any, key: str) -> bool:
        """Report a key that is partly invisible, empty, `<<` or there already, and say whether it was so."""
        frame = self.stack[-1]
        if code := invisible(event.value):
            self.report_invisible(event, code)
        elif not key:
            self.report(
                event, _("a key is missing before the colon"), _("Write what the value is, like goal: 5.")
            )
        elif key == "<<" and not event.style:
            message = _("merging with << is not used in a plan")
            self.report(event, message, _("Write the values out where they are meant."))
        elif (*frame.path, key) in self.document.keys:
            line, _column = self.document.keys[(*frame.path, key)]
            message = _("{key}: stands twice; the first is on line {line}").format(key=shown(key), line=line)
            self.report(event, message, _("Take one of them away."))
        else:
            return False
        return True

    def read_value(self, event: Any) -> None:
        """Take in the value of a key, an entry of a list, or the outermost value of the document."""
        frame = self.stack[-1] if self.stack else None
        path: NodePath = ()
        if frame is not None:
            path = (*frame.path, len(frame.items) if isinstance(frame.items, list) else frame.key or "")
        self.document.values[path] = position_of(event)
        self.report_extras(event)
        if isinstance(event, yaml.CollectionStartEvent):
            self.put(self.open(event, path), frame)
            return
        value = self.scalar(event, path)
        if value is UNREAD:
            self.document.unread.add(path)
        self.put(value, frame)
        if frame is not None:
            frame.key = None

    def put(self, value: object, frame: _Frame | None) -> None:
        """Add a value to the frame's data, unless its key was refused; without a frame it is the document."""
        if frame is None:
            self.document.data = value
        elif isinstance(frame.items, list):
            frame.items.append(value)
        elif frame.key is not None and not frame.key.startswith(_REPLACED):
            frame.items[frame.key] = value

    def open(self, event: Any, path: NodePath, as_key: bool = False) -> dict[str, object] | list[object]:
        """Begin a mapping or a list, still empty, as the innermost one."""
        items: dict[str, object] | list[object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(_Frame(path, items, as_key=as_key))
        return items

    def scalar(self, event: Any, path: NodePath) -> object:
        """What a scalar means, always a text if it is quoted; UNREAD for what is refused."""
        if isinstance(event, yaml.AliasEvent):
            return UNREAD
        if event.style:
            self.last_quote = (position_of(event), position_of(event, of_end=True))
            if code := invisible(event.value):
                self.report_invisible(event, code)
                return UNREAD
            return event.value
        value = resolve(event.value)
        if not isinstance(value, Trap):
            return value
        if not path and not event.value:
            line = self.document.first_line
            message = _("there is no plan here")
            remedy = _("Write one, or take the line with --- away.")
            self.document.problems.append(self.document.source.problem(line, 1, message, remedy))
        elif not event.value and path in self.document.keys:
            # A missing value has no place of its own; its key does.
            fault = Fault(path, *_no_value(str(path[-1])), on_key=True)
            self.document.problems.append(self.document.problem(fault))
        else:
            self.report(event, value.message, value.remedy)
        return UNREAD

    def report_whole_file(self, message: str) -> None:
        """Add a problem that stands on no line."""
        problem = self.document.source.problem(0, 0, message, _("Check that it is the right file."))
        self.document.problems.append(problem)

    def report_extras(self, event: Any) -> None:
        """Report an alias (`*`), an anchor (`&`) or a tag (`!`), if the event has one."""
        self.report_alias(event)
        if not isinstance(event, yaml.AliasEvent) and event.anchor is not None:
            message = _("anchors (&) are not used in a plan")
            self.report(event, message, _("If it is a text that begins with &, put quotes around it."))
        if getattr(event, "tag", None) is not None:
            message = _("tags (!) are not used in a plan")
            self.report(event, message, _("If it is a text that begins with !, put quotes around it."))

    def report_alias(self, event: Any) -> None:
        """Report the event if it is an alias (`*`)."""
        if isinstance(event, yaml.AliasEvent):
            message = _("references (*) are not used in a plan")
            remedy = _("Write the value out. If it is a text that begins with *, put quotes around it.")
            self.report(event, message, remedy)

    def report_invisible(self, event: Any, code: str) -> None:
        """Report the invisible character in a scalar; `code` is written `U+202E`."""
        self.report(event, *invisible_words(code))


def _no_value(key: str) -> tuple[str, str]:
    """What to say of a key without a value; in brackets it is often something else that went wrong."""
    if glued := re.fullmatch(r"([\w-]+):(\S.*)", key):
        message = _("a space is missing after the colon")
        return message, _("Write {better}").format(better=shown(f"{glued[1]}: {glued[2]}"))
    if re.fullmatch(r"[0-9]+ ?%?", key):
        message = _("in brackets, a comma begins a new value")
        return message, _("Decimals are written with a point, like 95.5 %.")
    message = _("{key}: has no value").format(key=shown(key.removeprefix(_REPLACED)))
    return message, _("Write the value, or take the whole line away.")


def position_of(event: Any, of_end: bool = False) -> Position:
    """Where an event of the YAML library begins, or ends."""
    mark = event.end_mark if of_end else event.start_mark
    return (mark.line + 1, mark.column + 1)
