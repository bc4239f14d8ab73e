"""What the rows of a sheet are found to be: candidates for outcomes, refused, or passed over."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple, TypeAlias

from lovp.dates import DAY_FIRST, AmbiguousDateError
from lovp.errors import LovpError
from lovp.exchange.imports.mapping import READERS, Fields, FieldShape
from lovp.exchange.imports.source import Source, Table
from lovp.exchange.imports.totals import Totals
from lovp.exchange.tables.cells import Cell, Row, column_letter, find_fault, read_date, read_number, read_word
from lovp.i18n import _
from lovp.model import Content, Counted, Level, Plan, Share
from lovp.numbers import format_number
from lovp.pii import shown
from lovp.record.new import checked_note
from lovp.record.validation import Misfit, find_misfits
from lovp.text import fold

Key: TypeAlias = tuple[str, ...]
"""What an outcome is known by: `id`, the row's own id, the part; or `row`, the part, and all that it says."""
_NO_ANSWER = {"n/a", "na", "-", "–", "?", "null", "ej svar", "inget svar"}
"""What programs and people write where nothing was answered."""
_NUMBERS = ("of", "value")
_LAST_MONTH = 12
_is_tag = re.compile(r"# ?[A-Za-z]\w*( ?\+ ?[A-Za-z]\w*)*").fullmatch
"""A hashtag of the Humanitarian Exchange Language, which KoboToolbox can write below its headers."""
_is_review = re.compile(".*(validationstatus.*|reviewstate)").fullmatch
_is_rejected = re.compile("rejected|.*notapproved").fullmatch
"""Where the source says, and how, that an answer does not count; in letters alone."""


class Candidate(NamedTuple):
    """What a row says of one outcome; nothing where the source rejected it.

    `row` is the row's number and, where several sheets are read, its sheet.
    """

    row: str
    key: Key
    content: Content | None


class Refusal(NamedTuple):
    """Why a row can't be taken, and in which column; `keys` are what it may be."""

    row: str
    keys: tuple[Key, ...]
    column: str
    message: str
    remedy: str


class Skipped(NamedTuple):
    """A row that was passed over, and why."""

    row: str
    why: str


Read: TypeAlias = Candidate | Refusal | Skipped


def parse_rows(source: Source, plan: Plan, years: Collection[int], today: date) -> Iterator[Read]:
    """What each row of a file is found to be: one for each outcome, or one for the whole row.

    Rows of the other `years` that have a plan are passed over.
    """
    for table in source.tables:
        yield from _TableParser(source, table, plan, years, today).parse()


class _TableParser:
    """Parses the rows of a table that has all columns of the mapping, from above."""

    def __init__(self, source: Source, table: Table, plan: Plan, years: Collection[int], today: date) -> None:
        self._mapping = source.mapping
        self._fields_by_key = self._mapping.parts()
        self._table = table
        self._is_only_table = len(source.tables) == 1
        self._plan = plan
        self._years = years
        self._today = today
        names = self._mapping.columns()
        self._columns: dict[str | None, int] = {name: table.columns[fold(name)] for name in names}
        self._id_column = self._columns.get(self._mapping.id)
        fields = [field for part in self._fields_by_key.values() for field in part.values()]
        self._read = {self._columns[field.column] for field in fields if field.column is not None}
        self._headers = [read_word(cell).lower() for cell in table.top.cells]
        self._reviews = [at for at, name in enumerate(table.names) if _is_review(_letters(name))]
        days = {self._columns.get(part["date"].column) for part in self._fields_by_key.values()}
        numbers = [part[name] for part in self._fields_by_key.values() for name in _NUMBERS if name in part]
        words_of = {self._columns[each.column]: each.words for each in numbers if each.column is not None}
        words = {word for field in fields for word in field.words}
        places = {fold(place.name) for place in plan.places}
        self._totals = Totals(self._id_column, days, words_of, words, places)
        self._day_first_columns = {at for at in days if is_day_first(str(row.at(at)) for row in table.rows)}
        # The same words and numbers come again and again.
        self._match = cache(partial(_match, plan))
        self._find_misfit = cache(partial(_find_misfit, plan))

    def parse(self) -> Iterator[Read]:
        for row in self._table.rows:
            if any(_is_rejected(_letters(read_word(row.at(at)))) for at in self._reviews):
                self._totals.is_total(row, counts=False)
                yield Skipped(self._name(row), _("rejected at the source"))
                keys = [each.key for each in self._parse_row(row) if isinstance(each, Candidate)]
                for key in self._keys(row) or keys:
                    yield Candidate(self._name(row), key, None)
            elif why := self._why_skipped(row):
                yield Skipped(self._name(row), why)
            else:
                yield from self._parse_row(row)

    def _name(self, row: Row) -> str:
        return str(row.number) if self._is_only_table else f"{row.number} ({shown(self._table.sheet)})"

    def _keys(self, row: Row) -> tuple[Key, ...]:
        """The keys of all that a row with an id of its own may say."""
        row_id = read_word(row.at(self._id_column))
        return tuple(("id", row_id, key) for key in self._fields_by_key) if row_id else ()

    def _why_skipped(self, row: Row) -> str:
        """Why the row is no outcome; empty where it can be one."""
        if all(cell is None or (isinstance(cell, str) and _is_tag(cell)) for cell in row.cells):
            return _("HXL tags")
        if all(read_word(row.at(at)).lower() == self._headers[at] for at in self._read):
            return _("the headers again")
        why = self._why_uncounted(row)
        return _("a line of totals") if self._totals.is_total(row, counts=not why) else why

    def _why_uncounted(self, row: Row) -> str:
        """Why a row below the headers does not count; empty where it can."""
        if row.hidden:
            return _("a hidden row")
        if all(row.at(column) is None for column in self._read):
            return _("nothing stands in the columns that are read")
        for skip in self._mapping.skip:
            if fold(word := read_word(row.at(self._columns[skip.column]))) in skip.words:
                return _("the mapping passes over “{word}”").format(word=shown(word))
        return ""

    def _parse_row(self, row: Row) -> list[Read]:
        """What the outcomes of a row come to; a row that counts nothing is refused."""
        if self._id_column is not None and not self._keys(row):
            return [self._refusal(row, self._id_column, _empty())]
        for column in self._columns.values():
            if wrong := find_fault(row.at(column)):
                return [self._refusal(row, column, wrong)]
        parts = self._fields_by_key
        found = [each for key, part in parts.items() if (each := self._parse_part(row, key, part))]
        first = next(iter(parts.values()))
        if not found and not row.merged.isdisjoint(self._column(first, name) for name in _NUMBERS):
            return [Skipped(self._name(row), _("its number is merged with that of a row above"))]
        return found or [self._refusal(row, self._column(first, "value"), _empty())]

    def _parse_part(self, row: Row, key: str, part: Fields) -> Read | None:
        """What one outcome of a row comes to; None where it counts nothing."""
        cells = {name: self._cell(row, name, field) for name, field in part.items()}
        if self._column(part, "value") is not None and cells["value"] is None and cells.get("of") is None:
            return None
        values: dict[str, Any] = {"place": "", "value": None, "of": None, "note": ""}
        for name, cell in cells.items():
            try:
                if cell is not None or name in ("date", "target", "value"):
                    values[name] = self._read_field(name, cell, part[name], values.get("target", ""))
            except LovpError as error:
                return self._refusal(row, self._column(part, name), error)
        year = values["date"].year
        if year != self._plan.year and year in self._years:
            return Skipped(self._name(row), _("of {year}: import it with --year {year}").format(year=year))
        # A share and a level say how many; of other things one row is one.
        measure = self._plan.target_by_id[values["target"]].measure
        if "value" not in part and not isinstance(measure, Share | Level):
            values["value"] = 1
        content = Content(**values)
        # The same is said on many days, of which any other will do.
        day = content.date if year != self._plan.year else self._plan.first_day
        if wrong := self._find_misfit((day, *content[1:-1])):
            remedy = _("Check the numbers, and that value: and of: of the mapping are their columns.")
            fault = LovpError(wrong.message, remedy if wrong.field == "of" else wrong.remedy)
            return self._refusal(row, self._column(part, wrong.field), fault)
        row_id = read_word(row.at(self._id_column))
        whole_key = ("id", row_id, key) if row_id else ("row", key, *content_texts(content))
        return Candidate(self._name(row), whole_key, content)

    def _column(self, part: Fields, name: str) -> int | None:
        """Where the field stands; None where it stands in no column."""
        return self._columns.get(part[name].column) if name in part else None

    def _cell(self, row: Row, name: str, field: FieldShape) -> Cell:
        """What a row says of a field; a number that is merged with one above was counted there."""
        if field.column is None:
            return field.fixed
        column = self._columns[field.column]
        if name in _NUMBERS and column in row.merged:
            return None
        cell = row.at(column)
        blanks = self._mapping.empty
        if cell is None or not (blanks or field.words):
            return field.empty if cell is None else cell
        word = fold(str(cell))
        return field.empty if word in blanks else field.words.get(word, cell)

    def _read_field(self, name: str, cell: Cell, field: FieldShape, target: str) -> object:
        """What the cell says of the field, for the target. Raises LovpError."""
        if cell is None:
            raise _empty()
        if name == "date":
            return self._read_day(cell, field)
        if name == "note" or (name == "place" and not cell):
            return checked_note(read_word(cell))
        if name in ("target", "place"):
            return self._match(name, read_word(cell))
        return read_number(cell, self._plan.target_by_id[target], approximate=field.approximate)

    def _read_day(self, cell: Cell, field: FieldShape) -> date:
        try:
            day = read_date(cell, field.forms, self._plan.year)
        except AmbiguousDateError:
            if field.forms or self._columns.get(field.column) not in self._day_first_columns:
                raise
            day = read_date(cell, DAY_FIRST, self._plan.year)
        if day > self._today:
            message = _("{day} has not come yet.").format(day=day)
            raise LovpError(message, _("Import it when it has happened."))
        return day

    def _refusal(self, row: Row, column: int | None, error: LovpError) -> Refusal:
        label = "" if column is None else shown(self._table.names[column])
        if column is not None and self._table.sheet:
            label += f" ({column_letter(column)})"
        remedy = error.remedy
        cell = row.at(column)
        if isinstance(cell, str) and cell.casefold() in _NO_ANSWER and fold(cell) not in self._mapping.empty:
            text = _('If that is how no answer looks, write in the mapping: empty: ["{cell}"]')
            remedy = text.format(cell=cell)
        return Refusal(self._name(row), self._keys(row), label, error.message, remedy)


def content_texts(content: Content) -> Key:
    """What an outcome says, as texts."""
    numbers = format_number(content.value), format_number(content.of)
    return (content.date.isoformat(), content.target, content.place, *numbers, content.note)


def is_day_first(texts: Iterable[str]) -> bool:
    """Whether in the column with these texts the day can only come before the month: 31/1/2024."""
    found = [re.match(r" *([0-9]{1,2})([-/])([0-9]{1,2})\2[0-9]{4}(?![0-9])", text) for text in texts]
    firsts = [int(each[1]) for each in found if each]
    seconds = [int(each[3]) for each in found if each]
    return max(firsts, default=0) > _LAST_MONTH >= max(seconds, default=0)


def _match(plan: Plan, name: str, text: str) -> object:
    """What a word of the field means in the plan. Raises LovpError."""
    return READERS[name](plan, shown(text))


def _find_misfit(plan: Plan, content: Counted) -> Misfit | None:
    return find_misfits(plan, [content]).get(content)


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", fold(text))


def _empty() -> LovpError:
    return LovpError(_("The cell is empty."), _("Fill it in; a number can be 0."))
