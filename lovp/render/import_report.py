"""What an import does, as grids and lines: how many rows of each kind, which, and what is wrong with them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from lovp.errors import Problem
from lovp.exchange.imports.candidates import Refusal, Skipped, numbered
from lovp.exchange.imports.merge import Changed, Import
from lovp.exchange.imports.rejects import where
from lovp.exchange.imports.source import Source
from lovp.i18n import _, ngettext
from lovp.model import ADDITIVE, Outcome, Plan, Target
from lovp.pii import shown
from lovp.problems import format_problem
from lovp.progress.measures import points_at_people
from lovp.render import figures, sentences
from lovp.render.grid import Column, Grid
from lovp.render.outcome_grid import short_id

_MANY = 5
"""Changed rows from which on it is doubted whether it is the right file, if most are."""


class Section(NamedTuple):
    """Lines under a title, and a sentence that says what to do about them."""

    title: str
    lines: Sequence[str]
    remark: str = ""


def heading(plan: Plan, file: str, source: Source) -> str:
    """The year, the file, the sheets that are read, and by what."""
    parts = [str(plan.year), file]
    if sheets := [shown(page.sheet) for page in source.pages if page.sheet]:
        parts.append(ngettext("sheet {name}", "sheets {name}", len(sheets)).format(name=", ".join(sheets)))
    form = _("the program's own form")
    parts.append(_("mapping {name}").format(name=source.mapping) if source.mapping else form)
    return " · ".join(parts)


def grids(plan: Plan, done: Import) -> list[Grid]:
    """How many there are of each kind, and what is new by target."""
    return [_counts(done), *([_by_target(plan, done.new)] if done.new else [])]


def lines(plan: Plan, file: str, source: Source, done: Import, most: int | None) -> Iterator[str]:
    """What is neither new nor as before, and what is refused: at most so many of a kind."""
    for section in _sections(plan, done):
        if section.lines:
            yield f"\n{section.title}:"
            yield from (f"  {line}" for line in section.lines[:most])
            yield from _more(section.lines, most)
            if section.remark:
                yield f"  {section.remark}"
    yield from ("\n" + _refusal(file, source, each) for each in done.refused[:most])
    yield from _more(done.refused, most)


def doubts(done: Import) -> Iterator[str]:
    """What makes one doubt whether it is the right file, or the right year."""
    if len(done.changed) >= _MANY and len(done.changed) > done.same:
        yield _("Most rows that were imported before say otherwise now. Is it the same form or list?")
    years = Counter(each.year for each in done.skipped if each.year is not None)
    for year, count in sorted(years.items()):
        text = ngettext(
            "{count} outcome is of {year}: import it with --year {year}.",
            "{count} outcomes are of {year}: import them with --year {year}.",
            count,
        )
        yield text.format(count=figures.whole(count), year=year)


def _more(rows: Sequence[object], most: int | None) -> Iterator[str]:
    if most is not None and (more := len(rows) - most) > 0:
        text = ngettext("and {count} more; --all shows it", "and {count} more; --all shows them", more)
        yield "  " + text.format(count=figures.whole(more))


def _refusal(file: str, source: Source, refused: Refusal) -> str:
    page = next((page for page in source.pages if page.sheet == refused.sheet), source.pages[0])
    column = where(page.layout, refused)
    message = f"{column}: {refused.message}" if column else refused.message
    cell = "" if refused.cell is None else shown(str(refused.cell))
    cell = "" if cell in message else cell
    name = numbered(file, refused.sheet)
    return format_problem(Problem(name, refused.row, 0, cell, message, refused.remedy))


def count(rows: Sequence[Outcome]) -> str:
    """3 rows."""
    return ngettext("{count} row", "{count} rows", len(rows)).format(count=figures.whole(len(rows)))


def refusal(done: Import) -> str:
    """That nothing was saved because of so many rows."""
    refused = _refused_rows(done)
    text = ngettext(
        "Nothing was saved: {count} row was refused.",
        "Nothing was saved: {count} rows were refused.",
        refused,
    )
    return text.format(count=figures.whole(refused))


def _refused_rows(done: Import) -> int:
    """How many rows were refused, whichever of their cells it was for."""
    return len({(each.sheet, each.row) for each in done.refused})


def _counts(done: Import) -> Grid:
    """How many rows or outcomes there are of each kind, those of which there are none left out."""
    found = (
        (_("new"), len(done.new)),
        (_("already there"), done.same),
        (_("new, but like something recorded in another way"), len(done.alike)),
        (_("changed at the source"), len(done.changed)),
        (_("changed both at the source and here"), len(done.contested)),
        (_("as before a later change"), len(done.older)),
        (_("no longer in the file"), len(done.missing)),
        (_("twice in the file"), done.repeated),
        (_("passed over"), len(done.skipped)),
        (_("refused"), _refused_rows(done)),
    )
    rows = tuple((name, figures.whole(count)) for name, count in found if count)
    return Grid("", (Column(""), Column("", number=True)), rows, bare=True)


def _by_target(plan: Plan, rows: Sequence[Outcome]) -> Grid:
    """What is new, by target: how many outcomes, and from which days."""
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for row in rows:
        groups[row.target].append(row)
    return Grid(
        _("New"),
        (
            Column(_("Target")),
            Column(_("Outcomes"), number=True),
            Column(_("Sum"), number=True),
            Column(_("First"), number=True),
            Column(_("Last"), number=True),
        ),
        tuple(
            (
                target.name,
                figures.whole(len(group)),
                _sum(target, group),
                min(row.date for row in group).isoformat(),
                max(row.date for row in group).isoformat(),
            )
            for target in plan.targets()
            if (group := groups.get(target.id))
        ),
    )


def _sum(target: Target, rows: Sequence[Outcome]) -> str:
    """What the rows come to, where they add up."""
    if not isinstance(target.measure, ADDITIVE):
        return ""
    return figures.number(Fraction(sum(row.value or 0 for row in rows)), target.decimals)


def _sections(plan: Plan, done: Import) -> Iterator[Section]:
    """What there is to say of rows that are neither new nor as before."""
    yield Section(
        _("New, but like something recorded in another way"),
        tuple(_likeness(plan, each) for each in done.alike),
        _("What is the same thing counts twice now, until one of the two is undone: lovp undo ID"),
    )
    yield Section(_("Changed at the source"), tuple(_change(plan, each) for each in done.changed))
    yield Section(
        _("Changed both at the source and here"),
        tuple(_change(plan, each) for each in done.contested),
        _("They stay as they are here. Correct them with lovp amend, or let the file count: --file-wins"),
    )
    yield Section(
        _("As before a later change"),
        tuple(_change(plan, each) for each in done.older),
        _("An older file? They stay as they are. If the source was changed back: --file-wins"),
    )
    withdrawn = len(done.withdrawn)
    yield Section(
        _("No longer in the file"),
        tuple(_line(plan, row) + f" · {short_id(row.id)}" for row in done.missing),
        ngettext("It is cancelled.", "They are cancelled.", withdrawn)
        if withdrawn
        else _("They still count. If they were deleted at the source: lovp undo ID, or --cancel-missing"),
    )
    yield Section(_("Passed over"), tuple(_passed(done.skipped)))


def _change(plan: Plan, change: Changed) -> str:
    before, after = change.before, change.after
    return _("row {row}: {before} → {after}").format(
        row=numbered(change.row, change.sheet), before=_line(plan, before), after=_line(plan, after)
    )


def _likeness(plan: Plan, change: Changed) -> str:
    return _("row {row}: {outcome} · by {writer}, id {id}").format(
        row=numbered(change.row, change.sheet),
        outcome=_line(plan, change.before),
        writer=change.before.writer,
        id=short_id(change.before.id),
    )


def _line(plan: Plan, row: Outcome) -> str:
    target = plan.target_by_id.get(row.target)
    if target is None:
        return f"{row.target} · {row.date}"
    hidden = points_at_people(plan, target, row.of)
    return f"{target.id}: {sentences.outcome(target, row, hidden=hidden)}"


def _passed(rows: Iterable[Skipped]) -> Iterator[str]:
    """Each reason once, with its rows."""
    by_reason: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for each in rows:
        by_reason[each.sheet, each.why].append(each.row)
    for (sheet, why), numbers in by_reason.items():
        text = ngettext("row {rows}: {why}", "rows {rows}: {why}", len(numbers))
        yield text.format(rows=numbered(_ranges(numbers), sheet), why=why)


def _ranges(numbers: Sequence[int]) -> str:
    """3, 5–8, 12: at most ten of them."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in spans[:10]]
    return ", ".join(shown) + (" …" if len(spans) > 10 else "")
