"""Lines of totals, which are no outcomes: told by their words, or as the sums of the lines above."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import TypeAlias

from lovp.exchange.tables.cells import Cell, Row, find_fault
from lovp.model import Number
from lovp.text import fold

Sums: TypeAlias = defaultdict[tuple[int, bool], Number]
"""Sums by the index of the column, of the rows that count and of the others."""
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
        self._sums: Sums = defaultdict(int)
        self._before = self._sums.copy()
        """What the sums were at the last line of totals."""
        self._has_labels = False

    def is_total(self, row: Row, *, counts: bool) -> bool:
        """Whether the row is a line of totals; every other one is added to the sums.

        By a word, or as nothing but sums: of all the lines above or of those that count, from the first or
        since the last line of totals.
        """
        # Below lines with labels the columns that are not read may hold means; else they are the labels.
        columns = self._numbers if self._numbers and self._has_labels else range(len(row.cells))
        found = {at: self._parse_number(row, at) for at in columns}
        numbers = {at: number for at, number in found.items() if number is not None}
        is_bare = not any(self._is_label(row, at) for at, cell in enumerate(row.cells) if cell is not None)
        if (is_bare and self._is_sum(numbers)) or self._is_named(row, numbers):
            self._before = self._sums.copy()
            return True
        if any(at in self._numbers or not self._numbers for at in numbers):
            self._has_labels = self._has_labels or not is_bare
            for at, number in (numbers | {_LINES: 1}).items():
                self._sums[at, counts] += number
        return False

    def _is_sum(self, numbers: Mapping[int, Number]) -> bool:
        """Whether the numbers are those of the lines above, added up in one of four ways."""
        at_least = 1 if self._has_labels else 2  # the same number twice is no sum
        for before, kinds in product((Sums(int), self._before), ((True,), (True, False))):
            keys = (*numbers, _LINES)
            sums = {at: sum(self._sums[at, kind] - before[at, kind] for kind in kinds) for at in keys}
            if numbers and sums[_LINES] >= at_least and all(sums[at] == numbers[at] for at in numbers):
                return True
        return False

    def _parse_number(self, row: Row, at: int) -> Number | None:
        """The number in the cell, if it counts there."""
        cell = row.at(at)
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

    def _is_named(self, row: Row, numbers: Mapping[int, Number]) -> bool:
        """Whether the row says that it is a line of totals."""
        texts = [cell for cell in row.cells if isinstance(cell, str) and _rest(cell) is not None]
        found = [_rest(text) or "" for text in texts if fold(text) not in self._words]
        # A row with a day happened, unless it is a mere or a place's total, or begins so and is the sum.
        is_dated = any(_rest(str(row.at(at))) is None for at in self._days if row.at(at) is not None)
        cells = (cell for at, cell in enumerate(row.cells) if at not in self._days)
        is_sum = next(filter(None, cells), None) in texts and self._is_sum(numbers)
        rests = {rest for rest in found if (is_sum and not is_dated) or not _is_remark(rest)}
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
