"""The form for phones as a workbook, and a sheet of A4 to log on by pen, with no line for a name."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from lovp.errors import LovpError
from lovp.exchange.form import WHOLE, Form, fields
from lovp.i18n import _, current
from lovp.model import Activity, Coverage, Level, Milestone, PlaceKind, Plan, Share, Sum, Target
from lovp.render import figures
from lovp.render.grid import Column
from lovp.render.papers import TEMPLATES, pdf
from lovp.render.workbook import Book
from lovp.text import clean_text


def xlsform(plan: Plan, form: Form) -> bytes:
    """The workbook; the same form is the same bytes. It says of itself that it is of the year's first day."""
    book = Book(form["settings"][0]["form_title"], plan.first_day)
    for name, rows in form.items():
        names = list(dict.fromkeys(column for row in rows for column in row))
        book.begin(name)
        book.rows([Column(each) for each in names], [[row.get(each, "") for each in names] for row in rows])
    return book.close()


def paper_form(plan: Plan, targets: Sequence[Target], form: str | None) -> tuple[str, bytes]:
    """The sheet's format and its content: a PDF, unless `html` was asked for or no PDF can be made here."""
    page = paper_page(plan, targets)
    if form != "html":
        try:
            return "pdf", pdf(page)
        except LovpError:
            if form == "pdf":
                raise
    return "html", page.encode()


def paper_page(plan: Plan, targets: Sequence[Target]) -> str:
    """The sheet as a page of HTML, in the language spoken now; more targets than fit go on to the next."""
    kinds = [kind for kind in reversed(PlaceKind) if any(place.kind is kind for place in plan.places)]
    return TEMPLATES.get_template("paper_form.html").render(
        language=current(),
        organisation=clean_text(plan.organisation),
        year=plan.year,
        place_hint=_(" or ").join(map(plan.word, kinds)),
        areas=groupby(targets, lambda one: plan.area_by_id[one.area].name),
        counted={one.id: _counted(plan, one) for one in targets},
        wholes={one.id for one in targets if WHOLE in fields(one)},
    )


def _counted(plan: Plan, target: Target) -> str:
    """What to write in the box."""
    by = _("per {place}").format(place=plan.word(target.measure.over)) if target.measure.over else ""
    match target.measure:
        case Sum() | Activity():
            parts = [target.unit]
        case Share():
            parts = [target.unit, _("of all"), by]
        case Level():
            parts = [target.unit, _("as it is now"), by]
        case Milestone():
            parts = [_("1 when it is done, or a part")]
        case Coverage(minimum=minimum, counts=counts):
            number = figures.number(Fraction(minimum), target.decimals)
            least = _("at least {number} counts").format(number=number)
            parts = [_("of all") if counts == "of" else "", least, by]
    return ", ".join(part for part in parts if part)
