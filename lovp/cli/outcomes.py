"""`lovp outcomes`: what is recorded, newest first."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated

from lovp import matching
from lovp.cli import context, options, recorded, show
from lovp.errors import UsageError
from lovp.i18n import _, ngettext
from lovp.model import Outcome, Plan
from lovp.period import parse_date, parse_moment, parse_month
from lovp.plan.folder import not_in, plan_of
from lovp.record.writer import slug_text
from lovp.render import record_report

_SHOWN = 20

From = Annotated[str | None, options.option("--from", _("Only from this day on."))]
To = Annotated[str | None, options.option("--to", _("Only to this day."))]
Writer = Annotated[str | None, options.option("--writer", _("Only this writer."))]
All = Annotated[bool, options.flag("--all", _("Also what was corrected or undone, row by row."))]
Limit = Annotated[
    int | None,
    options.option("--limit", _("At most so many; a table shows 20."), parser=options.whole_number),
]


def outcomes(
    target: options.Target = None,
    area: options.Area = None,
    place: options.Place = None,
    month: options.Month = None,
    since: From = None,
    until: To = None,
    writer: Writer = None,
    everything: All = False,
    limit: Limit = None,
    known_at: options.KnownAt = None,
    year: options.Year = None,
    format_: options.Format = "table",
    plan: options.Plan = None,
) -> None:
    """Show the outcomes that pass every filter, newest first; with `--all` also rows that no longer count."""
    folder = context.open_folder(plan)
    the_plan = context.choose_plan(folder, year)
    days = _period(the_plan, month, since, until)
    if year is None and days:
        # A period says which year it is in, as a month or a day does elsewhere.
        the_plan = plan_of(folder, days[0])
    if days and not days[0].year <= the_plan.year <= days[1].year:
        raise not_in(the_plan, days[0])
    record = recorded.read(folder, the_plan, parse_moment(known_at) if known_at is not None else None)
    first, last = days or (the_plan.first_day, the_plan.last_day)
    keep = _filter(the_plan, target, area, place, writer)
    every = record.rows.values() if everything else record.outcomes
    rows = sorted(
        (row for row in every if first <= row.date <= last and keep(row)),
        key=lambda row: row.latest_key,
        reverse=True,
    )
    show.warn(record_report.faults(record))
    most = limit if limit is not None else _SHOWN if format_ == "table" else len(rows)
    _write(the_plan, rows[:most], len(rows), format_)


def _filter(
    plan: Plan, target: str | None, area: str | None, place: str | None, writer: str | None
) -> Callable[[Outcome], bool]:
    """Whether an outcome is of the target, the area, the place (or in it) and the writer."""
    series = {
        one.series for one in (matching.area(plan, area).targets if area is not None else plan.targets())
    }
    if target is not None:
        series &= {matching.target(plan, target).series}
    places = None
    if place is not None:
        name = matching.place(plan, place).name
        places = {name, *(one.name for one in plan.places if one.parent == name)}
    own = slug_text(writer) if writer is not None else None
    return lambda row: (
        row.target in series and (places is None or row.place in places) and own in (None, row.writer)
    )


def _period(plan: Plan, month: str | None, since: str | None, until: str | None) -> tuple[date, date] | None:
    """The first and the last day asked for; None where none is. Days without a year are in the plan's."""
    if month is None and since is None and until is None:
        return None
    first, last = None, None
    if month is not None:
        whole = parse_month(month, context.today(), plan.year)
        first, last = whole.first, whole.last
    if since is not None:
        first = parse_date(since, context.today(), plan.year)
    if until is not None:
        last = parse_date(until, context.today(), plan.year)
    first = first or date((last or plan.last_day).year, 1, 1)
    last = last or date(first.year, 12, 31)
    if first > last:
        raise UsageError(_("The period ends before it begins."), _("Change --from or --to."))
    return first, last


def _write(plan: Plan, rows: Sequence[Outcome], found: int, form: str) -> None:
    """Write the rows, and in a table how many more were found."""
    from lovp.render import outcome_grid

    if form == "csv":
        show.data(outcome_grid.rows_csv(rows))
    elif form == "json":
        show.data(outcome_grid.rows_json(plan, rows))
    elif not found:
        show.message(_("Nothing is recorded that matches."))
    else:
        heading = plan.organisation if form == "markdown" else f"{plan.organisation} {plan.year}"
        show.tables([outcome_grid.grid(plan, rows)], heading, form)
        if form == "table" and (more := found - len(rows)):
            text = ngettext("… and {count} more: --limit {all}", "… and {count} more: --limit {all}", more)
            show.message(text.format(count=more, all=found))
