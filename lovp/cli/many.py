"""`lovp log --many`: a table of outcomes, typed, pasted or piped, saved all at once or not at all."""

import sys
from itertools import takewhile

from lovp.cli import answer, ask, context, show
from lovp.errors import LovpError
from lovp.exchange.typed import row_parser
from lovp.exchange.typed.row_table import RowTable
from lovp.i18n import _
from lovp.model import Plan, Target
from lovp.plan.load import Folder
from lovp.record.new import finish_rows
from lovp.render import outcome_grid, record_report
from lovp.text import read_lines


def record(
    folder: Folder, plan: Plan, target: Target, given: row_parser.Given, writer: str, *, yes: bool
) -> None:
    """Take rows from whoever types or pastes them, else from standard input, and save them together."""
    table = RowTable(plan, target, given, context.today())
    if ask.possible():
        rows = table.parse(_ask_lines(table), "\t;")  # in what is typed a comma can be a decimal comma
    else:
        rows = table.parse(list(read_lines(sys.stdin.buffer)), "\t;,")
    if not rows:
        raise LovpError(_("There are no lines to save."), table.explanation)
    if ask.possible() and not yes:
        show.tables([outcome_grid.rows_to_save(target, rows)], "")
        ask.confirm(_("Save {rows}?").format(rows=record_report.rows(len(rows))))
    answer.save(folder, plan, finish_rows(rows, writer, context.now()), _("Saved"), sure=yes)


def _ask_lines(table: RowTable) -> list[str]:
    """What is typed or pasted, until a line is empty."""
    delimiters = _("Between the columns a semicolon or a tab, as pasted from Excel. An empty line ends.")
    for text in (table.target.name, table.explanation, delimiters):
        ask.say(text)
    return [line.rstrip("\n") for line in takewhile(str.strip, sys.stdin)]
