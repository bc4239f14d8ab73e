"""The words and signs for what the model names, and one outcome or target as a line that is read aloud."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lovp.i18n import _, mark, ngettext
from lovp.model import Coverage, Milestone, Outcome, PlaceKind, Plan, Share, Target
from lovp.progress.measures import points_at_people
from lovp.progress.values import DistrictState, PlaceProgress, Progress, Status, TargetProgress
from lovp.render import figures

if TYPE_CHECKING:
    from pyphen import Pyphen

_SHORT = 8
"""So many letters have room in the heading of a column, even where there are many."""
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


def outcome(target: Target, row: Outcome, *, hidden: bool = False) -> str:
    """3 klassrumspresentationer · Skövde · 12 mars 2024; a hidden one only says that it was reported."""
    what = quantity(target, row, hidden=hidden)
    return " · ".join(filter(None, (what, row.place, figures.day(row.date), row.note)))


def named_outcome(plan: Plan, row: Outcome) -> str:
    """The `outcome` after its target's name; the id alone where the plan has no such target."""
    target = plan.target_by_id.get(row.target)
    return f"{target.name}: {outcome(target, row)}" if target else row.target


def quantity(target: Target, row: Outcome, *, bare: bool = False, hidden: bool = False) -> str:
    """3 deltagare, 2 av 7 ledamöter, klart, or that it is cancelled; `bare` without the unit."""
    if hidden:
        return _("reported")
    if row.value is None:
        return _("cancelled")
    if isinstance(target.measure, Milestone):
        return _("done") if row.value >= 1 else figures.percent(row.value)
    text = figures.number(row.value, target.decimals)
    # The unit of a coverage is that of the places that it counts, not of what is reported at one.
    bare = bare or isinstance(target.measure, Coverage)
    if row.of is None:
        return text if bare else figures.with_unit(target, row.value)
    text = _("{value} of {of}").format(value=text, of=figures.number(row.of, target.decimals))
    return text if bare else f"{text} {target.unit or ''}".rstrip()


def hyphenation() -> "Pyphen":
    """Where words may be hyphenated: long words are the plan's, in Swedish."""
    from pyphen import Pyphen  # takes a while to load

    return Pyphen(lang="sv_SE", left=4, right=4)


def hyphenated(title: str) -> str:
    """The title with soft hyphens in its long words."""
    dictionary = hyphenation()
    return " ".join(
        dictionary.inserted(word, "\N{SOFT HYPHEN}") if len(word) > _SHORT else word
        for word in title.split(" ")
    )


def shown_quantity(plan: Plan, row: Outcome, *, bare: bool = False) -> str:
    """The quantity, `bare` without its unit; of so few people only that it was reported."""
    target = plan.target_by_id[row.target]
    return quantity(target, row, bare=bare, hidden=points_at_people(plan, target, row.of))


def standing(progress: TargetProgress) -> str:
    """Grundutbildning för medlemmar: 212 av 520 deltagare (41 %), and below it: väntat 215 · ● i fas."""
    target = progress.target
    text = f"{target.name}: {achieved(progress)}"
    if progress.done is not None and not isinstance(target.measure, Share | Milestone):
        text += f" ({figures.percent(progress.done)})"
    if progress.goal is None or progress.hidden:
        return text
    status = labelled(progress.status)
    if isinstance(target.measure, Milestone) and target.due:
        status = _("due {day}").format(day=figures.day(target.due)) + f" · {status}"
    elif progress.expected is not None and not target.standing:
        expected = figures.expectation(target, progress.expected)
        status = _("expected by now {amount}").format(amount=expected) + f" · {status}"
    return f"{text}\n  {status}"


def achieved(progress: TargetProgress, part: PlaceProgress | None = None) -> str:
    """212 av 520 deltagare: what there is, of what is to be; klart, or only that it is reported.

    It is that of the `part` of the place, where one is given.
    """
    target, found = progress.target, part or progress
    outcome, goal = figures.amount(target, found.outcome), figures.amount(target, found.goal)
    if found.hidden:
        return _("reported")
    if isinstance(target.measure, Milestone):
        return figures.outcome(target, found.outcome, None) if found.outcome else _("not done")
    if isinstance(target.measure, Share):
        text = _("{outcome}, goal {goal}").format(outcome=outcome, goal=goal)
        return outcome if found.goal is None else text
    if isinstance(target.measure, Coverage) and found.of != found.goal:
        text = figures.outcome(target, found.outcome, found.of)
    elif found.goal is None:
        return figures.with_unit(target, found.outcome)
    else:
        text = _("{outcome} of at most {goal}") if target.at_most else _("{outcome} of {goal}")
    return f"{text.format(outcome=outcome, goal=goal)} {figures.unit_of(found, target)}".rstrip()
