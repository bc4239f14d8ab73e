"""`lovp log --many`: a table of outcomes, typed, pasted or piped, saved all at once or not at all."""

import csv
import sys
from collections.abc import Sequence
from datetime import timedelta

from lovp.cli import answer, ask, context, match, row_parser, settings, show
from lovp.errors import FileError, LovpError, Problem, StoppedError, UsageError
from lovp.folding import fold
from lovp.i18n import _, ngettext
from lovp.model import ADDITIVE, Outcome, Plan, Share, Target
from lovp.problems import format_problem
from lovp.record.guard import MASK, personal_data, shown
from lovp.record.lines import TOO_LONG, blocks
from lovp.render import sentences
from lovp.render.grid import Column, Grid

_COLUMNS = {"plats": "place", "antal": "value", "av": "of", "datum": "date", "anteckning": "note"}
_COLUMNS |= {name: name for name in _COLUMNS.values()}
"""The columns by their names in a header."""
_LONGEST_LINE = 1000


def record(folder: context.Folder, plan: Plan, target: Target, given: row_parser.Given, *, yes: bool) -> None:
    """Take rows from whoever is there to ask, else from standard input, and save them together."""
    table = _Table(plan, answer.series(plan, target), given)
    rows = _ask_rows(table, yes=yes) if show.somebody() else table.parse(_read_input(), "\t;,")
    if not rows:
        raise LovpError(_("There are no lines to save."), table.explanation)
    writer, now = settings.writer(folder.path), context.now()
    for at, row in enumerate(rows):
        # Each a moment after the one before it, so that the last of two is the latest.
        rows[at] = row_parser.finish_row(row, writer, now + timedelta(microseconds=at))
    answer.save(folder, plan, rows, _("Saved"))


class _Table:
    """Lines of a table, parsed as rows of one target."""

    def __init__(self, plan: Plan, target: Target, given: row_parser.Given) -> None:
        self.target = target
        self._given = given
        self._blank = row_parser.blank_row(plan, target)
        # A day of another year is refused by the plan of this one.
        self._terms = row_parser.Terms(lambda _day: plan, context.today())
        places = row_parser.allowed_places(plan, target)
        example = {"place": places[-1].name} if places else {}
        example |= {"value": "2", "of": "7"} if isinstance(target.measure, Share) else {"value": "3"}
        example |= {"date": "12/3", "note": _("a few words")}
        self.explanation = _("One line for each outcome: {line}").format(line="; ".join(example.values()))
        self._columns = list(example)

    def parse(self, lines: Sequence[str], delimiters: str, first: int = 1) -> list[Outcome]:
        """The rows of the lines. Raises FileError with every line that is refused, counted from `first`."""
        delimiter = next((sign for line in lines for sign in delimiters if sign in line), delimiters[0])
        rows: list[Outcome] = []
        problems: list[Problem] = []
        for number, line in enumerate(lines, first):
            try:
                cells = _split(line, delimiter)
                if any(cells) and (rows or problems or not self._read_header(cells)):
                    rows.append(self._parse_row(cells))
            except LovpError as error:
                start = line[:_LONGEST_LINE]
                text = MASK if any(map(personal_data, start.split(delimiter))) else shown(start, 200)
                problems.append(Problem(_("line"), number, 0, text, error.message, error.remedy))
        if problems:
            message = ngettext(
                "Nothing was saved: {count} line can't be understood.",
                "Nothing was saved: {count} lines can't be understood.",
                len(problems),
            )
            raise FileError(message.format(count=len(problems)), tuple(problems), self.explanation)
        return rows

    def _read_header(self, cells: Sequence[str]) -> bool:
        """Whether the line begins with the name of a column; then its names hold for the lines after it."""
        if fold(cells[0]) not in _COLUMNS:
            return False
        missing = _("There is no column “{text}”.")
        self._columns = [match.one_of(cell, _COLUMNS, missing) for cell in cells]
        if len(set(self._columns)) < len(cells):
            raise UsageError(_("A column stands there twice."), _("Leave out one of them."))
        return True

    def _parse_row(self, cells: Sequence[str]) -> Outcome:
        """The row that the cells say; what they leave empty, the options say. Raises LovpError."""
        if any(cells[len(self._columns) :]):
            remedy = _("Put a note with such signs in quotation marks.")
            raise UsageError(_("There are too many columns."), remedy)
        said = dict(zip(self._columns, cells, strict=False))
        row = self._blank
        for field in row_parser.FIELDS:
            text = said.get(field) or self._given[field] or ("today" if field == "date" else "")
            if text or field != "of" or isinstance(self.target.measure, Share):
                row = row_parser.parse_field(self._terms, row, field, text)
        return row


def _split(line: str, delimiter: str) -> list[str]:
    """The cells of a line. Raises LovpError."""
    if len(line) > _LONGEST_LINE or line == TOO_LONG:
        message = _("The line is longer than {count} characters.").format(count=_LONGEST_LINE)
        raise UsageError(message, _("Shorten it."))
    try:
        # Each line by itself: a quotation mark that is not closed takes no other line with it.
        cells = next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        raise UsageError(_("A quotation mark is not closed."), _("Close it, or leave it out.")) from None
    if kind := next(filter(None, map(personal_data, cells)), None):
        message = _("The line holds personal data ({kind}).").format(kind=kind)
        raise LovpError(message, _("Leave it out: the record holds numbers, never people."))
    return [cell.strip() for cell in cells]


def _read_input() -> list[str]:
    """The lines of standard input, in whatever encoding."""
    if sys.stdin.isatty():
        raise UsageError(
            _("There is nobody to ask, and no file to read."),
            _("Give the lines on standard input: lovp log schoolinfo --many < FILE"),
        )
    return [line for block in blocks(sys.stdin.buffer) for line in block]


def _ask_rows(table: _Table, *, yes: bool) -> list[Outcome]:
    """The rows that were typed or pasted, once they were shown and said yes to. Raises StoppedError."""
    for text in (
        table.target.name,
        table.explanation,
        _("Between the columns a semicolon or a tab, as pasted from Excel. An empty line ends."),
    ):
        ask.say(text)
    rows: list[Outcome] = []
    while True:
        try:
            while _ask_lines(table, rows):
                pass
            if rows:
                _show(table.target, rows)
            if not rows or yes or ask.yes(_("Save all {count} lines?").format(count=len(rows))):
                return rows
        except StoppedError:
            if not rows:
                raise
        if not ask.yes(_("Keep the lines, and go on?")):
            raise ask.stopped()


def _ask_lines(table: _Table, rows: list[Outcome]) -> bool:
    """Ask for a line or a pasted block, and add its rows; `<` takes the last one back. False for no line."""

    def parse(text: str) -> list[Outcome] | None:
        try:
            return table.parse(text.split("\n"), "\t;", len(rows) + 1) if text else None
        except FileError as error:
            for problem in error.problems:
                print(format_problem(problem))
            raise LovpError(_("None of that was taken."), table.explanation) from None

    try:
        found = ask.value(f"{len(rows) + 1:>2}", parse, back=bool(rows))
    except ask.BackError:
        rows.pop()
        return True
    for row in found or ():
        ask.say(sentences.outcome(table.target, row), "  ")
    rows += found or ()
    return found is not None


def _show(target: Target, rows: Sequence[Outcome]) -> None:
    """Show the rows as a table, with their sum where they have one."""
    from lovp.cli import tables

    columns = (Column(_("Date")), Column(_("Place")), Column(_("Outcome"), number=True), Column(_("Note")))
    cells = [(str(row.date), row.place, sentences.bare_quantity(target, row), row.note) for row in rows]
    total = sentences.counted(target, sum(row.value or 0 for row in rows))
    notes = (_("Together: {amount}").format(amount=total),) if isinstance(target.measure, ADDITIVE) else ()
    tables.show([Grid("", columns, tuple(cells), notes=notes)])
