"""The figures of a target as cells of a workbook: the numbers that the JSON has, in the formats of people."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from lovp.i18n import _, current
from lovp.model import Coverage, Level, Milestone, Outcome, Plan, Share, Target
from lovp.progress.measures import points_at_people
from lovp.progress.standing import counts
from lovp.progress.values import Progress, Status, TargetProgress
from lovp.render import words
from lovp.render.data import Json, amount, exactly
from lovp.render.grid import Column, Sentence, StatusCell
from lovp.render.workbook import Cell, Figure, Page

HIDDEN = "•"
_COUNT = "#,##0"
_COUNT_OR_DASH = '0;-0;"–"'
OVERVIEW = 2 + len(words.ORDER)
"""How many columns the first sheet has."""
_COUNT_WIDTH = 16
"""Wide enough for the dates of what was late, which stand in the same columns."""


def number_form(decimals: int) -> str:
    """A number with so many decimals."""
    return _COUNT + ("." + "0" * decimals if decimals else "")


def percent_form(decimals: int = 0) -> str:
    """A ratio in percent, as the language spoken now writes it."""
    return ("0." + "0" * decimals if decimals else "0") + ("%" if current() == "en" else " %")


def amount_form(target: Target) -> str:
    """An outcome or a forecast: a share in percent, a milestone in percent until it is done."""
    if isinstance(target.measure, Milestone):
        done = _("done")
        return f'[=1]"{done}";[=0]"–";{percent_form()}'
    return percent_form(1) if isinstance(target.measure, Share) else number_form(target.decimals)


def outcome(progress: TargetProgress, value: float | None) -> Cell:
    """The outcome, or a sign that there is one whose figure would point at people."""
    return HIDDEN if progress.hidden else Figure(value, amount_form(progress.target))


def goal(target: Target, value: float | None) -> Figure:
    """The goal; a bound from above says so."""
    form = amount_form(target)
    return Figure(value, f'"≤ "{form}' if target.at_most else form)


def expected(progress: TargetProgress, value: float | None) -> Cell:
    """What is expected by now; what has a date for a goal expects that date."""
    target = progress.target
    if isinstance(target.measure, Milestone):
        return target.due
    return Figure(value, amount_form(target))


def done(facts: Json) -> Figure:
    """Which part of the goal is reached or, of a ceiling for a sum, used."""
    return Figure(facts["fulfilment"] if facts["used"] is None else facts["used"], percent_form())


def change(target: Target, value: Fraction | None) -> Figure:
    """What the month added: with its sign where nothing is added up, in percentage points between shares."""
    form = amount_form(target)
    if isinstance(target.measure, Share):
        # The sign for percent stays outside, since it is what makes a percentage of the number.
        unit = _("-pts")
        form = percent_form(1) + f'"{unit}"'
    if isinstance(target.measure, Share | Coverage | Level):
        form = f'+{form};"\N{MINUS SIGN}"{form};{form}'
    return Figure(amount(target, value), form)


def status(progress: TargetProgress) -> StatusCell:
    """The status, unless the figures that it is of are hidden."""
    return StatusCell(None if progress.hidden else progress.status)


def _count_cells(found: Mapping[Status, int], *, over: bool) -> tuple[Figure, ...]:
    """How many targets have a goal, and how many of them are where."""
    return (
        Figure(sum(found.values()), _COUNT),
        *(Figure(found.get(each, 0), _COUNT_OR_DASH) for each in _counted(over=over)),
    )


def _counted(*, over: bool) -> tuple[Status, ...]:
    """What targets are counted by: only in a year that is over is something partly reached."""
    return tuple(each for each in words.ORDER if over or each is not Status.PARTLY)


def said(plan: Plan, row: Outcome) -> tuple[Cell, Cell]:
    """The value and the `of` of an outcome; a share of few is only reported."""
    target = plan.target_by_id[row.target]
    if points_at_people(plan, target, row.of):
        return _("reported"), None
    form = number_form(target.decimals) if isinstance(target.measure, Share) else amount_form(target)
    return Figure(exactly(row.value), form), Figure(exactly(row.of), number_form(target.decimals))


def hidden_note(page: Page, columns: int) -> None:
    """Say what the sign for a hidden figure means."""
    page.across(_("• reported; the figure is not shown, because so few people could be recognised"), columns)


def overview(page: Page, progress: Progress, lead: Sequence[Sentence]) -> None:
    """The warnings, the sentences that lead, and a row for each area: how many of its targets are where."""
    word = _("Warning")
    for text in progress.warnings:
        page.across(f"⚠ {word}: {text}", OVERVIEW, bold=True)
    page.sentences(lead, OVERVIEW)
    page.skip()
    over = progress.is_over
    columns = _count_columns(over=over)
    page.header(columns)
    rows: list[tuple[Cell, ...]] = [
        (area.name, *_count_cells(counts(area.targets), over=over)) for area in progress.areas
    ]
    rows.append((_("All areas"), *_count_cells(counts(progress.targets()), over=over)))
    page.rows(rows, columns)
    page.wide(range(1, len(columns)), _COUNT_WIDTH)


def _count_columns(*, over: bool) -> tuple[Column, ...]:
    """The columns for `_count_cells`; in a year that is over, what is behind was missed."""
    called = [Status.MISSED if over and each is Status.BEHIND else each for each in _counted(over=over)]
    return (
        Column(_("Area")),
        Column(_("Targets with a goal"), number=True),
        *(Column(f"{words.SIGNS[each]} {words.status(each)}", number=True) for each in called),
    )
