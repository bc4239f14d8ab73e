"""What people write in YAML that it takes for something else, or can't read, in words that help.

YAML reads `no` as false, `012` as ten and `22:22` as 1342. Here such words are errors with a remedy, so that
nobody has to know. Numbers are exact: `int`, or `Decimal` with its decimals as written.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias, cast

from lovp.plan.words import Slip, Words, find_slip

Position: TypeAlias = tuple[int, int]
"""Line and column, counted from 1."""

_MOST_DIGITS = 15


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
    return slip.words if slip else word


def position(mark: Any) -> Position:
    """The place that the YAML library has a mark for."""
    return (mark.line + 1, mark.column + 1)


def explain(
    line_at: Callable[[int], str], error: Any, quote: Any, opened: list[Any]
) -> tuple[int, int, str, str]:
    """Where an error of the YAML library stands, what is wrong, and what to do about it.

    `quote` is the last text in quotes before it, and `opened` the blocks and lists that are not closed, as
    events. The library has two parsers with different words: the patterns hold what both have in common.
    """
    said = f"{error.context} {error.problem}"
    at, began = position(error.problem_mark), position(error.context_mark or error.problem_mark)
    for number in () if "quoted" in said else (at[0], at[0] - 1, began[0]):
        if slip := find_slip(line_at(number), "line", key="goal"):
            return number, slip.column, *slip.words
    between = line_at(at[0])[position(quote.end_mark)[1] - 1 : at[1] - 1] if quote else ""
    if quote and "block" in said and position(quote.end_mark)[0] == at[0] and not between.strip():
        # A quote that is not closed ends where another one begins.
        said, began = "quoted scalar", position(quote.start_mark)
    line, column = at if "parsing a block" in said or "parsing a flow" in said else began
    text = line_at(line)
    if "flow" in said and opened and (line > position(opened[-1].start_mark)[0] or not text[column - 1 :]):
        line, column = position(opened[-1].start_mark)
        text = line_at(line)
    # The last pattern fits anything.
    slip = cast(Slip, find_slip(f"{text[: column - 1]}\n{text[column - 1 :]}\n{said}", "yaml"))
    return line, slip.column, *slip.words
