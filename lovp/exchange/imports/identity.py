"""The ids of imported outcomes: derived from where they come from, so that importing twice changes nothing.

An id is `im`, six letters of the source, and twenty-four of the row: of the source's own id where it has one,
else of what the row says and which it is among equals. What a row that was edited at the source says now is a
replacement, whose id has ten letters more, of what it says and of the row that it replaces. The letters are
those of SHA-256 with its figures as letters: no spreadsheet takes them for a number or a date, and nobody
for a telephone number.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from lovp.exchange.imports.drafts import Draft
from lovp.model import Content
from lovp.numbers import format_number

_SOURCE, _ROW, _VERSION = 6, 24, 10
_FIGURES = str.maketrans("0123456789", "ghijklmnop")
_UNIT = "\x1f"
STEM = len("im") + _SOURCE + len("-") + _ROW
"""Characters of an id without what tells versions apart."""


class Identified(NamedTuple):
    """A draft with the stem of its id."""

    stem: str
    draft: Draft

    @property
    def content(self) -> Content:
        """What it says."""
        return self.draft.content


def prefix_of(source: str) -> str:
    """What every id of the source begins with."""
    return f"im{_letters(_SOURCE, source)}-"


def identify(source: str, drafts: Iterable[Draft]) -> Iterator[Identified]:
    """The drafts of one file of the source, each with the stem of its id."""
    prefix = prefix_of(source)
    times: Counter[tuple[str, ...]] = Counter()
    for draft in drafts:
        key: tuple[str, ...]
        if draft.own:
            key = (source, "id", draft.own, draft.part)
        else:
            said = (draft.part, *_texts(draft.content))
            times[said] += 1
            key = (source, "row", *said, str(times[said]))
        yield Identified(prefix + _letters(_ROW, *key), draft)


def stem_of(source: str, own: str, part: str) -> str:
    """The stem of a row that has an id of its own."""
    return prefix_of(source) + _letters(_ROW, source, "id", own, part)


def version_id(stem: str, content: Content, replaces: str) -> str:
    """The id of the row that takes the place of `replaces` since the source says otherwise now."""
    return f"{stem}-{_letters(_VERSION, *_texts(content), replaces)}"


def _texts(content: Content) -> tuple[str, ...]:
    return (
        content.date.isoformat(),
        content.target,
        content.place,
        format_number(content.value),
        format_number(content.of),
        content.note,
    )


def _letters(count: int, *words: str) -> str:
    return sha256(_UNIT.join(words).encode()).hexdigest()[:count].translate(_FIGURES)
