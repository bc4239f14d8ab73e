"""`lovp progress`."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from lovp.cli import complete as completing
from lovp.cli import context, match, options, show, totals
from lovp.errors import BehindError
from lovp.i18n import _
from lovp.model import Plan
from lovp.period import parse_moment
from lovp.progress.compute import progress_of, select, telling
from lovp.progress.values import Progress, Status, TargetProgress

if TYPE_CHECKING:
    from lovp.render.grid import Grid

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
    asked = Asked(area, place, target, by, as_of, known_at, only, missing, fail_behind, year, format_)
    answer(context.open_folder(plan), asked, totals.known)


class Asked(NamedTuple):
    """What was asked for, as it was typed."""

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


Known = Callable[[context.Folder, Plan, date, str | None], totals.Known]
"""What gives what is recorded for a plan by a day, as known at a moment."""


def answer(folder: context.Folder, asked: Asked, known: Known, ways: Sequence[str] = _BY) -> None:
    """Show what was asked for, by what `known` says. With `fail_behind`, raises BehindError."""
    form = match.choice(asked.form, options.FORMATS, "--format")
    by = match.choice(asked.by, ways, "--by")
    the_plan, day = context.choose_plan_and_day(folder, asked.year, asked.as_of)
    moment = parse_moment(asked.known_at) if asked.known_at is not None else None
    found = known(folder, the_plan, day, moment)

    def stands(place: str | None, keep: Callable[[TargetProgress], bool] | None) -> Progress:
        whole = progress_of(
            the_plan, found.days, day, known_at=moment, place=place, warnings=found.warnings
        )._replace(districts=found.districts)
        return select(
            whole,
            areas=[match.area(the_plan, asked.area).id] if asked.area is not None else None,
            targets=[match.target(the_plan, asked.target).id] if asked.target is not None else None,
            keep=keep,
        )

    place = match.place(the_plan, asked.place).name if asked.place is not None else None
    chosen = stands(place, _keeper(asked.only))
    if by == "district" and place is None and not asked.missing:
        # What is shown is chosen by where all together stand, then shown of every district.
        shown = {target.target.id for target in chosen.targets()}
        each = [stands(district.place, lambda own: own.target.id in shown) for district in found.districts]
        _show_districts(chosen, each, form)
    else:
        _show(chosen, by=by, form=form, missing=asked.missing)
    if asked.fail_behind and any(shown.status.lags for shown in chosen.targets()):
        raise BehindError(_("Something is behind."), _("Add --only behind to see what."))


def _keeper(only: str | None) -> Callable[[TargetProgress], bool] | None:
    if only is None:
        return None
    status = Status(match.choice(only.replace("-", "_"), list(Status), "--only"))
    return lambda target: target.status.lags if status is Status.BEHIND else target.status is status


def _show_districts(chosen: Progress, districts: Sequence[Progress], form: str) -> None:
    """Each target by itself, district by district."""
    if form == "json":
        _show(chosen, by="target", form=form, missing=False)
        return
    show.warn(chosen.warnings)
    if form == "csv":
        from lovp.render import csv_tables

        show.data(csv_tables.districts_csv(districts))
        return
    from lovp.render import joint_grids

    _draw(chosen, list(joint_grids.by_district(chosen, districts)), form)


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
            "district": csv_tables.places_csv,
        }[by]
        show.data(csv_tables.missing_csv(chosen) if missing else render(chosen))
        return
    from lovp.render import progress_grids

    grids = {
        "target": progress_grids.by_target,
        "place": progress_grids.by_place,
        "month": progress_grids.by_month,
        "district": progress_grids.by_place,
    }[by]
    if chosen.place and by == "target":
        chosen = telling(chosen)
    _draw(chosen, list(progress_grids.missing(chosen) if missing else grids(chosen)), form)


def _draw(chosen: Progress, found: "Sequence[Grid]", form: str) -> None:
    from lovp.render import progress_grids

    if not found:
        show.message(_("Nothing to show: no target matches."))
    if form == "markdown":
        from lovp.render import markdown

        show.data(markdown.document(progress_grids.heading(chosen), found, chosen.warnings))
    else:
        from lovp.cli import tables

        tables.show(found, progress_grids.heading(chosen))
