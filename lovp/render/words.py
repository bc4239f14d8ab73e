"""The words and signs for what the model names: statuses, measures, places."""

import sys
from collections.abc import Sequence

from lovp.i18n import _, mark, ngettext
from lovp.model import Coverage, Milestone, PlaceKind, Plan, Target
from lovp.progress.values import DistrictState, Progress, Status

_LOOKS = {
    Status.REACHED: ("✓", "good", mark("reached")),
    Status.ON_TRACK: ("●", "good", mark("on track")),
    Status.AT_RISK: ("◐", "unsure", mark("at risk")),
    Status.PARTLY: ("◑", "unsure", mark("partly")),
    Status.BEHIND: ("▼", "bad", mark("behind")),
    Status.MISSED: ("✗", "bad", mark("missed")),
    Status.OVERDUE: ("!", "bad", mark("overdue")),
    Status.NOT_DUE: ("○", "", mark("not due")),
    Status.NO_DATA: ("?", "", mark("no data")),
    Status.NO_GOAL: ("·", "", mark("no goal")),
}
"""A sign, so that nobody needs colours; how it is coloured (`terminal.COLOURS`); a word."""
SIGNS = {status: sign for status, (sign, _colour, _word) in _LOOKS.items()}
COLOURS = {status: colour for status, (_sign, colour, _word) in _LOOKS.items()}
ORDER = tuple(each for each in SIGNS if each not in (Status.MISSED, Status.OVERDUE, Status.NO_GOAL))
"""The statuses that targets are counted by, from good to bad; overdue and missed count as behind."""
MEASURES = (mark("sum"), mark("share"), mark("coverage"), mark("milestone"), mark("level"), mark("activity"))


def status(value: Status) -> str:
    """The status in words."""
    return _(_LOOKS[value][2])


def labelled(value: Status, text: str = "") -> str:
    """▼ behind; with a text that after the sign."""
    return f"{SIGNS[value]} {text or status(value)}"


def when_over(value: Status) -> Status:
    """What was behind is missed, once the year is over."""
    return Status.MISSED if value is Status.BEHIND else value


def counted_as(target: Target) -> str:
    """How a target is counted, and what: summa deltagare, täckning kommuner ≥ 3."""
    unit = "" if isinstance(target.measure, Milestone) else target.unit
    least = f"≥ {target.measure.minimum}" if isinstance(target.measure, Coverage) else ""
    return " ".join(filter(None, (_(target.measure.kind), unit, least)))


def whose(progress: Progress) -> str:
    """Whose progress it is; of districts together also of how many of them it tells."""
    organisation, every = progress.plan.organisation, len(progress.districts)
    if not every or progress.place:
        return organisation
    count = sum(each.state is DistrictState.REPORTED for each in progress.districts)
    of = ngettext("{count} of {all} district", "{count} of {all} districts", every)
    return f"{organisation} · {of.format(count=count, all=every)}"


def places(plan: Plan, kind: PlaceKind, count: int) -> str:
    """So many places of a kind, by the plan's own word for it: 12 kommuner."""
    if kind is PlaceKind.DISTRICT:
        return ngettext("{count} district", "{count} districts", count).format(count=count)
    return f"{count} {plan.word(kind, count)}"


def listed(names: Sequence[str], most: int = sys.maxsize) -> str:
    """Ale, Hjo och Skövde; of more names than `most` the first ones: Ale, Hjo och 3 till."""
    if (more := len(names) - most) > 0:
        names = [*names[:most], ngettext("{count} more", "{count} more", more).format(count=more)]
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])
