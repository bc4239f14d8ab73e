"""What a paper for the board says, in words and tables: a list of sections that every form walks."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lovp.dates import month_name
from lovp.i18n import _, current, ngettext
from lovp.model import Milestone, Plan
from lovp.progress.summary import Summary
from lovp.progress.values import Status, TargetProgress
from lovp.render import appendices, area_tables, figures, sentences, words
from lovp.render.grid import Cell, Column, Grid, Kind, Section, Sentence, StatusCell
from lovp.render.words import listed

_FEW, _SOME = 3, 10
"""How many places are named one by one in a table, and in a sentence."""


def heading(summary: Summary) -> str:
    """Whose paper, of which month or year; one that is not over says until when."""
    progress, month = summary.progress, summary.month
    period = figures.month(month) if month else _("the year {year}").format(year=progress.plan.year)
    parts = [words.whose(progress), period]
    if progress.as_of < (month.last if month else progress.plan.last_day):
        parts.append(_("to {day}").format(day=figures.day(progress.as_of)))
    return " · ".join(parts)


def sections(summary: Summary) -> list[Section]:
    """The first page, the areas, and the appendices, in this order; what says nothing is left out."""
    found = [
        Section(Kind.FIRST, "", (standing(summary), _meaning(summary)), (_by_area(summary),)),
        _lagging(summary),
        _reached(summary),
        _coming(summary),
        Section(Kind.FIRST, _("To decide"), tuple(_decisions(summary))),
        Section(Kind.FIRST, _("Has not reported"), tuple(_silent(summary))),
    ]
    for area in summary.areas:
        grids = tuple(area_tables.of_area(summary, area))
        found.append(Section(Kind.AREA, area.name, (), grids, area.id))
    found += [Section(Kind.APPENDIX, title, (), grids) for title, grids in appendices.appendices(summary)]
    return [section for section in found if section.sentences or section.grids]


def standing(summary: Summary) -> Sentence:
    """34 mål har ett måltal: 12 nådda, 9 i fas …; of a year that is over, what is behind was missed."""
    counts = summary.counts
    said = {
        Status.REACHED: ngettext("{count} reached", "{count} reached", counts.get(Status.REACHED, 0)),
        Status.ON_TRACK: _("{count} on track"),
        Status.AT_RISK: _("{count} at risk"),
        Status.PARTLY: ngettext("{count} partly", "{count} partly", counts.get(Status.PARTLY, 0)),
        Status.BEHIND: _("{count} behind"),
        Status.NOT_DUE: _("{count} not due yet"),
        Status.NO_DATA: _("{count} without any report"),
    }
    if summary.progress.is_over:
        behind = counts.get(Status.BEHIND, 0)
        said[Status.BEHIND] = ngettext("{count} missed", "{count} missed", behind)
    parts = [text.format(count=counts[status]) for status, text in said.items() if counts.get(status)]
    count = sum(counts.values())
    text = ngettext("{count} target has a goal: {parts}.", "{count} targets have a goal: {parts}.", count)
    day = _("The figures are of {day}.").format(day=figures.day(summary.progress.as_of))
    return Sentence(f"{text.format(count=count, parts=listed(parts))} {day}")


def _meaning(summary: Summary) -> Sentence:
    """What the statuses mean, by the limits of the plan."""
    limits = summary.progress.plan.limits
    good, low = (figures.percent(Fraction(each)) for each in (limits.on_track, limits.at_risk))
    if summary.progress.is_over:
        text = _("✓ reached: all of the goal · ◑ partly: at least {low} of it · ✗ missed: less")
    else:
        text = _(
            "✓ reached: all of the goal · ● on track: at least {good} of what is expected by now · "
            "◐ at risk: at least {low} · ▼ behind: less, or overdue"
        )
    return Sentence(text.format(good=good, low=low))


def _by_area(summary: Summary) -> Grid:
    """How many targets stand where in each area, and in all of them."""
    statuses = [status for status in words.ORDER if summary.counts.get(status)]
    over = summary.progress.is_over
    called = [Status.MISSED if over and each is Status.BEHIND else each for each in statuses]
    counted = [(area.name, area.counts) for area in summary.areas] + [(_("All areas"), summary.counts)]
    return Grid(
        title="",
        columns=(
            Column(_("Area")),
            *(Column(f"{words.SIGNS[each]} {words.status(each)}", number=True) for each in called),
        ),
        rows=tuple(
            (name, *(str(counts[status]) if counts.get(status) else "" for status in statuses))
            for name, counts in counted
        ),
    )


def _lagging(summary: Summary) -> Section:
    title = _("Not reached") if summary.progress.is_over else _("Behind or at risk")
    if not summary.lagging:
        return Section(Kind.FIRST, title, (Sentence(_("Nothing is behind.")),))
    columns = [Column(_("Target")), Column(_("Status")), Column(_("Outcome"))]
    if not summary.progress.is_over:
        columns += [Column(_("Ends at"), number=True), Column(_("Needed"))]
    columns.append(Column(_("Has not reported")))
    plan = summary.progress.plan
    rows = tuple(_lagging_row(plan, each, over=summary.progress.is_over) for each in summary.lagging)
    return Section(Kind.FIRST, title, (), (Grid("", tuple(columns), rows),))


def _lagging_row(plan: Plan, progress: TargetProgress, *, over: bool) -> tuple[Cell, ...]:
    ahead = () if over else (ends_at(progress), _needed(progress))
    name, status = progress.target.name, StatusCell(progress.status)
    return (name, status, achieved(progress), *ahead, _missing(plan, progress))


def achieved(progress: TargetProgress) -> str:
    """212 av 520 deltagare, klart, or only that it is reported."""
    if progress.hidden:
        return _("reported")
    if isinstance(progress.target.measure, Milestone) and not progress.outcome:
        return _("not done")
    return sentences.achieved(progress)


def ends_at(progress: TargetProgress) -> str:
    """Where the year ends, and between which figures: 497 (410–584); or that it is too early to say."""
    target = progress.target
    if progress.interval is None:
        return area_tables.too_early(progress) or figures.NOTHING
    between = figures.between(target, *progress.interval)
    end = figures.amount(target, progress.forecast)
    return end if between == end else f"{end} ({between})"


def _needed(progress: TargetProgress) -> str:
    """What is needed to reach the goal: 9,2 i veckan, or 7 på 30 veckor; of what has a date, by when."""
    target, left, rate = progress.target, progress.left, progress.needed_per_week
    if isinstance(target.measure, Milestone) or target.due:
        return _("due {day}").format(day=figures.day(target.due)) if target.due else ""
    if not left or target.at_most:
        return ""
    amount = figures.remaining(target, left)
    if not rate:
        return _("{amount} more").format(amount=amount)
    if rate >= 1:
        return _("{rate} a week").format(rate=figures.rate(rate))
    weeks = int(left / rate)
    text = ngettext("{amount} in {count} week", "{amount} in {count} weeks", weeks)
    return text.format(amount=amount, count=weeks)


def _missing(plan: Plan, progress: TargetProgress) -> str:
    """Who has not reported on the target: by name if they are few, else how many."""
    missing = progress.missing
    if missing is None:
        missing = tuple(part.place for part in progress.places if not part.reported)
    if len(missing) <= _FEW:
        return ", ".join(missing)
    return words.places(plan, plan.place_by_name[missing[0]].kind, len(missing))


def _reached(summary: Summary) -> Section:
    month = summary.month
    title = (
        _("Reached in {month}").format(month=month_name(month.number, current())) if month else _("Reached")
    )
    lines = tuple(f"{each.target.name}: {achieved(each)}" for each in summary.reached)
    said = Sentence("", lines) if lines else Sentence(_("No target."))
    return Section(Kind.FIRST, title, (said,))


def _coming(summary: Summary) -> Section:
    """What is due in the month after this one."""
    if summary.month is None:
        return Section(Kind.FIRST, "")
    lines = tuple(
        f"{figures.span(each.first, each.last)}: {figures.key_date(each.name, preliminary=each.preliminary)}"
        for each in summary.coming
    )
    title = _("Due in {month}").format(month=month_name(summary.month.after.number, current()))
    return Section(Kind.FIRST, title, (Sentence("", lines) if lines else Sentence(_("Nothing has a date.")),))


def _decisions(summary: Summary) -> Iterator[Sentence]:
    found, plan = summary.decisions, summary.progress.plan
    if found.out_of_reach:
        lines = tuple(f"{each.target.name}: {achieved(each)}" for each in found.out_of_reach)
        text = _("Out of reach even at twice the best month so far: give more, or lower the goal?")
        yield Sentence(text, lines)
    if found.silent:
        text = _("{count} of {all} {places} have reported nothing in three months: {names}. Who calls them?")
        yield _of_places(plan, text, found.silent)
    if found.untouched:
        text = _("Commitments on which nobody has reported anything: begin, or take them out?")
        yield Sentence(text, tuple(each.target.name for each in found.untouched))


def _silent(summary: Summary) -> Iterator[Sentence]:
    """Which places have reported nothing; no sentence where the plan has none, or one is to be decided."""
    plan, silent = summary.progress.plan, summary.silent
    if plan.smallest and not silent:
        yield _of_places(plan, _("All {places} have reported something this year."), silent)
    elif plan.smallest and len(silent) == len(plan.smallest):
        yield _of_places(plan, _("No {places} have reported anything this year."), silent)
    elif silent and not summary.decisions.silent:
        yield _of_places(plan, _("{count} of {all} {places} this year: {names}."), silent)
    if summary.month and summary.silent_in_month:
        month = month_name(summary.month.number, current())
        names = listed(summary.silent_in_month, _SOME)
        yield Sentence(_("For {month}: {names}.").format(month=month, names=names))


def _of_places(plan: Plan, text: str, names: Sequence[str]) -> Sentence:
    """The text with how many of how many places these are, what they are called, and the first of them."""
    called = plan.word(plan.smallest[0].kind, len(plan.smallest))
    count, every, first = len(names), len(plan.smallest), listed(names, _SOME)
    return Sentence(text.format(count=count, all=every, places=called, names=first))
