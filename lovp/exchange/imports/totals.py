"""Lines of totals, which are no outcomes: told by their words, or as the sums of the lines above."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from lovp.exchange.tables.cells import Cell, Row, find_fault
from lovp.model import Number
from lovp.text import fold

Sums: TypeAlias = defaultdict[int, Number]
"""Sums by the index of the column."""
_TOTALS = (
    r"(?:summa (?:summarum|totalt)|\w*summa|summor|summering|ackumulerat|sammanlagt|s:a|σ|"
    r"totalt? ?(?:resultat|result)|\w*totalt?|totala|totals|tot|grand totals?|sub-?totals?|sum|"
    r"medel|medelvarde|genomsnitt|snitt|average|mean|median)[.:,]?"
)
_hint = re.compile("sum|tot|s:a|σ|medel|snitt|average|mean|sammanlagt|median|ackum").search
"""What is in each of the words of totals, whatever its case and accents."""
_total = re.compile(rf"{_TOTALS}(?: (?P<after>.+))?|(?P<before>.+?)[:,]? {_TOTALS}").fullmatch
_is_remark = re.compile(r"[0-9]+ ?[^\W\d]").match
"""A number of something: `totalt 20 elever`, where `Totalt 2024` stands at a line of totals."""
_FIGURES = r"([0-9][0-9 ]{0,20}(?:[.,][0-9]{1,15})?)"
_number = re.compile(rf"(?:(?:[~≈]|ca\.?|c:a|cirka) ?)?{_FIGURES}(?: ?[^\W\d].*)?", re.IGNORECASE).fullmatch
_is_bare = re.compile(rf"[^\w#]+|{_FIGURES} ?(?:%|st)?").fullmatch
"""A text that is no label: a dash, a number, a percentage."""
_LONGEST = 60
"""Characters of what stands at a line of totals."""
_LINES = -1
"""Counts the lines, among the sums that go by column."""


class Totals:
    """Tells the lines of totals among the rows of a table, which are given one by one, from above."""

    def __init__(
        self,
        own: int | None,
        days: Collection[int | None],
        numbers: Mapping[int, Mapping[str, str]],
        words: Collection[str],
        places: Collection[str],
    ) -> None:
        """Tell them where ids (`own`), days and `numbers` stand in these columns; there words can be numbers.

        `words` are what the mapping takes for something else, `places` the plan's; both folded.
        """
        self._own, self._days, self._numbers = own, days, numbers
        self._words, self._places = words, places
        # Of all rows and of those that count, each from the first row and since the last line of totals.
        self._sums: list[Sums] = [defaultdict(int) for _sums in range(4)]
        self._has_labels = False

    def is_total(self, row: Row, *, counts: bool) -> bool:
        """Whether the row is a line of totals; every other one is added to the sums.

        By a word, or as nothing but sums: of all the lines above or of those that count, from the first or
        since the last line of totals.
        """
        found = {at: self._parse_number(row, at) for at in range(len(row.cells))}
        numbers = {at: number for at, number in found.items() if number is not None}
        is_bare = not any(self._is_label(row, at) for at, cell in enumerate(row.cells) if cell is not None)
        # Below lines with labels the columns that are not read may hold means; else they are the labels.
        read = {at: number for at, number in numbers.items() if at in self._numbers or not self._numbers}
        compared = read if self._has_labels else numbers
        # The same number twice is no sum, unless the first has a label.
        is_sum = bool(read) and any(
            (sums[_LINES] > 1 or self._has_labels) and all(sums[at] == compared[at] for at in compared)
            for sums in self._sums
        )
        if (is_bare and is_sum) or self._is_named(row, is_sum=is_sum):
            for sums in self._sums[1::2]:
                sums.clear()
            return True
        self._has_labels = self._has_labels or (bool(read) and not is_bare)
        for sums in self._sums if counts else self._sums[:2]:
            for at, number in (numbers | {_LINES: 1 if read else 0}).items():
                sums[at] += number
        return False

    def _parse_number(self, row: Row, at: int) -> Number | None:
        """The number in the cell, if it counts there."""
        cell = row.cells[at]
        if isinstance(cell, str) and at in self._numbers:
            cell = self._numbers[at].get(fold(cell), cell)
        return None if at in row.merged else _as_number(cell)

    def _is_label(self, row: Row, at: int) -> bool:
        """Whether the cell makes of the row more than a sum: a day, an id, a word."""
        cell = row.cells[at]
        if at in row.merged or at == self._own or at in self._days:
            return True
        if at in self._numbers:
            return self._parse_number(row, at) is None
        if isinstance(cell, str):
            return not _is_bare(cell) and not find_fault(cell)
        return not isinstance(cell, int | Decimal) or isinstance(cell, bool)

    def _is_named(self, row: Row, *, is_sum: bool) -> bool:
        """Whether the row says that it is a line of totals."""
        texts = [cell for cell in row.cells if isinstance(cell, str) and fold(cell) not in self._words]
        found = {rest for text in texts if (rest := _rest(text)) is not None}
        # A row with a day happened, unless it is a sum, says nothing but that it is a total, or a place's.
        is_dated = any(_rest(str(row.at(at))) is None for at in self._days if row.at(at) is not None)
        rests = found if is_sum and not is_dated else {rest for rest in found if not _is_remark(rest)}
        return bool(rests) and (not is_dated or is_sum or not rests.isdisjoint({"", *self._places}))


@lru_cache(maxsize=4096)
def _rest(text: str) -> str | None:
    """What a text says beside that it stands at a line of totals, folded; None where it does not say so."""
    found = _total(fold(text).strip("-=*> ")) if len(text) < _LONGEST and _hint(text.casefold()) else None
    return found and (found["after"] or found["before"] or "")


def _as_number(cell: Cell) -> Number | None:
    """The number in the cell, whatever its text counts; None where there is none."""
    if isinstance(cell, str):
        found = _number(cell)
        return Decimal(found[1].replace(" ", "").replace(",", ".")) if found else None
    return cell if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else None
