"""One outcome, or where one target stands, as a line that is read aloud."""

from lovp.i18n import _
from lovp.model import Coverage, Milestone, Outcome, Plan, Share, Target
from lovp.progress.measures import points_at_people
from lovp.progress.values import PlaceProgress, TargetProgress
from lovp.render import figures, words


def outcome(target: Target, row: Outcome, *, hidden: bool = False) -> str:
    """3 klassrumspresentationer · Skövde · 12 mars 2024; a hidden one only says that it was reported."""
    what = _("reported") if hidden else quantity(target, row)
    return " · ".join(filter(None, (what, row.place, figures.day(row.date), row.note)))


def named_outcome(plan: Plan, row: Outcome) -> str:
    """The same with the target's name before it; the id alone where the plan has no such target."""
    target = plan.target_by_id.get(row.target)
    return f"{target.name}: {outcome(target, row)}" if target else row.target


def quantity(target: Target, row: Outcome, *, bare: bool = False) -> str:
    """3 deltagare, 2 av 7 ledamöter, klart, or that it is cancelled; `bare` without the unit."""
    if row.value is None:
        return _("cancelled")
    if isinstance(target.measure, Milestone):
        return _("done") if row.value >= 1 else figures.percent(row.value)
    text = figures.number(row.value, target.decimals)
    if row.of is None:
        return text if bare else figures.with_unit(target, row.value)
    text = _("{value} of {of}").format(value=text, of=figures.number(row.of, target.decimals))
    return text if bare else f"{text} {target.unit or ''}".rstrip()


def shown_quantity(plan: Plan, row: Outcome, *, bare: bool = False) -> str:
    """The quantity, `bare` without its unit; of so few people only that it was reported."""
    target = plan.target_by_id[row.target]
    if points_at_people(plan, target, row.of):
        return _("reported")
    return quantity(target, row, bare=bare)


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
    return f"{place.place}: {_achieved(target, place)}"


def achieved(progress: TargetProgress) -> str:
    """212 av 520 deltagare: what there is, of what is to be; klart, or only that it is reported."""
    return _achieved(progress.target, progress)


def _achieved(target: Target, found: TargetProgress | PlaceProgress) -> str:
    outcome, goal = figures.amount(target, found.outcome), figures.amount(target, found.goal)
    is_part_of_all = isinstance(target.measure, Coverage) and found.of != found.goal
    if found.hidden:
        return _("reported")
    if isinstance(target.measure, Milestone):
        return figures.outcome(target, found.outcome, None) if found.outcome else _("not done")
    if isinstance(target.measure, Share):
        return (
            outcome if found.goal is None else _("{outcome}, goal {goal}").format(outcome=outcome, goal=goal)
        )
    if found.goal is None and not is_part_of_all:
        return figures.with_unit(target, found.outcome)
    text = _("{outcome} of at most {goal}") if target.at_most else _("{outcome} of {goal}")
    if is_part_of_all:
        text = figures.outcome(target, found.outcome, found.of)
    return f"{text.format(outcome=outcome, goal=goal)} {figures.unit_of(found, target)}".rstrip()
