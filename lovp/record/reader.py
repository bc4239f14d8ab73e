"""Read the files of a record: how lines become rows.

Most lines are plain: they are split many at a time by the file's delimiter, and their cells parsed column by
column (`row.Cells`). Where one of them is anything else (torn, in another form, a cell over several lines),
those lines are taken one by one (`layout.parse_line`).
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from lovp.errors import LovpError, Problem, why
from lovp.i18n import _
from lovp.model import Outcome
from lovp.pii import shown_line
from lovp.record.encoding import read_blocks
from lovp.record.folder import open_record, record_files
from lovp.record.layout import PLAIN, is_blank, looks_like_row, parse_line, read_header
from lovp.record.row import HEADER, Cells
from lovp.text import clean_text

MAX_JOINED = 20  # lines of a cell that a spreadsheet put line breaks into
MAX_PROBLEMS = 100  # that are told one by one for each file
_HEAD = 3  # lines at the start that are read one by one: what comes before a header, and the header


class Batch(NamedTuple):
    """Rows of one file that were read together, and the line on which each begins, from 1."""

    file: str
    lines: Sequence[int]
    rows: Sequence[Outcome]


def read_batches(folder: Path, cells: Cells, problems: list[Problem]) -> Iterator[Batch]:
    """The rows of every `*.csv` in the folder; `problems` gets one for each row or file that can't be read.

    A folder that isn't there is an empty record. `problems` is complete once the last batch has been taken.
    """
    try:
        files = record_files(folder)
    except OSError as error:
        problems.append(_unreadable(clean_text(folder.name), error))
        return
    for path in files:
        name = clean_text(path.name)
        try:
            with open_record(path) as stream:
                yield from read_file(name, read_blocks(stream), cells, problems)
        except OSError as error:
            problems.append(_unreadable(name, error))


def read_file(name: str, blocks: Iterable[str], cells: Cells, problems: list[Problem]) -> Iterator[Batch]:
    """The rows in the text of one file; `problems` gets one for each line that is no row."""
    reader = _FileReader(name, cells)
    yield from reader.read(blocks)
    if not reader.is_record:  # one line is enough then, and nothing of the file is shown
        reader.problems = [each._replace(line=1, text="") for each in reader.problems[:1]]
    problems += reader.problems


class _FileReader:
    """What is known so far about one file: its layout and its faults."""

    def __init__(self, name: str, cells: Cells) -> None:
        self._name = name
        self._cells = cells
        self._layout = PLAIN
        self.is_record = False  # whether a header or a row was found
        self.problems: list[Problem] = []

    def read(self, blocks: Iterable[str]) -> Iterator[Batch]:
        """The rows of the file, many at a time."""
        number = 1
        open_lines: list[str] = []
        rest = iter(blocks)
        for block in chain(next(rest, "").split("\n", _HEAD), rest):
            rows = None if open_lines else self._parse_plain(block)
            if rows is not None:
                yield Batch(self._name, range(number, number + len(rows)), rows)
                number += len(rows)
                continue
            lines = open_lines + block.split("\n")
            used, batch = self._parse_each(lines, number)
            yield batch
            number += used
            open_lines = lines[used:]
        yield self._parse_each(open_lines, number, at_end=True)[1]

    def _parse_plain(self, block: str) -> list[Outcome] | None:
        """The rows of the block, if each of its lines is one row of the file's layout; else None."""
        if not self.is_record:
            return None
        lines = block.split("\n")
        try:
            delimiter = self._layout.delimiter
            if '"' in block:
                rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
            else:
                rows = [line.split(delimiter) for line in lines]  # the same, in half the time
            columns = list(zip(*rows, strict=True))
            if len(rows) == len(lines) and len(columns) == self._layout.width:
                return self._cells.parse_columns([columns[at] for at in self._layout.order])
        except (LovpError, ValueError, csv.Error):
            pass  # one of the lines needs a closer look
        return None

    def _parse_each(self, lines: list[str], first: int, *, at_end: bool = False) -> tuple[int, Batch]:
        """How many of the lines were used, and their rows, taken one by one; the lines count from `first`.

        The last lines are left where the next block may close a cell that they open.
        """
        numbers: list[int] = []
        rows: list[Outcome] = []
        at = 0
        while at < len(lines):
            used, row = self._parse_at(lines, at, first + at, at_end=at_end)
            if not used:
                break
            if row:
                numbers.append(first + at)
                rows.append(row)
            at += used
        return at, Batch(self._name, numbers, rows)

    def _parse_at(
        self, lines: list[str], at: int, number: int, *, at_end: bool
    ) -> tuple[int, Outcome | None]:
        """How many lines belong to what begins at `at` (0: not known yet), and the row, if it is one."""
        line = lines[at]
        if is_blank(line):
            return 1, None
        if layout := read_header(line):
            self._layout = layout
            self.is_record = True
            return 1, None
        try:
            return 1, self._parse_row(line)
        except LovpError as error:
            fault = error.with_traceback(None)  # with which each line of a damaged file would stay in memory
        count = self._count_joined(lines, at)
        if count == 0 and not at_end:
            return 0, None
        if count > 1:
            with suppress(LovpError):
                return count, self._parse_row("\n".join(lines[at : at + count]))
        self._add_problem(number, line, fault)
        return 1, None

    def _count_joined(self, lines: list[str], at: int) -> int:
        """How many lines the cells take that begin at `at`; 0 if more lines are needed to know."""
        quotes = lines[at].count('"')
        if quotes % 2 == 0:
            return 1
        for end in range(at + 1, min(at + 1 + MAX_JOINED, len(lines))):
            if looks_like_row(lines[end], self._layout) or read_header(lines[end]):
                return 1
            quotes += lines[end].count('"')
            if quotes % 2 == 0:
                return end + 1 - at
        return 0 if len(lines) - at <= MAX_JOINED else 1

    def _parse_row(self, text: str) -> Outcome:
        row, delimiter = parse_line(text, self._layout, self._cells)
        if not self.is_record:
            self._layout = PLAIN._replace(delimiter=delimiter)
            self.is_record = True
        return row

    def _add_problem(self, number: int, line: str, error: LovpError) -> None:
        if len(self.problems) > MAX_PROBLEMS:
            return
        text, message, remedy = shown_line(line), error.message, error.remedy
        if len(self.problems) == MAX_PROBLEMS:
            number = 0
            text = ""
            message = _("More rows in this file can't be read.")
            remedy = _("Put back an earlier copy of the file, or correct the rows named above first.")
        elif not self.is_record and not self.problems:
            message = _("The first line is not the header of a record.")
            remedy = _("A record begins with this line: {header}. Move other files out of the folder.")
            remedy = remedy.format(header=HEADER)
        self.problems.append(Problem(self._name, number, 0, text, message, remedy))


def _unreadable(name: str, error: OSError) -> Problem:
    message = _("The file can't be read: {reason}.").format(reason=why(error))
    remedy = _(
        "Totals lack what it holds. Check the permissions, close other programs, or move it elsewhere."
    )
    return Problem(name, 0, 0, "", message, remedy)
