"""A record read for its totals, many times as fast as row by row, where nothing is out of the ordinary.

Most rows are plain: in the program's own form, a whole number, correcting nothing and never corrected. Those
are taken column by column and put together: what adds up by month, target and place, of anything else the
latest of each day. Nothing is kept of them but their ids. The few others are read as everywhere else.

Where anything is wrong or unusual (a file that a spreadsheet saved, an id that stands twice, a text that may
hold personal data), there is no quick answer, and whoever asked reads the record in full. So every problem is
found and told in one place, and what is answered here is what would be answered there.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from itertools import compress
from operator import not_
from pathlib import Path
from typing import Any, NamedTuple

from lovp.errors import LovpError
from lovp.model import ADDITIVE, Daily, Outcome, Plan, Target
from lovp.record.columns import DAY, ID, Checks, Row, UnusualError, batches, blocks, corrected
from lovp.record.fits import miscounted, misplaced
from lovp.record.guard import personal_data
from lovp.record.merge import merge
from lovp.record.parse import parse_row
from lovp.record.read import FileRow, open_record, record_files
from lovp.record.record import record_of
from lovp.record.row import MAX_DIGITS, format_number


class Totals(NamedTuple):
    """What counts of a record: the plain rows put together, by series; and the other outcomes one by one."""

    days: dict[str, list[Daily]]
    outcomes: tuple[Outcome, ...]


def read_totals(folder: Path, plan: Plan, as_of: date, known_at: str | None = None) -> Totals | None:
    """What counts by the end of `as_of`, and of any month before it; None where it must be read in full.

    With `known_at` (as `logged_at`), of what had been recorded by then.
    """
    latest = known_at.encode() if known_at else None
    try:
        with ExitStack() as stack:
            files = [stack.enter_context(open_record(path)) for path in record_files(folder)]
            reader = _Reader(plan, as_of, corrected(files, latest))
            for file in files:
                for rows in batches(file, latest):
                    reader.take(rows)
            return reader.totals()
    except (UnusualError, LovpError, ValueError, LookupError, OSError):
        return None


def holds_like(folder: Path, row: Outcome) -> bool:
    """Whether another line of a sound record may say what `row` does: the same day, target, place, numbers.

    Raises UnusualError or OSError where the record has to be read in full.
    """
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
    """What has been read so far: ids, plain rows put together, and the rows that are not plain."""

    def __init__(self, plan: Plan, as_of: date, corrected: set[bytes]) -> None:
        self._plan = plan
        self._corrected = corrected
        self._checks = Checks()
        self._ids: set[bytes] = set()
        self._count = 0
        self._kinds = _Kinds(plan)
        self._months = _Months(self._kinds, plan.year, as_of)
        self._numbers = _Numbers()
        self._latest: dict[bytes, list[Any]] = {}
        """By `,date,target,place`: when the latest was recorded, and its id; value and `of`; how many."""
        self._others: list[FileRow] = []

    def take(self, rows: list[Row]) -> None:
        """Put the rows together with those before them."""
        heads, values, ofs, notes, replaces, writers, logged_at = zip(*rows, strict=True)
        ids = [head[:ID] for head in heads]
        self._checks.check(ids, notes, writers, logged_at)
        self._ids.update(ids)
        self._count += len(ids)
        days = [head[DAY] for head in heads]
        months = map(self._months.__getitem__, days)
        cells: list[Any] = [month[head[DAY.stop :]] for month, head in zip(months, heads, strict=True)]
        numbers: list[Any] = list(map(self._numbers.__getitem__, values))
        corrected = self._corrected
        if None in cells or None in numbers or any(ofs) or any(replaces) or not corrected.isdisjoint(ids):
            columns = zip(ids, cells, numbers, ofs, replaces, strict=True)
            added = [
                cell is not None and number is not None and not (of or former or row_id in corrected)
                for row_id, cell, number, of, former in columns
            ]
            for row in compress(rows, map(not_, added)):
                self._take_apart(row)
            cells, numbers, days = (list(compress(each, added)) for each in (cells, numbers, days))
        for cell, number, day in zip(cells, numbers, days, strict=True):
            cell[0] += number
            cell[1] += 1
            if day > cell[2]:
                cell[2] = day

    def _take_apart(self, row: Row) -> None:
        """Take a row that is not added to others: as the latest of its day, or as an outcome by itself."""
        head, value, of, _note, replaces, _writer, logged_at = row
        number, whole = self._numbers[value], self._numbers[of] if of else None
        kind = self._kinds[head[DAY.stop :]]
        if replaces or number is None or (of and whole is None) or kind.adds or head[:ID] in self._corrected:
            self._others.append(_parsed(row))
            return
        self._kinds.check_numbers(kind.target, number, whole)
        moment = (logged_at, head[:ID])
        cell = self._latest.setdefault(head[ID:], [moment, number, whole, 0])
        cell[3] += 1
        if moment > cell[0]:
            cell[:3] = moment, number, whole

    def totals(self) -> Totals:
        """What all of it comes to."""
        if len(self._ids) != self._count:
            raise UnusualError
        record = record_of(merge(self._others), self._plan)
        if record.problems:
            raise UnusualError
        days: defaultdict[str, list[Daily]] = defaultdict(list)
        for series, day in self._months.sums():
            days[series].append(day)
        for key, (_moment, number, whole, reported) in self._latest.items():
            target, place, _adds = self._kinds[key[DAY.stop - ID :]]
            when = self._months.dates[key[: DAY.stop - ID]]
            days[target.id].append(Daily(when, place, number, whole, reported))
        return Totals(days, record.outcomes)


class _Kind(NamedTuple):
    """What `,target,place` says, and whether values there are added to each other."""

    target: Target
    place: str
    adds: bool


class _Kinds(dict[bytes, _Kind]):
    """The kind of each `,target,place`; LookupError or UnusualError for what the plan does not have."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan
        own = [target for target in plan.targets() if not target.reads and not personal_data(target.id)]
        self._targets = {target.id.encode(): target for target in own}
        places = ["", *(place.name for place in plan.places if not personal_data(place.name))]
        self._places = {place.encode(): place for place in places}
        self._numbers: set[tuple[str, int, int | None]] = set()

    def __missing__(self, key: bytes) -> _Kind:
        nothing, series, where = key.split(b",")
        if nothing:
            raise UnusualError
        target, place = self._targets[series], self._places[where]
        adds = isinstance(target.measure, ADDITIVE)
        if not adds and misplaced(self._plan, target, place):
            raise UnusualError
        kind = self[key] = _Kind(target, place, adds)
        return kind

    def check_numbers(self, target: Target, value: int, of: int | None) -> None:
        """Raises UnusualError for numbers that the target can't have."""
        if (target.id, value, of) not in self._numbers:
            if miscounted(target, value, of):
                raise UnusualError
            self._numbers.add((target.id, value, of))


class _Month(dict[bytes, Any]):
    """By `,target,place` a month's sum, number of rows and last day; None for what is not added."""

    def __init__(self, kinds: _Kinds) -> None:
        super().__init__()
        self._kinds = kinds

    def __missing__(self, key: bytes) -> list[Any] | None:
        cell = self[key] = [0, 0, b""] if self._kinds[key].adds else None
        return cell


class _Months(dict[bytes, _Month]):
    """The month of each `,date`. Days after `as_of` have one that doesn't count."""

    def __init__(self, kinds: _Kinds, year: int, as_of: date) -> None:
        super().__init__()
        self._kinds = kinds
        self._year = year
        self._as_of = as_of
        self._of_year = [_Month(kinds) for _month in range(12)]
        self._later = _Month(kinds)
        self.dates: dict[bytes, date] = {}

    def __missing__(self, text: bytes) -> _Month:
        day = date.fromisoformat(text[1:].decode())
        if day.year != self._year or f",{day.isoformat()}".encode() != text:
            raise UnusualError
        self.dates[text] = day
        month = self[text] = self._later if day > self._as_of else self._of_year[day.month - 1]
        return month

    def sums(self) -> Iterator[tuple[str, Daily]]:
        """What was added up by month and place, with its series."""
        for month in self._of_year:
            for key, cell in month.items():
                if cell and cell[1]:
                    target, place, _adds = self._kinds[key]
                    yield target.id, Daily(self.dates[cell[2]], place, cell[0], None, cell[1])


class _Numbers(dict[bytes, "int | None"]):
    """The whole number that a text says; None for any other text."""

    def __missing__(self, text: bytes) -> int | None:
        number = self[text] = int(text) if text.isdigit() and len(text) <= MAX_DIGITS else None
        return number


def _parsed(row: Row) -> FileRow:
    """The row as an outcome; where it stands is not known, and nobody will ask."""
    cells = [cell.decode() for cell in [*row[0].split(b","), *row[1:]]]
    return FileRow(parse_row(cells), "", 0)
