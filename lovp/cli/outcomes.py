"""`lovp outcomes`: what is recorded, newest first."""

from collections.abc import Sequence
from typing import Annotated

from lovp.cli import context, options, recorded, show
from lovp.exchange.typed.selection import parse_days, select
from lovp.i18n import _, ngettext
from lovp.model import Outcome, Plan
from lovp.plan.load import not_in, plan_of
from lovp.render import outcome_grid, record_report

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
    days = parse_days(month, since, until, today=context.today(), plan=the_plan)
    if year is None and days:
        # A period says which year it is in, as a month or a day does elsewhere.
        the_plan = plan_of(folder, days[0])
    if days and not days[0].year <= the_plan.year <= days[1].year:
        raise not_in(the_plan, days[0])
    record = recorded.read_record(folder, the_plan, known_at)
    every = record.rows.values() if everything else record.outcomes
    days = days or (the_plan.first_day, the_plan.last_day)
    rows = select(the_plan, every, days, target=target, area=area, place=place, writer=writer)
    show.warn(record_report.faults(record))
    most = limit if limit is not None else _SHOWN if format_ == "table" else len(rows)
    _write(the_plan, rows[:most], len(rows), format_, everything=everything)


def _write(plan: Plan, rows: Sequence[Outcome], found: int, form: str, *, everything: bool) -> None:
    """Write the rows, and in a table how many more were found."""
    if form == "csv":
        show.data(outcome_grid.rows_csv(rows))
    elif form == "json":
        show.data(outcome_grid.rows_json(plan, rows))
    elif not found:
        show.message(_("Nothing is recorded that matches."))
    else:
        heading = plan.organisation if form == "markdown" else f"{plan.organisation} {plan.year}"
        show.tables([outcome_grid.grid(plan, rows, everything=everything)], heading, form)
    if form == "table" and (more := found - len(rows)):
        text = ngettext("… and {count} more: --limit {all}", "… and {count} more: --limit {all}", more)
        show.message(text.format(count=more, all=found))
