"""`lovp targets`, `lovp calendar` and `lovp check`: the plan, its dates, and whether all is sound."""

from dataclasses import replace
from typing import Annotated

from lovp.cli import complete, context, match, options, show
from lovp.errors import CheckError, PlanError, Problem
from lovp.i18n import _, ngettext
from lovp.problems import format_problem


def targets(
    target: Annotated[
        str | None,
        options.argument(
            metavar=_("[TARGET]"),
            help=_("One target: all that the plan says of it."),
            complete=complete.targets,
        ),
    ] = None,
    area: options.Area = None,
    year: options.Year = None,
    format_: options.Format = "table",
    plan: options.Plan = None,
) -> None:
    """Show what the plan says of all its targets, of one area's, or in full of one."""
    from lovp.render import csv_tables, data, markdown, plan_grids

    form = match.choice(format_, options.FORMATS, "--format")
    the_plan = context.choose_plan(context.open_folder(plan), year)
    areas = (match.area(the_plan, area),) if area is not None else the_plan.areas
    if target is not None:
        one = match.target(the_plan, target)
        areas = (replace(the_plan.area_by_id[one.area], targets=(one,)),)
    chosen = replace(the_plan, areas=areas)
    if form == "json":
        show.data(data.targets_json(chosen))
        return
    if form == "csv":
        show.data(csv_tables.targets_csv(chosen))
        return
    grids = [plan_grids.facts(the_plan, one)] if target is not None else plan_grids.targets(areas)
    heading = f"{the_plan.organisation} {the_plan.year}"
    if form == "markdown":
        show.data(markdown.document(heading, grids))
    else:
        show.grids(grids, heading)


def calendar(year: options.Year = None, format_: options.Format = "table", plan: options.Plan = None) -> None:
    """Show the dates that the plan names."""
    from lovp.render import csv_tables, data, markdown, plan_grids

    form = match.choice(format_, options.FORMATS, "--format")
    the_plan = context.choose_plan(context.open_folder(plan), year)
    heading = f"{the_plan.organisation} {the_plan.year}"
    if form in ("json", "csv"):
        show.data(data.calendar_json(the_plan) if form == "json" else csv_tables.calendar_csv(the_plan))
        return
    grids = [plan_grids.calendar(the_plan, context.today())]
    if form == "markdown":
        show.data(markdown.document(heading, grids))
    else:
        show.grids(grids, heading)


def check(plan: options.Plan = None) -> None:
    """Show all problems of the plans and the record. Raises CheckError or PlanError if there are any."""
    try:
        folder = context.open_folder(plan)
    except PlanError as error:
        _conclude(list(error.problems))
        raise
    problems: list[Problem] = []
    for one in folder.plans:
        record = context.read(folder, one)
        problems += [replace(each, file=f"data/{one.year}/{each.file}") for each in record.problems]
        words = _("{year}: targets {targets}, rows {rows}, outcomes that count {outcomes}")
        show.line(
            words.format(
                year=one.year,
                targets=len(one.target_by_id),
                rows=len(record.rows),
                outcomes=len(record.outcomes),
            )
        )
        for copy in record.copies:
            words = _("{file} repeats other files, or holds rows of other writers; each row is counted once.")
            show.message(words.format(file=copy))
    _conclude(problems + _years_without_plan(folder))


def _conclude(problems: list[Problem]) -> None:
    """Show the problems. Raises CheckError if there are any."""
    for problem in problems:
        show.line("\n" + format_problem(problem))
    if problems:
        count = len(problems)
        raise CheckError(
            ngettext("{count} problem found.", "{count} problems found.", count).format(count=count)
        )
    show.line("✓ " + _("Plan and record are sound."))


def _years_without_plan(folder: context.Folder) -> list[Problem]:
    """Folders of the record whose year no plan is for: their outcomes are counted nowhere."""
    known = {str(plan.year) for plan in folder.plans}
    years = sorted(path.parent.name for path in folder.path.glob("data/[12][0-9][0-9][0-9]/*.csv"))
    return [
        Problem(
            f"data/{year}",
            0,
            0,
            "",
            _("There is no plan for {year}, so these outcomes are counted nowhere.").format(year=year),
            _("Add the year to targets.yaml: lovp plan new {year}").format(year=year),
        )
        for year in dict.fromkeys(years)
        if year not in known
    ]
