"""`lovp compare`: two years side by side."""

from typing import Annotated

from lovp import matching
from lovp.cli import complete, context, options, recorded, show
from lovp.dates import same_day
from lovp.errors import UsageError
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan.load import Folder
from lovp.progress.compare import compare as compare_years
from lovp.progress.compute import progress_of, select
from lovp.render import compare as render

_YEAR = _("A year of the plan; else the two latest ones.")
Year = Annotated[str | None, options.argument(_("[YEAR]"), _YEAR, complete.years)]


def compare(
    first: Year = None,
    second: Year = None,
    area: options.Area = None,
    place: options.Place = None,
    as_of: options.AsOf = None,
    format_: options.Format = "table",
    plan: options.Plan = None,
) -> None:
    """Show two years side by side, up to the same day of each while the later one is not over."""
    folder = context.open_folder(plan)
    plans = _choose_years(folder, first, second)
    later, day = context.choose_plan_and_day(folder, str(plans[1].year), as_of)
    if as_of is None and later.first_day > context.today():
        day = context.today()  # a year to come, beside this one as it stands
    area_id = None if area is None else matching.area(later, area).id
    years = []
    for each in plans:
        known = recorded.read_days(folder, each)
        where = None if place is None else matching.place(each, place).name
        warnings = [f"{each.year}: {warning}" for warning in known.warnings]
        progress = progress_of(each, known.days, same_day(day, each.year), place=where, warnings=warnings)
        years.append(select(progress, lambda each: area_id in {None, each.target.area}))
    before, after = years
    warnings = [*before.warnings, *after.warnings]
    show.warn(warnings)
    compared = compare_years(before, after)
    if not compared:
        show.message(_("Nothing to show: no target matches."))
    if format_ == "json":
        show.data(render.compare_json(before, after, compared))
    elif format_ == "csv":
        show.data(render.compare_csv(compared))
    else:
        grids = list(render.grids(*plans, compared))
        show.tables(grids, render.heading(before, after), format_, warnings)


def _choose_years(folder: Folder, first: str | None, second: str | None) -> tuple[Plan, Plan]:
    """The two plans, the earlier first; one year alone goes with the one before it in the plan."""
    one = context.choose_plan(folder, second or first)
    earlier = [plan for plan in folder.plans if plan.year < one.year]
    other = context.choose_plan(folder, first) if second else earlier[-1] if earlier else one
    if one is other:
        years = ", ".join(str(plan.year) for plan in folder.plans)
        remedy = _("The plan has {years}; lovp plan new adds another.").format(years=years)
        raise UsageError(_("Two different years are needed to compare."), remedy)
    return (one, other) if one.year < other.year else (other, one)
