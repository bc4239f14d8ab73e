"""A record read for its totals, many times as fast as row by row, where nothing is out of the ordinary.

Most rows are plain: in the program's own form, a whole number, correcting nothing and never corrected. Those
are taken column by column and put together: what adds up by month, target and place, of anything else the
latest of each day. Nothing is kept of them but their ids. The few others are taken one by one.

Where anything is wrong or unusual (a file that a spreadsheet saved, an id that stands twice, a text that may
hold personal data), there is no quick answer, and whoever asked reads the record in full. So every problem is
found and told in one place, and what is answered here is what would be answered there.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import date
from itertools import compress
from operator import add
from pathlib import Path
from typing import Any, BinaryIO

from lovp.errors import LovpError
from lovp.model import ADDITIVE, Daily, Days, Number, Outcome, Plan
from lovp.record.columns import Checks, Columns, UnusualError, batches, blocks, corrected
from lovp.record.fits import miscounted, misplaced
from lovp.record.folder import open_record, record_files
from lovp.record.guard import personal_data
from lovp.record.row import MAX_DIGITS, format_number

_HELD = 1 << 20
"""Bytes of a record, some 8 000 rows, whose cells are all kept in memory."""
_LATER = 12
_MONTHS = 13
"""The twelve of a year, and one for later days."""
_MOST_KEYS = 2_000_000
"""Targets, places and months of a plan together; a district has some 50 000."""


def read_totals(folder: Path, plan: Plan, as_of: date) -> Days | None:
    """What counts by the end of `as_of`, and of any month before it; None where it must be read in full."""
    try:
        with ExitStack() as stack:
            files = [stack.enter_context(open_record(path)) for path in record_files(folder)]
            return _Reader(plan, as_of, *_read(files)).days()
    except (UnusualError, LovpError, ValueError, LookupError, OSError):
        return None


def _read(files: Sequence[BinaryIO]) -> tuple[Iterable[Columns], set[bytes]]:
    """The rows of the files, many at once, and the ids of those that others replace.

    Which those are is known only at the end, so that what does not fit into memory is read twice.
    """
    if sum(os.fstat(file.fileno()).st_size for file in files) > _HELD:
        replaced = corrected(files)
        return (rows for file in files for rows in batches(file)), replaced
    every = [rows for file in files for rows in batches(file)]
    return every, {row_id for rows in every for row_id in rows.replaces if row_id}


def may_hold_like(folder: Path, row: Outcome) -> bool:
    """Whether another row may say the same as `row`; where none does, nothing need be read in full."""
    try:
        return _holds_like(folder, row)
    except (UnusualError, OSError):
        return True


def _holds_like(folder: Path, row: Outcome) -> bool:
    """Whether another line of a sound record says what `row` does: the same day, target, place, numbers."""
    own = row.id.encode()
    numbers = f"{format_number(row.value)},{format_number(row.of)}"
    content = f",{row.date.isoformat()},{row.target},{row.place},{numbers},".encode()
    for path in record_files(folder):
        with open_record(path) as file:
            for block in blocks(file):
                found = block.find(content)
                while found >= 0:
                    if not block.endswith(own, 0, found):
                        return True
                    found = block.find(content, found + 1)
    return False


class _Reader:
    """What has been read: ids, plain rows put together, and the rows that are not plain.

    Where values add up, those of one target at one place in one month are kept under one number, which is
    what the three have in `_keys` and `_months`, added.
    """

    def __init__(self, plan: Plan, as_of: date, batches: Iterable[Columns], corrected: set[bytes]) -> None:
        self._plan = plan
        self._corrected = corrected
        self._checks = Checks()
        self._ids: set[bytes] = set()
        self._count = 0
        self._keys = _Keys(plan)
        self._months = _Months(plan.year, as_of)
        self._numbers = _Numbers()
        self._sums: list[Number] = [0] * self._keys.end
        self._reported = [0] * self._keys.end
        self._last = [b""] * self._keys.end
        self._latest: dict[tuple[int, bytes], list[Any]] = {}
        """Where values don't add up, by key and date: the latest row's time and id, value, `of`; how many."""
        self._former: dict[bytes, bytes] = {}
        """For each row that replaces another, which."""
        for rows in batches:
            self._take(rows)

    def _take(self, rows: Columns) -> None:
        self._checks.check(rows)
        self._ids.update(rows.ids)
        self._count += len(rows.ids)
        # What is done for every row is done by C alone, but for the loop at the end.
        targets = map(self._keys.targets.__getitem__, rows.targets)
        places = map(self._keys.places.__getitem__, rows.places)
        months = map(self._months.__getitem__, rows.dates)
        keys = list(map(add, map(add, targets, places), months))
        numbers: list[Any] = list(map(self._numbers.__getitem__, rows.values))
        days = rows.dates
        if others := self._not_plain(rows, keys, numbers):
            plain = bytearray(b"\1") * len(days)
            for at in others:
                plain[at] = 0
            self._take_apart(others, rows, keys)
            keys, numbers, days = (list(compress(each, plain)) for each in (keys, numbers, days))
        sums, reported, last = self._sums, self._reported, self._last
        for key, number, day in zip(keys, numbers, days, strict=True):
            sums[key] += number
            reported[key] += 1
            if day > last[key]:
                last[key] = day

    def _not_plain(self, rows: Columns, keys: list[int], numbers: list[Any]) -> set[int]:
        """Which rows can't just be added to others, by their places among these."""
        adds, found = self._keys.adds, set[int]()
        if not all(map(adds.__getitem__, keys)):
            found.update([at for at, key in enumerate(keys) if not adds[key]])
        if not self._numbers.whole:
            found.update([at for at, number in enumerate(numbers) if number is None])
        for column in (rows.ofs, rows.replaces):
            if any(column):
                found.update([at for at, cell in enumerate(column) if cell])
        if not self._corrected.isdisjoint(rows.ids):
            found.update([at for at, row_id in enumerate(rows.ids) if row_id in self._corrected])
        return found

    def _take_apart(self, others: Iterable[int], rows: Columns, keys: list[int]) -> None:
        """Take rows one by one: those with decimals, or corrections, or of what does not add up."""
        for at in others:
            key, day, row_id, former = keys[at], rows.dates[at], rows.ids[at], rows.replaces[at]
            value, of = self._numbers.of(rows.values[at]), self._numbers.of(rows.ofs[at])
            if former:
                self._former[row_id] = former
            if row_id in self._corrected or (former and value is None):
                continue
            number = self._keys.checked(key, value, of)
            if self._keys.adds[key]:
                self._sums[key] += number
                self._reported[key] += 1
                self._last[key] = max(self._last[key], day)
                continue
            moment = (rows.logged_at[at], row_id)
            cell = self._latest.setdefault((key, day), [moment, number, of, 0])
            cell[3] += 1
            if moment > cell[0]:
                cell[:3] = moment, number, of

    def days(self) -> Days:
        """What all of it comes to, by series. UnusualError where an id or a correction is not ordinary."""
        if len(self._ids) != self._count or not self._is_sound():
            raise UnusualError
        found: defaultdict[str, list[Daily]] = defaultdict(list)
        dates, meaning = self._months.dates, self._keys.meaning
        for key in compress(range(self._keys.end), self._reported):
            if key % _MONTHS != _LATER:
                series, place = meaning(key)
                last = dates[self._last[key]]
                found[series].append(Daily(last, place, self._sums[key], None, self._reported[key]))
        for (key, day), (_moment, value, of, reported) in self._latest.items():
            series, place = meaning(key)
            found[series].append(Daily(dates[day], place, value, of, reported))
        return found

    def _is_sound(self) -> bool:
        """Whether each correction is of a row that is here, the only one of it, and in no circle."""
        if not self._corrected <= self._ids or len(self._corrected) != len(self._former):
            return False
        steps = 0
        for row_id in self._former.keys() - self._corrected:
            while former := self._former.get(row_id):
                row_id, steps = former, steps + 1
        # In a circle nothing is the last word, so that nothing led there.
        return steps == len(self._former)


class _Keys:
    """A number for each target, place and month of a plan. LookupError for others of them."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        own = (target for target in plan.targets() if not target.reads)
        self._targets = [target for target in own if not personal_data(target.id)]
        self._places = ["", *(place.name for place in plan.places if not personal_data(place.name))]
        self._right: set[tuple[int, Number | None, Number | None]] = set()
        row = len(self._places) * _MONTHS
        self.end = len(self._targets) * row
        """All numbers are smaller than this one."""
        if self.end > _MOST_KEYS:
            raise UnusualError
        self.targets = {target.id.encode(): at * row for at, target in enumerate(self._targets)}
        self.places = {place.encode(): at * _MONTHS for at, place in enumerate(self._places)}
        self.adds = b"".join(
            (b"\1" if isinstance(target.measure, ADDITIVE) else b"\0") * row for target in self._targets
        )
        """For each number, whether values are added there."""

    def meaning(self, key: int) -> tuple[str, str]:
        """The id of the target, and the place."""
        row, column = divmod(key // _MONTHS, len(self._places))
        return self._targets[row].id, self._places[column]

    def checked(self, key: int, value: Number | None, of: Number | None) -> Number:
        """The value. UnusualError for numbers that the target can't have, or not there."""
        if value is None:
            raise UnusualError
        if (key, value, of) not in self._right:
            row, column = divmod(key // _MONTHS, len(self._places))
            target = self._targets[row]
            if misplaced(self._plan, target, self._places[column]) or miscounted(target, value, of):
                raise UnusualError
            self._right.add((key, value, of))
        return value


class _Months(dict[bytes, int]):
    """The month of each date, from 0. Days after `as_of` are in one of their own, which doesn't count."""

    def __init__(self, year: int, as_of: date) -> None:
        super().__init__()
        self._year = year
        self._as_of = as_of
        self.dates: dict[bytes, date] = {}

    def __missing__(self, text: bytes) -> int:
        day = date.fromisoformat(text.decode())
        if day.year != self._year or day.isoformat().encode() != text:
            raise UnusualError
        self.dates[text] = day
        month = self[text] = _LATER if day > self._as_of else day.month - 1
        return month


class _Numbers(dict[bytes, "int | None"]):
    """The whole number that a text says; None for any other text."""

    whole = True
    """Whether every text so far said one."""

    def __missing__(self, text: bytes) -> int | None:
        number = self[text] = int(text) if text.isdigit() and len(text) <= MAX_DIGITS else None
        self.whole = self.whole and number is not None
        return number

    def of(self, text: bytes) -> Number | None:
        """The number, whole or not; None where there is none. Raises LovpError for what is no number."""
        number = self[text] if text else None
        if number is None and text:
            from lovp.record.parse import parse_number

            return parse_number(text.decode())
        return number
