"""The rows of a sheet as candidates for outcomes: by a mapping, or as answers to the program's own form."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from lovp import matching
from lovp.dates import DAY_FIRST, AmbiguousDateError, is_day_first
from lovp.errors import LovpError
from lovp.exchange.forms import answers
from lovp.exchange.imports.candidates import Candidate, Read, Refusal, Skipped
from lovp.exchange.imports.headers import Layout, header_text
from lovp.exchange.imports.totals import Totals
from lovp.exchange.tables.cell_values import read_date, read_number, read_word, shows_error
from lovp.exchange.tables.rows import Cell, Row
from lovp.folding import fold
from lovp.i18n import _
from lovp.model import Content, Level, Number, Outcome, Plan, Share, Target
from lovp.pii import shown
from lovp.record.new import checked_note
from lovp.record.validation import validate

if TYPE_CHECKING:
    from lovp.exchange.imports.mapping import FieldShape, MappingShape

FIELDS = Content._fields
Parse: TypeAlias = Callable[[Row], list[Read]]
Texts: TypeAlias = Callable[[int], Iterable[str]]
"""Reads the texts of a whole column."""
_is_tag = re.compile(r"# ?[A-Za-z]\w*( ?\+ ?[A-Za-z]\w*)*").fullmatch
"""A hashtag of the Humanitarian Exchange Language, which KoboToolbox can write below its headers."""
_is_rejected = re.compile("rejected|.*notapproved").fullmatch
"""What the source says of an answer that does not count, in letters alone."""
_NO_ANSWER = {"n/a", "na", "-", "–", "null", "none", "nan", "saknas", "uppgift saknas", "ej svar"}


class Years(NamedTuple):
    """The year that is imported, the other years that there are plans for, and the day it is."""

    plan: Plan
    others: frozenset[int]
    today: date


class Part(NamedTuple):
    """One outcome of a row: its key, the column of each field, and what the mapping says of the field."""

    key: str
    columns: Mapping[str, int | None]
    fields: Mapping[str, "FieldShape[Any]"] = {}


def mapped_rows(mapping: "MappingShape", layout: Layout, years: Years, texts: Texts) -> Parse:
    """What parses rows by the mapping, given from above; the layout has all of its columns."""
    columns: dict[str | None, int] = {name: layout.find(name)[0] for name in mapping.columns()}
    own = columns[mapping.id] if mapping.id else None
    parts = [
        Part(
            key,
            {name: columns.get(fields[name].column) if name in fields else None for name in FIELDS},
            fields,
        )
        for key, fields in mapping.parts().items()
    ]
    skips = [(columns[skip.column], {fold(word) for word in skip.words}) for skip in mapping.skip]
    read = {column for part in parts for column in part.columns.values() if column is not None}
    days = {column for part in parts if (column := part.columns["date"]) is not None}
    known = {word for part in parts for field in part.fields.values() for word in field.words}
    totals = Totals({fold(place) for place in years.plan.place_by_name}, known, days, own)
    candidates = _Candidates(years, texts)

    def why_skipped(row: Row) -> str:
        if totals.is_total(row):
            return _("a line of totals")
        if all(_at(row, column) is None for column in read):
            return _("nothing stands in the columns that are read")
        word = next((text for column, words in skips if fold(text := _text(row, column)) in words), None)
        return "" if word is None else _("the mapping passes over “{word}”").format(word=shown(word))

    def parse(row: Row, name: str) -> list[Read]:
        if own is not None and (not name or shows_error(name)):
            return [_without_id(row, own)]
        for column, _words in skips:
            try:
                read_word(_at(row, column))
            except LovpError as error:
                # A formula without a value would pass as a word that is not passed over.
                return [_refusal(row, name, column, error)]
        found = [candidates.parse(row, name, part, _meanings(row, part, mapping.empty)) for part in parts]
        return [each for each in found if each is not None] or [_without_number(row, name, parts[0])]

    return _parser(layout, read, lambda row: _text(row, own), why_skipped, parse)


def form_rows(layout: Layout, years: Years) -> Parse:
    """What parses a row of an export of answers to the program's own form, which was made from the plan."""
    candidates = _Candidates(years, lambda _column: ())
    answer_of = answers.reader(years.plan, layout.headers)

    def parse(row: Row, name: str) -> list[Read]:
        if not name:
            return [_without_id(row, None)]
        answer = answer_of(row.cells)
        part = Part("", {field: answer.columns.get(field) for field in FIELDS})
        cells = {field: getattr(answer, field, None) for field in FIELDS}
        return [candidates.parse(row, name, part, cells) or _without_number(row, name, part)]

    headers = {column for column, header in enumerate(layout.headers) if header}
    return _parser(layout, headers, lambda row: answer_of(row.cells).key, lambda _row: "", parse)


def _parser(
    layout: Layout,
    read: Collection[int],
    name_of: Callable[[Row], str],
    why_skipped: Callable[[Row], str],
    parse: Callable[[Row, str], list[Read]],
) -> Parse:
    """What parses a row, whose id `name_of` knows; `read` are the columns that are read."""
    letters = [re.sub("[^a-z]", "", fold(header)) for header in layout.headers]
    reviews = [
        at for at, name in enumerate(letters) if "validationstatus" in name or name.endswith("reviewstate")
    ]

    def parse_row(row: Row) -> list[Read]:
        name = name_of(row)
        if any(_is_rejected(re.sub("[^a-z]", "", fold(_text(row, at)))) for at in reviews):
            taken = tuple(each for each in parse(row, name) if isinstance(each, Candidate))
            return [Skipped(row.number, name, _("rejected at the source"), rejected=True, candidates=taken)]
        why = why_skipped(row) or (_("a hidden row") if row.hidden else "")
        if all(cell is None or (isinstance(cell, str) and _is_tag(cell)) for cell in row.cells):
            why = _("HXL tags")
        elif all(header_text(_at(row, column)) == layout.headers[column] for column in read):
            why = _("the headers again")
        return [Skipped(row.number, name, why)] if why else parse(row, name)

    return parse_row


def _meanings(row: Row, part: Part, blanks: Collection[str]) -> dict[str, Cell]:
    """What a row says of each field; a number that is merged with one above was counted there."""
    found = dict[str, Cell].fromkeys(FIELDS)
    for name, field in part.fields.items():
        column = part.columns[name]
        if column is None:
            found[name] = field.fixed
        elif name not in ("value", "of") or column not in row.merged:
            found[name] = field.meaning(_at(row, column), blanks)
    return found


class _Candidates:
    """Makes candidates that fit the plan of a year."""

    def __init__(self, years: Years, texts: Texts) -> None:
        plan = years.plan
        self._years = years
        self._is_day_first = cache(lambda column: is_day_first(texts(column)))
        self._target = cache(lambda text: matching.target(plan, shown(text), whole=True).series)
        self._place = cache(lambda text: matching.place(plan, shown(text), whole=True).name)

    def parse(self, row: Row, own: str, part: Part, cells: Mapping[str, Cell]) -> Read | None:
        """The candidate that the cells of a row make, by field; None where they count nothing."""
        if cells["value"] is None and cells["of"] is None and part.columns["value"] is not None:
            return None
        plan = self._years.plan
        field = "date"
        try:
            day = self._day(cells["date"], part)
            if day.year != plan.year and day.year in self._years.others:
                return Skipped(row.number, own, _("of {year}").format(year=day.year), day.year)
            field = "target"
            if not (text := read_word(cells["target"])):
                raise LovpError(_("It doesn't say which target."), _("Write the target's id."))
            target = plan.target_by_id[self._target(text)]
            field = "place"
            place = self._place(text) if (text := read_word(cells["place"])) else ""
            field = "of"
            of = _number(cells["of"], target, part.fields.get("of"))
            field = "value"
            value = _number(cells["value"], target, part.fields.get("value"))
            if value is None:
                value = _default(target, part)
            field = "note"
            note = checked_note(read_word(cells["note"]))
        except LovpError as error:
            return _refusal(row, own, part.columns[field], error)
        outcome = Outcome("", day, target.id, place, value, of, note, "", "", "")
        if wrong := validate(plan, outcome):
            remedy = _("Check the numbers, and that value: and of: of the mapping are their columns.")
            fault = LovpError(wrong.message, remedy if wrong.field == "of" else wrong.remedy)
            return _refusal(row, own, part.columns[wrong.field], fault)
        return Candidate(row.number, own, part.key, outcome.content)

    def _day(self, cell: Cell, part: Part) -> date:
        if cell is None:
            raise LovpError(_("The date is missing."), _("Write it as 2024-03-12."))
        year = self._years.plan.year
        forms = getattr(part.fields.get("date"), "forms", ())
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


def _number(cell: Cell, target: Target, field: "FieldShape[Any] | None") -> Number | None:
    about = getattr(field, "approximate", False)
    return None if cell is None else read_number(cell, target, approximate=about)


def _default(target: Target, part: Part) -> Number:
    """The value of a row that says none: it happened once, where that is what is counted."""
    if part.columns["value"] is not None:
        raise _no_number()
    if isinstance(target.measure, Share | Level):
        message = _("{target} needs a value.").format(target=target.id)
        raise LovpError(message, _("Name its column in the mapping: value:"))
    return 1


def _no_number() -> LovpError:
    return LovpError(_("There is no number."), _("Write how many, 0 if none, or delete the row."))


def _without_number(row: Row, own: str, part: Part) -> Read:
    """What a row is that counts nothing: an error, unless its number is merged with one above."""
    columns = [column for field in ("value", "of") if (column := part.columns[field]) is not None]
    if not row.merged.isdisjoint(columns):
        return Skipped(row.number, own, _("its number is merged with that of a row above"))
    return _refusal(row, own, next(iter(columns), None), _no_number())


def _without_id(row: Row, column: int | None) -> Refusal:
    remedy = _("Each row needs the id that the form gave it.")
    return _refusal(row, "", column, LovpError(_("The id is missing."), remedy))


def _refusal(row: Row, own: str, column: int | None, error: LovpError) -> Refusal:
    cell = None if column is None else _at(row, column)
    remedy = error.remedy
    if isinstance(cell, str) and fold(cell) in _NO_ANSWER:
        remedy = _('If that is how no answer looks, write in the mapping: empty: ["{word}"]').format(
            word=cell
        )
    return Refusal(row.number, own, column, cell, error.message, remedy)


def _at(row: Row, column: int) -> Cell:
    return row.cells[column] if column < len(row.cells) else None


def _text(row: Row, column: int | None) -> str:
    cell = None if column is None else _at(row, column)
    return cell if isinstance(cell, str) else read_word(cell)
