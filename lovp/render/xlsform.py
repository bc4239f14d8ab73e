"""A form as the workbook of an XLSForm, which pyxform, ODK Central and KoboToolbox read."""

from collections.abc import Sequence

from lovp.exchange.forms.form import Form, Row
from lovp.model import Plan
from lovp.render.grid import Column
from lovp.render.workbook import Book


def xlsform(plan: Plan, form: Form) -> bytes:
    """The workbook; the same form is the same bytes. It says of itself that it is of the year's first day."""
    book = Book(plan.organisation, form.settings["form_title"], plan.first_day)
    _sheet(book, "survey", form.survey)
    _sheet(book, "choices", form.choices)
    _sheet(book, "settings", [form.settings])
    return book.close()


def _sheet(book: Book, name: str, rows: Sequence[Row]) -> None:
    names = list(dict.fromkeys(column for row in rows for column in row))
    columns = [Column(each) for each in names]
    book.begin(name)
    book.rows(columns, [[row.get(each, "") for each in names] for row in rows])
