"""One outcome, or where one target stands, as a line that is read aloud."""

from fractions import Fraction

from lovp.i18n import _
from lovp.model import Coverage, Milestone, Number, Outcome, Plan, Share, Target
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
    return counted(target, row.value, text, of=row.of is not None)


def counted(target: Target, value: Number, text: str = "", *, of: bool = False) -> str:
    """3 deltagare; `text` is how the value is written, where that is otherwise."""
    text = text or figures.number(Fraction(value), target.decimals)
    # A unit is in the plural, if nothing else is said: 3 kurser, but 1 st.
    if value == 1 and not of and not target.unit_one:
        return _("1")
    return f"{text} {figures.unit(target, None if of else Fraction(value))}".rstrip()


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


def standing(progress: TargetProgress) -> str:
    """Grundutbildning för medlemmar: 212 av 520 deltagare (41 %), and below it: väntat 215 · ● i fas."""
    target = progress.target
    if progress.hidden:
        return f"{target.name}: " + _("reported")
    text = f"{target.name}: {achieved(progress)}"
    if progress.done is not None and not isinstance(target.measure, Share | Milestone):
        text += f" ({figures.percent(progress.done)})"
    if progress.goal is None:
        return text
    status = f"{words.SIGNS[progress.status]} {words.status(progress.status)}"
    due = _due(progress)
    return f"{text}\n  {due} · {status}" if due else f"{text}\n  {status}"


def _due(progress: TargetProgress) -> str:
    """What should be done by now, or by when it is to be done; nothing for what always is to be so."""
    target = progress.target
    if isinstance(target.measure, Milestone):
        return _("due {day}").format(day=figures.day(target.due)) if target.due else ""
    if progress.expected is None or target.standing:
        return ""
    return _("expected by now {amount}").format(amount=figures.expectation(target, progress.expected))


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
    """212 av 520 deltagare: what there is, of what is to be."""
    target = progress.target
    if isinstance(target.measure, Milestone):
        done = progress.outcome is not None and progress.outcome >= 1
        return _("done") if done else figures.percent(progress.outcome)
    is_share = isinstance(target.measure, Share)
    unit = "" if is_share else f" {figures.unit_of(progress, target)}".rstrip()
    outcome, goal = figures.amount(target, progress.outcome), figures.amount(target, progress.goal)
    if progress.goal is None:
        return _("1") if progress.outcome == 1 and not target.unit_one else outcome + unit
    if target.at_most:
        return _("{outcome} of at most {goal}").format(outcome=outcome, goal=goal) + unit
    if is_share:
        return _("{outcome}, goal {goal}").format(outcome=outcome, goal=goal)
    if isinstance(target.measure, Coverage) and progress.of != progress.goal:
        return figures.outcome(target, progress.outcome, progress.of) + unit
    return _("{outcome} of {goal}").format(outcome=outcome, goal=goal) + unit
