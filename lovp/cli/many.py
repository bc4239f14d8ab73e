"""`lovp log --many`: a table of outcomes, typed, pasted or piped, saved all at once or not at all."""

import sys
from collections.abc import Sequence
from datetime import timedelta

from lovp.cli import answer, ask, context, show
from lovp.errors import FileError, LovpError, StoppedError, UsageError
from lovp.exchange.outcome_table import OutcomeTable
from lovp.i18n import _
from lovp.model import ADDITIVE, Outcome, Plan, Target
from lovp.plan.folder import Folder
from lovp.problems import format_problem
from lovp.record import row_parser, settings
from lovp.record.lines import blocks
from lovp.render import sentences
from lovp.render.grid import Column, Grid


def record(folder: Folder, plan: Plan, target: Target, given: row_parser.Given, *, yes: bool) -> None:
    """Take rows from whoever is there to ask, else from standard input, and save them together."""
    table = OutcomeTable(plan, answer.series(plan, target), given, context.today())
    rows = _ask_rows(table, yes=yes) if show.somebody() else table.parse(_read_input(), "\t;,")
    if not rows:
        raise LovpError(_("There are no lines to save."), table.explanation)
    writer, now = settings.writer(folder.path), context.now()
    for at, row in enumerate(rows):
        # Each a moment after the one before it, so that the last of two is the latest.
        rows[at] = row_parser.finish_row(row, writer, now + timedelta(microseconds=at))
    answer.save(folder, plan, rows, _("Saved"))


def _read_input() -> list[str]:
    """The lines of standard input, in whatever encoding."""
    if sys.stdin.isatty():
        raise UsageError(
            _("There is nobody to ask, and no file to read."),
            _("Give the lines on standard input: lovp log schoolinfo --many < FILE"),
        )
    return [line for block in blocks(sys.stdin.buffer) for line in block]


def _ask_rows(table: OutcomeTable, *, yes: bool) -> list[Outcome]:
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


def _ask_lines(table: OutcomeTable, rows: list[Outcome]) -> bool:
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
    columns = (Column(_("Date")), Column(_("Place")), Column(_("Outcome"), number=True), Column(_("Note")))
    cells = [(str(row.date), row.place, sentences.bare_quantity(target, row), row.note) for row in rows]
    total = sentences.counted(target, sum(row.value or 0 for row in rows))
    notes = (_("Together: {amount}").format(amount=total),) if isinstance(target.measure, ADDITIVE) else ()
    show.tables([Grid("", columns, tuple(cells), notes=notes)], "")
