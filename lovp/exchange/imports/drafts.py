"""What a row of another program says of one outcome, as a draft of it, or why it can't be taken. Pure.

A draft has no id yet: that comes of where it is from (`identity`).
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from lovp.errors import LovpError
from lovp.exchange.imports.mapping import Field
from lovp.exchange.imports.words import Words
from lovp.exchange.tables.cell_values import read_date, read_number, read_word
from lovp.exchange.tables.rows import Cell
from lovp.folding import fold
from lovp.i18n import _
from lovp.model import Content, Level, Number, Outcome, Plan, Share
from lovp.numbers import format_number, parse_number
from lovp.record.new import checked_note
from lovp.record.validation import validate

FIELDS = ("date", "target", "place", "value", "of", "note")
"""What makes an outcome, in the order of the cells that `Drafts.draft` takes."""


class Draft(NamedTuple):
    """What a row says of one outcome, the one that `part` names; `own` is the source's own id of the row.

    `sheet` is the sheet that the row is in, here and below, where several are read.
    """

    row: int
    own: str
    part: str
    date: date
    target: str
    place: str
    value: Number
    of: Number | None
    note: str
    sheet: str = ""

    @property
    def content(self) -> Content:
        """What it says."""
        return Content(self.date, self.target, self.place, self.value, self.of, self.note)


class Refusal(NamedTuple):
    """Why a row can't be taken: in which column (an index, None for the whole row), and what stands there."""

    row: int
    own: str
    part: str
    column: int | None
    cell: Cell
    message: str
    remedy: str
    sheet: str = ""


class Passed(NamedTuple):
    """A row that was passed over, and why; `year` is its year, where that is another one of the plan's."""

    row: int
    own: str
    why: str
    year: int | None = None
    sheet: str = ""


Read: TypeAlias = Draft | Refusal | Passed


class Years(NamedTuple):
    """The year that is imported, the other years that there are plans for, and the day it is."""

    plan: Plan
    others: frozenset[int]
    today: date


class Given(NamedTuple):
    """Where the fields of an outcome come from, and their columns (None for what is in no column)."""

    fields: tuple[Field, ...]
    columns: tuple[int | None, ...]

    def cells(self, cells: Sequence[Cell]) -> tuple[Cell, ...]:
        """The cells of a row that make the outcome, in the order of `FIELDS`."""
        width = len(cells)
        return tuple(
            field.fixed if column is None else cells[column] if column < width else None
            for field, column in zip(self.fields, self.columns, strict=True)
        )


class _UnfitError(Exception):
    """A cell that can't be taken; `number` says which one of `FIELDS`."""

    def __init__(self, number: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.number = number
        self.message = message
        self.remedy = remedy


_DATE, _TARGET, _PLACE, _VALUE, _OF, _NOTE = range(len(FIELDS))


class Drafts:
    """Makes drafts of outcomes that fit the plan of a year."""

    def __init__(self, years: Years) -> None:
        self._years = years
        self._plan = years.plan
        self._words = Words(years.plan)

    def draft(
        self, row: int, own: str, part: str, cells: tuple[Cell, ...], given: Given
    ) -> Draft | Refusal | Passed | None:
        """The draft of what the cells say; None where they count nothing."""
        try:
            return self._draft(row, own, part, cells, given)
        except _UnfitError as fault:
            column = given.columns[fault.number]
            cell = cells[fault.number]
            return Refusal(row, own, part, column, cell, fault.message, fault.remedy)

    def _draft(
        self, row: int, own: str, part: str, cells: tuple[Cell, ...], given: Given
    ) -> Draft | Passed | None:
        fields = given.fields
        value = _number(_VALUE, cells[_VALUE], fields[_VALUE])
        of = _number(_OF, cells[_OF], fields[_OF])
        if value is None and given.columns[_VALUE] is not None:
            if of is None:
                return None
            raise _UnfitError(_VALUE, _("there is no number"), _("Write how many; 0 if none."))
        day = self._day(cells[_DATE], fields[_DATE])
        if day.year != self._plan.year and day.year in self._years.others:
            return Passed(row, own, _("of {year}").format(year=day.year), day.year)
        target = self._word(_TARGET, cells[_TARGET], fields[_TARGET])
        if not target:
            raise _UnfitError(_TARGET, _("it doesn't say which target"), _("Write the target's id."))
        place = self._word(_PLACE, cells[_PLACE], fields[_PLACE])
        note = _note(cells[_NOTE], fields[_NOTE])
        if value is None:
            value = self._default(target)
        draft = Draft(row, own, part, day, target, place, value, of, note)
        self._check(draft, given)
        return draft

    def _day(self, cell: Cell, field: Field) -> date:
        if cell is None:
            cell = field.empty
        if cell is None:
            raise _UnfitError(_DATE, _("the date is missing"), _("Write it as 2024-03-12."))
        try:
            day = read_date(cell, field.forms, self._plan.year)
        except LovpError as error:
            raise _UnfitError(_DATE, error.message, error.remedy) from None
        if day > self._years.today:
            message = _("{day} has not come yet").format(day=day)
            raise _UnfitError(_DATE, message, _("Import it when it has happened."))
        return day

    def _word(self, number: int, cell: Cell, field: Field) -> str:
        """The target or the place that the cell means, empty for none."""
        if cell is None:
            cell = field.empty
        if cell is None:
            return ""
        text = _text(number, cell)
        meaning = field.words.get(fold(text)) if field.words else None
        if meaning is not None:
            return meaning
        if not text or cell == field.fixed or cell == field.empty:
            return text
        try:
            return self._words.target(text) if number == _TARGET else self._words.place(text)
        except LookupError as error:
            raise _UnfitError(number, *error.args) from None

    def _default(self, target: str) -> Number:
        if isinstance(self._plan.target_by_id[target].measure, Share | Level):
            message = _("{target} needs a number").format(target=target)
            raise _UnfitError(_VALUE, message, _("Name its column in the mapping: value:"))
        return 1

    def _check(self, draft: Draft, given: Given) -> None:
        wrong = validate(self._plan, as_outcome(draft))
        if wrong is None:
            return
        number = FIELDS.index(wrong.field)
        remedy = wrong.remedy
        if number == _OF and draft.of is not None and draft.value > draft.of:
            remedy = _(
                "Check the numbers, and that the mapping does not have value: and of: the wrong way round."
            )
        elif number == _OF and draft.of is None:
            in_column = given.columns[_OF] is not None
            remedy = _("Write the whole in its column.")
            remedy = remedy if in_column else _("Name the column of the whole in the mapping: of:")
        raise _UnfitError(number, wrong.message, remedy)


def as_outcome(draft: Draft) -> Outcome:
    """The draft as an outcome that has no id and no writer yet."""
    return Outcome("", draft.date, draft.target, draft.place, draft.value, draft.of, draft.note, "", "", "")


def _text(number: int, cell: Cell) -> str:
    try:
        return read_word(cell)
    except LovpError as error:
        raise _UnfitError(number, error.message, error.remedy) from None


def _number(number: int, cell: Cell, field: Field) -> Number | None:
    if cell is None:
        cell = field.empty
    if cell is None:
        return None
    if field.words and (meaning := field.words.get(fold(str(cell)))) is not None:
        cell = meaning
    try:
        found = read_number(cell, approximate=field.approximate)
        # What the record can't hold is refused in its words: too many digits, a number below zero.
        return parse_number(format_number(found))
    except LovpError as error:
        raise _UnfitError(number, error.message, error.remedy) from None


def _note(cell: Cell, field: Field) -> str:
    if cell is None:
        cell = field.empty
    if cell is None:
        return ""
    text = _text(_NOTE, cell)
    try:
        return checked_note(field.words.get(fold(text), text))
    except LovpError as error:
        raise _UnfitError(_NOTE, error.message, error.remedy) from None
