"""What a row of a file is found to be: a candidate for an outcome, refused, or passed over.

The id of a candidate derives from where it comes from, so that importing twice changes nothing. It is `im`,
six letters of the source, and twenty-four of the row: of the source's own id where it has one, else of what
the row says and which it is among equals. A replacement's id has ten letters more, of what it says and of the
row that it replaces. The letters are those of SHA-256 with its figures as letters: no spreadsheet takes them
for a number or a date, and nobody for a telephone number.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple, TypeAlias

from lovp.exchange.tables.rows import Cell
from lovp.model import Content
from lovp.numbers import format_number

_SOURCE, _ROW, _VERSION = 6, 24, 10
_FIGURES = str.maketrans("0123456789", "ghijklmnop")
_UNIT = "\x1f"
STEM = len("im") + _SOURCE + len("-") + _ROW
"""Characters of an id without what tells versions apart."""


class Candidate(NamedTuple):
    """What a row says of one outcome, the one that `part` names; `own` is the source's own id of the row.

    `sheet` is the sheet that the row is in, here and below, where several are read.
    """

    row: int
    own: str
    part: str
    content: Content
    sheet: str = ""


class Refusal(NamedTuple):
    """Why a row can't be taken: in which column (an index, None for the whole row), and what stands there."""

    row: int
    own: str
    column: int | None
    cell: Cell
    message: str
    remedy: str
    sheet: str = ""


class Skipped(NamedTuple):
    """A row that was passed over, and why; `year` is its year, where that is another one of the plan's.

    One that the source `rejected` stops counting if it was taken before; `candidates` are what it would be.
    """

    row: int
    own: str
    why: str
    year: int | None = None
    rejected: bool = False
    candidates: tuple[Candidate, ...] = ()
    sheet: str = ""


Read: TypeAlias = Candidate | Refusal | Skipped


def numbered(row: object, sheet: str) -> str:
    """A row, or several, by number and, where several sheets are read, by the sheet."""
    return f"{row} ({sheet})" if sheet else str(row)


def prefix_of(source: str) -> str:
    """What every id of the source begins with."""
    return f"im{_letters(_SOURCE, source)}-"


def stem_of(source: str, own: str, part: str) -> str:
    """The stem of a row that has an id of its own."""
    return prefix_of(source) + _letters(_ROW, source, "id", own, part)


def stems(source: str, candidates: Iterable[Candidate]) -> Iterator[str]:
    """The stems of the candidates of one file of the source."""
    times: Counter[tuple[str, ...]] = Counter()
    for each in candidates:
        if each.own:
            yield stem_of(source, each.own, each.part)
            continue
        said = (each.part, *_texts(each.content))
        times[said] += 1
        yield prefix_of(source) + _letters(_ROW, source, "row", *said, str(times[said]))


def version_id(stem: str, content: Content, replaces: str) -> str:
    """The id of the row that takes the place of `replaces` since the source says otherwise now."""
    return f"{stem}-{_letters(_VERSION, *_texts(content), replaces)}"


def _texts(content: Content) -> tuple[str, ...]:
    numbers = format_number(content.value), format_number(content.of)
    return (content.date.isoformat(), content.target, content.place, *numbers, content.note)


def _letters(count: int, *words: str) -> str:
    return sha256(_UNIT.join(words).encode()).hexdigest()[:count].translate(_FIGURES)
