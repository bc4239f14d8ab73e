"""What the YAML library says about a text it can't read, in words that help whoever wrote it.

The library has two parsers with different wordings, so what decides is what both have in common, and what
stands at the place they point to.
"""

import re

import yaml

from lovp.i18n import _, mark
from lovp.plan import slips
from lovp.plan.slips import Position
from lovp.plan.source import Source, shown

_LONGEST_KEY = 1000
_QUOTE_IT = mark("Put quotes around the whole text.")
_SAME_COLUMN = mark("Let lines that belong together begin in the same column, with spaces.")
_NEVER_CLOSED = mark("this {opening} is never closed")
_CLOSE_IT = mark("Write {closing} where it ends.")


def explain(
    source: Source, error: yaml.YAMLError, quote: tuple[Position, Position] | None, opened: Position | None
) -> tuple[Position, str, str]:
    """Where the error stands, what is wrong in the words of a person, and what to do about it.

    `quote` is where the last text in quotes begins and ends, `opened` where the innermost list or block
    begins that is not closed yet.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return (0, 0), _("this can't be read"), _(_COMPARE)
    at = _place(error.problem_mark)
    began = _place(error.context_mark) if error.context_mark else at
    said = f"{error.context or ''} | {error.problem or ''}"
    if "quoted scalar" not in said and (slip := _slip(source, at[0], began[0])):
        return slip
    line = source.line(at[0])
    before, sign = line[: at[1] - 1], line[at[1] - 1 : at[1]]
    facts = [
        ("long", len(before) > _LONGEST_KEY),
        ("colon", re.search(r":\s", before)),
        ("start", not before.strip()),
        ("quote", quote and quote[0][0] < quote[1][0] == at[0]),
        ("later", at[0] != began[0]),
        ("open", opened and not sign),
    ]
    said += " | " + " ".join(name for name, holds in facts if holds) + f" | {sign}"
    places = {
        "at": at,
        "began": began,
        "line": (at[0], len(line) - len(line.lstrip()) + 1),
        "quote": quote[0] if quote else at,
        "opened": opened or at,
    }
    where, message, remedy = next(
        (words for pattern, *words in _ADVICE if re.search(pattern, said)),
        ("at", mark("this can't be read"), _COMPARE),
    )
    place = places[where]
    found = source.line(place[0])[place[1] - 1 :]
    if where == "began" and "block scalar" in said and (limit := slips.limit(found)):
        return began, _("a goal is a number alone, not {text}").format(text=shown(found)), limit
    words = {
        "opening": found[:1],
        "closing": "}" if source.line(began[0])[began[1] - 1 :][:1] == "{" or found[:1] == "{" else "]",
        "character": shown(sign),
        "line": at[0],
        "count": _LONGEST_KEY,
    }
    return place, _(message).format(**words), _(remedy).format(**words)


def _place(mark_: yaml.error.Mark) -> Position:
    return (mark_.line + 1, mark_.column + 1)


def _slip(source: Source, line: int, began: int) -> tuple[Position, str, str] | None:
    """A dash or a colon that YAML doesn't know as one: on the line, the one above, or where it began."""
    above = next((number for number in range(line - 1, 0, -1) if source.line(number).strip()), 0)
    for number in (line, above, began):
        text = source.line(number)
        if slip := slips.dash(text) or slips.colon(text):
            return (number, slip[0]), *slip[1:]
    return None


_COMPARE = mark("Compare the indentation, colons, quotes and brackets with the lines above.")
_ADVICE = (
    (
        r"quoted scalar \| found unexpected",
        "began",
        mark("this quote is never closed"),
        mark("Put the closing quote at the end of the text."),
    ),
    (
        r"quoted scalar \|",
        "began",
        mark('a text in "double quotes" has a backslash that means nothing'),
        mark("Put 'single quotes' around the text instead."),
    ),
    (r"flow .*expected ',' or.*\| (-?|[^|]*later[^|]*\| :)$", "began", _NEVER_CLOSED, _CLOSE_IT),
    (
        r"flow .*expected ',' or",
        "at",
        mark("a comma is missing before this, or {closing}"),
        mark("The values in brackets are separated by commas. A text with a bracket in it needs quotes."),
    ),
    (
        r"simple key \|",
        "began",
        mark("a colon is missing"),
        mark("Write key: value. If the line continues the text above it, indent it further."),
    ),
    (
        r"mapping (values|keys) are not allowed.*\| long",
        "line",
        mark("a key may have at most {count} characters"),
        mark("Write a short word before the colon."),
    ),
    (
        r"mapping (values|keys) are not allowed.*\| colon",
        "at",
        mark("a second colon on the line"),
        mark("A text that has a colon in it needs quotes."),
    ),
    (
        r"mapping (values|keys) are not allowed",
        "line",
        mark("this line doesn't fit the one above it"),
        mark("Either it is indented too far, or the line above needs a colon or its closing quote."),
    ),
    (
        r"block .*\| start[^|]*\| :$",
        "at",
        mark("a key is missing before the colon"),
        mark("Write what the value is, like goal: 5."),
    ),
    (
        r"block (mapping|collection|sequence) \|.*\| start[^|]*\| [^]},]?$",
        "at",
        mark("the indentation of this line fits none of the lines above it"),
        _SAME_COLUMN,
    ),
    (
        r"block (mapping|collection|sequence) \|.*\| [^|]*quote",
        "quote",
        mark("the text in this quote goes on to line {line}"),
        mark("Put the closing quote at the end of the text."),
    ),
    (
        r"block (mapping|collection|sequence) \|.*\| [^]},]?$",
        "at",
        mark("the text goes on after its closing quote or bracket"),
        mark("Put quotes around the whole text; within 'single quotes', write an apostrophe twice."),
    ),
    (r"expected '?<document start>", "at", mark("this doesn't belong to what stands above it"), _SAME_COLUMN),
    (
        r"(cannot start any token|tab character).*\| \t$",
        "at",
        mark("a tab in the indentation"),
        mark("Use spaces instead."),
    ),
    (
        r"cannot start any token",
        "at",
        mark("an unquoted text can't begin with {character}"),
        _QUOTE_IT,
    ),
    (
        r"sequence entries are not allowed",
        "at",
        mark("a list can't begin in the middle of a line"),
        mark("Begin each - on a line of its own, or put quotes around a text that begins with a dash."),
    ),
    (
        r"block scalar \|",
        "began",
        mark("after | or > the text begins on the next line"),
        mark("Move the text to the next line and indent it, or put quotes around it."),
    ),
    (
        r"(anchor|alias|tag) \||tag handle",
        "began",
        mark("texts that begin with &, * or ! mean something special, which is not used in a plan"),
        _QUOTE_IT,
    ),
    (
        r"directive|incompatible YAML",
        "at",
        mark("lines that begin with % are not used in a plan"),
        mark("Take the line away, or put a # before it if it is a comment."),
    ),
    (r"node content.*\| [^|]*open", "opened", _NEVER_CLOSED, _CLOSE_IT),
    (
        r"",
        "at",
        mark("{character} doesn't belong here"),
        mark("Take it away, or put quotes around the text that it belongs to."),
    ),
)
"""What the library says and what stands there, which of its places counts, and the words for it."""
