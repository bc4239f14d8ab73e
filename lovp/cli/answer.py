"""Save rows, and answer with what was saved and where its targets stand now."""

from collections.abc import Sequence

from lovp.cli import context, recorded, show
from lovp.errors import LovpError, UsageError
from lovp.i18n import _, ngettext
from lovp.model import Outcome, Plan, Target
from lovp.plan.folder import Folder
from lovp.progress.compute import progress_of
from lovp.record.append import append
from lovp.record.fits import misfit
from lovp.record.quick import may_hold_like
from lovp.render import figures, sentences
from lovp.render.outcome_grid import short_id

_MOST_REPEATS = 10


def series(plan: Plan, target: Target) -> Target:
    """The target under which its outcomes are recorded; where that is another one, it is said."""
    if target.reads is None:
        return target
    found = plan.target_by_id[target.reads]
    text = _("{target} is counted from the outcomes of {series}: recorded there.")
    show.message(text.format(target=target.id, series=found.id))
    return found


def save(
    folder: Folder, plan: Plan, rows: Sequence[Outcome], done: str, *, about: Outcome | None = None
) -> None:
    """Append rows of one target to their writer's file, and say what was `done`, and where it stands now.

    `about` is the row that a single one cancels. Raises LovpError where the rows can't be saved; once they
    are, nothing raises any more.
    """
    for row in rows:
        # What fits no target, or has not come yet, can still be cancelled: after a wrong clock, say.
        if row.cancels:
            continue
        if row.date > context.today():
            message = _("{day} has not come yet.").format(day=row.date)
            raise UsageError(message, _("Record it when it has happened."))
        if wrong := misfit(plan, row):
            raise LovpError(wrong.message, wrong.remedy)
    file = append(folder.record_folder(plan.year), rows[0].writer, rows)
    with show.after_saving():
        row, target = rows[0], plan.target_by_id.get(rows[0].target)
        if target is None:
            show.line(f"✓ {done}: {row.target} · {(about or row).date}")
            return
        if len(rows) > 1:
            count = ngettext("{count} row", "{count} rows", len(rows)).format(count=figures.whole(len(rows)))
            text = _("Saved: {rows} in {file}").format(rows=count, file=f"data/{plan.year}/{file.name}")
            show.line(f"✓ {text}")
        else:
            show.line(f"✓ {done}: {target.name}")
            show.line(f"  {sentences.outcome(target, about or row)}")
            show.line("  " + _("by {writer}, id {id}").format(writer=row.writer, id=short_id(row.id)))
        _show_state(folder, plan, rows)


def _show_state(folder: Folder, plan: Plan, rows: Sequence[Outcome]) -> None:
    """Where the targets that read the rows stand, as a whole and in the rows' subregions; likely repeats."""
    parents = {place.name: place.parent or place.name for place in plan.places}
    subregions = {parents.get(row.place, "") for row in rows}
    day = min(context.today(), plan.last_day)
    known = recorded.known(folder, plan, day)
    readers = progress_of(plan, known.days, day, only=lambda target: target.series == rows[0].target)
    show.line()
    for target in readers.targets():
        show.line(sentences.standing(target))
        for part in target.places:
            if part.place in subregions:
                show.line("  " + sentences.part(target.target, part))
    if len(rows) > 1 or (not rows[0].replaces and may_hold_like(folder.record_folder(plan.year), rows[0])):
        _show_repeats(folder, plan, rows)
    show.warn(known.warnings)


def _show_repeats(folder: Folder, plan: Plan, rows: Sequence[Outcome]) -> None:
    """Say so where another row says the same: it may be right, and it may be a second time."""
    ids: dict[tuple[object, ...], list[str]] = {}
    for row in recorded.read(folder, plan).outcomes:
        ids.setdefault(_content(row), []).append(row.id)
    repeats = [row for row in rows if len(ids.get(_content(row), ())) > 1]
    for row in repeats[:_MOST_REPEATS]:
        other = next(id_ for id_ in ids[_content(row)] if id_ != row.id)
        text = _("{day}: the same is recorded already (id {id}). If it was twice by mistake: lovp undo")
        which = f" {short_id(row.id)}" if len(rows) > 1 else ""
        show.message(text.format(day=figures.day(row.date), id=short_id(other)) + which)


def _content(row: Outcome) -> tuple[object, ...]:
    return (row.date, row.target, row.place, row.value, row.of)
