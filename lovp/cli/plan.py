"""`lovp targets`, `lovp calendar` and `lovp check`: the plan, its dates, and whether all is sound."""

from dataclasses import replace
from typing import Annotated

from lovp.cli import complete, context, match, options, show
from lovp.errors import CheckError, PlanError, Problem
from lovp.i18n import _, ngettext


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
    from lovp.render import data, markdown, plan_grids

    form = match.choice(format_, options.FORMATS, "--format")
    the_plan = context.choose_plan(context.open_folder(plan), year)
    areas = (match.area(the_plan, area),) if area else the_plan.areas
    if target:
        one = match.target(the_plan, target)
        areas = (replace(the_plan.area_by_id[one.area], targets=(one,)),)
    chosen = replace(the_plan, areas=areas)
    if form == "json":
        show.data(data.targets_json(chosen))
        return
    if form == "csv":
        show.data(data.table_csv([data.target_facts(one) for one in chosen.targets()]))
        return
    grids = [plan_grids.facts(the_plan, one)] if target else plan_grids.targets(areas)
    heading = f"{the_plan.organisation} {the_plan.year}"
    if form == "markdown":
        show.data(markdown.document(heading, grids))
    else:
        show.grids(grids, heading)


def calendar(year: options.Year = None, format_: options.Format = "table", plan: options.Plan = None) -> None:
    from lovp.render import data, markdown, plan_grids

    form = match.choice(format_, options.FORMATS, "--format")
    the_plan = context.choose_plan(context.open_folder(plan), year)
    heading = f"{the_plan.organisation} {the_plan.year}"
    if form in ("json", "csv"):
        show.data(data.calendar_json(the_plan) if form == "json" else data.calendar_csv(the_plan))
        return
    grids = [plan_grids.calendar(the_plan, context.today())]
    if form == "markdown":
        show.data(markdown.document(heading, grids))
    else:
        show.grids(grids, heading)


def check(plan: options.Plan = None) -> None:
    from lovp.problems import format_problem

    try:
        folder = context.open_folder(plan)
    except PlanError as error:
        problems: list[Problem] = list(error.problems)
        if not problems:
            raise
        years: list[str] = []
    else:
        records = [(one, context.read(folder, one)) for one in folder.plans]
        problems = [
            replace(problem, file=f"data/{one.year}/{problem.file}")
            for one, record in records
            for problem in record.problems
        ]
        years = [
            _("{year}: {targets} targets, {rows} rows, {outcomes} outcomes that count").format(
                year=one.year,
                targets=len(list(one.targets())),
                rows=len(record.rows),
                outcomes=len(record.outcomes),
            )
            for one, record in records
        ]
        for _plan, record in records:
            for copy in record.copies:
                show.message(
                    _("{file} holds rows of other writers; each row is counted once.").format(file=copy)
                )
    for problem in problems:
        show.line(format_problem(problem) + "\n")
    for line in years:
        show.line(line)
    if problems:
        raise CheckError(
            ngettext("{count} problem found.", "{count} problems found.", len(problems)).format(
                count=len(problems)
            )
        )
    show.line("✓ " + _("Plan and record are sound."))
