"""What the shell offers when the user presses Tab: targets, areas and places of the plan at hand.

Every command imports this to name what completes its options; what it needs is imported at a Tab.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lovp.model import Plan

SHELLS = ("bash", "zsh", "fish", "powershell")
"""The shells in which Tab completes words."""


def targets(incomplete: str) -> list[tuple[str, str]]:
    """The ids of targets that begin with what is typed, each with the target's name."""
    return _begun(incomplete, ((t.id, t.name) for plan in _plan() for t in plan.targets()))


def areas(incomplete: str) -> list[tuple[str, str]]:
    """The ids of areas that begin with what is typed, each with the area's name."""
    return _begun(incomplete, ((area.id, area.name) for plan in _plan() for area in plan.areas))


def places(incomplete: str) -> list[tuple[str, str]]:
    """The places that begin with what is typed, ours first, each municipality with its subregion."""
    from lovp.cli import context, settings

    found = [place for plan in _plan() for place in plan.places]
    if found:
        found = settings.ours_first(context.plan_file(None).parent, found)
    return _begun(incomplete, ((place.name, place.parent or "") for place in found))


def subregions(incomplete: str) -> list[tuple[str, str]]:
    """The subregions that begin with what is typed: of the plan here, or of the one that is built in."""
    from lovp.model import PlaceKind
    from lovp.plan.load import FILE_NAME, parse_plans
    from lovp.plan.template import template

    plans = _plan() or parse_plans(template(), FILE_NAME)
    return _begun(
        incomplete,
        ((place.name, "") for plan in plans for place in plan.places if place.kind is PlaceKind.SUBREGION),
    )


def mappings(incomplete: str) -> list[tuple[str, str]]:
    """The mappings for imports, beside the plan, that begin with what is typed."""
    from lovp.cli import context
    from lovp.errors import LovpError
    from lovp.exchange.imports.mappings import mapping_files

    try:
        files = mapping_files(context.plan_file(None).parent)
    except (LovpError, OSError):
        return []
    return _begun(incomplete, ((name, "") for name in files))


def files(_incomplete: str) -> list[tuple[str, str]]:
    """The shell itself is asked for the names of files, which it knows best (`cli/tabbing.py`)."""
    return []


def words(choices: Iterable[str]) -> Callable[[str], list[tuple[str, str]]]:
    """A completion of a few fixed words."""
    pairs = [(word, "") for word in choices]
    return lambda incomplete: _begun(incomplete, pairs)


def listed(choices: Iterable[str]) -> Callable[[str], list[tuple[str, str]]]:
    """A completion of fixed words with commas between them, none of them twice."""
    every = list(choices)

    def found(incomplete: str) -> list[tuple[str, str]]:
        *before, last = incomplete.split(",")
        left = [(word, "") for word in every if word not in before]
        return [(",".join([*before, word]), remark) for word, remark in _begun(last, left)]

    return found


def months(incomplete: str) -> list[tuple[str, str]]:
    """`last`, then the months of the plan's years that have begun, the latest first."""
    from lovp.cli import context
    from lovp.i18n import current
    from lovp.period import Month, month_name

    today = context.today()
    every = [Month(plan.year, number) for plan in _plans() for number in range(1, 13)]
    begun = sorted((month for month in every if month.first <= today), reverse=True)
    names = [("last", str(Month(today.year, today.month).before))]
    names += [(str(month), month_name(month.number, current())) for month in begun]
    return _begun(incomplete, names)


def years(incomplete: str) -> list[tuple[str, str]]:
    """The plan's years, the latest first."""
    found = sorted(((str(plan.year), plan.organisation) for plan in _plans()), reverse=True)
    return _begun(incomplete, found)


def new_years(incomplete: str) -> list[tuple[str, str]]:
    """The year after the plan's latest."""
    latest = max((plan.year for plan in _plans()), default=None)
    return _begun(incomplete, [(str(latest + 1), "")] if latest else [])


def days(incomplete: str) -> list[tuple[str, str]]:
    """The days that have a word of their own."""
    from datetime import timedelta

    from lovp.cli import context
    from lovp.i18n import _

    today = context.today()
    named = {_("today"): today, _("yesterday"): today - timedelta(days=1)}
    # In one word, which no shell has to quote.
    return _begun(incomplete, [(word.replace(" ", ""), str(day)) for word, day in named.items()])


def writers(incomplete: str) -> list[tuple[str, str]]:
    """Those who have recorded something, by the names of their files."""
    from lovp.cli import context
    from lovp.errors import LovpError

    try:
        folder = context.plan_file(None).parent / "data"
        names = sorted({file.stem for file in folder.glob("*/*.csv")})
    except (LovpError, OSError):
        return []
    return _begun(incomplete, ((name, "") for name in names))


def statuses(incomplete: str) -> list[tuple[str, str]]:
    """What `--only` takes, with what each is called."""
    from lovp.progress.values import Status
    from lovp.render.words import status

    return _begun(incomplete, ((one.value.replace("_", "-"), status(one)) for one in Status))


def _begun(incomplete: str, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that begin with what is typed; without regard to accents where none does otherwise.

    So ö is Öckerö alone, and o is Orust alone: where both were offered, the shell would take the letter away.
    """
    from lovp.folding import fold

    listed = list(pairs)
    for form in (str.casefold, fold):
        if found := [(name, remark) for name, remark in listed if form(name).startswith(form(incomplete))]:
            return found
    return []


def _plan() -> "list[Plan]":
    """The plan in use, or nothing: at a Tab there is nowhere to say what is wrong."""
    from lovp.cli import context
    from lovp.errors import LovpError

    try:
        return [context.choose_plan(context.open_folder(None), None)]
    except (LovpError, OSError):
        return []


def _plans() -> "tuple[Plan, ...]":
    """The plans of every year, or none."""
    from lovp.cli import context
    from lovp.errors import LovpError

    try:
        return context.open_folder(None).plans
    except (LovpError, OSError):
        return ()
