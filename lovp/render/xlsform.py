"""A form as the workbook of an XLSForm, which pyxform, ODK Central and KoboToolbox read."""

from lovp.exchange.forms.form import Form
from lovp.model import Plan
from lovp.render.grid import Column
from lovp.render.workbook import Book


def xlsform(plan: Plan, form: Form) -> bytes:
    """The workbook; the same form is the same bytes. It says of itself that it is of the year's first day."""
    book = Book(form["settings"][0]["form_title"], plan.first_day)
    for name, rows in form.items():
        names = list(dict.fromkeys(column for row in rows for column in row))
        cells = [[row.get(each, "") for each in names] for row in rows]
        book.begin(name)
        book.rows([Column(each) for each in names], cells)
    return book.close()
