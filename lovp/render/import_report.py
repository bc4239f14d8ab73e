"""What an import does, as grids and lines: how many rows of each kind, which, and what is wrong with them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from lovp.errors import Problem, format_problem
from lovp.exchange.imports.merge import Finding, Import, Kind
from lovp.exchange.imports.row_parser import Refusal
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
_MOST_ROWS = 10


def heading(plan: Plan, file: str, source: Source) -> str:
    """The year, the file, the sheets that are read, and by what."""
    sheets = [shown(page.sheet) for page in source.pages if page.sheet]
    by = _("mapping {name}").format(name=source.name) if source.name else _("the program's own form")
    return " · ".join([str(plan.year), file, *sheets, by])


def grids(plan: Plan, done: Import) -> list[Grid]:
    """How many rows there are of each kind, and what is new by target."""
    numbers = [(name, len(found)) for name, found, _remark in _kinds(done)]
    numbers += [(_("passed over"), len(done.skipped)), (_("refused"), refused_rows(done))]
    counted = tuple((name, figures.whole(number)) for name, number in numbers if number)
    counts = Grid("", (Column(""), Column("", number=True)), counted, bare=True)
    new = [each.after for each in done.findings[Kind.NEW]]
    return [counts, _by_target(plan, new)] if new else [counts]


def lines(plan: Plan, file: str, source: Source, done: Import, most: int | None) -> Iterator[str]:
    """What is neither new nor as before, and what is refused: at most so many of a kind."""
    for name, found, remark in _kinds(done):
        if found and remark is not None:
            yield f"\n{name[:1].upper()}{name[1:]}:"
            yield from _first([_line(plan, each) for each in found], most)
            yield from [f"  {remark}"] if remark else []
    if done.skipped:
        yield "\n" + _("Passed over:")
        yield from _skipped(done)
    if source.unread:
        yield "\n" + _("Sheets that are not read:")
        yield from (f"  {each}" for each in source.unread)
    yield from _first(["\n" + _refusal(file, each) for each in done.refused], most)


def doubts(done: Import) -> Iterator[str]:
    """What makes one doubt whether it is the right file."""
    new, same, changed = (len(done.findings[kind]) for kind in (Kind.NEW, Kind.SAME, Kind.CHANGED))
    alike = len([each for each in done.findings[Kind.NEW] if each.before])
    if done.refused and not (new or same or changed):
        yield _("No row of the file can be taken. Is it the right file, and of the right year?")
    elif alike >= _MANY and 2 * alike > new:
        yield _("Most of what is new is recorded already, from elsewhere. Is it the same list?")
    elif done.findings[Kind.UNLIKE]:
        yield _("Ids that are known stand at other days, places and numbers. Is it a copy of the form?")
    elif changed >= _MANY and changed > same:
        yield _("Most rows that were imported before say otherwise now. Is it the same form or list?")


def refused_rows(done: Import) -> int:
    """How many rows were refused, whichever of their cells it was for."""
    return len({each.row for each in done.refused})


def _kinds(done: Import) -> list[tuple[str, list[Finding], str | None]]:
    """What outcomes are for the record, which they are, and a remark; without one they are only counted."""
    found = done.findings
    alike = [each for each in found[Kind.NEW] if each.before]
    twice = _("What is the same thing counts twice now, until one of the two is undone: lovp undo ID")
    kept = _("An older file, or changed here too? They stay as they are, unless the file counts: --file-wins")
    unlike = _(
        "They stay as they are. Another form needs a mapping of its own; if it is this one: --file-wins"
    )
    missing = _("They count until they are undone: lovp undo ID, or --cancel-missing for all of them")
    return [
        (_("new"), found[Kind.NEW], None),
        (_("already there"), found[Kind.SAME], None),
        (_("new, but like something recorded in another way"), alike, twice),
        (_("changed at the source"), found[Kind.CHANGED], ""),
        (_("changed in the record since"), found[Kind.KEPT], kept),
        (_("the same id, but perhaps another thing"), found[Kind.UNLIKE], unlike),
        (_("rejected at the source, and cancelled"), found[Kind.REJECTED], ""),
        (_("no longer in the file"), found[Kind.MISSING], missing),
    ]


def _line(plan: Plan, found: Finding) -> str:
    """A row of the file, and what it replaces or is like; or an outcome of the record with its id."""
    before = found.before or found.after
    said = f"{_outcome(plan, before)} · id {short_id(before.id)}"
    if found.row and found.after.replaces:
        said = f"{_outcome(plan, before)} → {_outcome(plan, found.after)}"
    return "  " + (_("row {row}: {outcome}").format(row=found.row, outcome=said) if found.row else said)


def _outcome(plan: Plan, row: Outcome) -> str:
    target = plan.target_by_id.get(row.target)
    if target is None:
        return f"{row.target} · {row.date}"
    return f"{target.id}: {sentences.outcome(target, row, hidden=points_at_people(plan, target, row.of))}"


def _skipped(done: Import) -> Iterator[str]:
    """Each reason once, with its rows."""
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for each in done.skipped:
        by_reason[each.why].append(each.row)
    for why, rows in by_reason.items():
        names = ", ".join(rows[:_MOST_ROWS]) + (" …" if len(rows) > _MOST_ROWS else "")
        text = ngettext("row {rows}: {why}", "rows {rows}: {why}", len(rows))
        yield "  " + text.format(rows=names, why=why)


def _refusal(file: str, refused: Refusal) -> str:
    cell = "" if refused.cell is None else shown(str(refused.cell))
    message = f"{shown(refused.column)}: {refused.message}" if refused.column else refused.message
    text = "" if cell in refused.message else cell
    return format_problem(Problem(f"{file}:{refused.row}", 0, 0, text, message, refused.remedy))


def _first(lines: Sequence[str], most: int | None) -> list[str]:
    """At most so many of the lines, and how many more there are."""
    more = len(lines) - len(lines[:most])
    text = ngettext("and {count} more; --all shows it", "and {count} more; --all shows them", more)
    return [*lines[:most], *([text.format(count=figures.whole(more))] if more else [])]


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
            rows.append((target.name, figures.whole(len(group)), total, min(days), max(days)))
    names = (_("Outcomes"), _("Sum"), _("First"), _("Last"))
    columns = (Column(_("Target")), *(Column(name, number=True) for name in names))
    return Grid(_("New"), columns, tuple(rows))
