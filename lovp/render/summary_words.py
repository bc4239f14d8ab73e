"""The five sentences on top of the month's summary, the same in every form."""

import sys
from collections.abc import Mapping, Sequence

from lovp.i18n import _, current, ngettext
from lovp.model import Milestone, Plan
from lovp.period import month_name
from lovp.progress.summary import Head, Summary
from lovp.progress.values import Status, TargetProgress
from lovp.render import figures, sentences
from lovp.render.grid import Sentence

_NAMED = 10
"""Places that are named one by one."""


def lead(summary: Summary) -> tuple[Sentence, ...]:
    """How many targets stand where, what lacks most, what was reached, what is next, where all is silent."""
    head, month = summary.head, month_name(summary.month.number, current())
    after = month_name(summary.month.after.number, current())
    over = summary.progress.is_over
    return (
        standing(head.counts, over=over),
        _gaps(head, over=over),
        _reached(head, month),
        _next(head, after),
        *_silent(head, summary.progress.plan, month),
    )


def standing(counts: Mapping[Status, int], *, over: bool = False) -> Sentence:
    """34 mål har ett måltal: 12 nådda, 9 i fas …; of a year that is over, what is behind was missed."""
    behind = counts.get(Status.BEHIND, 0)
    said = {
        Status.REACHED: ngettext("{count} reached", "{count} reached", counts.get(Status.REACHED, 0)),
        Status.ON_TRACK: _("{count} on track"),
        Status.AT_RISK: ngettext("{count} at risk", "{count} at risk", counts.get(Status.AT_RISK, 0)),
        Status.PARTLY: ngettext(
            "{count} partly reached", "{count} partly reached", counts.get(Status.PARTLY, 0)
        ),
        Status.BEHIND: ngettext("{count} missed", "{count} missed", behind) if over else _("{count} behind"),
        Status.NOT_DUE: _("{count} not due yet"),
        Status.NO_DATA: _("{count} without any report"),
    }
    parts = [text.format(count=counts[status]) for status, text in said.items() if counts.get(status)]
    count = sum(counts.values())
    text = ngettext("{count} target has a goal: {parts}.", "{count} targets have a goal: {parts}.", count)
    return Sentence(text.format(count=count, parts=listed(parts)))


def _gaps(head: Head, *, over: bool) -> Sentence:
    if not head.gaps:
        return Sentence(_("Nothing is behind."))
    return Sentence(_("Furthest behind:"), tuple(gap(target, over=over) for target in head.gaps))


def gap(progress: TargetProgress, *, over: bool = False) -> str:
    """Besök: 212 av 662 besök, väntat 301. I den här takten 466 vid årets slut; 16,6 i veckan behövs."""
    target = progress.target
    if progress.hidden:
        return f"{target.name}: " + _("reported")
    text = f"{target.name}: {_so_far(progress)}."
    if over:
        return text
    ahead = []
    if progress.forecast is not None:
        words = _("At this pace {amount} by the end of the year")
        ahead.append(words.format(amount=figures.amount(target, progress.forecast)))
    if progress.needed_per_week:
        ahead.append(sentences.needed(progress.needed_per_week, target, progress.left))
    return f"{text} {'; '.join(ahead)}." if ahead else text


def _so_far(progress: TargetProgress) -> str:
    target = progress.target
    if isinstance(target.measure, Milestone):
        text = _("not done") if not progress.outcome else figures.percent(progress.outcome)
        due = figures.day(target.due) if target.due else ""
        return f"{text}, " + _("due {day}").format(day=due) if due else text
    text = sentences.achieved(progress)
    if progress.expected is None or target.standing or progress.expected == progress.goal:
        return text
    return f"{text}, " + _("expected {amount}").format(amount=figures.expectation(target, progress.expected))


def _reached(head: Head, month: str) -> Sentence:
    if not head.reached:
        return Sentence(_("No target was reached in {month}.").format(month=month))
    names = listed([target.target.name for target in head.reached])
    return Sentence(_("Reached in {month}: {names}.").format(month=month, names=names))


def _next(head: Head, month: str) -> Sentence:
    if not head.next_month:
        return Sentence(_("Nothing has a date in {month}.").format(month=month))
    lines = [
        f"{figures.span(each.first, each.last)}: {figures.key_date(each.name, preliminary=each.preliminary)}"
        for each in head.next_month
    ]
    return Sentence(_("In {month}:").format(month=month), tuple(lines))


def _silent(head: Head, plan: Plan, month: str) -> list[Sentence]:
    """Which places have reported nothing; no sentence where the plan has no places."""
    said = []
    if head.places:
        said.append(_silent_this_year(head, plan.word(plan.smallest[0].kind, 2)))
    if head.silent_this_month:
        text = _("For {month} nothing has been reported from {names}.")
        said.append(text.format(month=month, names=listed(head.silent_this_month, _NAMED)))
    return [Sentence(" ".join(said))] if said else []


def _silent_this_year(head: Head, places: str) -> str:
    if not head.silent:
        return _("All {places} have reported something this year.").format(places=places)
    if len(head.silent) == head.places:
        return _("No {places} have reported anything this year.").format(places=places)
    text = ngettext(
        "{count} of {all} {places} has reported nothing this year: {names}.",
        "{count} of {all} {places} have reported nothing this year: {names}.",
        len(head.silent),
    )
    names = listed(head.silent, _NAMED)
    return text.format(count=len(head.silent), all=head.places, places=places, names=names)


def listed(names: Sequence[str], most: int = sys.maxsize) -> str:
    """Ale, Hjo och Skövde; of more names than `most` the first ones: Ale, Hjo och 3 till."""
    if (more := len(names) - most) > 0:
        names = [*names[:most], ngettext("{count} more", "{count} more", more).format(count=more)]
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])
