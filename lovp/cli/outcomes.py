"""`lovp outcomes`: what is recorded, newest first."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from lovp import matching
from lovp.cli import context, options, recorded, show
from lovp.dates import parse_date, parse_month
from lovp.errors import UsageError
from lovp.i18n import _
from lovp.model import Outcome, Plan
from lovp.plan.load import not_in, plan_of
from lovp.record.folder import slug_text
from lovp.render import outcome_report, record_report

_SHOWN = 20
_LIMIT = _("At most so many; a table shows 20.")

From = Annotated[str | None, options.option("--from", _("Only from this day on."))]
To = Annotated[str | None, options.option("--to", _("Only to this day."))]
Writer = Annotated[str | None, options.option("--writer", _("Only this writer."))]
All = Annotated[bool, options.flag("--all", _("Also what was corrected or undone, row by row."))]
Limit = Annotated[int | None, options.option("--limit", _LIMIT, parser=options.whole_number)]


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
    first, last = _parse_days(the_plan, month, since, until)
    if first.year != the_plan.year and year is None:
        # A period says which year it is in, as a month or a day does elsewhere.
        the_plan = plan_of(folder, first)
    if not first.year <= the_plan.year <= last.year:
        raise not_in(the_plan, first)
    targets = the_plan.targets() if area is None else matching.area(the_plan, area).targets
    series = {one.series for one in targets}
    if target is not None:
        series &= {matching.target(the_plan, target).series}
    places = None
    if place is not None:
        places = {one.name for one in the_plan.inside(matching.place(the_plan, place).name)}
    record = recorded.read_record(folder, the_plan, known_at)
    rows = [
        row
        for row in (record.rows.values() if everything else record.outcomes)
        if row.target in series
        and first <= row.date <= last
        and (places is None or row.place in places)
        and (writer is None or row.writer == slug_text(writer))
    ]
    rows = sorted(rows, key=lambda row: row.latest_key, reverse=True)
    show.warn(record_report.faults(record))
    most = limit if limit is not None else _SHOWN if format_ == "table" else len(rows)
    _write(the_plan, rows[:most], len(rows), format_, everything=everything)


def _parse_days(plan: Plan, month: str | None, since: str | None, until: str | None) -> tuple[date, date]:
    """The first and the last day asked for, by default the plan's; days without a year are in the plan's."""
    today = context.today()
    whole = None if month is None else parse_month(month, today, plan.year)
    first, last = (whole.first, whole.last) if whole else (None, None)
    if since is not None:
        first = parse_date(since, today, plan.year)
    if until is not None:
        last = parse_date(until, today, plan.year)
    first = first or date((last or plan.last_day).year, 1, 1)
    last = last or date(first.year, 12, 31)
    if first > last:
        raise UsageError(_("The period ends before it begins."), _("Change --from or --to."))
    return first, last


def _write(plan: Plan, rows: Sequence[Outcome], found: int, form: str, *, everything: bool) -> None:
    """Write the rows, and in a table how many more were found."""
    if form == "csv":
        show.data(outcome_report.rows_csv(rows))
    elif form == "json":
        show.data(outcome_report.rows_json(plan, rows))
    elif not found:
        show.message(_("Nothing is recorded that matches."))
    else:
        heading = plan.organisation if form == "markdown" else f"{plan.organisation} {plan.year}"
        show.tables([outcome_report.grid(plan, rows, everything=everything)], heading, form)
    if form == "table" and (more := found - len(rows)):
        show.message(_("… and {count} more: --limit {all}").format(count=more, all=found))
