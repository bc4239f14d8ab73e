"""`lovp log --many`: a table of outcomes, typed, pasted or piped, saved all at once or not at all."""

import sys
from contextlib import suppress

from lovp.cli import answer, ask, context, show
from lovp.errors import FileError, LovpError, StoppedError, UsageError
from lovp.exchange.typed import row_parser
from lovp.exchange.typed.row_table import RowTable
from lovp.i18n import _, ngettext
from lovp.model import Outcome, Plan, Target
from lovp.plan.load import Folder
from lovp.record.new import finish_rows
from lovp.render import outcome_grid
from lovp.text import read_lines


def record(folder: Folder, plan: Plan, target: Target, given: row_parser.Given, *, yes: bool) -> None:
    """Take rows from whoever is there to ask, else from standard input, and save them together."""
    table = RowTable(plan, answer.recorded_target(plan, target), given, context.today())
    rows = _ask_rows(table, yes=yes) if ask.possible() else table.parse(_read_input(), "\t;,")
    if not rows:
        raise LovpError(_("There are no lines to save."), table.explanation)
    finished = finish_rows(rows, context.writer(folder.path), context.now())
    answer.save(folder, plan, finished, _("Saved"), sure=yes)


def _read_input() -> list[str]:
    if sys.stdin.isatty():
        raise UsageError(_("There is nobody to ask."), _("Give a file: lovp log schoolinfo --many < FILE"))
    return list(read_lines(sys.stdin.buffer))


def _ask_rows(table: RowTable, *, yes: bool) -> list[Outcome]:
    """The rows typed or pasted, once shown and said yes to; leaving asks first. Raises StoppedError."""
    delimiters = _("Between the columns a semicolon or a tab, as pasted from Excel. An empty line ends.")
    for text in (table.target.name, table.explanation, delimiters):
        ask.say(text)
    rows: list[Outcome] = []
    while True:
        with suppress(StoppedError):
            _ask_lines(table, rows)
            if not rows:
                return rows
            show.tables([outcome_grid.rows_to_save(table.target, rows)], "")
            question = ngettext("Save {count} line?", "Save all {count} lines?", len(rows))
            if yes or ask.yes(question.format(count=len(rows))):
                return rows
        if not rows or not ask.yes(_("Keep the lines, and go on?")):
            raise ask.stopped()


def _ask_lines(table: RowTable, rows: list[Outcome]) -> None:
    """Add the rows of what is typed or pasted, until a line is empty."""
    while lines := ask.value(f"{len(rows) + 1:>2}", str.splitlines):
        try:
            rows += table.parse(lines, "\t;", len(rows) + 1)
        except FileError as error:
            ask.complain(error)
