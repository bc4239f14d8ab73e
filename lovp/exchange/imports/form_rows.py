"""Answers to the program's own form, read without a mapping: the form was made from the plan. Pure."""

from lovp.exchange.forms import answers as form_answers
from lovp.exchange.imports.drafts import FIELDS, Drafts, Given, Read, Refusal, Years
from lovp.exchange.imports.headers import Layout
from lovp.exchange.imports.mapped_rows import ReadRow
from lovp.exchange.imports.mapping import NOTHING
from lovp.exchange.tables.rows import Row
from lovp.i18n import _

SOURCE = "lovp-form"
"""The name of the source. The ids of answers are unique, whichever form and server they come from."""

_FIELDS = (NOTHING,) * len(FIELDS)


def reader(layout: Layout, years: Years) -> ReadRow:
    """What reads a row of an export of the form's answers."""
    drafts = Drafts(years)
    answer_of = form_answers.reader(years.plan, layout.headers)

    def read(row: Row) -> list[Read]:
        answer = answer_of(row.cells)
        given = Given(_FIELDS, tuple(answer.columns.get(name) for name in FIELDS))
        if not answer.key:
            remedy = _("Each row needs the id that the form gave it.")
            return [Refusal(row.number, "", "", None, None, _("the id is missing"), remedy)]
        cells = (answer.date, answer.target, answer.place, answer.value, answer.of, None)
        found = drafts.draft(row.number, answer.key, "", cells, given)
        if found is None:
            column = given.columns[FIELDS.index("value")]
            remedy = _("Write how many, 0 if none, or delete the row.")
            found = Refusal(row.number, answer.key, "", column, None, _("there is no number"), remedy)
        return [found]

    return read
