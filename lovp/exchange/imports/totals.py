"""Lines of totals, which people write below their rows: told from outcomes by words, or by sums. Pure."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from lovp.exchange.tables.rows import Cell, Row
from lovp.model import Number
from lovp.text import fold

_WORDS = (
    r"(?:summa (?:summarum|totalt)|summa|totalsumma|delsumma|slutsumma|summering|sammanlagt|s:a|σ|"
    r"totalt? (?:resultat|result)|totalt|total|totals|tot|grand totals?|sub-?totals?|sum|"
    r"medel|medelvarde|genomsnitt|snitt|average|mean)[.:]?"
)
_hint = re.compile("sum|tot|s:a|σ|medel|snitt|average|mean|sammanlagt").search
"""What is in each of the words, whatever its case and accents."""
_total = re.compile(rf"{_WORDS}(?: (?P<after>.+))?|(?P<before>.+?)[:,]? {_WORDS}").fullmatch
_amount = re.compile(r"[0-9] ?[^\W\d]").search
"""A number of something: `totalt 20 elever` is a remark, `Totalt 2024` stands at a line of totals."""
_number = re.compile(r"([0-9][0-9 ]{0,20}(?:[.,][0-9]{1,15})?)(?: ?st)?").fullmatch
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
        # What the lines above come to, and what they came to at the last line of totals.
        self._sums, self._before = defaultdict[int, Number](int), defaultdict[int, Number](int)
        self._lines = self._lines_before = 0

    def is_total(self, row: Row) -> bool:
        """Whether the row is a line of totals: by a word, or as nothing but the sums of the lines above."""
        texts = [cell for cell in row.cells if isinstance(cell, str) and len(cell) < _LONGEST]
        numbers = {
            column: number
            for column, cell in enumerate(row.cells)
            if column not in row.merged and (number := _as_number(cell)) is not None
        }
        only_numbers = len(numbers) == sum(cell is not None for cell in row.cells) > 0
        if self._is_named(row, texts) or (
            only_numbers and self._own not in numbers and self._is_sum(numbers)
        ):
            self._before, self._lines_before = self._sums.copy(), self._lines
            return True
        self._lines += 1
        for column, number in numbers.items():
            self._sums[column] += number
        return False

    def _is_named(self, row: Row, texts: Sequence[str]) -> bool:
        named = [(text, rest) for text in texts if (rest := _rest(text)) is not None]
        rests = [rest for text, rest in named if fold(text) not in self._known]
        # A row with a day happened, unless it says nothing but that it is a total, or a place's total.
        days = [day for column in self._days if (day := row.at(column)) is not None]
        dated = any(_rest(str(day)) is None for day in days)
        return any(not dated or not rest or rest in self._places for rest in rests)

    def _is_sum(self, numbers: Mapping[int, Number]) -> bool:
        whole = all(number == self._sums[column] for column, number in numbers.items())
        since = all(number == self._sums[column] - self._before[column] for column, number in numbers.items())
        lines = self._lines - (0 if whole else self._lines_before)
        return (whole or since) and lines >= _FEWEST


@lru_cache(maxsize=4096)
def _rest(text: str) -> str | None:
    """What a text says beside that it stands at a line of totals, folded; None where it does not say so."""
    found = _total(fold(text)) if _hint(text.casefold()) else None
    rest = found and (found["after"] or found["before"] or "")
    return None if rest is None or _amount(rest) else rest


def _as_number(cell: Cell) -> Number | None:
    if isinstance(cell, str):
        found = _number(cell)
        return Decimal(found[1].replace(" ", "").replace(",", ".")) if found else None
    return cell if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else None
