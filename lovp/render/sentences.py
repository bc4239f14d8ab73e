"""One outcome, or where one target stands, as a line that is read aloud."""

from lovp.i18n import _
from lovp.model import Coverage, Milestone, Outcome, Plan, Share, Target
from lovp.progress.measures import points_at_people
from lovp.progress.values import PlaceProgress, TargetProgress
from lovp.render import figures, words


def outcome(target: Target, row: Outcome, *, hidden: bool = False) -> str:
    """3 klassrumspresentationer · Skövde · 12 mars 2024; a hidden one only says that it was reported."""
    what = quantity(target, row, hidden=hidden)
    return " · ".join(filter(None, (what, row.place, figures.day(row.date), row.note)))


def named_outcome(plan: Plan, row: Outcome) -> str:
    """The same with the target's name before it; the id alone where the plan has no such target."""
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
    if row.of is None:
        return text if bare else figures.with_unit(target, row.value)
    text = _("{value} of {of}").format(value=text, of=figures.number(row.of, target.decimals))
    return text if bare else f"{text} {target.unit or ''}".rstrip()


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
    status = words.labelled(progress.status)
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
