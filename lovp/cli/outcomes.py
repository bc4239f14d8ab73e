"""`lovp outcomes`: what is recorded, newest first."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

from lovp.cli import complete, context, match, options, recorded, show
from lovp.errors import UsageError
from lovp.i18n import _, ngettext
from lovp.model import Outcome, Plan
from lovp.period import parse_date, parse_moment, parse_month
from lovp.record.record import Record
from lovp.record.writer import slug_text

_SHOWN = 20


def outcomes(
    target: options.Target = None,
    area: options.Area = None,
    place: options.Place = None,
    month: Annotated[
        str | None,
        options.option(
            "--month",
            "-m",
            metavar=_("MONTH"),
            help=_("Only this month: 2024-05, or last."),
            complete=complete.months,
        ),
    ] = None,
    since: Annotated[
        str | None,
        options.option(
            "--from",
            metavar=_("DATE"),
            help=_("Only from this day on."),
            complete=complete.days,
        ),
    ] = None,
    until: Annotated[
        str | None,
        options.option(
            "--to",
            metavar=_("DATE"),
            help=_("Only to this day."),
            complete=complete.days,
        ),
    ] = None,
    writer: Annotated[
        str | None,
        options.option(
            "--writer",
            "-w",
            metavar=_("WRITER"),
            help=_("Only this writer."),
            complete=complete.writers,
        ),
    ] = None,
    everything: Annotated[
        bool, options.flag("--all", help=_("Also what was corrected or undone, row by row."))
    ] = False,
    limit: Annotated[
        str | None,
        options.option("--limit", "-l", metavar=_("NUMBER"), help=_("At most so many; a table shows 20.")),
    ] = None,
    known_at: options.KnownAt = None,
    year: options.Year = None,
    format_: options.Format = "table",
    plan: options.Plan = None,
) -> None:
    """Show the outcomes that pass every filter, newest first; with `--all` also rows that no longer count."""
    form = match.choice(format_, options.FORMATS, "--format")
    folder = context.open_folder(plan)
    the_plan = context.choose_plan(folder, year)
    days = _period(the_plan, month, since, until)
    if year is None and days:
        # A period says which year it is in, as a month or a day does elsewhere.
        the_plan = context.plan_of(folder, days[0])
    if days and not days[0].year <= the_plan.year <= days[1].year:
        raise context.not_in(the_plan, days[0])
    record = recorded.read(folder, the_plan, parse_moment(known_at) if known_at is not None else None)
    keep = _filter(the_plan, target, area, place, writer, days or (the_plan.first_day, the_plan.last_day))
    rows = sorted(
        (row for row in (record.rows.values() if everything else record.outcomes) if keep(row)),
        key=lambda row: row.latest_key,
        reverse=True,
    )
    most = match.count(limit) if limit is not None else _SHOWN if form == "table" else len(rows)
    _show(the_plan, record, rows, rows[:most], form)


def _filter(
    plan: Plan,
    target: str | None,
    area: str | None,
    place: str | None,
    writer: str | None,
    days: tuple[date, date],
) -> Callable[[Outcome], bool]:
    series = {one.series for one in (match.area(plan, area).targets if area is not None else plan.targets())}
    if target is not None:
        series &= {match.target(plan, target).series}
    names = {match.place(plan, place).name} if place is not None else None
    if names:
        names |= {one.name for one in plan.places if one.parent in names}
    own = slug_text(writer) if writer is not None else None

    def keep(row: Outcome) -> bool:
        return (
            row.target in series
            and (names is None or row.place in names)
            and own in (None, row.writer)
            and days[0] <= row.date <= days[1]
        )

    return keep


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


def _show(plan: Plan, record: Record, rows: list[Outcome], shown: list[Outcome], form: str) -> None:
    from lovp.render import markdown, outcome_grid

    show.warn(recorded.warnings(record))
    if form == "csv":
        show.data(outcome_grid.rows_csv(shown))
    elif form == "json":
        show.data(outcome_grid.rows_json(plan, shown))
    elif not rows:
        show.message(_("Nothing is recorded that matches."))
    elif form == "markdown":
        show.data(markdown.document(plan.organisation, [outcome_grid.grid(plan, shown)]))
    else:
        from lovp.cli import tables

        tables.show([outcome_grid.grid(plan, shown)], f"{plan.organisation} {plan.year}")
        if len(shown) < len(rows):
            more = len(rows) - len(shown)
            show.message(
                ngettext(
                    "… and {count} more: --limit {all}", "… and {count} more: --limit {all}", more
                ).format(count=more, all=len(rows))
            )
