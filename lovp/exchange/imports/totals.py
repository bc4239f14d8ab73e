"""Lines of totals, which people write below their rows: told from outcomes by words, or by sums. Pure."""

import re
from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache

from lovp.exchange.tables.cells import Cell, Row
from lovp.model import Number
from lovp.text import fold

_WORDS = (
    r"(?:summa (?:summarum|totalt)|summa|totalsumma|delsumma|slutsumma|summering|sammanlagt|s:a|σ|"
    r"totalt? (?:resultat|result)|totalt|total|totals|tot|grand totals?|sub-?totals?|sum|"
    r"medel|medelvarde|genomsnitt|snitt|average|mean)[.:]?"
)
_hint = re.compile("sum|tot|s:a|σ|medel|snitt|average|mean|sammanlagt").search
"""What is in each of the words, whatever its case and accents."""
_total = re.compile(
    # A number of something is a remark: `totalt 20 elever`, where `Totalt 2024` stands at a line of totals.
    rf"(?!.*[0-9] ?[^\W\d])(?:{_WORDS}(?: (?P<after>.+))?|(?P<before>.+?)[:,]? {_WORDS})"
).fullmatch
_number = re.compile(r"([0-9][0-9 ]{0,20}(?:[.,][0-9]{1,15})?)(?: ?st)?").fullmatch
_LONGEST = 60
_FEWEST = 2
"""Lines that a sum has to be of: the same number twice is no sum."""
_LINES = -1
"""Counts the lines, among the sums that go by column."""


class Totals:
    """Tells the lines of totals of one sheet, whose rows it is given from above.

    `places` are those of the plan, and `known` words that mean something else, all folded; `days` are the
    columns of days, and `own` that of an id.
    """

    def __init__(
        self, places: Collection[str], known: Collection[str], days: Collection[int | None], own: int | None
    ) -> None:
        self._places, self._known, self._days, self._own = places, known, days, own
        self._of_all, self._since_last = defaultdict[int, Number](int), defaultdict[int, Number](int)

    def is_total(self, row: Row) -> bool:
        """Whether the row is a line of totals: by a word, or as nothing but the sums of the lines above.

        Those are all the lines above, or those since the last line of totals.
        """
        filled = [at for at, cell in enumerate(row.cells) if cell is not None]
        found = {at: _as_number(row.cells[at]) for at in filled if at not in row.merged}
        numbers = {at: number for at, number in found.items() if number is not None}
        is_bare = len(numbers) == len(filled) and self._own not in numbers
        is_sum = is_bare and any(
            sums[_LINES] >= _FEWEST and all(sums[at] == number for at, number in numbers.items())
            for sums in (self._of_all, self._since_last)
        )
        if is_sum or self._is_named(row):
            self._since_last.clear()
            return True
        for at, number in (numbers | {_LINES: 1}).items():
            self._of_all[at] += number
            self._since_last[at] += number
        return False

    def _is_named(self, row: Row) -> bool:
        words = [cell for cell in row.cells if isinstance(cell, str) and _rest(cell) is not None]
        rests = {_rest(word) for word in words if fold(word) not in self._known}
        # A row with a day happened, unless it says nothing but that it is a total, or a place's total.
        is_dated = any(_rest(str(row.at(at))) is None for at in self._days if row.at(at) is not None)
        return bool(rests) and (not is_dated or not rests.isdisjoint({"", *self._places}))


@lru_cache(maxsize=4096)
def _rest(text: str) -> str | None:
    """What a text says beside that it stands at a line of totals, folded; None where it does not say so."""
    found = _total(fold(text)) if len(text) < _LONGEST and _hint(text.casefold()) else None
    return found and (found["after"] or found["before"] or "")


def _as_number(cell: Cell) -> Number | None:
    if isinstance(cell, str):
        found = _number(cell)
        return Decimal(found[1].replace(" ", "").replace(",", ".")) if found else None
    return cell if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else None
