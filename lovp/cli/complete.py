"""What the shell offers at Tab: targets, areas, places, months of the plan at hand.

Each function takes what is typed so far and returns the words that go on from there, each with a remark.
Typer keeps those that begin exactly as typed, so a word is spelled as it was begun: `skovde` for Skövde.
"""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import typer

from lovp import names
from lovp.folding import fold

if TYPE_CHECKING:
    from lovp.model import Plan
    from lovp.plan.folder import Folder

Candidates = list[tuple[str, str]]

_is_harmless = re.compile(r"[\w.,:+-]+").fullmatch
"""Words that no shell takes for anything but a word; others are never offered."""


def targets(ctx: typer.Context, incomplete: str) -> Candidates:
    """The ids of the plan's targets, each with the target's name."""
    return _beginning(incomplete, ((each.id, each.name) for plan in _plan(ctx) for each in plan.targets()))


def areas(ctx: typer.Context, incomplete: str) -> Candidates:
    """The ids of the plan's areas, each with the area's name."""
    return _beginning(incomplete, ((area.id, area.name) for plan in _plan(ctx) for area in plan.areas))


def places(ctx: typer.Context, incomplete: str) -> Candidates:
    """The plan's places, ours first, each municipality with its subregion."""
    from lovp.record import settings

    found = [
        place
        for folder, plan in zip(_folder(ctx), _plan(ctx), strict=True)
        for place in settings.ours_first(folder.path, plan.places)
    ]
    return _beginning(incomplete, ((place.name, place.parent or "") for place in found))


def subregions(ctx: typer.Context, incomplete: str) -> Candidates:
    """The plan's subregions."""
    found = [place.name for plan in _plan(ctx) for place in plan.subregions]
    return _beginning(incomplete, ((name, "") for name in found))


def mappings(ctx: typer.Context, incomplete: str) -> Candidates:
    """The mappings for imports that lie beside the plan."""
    return _stems(ctx, incomplete, "imports/*.yaml")


def writers(ctx: typer.Context, incomplete: str) -> Candidates:
    """The writers who have recorded something, by the names of their files."""
    return _stems(ctx, incomplete, "data/*/*.csv")


def months(ctx: typer.Context, incomplete: str) -> Candidates:
    """`last`, then the months of the plan's years that have begun, the latest first."""
    from lovp.cli import context
    from lovp.i18n import current
    from lovp.period import Month, month_name

    today = context.today()
    every = [Month(plan.year, number) for plan in _plans(ctx) for number in range(1, 13)]
    begun = sorted((month for month in every if month.first <= today), reverse=True)
    found = [("last", str(Month(today.year, today.month).before))]
    found += [(str(month), month_name(month.number, current())) for month in begun]
    return _beginning(incomplete, found)


def years(ctx: typer.Context, incomplete: str) -> Candidates:
    """The plan's years, the latest first."""
    found = sorted(((str(plan.year), plan.organisation) for plan in _plans(ctx)), reverse=True)
    return _beginning(incomplete, found)


def new_years(ctx: typer.Context, incomplete: str) -> Candidates:
    """The year after the plan's latest."""
    latest = max((plan.year for plan in _plans(ctx)), default=None)
    return _beginning(incomplete, [(str(latest + 1), "")] if latest else [])


def days(incomplete: str) -> Candidates:
    """The days that have a word of their own."""
    from datetime import timedelta

    from lovp.cli import context
    from lovp.i18n import _

    today = context.today()
    named = {_("today"): today, _("yesterday"): today - timedelta(days=1)}
    return _beginning(incomplete, [(word.replace(" ", ""), str(day)) for word, day in named.items()])


def words(choices: Iterable[str]) -> Callable[[str], Candidates]:
    """A completion of fixed words, in the language spoken at Tab; after a comma the next one."""
    every = list(choices)

    def candidates(incomplete: str) -> Candidates:
        *before, last = incomplete.split(",")
        left = ((names.spoken_choice(word), "") for word in every if word not in before)
        return [(",".join([*before, word]), remark) for word, remark in _beginning(last, left)]

    return candidates


def _beginning(incomplete: str, pairs: Iterable[tuple[str, str]]) -> Candidates:
    """The words that begin as typed, spelled as it is; accents are ignored where nothing fits with them."""
    listed = [(name if " " in incomplete else name.replace(" ", "-"), remark) for name, remark in pairs]
    for form in (str.casefold, fold):
        begun = form(incomplete)
        if found := [(word, remark) for word, remark in listed if form(word).startswith(begun)]:
            spelled = (
                (word if word.startswith(incomplete) else incomplete + form(word)[len(begun) :], remark)
                for word, remark in found
            )
            return [(word, _plain(remark)) for word, remark in spelled if _is_harmless(word.replace(" ", ""))]
    return []


def _plain(remark: str) -> str:
    """The remark without the signs that a shell could obey."""
    return re.sub(r"[^\w .,()/%+–-]", "", remark)


def _stems(ctx: typer.Context, incomplete: str, pattern: str) -> Candidates:
    """The names, without their endings, of the files beside the plan that the pattern fits."""
    found = {file.stem for folder in _folder(ctx) for file in folder.path.glob(pattern)}
    return _beginning(incomplete, ((name, "") for name in sorted(found)))


def _folder(ctx: typer.Context) -> "list[Folder]":
    """The folder of the plan that `--plan` names, before the command or after it, or that is found here.

    None where it can't be read: at Tab there is nowhere to say what is wrong.
    """
    from lovp.cli import context
    from lovp.errors import LovpError

    every = (ctx, ctx.parent, ctx.parent and ctx.parent.parent)
    named = next((each.params["plan"] for each in every if each and each.params.get("plan")), None)
    try:
        return [context.open_folder(named)]
    except (LovpError, OSError):
        return []


def _plans(ctx: typer.Context) -> "list[Plan]":
    """The plans of every year, or none."""
    return [plan for folder in _folder(ctx) for plan in folder.plans]


def _plan(ctx: typer.Context) -> "list[Plan]":
    """The plan in use, or none."""
    from lovp.cli import context

    return [context.choose_plan(folder, None) for folder in _folder(ctx)]
