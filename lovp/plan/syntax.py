"""What the YAML library says about a text it can't read, in words that help whoever wrote it.

The library has two parsers with different wordings, so what decides is what both have in common, and what
stands at the place they point to.
"""

import re
from typing import Any

from lovp.errors import Problem
from lovp.plan.slips import find_slip, position
from lovp.plan.source import Source
from lovp.plan.words import words

_BLOCK = r"block (mapping|collection|sequence)"
_COLON = r"mapping (values|keys) are not allowed"
_ADVICE = (
    (r"quoted scalar found unexpected", "", "began", "quote-open"),
    (r"quoted scalar", "", "began", "backslash"),
    (r"flow .*expected ',' or", "at the end", "began", "bracket-open"),
    (r"flow .*expected ',' or", "", "at", "comma-missing"),
    (r"flow node", "at the end", "opened", "bracket-open"),
    (r"simple key", "", "began", "colon-missing"),
    (_COLON, "after a colon", "at", "second-colon"),
    (_COLON, "", "line", "line-unfit"),
    (r"sequence entries are not allowed", "", "at", "list-in-line"),
    (_BLOCK, "at a colon", "at", "key-missing"),
    (_BLOCK, "at a bracket", "at", "sign-unfit"),
    (_BLOCK + "|document start", "at the start", "at", "indentation"),
    (_BLOCK, "after a quote", "quote", "quote-long"),
    (_BLOCK, "", "at", "text-goes-on"),
    (r"cannot start any token", "", "at", "text-begins"),
    (r"block scalar", "", "began", "block-text"),
    (r"anchor|alias|tag", "", "began", "special"),
    (r"", "", "at", "sign-unfit"),
)
"""What the library says, what else holds, at which place the fault stands, and the name of its words."""


def explain(source: Source, error: Any, quote: Any, opened: list[Any]) -> Problem:
    """What the error is in the words of a person, where it stands, and what to do about it.

    `quote` is the last text in quotes, `opened` the lists and blocks that are not closed, as events.
    """
    at = position(error.problem_mark)
    began = position(error.context_mark or error.problem_mark)
    said = f"{error.context} {error.problem}"
    line = source.line(at[0])
    before, sign = line[: at[1] - 1], line[at[1] - 1 : at[1]]
    for number in (at[0], at[0] - 1, began[0]) if "quoted" not in said else ():
        if slip := find_slip(source.line(number), "dash", "glued-colon", "at-least"):
            return source.problem(number, *slip)
    places = {
        "at": at,
        "began": began,
        "line": (at[0], len(line) - len(line.lstrip()) + 1),
        "quote": position(quote.start_mark) if quote else at,
        "opened": position(opened[-1].start_mark) if opened else at,
    }
    facts = {
        "": True,
        "after a colon": re.search(r":\s", before),
        "at a colon": not before.strip() and sign == ":",
        "at a bracket": sign and sign in "]},",
        "at the start": not before.strip(),
        "after a quote": quote and places["quote"][0] < position(quote.end_mark)[0] == at[0],
        "at the end": sign in {"", "-"} or (sign == ":" and at[0] != began[0]),
    }
    where, name = next(
        advice for pattern, fact, *advice in _ADVICE if facts[fact] and re.search(pattern, said)
    )
    return source.problem(*places[where], *words(name, line=at[0], character=sign))
