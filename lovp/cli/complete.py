"""What the shell offers at Tab: targets, areas, places, months of the plan at hand.

Typer keeps the words that begin exactly as typed, so names are offered in small letters, or without accents,
where only these do: `skovde` for Skövde.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta

import typer

from lovp.cli import context
from lovp.dates import Month
from lovp.errors import LovpError
from lovp.i18n import _, spoken
from lovp.model import Plan
from lovp.plan.load import Folder
from lovp.text import fold

_is_harmless = re.compile(r"[\w.,:+-]+").fullmatch
"""Words that no shell takes for anything but a word; others are never offered."""
_harmful = re.compile(r"[^\w .,()/%+–-]")
"""Signs in a remark that a shell could obey."""


def _from_folder(
    list_names: Callable[[Folder], Mapping[str, str]],
) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """A completion of names in the folder of the plan, each with a remark; of nothing without one."""

    def candidates(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        plan = ctx.params.get("plan") or ctx.find_root().params.get("plan")
        try:
            names = list_names(context.open_folder(plan)).items()
        except (LovpError, OSError):
            return []
        for spell in (str, str.casefold, fold):
            spelled = [(spell(name.replace(" ", "-")), remark) for name, remark in names]
            if found := [(name, remark) for name, remark in spelled if name.startswith(incomplete)]:
                return [(name, _harmful.sub("", remark)) for name, remark in found if _is_harmless(name)]
        return []

    return candidates


def _months(folder: Folder) -> dict[str, str]:
    """`last`, then the months of the plan's years that have begun, the latest first."""
    every = [Month(plan.year, number) for plan in folder.plans for number in range(1, 13)]
    begun = [month for month in every if month.first <= context.today()]
    return dict.fromkeys(["last", *map(str, sorted(begun, reverse=True))], "")


def _plan(folder: Folder) -> Plan:
    return context.choose_plan(folder, None)


targets = _from_folder(lambda folder: {each.id: each.name for each in _plan(folder).targets()})
areas = _from_folder(lambda folder: {each.id: each.name for each in _plan(folder).areas})
places = _from_folder(lambda folder: {each.name: each.parent or "" for each in _plan(folder).places})
years = _from_folder(lambda folder: {str(plan.year): "" for plan in reversed(folder.plans)})
months = _from_folder(_months)
mappings = _from_folder(lambda folder: {each.stem: "" for each in sorted(folder.path.glob("imports/*.yaml"))})
writers = _from_folder(lambda folder: {each.stem: "" for each in sorted(folder.path.glob("data/*/*.csv"))})


def days() -> list[tuple[str, str]]:
    """The days that have a word of their own, each with its date."""
    today = context.today()
    named = {_("today"): today, _("yesterday"): today - timedelta(days=1)}
    return [(word.replace(" ", ""), str(day)) for word, day in named.items()]


def words(choices: Collection[str]) -> Callable[[str], list[str]]:
    """A completion of fixed words, in the language spoken at Tab; after a comma the next one."""

    def candidates(incomplete: str) -> list[str]:
        before = incomplete.split(",")[:-1]
        return [",".join([*before, spoken(word)]) for word in choices if word not in before]

    return candidates
