"""`lovp targets`, `lovp calendar`, `lovp plan new`: the plan, its dates and its years."""

from dataclasses import asdict, replace
from typing import Annotated

from lovp import i18n, matching
from lovp.cli import complete, context, options, show
from lovp.cli.context import parse_path, parse_year
from lovp.errors import LovpError
from lovp.files import shown_path, write_files
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan.load import read_plan_file
from lovp.render import csv_tables, data, plan_grids

_TARGET = _("One target: all that the plan says of it.")
_ICS = _("Write a file that Outlook and other calendars import; “-” is standard output.")

Target = Annotated[str | None, options.argument(_("[TARGET]"), _TARGET, complete.targets)]
Ics = Annotated[str | None, options.option("--ics", _ICS)]
NewYear = Annotated[str, options.argument(_("YEAR"), _("The new year."))]


def targets(
    target: Target = None,
    area: options.Area = None,
    year: options.Year = None,
    format_: options.Format = "table",
    plan: options.Plan = None,
) -> None:
    """Show what the plan says of all its targets, of one area's, or in full of one."""
    the_plan = context.choose_plan(context.open_folder(plan), year)
    areas = (matching.area(the_plan, area),) if area is not None else the_plan.areas
    if target is not None:
        one = matching.target(the_plan, target)
        areas = (replace(the_plan.area_by_id[one.area], targets=(one,)),)
    chosen = replace(the_plan, areas=areas)
    facts = [data.target_facts(each) for each in chosen.targets()]
    if format_ == "json":
        show.data(data.plan_json("lovp.targets/1", chosen, {"targets": facts}))
    elif format_ == "csv":
        show.data(csv_tables.table(csv_tables.PROMISE, facts))
    else:
        grids = [plan_grids.facts(the_plan, one)] if target is not None else plan_grids.targets(areas)
        show.tables(list(grids), f"{the_plan.organisation} {the_plan.year}", format_)


def calendar(
    ics: Ics = None,
    year: options.Year = None,
    format_: options.Format = "table",
    plan: options.Plan = None,
) -> None:
    """Show the plan's dates, or write them as a calendar file, with the days on which targets are due."""
    folder = context.open_folder(plan)
    the_plan = context.choose_plan(folder, year)
    show.warn(dates_to_check(folder.plan_file.read_text(encoding="utf-8")))
    dates = [asdict(each) for each in the_plan.dates]
    if ics is not None:
        _write_calendar(the_plan, ics)
    elif format_ == "json":
        show.data(data.plan_json("lovp.calendar/1", the_plan, {"dates": dates}))
    elif format_ == "csv":
        show.data(csv_tables.table(csv_tables.KEY_DATE, dates))
    else:
        show.tables([plan_grids.calendar(the_plan)], f"{the_plan.organisation} {the_plan.year}", format_)


def _write_calendar(plan: Plan, name: str) -> None:
    """Write the plan's dates, in the plan's language, to the file or (`-`) to standard output."""
    from lovp.render.icalendar_file import calendar_file

    file = None if name == "-" else parse_path(name)
    # From those that were written earlier it is known which events have changed.
    earlier = sorted(file.parent.glob("*.ics")) if file else []
    with i18n.speaking(plan.language):
        content = calendar_file(plan, [each.read_bytes() for each in earlier if each.is_file()])
    if not content:
        message = _("The plan of {year} names no dates.").format(year=plan.year)
        raise LovpError(message, _("Write them under calendar: in targets.yaml."))
    if file is None:
        show.data(content)
    else:
        write_files({file: content})
        show.files([file])


def new(year: NewYear, plan: options.Plan = None) -> None:
    """Add a year last in targets.yaml, made from the latest one, and list what must be looked over."""
    from lovp.plan.new_year import add_year

    number = parse_year(year)
    file = context.open_folder(plan).plan_file
    # As bytes, so that the earlier years keep their line ends too.
    text = add_year(read_plan_file(file).decode("utf-8"), number, name=file.name)
    write_files({file: text.encode("utf-8")})
    with show.after_saving():
        show.line("✓ " + _("{year} stands last in {file}").format(year=number, file=shown_path(file)))
        for line in dates_to_check(text):
            show.line(f"  {line}")


def dates_to_check(text: str) -> list[str]:
    """How many dates of new years in the plan's text a person must check; nothing for none."""
    from lovp.plan.new_year import find_marks

    count = len(find_marks(text))
    return [_("Dates to check: {count} (lovp check --dates)").format(count=count)] if count else []
