"""A copy of the record's folder, and what each of its files must hold, kept without the program's reader."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from lovp.model import Outcome
from tests.faults.rows import COLUMNS, Cells, Form

Rows = dict[str, Cells]
"""Rows by id."""

_REPLACES, _LOGGED_AT = COLUMNS.index("replaces"), COLUMNS.index("logged_at")


class Content(NamedTuple):
    """What a file must hold; `moved` if columns stand in another order somewhere in it."""

    rows: Rows
    moved: bool = False


class Replica:
    """The files of one copy of the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.files: dict[str, Content] = {}
        self.earlier: list[tuple[str, bytes, Content]] = []
        """Files as they once were."""

    def union(self) -> Rows:
        """Every row that some file holds."""
        return {row_id: cells for content in self.files.values() for row_id, cells in content.rows.items()}

    def added(self, name: str, cells: Cells) -> None:
        """A row was appended to the file."""
        former = self.files.get(name, Content({}))
        self.files[name] = former._replace(rows=former.rows | {cells[0]: cells})
        self.keep(name)

    def put(self, name: str, data: bytes, content: Content) -> None:
        """The file is replaced by another one, or new."""
        (self.folder / name).write_bytes(data)
        self.files[name] = content
        self.keep(name)

    def remove(self, name: str) -> None:
        """The file is deleted."""
        (self.folder / name).unlink()
        del self.files[name]

    def data(self, name: str) -> bytes:
        """The file's bytes."""
        return (self.folder / name).read_bytes()

    def keep(self, name: str) -> None:
        """Remember the file as it is now."""
        self.earlier.append((name, self.data(name), self.files[name]))

    def save_as(self, name: str, form: Form, column: int, tail: bytes) -> None:
        """A program opens the file, sorts its rows by a column, and saves it in its own way."""
        rows = self.files[name].rows
        data = form.file(sorted(rows.values(), key=itemgetter(column))) + tail
        self.put(name, data, Content(rows, moved=form.order != COLUMNS))


def last_words(rows: Rows) -> dict[str, str]:
    """For each row the one that has the last word in its history, found the slow and certain way.

    Of rows that nothing replaces the latest; a row is never earlier than what it replaces, whatever its
    clock said.
    """
    histories: dict[str, list[str]] = {}
    for row_id in rows:
        histories.setdefault(_root(row_id, rows), []).append(row_id)
    replaced = {cells[_REPLACES] for cells in rows.values()}
    found: dict[str, str] = {}
    for members in histories.values():
        ends = [row_id for row_id in members if row_id not in replaced]
        found |= dict.fromkeys(members, max(ends, key=lambda row_id: (_moment(row_id, rows), row_id)))
    return found


def counting(rows: Rows) -> list[Cells]:
    """The rows that count, the latest last."""
    last = last_words(rows)
    standing = [cells for row_id, cells in rows.items() if last[row_id] == row_id and cells[4]]
    return sorted(standing, key=lambda cells: (cells[1], cells[_LOGGED_AT], cells[0]))


def _root(row_id: str, rows: Rows) -> str:
    while row_id in rows and rows[row_id][_REPLACES]:
        row_id = rows[row_id][_REPLACES]
    return row_id


def _moment(row_id: str, rows: Rows) -> tuple[str, int]:
    if row_id not in rows:
        return "", 0
    own = rows[row_id][_LOGGED_AT]
    moment, step = _moment(rows[row_id][_REPLACES], rows)
    return (own, 0) if own > moment else (moment, step + 1)


def undoing(rows: Rows, row_id: str) -> Cells:
    """What undoing `row_id` must say: what was said before, or nothing more; id and time are left empty."""
    last = rows[row_id]
    former = rows.get(last[_REPLACES])
    said = former or last
    value, of = (said[4], said[5]) if former else ("", "")
    return ("", *said[1:4], value, of, said[6], row_id, "", "")


def outcome(cells: Cells) -> Outcome:
    """The outcome that the cells mean."""
    row_id, day, target, place, value, of, note, replaces, writer, logged_at = cells
    value_, of_ = (None if not text else Decimal(text) if "." in text else int(text) for text in (value, of))
    return Outcome(
        row_id, date.fromisoformat(day), target, place, value_, of_, note, replaces, writer, logged_at
    )


def stamp(moment: datetime) -> str:
    """The moment as the column `logged_at` has it; it must be in UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond:06}Z"


def with_(cells: Cells, changes: Mapping[str, str]) -> Cells:
    """The cells with some of them changed."""
    return tuple(changes.get(column, text) for column, text in zip(COLUMNS, cells, strict=True))
