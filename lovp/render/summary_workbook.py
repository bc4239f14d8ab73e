"""A paper as a workbook: flat tables of targets, outcomes and places, and a view of each area."""

from collections.abc import Iterator

from lovp.i18n import _, current
from lovp.model import Milestone, Outcome, Plan, Share, Target
from lovp.progress.measures import points_at_people
from lovp.progress.summary import AreaSummary, Summary
from lovp.progress.values import TargetProgress
from lovp.render import area_tables, paper, words
from lovp.render.column_names import columns
from lovp.render.data import amount, exactly, expectation, figures_of, place_facts
from lovp.render.grid import StatusCell
from lovp.render.workbook import Book, Cell, Figure, Sheet

HIDDEN = "•"
_TARGETS = (
    "area target name measure unit goal outcome of fulfilment expected forecast low high status last_date"
)
_OUTCOMES = "date area target name place value of unit note writer id"
_PLACES = "area target name unit place outcome of goal outcomes"


def summary_xlsx(summary: Summary) -> bytes:
    """The paper as an XLSX file, the same bytes for the same summary."""
    progress, heading = summary.progress, paper.heading(summary)
    whose = words.whose(progress)
    year = progress.plan.year
    book = Book(whose, heading.removeprefix(whose).strip(" ·"), progress.as_of)
    targets = [(area, each) for area in summary.areas for each in area.targets]
    rows = [_target(area, each.now) for area, each in targets]
    book.sheet(_("Targets")).table(columns(_TARGETS, year), rows, "Targets")
    outcomes = [_outcome(progress.plan, row) for row in summary.outcomes]
    book.sheet(_("Outcomes")).table(columns(_OUTCOMES, year), outcomes, "Outcomes")
    places = [row for area, each in targets for row in _places(area, each.now)]
    book.sheet(_("Places")).table(columns(_PLACES, year), places, "Places")
    for area in summary.areas:
        _view(book.sheet(area.name), heading, summary, area)
    return book.close()


def number_form(decimals: int) -> str:
    """Excel's format for a number with so many decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def percent_form(decimals: int = 0) -> str:
    """Excel's format for a ratio in percent, as the language spoken now writes it."""
    return ("0." + "0" * decimals if decimals else "0") + ("%" if current() == "en" else " %")


def amount_form(target: Target) -> str:
    """Excel's format for an outcome: a share in percent, a milestone in percent until it is done."""
    if isinstance(target.measure, Milestone):
        done = _("done")
        return f'[=1]"{done}";[=0]"–";{percent_form()}'
    return percent_form(1) if isinstance(target.measure, Share) else number_form(target.decimals)


def _target(area: AreaSummary, progress: TargetProgress) -> tuple[Cell, ...]:
    target = progress.target
    facts, form = figures_of(progress), amount_form(target)
    low, high = progress.interval or (None, None)
    goal_form = f'"≤ "{form}' if target.at_most else form
    return (
        area.name,
        target.id,
        target.name,
        _(target.measure.kind),
        target.unit or "",
        Figure(facts["goal"], goal_form),
        HIDDEN if progress.hidden else Figure(facts["outcome"], form),
        Figure(facts["of"], number_form(target.decimals)),
        Figure(facts["fulfilment"] if facts["used"] is None else facts["used"], percent_form()),
        Figure(expectation(target, progress.expected), form),
        Figure(facts["forecast"], form),
        Figure(amount(target, low), form),
        Figure(amount(target, high), form),
        StatusCell(None if progress.hidden or progress.goal is None else progress.status),
        progress.last_date,
    )


def _outcome(plan: Plan, row: Outcome) -> tuple[Cell, ...]:
    target = plan.target_by_id[row.target]
    value, of = (Figure(exactly(each), number_form(target.decimals)) for each in (row.value, row.of))
    hidden = points_at_people(plan, target, row.of)
    return (
        row.date,
        plan.area_by_id[target.area].name,
        target.id,
        target.name,
        row.place,
        HIDDEN if hidden else value,
        None if hidden else of,
        target.unit or "",
        row.note,
        row.writer,
        row.id,
    )


def _places(area: AreaSummary, progress: TargetProgress) -> Iterator[tuple[Cell, ...]]:
    """A row for each part of the place, and for what was reported without one; no sums."""
    target = progress.target
    form, named = amount_form(target), (area.name, target.id, target.name, target.unit or "")
    for part in progress.places:
        facts = place_facts(target, part)
        yield (
            *named,
            part.place,
            HIDDEN if part.hidden else Figure(facts["outcome"], form),
            Figure(facts["of"], number_form(target.decimals)),
            Figure(facts["goal"], form),
            Figure(part.reported, number_form(0)),
        )
    if progress.unplaced:
        yield (*named, _("No place"), Figure(amount(target, progress.unplaced), form), None, None, None)


def _view(sheet: Sheet, heading: str, summary: Summary, area: AreaSummary) -> None:
    """The area's tables as they stand in the other papers, with coloured statuses."""
    sheet.line(heading, italic=True)
    sheet.line(area.name, bold=True, font_size=14)
    for warning in summary.progress.warnings:
        sheet.line(f"⚠ {warning}", bold=True)
    for grid in area_tables.of_area(summary, area):
        sheet.line("")
        sheet.rows(grid.columns, grid.rows)
        for note in grid.notes:
            sheet.line(note, italic=True)
