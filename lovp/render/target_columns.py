"""The columns that tables of targets choose from: what each is called, and what stands in it of a target."""

from collections.abc import Iterable, Iterator, Sequence

from lovp.i18n import _
from lovp.model import Activity
from lovp.progress.interval import can_be_forecast
from lovp.progress.values import TargetProgress
from lovp.render import figures
from lovp.render.grid import Bar, Field, Grid, StatusCell, number, table, text

_BAR_WIDTH = 8
TargetField = Field[TargetProgress]


def fields(names: str) -> list[TargetField]:
    """The fields of these names, which have spaces between them."""
    known: dict[str, TargetField] = {
        "target": text(_("Target"), lambda each: each.target.name),
        "commitment": text(_("Commitments without a number"), lambda each: each.target.name),
        "outcome": number(_("Outcome"), achieved),
        "count": number(_("Count"), achieved),
        "total": number(_("Total"), achieved),
        "goal": number(_("Goal"), lambda each: figures.goal(each.target, each.goal)),
        "unit": text(_("Unit"), lambda each: figures.unit_of(each, each.target), wide=2),
        "bar": text("", _bar, wide=1),
        "done": number(_("Done"), lambda each: figures.percent(each.done), wide=1),
        "expected": number(_("Expected"), lambda each: figures.expectation(each.target, each.expected)),
        "status": text(_("Status"), _status, whole=True),
        "forecast": number(_("Forecast"), lambda each: figures.amount(each.target, each.forecast), wide=1),
        "ends_at": number(_("Ends at"), _ends_at),
        "left": number(_("Left"), lambda each: figures.remaining(each.target, each.left), wide=3),
        "rate": number(_("A week"), lambda each: figures.rate(each.needed_per_week), wide=5),
        "latest": number(_("Latest"), lambda each: figures.day(each.last_date, short=True), wide=4),
        "districts": number(
            _("Districts"), lambda each: f"{len(each.places) - len(each.without)}/{len(each.places)}", wide=2
        ),
        "source": text(_("The plan's words"), lambda each: each.target.source),
    }
    return [known[name] for name in names.split()]


def target_table(title: str, chosen: Sequence[TargetField], targets: Iterable[TargetProgress]) -> Grid:
    """A row for each target; what its cells say of hidden figures is explained below."""
    grid = table(title, chosen, targets)
    note = _("• reported; the figure is not shown, because so few people could be recognised")
    is_hidden = any(isinstance(cell, str) and figures.HIDDEN in cell for row in grid.rows for cell in row)
    return grid._replace(notes=(note,)) if is_hidden else grid


def promises(title: str, targets: Sequence[TargetProgress], *chosen: Sequence[TargetField]) -> Iterator[Grid]:
    """The targets with a number in the first columns, those without in the second; no table without rows."""
    for is_activity, columns in zip((False, True), chosen, strict=True):
        found = [each for each in targets if isinstance(each.target.measure, Activity) is is_activity]
        if found:
            yield target_table(title, columns, found)
            title = ""


def achieved(progress: TargetProgress) -> str:
    """The outcome in a cell."""
    return figures.outcome(progress.target, progress.outcome, progress.of, hidden=progress.hidden)


def _ends_at(progress: TargetProgress) -> str:
    """Where the year ends, and between which figures: 497 (410–584); or that it is too early to say."""
    target = progress.target
    if progress.interval:
        between = figures.between(target, *progress.interval)
        end = figures.amount(target, progress.forecast)
        return end if between == end else f"{end} ({between})"
    is_told = can_be_forecast(target, progress.goal) and progress.goal is not None
    return _("too early to say") if is_told else figures.NOTHING


def _bar(progress: TargetProgress) -> Bar:
    """The part that is done, and a mark at the part that is expected where that is further on."""
    if progress.done is None:
        return Bar()
    done, expected = (int(part * _BAR_WIDTH) for part in (progress.done, progress.expected_part or 0))
    signs = ["█" if at < done else "░" for at in range(_BAR_WIDTH)]
    mark = min(expected, _BAR_WIDTH - 1)
    if mark >= done and progress.expected_part is not None:
        signs[mark] = "┃"
    return Bar("".join(signs))


def _status(progress: TargetProgress) -> StatusCell:
    return StatusCell(None if progress.hidden or progress.goal is None else progress.status)
