"""The words and signs for what the model names: statuses, measures."""

import sys
from collections.abc import Sequence

from lovp.i18n import _, ngettext
from lovp.model import Coverage, Milestone, PlaceKind, Plan, Target
from lovp.progress.values import DistrictState, Progress, Status

SIGNS = {
    Status.REACHED: "✓",
    Status.ON_TRACK: "●",
    Status.AT_RISK: "◐",
    Status.BEHIND: "▼",
    Status.PARTLY: "◑",
    Status.MISSED: "✗",
    Status.OVERDUE: "!",
    Status.NOT_DUE: "○",
    Status.NO_GOAL: "·",
    Status.NO_DATA: "?",
}
"""A sign for each status, so that nobody needs colours; all are one column wide."""

ORDER = (
    Status.REACHED,
    Status.ON_TRACK,
    Status.AT_RISK,
    Status.PARTLY,
    Status.BEHIND,
    Status.NOT_DUE,
    Status.NO_DATA,
)
"""The statuses that targets are counted by, from good to bad; overdue and missed count as behind."""

COLOURS = {
    Status.REACHED: "good",
    Status.ON_TRACK: "good",
    Status.AT_RISK: "unsure",
    Status.BEHIND: "bad",
    Status.PARTLY: "unsure",
    Status.MISSED: "bad",
    Status.OVERDUE: "bad",
}
"""How a status is coloured; `render.terminal` says with which colours."""


def whose(progress: Progress) -> str:
    """Whose progress it is; of districts together also of how many of them it tells."""
    organisation = progress.plan.organisation
    if not progress.districts or progress.place:
        return organisation
    count = sum(each.state is DistrictState.REPORTED for each in progress.districts)
    every = len(progress.districts)
    of = ngettext("{count} of {all} district", "{count} of {all} districts", every)
    return f"{organisation} · {of.format(count=count, all=every)}"


def status(value: Status) -> str:
    """The status in words."""
    return {
        Status.REACHED: _("reached"),
        Status.ON_TRACK: _("on track"),
        Status.AT_RISK: _("at risk"),
        Status.BEHIND: _("behind"),
        Status.PARTLY: _("partly"),
        Status.MISSED: _("missed"),
        Status.OVERDUE: _("overdue"),
        Status.NOT_DUE: _("not due"),
        Status.NO_GOAL: _("no goal"),
        Status.NO_DATA: _("no data"),
    }[value]


def measure(kind: str) -> str:
    """How the outcomes of a measure add up, in a word."""
    return {
        "sum": _("sum"),
        "share": _("share"),
        "coverage": _("coverage"),
        "milestone": _("milestone"),
        "level": _("level"),
        "activity": _("activity"),
    }[kind]


def places(plan: Plan, kind: PlaceKind, count: int) -> str:
    """So many places of a kind, by the plan's own word for it: 12 kommuner."""
    if kind is PlaceKind.DISTRICT:
        return ngettext("{count} district", "{count} districts", count).format(count=count)
    return f"{count} {plan.word(kind, count)}"


def counted_as(target: Target) -> str:
    """How a target is counted, and what: summa deltagare, täckning kommuner ≥ 3."""
    unit = "" if isinstance(target.measure, Milestone) else target.unit
    least = f"≥ {target.measure.minimum}" if isinstance(target.measure, Coverage) else ""
    return " ".join(filter(None, (measure(target.measure.kind), unit, least)))


def listed(names: Sequence[str], most: int = sys.maxsize) -> str:
    """Ale, Hjo och Skövde; of more names than `most` the first ones: Ale, Hjo och 3 till."""
    if (more := len(names) - most) > 0:
        names = [*names[:most], ngettext("{count} more", "{count} more", more).format(count=more)]
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])
