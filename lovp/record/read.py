"""The files of a record as rows, and a problem for each row or file that can't be read."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from lovp.cells import clean_text
from lovp.errors import Problem
from lovp.i18n import _, ngettext
from lovp.model import Outcome
from lovp.record.dialect import (
    Dialect,
    is_blank,
    is_too_short,
    looks_like_row,
    parse_line,
    read_header,
    split,
)
from lovp.record.folder import NotARecordError, open_record, record_files
from lovp.record.guard import personal_data
from lovp.record.lines import MAX_LINE, TOO_LONG, blocks
from lovp.record.parse import RowError, not_whole, parse_row
from lovp.record.row import COLUMNS, HEADER
from lovp.trouble import why

MAX_JOINED = 20
"""Lines of a cell that a spreadsheet put line breaks into."""
MAX_PROBLEMS = 100
"""Problems that are told one by one for each file; the others are counted."""
MAX_SHOWN = 200
"""Characters of a line that are shown."""


class FileRow(NamedTuple):
    """A row that could be read, and where it stands: the file's name and the line, from 1."""

    outcome: Outcome
    file: str
    line: int


def read_rows(folder: Path) -> tuple[list[FileRow], list[Problem]]:
    """Every row of every `*.csv` in the folder, in the order of names and lines, and what can't be read.

    A folder that isn't there is an empty record. Folders below it are not read.
    """
    problems: list[Problem] = []
    return list(stream_rows(folder, problems)), problems


def stream_rows(folder: Path, problems: list[Problem]) -> Iterator[FileRow]:
    """The rows of `read_rows` one by one; `problems` is complete once the last row has been taken."""
    try:
        files = record_files(folder)
    except OSError as error:
        problems.append(_unreadable(clean_text(folder.name), error))
        return
    for path in files:
        name = clean_text(path.name)
        try:
            with open_record(path) as stream:
                yield from rows_of(name, chain.from_iterable(blocks(stream)), problems)
        except OSError as error:
            problems.append(_unreadable(name, error))


def rows_of(name: str, lines: Iterable[str], problems: list[Problem]) -> Iterator[FileRow]:
    """The rows in the lines of one file."""
    reader = _Reader(name)
    delimiter = None
    for number, line in enumerate(lines, 1):
        if not line and not reader.waiting:
            continue
        if delimiter:
            try:
                # Nearly every row of every record ends here: cells apart, ten of them, each as it should be.
                cells = split(line, delimiter) if '"' in line else line.split(delimiter)
                if cells and len(cells) == len(COLUMNS):
                    yield FileRow(parse_row(cells), name, number)
                    continue
            except RowError:
                pass
        yield from reader.take(number, line)
        delimiter = reader.fast_delimiter
    yield from reader.close()
    problems += reader.problems()


def safe_text(line: str) -> str:
    """The line as a problem may show it: cleaned and cut, empty if it holds personal data."""
    start = line[: 2 * MAX_SHOWN]
    # Cell by cell too: between delimiters a number may look like something else.
    if any(personal_data(text) for text in (start, *re.split('[,;\t"]', start))):
        return ""
    return clean_text(start).strip()[:MAX_SHOWN]


class _Reader:
    """What is known so far about one file: its dialect, its faults, and the lines of a cell still open."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._dialect = Dialect()
        self._header = False
        self._rows = 0
        self.waiting: list[tuple[int, str]] = []
        """The lines of a cell that is not closed yet, each with its number."""
        self._problems: list[Problem] = []
        self._untold = 0

    @property
    def fast_delimiter(self) -> str | None:
        """The delimiter with which a line may be split right away, if it may be."""
        certain = (self._header or self._rows) and self._dialect.plain and not self.waiting
        return self._dialect.delimiter if certain else None

    def take(self, number: int, line: str) -> Iterator[FileRow]:
        """The row that the line ends, if it ends one; a line that is no row is remembered as a problem."""
        if not self.waiting:
            yield from self._line(number, line, may_open=True)
        elif self._is_apart(line):
            yield from self.close()
            yield from self._line(number, line, may_open=True)
        else:
            self.waiting.append((number, line))
            yield from self._joined()

    def close(self) -> Iterator[FileRow]:
        """The open lines taken one by one, now that nothing follows which closes the cell."""
        waiting, self.waiting = self.waiting, []
        for number, line in waiting:
            yield from self._line(number, line, may_open=False)

    def problems(self) -> list[Problem]:
        """The faults of the file; a file that is no record at all has one."""
        if self._problems and not self._rows and not self._header:
            return [
                Problem(
                    self._name,
                    1,
                    0,
                    "",
                    _("This file is not a record."),
                    _header_remedy(),
                )
            ]
        if self._untold:
            message = ngettext(
                "{count} more row in this file can't be read.",
                "{count} more rows in this file can't be read.",
                self._untold,
            ).format(count=self._untold)
            remedy = _("Put back an earlier copy of the file, or correct the rows named above first.")
            self._problems.append(Problem(self._name, 0, 0, "", message, remedy))
        return self._problems

    def _line(self, number: int, line: str, *, may_open: bool) -> Iterator[FileRow]:
        if is_blank(line):
            return
        if is_too_short(line):
            self._no_row(number, line, not_whole, may_open=may_open)
            return
        if header := read_header(line):
            self._dialect, self._header = header, True
            return
        try:
            outcome, dialect = parse_line(line, self._dialect)
        except RowError as error:
            fault = error
            self._no_row(number, line, lambda: fault, may_open=may_open)
        else:
            if not self._header and not self._rows:
                self._dialect = dialect
            self._rows += 1
            yield FileRow(outcome, self._name, number)

    def _is_apart(self, line: str) -> bool:
        return (
            len(self.waiting) > MAX_JOINED
            or looks_like_row(line, self._dialect)
            or read_header(line) is not None
        )

    def _joined(self) -> Iterator[FileRow]:
        """The row that the open lines make together, once every quotation mark is closed."""
        text = "\n".join(line for _number, line in self.waiting)
        if text.count('"') % 2:
            return
        try:
            outcome, _dialect = parse_line(text, self._dialect)
        except RowError:
            yield from self.close()
        else:
            number = self.waiting[0][0]
            self.waiting = []
            self._rows += 1
            yield FileRow(outcome, self._name, number)

    def _no_row(self, number: int, line: str, fault: Callable[[], RowError], *, may_open: bool) -> None:
        """Wait for what closes the line's quotation mark, or remember what is wrong with it."""
        if may_open and line.count('"') % 2 and len(line) <= MAX_LINE:
            self.waiting = [(number, line)]
        elif len(self._problems) >= MAX_PROBLEMS:
            self._untold += 1
        else:
            self._add_problem(number, line, fault())

    def _add_problem(self, number: int, line: str, error: RowError) -> None:
        message, remedy, text = error.message, error.remedy, safe_text(line)
        if line == TOO_LONG:
            message, text = _("The line is too long for a row."), ""
        elif "\0" in line:
            message = _("The row holds characters that no text has; the file is damaged.")
        elif not self._header and not self._rows and not self._problems:
            message, remedy = _("The first line is not the header of a record."), _header_remedy()
        self._problems.append(Problem(self._name, number, 0, text, message, remedy))


def _header_remedy() -> str:
    return _("A record begins with this line: {header}. Move other files out of the folder.").format(
        header=HEADER
    )


def _unreadable(name: str, error: OSError) -> Problem:
    if isinstance(error, NotARecordError):
        message, remedy = str(error), _("Move it out of the folder, or give it another ending than .csv.")
    else:
        message = _("The file can't be read: {reason}.").format(reason=why(error))
        remedy = _("Totals lack what it holds. Close other programs, check the permissions, and try again.")
    return Problem(name, 0, 0, "", message, remedy)
