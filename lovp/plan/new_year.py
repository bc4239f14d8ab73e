"""A new year in targets.yaml: a copy of the latest one with its dates moved, and what must be looked over.

The text is edited where dates stand, so that comments and layout stay, and earlier years byte for byte.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lovp.calendars import active_days
from lovp.errors import PlanError, UsageError
from lovp.i18n import _, ngettext
from lovp.plan.build import calendar_of
from lovp.plan.json_schema import named_schema, schema_line
from lovp.plan.moves import Holidays, Move, Mover, moves, near_moving_feast
from lovp.plan.parse import parse_shapes
from lovp.plan.schema import FIRST_YEAR, LAST_YEAR, PlanShape
from lovp.plan.source import shown
from lovp.plan.yaml_reader import Document, NodePath


@dataclass(frozen=True, slots=True)
class NewYear:
    """The whole new text of targets.yaml, and what a person must look over in it."""

    text: str
    review: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    """The lines of the copy with their ends, and by how much their numbers differ from the original's."""

    lines: list[str]
    skipped: int
    offset: int


def swedish_holidays(year: int) -> Mapping[date, str]:
    """Sweden's public holidays with their Swedish names, and the eves that are kept as such."""
    import holidays

    supported = holidays.country_holidays("SE").supported_categories
    categories = tuple({"public", "de_facto"} & set(supported))
    found = holidays.country_holidays("SE", years=year, language="sv", categories=categories)
    return {day: str(name) for day, name in found.items()}


def add_year(
    text: str, year: int, holidays: Holidays = swedish_holidays, name: str = "targets.yaml"
) -> NewYear:
    """The text with a plan for `year` appended, made from its latest one.

    `PlanError` if the text has mistakes, `UsageError` if it has the year already or no year can be that.
    """
    plans = parse_shapes(text, name)
    if year in {shape.year for _document, shape in plans}:
        message = _("There is a plan for {year} already.").format(year=year)
        raise UsageError(message, _("Change it in {file}, or choose another year.").format(file=name))
    document, shape = plans[-1]
    head = _ended(text, text)
    if not document.explicit:
        head += _ended("---", text)
        if name_of_schema := named_schema(text):
            # Editors look for it in each document by itself.
            head += _ended(schema_line(name_of_schema), text)
    copy = _copy(document, _heading(document), len(head.removeprefix("\ufeff").splitlines()))
    return _moved(head, copy, document, shape, Mover(shape.year, _possible(year), holidays), name)


def only_year(
    text: str, year: int, holidays: Holidays = swedish_holidays, name: str = "targets.yaml"
) -> NewYear:
    """The text of a file with the plan for `year` alone, made from the latest one in `text`; errors as above.

    What stands at the top of that plan is kept, so that the first year of a new file has its heading.
    """
    document, shape = parse_shapes(text, name)[-1]
    return _moved(
        "", _copy(document, 0, 0), document, shape, Mover(shape.year, _possible(year), holidays), name
    )


def _possible(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = _("{year} can't be the year of a plan.").format(year=year)
        remedy = _("Choose a year from {first} to {last}.").format(first=FIRST_YEAR, last=LAST_YEAR)
        raise UsageError(message, remedy)
    return year


def _moved(head: str, copy: _Copy, document: Document, shape: PlanShape, mover: Mover, name: str) -> NewYear:
    """The copy with its dates moved, after `head`."""
    moved = moves(shape, mover)
    _replace_all(copy, document, moved, shape.year, mover.new)
    result = head + "".join(copy.lines)
    new_shape = _checked(result, mover.new, name)
    return NewYear(result, tuple(_review(document, copy, shape, new_shape, moved, mover)))


def _ended(lines: str, text: str) -> str:
    """The lines with an end to the last one, such as the lines of the text have."""
    if lines.endswith(("\n", "\r")):
        return lines
    return lines + ("\r\n" if "\r\n" in text else "\n")


def _copy(document: Document, skipped: int, lines_before: int) -> _Copy:
    """The document's lines but for the first ones, for a text in which other lines stand before them."""
    text = document.source.text
    first = document.first_line - 1 + skipped
    lines = _ended(text, text).splitlines(keepends=True)[first : document.end_line - 1]
    return _Copy(lines, first, lines_before - first)


def _heading(document: Document) -> int:
    """How many lines at the top of a file are comments on all of it: up to the first empty line."""
    if document.explicit or document.first_line > 1:
        return 0
    for number, line in enumerate(document.source.lines):
        if not line.strip():
            return number + 1
        if not line.startswith("#"):
            break
    return 0


def _replace_all(copy: _Copy, document: Document, moved: tuple[Move, ...], old: int, new: int) -> None:
    """Put the new dates in the places of the old ones; all are as long as before, so no place shifts."""
    places = [(document.position(move.path), str(move.old), str(move.new)) for move in moved]
    places.append((document.position(("year",)), str(old), str(new)))
    for (number, column), before, after in places:
        index, start = number - 1 - copy.skipped, column - 1
        line = copy.lines[index]
        copy.lines[index] = line[:start] + after + line[start + len(before) :]


def _checked(text: str, year: int, name: str) -> PlanShape:
    """The new year's shape; `PlanError` if moving the dates has broken a rule."""
    try:
        return next(shape for _document, shape in parse_shapes(text, name) if shape.year == year)
    except PlanError as error:
        message = _("The dates can't be moved to {year} without a mistake.").format(year=year)
        raise PlanError(message, error.problems, _("Append the year by hand.")) from error


def _review(
    document: Document, copy: _Copy, old: PlanShape, new: PlanShape, moved: tuple[Move, ...], mover: Mover
) -> Iterator[str]:
    def line(path: NodePath) -> int:
        return document.position(path)[0] + copy.offset

    for move in moved:
        words = _("line {line}: {name}, {key}: {old} → {new}")
        key = move.path[-1]
        yield words.format(line=line(move.path), name=shown(move.name), key=key, old=move.old, new=move.new)
    yield from _feasts(old, new, mover, line)
    for index, entry in enumerate(old.calendar):
        if entry.preliminary:
            words = _("line {line}: {name} was preliminary: is the new date certain?")
            yield words.format(line=line(("calendar", index)), name=shown(entry.name))
    yield from _carried_over(old)
    yield from _old_year_in_texts(copy, document, old.year)


def _feasts(old: PlanShape, new: PlanShape, mover: Mover, line: Callable[[NodePath], int]) -> Iterator[str]:
    """Breaks that lay by a movable feast, and public holidays that the calendars don't have."""
    for id_, calendar in old.calendars.items():
        for index, span in enumerate(calendar.breaks):
            if feast := near_moving_feast(span.first, span.last, mover):
                words = _("line {line}: {name} lay by {feast}, which is now {date}: does it follow it?")
                where = line(("calendars", id_, "breaks", index, "from"))
                yield words.format(line=where, name=shown(span.name), feast=feast[0], date=feast[1])
        if not calendar.holidays:
            continue
        active = set(active_days(calendar_of(id_, new.calendars[id_], new.year), new.year))
        for name, day in mover.new_holidays.items():
            if day in active:
                words = _("{name} {date} is not among the holidays of the calendar {id}: should it be?")
                yield words.format(name=name, date=day, id=id_)


def _carried_over(old: PlanShape) -> Iterator[str]:
    targets = [target for area in old.areas for target in area.targets]
    goals = sum((getattr(t, "goal", None) is not None) + len(getattr(t, "goals", {})) for t in targets)
    if goals:
        words = ngettext(
            "{count} goal is the same as in {year}: is that what the new plan says?",
            "{count} goals are the same as in {year}: is that what the new plan says?",
            goals,
        )
        yield words.format(count=goals, year=old.year)
    sources = len(targets) + sum(entry.source is not None for entry in old.calendar)
    words = ngettext(
        "{count} source still quotes the plan of {year}: put the new plan's words there",
        "{count} sources still quote the plan of {year}: put the new plan's words there",
        sources,
    )
    yield words.format(count=sources, year=old.year)


def _old_year_in_texts(copy: _Copy, document: Document, year: int) -> Iterator[str]:
    """The lines of names and comments that still speak of the old year; the sources are counted already."""
    wanted = re.compile(rf"(?<![0-9]){year}(?![0-9]|-[0-9])")
    quoted = set(_source_lines(document))
    for index, line in enumerate(copy.lines):
        if index + 1 + copy.skipped not in quoted and wanted.search(line):
            words = _("line {line} still says {year}: {text}")
            number = index + 1 + copy.skipped + copy.offset
            yield words.format(line=number, year=year, text=shown(line))


def _source_lines(document: Document) -> Iterator[int]:
    """The lines on which sources begin and go on, up to the next key."""
    begins = sorted(position[0] for position in document.keys.values())
    for path, (first, _column) in document.keys.items():
        if path[-1] == "source":
            following = next((line for line in begins if line > first), document.end_line)
            yield from range(first, following)
