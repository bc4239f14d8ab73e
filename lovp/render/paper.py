"""What a paper for the board says, in words and tables: a list of sections that every form walks."""

from collections.abc import Iterator, Sequence

from lovp.i18n import _, ngettext
from lovp.model import Milestone, Outcome, Plan
from lovp.progress.compute import select
from lovp.progress.measures import points_at_people
from lovp.progress.summary import Summary
from lovp.progress.values import TargetProgress
from lovp.render import figures, progress_grids, words
from lovp.render.grid import Column, Grid, Kind, Section, Sentence, text, trimmed
from lovp.render.progress_grids import TargetField, fields, target_table
from lovp.render.words import listed

_FEW, _SOME = 3, 10
"""How many places, or notes that say the same, are told one by one in a table, and in a sentence."""


def heading(summary: Summary) -> str:
    """Whose paper, of which month or year."""
    return f"{words.whose(summary.progress)} · {_period(summary)}"


def _period(summary: Summary) -> str:
    return figures.month(summary.month) if summary.month else str(summary.progress.plan.year)


def sections(summary: Summary) -> list[Section]:
    """The first page, the areas, and the appendices, in this order; what says nothing is left out."""
    found = list(_first_page(summary))
    for area in summary.areas:
        grids = tuple(progress_grids.of_area(summary, area))
        found.append(Section(Kind.AREA, area.name, (), grids, area.id))
    found += _appendices(summary)
    found = [each._replace(grids=tuple(map(trimmed, each.grids))) for each in found]
    return [each for each in found if any(grid.rows for grid in each.grids) or any(map(any, each.sentences))]


def _first_page(summary: Summary) -> Iterator[Section]:
    plan, month = summary.progress.plan, summary.month
    yield Section(Kind.FIRST, "", tuple(_meaning(summary)), (_by_area(summary),))
    needed: TargetField = text(_("Needed"), _needed, wide=1, whole=True)
    title, ahead = _("Behind or at risk"), [*fields("ends_at"), needed]
    if summary.progress.is_over:
        title, ahead = _("Not reached"), []
    missing: TargetField = text(_("Has not reported"), lambda each: _missing(plan, each), wide=1)
    chosen = [*fields("target status"), text(_("Outcome"), words.achieved), *ahead, missing]
    yield Section(Kind.FIRST, title, (), (target_table("", chosen, summary.lagging),))
    title = _("Reached in {month}").format(month=_period(summary))
    yield Section(Kind.FIRST, title, (Sentence("", tuple(map(_target_line, summary.reached))),))
    if month:
        title, coming = _("Due in {month}").format(month=figures.month(month.after)), []
        for each in summary.coming:
            name = figures.key_date(each.name, preliminary=each.preliminary)
            coming.append(f"{figures.span(each.first, each.last)}: {name}")
        yield Section(Kind.FIRST, title, (Sentence("", tuple(coming)),))
    yield Section(Kind.FIRST, _("To decide"), tuple(_decisions(summary)))
    yield Section(Kind.FIRST, _("Has not reported"), tuple(_silent(summary)))


def _meaning(summary: Summary) -> Iterator[Sentence]:
    """The day that the figures are of, and what the statuses mean, by the limits of the plan."""
    limits = summary.progress.plan.limits
    good, low = (figures.percent(each) for each in (limits.on_track, limits.at_risk))
    text = _(
        "✓ reached: all of the goal · ● on track: at least {good} of what is expected by now · "
        "◐ at risk: at least {low} · ▼ behind: less, or overdue"
    )
    if summary.progress.is_over:
        text = _("✓ reached: all of the goal · ◑ partly: at least {low} of it · ✗ missed: less")
    yield Sentence(_("The figures are of {day}.").format(day=figures.day(summary.progress.as_of)))
    yield Sentence(text.format(good=good, low=low))


def _by_area(summary: Summary) -> Grid:
    """How many targets with a goal stand where in each area, and in all of them."""
    statuses = [status for status in words.ORDER if summary.counts.get(status)]
    columns = [Column(_("Area"))]
    for each in statuses:
        status = words.when_over(each) if summary.progress.is_over else each
        columns.append(Column(words.labelled(status), number=True, style=words.COLOURS[status]))
    counted = [(area.name, area.counts) for area in summary.areas] + [(_("Total"), summary.counts)]
    rows = ((name, *(str(counts.get(each) or "") for each in statuses)) for name, counts in counted)
    return Grid("", tuple(columns), tuple(rows))


def _needed(progress: TargetProgress) -> str:
    """What is needed to reach the goal: 9,2 i veckan, or 7 till; of what has a date, by when."""
    target, rate = progress.target, progress.needed_per_week
    if target.due:
        return _("due {day}").format(day=figures.day(target.due))
    if not progress.left or target.at_most or isinstance(target.measure, Milestone):
        return ""
    if rate and rate >= 1:
        return _("{rate} a week").format(rate=figures.rate(rate))
    return _("{amount} more").format(amount=figures.remaining(target, progress.left))


def _missing(plan: Plan, progress: TargetProgress) -> str:
    """Who has not reported on the target: by name if they are few, else how many."""
    names = progress.silent
    if len(names) > _FEW:
        return words.places(plan, plan.place_by_name[names[0]].kind, len(names))
    return ", ".join(names)


def _target_line(progress: TargetProgress) -> str:
    return f"{progress.target.name}: {words.achieved(progress)}"


def _decisions(summary: Summary) -> Iterator[Sentence]:
    found = summary.decisions
    if found.out_of_reach:
        text = _("Out of reach even at twice the best month so far: give more, or lower the goal?")
        yield Sentence(text, tuple(map(_target_line, found.out_of_reach)))
    if found.silent:
        text = _("{count} of {places} have reported nothing in three months: {names}. Who calls them?")
        yield _of_places(summary.progress.plan, text, found.silent)
    if found.untouched:
        text = _("Commitments on which nobody has reported anything: begin, or take them out?")
        yield Sentence(text, tuple(each.target.name for each in found.untouched))


def _silent(summary: Summary) -> Iterator[Sentence]:
    """Who has reported nothing: in the year, unless that is to be decided on, and for the month."""
    if summary.silent and not summary.decisions.silent:
        yield _of_places(summary.progress.plan, _("{count} of {places} this year: {names}."), summary.silent)
    if summary.month and summary.silent_in_month:
        month, names = figures.month(summary.month), listed(summary.silent_in_month, _SOME)
        yield Sentence(_("For {month}: {names}.").format(month=month, names=names))


def _of_places(plan: Plan, text: str, names: Sequence[str]) -> Sentence:
    """The text with how many of how many places these are, and the first of them."""
    every = words.places(plan, plan.smallest[0].kind, len(plan.smallest))
    return Sentence(text.format(count=len(names), places=every, names=listed(names, _SOME)))


def _appendices(summary: Summary) -> Iterator[Section]:
    """Of a year the months; of a month the places, the notes, and what was recorded or corrected late."""
    progress = summary.progress
    plan = summary.progress.plan
    month = summary.month
    if month is None:
        yield Section(Kind.APPENDIX, _("Month by month"), (), tuple(progress_grids.by_month(progress)))
        return
    places = progress_grids.by_place(select(progress, lambda each: each.reported > 0))
    yield Section(Kind.APPENDIX, _("By place"), (), tuple(places))
    title = _("Notes in {month}")
    notes = [row for area in summary.areas for row in area.notes]
    yield Section(Kind.APPENDIX, title.format(month=figures.month(month)), (), (_notes(plan, notes),))
    # Several districts together leave this to the papers of each.
    if not progress.districts:
        rows = []
        for before, after in summary.late:
            name = next(plan.target_by_id[row.target].name for row in (after, before) if row)
            rows.append((name, _outcome_text(plan, before), _outcome_text(plan, after)))
        grid = Grid("", tuple(map(Column, (_("Target"), _("Before"), _("Now")))), tuple(rows))
        yield Section(Kind.APPENDIX, _("Recorded late and corrected"), (), (grid,))


def _notes(plan: Plan, rows: Sequence[Outcome]) -> Grid:
    """The notes with what they are about; many that say the same are one line."""
    same: dict[str, list[Outcome]] = {}
    for row in rows:
        same.setdefault(row.note, []).append(row)
    lines: list[tuple[str, ...]] = []
    for note, found in same.items():
        if len(found) > _FEW:
            many = ngettext("{count} outcome", "{count} outcomes", len(found))
            lines.append((note, "", many.format(count=len(found))))
        else:
            lines += [(note, plan.target_by_id[row.target].name, _outcome_text(plan, row)) for row in found]
    return Grid("", tuple(map(Column, (_("Note"), _("Target"), _("Outcome")))), tuple(lines))


def _outcome_text(plan: Plan, row: Outcome | None) -> str:
    """3 deltagare · Skövde · 12 mars 2024; the figures of few people stay in the record."""
    if row is None:
        return figures.NOTHING
    target = plan.target_by_id[row.target]
    return words.outcome(target, row._replace(note=""), hidden=points_at_people(plan, target, row.of))
