"""Parse the lines of a table, one outcome a line, as rows of one target. Pure: today is passed in."""

import csv
from collections.abc import Sequence
from datetime import date

from lovp.errors import FileError, LovpError, Problem, UsageError
from lovp.exchange.typed import row_parser
from lovp.i18n import _
from lovp.model import Outcome, Plan, Share, Target
from lovp.pii import MASK, personal_data, shown_line
from lovp.record.validation import allowed_places

_LONGEST = 1000


class RowTable:
    """Lines of a table, parsed as rows of one target; what a line leaves empty is as `given`."""

    def __init__(self, plan: Plan, target: Target, given: row_parser.Given, today: date) -> None:
        self.target = target
        self._blank = row_parser.blank_row(plan, target)
        # A day of another year is refused by the plan of this one.
        self._terms = row_parser.Terms(lambda _day: plan, today)
        places = allowed_places(plan, target)
        example = {"place": places[-1].name} if places else {}
        example |= {"value": "2", "of": "7"} if isinstance(target.measure, Share) else {"value": "3"}
        example |= {"date": "12/3", "note": _("a few words")}
        self.explanation = _("One line for each outcome: {line}").format(line="; ".join(example.values()))
        self._columns = list(example)
        # What a line leaves empty the options say; else the day is today, and the other columns are empty.
        usual = dict.fromkeys(example, "") | {"date": "today"}
        self._given = {field: text or usual.get(field) for field, text in given.items()}

    def parse(self, lines: Sequence[str], delimiters: str) -> list[Outcome]:
        """The rows of the lines. Raises FileError with every line that is refused."""
        delimiter = next((sign for line in lines for sign in delimiters if sign in line), delimiters[0])
        rows, problems = list[Outcome](), list[Problem]()
        for number, line in enumerate(lines, 1):
            try:
                if cells := _split(line, delimiter):
                    rows.append(self._parse_row(cells))
            except LovpError as error:
                where, text = _("line {number}").format(number=number), shown_line(line) or MASK
                problems.append(Problem(where, 0, 0, text, error.message, error.remedy))
        if problems:
            message = _("Nothing was saved. Lines that can't be understood: {count}")
            raise FileError(message.format(count=len(problems)), tuple(problems), self.explanation)
        return rows

    def _parse_row(self, cells: Sequence[str]) -> Outcome:
        if len(cells) > len(self._columns):
            raise UsageError(_("There are too many columns."), _("Put the note in quotation marks."))
        said = {column: cell for column, cell in zip(self._columns, cells, strict=False) if cell}
        return row_parser.parse_row(self._terms, self._blank, self._given | said)


def _split(line: str, delimiter: str) -> list[str]:
    """The cells of one line, without the empty ones at its end. Raises LovpError."""
    if len(line) > _LONGEST:
        message = _("The line is longer than {count} characters.").format(count=_LONGEST)
        raise UsageError(message, _("Shorten it."))
    try:
        # Each line by itself: a quotation mark that is not closed takes no other line with it.
        cells = next(csv.reader([line.rstrip(delimiter + " ")], delimiter=delimiter, strict=True), [])
    except csv.Error:
        raise UsageError(_("A quotation mark is not closed."), _("Close it, or leave it out.")) from None
    if kind := personal_data(*cells):
        message = _("The line holds personal data ({kind}).").format(kind=kind)
        raise LovpError(message, _("Leave it out: the record holds numbers, never people."))
    return [cell.strip() for cell in cells]
