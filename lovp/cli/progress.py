"""`lovp progress`: where the targets stand by the end of a day."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, NamedTuple

from lovp import matching
from lovp.cli import context, options, recorded, show
from lovp.errors import BehindError
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan.load import Folder
from lovp.progress.compute import progress_of, select, select_relevant
from lovp.progress.values import Progress, Status, TargetProgress
from lovp.render import csv_tables, data

_WAYS = ("target", "place", "month")
By = Annotated[str, options.option("--by", _("target, place or month."), choices=_WAYS)]


class Query(NamedTuple):
    """What of the progress is asked for, and in which form; names as they were typed."""

    area: str | None
    place: str | None
    target: str | None
    by: str
    as_of: str | None
    known_at: str | None
    only: str | None
    missing: bool
    fail_behind: bool
    year: str | None
    form: str


def progress(
    area: options.Area = None,
    place: options.Place = None,
    target: options.Target = None,
    by: By = "target",
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    only: options.Only = None,
    missing: options.Missing = False,
    fail_behind: options.FailBehind = False,
    year: options.Year = None,
    format_: options.Format = "table",
    plan: options.Plan = None,
) -> None:
    """Show where the targets stand by the end of a day. With `--fail-behind`, raises BehindError."""
    query = Query(area, place, target, by, as_of, known_at, only, missing, fail_behind, year, format_)
    folder = context.open_folder(plan)
    show_progress(folder, query, lambda plan, _day: recorded.read_days(folder, plan, known_at))


def show_progress(folder: Folder, query: Query, read: Callable[[Plan, date], recorded.RecordedDays]) -> None:
    """Show what is asked for, of what `read` gives for a plan and a day. Raises BehindError."""
    plan, day = context.choose_plan_and_day(folder, query.year, query.as_of)
    found = read(plan, day)
    area = matching.area(plan, query.area).id if query.area is not None else None
    target = matching.target(plan, query.target).id if query.target is not None else None
    place = matching.place(plan, query.place).name if query.place is not None else None
    only = query.only.replace("-", "_") if query.only else None

    def wanted(each: TargetProgress) -> bool:
        has_status = each.status.lags if only == Status.BEHIND else only in {None, each.status}
        return has_status and area in {None, each.target.area} and target in {None, each.target.id}

    def progress_at(where: str | None, keep: Callable[[TargetProgress], bool]) -> Progress:
        days, warnings = found.days, found.warnings
        whole = progress_of(plan, days, day, known_at=query.known_at, place=where, warnings=warnings)
        return select(whole._replace(districts=found.districts), keep)

    chosen = progress_at(place, wanted)
    show.warn(chosen.warnings)
    by = "missing" if query.missing else query.by
    districts = list[Progress]()
    if by == "district" and place is None:
        # What is shown is chosen by where all together stand, then shown of every district.
        shown = {each.target.id for each in chosen.targets()}
        districts = [progress_at(each.place, lambda own: own.target.id in shown) for each in found.districts]
    if query.form == "json":
        show.data(data.progress_json(chosen))
    elif query.form == "csv":
        show.data(csv_tables.progress_csv(chosen, by, districts))
    else:
        from lovp.render import progress_grids as render

        told = select_relevant(chosen) if place and by == "target" else chosen
        grids = list(render.by_district(told, districts) if districts else render.by(told, by))
        if not grids:
            show.message(_("Nothing to show."))
        show.tables(grids, render.heading(told), query.form, told.warnings)
    if query.fail_behind and any(each.status.lags for each in chosen.targets()):
        raise BehindError(_("Something is behind."), _("Add --only behind to see what."))
