"""What the YAML library says about a text it can't read, in words that help whoever wrote it.

The library has two parsers with different wordings, so what decides is what both have in common, and what
stands at the place they point to.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from lovp.errors import Problem
from lovp.i18n import _
from lovp.plan.source import Source, shown

_LONGEST_KEY = 1000
_CLOSING = {"[": "]", "{": "}"}

_Position: TypeAlias = tuple[int, int]
_Advice: TypeAlias = tuple[_Position, str, str]
"""Where, what is wrong, and what to do about it."""


@dataclass(frozen=True, slots=True)
class _Trouble:
    """An error of the library: where it noticed (`at`), and where the thing began that it was reading."""

    source: Source
    at: _Position
    began: _Position
    last_quote: tuple[_Position, _Position] | None
    opened: _Position | None

    def line(self, position: _Position) -> str:
        lines = self.source.lines
        return lines[position[0] - 1] if 0 < position[0] <= len(lines) else ""

    def character(self) -> str:
        """What stands where the error was noticed; empty at the end of a line or of the file."""
        return self.line(self.at)[self.at[1] - 1 : self.at[1]]

    def before(self) -> str:
        """The line's text before the place where the error was noticed."""
        return self.line(self.at)[: self.at[1] - 1]

    def start_of_line(self) -> _Position:
        line = self.line(self.at)
        return (self.at[0], len(line) - len(line.lstrip()) + 1)


def syntax_problem(
    source: Source,
    error: yaml.YAMLError,
    last_quote: tuple[_Position, _Position] | None,
    opened: _Position | None,
) -> Problem:
    """The problem that a person can act on.

    `last_quote` is where the last text in quotes begins and ends, `opened` where the innermost list or block
    begins that is not closed yet.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return source.problem(0, 0, _unreadable(), _read_above())
    at = _position(error.problem_mark)
    began = at if error.context_mark is None else _position(error.context_mark)
    said = f"{error.context or ''} | {error.problem or ''}"
    for pattern, advise in _ADVICE:
        if re.search(pattern, said):
            (line, column), message, remedy = advise(_Trouble(source, at, began, last_quote, opened))
            return source.problem(line, column, message, remedy)
    return source.problem(*at, _unreadable(), _read_above())


def _position(mark: yaml.error.Mark) -> _Position:
    return (mark.line + 1, mark.column + 1)


def _unreadable() -> str:
    return _("this can't be read")


def _read_above() -> str:
    return _("Compare the indentation, colons, quotes and brackets with the lines above.")


def _same_column() -> str:
    return _("Let lines that belong together begin in the same column, with spaces.")


def _quote_it() -> str:
    return _("Put quotes around the whole text.")


def _open_quote(trouble: _Trouble) -> _Advice:
    return trouble.began, _("this quote is never closed"), _("Put the closing quote at the end of the text.")


def _escape(trouble: _Trouble) -> _Advice:
    message = _('a text in "double quotes" has a backslash that means nothing')
    return trouble.began, message, _("Put 'single quotes' around the text instead.")


def _bracket(trouble: _Trouble) -> _Advice:
    """A list or mapping in brackets that goes on where it should end."""
    opening = trouble.line(trouble.began)[trouble.began[1] - 1 :][:1]
    closing = _CLOSING.get(opening, "]")
    if trouble.character() in {"", "-"} or (trouble.character() == ":" and trouble.at[0] != trouble.began[0]):
        return _never_closed(trouble.began, opening)
    message = _("a comma is missing before this, or {closing}").format(closing=closing)
    remedy = _(
        "The values in brackets are separated by commas. A text that has a bracket in it needs quotes."
    )
    return trouble.at, message, remedy


def _never_closed(at: _Position, opening: str) -> _Advice:
    message = _("this {opening} is never closed").format(opening=shown(opening))
    closing = _CLOSING.get(opening, "]")
    return at, message, _("Write {closing} where it ends.").format(closing=closing)


def _no_colon(trouble: _Trouble) -> _Advice:
    line = trouble.line(trouble.began)[trouble.began[1] - 1 :]
    if glued := re.match(r"([\w-]+):(\S.*)", line):
        message = _("a space is missing after the colon")
        better = f"{glued[1]}: {glued[2]}"
        return trouble.began, message, _("Write {better}").format(better=shown(better))
    message = _("a colon is missing")
    remedy = _("Write key: value. If the line continues the text above it, indent it further.")
    return trouble.began, message, remedy


def _colon(trouble: _Trouble) -> _Advice:
    """A colon where the line can't have one."""
    if len(trouble.before()) > _LONGEST_KEY:
        message = _("a key may have at most {count} characters").format(count=_LONGEST_KEY)
        return trouble.start_of_line(), message, _("Write a short word before the colon.")
    if re.search(r":\s", trouble.before()):
        return trouble.at, _("a second colon on the line"), _("A text that has a colon in it needs quotes.")
    message = _("this line doesn't fit the one above it")
    remedy = _("Either it is indented too far, or the line above needs a colon or its closing quote.")
    return trouble.start_of_line(), message, remedy


def _not_a_key(trouble: _Trouble) -> _Advice:
    """In a block of keys, something that is no key of it."""
    before = trouble.before().strip()
    if trouble.character() in {"]", "}", ","}:
        return _stray(trouble)
    if trouble.character() == ":" and not before:
        return trouble.at, _("a key is missing before the colon"), _("Write what the value is, like goal: 5.")
    if not before:
        message = _("the indentation of this line fits none of the lines above it")
        return trouble.at, message, _same_column()
    if trouble.last_quote and trouble.last_quote[0][0] < trouble.last_quote[1][0] == trouble.at[0]:
        # A forgotten quote makes the next text's opening quote the closing one, lines below.
        message = _("the text in this quote goes on to line {line}").format(line=trouble.at[0])
        return trouble.last_quote[0], message, _("Put the closing quote at the end of the text.")
    message = _("the text goes on after its closing quote or bracket")
    remedy = _("Put quotes around the whole text; within 'single quotes', write an apostrophe twice.")
    return trouble.at, message, remedy


def _not_a_dash(trouble: _Trouble) -> _Advice:
    if trouble.before().strip():
        return _not_a_key(trouble)
    message = _("this line stands in a list, but neither begins with a dash nor fits the lines above it")
    return trouble.at, message, _same_column()


def _beside(trouble: _Trouble) -> _Advice:
    message = _("this doesn't belong to what stands above it")
    return trouble.at, message, _same_column()


def _first_character(trouble: _Trouble) -> _Advice:
    if trouble.character() == "\t":
        return trouble.at, _("a tab in the indentation"), _("Use spaces instead.")
    message = _("an unquoted text can't begin with {character}").format(character=shown(trouble.character()))
    return trouble.at, message, _quote_it()


def _dash(trouble: _Trouble) -> _Advice:
    message = _("a list can't begin in the middle of a line")
    remedy = _(
        "Begin each - on a line of its own. If it is a text that begins with a dash, put quotes around it."
    )
    return trouble.at, message, remedy


def _stray(trouble: _Trouble) -> _Advice:
    if not trouble.character() and trouble.opened:
        opening = trouble.line(trouble.opened)[trouble.opened[1] - 1 :][:1]
        return _never_closed(trouble.opened, opening)
    message = _("{character} doesn't belong here").format(character=shown(trouble.character()))
    return trouble.at, message, _("Take it away, or put quotes around the text that it belongs to.")


def _glued_colon(trouble: _Trouble) -> _Advice:
    message = _("a space is missing after the colon")
    return trouble.at, message, _("Write key: value, with a space, or put quotes around the whole text.")


def _text_block(trouble: _Trouble) -> _Advice:
    message = _("after | or > the text begins on the next line")
    return trouble.began, message, _("Move the text to the next line and indent it, or put quotes around it.")


def _not_used(trouble: _Trouble) -> _Advice:
    message = _("texts that begin with &, * or ! mean something special, which is not used in a plan")
    return trouble.began, message, _quote_it()


def _directive(trouble: _Trouble) -> _Advice:
    message = _("lines that begin with % are not used in a plan")
    return (trouble.at[0], 1), message, _("Take the line away, or put a # before it if it is a comment.")


_ADVICE: tuple[tuple[str, Callable[[_Trouble], _Advice]], ...] = (
    (r"quoted scalar \| found unexpected", _open_quote),
    (r"quoted scalar \|", _escape),
    (r"flow (sequence|mapping) \|.*expected ',' or", _bracket),
    (r"simple key \|", _no_colon),
    (r"mapping (values|keys) are not allowed", _colon),
    (r"block mapping \|", _not_a_key),
    (r"block (collection|sequence) \|", _not_a_dash),
    (r"expected '?<document start>", _beside),
    (r"cannot start any token|tab character", _first_character),
    (r"sequence entries are not allowed", _dash),
    (r"block scalar \|", _text_block),
    (r"plain scalar \|", _glued_colon),
    (r"(anchor|alias|tag) \||tag handle", _not_used),
    (r"directive|incompatible YAML", _directive),
    (r"node content", _stray),
)
