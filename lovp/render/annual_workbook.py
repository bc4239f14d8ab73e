"""The year for its report as a workbook: each result beside the plan's words, all months side by side."""

from collections.abc import Sequence

from lovp.i18n import _, current
from lovp.model import Activity, Milestone
from lovp.period import month_name
from lovp.progress.standing import Annual
from lovp.progress.values import AreaProgress, TargetProgress
from lovp.render import annual as grids
from lovp.render import figures, words, workbook_cells
from lovp.render.data import amount, figures_of
from lovp.render.grid import Column
from lovp.render.workbook import Book, Cell, Figure, Page

_WORDS, _WORDS_WIDTH = 1, 50
"""The column with the plan's words, which are broken over lines, and its width in letters."""
_DONE = 6
"""The column with what is done of the goal."""
_MONTHS = range(1, 13)


def annual_xlsx(annual: Annual) -> bytes:
    """The year as an XLSX file, the same bytes for the same year."""
    progress = annual.progress
    heading = grids.heading(annual)
    whose = words.whose(progress)
    title = heading.removeprefix(whose).strip(" ·")
    book = Book(whose, title, progress.as_of)
    page = book.page(_("Overview"))
    page.title(heading)
    page.skip()
    workbook_cells.overview(page, progress, grids.lead(annual))
    for area in progress.areas:
        _area(book.page(area.name), area)
    return book.close()


def _area(page: Page, area: AreaProgress) -> None:
    columns = _columns()
    page.header(columns, freeze=1)
    _rows(page, [each for each in area.targets if not _is_apart(each)], columns)
    page.wide([_WORDS], _WORDS_WIDTH)
    if milestones := [each for each in area.targets if isinstance(each.target.measure, Milestone)]:
        page.group(_("Milestones"), len(columns))
        _rows(page, milestones, columns)
    if commitments := [each for each in area.targets if isinstance(each.target.measure, Activity)]:
        page.group(_("Commitments without a number"), len(columns))
        page.rows([_target(each) for each in commitments], columns)
    if any(each.hidden for each in area.targets):
        workbook_cells.hidden_note(page, len(columns))


def _is_apart(progress: TargetProgress) -> bool:
    return isinstance(progress.target.measure, Milestone | Activity)


def _rows(page: Page, targets: Sequence[TargetProgress], columns: Sequence[Column]) -> None:
    """The targets with their goals, a bar over what is done of each."""
    first = page.row
    page.rows([_target(each) for each in targets], columns)
    page.bars(_DONE, first)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Target")),
        Column(_("The plan's words")),
        Column(_("Outcome"), number=True),
        Column(_("Of"), number=True),
        Column(_("Unit")),
        Column(_("Goal"), number=True),
        Column(_("Done"), number=True),
        Column(_("Status")),
        Column(_("Last")),
        *(Column(month_name(number, current())[:3], number=True) for number in _MONTHS),
    )


def _target(progress: TargetProgress) -> tuple[Cell, ...]:
    target = progress.target
    facts, form = figures_of(progress), workbook_cells.amount_form(target)
    return (
        target.name,
        target.source,
        workbook_cells.outcome(progress, facts["outcome"]),
        Figure(facts["of"], workbook_cells.number_form(target.decimals)),
        figures.unit_of(progress, target),
        workbook_cells.goal(target, facts["goal"]),
        workbook_cells.done(facts),
        None if progress.goal is None else workbook_cells.status(progress),
        progress.last_date,
        *(Figure(amount(target, value), form) for value in progress.months),
    )
