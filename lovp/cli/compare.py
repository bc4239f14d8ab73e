"""`lovp compare`: two years side by side."""

from datetime import date
from typing import Annotated

from lovp import matching
from lovp.cli import complete, context, options, recorded, show
from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Plan
from lovp.period import Month, parse_date, parse_month
from lovp.plan.folder import Folder, not_in
from lovp.progress.compare import compare as compare_years
from lovp.progress.compare import same_day
from lovp.progress.compute import progress_of, select

First = Annotated[
    str | None,
    options.argument(_("[YEAR]"), _("A year of the plan; else the two latest ones."), complete.years),
]
Second = Annotated[
    str | None, options.argument(_("[YEAR]"), _("The year to compare it with."), complete.years)
]
MonthEnd = Annotated[str | None, options.option("--month", _("Both years up to the end of this month."))]


def compare(
    first: First = None,
    second: Second = None,
    area: options.Area = None,
    place: options.Place = None,
    as_of: options.AsOf = None,
    month: MonthEnd = None,
    format_: options.Format = "table",
    plan: options.Plan = None,
) -> None:
    """Show two years side by side, up to the same day of each while the later one is not over."""
    from lovp.render import compare as render

    folder = context.open_folder(plan)
    plans = _choose_years(folder, first, second)
    day = _choose_day(*plans, as_of, month)
    names = {name: one.id for each in plans for one in each.areas for name in (one.id, one.name)}
    areas = (
        None if area is None else [matching.one_of(area, names, _("There is no area “{text}” in the plan."))]
    )
    years = []
    for each in plans:
        until = same_day(day, each.year)
        known = recorded.known(folder, each, until)
        where = None if place is None else matching.place(each, place).name
        warnings = [f"{each.year}: {warning}" for warning in known.warnings]
        progress = progress_of(each, known.days, until, place=where, warnings=warnings)
        years.append(select(progress, areas=areas))
    found = compare_years(*years)
    warnings = [*found.before.warnings, *found.after.warnings]
    show.warn(warnings)
    if format_ in ("json", "csv"):
        show.data(render.compare_json(found) if format_ == "json" else render.compare_csv(found))
    else:
        grids = list(render.grids(found))
        if not grids:
            show.message(_("Nothing to show: no target matches."))
        show.tables(grids, render.heading(found), format_, warnings)


def _choose_years(folder: Folder, first: str | None, second: str | None) -> tuple[Plan, Plan]:
    """The plans of the two years, the earlier one first; a year alone is compared with the one before it."""
    plans = sorted(folder.plans, key=lambda plan: plan.year)
    oldest = plans[0].year
    if len(plans) == 1:
        raise LovpError(
            _("There is only one year in the plan, {year}.").format(year=oldest),
            _("Another is added to targets.yaml with lovp plan new {year}.").format(year=oldest + 1),
        )
    after = plans[-1] if first is None else context.choose_plan(folder, first)
    if second is not None:
        before = context.choose_plan(folder, second)
    elif after.year > oldest:
        before = plans[plans.index(after) - 1]
    else:
        raise UsageError(
            _("There is no year before {year} in the plan.").format(year=oldest),
            _("Name two years: lovp compare {before} {after}").format(before=oldest, after=plans[1].year),
        )
    if before.year == after.year:
        raise UsageError(
            _("A year can't be compared with itself."), _("Name two years: lovp compare 2023 2024")
        )
    return (before, after) if before.year < after.year else (after, before)


def _choose_day(before: Plan, after: Plan, as_of: str | None, month: str | None) -> date:
    """The day of the later year up to which both are compared. Raises LovpError where it is in neither."""
    if as_of is not None and month is not None:
        raise UsageError(_("A day and a month say different things."), _("Leave out --as-of or --month."))
    today = context.today()
    if month is not None:
        wanted = parse_month(month, today, after.year)
        # The month's last day in the later year, which may have a longer February.
        asked, day = wanted.last, Month(after.year, wanted.number).last
    elif as_of is not None:
        asked = day = parse_date(as_of, today, after.year)
    else:
        asked = day = min(today, after.last_day)
        if day < after.first_day:
            raise LovpError(_("{month} has not begun.").format(month=after.year), _("Give an earlier year."))
    if asked.year not in (before.year, after.year):
        raise not_in(after, asked)
    return same_day(day, after.year)
