"""Lines of totals, which people write below their rows: told from outcomes by words, or by sums. Pure."""

import re
from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache

from lovp.exchange.tables.rows import Cell, Row
from lovp.folding import fold

_WORDS = (
    r"(?:summa (?:summarum|totalt)|summa|totalsumma|delsumma|slutsumma|summering|sammanlagt|s:a|σ|"
    r"totalt? (?:resultat|result)|totalt|total|totals|tot|grand totals?|sub-?totals?|sum|"
    r"medel|medelvarde|genomsnitt|snitt|average|mean)[.:]?"
)
_total = re.compile(rf"{_WORDS}(?: (?P<after>.+))?|(?P<before>.+?)[:,]? {_WORDS}").fullmatch
_amount = re.compile(r"[0-9] ?[^\W\d]").search
"""A number of something: `totalt 20 elever` is a remark, `Totalt 2024` stands at a line of totals."""
_number = re.compile(r"(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,15})(?:[.,][0-9]{1,15})?").fullmatch
_LONGEST = 60
_FEWEST = 2
"""Lines that a sum has to be of: the same number twice is no sum."""


class Totals:
    """Tells the lines of totals of one sheet, whose rows it is given from above.

    `places` are those of the plan, and `known` words that mean something else, all folded; `days` are the
    columns of days, and `own` that of an id.
    """

    def __init__(
        self, places: Collection[str], known: Collection[str], days: Collection[int], own: int | None
    ) -> None:
        self._places, self._known, self._days, self._own = places, known, days, own
        # Since the beginning, and since the last line of totals.
        self._sums = [Counter[int](), Counter[int]()]
        self._lines = [0, 0]

    def is_total(self, row: Row) -> bool:
        """Whether the row is a line of totals: by a word, or as nothing but the sums of the lines above."""
        cells = {column: cell for column, cell in enumerate(row.cells) if column not in row.merged}
        numbers = {column: _as_number(cell) for column, cell in cells.items() if cell is not None}
        if self._is_named(row) or self._is_sum(numbers):
            self._sums[1], self._lines[1] = Counter(), 0
            return True
        known = {column: number for column, number in numbers.items() if number is not None}
        for at, sums in enumerate(self._sums):
            self._lines[at] += 1
            sums.update(known)
        return False

    def _is_named(self, row: Row) -> bool:
        texts = (cell for cell in row.cells if isinstance(cell, str) and len(cell) < _LONGEST)
        rests = [
            rest for text in texts if (rest := _rest(text)) is not None and fold(text) not in self._known
        ]
        days = [row.cells[day] for day in self._days if day < len(row.cells)]
        dated = any(day is not None and _rest(str(day)) is None for day in days)
        # A row with a day happened, unless it says nothing but that it is a total, or a place's total.
        return any(not dated or not rest or rest in self._places for rest in rests)

    def _is_sum(self, numbers: dict[int, Decimal | None]) -> bool:
        if self._own in numbers or None in numbers.values():
            return False
        return any(
            lines >= _FEWEST and all(number == sums[column] for column, number in numbers.items())
            for lines, sums in zip(self._lines, self._sums, strict=True)
        )


@lru_cache(maxsize=4096)
def _rest(text: str) -> str | None:
    """What a text says beside that it stands at a line of totals, folded; None where it does not say so."""
    found = _total(fold(text))
    rest = found and (found["after"] or found["before"] or "")
    return None if rest is None or _amount(rest) else rest


def _as_number(cell: Cell) -> Decimal | None:
    if isinstance(cell, str):
        return Decimal(cell.replace(" ", "").replace(",", ".")) if _number(cell) else None
    return Decimal(cell) if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else None
