"""`lovp compare`: two years side by side."""

from datetime import date
from typing import Annotated

from lovp.cli import complete, context, match, options, recorded, show
from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Plan
from lovp.period import Month, parse_date, parse_month
from lovp.progress.compare import Comparison, same_day
from lovp.progress.compare import compare as compared
from lovp.progress.compute import progress_of, select
from lovp.progress.values import Progress


def compare(
    first: Annotated[
        str | None,
        options.argument(
            metavar=_("[YEAR]"),
            help=_("A year of the plan; else the two latest ones."),
            complete=complete.years,
        ),
    ] = None,
    second: Annotated[
        str | None,
        options.argument(
            metavar=_("[YEAR]"),
            help=_("The year to compare it with."),
            complete=complete.years,
        ),
    ] = None,
    area: options.Area = None,
    place: options.Place = None,
    as_of: Annotated[
        str | None,
        options.option(
            "--as-of",
            metavar=_("DATE"),
            help=_("Both years up to this day, such as 31/5 or 2024-05-31."),
            complete=complete.days,
        ),
    ] = None,
    month: Annotated[
        str | None,
        options.option(
            "--month",
            "-m",
            metavar=_("MONTH"),
            help=_("Both years up to the end of this month."),
            complete=complete.months,
        ),
    ] = None,
    format_: options.Format = "table",
    plan: options.Plan = None,
) -> None:
    """Show two years side by side, up to the same day of each while the later one is not over."""
    form = match.choice(format_, options.FORMATS, "--format")
    folder = context.open_folder(plan)
    before, after = _plans(folder, first, second)
    day = _day(after, before, as_of, month)
    found = compared(
        *(
            _stands(folder, each, same_day(day, each.year), area, place, (before, after))
            for each in (before, after)
        )
    )
    _show(found, form)


def _plans(folder: context.Folder, first: str | None, second: str | None) -> tuple[Plan, Plan]:
    """The two plans, the earlier one first. Of one year alone that is given, the one before it."""
    known = sorted(folder.plans, key=lambda plan: plan.year)
    if len(known) < 2:
        raise LovpError(
            _("There is only one year in the plan, {year}.").format(year=known[0].year),
            _("Another is added to targets.yaml with lovp plan new {year}.").format(year=known[0].year + 1),
        )
    if first is None:
        return known[-2], known[-1]
    one = context.choose_plan(folder, first)
    if second is None:
        earlier = [plan for plan in known if plan.year < one.year]
        if not earlier:
            raise UsageError(
                _("There is no year before {year} in the plan.").format(year=one.year),
                _("Name two years: lovp compare {before} {after}").format(
                    before=known[0].year, after=known[1].year
                ),
            )
        return earlier[-1], one
    other = context.choose_plan(folder, second)
    if one.year == other.year:
        raise UsageError(
            _("A year can't be compared with itself."), _("Name two years: lovp compare 2023 2024")
        )
    return (one, other) if one.year < other.year else (other, one)


def _day(after: Plan, before: Plan, as_of: str | None, month: str | None) -> date:
    """The day of the later year up to which both are compared. Raises LovpError if it has not begun."""
    if as_of is not None and month is not None:
        raise UsageError(_("A day and a month say different things."), _("Leave out --as-of or --month."))
    today = context.today()
    if as_of is not None:
        day = parse_date(as_of, today, after.year)
    elif month is not None:
        asked = parse_month(month, today, after.year)
        if asked.year not in (before.year, after.year):
            raise context.not_in(after, asked.last)
        day = Month(after.year, asked.number).last
    else:
        day = min(today, after.last_day)
        if day < after.first_day:
            raise LovpError(_("{month} has not begun.").format(month=after.year), _("Give an earlier year."))
    if day.year not in (before.year, after.year):
        raise context.not_in(after, day)
    return same_day(day, after.year)


def _stands(
    folder: context.Folder,
    plan: Plan,
    day: date,
    area: str | None,
    place: str | None,
    plans: tuple[Plan, Plan],
) -> Progress:
    """Where one of the years stood by the day, as far as it was asked for."""
    found = recorded.known(folder, plan, day)
    whole = progress_of(
        plan,
        found.days,
        day,
        place=match.place(plan, place).name if place is not None else None,
        warnings=[f"{plan.year}: {warning}" for warning in found.warnings],
    )
    return whole if area is None else select(whole, areas=[_area(area, plans)])


def _area(text: str, plans: tuple[Plan, Plan]) -> str:
    """The id of the area, which can be of the earlier year alone."""
    before, after = plans
    try:
        return match.area(after, text).id
    except UsageError:
        if found := match.area_named(before, text):
            return found.id
        raise


def _show(found: Comparison, form: str) -> None:
    warnings = (*found.before.warnings, *found.after.warnings)
    show.warn(warnings)
    from lovp.render import compare as render

    if form == "json":
        show.data(render.compare_json(found))
        return
    if form == "csv":
        show.data(render.compare_csv(found))
        return
    grids = list(render.grids(found))
    if not grids:
        show.message(_("Nothing to show: no target matches."))
    if form == "markdown":
        from lovp.render import markdown

        show.data(markdown.document(render.heading(found), grids, warnings))
    else:
        from lovp.cli import tables

        tables.show(grids, render.heading(found))
