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
from lovp.exchange.tables.cell_values import read_date, read_number, read_word, shown_fault
from lovp.exchange.tables.rows import Cell, Row
from lovp.i18n import _
from lovp.model import Content, Level, Number, Outcome, Plan, Share, Target
from lovp.pii import shown
from lovp.record.new import checked_note
from lovp.record.validation import validate
from lovp.text import fold

if TYPE_CHECKING:
    from lovp.exchange.imports.mapping import FieldShape, MappingShape

FIELDS = Content._fields
Parse: TypeAlias = Callable[[Row], list[Read]]
Texts: TypeAlias = Callable[[int], Iterable[str]]
"""Reads the texts of a whole column anew."""
_is_tag = re.compile(r"# ?[A-Za-z]\w*( ?\+ ?[A-Za-z]\w*)*").fullmatch
"""A hashtag of the Humanitarian Exchange Language, which KoboToolbox can write below its headers."""
_is_review = re.compile(".*(validationstatus.*|reviewstate)").fullmatch
_is_rejected = re.compile("rejected|.*notapproved").fullmatch
"""Where the source says, and how, that an answer does not count; in letters alone."""
_NO_ANSWER = {"n/a", "na", "-", "–", "null", "none", "nan", "saknas", "uppgift saknas", "ej svar"}


class Years(NamedTuple):
    """The year that is imported, the other years that there are plans for, and the day it is."""

    plan: Plan
    others: frozenset[int]
    today: date


class Part(NamedTuple):
    """One outcome of a row: its key, the column of each field, and what the mapping says of the field."""

    key: str
    columns: Mapping[str, int]
    fields: Mapping[str, "FieldShape[Any]"] = {}


Said: TypeAlias = list[tuple[Part, Mapping[str, Cell]]]
"""Each outcome of a row, and what the row says of its fields."""


def mapped_rows(mapping: "MappingShape", layout: Layout, years: Years, texts: Texts) -> Parse:
    """What parses rows by the mapping, given from above; the layout has all of its columns."""
    columns: dict[str | None, int] = {name: layout.find(name)[0] for name in mapping.columns()}
    own = columns.get(mapping.id)
    parts = [
        Part(key, {name: columns[each.column] for name, each in fields.items() if each.column}, fields)
        for key, fields in mapping.parts().items()
    ]
    skips = [(columns[skip.column], {fold(word) for word in skip.words}) for skip in mapping.skip]
    read = {column for part in parts for column in part.columns.values()}
    days = {part.columns["date"] for part in parts if "date" in part.columns}
    known = {word for part in parts for field in part.fields.values() for word in field.words}
    totals = Totals({fold(place) for place in years.plan.place_by_name}, known, days, own)

    def why_skipped(row: Row) -> str:
        if totals.is_total(row):
            return _("a line of totals")
        if all(row.at(column) is None for column in read):
            return _("nothing stands in the columns that are read")
        word = next((text for at, words in skips if fold(text := read_word(row.at(at))) in words), None)
        return "" if word is None else _("the mapping passes over “{word}”").format(word=shown(word))

    def cells_of(row: Row) -> Said:
        return [(part, _meanings(row, part, mapping.empty)) for part in parts]

    def own_of(row: Row) -> str | None:
        return None if own is None else read_word(row.at(own))

    candidates = _Candidates(years, {*columns.values()}, texts)
    return _parser(candidates, layout, read, own_of, cells_of, why_skipped)


def form_rows(layout: Layout, years: Years) -> Parse:
    """What parses a row of an export of answers to the program's own form, which was made from the plan."""
    answer_of = answers.reader(years.plan, layout.headers)

    def cells_of(row: Row) -> Said:
        answer = answer_of(row.cells)
        part = Part("", answer.columns)
        return [(part, {field: getattr(answer, field, None) for field in FIELDS})]

    columns = {column for column, header in enumerate(layout.headers) if header}
    candidates = _Candidates(years, columns, lambda _column: ())
    return _parser(
        candidates, layout, columns, lambda row: answer_of(row.cells).key, cells_of, lambda _row: ""
    )


def _meanings(row: Row, part: Part, blanks: Collection[str]) -> dict[str, Cell]:
    """What a row says of each field; a number that is merged with one above was counted there."""
    found = dict[str, Cell].fromkeys(FIELDS)
    for name, field in part.fields.items():
        column = part.columns.get(name)
        if column is None:
            found[name] = field.fixed
        elif name not in ("value", "of") or column not in row.merged:
            found[name] = field.meaning(row.at(column), blanks)
    return found


def _parser(
    candidates: "_Candidates",
    layout: Layout,
    read: Collection[int],
    own_of: Callable[[Row], str | None],
    said_by: Callable[[Row], Said],
    why_skipped: Callable[[Row], str],
) -> Parse:
    """What parses a row, whose id `own_of` knows (None where rows need none); `read` are the columns read."""
    reviews = [at for at, header in enumerate(layout.headers) if _is_review(_letters(header))]

    def parse(row: Row, own: str | None) -> list[Read]:
        if own == "":
            fault = LovpError(_("The id is missing."), _("Each row needs the id that the form gave it."))
            return [_refusal(row, "", None, fault)]
        return candidates.parse(row, own or "", said_by(row))

    def parse_row(row: Row) -> list[Read]:
        own = own_of(row)
        if any(_is_rejected(_letters(read_word(row.at(at)))) for at in reviews):
            taken = tuple(each for each in parse(row, own) if isinstance(each, Candidate))
            why = _("rejected at the source")
            return [Skipped(row.number, own or "", why, rejected=True, candidates=taken)]
        why = why_skipped(row) or (_("a hidden row") if row.hidden else "")
        if all(cell is None or (isinstance(cell, str) and _is_tag(cell)) for cell in row.cells):
            why = _("HXL tags")
        elif all(header_text(row.at(column)) == layout.headers[column] for column in read):
            why = _("the headers again")
        return [Skipped(row.number, own or "", why)] if why else parse(row, own)

    return parse_row


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", fold(text))


class _Candidates:
    """Makes candidates that fit the plan of a year; no error may stand in the `checked` columns."""

    def __init__(self, years: Years, checked: Collection[int], texts: Texts) -> None:
        plan = years.plan
        self._years, self._checked = years, checked
        self._is_day_first = cache(lambda column: is_day_first(texts(column)))
        self._target = cache(lambda text: matching.target(plan, shown(text), whole=True).series)
        self._place = cache(lambda text: matching.place(plan, shown(text), whole=True).name)

    def parse(self, row: Row, own: str, said: Said) -> list[Read]:
        """What the outcomes of a row come to; a row that counts nothing is refused."""
        for column in self._checked:
            if fault := shown_fault(row.at(column)):
                return [_refusal(row, own, column, fault)]
        found = [self._parse(row, own, part, cells) for part, cells in said]
        return [each for each in found if each is not None] or [_without_number(row, own, said[0][0])]

    def _parse(self, row: Row, own: str, part: Part, cells: Mapping[str, Cell]) -> Read | None:
        """The candidate that the cells of a row make, by field; None where they count nothing."""
        if cells["value"] is None and cells["of"] is None and "value" in part.columns:
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
            of = _number(cells, field, target, part)
            field = "value"
            value = _number(cells, field, target, part)
            if value is None and ("value" in part.columns or isinstance(target.measure, Share | Level)):
                raise _no_number()
            field = "note"
            note = checked_note(read_word(cells["note"]))
        except LovpError as error:
            return _refusal(row, own, part.columns.get(field), error)
        outcome = Outcome("", day, target.id, place, 1 if value is None else value, of, note, "", "", "")
        if wrong := validate(plan, outcome):
            remedy = _("Check the numbers, and that value: and of: of the mapping are their columns.")
            fault = LovpError(wrong.message, remedy if wrong.field == "of" else wrong.remedy)
            return _refusal(row, own, part.columns.get(wrong.field), fault)
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


def _number(cells: Mapping[str, Cell], field: str, target: Target, part: Part) -> Number | None:
    about = getattr(part.fields.get(field), "approximate", False)
    return None if cells[field] is None else read_number(cells[field], target, approximate=about)


def _no_number() -> LovpError:
    return LovpError(_("There is no number."), _("Write how many, 0 if none; the mapping says where: value:"))


def _without_number(row: Row, own: str, part: Part) -> Read:
    """What a row is that counts nothing: an error, unless its number is merged with one above."""
    columns = [part.columns[field] for field in ("value", "of") if field in part.columns]
    if not row.merged.isdisjoint(columns):
        return Skipped(row.number, own, _("its number is merged with that of a row above"))
    return _refusal(row, own, next(iter(columns), None), _no_number())


def _refusal(row: Row, own: str, column: int | None, error: LovpError) -> Refusal:
    cell = row.at(column)
    remedy = error.remedy
    if isinstance(cell, str) and fold(cell) in _NO_ANSWER and cell in error.message:
        remedy = _('If that is how no answer looks, write in the mapping: empty: ["{word}"]')
        remedy = remedy.format(word=cell)
    return Refusal(row.number, own, column, cell, error.message, remedy)
