"""The rows of a record one by one, each with where it stands."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lovp.errors import Problem
from lovp.model import Outcome
from lovp.record.parse import Cells
from lovp.record.reader import Batch, read_batches, read_file


class FileRow(NamedTuple):
    """A row that could be read, and where it stands: the file's name and the line, from 1."""

    outcome: Outcome
    file: str
    line: int


def read_rows(folder: Path) -> tuple[list[FileRow], list[Problem]]:
    """Every row of the record's files in the folder, and what can't be read."""
    problems: list[Problem] = []
    return list(_apart(read_batches(folder, Cells(), problems))), problems


def rows_of(name: str, blocks: Iterable[str], problems: list[Problem]) -> Iterator[FileRow]:
    """The rows in the lines of one file."""
    return _apart(read_file(name, blocks, Cells(), problems))


def batches(rows: Iterable[FileRow]) -> Iterator[Batch]:
    """The rows as the reader gives them, each in a batch of its own."""
    return (Batch(row.file, [row.line], [row.outcome]) for row in rows)


def _apart(found: Iterable[Batch]) -> Iterator[FileRow]:
    for batch in found:
        for line, row in zip(batch.lines, batch.rows, strict=True):
            yield FileRow(row, batch.file, line)
