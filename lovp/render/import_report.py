"""What an import does: how many rows there are of each kind, which, and what is wrong with them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lovp.exchange.imports.merge import Finding, Import, Kind
from lovp.exchange.imports.row_parser import Refusal
from lovp.exchange.imports.source import Source
from lovp.i18n import _, mark
from lovp.model import Number, Outcome, Plan
from lovp.pii import shown
from lovp.progress.measures import is_additive, points_at_people
from lovp.render import figures, words
from lovp.render.grid import Column, Grid
from lovp.render.outcome_report import short_id

_REMEDIES = {
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


def counts(done: Import) -> Grid:
    """How many rows there are of each kind."""
    numbers = [(_(kind.value), len(done.findings[kind])) for kind in Kind]
    numbers += [(_("passed over"), len(done.skipped)), (_("refused"), len(done.refused_rows()))]
    rows = tuple((name, figures.number(number)) for name, number in numbers if number)
    return Grid("", (Column(""), Column("", number=True)), rows)


def lines(plan: Plan, file: str, source: Source, done: Import, most: int | None) -> Iterator[str]:
    """What is neither new nor as before, and why rows are refused: at most so many of a kind."""
    if sums := _sums(plan, done):
        yield f"\n{_(Kind.NEW.value).capitalize()}: {sums}"
    for kind in Kind:
        if (
            (found := done.findings[kind])
            and kind is not Kind.SAME
            and (kind is not Kind.NEW or most is None)
        ):
            yield f"\n{_(kind.value).capitalize()}:"
            yield from _first([_line(plan, each) for each in found], most)
            if kind in _REMEDIES:
                yield f"  {_(_REMEDIES[kind])}"
    if done.skipped:
        yield "\n" + _("Passed over:")
    rows_by_reason = defaultdict[str, list[str]](list)
    for row, why in done.skipped:
        rows_by_reason[why].append(row)
    for why, rows in rows_by_reason.items():
        yield _on_row(", ".join(rows[:most]) + (" …" if rows[:most] != rows else ""), why)
    if source.unread:
        yield "\n" + _("Sheets that are not read:")
        yield from (f"  {why}" for _lacking, why in source.unread)
    yield from _first([_refusal(file, each) for each in done.refused], most)


def _sums(plan: Plan, done: Import) -> str:
    """What is new, added up by target where that can be: schoolinfo 10 klassrumspresentationer."""
    sums = defaultdict[str, Number](int)
    for each in (*done.findings[Kind.NEW], *done.findings[Kind.ALIKE]):
        sums[each.after.target] += each.after.value or 0
    targets = [each for each in plan.targets() if each.id in sums and is_additive(each)]
    return ", ".join(f"{each.id} {figures.with_unit(each, sums[each.id])}" for each in targets)


def doubts(done: Import) -> list[str]:
    """What makes one doubt whether it is the right file."""
    counted = {kind: len(rows) for kind, rows in done.findings.items()}
    wrong = len(done.refused_rows()) + counted.get(Kind.CHANGED, 0)
    if wrong <= counted.get(Kind.NEW, 0) + counted.get(Kind.SAME, 0):
        return []
    return [_("Most rows are refused or changed. Is it the right file, and of the right year?")]


def _refusal(file: str, refusal: Refusal) -> str:
    said = ": ".join(filter(None, (f"{file}:{refusal.row}", refusal.column, refusal.message)))
    return f"\n{said}\n  {refusal.remedy}".rstrip()


def _first(lines: Sequence[str], most: int | None) -> list[str]:
    """At most so many of the lines, and how many more there are."""
    first = list(lines[:most])
    if more := len(lines) - len(first):
        first.append(_("and {count} more: --all").format(count=figures.number(more)))
    return first


def _line(plan: Plan, found: Finding) -> str:
    """A row of the file, and what it replaces or is like; or an outcome of the record with its id."""
    before, after = found.before or found.after, found.after
    said = f"{_outcome(plan, before)} · id {short_id(before.id)}"
    if after.replaces and not after.cancels:
        said = f"{_outcome(plan, before)} → {_outcome(plan, after)}"
    return _on_row(found.row, said) if found.row else f"  {said}"


def _on_row(row: str, text: str) -> str:
    return "  " + _("row {row}: {text}").format(row=row, text=text)


def _outcome(plan: Plan, row: Outcome) -> str:
    target = plan.target_by_id.get(row.target)
    if target is None:
        return f"{row.target} · {row.date}"
    return f"{target.id}: {words.outcome(target, row, hidden=points_at_people(plan, target, row.of))}"
