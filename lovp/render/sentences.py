"""One outcome, or where one target stands, as a line that is read aloud."""

from fractions import Fraction

from lovp.i18n import _
from lovp.model import Coverage, Milestone, Outcome, Plan, Share, Target
from lovp.progress.measures import points_at_people
from lovp.progress.values import PlaceProgress, TargetProgress
from lovp.render import figures, words


def outcome(target: Target, row: Outcome, *, hidden: bool = False) -> str:
    """3 klassrumspresentationer · Skövde · 12 mars 2024; a hidden one only says that it was reported."""
    what = _("reported") if hidden else quantity(target, row)
    parts = [what, row.place, figures.day(row.date), row.note]
    return " · ".join(part for part in parts if part)


def named_outcome(plan: Plan, row: Outcome) -> str:
    """The same with the target's name before it; the id alone where the plan has no such target."""
    target = plan.target_by_id.get(row.target)
    return f"{target.name}: {outcome(target, row)}" if target else row.target


def quantity(target: Target, row: Outcome) -> str:
    """3 deltagare, 2 av 7 ledamöter, klart, or that it is cancelled."""
    text = bare_quantity(target, row)
    if row.value is None or isinstance(target.measure, Milestone):
        return text
    if row.of is None:
        return figures.with_unit(target, Fraction(row.value))
    return f"{text} {target.unit or ''}".rstrip()


def bare_quantity(target: Target, row: Outcome) -> str:
    """3, 2 av 7, klart, or that it is cancelled: without the unit."""
    if row.value is None:
        return _("cancelled")
    if isinstance(target.measure, Milestone):
        return _("done") if row.value >= 1 else figures.percent(Fraction(row.value))
    text = figures.number(Fraction(row.value), target.decimals)
    if row.of is None:
        return text
    return _("{value} of {of}").format(value=text, of=figures.number(Fraction(row.of), target.decimals))


def shown_quantity(plan: Plan, row: Outcome, *, bare: bool = False) -> str:
    """The quantity, `bare` without its unit; of so few people only that it was reported."""
    target = plan.target_by_id[row.target]
    if points_at_people(plan, target, row.of):
        return _("reported")
    return bare_quantity(target, row) if bare else quantity(target, row)


def standing(progress: TargetProgress) -> str:
    """Grundutbildning för medlemmar: 212 av 520 deltagare (41 %), and below it: väntat 215 · ● i fas."""
    target = progress.target
    text = f"{target.name}: {achieved(progress)}"
    if progress.done is not None and not isinstance(target.measure, Share | Milestone):
        text += f" ({figures.percent(progress.done)})"
    if progress.goal is None or progress.hidden:
        return text
    due = ""
    if isinstance(target.measure, Milestone):
        due = _("due {day}").format(day=figures.day(target.due)) if target.due else ""
    elif progress.expected is not None and not target.standing:
        expected = figures.expectation(target, progress.expected)
        due = _("expected by now {amount}").format(amount=expected)
    return f"{text}\n  " + " · ".join(filter(None, (due, words.labelled(progress.status))))


def part(target: Target, place: PlaceProgress) -> str:
    """Skaraborg: 40 deltagare."""
    if place.hidden:
        return _("{place}: reported").format(place=place.place)
    text = figures.outcome(target, place.outcome, place.of)
    if place.goal is not None:
        text = _("{outcome} of {goal}").format(outcome=text, goal=figures.amount(target, place.goal))
    unit = "" if isinstance(target.measure, Share) else figures.unit_of(place, target)
    return f"{place.place}: {text} {unit}".rstrip()


def achieved(progress: TargetProgress) -> str:
    """212 av 520 deltagare: what there is, of what is to be; klart, or only that it is reported."""
    target = progress.target
    if progress.hidden:
        return _("reported")
    if isinstance(target.measure, Milestone):
        return figures.outcome(target, progress.outcome, None) if progress.outcome else _("not done")
    outcome, goal = figures.amount(target, progress.outcome), figures.amount(target, progress.goal)
    unit = "" if isinstance(target.measure, Share) else figures.unit_of(progress, target)
    if progress.goal is None:
        return figures.with_unit(target, progress.outcome) if unit else outcome
    text = _("{outcome} of {goal}")
    if target.at_most:
        text = _("{outcome} of at most {goal}")
    elif isinstance(target.measure, Share):
        text = _("{outcome}, goal {goal}")
    elif isinstance(target.measure, Coverage) and progress.of != progress.goal:
        text, outcome = "{outcome}", figures.outcome(target, progress.outcome, progress.of)
    return f"{text.format(outcome=outcome, goal=goal)} {unit}".rstrip()
