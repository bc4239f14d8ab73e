"""The rows of a record one by one, each with where it stands."""

from pathlib import Path
from typing import NamedTuple

from lovp.errors import Problem
from lovp.exchange.example_folders import YEARS
from lovp.model import Outcome
from lovp.record.reader import read_batches
from lovp.record.row import Cells as Parsed
from tests.faults.rows import Cells, meaning


class FileRow(NamedTuple):
    """A row that could be read, and where it stands: the file's name and the line, from 1."""

    outcome: Outcome
    file: str
    line: int

    @property
    def cells(self) -> Cells:
        return meaning(self.outcome)


def example_rows() -> list[Outcome]:
    return [row.outcome for row in read_rows(YEARS / "lo-vast")[0]]


def read_rows(folder: Path) -> tuple[list[FileRow], list[Problem]]:
    """Every row of the record's files in the folder, and what can't be read."""
    problems: list[Problem] = []
    rows = [
        FileRow(row, batch.file, line)
        for batch in read_batches(folder, Parsed(), problems)
        for line, row in zip(batch.lines, batch.rows, strict=True)
    ]
    return rows, problems
