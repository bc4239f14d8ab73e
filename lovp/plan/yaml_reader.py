"""The text of a YAML file to plain data, with the place of each value; what YAML does in silence is refused.

The text is walked through once before anything is built of it, so that none makes the reader crash or hang.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import yaml

from lovp.errors import Problem
from lovp.i18n import _
from lovp.plan import slips
from lovp.plan.scalars import Trap, resolve
from lovp.plan.slips import Position, position
from lovp.plan.source import Source, invisible, shown
from lovp.plan.syntax import explain

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
        line, column = self.position(fault.path, fault.on_key)
        return self.source.problem(line, column, fault.message, fault.remedy)

    def position(self, path: NodePath, of_key: bool = False) -> Position:
        """Where the value at the path stands, or its key; where there is none, its nearest parent."""
        if of_key and path in self.keys:
            return self.keys[path]
        while path not in self.values and path:
            path = path[:-1]
        return self.values.get(path, (self.first_line, 1))


def read_documents(source: Source) -> tuple[Document, ...]:
    """The documents of the text. After a mistake in the YAML itself the last one is unfinished."""
    documents, last_line = _find_documents(source)
    # What stands above a mistake may end within brackets; the mistake itself is told already.
    text = "\n".join(source.lines[:last_line]).rstrip()
    with suppress(yaml.YAMLError):
        for document, node in zip(documents, yaml.compose_all(text, _LOADER), strict=False):
            document.data = _Reader(document, text.count("\n") + 1).root(node)
    return tuple(documents)


class _RefusedError(Exception):
    """What YAML allows and a plan doesn't: its place, what is wrong, and what to do."""


def _find_documents(source: Source) -> tuple[list[Document], int]:
    """The documents of the text, still without data, and how many of its lines can be read."""
    documents: list[Document] = []
    opened: list[Position] = []
    quote: tuple[Position, Position] | None = None
    try:
        for number, event in enumerate(yaml.parse(source.text, Loader=_LOADER)):
            if isinstance(event, yaml.DocumentStartEvent):
                documents.append(_begin(source, event, len(documents)))
            elif isinstance(event, yaml.CollectionEndEvent):
                opened.pop()
            elif isinstance(event, yaml.NodeEvent):
                _refuse(event, number, len(opened))
                if isinstance(event, yaml.CollectionStartEvent):
                    opened.append(position(event))
                quote = _quote(event) or quote
        return documents, len(source.lines)
    except yaml.YAMLError as error:
        at, message, remedy = explain(source, error, quote, opened[-1] if opened else None)
    except _RefusedError as refused:
        at, message, remedy = refused.args
    documents = documents or [Document(source, 1)]
    documents[-1].unfinished = True
    documents[-1].problems.append(source.problem(*at, message, remedy))
    return documents, max(at[0] - 1, 0)


def _quote(event: Any) -> tuple[Position, Position] | None:
    """Where the event's text in quotes begins and ends, if it is one."""
    return (position(event), position(event, of_end=True)) if getattr(event, "style", None) else None


def _begin(source: Source, event: Any, former: int) -> Document:
    """The document that begins with the event, after so many others."""
    if former >= MAX_DOCUMENTS:
        message = _("the file has more than {count} plans").format(count=MAX_DOCUMENTS)
        raise _RefusedError((0, 0), message, _("Check that it is the right file."))
    document = Document(source, position(event)[0])
    if event.version or event.tags:
        message = _("lines that begin with % are not used in a plan")
        problem = source.problem(document.first_line, 1, message, _("Take the line away."))
        document.problems.append(problem)
    return document


def _refuse(event: Any, number: int, depth: int) -> None:
    """Raise what can't be read safely: a reference, a tag, or more than anybody writes."""
    sign, message = "", ""
    if isinstance(event, yaml.AliasEvent):
        sign, message = "*", _("references (*) are not used in a plan")
    elif event.anchor is not None:
        sign, message = "&", _("anchors (&) are not used in a plan")
    elif event.tag is not None:
        sign, message = "!", _("tags (!) are not used in a plan")
    if message:
        remedy = _("Write the value out. If it is a text that begins with {sign}, put quotes around it.")
        raise _RefusedError(position(event), message, remedy.format(sign=sign))
    if number > MAX_EVENTS:
        message = _("the plan is too large: more than {count} values").format(count=MAX_EVENTS)
        raise _RefusedError((0, 0), message, _("Check that it is the right file."))
    if depth >= MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent):
        message = _("too many levels inside each other: more than {count}").format(count=MAX_DEPTH)
        raise _RefusedError(position(event), message, _("Check the brackets and the indentation."))


class _Reader:
    """Turns the nodes of one document into its data, and reports what is refused in them."""

    def __init__(self, document: Document, last_line: int) -> None:
        self.document = document
        self.last_line = last_line
        self.source = document.source

    def report(self, at: Position, message: str, remedy: str) -> None:
        """Add a problem that stands at the place."""
        self.document.problems.append(self.source.problem(*at, message, remedy))

    def root(self, node: Any) -> object:
        """The data of the whole document."""
        if isinstance(node, yaml.ScalarNode) and not node.value and not node.style:
            remedy = _("Write one, or take the line with --- away.")
            self.report((self.document.first_line, 1), _("there is no plan here"), remedy)
            return None
        if isinstance(node, yaml.MappingNode):
            self.document.values[()] = position(node)
            return self.block(self.split(node, "---")[0], (), bool(node.flow_style))
        return self.value(node, ())

    def value(self, node: Any, path: NodePath) -> object:
        """What the node says; None for what is refused, whose path is then among the unread."""
        self.document.values[path] = position(node)
        if isinstance(node, yaml.MappingNode):
            return self.block(node.value, path, bool(node.flow_style))
        if isinstance(node, yaml.SequenceNode):
            return self.entries(node, path)
        value = node.value if node.style else resolve(node.value.strip())
        if words := invisible(node.value):
            self.report(position(node), *words)
        elif isinstance(value, Trap):
            self.report(position(node), *value)
        elif isinstance(value, str) and not node.style and (found := slips.in_text(self.source, node, path)):
            self.report(*found)
        else:
            return value
        self.document.unread.add(path)
        return None

    def entries(self, node: Any, path: NodePath) -> list[object]:
        """The entries of a list. Where a dash is missing, an entry begins all the same."""
        found: list[object] = []
        for entry in node.value:
            if not isinstance(entry, yaml.MappingNode):
                found.append(self.value(entry, (*path, len(found))))
                continue
            for number, pairs in enumerate(self.split(entry, "-")):
                where = (*path, len(found))
                self.document.values[where] = position(pairs[0][0] if number else entry)
                if number:
                    # That its first key is missing is told already, with its dash.
                    self.document.unread |= {(*where, entry.value[0][0].value)} - {
                        (*where, pairs[0][0].value)
                    }
                found.append(self.block(pairs, where, bool(entry.flow_style)))
        return found

    def split(self, node: Any, sign: str) -> list[list[Any]]:
        """The pairs of a block, parted where its keys begin anew: a sign, `-` or `---`, is missing there."""
        parts: list[list[Any]] = [[]]
        seen: set[str | None] = set()
        words = [*(_word(key) for key, _value in node.value), None]
        for pair, word, following in zip(node.value, words, words[1:], strict=False):
            again = word in seen and (following in seen or (word == words[0] and len(seen) > 1))
            if again and not node.flow_style:
                at = position(pair[0])
                self.report(at, *slips.missing_sign(self.source, at[0], sign, node, str(word)))
                parts.append([])
                seen = set()
            parts[-1].append(pair)
            seen.add(word)
        return parts

    def block(self, pairs: list[Any], path: NodePath, in_brackets: bool) -> dict[str, object]:
        """The keys of a block with their values, without those that are refused."""
        data: dict[str, object] = {}
        former: Any = None
        for key_node, value_node in pairs:
            key = self.key(key_node, path)
            if key is None:
                continue
            where = (*path, key)
            if isinstance(value_node, yaml.ScalarNode) and not value_node.value and not value_node.style:
                # In `{name:Hjo}` the key is there, but for a space.
                self.document.unread |= {where, (*path, key.split(":")[0])}
                at = position(key_node)
                if not (self.document.unfinished and at[0] == self.last_line):
                    # A missing value has no place of its own; its key does.
                    self.report(at, *slips.no_value(key_node.value, former if in_brackets else None))
            else:
                value = self.value(value_node, where)
                if where not in self.document.unread:
                    data[key] = value
            former = (key, value_node)
        return data

    def key(self, node: Any, path: NodePath) -> str | None:
        """The key that the node is; None for one that is refused."""
        at = position(node)
        if not isinstance(node, yaml.ScalarNode):
            message = _("a key must be a word, not a list or a block")
            self.report(at, message, _("If it is a text that begins with [ or {, put quotes around it."))
            return None
        key = " ".join(node.value.split())
        first = self.document.keys.setdefault((*path, key), at)
        if words := invisible(node.value):
            self.report(at, *words)
        elif not key:
            message = _("a key is missing before the colon")
            self.report(at, message, _("Write what the value is, like goal: 5."))
        elif key == "<<" and not node.style:
            message = _("merging with << is not used in a plan")
            self.report(at, message, _("Write the values out where they are meant."))
        elif not node.style and (slip := slips.dash(self.source.line(at[0]))):
            self.report((at[0], slip[0]), *slip[1:])
        elif first != at:
            message = _("{key}: stands twice; the first is on line {line}")
            self.report(at, message.format(key=shown(key), line=first[0]), _("Take one of them away."))
        else:
            return key
        return None


def _word(node: Any) -> str:
    """The key that the node is, or what no key can be for another kind of node."""
    return node.value if isinstance(node, yaml.ScalarNode) else "\0"
