"""Lines of totals, which are no outcomes: told by their words, or as the sums of the lines above."""

import re
from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache

from lovp.exchange.tables.cells import Cell, Row
from lovp.model import Number
from lovp.text import fold

_TOTALS = (
    r"(?:summa (?:summarum|totalt)|summa|totalsumma|delsumma|slutsumma|summering|sammanlagt|s:a|σ|"
    r"totalt? (?:resultat|result)|totalt|total|totals|tot|grand totals?|sub-?totals?|sum|"
    r"medel|medelvarde|genomsnitt|snitt|average|mean)[.:]?"
)
_hint = re.compile("sum|tot|s:a|σ|medel|snitt|average|mean|sammanlagt").search
"""What is in each of the words of totals, whatever its case and accents."""
_total = re.compile(
    # A number of something is a remark: `totalt 20 elever`, where `Totalt 2024` stands at a line of totals.
    rf"(?!.*[0-9] ?[^\W\d])(?:{_TOTALS}(?: (?P<after>.+))?|(?P<before>.+?)[:,]? {_TOTALS})"
).fullmatch
_number = re.compile(r"([0-9][0-9 ]{0,20}(?:[.,][0-9]{1,15})?)(?: ?st)?").fullmatch
_LONGEST = 60
"""Characters of what stands at a line of totals."""
_LINES = -1
"""Counts the lines, among the sums that go by column."""


class Totals:
    """Tells the lines of totals among the rows of a table, which are given one by one, from above."""

    def __init__(
        self, own: int | None, days: Collection[int | None], words: Collection[str], places: Collection[str]
    ) -> None:
        """Tell them where ids (`own`) and days stand in these columns.

        `words` are what the mapping takes for something else, `places` the plan's; both folded.
        """
        self._own, self._days, self._words, self._places = own, days, words, places
        self._sums, self._sums_since = defaultdict[int, Number](int), defaultdict[int, Number](int)

    def is_total(self, row: Row) -> bool:
        """Whether the row is a line of totals; every other one is added to the sums.

        By a word, or as nothing but sums: of all the lines above, or of those since the last line of totals.
        """
        filled = [at for at, cell in enumerate(row.cells) if cell is not None]
        found = {at: _as_number(row.cells[at]) for at in filled if at not in row.merged}
        numbers = {at: number for at, number in found.items() if number is not None}
        is_bare = len(numbers) == len(filled) and self._own not in numbers
        # The same number twice is no sum.
        is_sum = is_bare and any(
            sums[_LINES] > 1 and all(sums[at] == number for at, number in numbers.items())
            for sums in (self._sums, self._sums_since)
        )
        if is_sum or self._is_named(row):
            self._sums_since.clear()
            return True
        for at, number in (numbers | {_LINES: 1}).items():
            self._sums[at] += number
            self._sums_since[at] += number
        return False

    def _is_named(self, row: Row) -> bool:
        """Whether the row says that it is a line of totals."""
        words = [cell for cell in row.cells if isinstance(cell, str) and _rest(cell) is not None]
        rests = {_rest(word) for word in words if fold(word) not in self._words}
        # A row with a day happened, unless it says nothing but that it is a total, or a place's total.
        is_dated = any(_rest(str(row.at(at))) is None for at in self._days if row.at(at) is not None)
        return bool(rests) and (not is_dated or not rests.isdisjoint({"", *self._places}))


@lru_cache(maxsize=4096)
def _rest(text: str) -> str | None:
    """What a text says beside that it stands at a line of totals, folded; None where it does not say so."""
    found = _total(fold(text)) if len(text) < _LONGEST and _hint(text.casefold()) else None
    return found and (found["after"] or found["before"] or "")


def _as_number(cell: Cell) -> Number | None:
    """The number in the cell, or that its text is alone or with `st`; None where there is none."""
    if isinstance(cell, str):
        found = _number(cell)
        return Decimal(found[1].replace(" ", "").replace(",", ".")) if found else None
    return cell if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else None
