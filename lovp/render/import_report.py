"""What an import does, as grids and lines: how many rows of each kind, which, and what is wrong with them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from lovp.errors import Problem, format_problem
from lovp.exchange.imports.candidates import Refusal, numbered
from lovp.exchange.imports.merge import Changed, Import
from lovp.exchange.imports.source import Source
from lovp.i18n import _, ngettext
from lovp.model import ADDITIVE, Outcome, Plan
from lovp.pii import shown
from lovp.progress.measures import points_at_people
from lovp.render import figures, sentences
from lovp.render.grid import Column, Grid
from lovp.render.outcome_grid import short_id

_MANY = 5
"""Changed rows from which on it is doubted whether it is the right file, if most are."""


Kind = tuple[str, int, list[str]]
"""Rows of a kind: what they are called, how many there are, and lines on them, the last of them a remark."""


def heading(plan: Plan, file: str, source: Source) -> str:
    """The year, the file, the sheets that are read, and by what."""
    parts = [str(plan.year), file]
    if sheets := [shown(page.sheet) for page in source.pages if page.sheet]:
        parts.append(ngettext("sheet {name}", "sheets {name}", len(sheets)).format(name=", ".join(sheets)))
    form = _("the program's own form")
    return " · ".join([*parts, _("mapping {name}").format(name=source.mapping) if source.mapping else form])


def grids(plan: Plan, done: Import) -> list[Grid]:
    """How many rows there are of each kind, and what is new by target."""
    numbers = [(name, number) for name, number, _lines in _kinds(plan, done, 0)]
    numbers.append((_("refused"), refused_rows(done)))
    counted = tuple((name, figures.whole(number)) for name, number in numbers if number)
    counts = Grid("", (Column(""), Column("", number=True)), counted, bare=True)
    return [counts, *([_by_target(plan, done.new)] if done.new else [])]


def lines(plan: Plan, file: str, source: Source, done: Import, most: int | None) -> Iterator[str]:
    """What is neither new nor as before, and what is refused: at most so many of a kind."""
    sheets = (_("Sheets that are not read"), 0, list(source.unread))
    for name, _number, said in [*_kinds(plan, done, most), sheets]:
        if said:
            yield f"\n{name[:1].upper()}{name[1:]}:"
            yield from ("  " + line for line in said)
    yield from _listed(done.refused, lambda each: "\n" + _refusal(file, source, each), most)


def doubts(done: Import) -> Iterator[str]:
    """What makes one doubt whether it is the right file, or the right year."""
    if done.refused and not (done.new or done.same or done.changed):
        yield _("No row of the file can be taken. Is it the right file, and of the right year?")
    elif len(done.alike) >= _MANY and 2 * len(done.alike) > len(done.new):
        yield _("Most of what is new is recorded already, from elsewhere. Is it the same list?")
    elif done.unlike:
        yield _("Ids that are known stand at other days, places and numbers. Is it a copy of the form?")
    elif len(done.changed) >= _MANY and len(done.changed) > done.same:
        yield _("Most rows that were imported before say otherwise now. Is it the same form or list?")
    years = Counter(each.year for each in done.skipped if each.year is not None)
    for year, count in sorted(years.items()):
        text = ngettext(
            "{count} outcome is of {year}: import it with --year {year}.",
            "{count} outcomes are of {year}: import them with --year {year}.",
            count,
        )
        yield text.format(count=figures.whole(count), year=year)


def refused_rows(done: Import) -> int:
    """How many rows were refused, whichever of their cells it was for."""
    return len({(each.sheet, each.row) for each in done.refused})


def _kinds(plan: Plan, done: Import, most: int | None) -> list[Kind]:
    """What the rows of the file, and those that it doesn't have, are for the record."""

    def kind(name: str, rows: Sequence[Outcome | Changed], remark: str = "") -> Kind:
        said = _listed(rows, lambda row: _line(plan, row), most)
        return name, len(rows), [*said, remark] if said and remark else said

    twice = _("What is the same thing counts twice now, until one of the two is undone: lovp undo ID")
    amend = _("They stay as they are here. Correct them with lovp amend, or let the file count: --file-wins")
    source = _(
        "They stay as they are. Another form needs another source: in its mapping. If not: --file-wins"
    )
    older = _("An older file? They stay as they are. If the source was changed back: --file-wins")
    missing = _("They still count. If they were deleted at the source: lovp undo ID, or --cancel-missing")
    if done.cancels_missing:
        missing = ngettext("It is cancelled.", "They are cancelled.", len(done.missing))
    return [
        (_("new"), len(done.new), []),
        (_("already there"), done.same, []),
        kind(_("new, but like something recorded in another way"), done.alike, twice),
        kind(_("changed at the source"), done.changed),
        kind(_("changed both at the source and here"), done.contested, amend),
        kind(_("the same id, but another thing"), done.unlike, source),
        kind(_("as before a later change"), done.older, older),
        kind(_("rejected at the source, and cancelled"), done.rejected),
        kind(_("no longer in the file"), done.missing, missing),
        (_("twice in the file"), done.repeated, []),
        (_("passed over"), len(done.skipped), list(_skipped(done))),
    ]


def _skipped(done: Import) -> Iterator[str]:
    """Each reason once, with its rows."""
    by_reason: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for each in done.skipped:
        by_reason[each.sheet, each.why].append(each.row)
    for (sheet, why), rows in by_reason.items():
        text = ngettext("row {rows}: {why}", "rows {rows}: {why}", len(rows))
        yield text.format(rows=numbered(_ranges(rows), sheet), why=why)


def _ranges(rows: Iterable[int]) -> str:
    """3, 5–8, 12: at most ten of them."""
    spans: list[list[int]] = []
    for row in sorted(rows):
        if spans and row == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], row]
        else:
            spans.append([row])
    return ", ".join("–".join(map(str, span)) for span in spans[:10]) + (" …" if len(spans) > 10 else "")


def _line(plan: Plan, row: Outcome | Changed) -> str:
    """An outcome with its id; or a row of the file, and what it replaces or is like."""
    if isinstance(row, Outcome):
        return f"{_outcome(plan, row)} · {short_id(row.id)}"
    number, before, after = numbered(row.row, row.sheet), row.before, row.after
    if after.replaces:
        text = _("row {row}: {before} → {after}")
        return text.format(row=number, before=_outcome(plan, before), after=_outcome(plan, after))
    text, told = _("row {row}: {outcome} · by {writer}, id {id}"), _outcome(plan, before)
    return text.format(row=number, outcome=told, writer=before.writer, id=short_id(before.id))


def _outcome(plan: Plan, row: Outcome) -> str:
    target = plan.target_by_id.get(row.target)
    if target is None:
        return f"{row.target} · {row.date}"
    return f"{target.id}: {sentences.outcome(target, row, hidden=points_at_people(plan, target, row.of))}"


def _refusal(file: str, source: Source, refused: Refusal) -> str:
    page = next((page for page in source.pages if page.sheet == refused.sheet), source.pages[0])
    column = "" if refused.column is None else page.layout.label(refused.column)
    message = f"{column}: {refused.message}" if column else refused.message
    cell = "" if refused.cell is None else shown(str(refused.cell))
    text, name = "" if cell in message else cell, numbered(file, refused.sheet)
    return format_problem(Problem(name, refused.row, 0, text, message, refused.remedy))


def _listed(rows: Sequence[Any], line: Callable[[Any], str], most: int | None) -> list[str]:
    """A line for each row, of at most so many, and how many more there are."""
    lines = [line(row) for row in rows[:most]]
    if lines and (more := len(rows) - len(lines)):
        text = ngettext("and {count} more; --all shows it", "and {count} more; --all shows them", more)
        lines.append(text.format(count=figures.whole(more)))
    return lines


def _by_target(plan: Plan, new: Sequence[Outcome]) -> Grid:
    """What is new, by target: how many outcomes, what they add up to, and from which days."""
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for row in new:
        groups[row.target].append(row)
    rows = []
    for target in plan.targets():
        if group := groups[target.id]:
            total = figures.number(Fraction(sum(row.value or 0 for row in group)), target.decimals)
            added = total if isinstance(target.measure, ADDITIVE) else ""
            days = [row.date.isoformat() for row in group]
            rows.append((target.name, figures.whole(len(group)), added, min(days), max(days)))
    names = (_("Outcomes"), _("Sum"), _("First"), _("Last"))
    columns = (Column(_("Target")), *(Column(name, number=True) for name in names))
    return Grid(_("New"), columns, tuple(rows))
