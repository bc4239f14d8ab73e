"""What the shell offers at Tab: targets, areas, places, months of the plan at hand.

Each function takes what is typed so far and returns the words that go on from there, each with a remark.
Typer keeps those that begin exactly as typed, so names are offered in small letters, or without accents,
where only these do: `skovde` for Skövde.
"""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta

import typer

from lovp.cli import context
from lovp.dates import Month, month_name, parse_month
from lovp.errors import LovpError
from lovp.i18n import _, current, spoken
from lovp.model import Plan
from lovp.plan.load import Folder
from lovp.text import fold

Candidates = list[tuple[str, str]]
Completion = Callable[[typer.Context, str], Candidates]

_is_harmless = re.compile(r"[\w.,:+-]+").fullmatch
"""Words that no shell takes for anything but a word; others are never offered."""
_OBEYED = r"[^\w .,()/%+–-]"
"""Signs of a remark that a shell could obey."""


def _from_folder(list_pairs: Callable[[Folder], Iterable[tuple[str, str]]]) -> Completion:
    """A completion of what is listed of the folder of the plan: nothing where that can't be read."""

    def candidates(ctx: typer.Context, incomplete: str) -> Candidates:
        plan = ctx.params.get("plan") or ctx.find_root().params.get("plan")
        try:
            return _fitting(incomplete, list_pairs(context.open_folder(plan)))
        except (LovpError, OSError):
            return []

    return candidates


def _plan(folder: Folder) -> Plan:
    return context.choose_plan(folder, None)


def _stems(folder: Folder, pattern: str) -> Candidates:
    """The names, without their endings, of the files in the folder that the pattern fits."""
    return [(name, "") for name in sorted({file.stem for file in folder.path.glob(pattern)})]


def _months(folder: Folder) -> Candidates:
    """`last`, then the months of the plan's years that have begun, the latest first."""
    today = context.today()
    every = [Month(plan.year, number) for plan in folder.plans for number in range(1, 13)]
    begun = sorted((month for month in every if month.first <= today), reverse=True)
    last = ("last", str(parse_month("last", today, today.year)))
    return [last, *((str(month), month_name(month.number, current())) for month in begun)]


targets = _from_folder(lambda folder: [(each.id, each.name) for each in _plan(folder).targets()])
areas = _from_folder(lambda folder: [(each.id, each.name) for each in _plan(folder).areas])
places = _from_folder(lambda folder: [(each.name, each.parent or "") for each in _plan(folder).places])
years = _from_folder(lambda folder: [(str(plan.year), plan.organisation) for plan in reversed(folder.plans)])
months = _from_folder(_months)
mappings = _from_folder(lambda folder: _stems(folder, "imports/*.yaml"))
writers = _from_folder(lambda folder: _stems(folder, "data/*/*.csv"))


def days(incomplete: str) -> Candidates:
    """The days that have a word of their own."""
    today = context.today()
    named = {_("today"): today, _("yesterday"): today - timedelta(days=1)}
    return _fitting(incomplete, [(word.replace(" ", ""), str(day)) for word, day in named.items()])


def words(choices: Iterable[str]) -> Callable[[str], Candidates]:
    """A completion of fixed words, in the language spoken at Tab; after a comma the next one."""
    every = list(choices)

    def candidates(incomplete: str) -> Candidates:
        *before, last = incomplete.split(",")
        left = ((spoken(word), "") for word in every if word not in before)
        return [(",".join([*before, word]), remark) for word, remark in _fitting(last, left)]

    return candidates


def _fitting(incomplete: str, pairs: Iterable[tuple[str, str]]) -> Candidates:
    """The words that begin as typed, in the first spelling in which any does; hyphens stand for spaces."""
    listed = [(name.replace(" ", "-"), re.sub(_OBEYED, "", remark)) for name, remark in pairs]
    for spell in (str, str.casefold, fold):
        found = [(spell(word), remark) for word, remark in listed if spell(word).startswith(incomplete)]
        if found:
            return [pair for pair in found if _is_harmless(pair[0])]
    return []
