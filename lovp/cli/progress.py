"""`lovp progress`."""

from collections.abc import Callable
from typing import Annotated

from lovp.cli import complete as completing
from lovp.cli import context, match, options, show, totals
from lovp.errors import BehindError
from lovp.i18n import _
from lovp.period import parse_moment
from lovp.progress.compute import progress_of, select, telling
from lovp.progress.values import Progress, Status, TargetProgress

_BY = ("target", "place", "month")


def progress(
    area: options.Area = None,
    place: options.Place = None,
    target: options.Target = None,
    by: Annotated[
        str,
        options.option(
            "--by",
            "-b",
            metavar=_("WHAT"),
            help=_("target, place or month."),
            complete=completing.words(_BY),
        ),
    ] = "target",
    as_of: Annotated[
        str | None,
        options.option("--as-of", metavar=_("DATE"), help=_("Where it stood by the end of this day.")),
    ] = None,
    known_at: options.KnownAt = None,
    only: Annotated[
        str | None,
        options.option(
            "--only",
            metavar=_("STATUS"),
            help=_("Only what has this status; behind is also overdue and missed."),
        ),
    ] = None,
    missing: Annotated[
        bool, options.flag("--missing", help=_("The places that have not reported, by name."))
    ] = False,
    fail_behind: Annotated[
        bool, options.flag("--fail-behind", help=_("Exit with code 4 if anything shown is behind."))
    ] = False,
    year: options.Year = None,
    format_: options.Format = "table",
    plan: options.Plan = None,
) -> None:
    """Show where the targets stand by the end of a day. With `--fail-behind`, raises BehindError."""
    form = match.choice(format_, options.FORMATS, "--format")
    by = match.choice(by, _BY, "--by")
    folder = context.open_folder(plan)
    the_plan, day = context.choose_plan_and_day(folder, year, as_of)
    known = parse_moment(known_at) if known_at is not None else None
    found = totals.known(folder, the_plan, day, known)
    whole = progress_of(
        the_plan,
        found.days,
        day,
        known_at=known,
        place=match.place(the_plan, place).name if place is not None else None,
        warnings=found.warnings,
    )
    chosen = select(
        whole,
        areas=[match.area(the_plan, area).id] if area is not None else None,
        targets=[match.target(the_plan, target).id] if target is not None else None,
        keep=_keeper(only),
    )
    _show(chosen, by=by, form=form, missing=missing)
    if fail_behind and any(shown.status.lags for shown in chosen.targets()):
        raise BehindError(_("Something is behind."))


def _keeper(only: str | None) -> Callable[[TargetProgress], bool] | None:
    if only is None:
        return None
    status = Status(match.choice(only.replace("-", "_"), list(Status), "--only"))
    return lambda target: target.status.lags if status is Status.BEHIND else target.status is status


def _show(chosen: Progress, *, by: str, form: str, missing: bool) -> None:
    show.warn(chosen.warnings)
    if form == "json":
        from lovp.render import data

        show.data(data.progress_json(chosen))
        return
    if form == "csv":
        from lovp.render import csv_tables

        render = {
            "target": csv_tables.progress_csv,
            "place": csv_tables.places_csv,
            "month": csv_tables.months_csv,
        }[by]
        show.data(csv_tables.missing_csv(chosen) if missing else render(chosen))
        return
    from lovp.render import progress_grids

    grids = {
        "target": progress_grids.by_target,
        "place": progress_grids.by_place,
        "month": progress_grids.by_month,
    }[by]
    if chosen.place and by == "target":
        chosen = telling(chosen)
    found = list(progress_grids.missing(chosen) if missing else grids(chosen))
    if not found:
        show.message(_("Nothing to show: no target matches."))
    if form == "markdown":
        from lovp.render import markdown

        show.data(markdown.document(progress_grids.heading(chosen), found, chosen.warnings))
    else:
        from lovp.cli import tables

        tables.show(found, progress_grids.heading(chosen))
