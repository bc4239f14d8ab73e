"""The month's summary as a workbook: the state, a sheet for each area, the course, the record."""

import math
from collections.abc import Iterator, Sequence
from types import UnionType
from typing import Any

from lovp.i18n import _, current
from lovp.model import Activity, Coverage, Milestone, Outcome, Plan, Share
from lovp.period import month_name
from lovp.progress.summary import AreaMonth, Summary, TargetMonth
from lovp.progress.values import TargetProgress
from lovp.render import figures, summary_grids, words, workbook_cells
from lovp.render.data import amount, expectation, figures_of, place_facts
from lovp.render.grid import Column, StatusCell
from lovp.render.summary_words import lead
from lovp.render.workbook import Book, Cell, Figure, Page, safe

_MONTHS = range(1, 13)
_LEAST_DRAWN = 5
"""A goal below this is reached in so few steps that a curve says nothing."""
_CHART = {"width": 470, "height": 270}
_CHART_ROWS = 13


def summary_xlsx(summary: Summary) -> bytes:
    """The summary as an XLSX file, the same bytes for the same summary."""
    progress = summary.progress
    heading = summary_grids.heading(summary)
    whose = words.whose(progress)
    title = heading.removeprefix(whose).strip(" ·")
    book = Book(whose, title, progress.as_of)
    _overview(book.page(_("Overview")), summary, heading)
    drawn = [
        each
        for area in summary.areas
        for each in area.targets
        if each.now.goal is not None and not isinstance(each.now.target.measure, Milestone)
    ]
    lines = {each.now.target.id: 2 * number + 1 for number, each in enumerate(drawn)}
    pages = [(area, book.page(area.name)) for area in summary.areas]
    _places(book.page(_("By place")), summary)
    course = book.page(_("Month by month"))
    _course(course, drawn)
    for area, page in pages:
        columns = _figures(page, area)
        _charts(book, page, course.name, area, lines)
        _notes(page, progress.plan, area, columns)
    _record(book.page(_("Outcomes")), progress.plan, summary.outcomes)
    return book.close()


def _overview(page: Page, summary: Summary, heading: str) -> None:
    progress = summary.progress
    page.title(heading)
    page.skip()
    workbook_cells.overview(page, progress, lead(summary))
    if summary.late:
        grid = summary_grids.late(summary)
        page.skip()
        page.title(grid.title)
        page.header(grid.columns)
        page.rows(
            [[cell if isinstance(cell, str) else None for cell in row] for row in grid.rows], grid.columns
        )
        for note in grid.notes:
            page.across(note, workbook_cells.OVERVIEW)


def _figures(page: Page, area: AreaMonth) -> int:
    """All figures of the area; gives the number of columns that they take."""
    columns = _columns()
    page.header(columns, freeze=1)
    first = page.row
    page.rows([_target(each) for each in _of(area, Milestone | Activity, other=True)], columns)
    page.bars(_bar(columns), first)
    if milestones := _of(area, Milestone):
        page.group(_("Milestones"), len(columns))
        first = page.row
        page.rows([_target(each) for each in milestones], columns)
        page.bars(_bar(columns), first)
    if commitments := _of(area, Activity):
        page.group(_("Commitments without a number"), len(columns))
        page.rows([_target(each) for each in commitments], columns)
    if any(each.now.hidden for each in area.targets):
        workbook_cells.hidden_note(page, len(columns))
    return len(columns)


def _notes(page: Page, plan: Plan, area: AreaMonth, columns: int) -> None:
    if not area.notes:
        return
    page.skip()
    page.title(_("Notes of the month"))
    for row in area.notes:
        about = " · ".join(part for part in (plan.target_by_id[row.target].name, row.place) if part)
        page.across(f"{row.date.isoformat()} · {about}: {row.note}", columns)


def _of(area: AreaMonth, measure: type | UnionType, *, other: bool = False) -> list[TargetMonth]:
    """The targets of the area with this measure, or those with another one."""
    return [each for each in area.targets if isinstance(each.now.target.measure, measure) is not other]


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Target")),
        Column(_("The month"), number=True),
        Column(_("The year"), number=True),
        Column(_("Of"), number=True),
        Column(_("Unit")),
        Column(_("Goal"), number=True),
        Column(_("Done"), number=True),
        Column(_("Expected"), number=True),
        Column(_("Status")),
        Column(_("Month before")),
        Column(_("Forecast"), number=True),
        Column(_("Likely from"), number=True),
        Column(_("Likely to"), number=True),
        Column(_("Last")),
    )


def _bar(columns: Sequence[Column]) -> int:
    return next(at for at, column in enumerate(columns) if column.title == _("Done"))


def _target(month: TargetMonth) -> tuple[Cell, ...]:
    now, target = month.now, month.now.target
    facts, form = figures_of(now), workbook_cells.amount_form(target)
    plain = workbook_cells.number_form(target.decimals)
    followed = now.goal is not None
    return (
        target.name,
        workbook_cells.change(target, month.change),
        workbook_cells.outcome(now, facts["outcome"]),
        Figure(facts["of"], plain),
        figures.unit_of(now, target),
        workbook_cells.goal(target, facts["goal"]),
        workbook_cells.done(facts),
        workbook_cells.expected(now, facts["expected"]),
        workbook_cells.status(now) if followed else None,
        StatusCell(None if now.hidden or month.former is now.status or not followed else month.former),
        None if isinstance(target.measure, Milestone) else Figure(facts["forecast"], form),
        *_likely(month, form),
        now.last_date,
    )


def _likely(month: TargetMonth, form: str) -> tuple[Cell, Cell]:
    """Between which figures the year ends; of a sum too, that it is too early to say."""
    if month.now.interval is None:
        return (summary_grids.likely(month) or None, None)
    low, high = (Figure(amount(month.now.target, end), form) for end in month.now.interval)
    return (low, high)


def _places(page: Page, summary: Summary) -> None:
    """Where each target stands in each part of the district, and after that what the month added there."""
    names = [part.name for part in summary.progress.plan.parts]
    month = month_name(summary.month.number, current())
    # All that districts report is theirs.
    elsewhere = not summary.progress.districts
    parts = [*names, _("No place")] if elsewhere else names
    columns = (
        Column(_("Area")),
        Column(_("Target")),
        *(Column(name, number=True) for name in parts),
        *(Column(f"{name}, {month}", number=True) for name in parts),
    )
    page.header(columns, freeze=2)
    for area in summary.areas:
        placed = [each for each in area.targets if each.now.places and each.now.reported]
        page.rows(
            [
                (area.name, each.now.target.name, *_place_cells(each, names, elsewhere=elsewhere))
                for each in placed
            ],
            columns,
        )
    if any(part.hidden for each in summary.progress.targets() for part in each.places):
        workbook_cells.hidden_note(page, len(columns))


def _place_cells(month: TargetMonth, names: Sequence[str], *, elsewhere: bool) -> Iterator[Cell]:
    now, target = month.now, month.now.target
    form = workbook_cells.amount_form(target)
    parts = {part.place: part for part in now.places}
    changes = dict(zip(parts, month.places, strict=True))
    for name in names:
        part = parts.get(name)
        if part is None:
            yield None
        elif part.hidden:
            yield workbook_cells.HIDDEN
        else:
            yield Figure(place_facts(target, part)["outcome"], _of_places(now, part.of) or form)
    if elsewhere:
        yield Figure(amount(target, now.unplaced), form)
    for name in names:
        hidden = name in parts and parts[name].hidden
        yield workbook_cells.HIDDEN if hidden else workbook_cells.change(target, changes.get(name))
    if elsewhere:
        yield workbook_cells.change(target, month.unplaced)


def _of_places(progress: TargetProgress, of: Any) -> str:
    """A coverage says of how many places, beside the number that it is."""
    is_coverage = isinstance(progress.target.measure, Coverage) and of is not None
    return f'{workbook_cells.number_form(0)}"/{int(of)}"' if is_coverage else ""


def _course(page: Page, drawn: Sequence[TargetMonth]) -> None:
    """Where each target with a goal stood at the end of each month, and below it what was expected."""
    columns = (
        Column(_("Target")),
        Column(""),
        *(Column(month_name(number, current())[:3], number=True) for number in _MONTHS),
    )
    page.header(columns, freeze=2)
    for each in drawn:
        target, form = each.now.target, workbook_cells.amount_form(each.now.target)
        course = (Figure(amount(target, value), form) for value in each.course)
        expected = (Figure(expectation(target, value), form) for value in each.pace)
        page.rows([(target.name, _("Outcome"), *course), (target.name, _("Pace"), *expected)], columns)


def _charts(book: Book, page: Page, course: str, area: AreaMonth, lines: dict[str, int]) -> None:
    """Below the tables, two beside each other, the course of each target against its pace."""
    page.skip()
    shown = [each for each in area.targets if _is_drawn(each)]
    for number, each in enumerate(shown):
        chart = book.workbook.add_chart({"type": "line"})
        row = lines[each.now.target.id]
        chart.add_series(
            _line(course, row) | {"line": {"color": "#1F4E79", "width": 2.5}, "marker": {"type": "circle"}}
        )
        chart.add_series(
            _line(course, row + 1) | {"line": {"color": "#C55A11", "width": 1.5, "dash_type": "dash"}}
        )
        # A title from a cell: XlsxWriter takes some texts for formulas.
        chart.set_title({"name": [course, row, 0], "name_font": {"size": 11, "bold": True}, "overlay": False})
        is_share = isinstance(each.now.target.measure, Share)
        form = workbook_cells.percent_form() if is_share else workbook_cells.amount_form(each.now.target)
        chart.set_y_axis({"min": 0, "num_format": form, "major_gridlines": {"visible": True}})
        chart.set_legend({"position": "bottom"})
        chart.set_size(_CHART)
        chart.show_blanks_as("gap")
        told = _("{target}: the outcome and the pace, month by month").format(target=each.now.target.name)
        left = 5 + number % 2 * (_CHART["width"] + 10)
        place = {"x_offset": left, "object_position": 2, "description": safe(told)}
        page.sheet.insert_chart(page.row + number // 2 * _CHART_ROWS, 0, chart, place)
    page.row += math.ceil(len(shown) / 2) * _CHART_ROWS


def _is_drawn(month: TargetMonth) -> bool:
    now = month.now
    if now.goal is None or isinstance(now.target.measure, Milestone):
        return False
    known = any(value is not None for value in month.course)
    return known and (isinstance(now.target.measure, Share) or now.goal >= _LEAST_DRAWN)


def _line(course: str, row: int) -> dict[str, Any]:
    last = 1 + len(_MONTHS)
    return {
        "name": [course, row, 1],
        "categories": [course, 0, 2, 0, last],
        "values": [course, row, 2, row, last],
    }


def _record(page: Page, plan: Plan, outcomes: Sequence[Outcome]) -> None:
    """What everything is made of, row by row, to sort and filter."""
    columns = (
        Column(_("Date")),
        Column(_("Area")),
        Column(_("Target")),
        Column(_("Name")),
        Column(_("Place")),
        Column(_("Value"), number=True),
        Column(_("Of"), number=True),
        Column(_("Note")),
        Column(_("Writer")),
        Column(_("Id")),
    )
    page.table([_outcome(plan, row) for row in outcomes], columns, "Outcomes")


def _outcome(plan: Plan, row: Outcome) -> tuple[Cell, ...]:
    target = plan.target_by_id[row.target]
    value, of = workbook_cells.said(plan, row)
    area = plan.area_by_id[target.area].name
    return (row.date, area, target.id, target.name, row.place, value, of, row.note, row.writer, row.id)
