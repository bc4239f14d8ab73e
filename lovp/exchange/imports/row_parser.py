"""What the rows of a sheet are found to be: candidates for outcomes, refused, or passed over."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from lovp import matching
from lovp.dates import DAY_FIRST, AmbiguousDateError, is_day_first
from lovp.errors import LovpError
from lovp.exchange.imports.headers import Layout
from lovp.exchange.imports.totals import Totals
from lovp.exchange.tables.cells import Cell, Row, find_fault, read_date, read_number, read_word
from lovp.i18n import _
from lovp.model import Content, Level, Plan, Share
from lovp.numbers import format_number
from lovp.pii import shown
from lovp.record.new import checked_note
from lovp.record.validation import find_misfits
from lovp.text import fold

if TYPE_CHECKING:
    from lovp.exchange.imports.mapping import FieldShape, MappingShape

Key: TypeAlias = tuple[str, ...]
"""What an outcome is known by: `id`, the row's own id, the part; or `row`, the part, and all that it says."""
_NUMBERS = ("of", "value")
_is_tag = re.compile(r"# ?[A-Za-z]\w*( ?\+ ?[A-Za-z]\w*)*").fullmatch
"""A hashtag of the Humanitarian Exchange Language, which KoboToolbox can write below its headers."""
_is_review = re.compile(".*(validationstatus.*|reviewstate)").fullmatch
_is_rejected = re.compile("rejected|.*notapproved").fullmatch
"""Where the source says, and how, that an answer does not count; in letters alone."""


class Candidate(NamedTuple):
    """What a row says of one outcome; `row` is its number and, where several are read, its sheet."""

    row: str
    key: Key
    content: Content


class Refusal(NamedTuple):
    """Why a row can't be taken, in which column, and what stands there; `keys` are what it may be."""

    row: str
    keys: tuple[Key, ...]
    column: str
    cell: Cell
    message: str
    remedy: str


class Skipped(NamedTuple):
    """A row that was passed over, and why; of one that the source rejected, the outcomes that it would be."""

    row: str
    why: str
    rejected: tuple[Key, ...] = ()


Read: TypeAlias = Candidate | Refusal | Skipped


class Years(NamedTuple):
    """The year that is imported, the other years that there are plans for, and the day it is."""

    plan: Plan
    others: frozenset[int]
    today: date


class Part(NamedTuple):
    """One outcome of a row: its key, what the mapping says of each field, and the fields' columns."""

    key: str
    fields: Mapping[str, "FieldShape"]
    columns: Mapping[str, int]


class RowParser:
    """Parses the rows of a sheet, given from above; the layout has all columns of the mapping.

    `texts` reads the texts of a whole column anew. `sheet` is the sheet's name where several are read.
    """

    def __init__(
        self,
        mapping: "MappingShape",
        layout: Layout,
        years: Years,
        texts: Callable[[int], Iterable[str]],
        sheet: str = "",
    ) -> None:
        plan, columns = years.plan, {name: layout.columns[fold(name)] for name in mapping.columns()}
        self._layout, self._years, self._blanks, self._sheet = layout, years, mapping.empty, sheet
        self._parts = [
            Part(key, fields, {name: columns[each.column] for name, each in fields.items() if each.column})
            for key, fields in mapping.parts().items()
        ]
        self._checked, self._own = {*columns.values()}, columns[mapping.id] if mapping.id else None
        self._skips = [(columns[skip.column], skip.words) for skip in mapping.skip]
        self._read = {column for part in self._parts for column in part.columns.values()}
        self._reviews = [at for at, name in enumerate(layout.names) if _is_review(_letters(name))]
        words = {word for part in self._parts for field in part.fields.values() for word in field.words}
        days = {part.columns["date"] for part in self._parts if "date" in part.columns}
        self._totals = Totals({*map(fold, plan.place_by_name)}, words | {*plan.target_by_id}, days, self._own)
        self._is_day_first = cache(lambda column: is_day_first(texts(column)))
        self._target = cache(lambda text: matching.target(plan, shown(text), whole=True).series)
        self._place = cache(lambda text: matching.place(plan, shown(text), whole=True).name)
        self._misfit = cache(lambda said: find_misfits(plan, [said]).get(said))

    def parse(self, row: Row) -> list[Read]:
        """What a row is found to be: one for each outcome, or one for the whole row."""
        if any(_is_rejected(_letters(read_word(row.at(at)))) for at in self._reviews):
            taken = tuple(each.key for each in self._parse_parts(row) if isinstance(each, Candidate))
            return [Skipped(self._name(row), _("rejected at the source"), self._keys(row) or taken)]
        why = self._why_skipped(row)
        return [Skipped(self._name(row), why)] if why else self._parse_parts(row)

    def _name(self, row: Row) -> str:
        return f"{row.number} ({self._sheet})" if self._sheet else str(row.number)

    def _keys(self, row: Row) -> tuple[Key, ...]:
        """The keys of all that a row with an id of its own may say."""
        own = read_word(row.at(self._own))
        return tuple(("id", own, part.key) for part in self._parts) if own else ()

    def _why_skipped(self, row: Row) -> str:
        """Why the row is no outcome; empty where it can be one."""
        if all(cell is None or (isinstance(cell, str) and _is_tag(cell)) for cell in row.cells):
            return _("HXL tags")
        if all(row.at(column) == self._layout.top.at(column) for column in self._read):
            return _("the headers again")
        if self._totals.is_total(row):
            return _("a line of totals")
        if row.hidden:
            return _("a hidden row")
        if all(row.at(column) is None for column in self._read):
            return _("nothing stands in the columns that are read")
        for column, words in self._skips:
            if fold(word := read_word(row.at(column))) in words:
                return _("the mapping passes over “{word}”").format(word=shown(word))
        return ""

    def _parse_parts(self, row: Row) -> list[Read]:
        """What the outcomes of a row come to; a row that counts nothing is refused."""
        if self._own is not None and not self._keys(row):
            missing = LovpError(_("The id is missing."), _("Each row needs the id that the form gave it."))
            return [self._refusal(row, None, missing)]
        for column in self._checked:
            if wrong := find_fault(row.at(column)):
                return [self._refusal(row, column, wrong)]
        found = [each for part in self._parts if (each := self._parse_part(row, part))]
        columns = self._parts[0].columns
        if not found and not row.merged.isdisjoint(columns[name] for name in _NUMBERS if name in columns):
            return [Skipped(self._name(row), _("its number is merged with that of a row above"))]
        return found or [self._refusal(row, columns["value"], _no_number())]

    def _parse_part(self, row: Row, part: Part) -> Read | None:
        """The candidate that a row makes; None where it counts nothing."""
        cells = {name: self._cell(row, part, name) for name in part.fields}
        if "value" in part.columns and cells["value"] is None and cells.get("of") is None:
            return None
        plan, field, numbers = self._years.plan, "date", {}
        try:
            day = self._day(cells["date"], part)
            if day.year != plan.year and day.year in self._years.others:
                why = _("of {year}: import it with --year {year}").format(year=day.year)
                return Skipped(self._name(row), why)
            field = "target"
            if not (text := read_word(cells["target"])):
                raise LovpError(_("It doesn't say which target."), _("Write the target's id."))
            target = plan.target_by_id[self._target(text)]
            field = "place"
            place = self._place(text) if (text := read_word(cells.get("place"))) else ""
            for field in _NUMBERS:
                if (cell := cells.get(field)) is not None:
                    numbers[field] = read_number(cell, target, approximate=part.fields[field].approximate)
            is_needed = "value" in part.columns or isinstance(target.measure, Share | Level)
            if is_needed and "value" not in numbers:
                raise _no_number()
            field = "note"
            note = checked_note(read_word(cells.get("note")))
        except LovpError as error:
            return self._refusal(row, part.columns.get(field), error)
        content = Content(day, target.id, place, numbers.get("value", 1), numbers.get("of"), note)
        # The same is said on many days, of which any other will do.
        if wrong := self._misfit((day if day.year != plan.year else plan.first_day, *content[1:-1])):
            remedy = _("Check the numbers, and that value: and of: of the mapping are their columns.")
            fault = LovpError(wrong.message, remedy if wrong.field == "of" else wrong.remedy)
            return self._refusal(row, part.columns.get(wrong.field), fault)
        key: Key = ("row", part.key, *content_texts(content))
        if self._own is not None:
            key = ("id", read_word(row.at(self._own)), part.key)
        return Candidate(self._name(row), key, content)

    def _cell(self, row: Row, part: Part, name: str) -> Cell:
        """What a row says of a field; a number that is merged with one above was counted there."""
        field, column = part.fields[name], part.columns.get(name)
        if column is None:
            return field.fixed
        is_counted = name in _NUMBERS and column in row.merged
        return None if is_counted else field.meaning(row.at(column), self._blanks)

    def _day(self, cell: Cell, part: Part) -> date:
        if cell is None:
            raise LovpError(_("The date is missing."), _("Write it as 2024-03-12."))
        year, forms = self._years.plan.year, part.fields["date"].forms
        try:
            day = read_date(cell, forms, year)
        except AmbiguousDateError:
            if forms or not self._is_day_first(part.columns["date"]):
                raise
            day = read_date(cell, DAY_FIRST, year)
        if day > self._years.today:
            message = _("{day} has not come yet.").format(day=day)
            raise LovpError(message, _("Import it when it has happened."))
        return day

    def _refusal(self, row: Row, column: int | None, error: LovpError) -> Refusal:
        label = "" if column is None else self._layout.names[column]
        return Refusal(self._name(row), self._keys(row), label, row.at(column), error.message, error.remedy)


def content_texts(content: Content) -> Key:
    """What an outcome says, as texts."""
    numbers = format_number(content.value), format_number(content.of)
    return (content.date.isoformat(), content.target, content.place, *numbers, content.note)


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", fold(text))


def _no_number() -> LovpError:
    return LovpError(_("There is no number."), _("Write how many, 0 if none; the mapping says where: value:"))
