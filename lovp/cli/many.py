"""`lovp log --many`: a table of outcomes, typed, pasted or piped, saved all at once or not at all."""

import sys
from functools import partial

from lovp.cli import answer, ask, context, show
from lovp.errors import FileError, LovpError, StoppedError, UsageError
from lovp.exchange.row_table import RowTable
from lovp.i18n import _, ngettext
from lovp.model import Outcome, Plan, Target
from lovp.plan.folder import Folder
from lovp.problems import format_problem
from lovp.record import row_parser, settings
from lovp.record.lines import blocks
from lovp.render import outcome_grid, sentences


def record(folder: Folder, plan: Plan, target: Target, given: row_parser.Given, *, yes: bool) -> None:
    """Take rows from whoever is there to ask, else from standard input, and save them together."""
    table = RowTable(plan, answer.recorded_target(plan, target), given, context.today())
    rows = _ask_rows(table, yes=yes) if ask.possible() else table.parse(_read_input(), "\t;,")
    if not rows:
        raise LovpError(_("There are no lines to save."), table.explanation)
    finished = row_parser.finish_rows(rows, settings.writer(folder.path), context.now())
    answer.save(folder, plan, finished, _("Saved"))


def _read_input() -> list[str]:
    """The lines of standard input, in whatever encoding."""
    if sys.stdin.isatty():
        message = _("There is nobody to ask, and no file to read.")
        raise UsageError(message, _("Give the lines on standard input: lovp log schoolinfo --many < FILE"))
    return [line for block in blocks(sys.stdin.buffer) for line in block]


def _ask_rows(table: RowTable, *, yes: bool) -> list[Outcome]:
    """The rows that were typed or pasted, once they were shown and said yes to. Raises StoppedError."""
    ask.say(table.target.name)
    ask.say(table.explanation)
    ask.say(_("Between the columns a semicolon or a tab, as pasted from Excel. An empty line ends."))
    rows: list[Outcome] = []
    while True:
        try:
            _ask_lines(table, rows)
            if not rows:
                return rows
            show.tables([outcome_grid.rows_to_save(table.target, rows)], "")
            question = ngettext("Save {count} line?", "Save all {count} lines?", len(rows))
            if yes or ask.yes(question.format(count=len(rows))):
                return rows
        except StoppedError:
            if not rows:
                raise
        if not ask.yes(_("Keep the lines, and go on?")):
            raise ask.stopped()


def _ask_lines(table: RowTable, rows: list[Outcome]) -> None:
    """Ask for lines and add their rows, until one is empty; `<` takes the last row back."""
    while True:
        number = len(rows) + 1
        try:
            found = ask.value(f"{number:>2}", partial(_parse, table, number), back=bool(rows))
        except ask.BackError:
            rows.pop()
            continue
        if found is None:
            return
        for row in found:
            ask.say(sentences.outcome(table.target, row), "  ")
        rows += found


def _parse(table: RowTable, first: int, text: str) -> list[Outcome] | None:
    """The rows of the lines, counted from `first`; None for no text. Raises LovpError."""
    try:
        return table.parse(text.split("\n"), "\t;", first) if text else None
    except FileError as error:
        for problem in error.problems:
            print(format_problem(problem))
        raise LovpError(_("None of that was taken."), table.explanation) from None
