"""A sheet of A4 to log by pen on: what is counted, with boxes for the numbers, and no line for a name.

Where few targets are wanted there are boxes for several occasions, else for one, with the targets in two
columns. More than fit on a page go on to the next.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from lovp.exchange.forms.form import WHOLE, fields
from lovp.i18n import _, current
from lovp.model import Activity, Coverage, Level, Milestone, PlaceKind, Plan, Share, Sum, Target
from lovp.render import figures
from lovp.render.page import pdf
from lovp.text import clean_text

_FEW, _OCCASIONS = 16, 4
"""How many targets have room for several occasions, and for how many."""
_LARGE, _SMALL = 10.0, 7.6
"""The sizes of letters, in points."""


def render_sheet(plan: Plan, targets: Sequence[Target], form: str) -> bytes:
    """The sheet as a `pdf` or as a page of `html`."""
    page = paper_form(plan, targets)
    return pdf(page) if form == "pdf" else page.encode()


def paper_form(plan: Plan, targets: Sequence[Target]) -> str:
    """The sheet as a page of HTML, in the language spoken now."""
    from lovp.render.page import environment

    count = len(targets)
    # Very few stand on the sheet several times.
    times = min(_OCCASIONS, max(1, _FEW // (count + 2)))
    kinds = [kind for kind in reversed(PlaceKind) if any(place.kind is kind for place in plan.places)]
    template = environment().get_template("paper_form.html")
    return template.render(
        language=current(),
        organisation=clean_text(plan.organisation),
        year=plan.year,
        place_hint=_(" or ").join(map(plan.word, kinds)),
        points=max(_SMALL, round(_LARGE - count / 24, 1)),
        occasions=_OCCASIONS if count <= _FEW else 1,
        tables=[groupby(targets, lambda one: plan.area_by_id[one.area].name) for _time in range(times)],
        counted={one.id: _counted(plan, one) for one in targets},
        wholes={one.id for one in targets if WHOLE in fields(one)},
    )


def _counted(plan: Plan, target: Target) -> str:
    """What to write in the box."""
    measure, over = target.measure, getattr(target.measure, "over", None)
    by = _("per {place}").format(place=plan.word(over)) if over else ""
    match measure:
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
            least = _("of all, {least}").format(least=least) if counts == "of" else least
            parts = [_("how many, 0 if none") if minimum == 1 else least, by]
    return ", ".join(part for part in parts if part)
