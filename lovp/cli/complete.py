"""What the shell offers at Tab: targets, areas, places, months of the plan at hand.

Each function takes what is typed so far and returns the words that go on from there, each with a remark.
Typer keeps those that begin exactly as typed, so a word is spelled as it was begun: `skovde` for Skövde.
"""

import re
from collections.abc import Callable, Iterable

import typer

from lovp.cli import context
from lovp.errors import LovpError
from lovp.i18n import spoken
from lovp.model import Plan
from lovp.plan.load import Folder
from lovp.text import fold

Candidates = list[tuple[str, str]]
Completion = Callable[[typer.Context, str], Candidates]

_is_harmless = re.compile(r"[\w.,:+-]+").fullmatch
"""Words that no shell takes for anything but a word; others are never offered."""


def _from_folder(list_pairs: Callable[[Folder], Iterable[tuple[str, str]]]) -> Completion:
    """A completion of what is listed of the folder of the plan: nothing where that can't be read.

    The plan is the one that `--plan` names, before the command or after it, or that is found here.
    """

    def candidates(ctx: typer.Context, incomplete: str) -> Candidates:
        named = ctx.params.get("plan") or ctx.find_root().params.get("plan")
        try:
            return _matching_prefix(incomplete, list_pairs(context.open_folder(named)))
        except (LovpError, OSError):
            return []

    return candidates


def _plan(folder: Folder) -> Plan:
    return context.choose_plan(folder, None)


def _stems(folder: Folder, pattern: str) -> Candidates:
    """The names, without their endings, of the files in the folder that the pattern fits."""
    return [(name, "") for name in sorted({file.stem for file in folder.path.glob(pattern)})]


def _places(folder: Folder) -> Candidates:
    """The plan's places, each with the larger one that it lies in."""
    return [(each.name, each.parent or "") for each in _plan(folder).places]


def _months(folder: Folder) -> Candidates:
    """`last`, then the months of the plan's years that have begun, the latest first."""
    from lovp.dates import Month, month_name, parse_month
    from lovp.i18n import current

    today = context.today()
    every = [Month(plan.year, number) for plan in folder.plans for number in range(1, 13)]
    begun = sorted((month for month in every if month.first <= today), reverse=True)
    last = ("last", str(parse_month("last", today, today.year)))
    return [last, *((str(month), month_name(month.number, current())) for month in begun)]


targets = _from_folder(lambda folder: [(each.id, each.name) for each in _plan(folder).targets()])
areas = _from_folder(lambda folder: [(each.id, each.name) for each in _plan(folder).areas])
places = _from_folder(_places)
years = _from_folder(lambda folder: [(str(plan.year), plan.organisation) for plan in reversed(folder.plans)])
months = _from_folder(_months)
mappings = _from_folder(lambda folder: _stems(folder, "imports/*.yaml"))
writers = _from_folder(lambda folder: _stems(folder, "data/*/*.csv"))


def days(incomplete: str) -> Candidates:
    """The days that have a word of their own."""
    from datetime import timedelta

    from lovp.i18n import _

    today = context.today()
    named = {_("today"): today, _("yesterday"): today - timedelta(days=1)}
    return _matching_prefix(incomplete, [(word.replace(" ", ""), str(day)) for word, day in named.items()])


def words(choices: Iterable[str]) -> Callable[[str], Candidates]:
    """A completion of fixed words, in the language spoken at Tab; after a comma the next one."""
    every = list(choices)

    def candidates(incomplete: str) -> Candidates:
        *before, last = incomplete.split(",")
        left = ((spoken(word), "") for word in every if word not in before)
        return [(",".join([*before, word]), remark) for word, remark in _matching_prefix(last, left)]

    return candidates


def _matching_prefix(incomplete: str, pairs: Iterable[tuple[str, str]]) -> Candidates:
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
