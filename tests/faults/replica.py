"""A copy of the record's folder, and what each of its files must hold, kept without the program's reader."""

from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from lovp.model import Outcome
from tests.faults.rows import COLUMNS, Form, meaning

Rows = dict[str, Outcome]
"""Rows by id."""


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

    @property
    def rows(self) -> Rows:
        """Every row that some file holds."""
        return union(self.files.values())

    def added(self, name: str, row: Outcome) -> None:
        """A row was appended to the file."""
        former = self.files.get(name, Content({}))
        self._keep(name, former._replace(rows=former.rows | {row.id: row}))

    def put(self, name: str, data: bytes, content: Content) -> None:
        """The file is replaced by another one, or new."""
        (self.folder / name).write_bytes(data)
        self._keep(name, content)

    def remove(self, name: str) -> None:
        """The file is deleted."""
        (self.folder / name).unlink()
        del self.files[name]

    def data(self, name: str) -> bytes:
        """The file's bytes."""
        return (self.folder / name).read_bytes()

    def _keep(self, name: str, content: Content) -> None:
        self.files[name] = content
        self.earlier.append((name, self.data(name), content))

    def save_as(self, name: str, form: Form, column: str, tail: bytes) -> None:
        """A program opens the file, sorts its rows by a column, and saves it in its own way."""
        rows = self.files[name].rows
        data = form.file(map(meaning, sorted(rows.values(), key=attrgetter(column)))) + tail
        self.put(name, data, Content(rows, moved=form.order != COLUMNS))


def union(files: Iterable[Content]) -> Rows:
    """The rows of the files, each once."""
    return {row_id: row for content in files for row_id, row in content.rows.items()}


def last_words(rows: Rows) -> dict[str, str]:
    """For each row the one that has the last word in its history, found the slow and certain way.

    Of rows that nothing replaces the latest; a row is never earlier than what it replaces, whatever its
    clock said.
    """
    histories: dict[str, list[str]] = {}
    for row_id in rows:
        histories.setdefault(_root(row_id, rows), []).append(row_id)
    replaced = {row.replaces for row in rows.values()}
    found: dict[str, str] = {}
    for members in histories.values():
        ends = [row_id for row_id in members if row_id not in replaced]
        found |= dict.fromkeys(members, max(ends, key=lambda row_id: (_moment(row_id, rows), row_id)))
    return found


def counting(rows: Rows) -> tuple[Outcome, ...]:
    """The rows that count, the latest last."""
    last = last_words(rows)
    standing = [row for row_id, row in rows.items() if last[row_id] == row_id and row.value is not None]
    return tuple(sorted(standing, key=lambda row: (row.date, row.logged_at, row.id)))


def _root(row_id: str, rows: Rows) -> str:
    while row_id in rows and rows[row_id].replaces:
        row_id = rows[row_id].replaces
    return row_id


def _moment(row_id: str, rows: Rows) -> tuple[str, int]:
    if row_id not in rows:
        return "", 0
    own = rows[row_id].logged_at
    moment, step = _moment(rows[row_id].replaces, rows)
    return (own, 0) if own > moment else (moment, step + 1)
