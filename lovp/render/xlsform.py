"""A form as the workbook of an XLSForm, which pyxform, ODK Central and KoboToolbox read."""

from collections.abc import Sequence

from lovp.exchange.forms.form import LOOKED_UP, Form, Row
from lovp.exchange.forms.words import LANGUAGES, Both
from lovp.model import Plan
from lovp.render.grid import Column
from lovp.render.workbook import Book

_SPOKEN = ("label", "hint", "required_message", "constraint_message")
_FIELDS = tuple(name for name in Row._fields if name not in _SPOKEN)


def xlsform(plan: Plan, form: Form) -> bytes:
    """The workbook; the same form is the same bytes. It says of itself that it is of the year's first day."""
    book = Book(plan.organisation, form.settings["form_title"], plan.first_day)
    languages = [f"::{language}" for language in LANGUAGES.values()]
    spoken = [f"{name}{language}" for name in _SPOKEN for language in languages]
    _sheet(book, "survey", [*_FIELDS, *spoken], [_line(row) for row in form.survey])
    labels = [f"label{language}" for language in languages]
    _sheet(
        book,
        "choices",
        ["list_name", "name", *labels, *LOOKED_UP],
        [[one.list_name, one.name, one.label, one.label, *one[3:]] for one in form.choices],
    )
    _sheet(book, "settings", list(form.settings), [list(form.settings.values())])
    return book.close()


def _line(row: Row) -> list[str]:
    texts: list[str] = [str(getattr(row, name)) for name in _FIELDS]
    spoken: list[Both] = [getattr(row, name) for name in _SPOKEN]
    return texts + [text for both in spoken for text in both]


def _sheet(book: Book, name: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    columns = [Column(each) for each in names]
    page = book.page(name)
    page.header(columns, freeze=2)
    page.rows(rows, columns)
