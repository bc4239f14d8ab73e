"""What an import does, as grids and lines: how many rows of each kind, which, and what is wrong with them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from lovp.errors import Problem
from lovp.exchange.imports.candidates import Refusal, numbered
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


class Kind(NamedTuple):
    """Rows of a kind: what they are called, how many there are, and those that are listed, with a remark."""

    name: str
    number: int
    rows: Sequence[Any] = ()
    line: Callable[[Any], str] = str
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
    """How many there are of each kind, those of which there are none left out, and what is new by target."""
    counted = [(kind.name, figures.whole(kind.number)) for kind in _kinds(plan, done) if kind.number]
    if refused := _refused_rows(done):
        counted.append((_("refused"), figures.whole(refused)))
    counts = Grid("", (Column(""), Column("", number=True)), tuple(counted), bare=True)
    return [counts, *([_by_target(plan, done.new)] if done.new else [])]


def lines(plan: Plan, file: str, source: Source, done: Import, most: int | None) -> Iterator[str]:
    """What is neither new nor as before, and what is refused: at most so many of a kind."""
    for kind in _kinds(plan, done):
        if kind.rows:
            yield f"\n{kind.name[:1].upper()}{kind.name[1:]}:"
            yield from (f"  {kind.line(row)}" for row in kind.rows[:most])
            yield from _more(kind.rows, most)
            if kind.remark:
                yield f"  {kind.remark}"
    if source.unread:
        yield "\n" + _("Sheets that are not read:")
        yield from (f"  {each}" for each in source.unread)
    yield from ("\n" + _refusal(file, source, each) for each in done.refused[:most])
    yield from _more(done.refused, most)


def doubts(done: Import) -> Iterator[str]:
    """What makes one doubt whether it is the right file, or the right year."""
    taken = len(done.new) + done.same + len(done.changed)
    if done.refused and not taken:
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


def _kinds(plan: Plan, done: Import) -> list[Kind]:
    """What the rows of the file, and those that it doesn't have, are for the record."""
    change, row = partial(_change, plan), partial(_row, plan)
    amend = _("They stay as they are here. Correct them with lovp amend, or let the file count: --file-wins")
    unlike = _(
        "They stay as they are. Another form needs another source: in its mapping. If not: --file-wins"
    )
    older = _("An older file? They stay as they are. If the source was changed back: --file-wins")
    twice = _("What is the same thing counts twice now, until one of the two is undone: lovp undo ID")
    still = _("They still count. If they were deleted at the source: lovp undo ID, or --cancel-missing")
    cancelled = ngettext("It is cancelled.", "They are cancelled.", len(done.missing))
    alike = _("new, but like something recorded in another way")
    return [
        Kind(_("new"), len(done.new)),
        Kind(_("already there"), done.same),
        Kind(alike, len(done.alike), done.alike, partial(_likeness, plan), twice),
        Kind(_("changed at the source"), len(done.changed), done.changed, change),
        Kind(_("changed both at the source and here"), len(done.contested), done.contested, change, amend),
        Kind(_("the same id, but another thing"), len(done.unlike), done.unlike, change, unlike),
        Kind(_("as before a later change"), len(done.older), done.older, change, older),
        Kind(_("rejected at the source, and cancelled"), len(done.rejected), done.rejected, row),
        Kind(
            _("no longer in the file"),
            len(done.missing),
            done.missing,
            row,
            cancelled if done.cancels_missing else still,
        ),
        Kind(_("twice in the file"), done.repeated),
        Kind(_("passed over"), len(done.skipped), [*_skipped(done)]),
    ]


def _skipped(done: Import) -> Iterator[str]:
    """Each reason once, with its rows."""
    by_reason: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for each in done.skipped:
        by_reason[each.sheet, each.why].append(each.row)
    for (sheet, why), rows in by_reason.items():
        text = ngettext("row {rows}: {why}", "rows {rows}: {why}", len(rows))
        yield text.format(rows=numbered(_ranges(rows), sheet), why=why)


def _ranges(rows: Sequence[int]) -> str:
    """3, 5–8, 12: at most ten of them."""
    spans: list[list[int]] = []
    for number in sorted(rows):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    said = [str(first) if first == last else f"{first}–{last}" for first, last in spans[:10]]
    return ", ".join(said) + (" …" if len(spans) > 10 else "")


def _change(plan: Plan, change: Changed) -> str:
    before, after = _line(plan, change.before), _line(plan, change.after)
    where = numbered(change.row, change.sheet)
    return _("row {row}: {before} → {after}").format(row=where, before=before, after=after)


def _likeness(plan: Plan, change: Changed) -> str:
    other = change.before
    return _("row {row}: {outcome} · by {writer}, id {id}").format(
        row=numbered(change.row, change.sheet),
        outcome=_line(plan, other),
        writer=other.writer,
        id=short_id(other.id),
    )


def _row(plan: Plan, row: Outcome) -> str:
    return f"{_line(plan, row)} · {short_id(row.id)}"


def _line(plan: Plan, row: Outcome) -> str:
    target = plan.target_by_id.get(row.target)
    if target is None:
        return f"{row.target} · {row.date}"
    hidden = points_at_people(plan, target, row.of)
    return f"{target.id}: {sentences.outcome(target, row, hidden=hidden)}"


def _refusal(file: str, source: Source, refused: Refusal) -> str:
    page = next((page for page in source.pages if page.sheet == refused.sheet), source.pages[0])
    column = where(page.layout, refused)
    message = f"{column}: {refused.message}" if column else refused.message
    cell = "" if refused.cell is None else shown(str(refused.cell))
    cell = "" if cell in message else cell
    name = numbered(file, refused.sheet)
    return format_problem(Problem(name, refused.row, 0, cell, message, refused.remedy))


def _more(rows: Sequence[object], most: int | None) -> Iterator[str]:
    if most is not None and (more := len(rows) - most) > 0:
        text = ngettext("and {count} more; --all shows it", "and {count} more; --all shows them", more)
        yield "  " + text.format(count=figures.whole(more))


def _by_target(plan: Plan, rows: Sequence[Outcome]) -> Grid:
    """What is new, by target: how many outcomes, and from which days."""
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for row in rows:
        groups[row.target].append(row)
    names = (_("Outcomes"), _("Sum"), _("First"), _("Last"))
    columns = (Column(_("Target")), *(Column(name, number=True) for name in names))
    found = [(target, groups[target.id]) for target in plan.targets() if target.id in groups]
    return Grid(_("New"), columns, tuple(_summary(target, group) for target, group in found))


def _summary(target: Target, rows: Sequence[Outcome]) -> tuple[str, ...]:
    """The target's line: how many rows, what they come to where they add up, their first and last day."""
    total = Fraction(sum(row.value or 0 for row in rows))
    added = figures.number(total, target.decimals) if isinstance(target.measure, ADDITIVE) else ""
    days = [row.date.isoformat() for row in rows]
    return (target.name, figures.whole(len(rows)), added, min(days), max(days))
