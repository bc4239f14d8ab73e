"""What an import does, as grids and lines: how many rows of each kind, which, and what is wrong with them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from lovp.errors import Problem
from lovp.exchange.imports.merge import Finding, Import, Kind
from lovp.exchange.imports.row_parser import Skipped
from lovp.exchange.imports.source import Source
from lovp.i18n import _, mark, ngettext
from lovp.model import ADDITIVE, Outcome, Plan
from lovp.pii import shown
from lovp.progress.measures import points_at_people
from lovp.render import figures, words
from lovp.render.grid import Column, Grid
from lovp.render.outcome_grid import short_id

_MANY = 5
"""Changed rows from which on it is doubted whether it is the right file, if most are."""
_MOST_ROWS = 10
_KINDS = {
    Kind.NEW: mark("new"),
    Kind.SAME: mark("already there"),
    Kind.ALIKE: mark("new, but like something recorded in another way"),
    Kind.CHANGED: mark("changed at the source"),
    Kind.KEPT: mark("changed in the record since"),
    Kind.UNLIKE: mark("the same id, but perhaps another thing"),
    Kind.REJECTED: mark("rejected at the source, and cancelled"),
    Kind.MISSING: mark("no longer in the file"),
}
_REMARKS = {
    Kind.ALIKE: mark("If it is the same thing, undo one of the two: lovp undo ID"),
    Kind.KEPT: mark("They stay as they are, unless the file counts: --file-wins"),
    Kind.UNLIKE: mark("A copy of the form? It needs a mapping of its own. If it is not a copy: --file-wins"),
    Kind.MISSING: mark("They count until they are undone: lovp undo ID, or --cancel-missing for all of them"),
}


def heading(plan: Plan, file: str, source: Source) -> str:
    """The year, the file, the sheets that are read, and by what."""
    sheets = [shown(table.sheet) for table in source.tables if table.sheet]
    by = _("mapping {name}").format(name=source.name) if source.name else _("the program's own form")
    return " · ".join([str(plan.year), file, *sheets, by])


def grids(plan: Plan, done: Import) -> list[Grid]:
    """How many rows there are of each kind, and what is new by target."""
    numbers = [(_(name), len(done.findings[kind])) for kind, name in _KINDS.items()]
    numbers += [(_("passed over"), len(done.skipped)), (_("refused"), refused_rows(done))]
    counted = tuple((name, figures.number(number)) for name, number in numbers if number)
    counts = Grid("", (Column(""), Column("", number=True)), counted)
    new = [each.after for kind in (Kind.NEW, Kind.ALIKE) for each in done.findings[kind]]
    return [counts, _by_target(plan, new)] if new else [counts]


def lines(plan: Plan, source: Source, done: Import, most: int | None) -> Iterator[str]:
    """What is neither new nor as before: at most so many of a kind."""
    for kind, name in _KINDS.items():
        if (found := done.findings[kind]) and kind not in (Kind.NEW, Kind.SAME):
            yield f"\n{_(name).capitalize()}:"
            yield from first([_line(plan, each) for each in found], most)
            yield from [f"  {_(_REMARKS[kind])}"] if kind in _REMARKS else []
    if done.skipped:
        yield "\n" + _("Passed over:")
        yield from _by_reason(done.skipped)
    if source.unread:
        yield "\n" + _("Sheets that are not read:")
        yield from (f"  {why}" for _lacking, why in source.unread)


def doubts(done: Import) -> Iterator[str]:
    """What makes one doubt whether it is the right file."""
    same, changed = len(done.findings[Kind.SAME]), len(done.findings[Kind.CHANGED])
    if done.refused and not done.rows() and not same:
        yield _("No row of the file can be taken. Is it the right file, and of the right year?")
    elif changed >= _MANY and changed > same:
        yield _("Most rows that were imported before say otherwise now. Is it the same form or list?")


def refused_rows(done: Import) -> int:
    """How many rows were refused, whichever of their cells it was for."""
    return len({each.row for each in done.refused})


def _line(plan: Plan, found: Finding) -> str:
    """A row of the file, and what it replaces or is like; or an outcome of the record with its id."""
    before, after = found.before or found.after, found.after
    said = f"{_outcome(plan, before)} · id {short_id(before.id)}"
    if after.replaces and not after.cancels:
        said = f"{_outcome(plan, before)} → {_outcome(plan, after)}"
    return "  " + (_("row {row}: {outcome}").format(row=found.row, outcome=said) if found.row else said)


def _outcome(plan: Plan, row: Outcome) -> str:
    target = plan.target_by_id.get(row.target)
    if target is None:
        return f"{row.target} · {row.date}"
    return f"{target.id}: {words.outcome(target, row, hidden=points_at_people(plan, target, row.of))}"


def _by_reason(skipped: Sequence[Skipped]) -> Iterator[str]:
    """Each reason once, with its rows."""
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for each in skipped:
        by_reason[each.why].append(each.row)
    for why, rows in by_reason.items():
        names = ", ".join(rows[:_MOST_ROWS]) + (" …" if len(rows) > _MOST_ROWS else "")
        text = ngettext("row {rows}: {why}", "rows {rows}: {why}", len(rows))
        yield "  " + text.format(rows=names, why=why)


def problems(file: str, done: Import) -> Iterator[Problem]:
    """What is wrong with each refused row of the file."""
    for each in done.refused:
        message = f"{each.column}: {each.message}" if each.column else each.message
        yield Problem(f"{file}:{each.row}", 0, 0, "", message, each.remedy)


def first(lines: Sequence[str], most: int | None) -> list[str]:
    """At most so many of the lines, and how many more there are."""
    more = len(lines) - len(lines[:most])
    text = ngettext("and {count} more; --all shows it", "and {count} more; --all shows them", more)
    return [*lines[:most], *([text.format(count=figures.number(more))] if more else [])]


def _by_target(plan: Plan, new: Sequence[Outcome]) -> Grid:
    """What is new, by target: how many outcomes, what they add up to, and from which days."""
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for row in new:
        groups[row.target].append(row)
    rows = []
    for target in plan.targets():
        if group := groups[target.id]:
            added = figures.number(Fraction(sum(row.value or 0 for row in group)), target.decimals)
            total = added if isinstance(target.measure, ADDITIVE) else ""
            days = [row.date.isoformat() for row in group]
            rows.append((target.name, figures.number(len(group)), total, min(days), max(days)))
    names = (_("Outcomes"), _("Sum"), _("First"), _("Last"))
    columns = (Column(_("Target")), *(Column(name, number=True) for name in names))
    return Grid(_("New"), columns, tuple(rows))
