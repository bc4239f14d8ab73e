"""Save one row, and answer with what was saved and where its targets stand now."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from lovp.cli import context, recorded, show
from lovp.errors import LovpError, UsageError
from lovp.i18n import _, ngettext
from lovp.model import Days, Number, Outcome, Plan, Target
from lovp.progress.compute import progress_of
from lovp.record.append import append
from lovp.record.fits import misfit
from lovp.record.quick import may_hold_like
from lovp.render import figures, sentences
from lovp.render.outcome_grid import short_id

Like: TypeAlias = tuple[date, str, str, Number | None, Number | None]
"""What two rows have in common that may be one thing recorded twice: day, target, place and numbers."""


def series(plan: Plan, target: Target) -> Target:
    """The target under which its outcomes are recorded; where that is another one, it is said."""
    if target.reads is None:
        return target
    found = plan.target_by_id[target.reads]
    show.message(
        _("{target} is counted from the outcomes of {series}: recorded there.").format(
            target=target.id, series=found.id
        )
    )
    return found


def save(
    folder: context.Folder, plan: Plan, row: Outcome, done: str, *, about: Outcome | None = None
) -> None:
    """Append the row to its writer's file, and say what was `done` (`about` the row that it cancels).

    Raises LovpError where the row can't be saved; once it is, nothing raises any more.
    """
    # What fits no target, or has not come yet, can still be cancelled: a wrong clock, a row edited by hand.
    if not row.cancels:
        _check(plan, row)
    append(folder.record_folder(plan.year), row.writer, [row])
    with show.after_saving():
        _answer(folder, plan, row, done, about or row)


def save_all(folder: context.Folder, plan: Plan, rows: Sequence[Outcome]) -> None:
    """Append rows of one target at once, and answer with where it stands now; as `save`."""
    for row in rows:
        _check(plan, row)
    file = append(folder.record_folder(plan.year), rows[0].writer, rows)
    with show.after_saving():
        count = ngettext("{count} row", "{count} rows", len(rows)).format(count=figures.whole(len(rows)))
        told = _("Saved: {rows} in {file}").format(rows=count, file=f"data/{plan.year}/{file.name}")
        show.line(f"✓ {told}")
        day = min(context.today(), plan.last_day)
        known = recorded.known(folder, plan, day)
        _state(plan, known.days, day, rows)
        show.warn(known.warnings)


def _check(plan: Plan, row: Outcome) -> None:
    if row.date > context.today():
        raise UsageError(
            _("{day} has not come yet.").format(day=row.date), _("Record it when it has happened.")
        )
    if wrong := misfit(plan, row):
        raise LovpError(wrong.message, wrong.remedy)


def _answer(folder: context.Folder, plan: Plan, row: Outcome, done: str, about: Outcome) -> None:
    target = plan.target_by_id.get(row.target)
    if target is None:
        show.line(f"✓ {done}: {row.target} · {about.date}")
        return
    show.line(f"✓ {done}: {target.name}")
    show.line(f"  {sentences.outcome(target, about)}")
    show.line("  " + _("by {writer}, id {id}").format(writer=row.writer, id=short_id(row.id)))
    day = min(context.today(), plan.last_day)
    known = recorded.known(folder, plan, day)
    _state(plan, known.days, day, [row])
    if not row.replaces and may_hold_like(folder.record_folder(plan.year), row):
        _likeness(recorded.read(folder, plan).outcomes, row)
    show.warn(known.warnings)


def _state(plan: Plan, days: Days, day: date, rows: Sequence[Outcome]) -> None:
    """Where the targets that read the rows stand, for the whole and for the subregions of the rows."""
    subregions = {_subregion(plan, row.place) for row in rows}
    readers = progress_of(plan, days, day, only=lambda target: target.series == rows[0].target)
    show.line()
    for target in readers.targets():
        show.line(sentences.standing(target))
        for part in target.places:
            if part.place in subregions:
                show.line("  " + sentences.part(target.target, part))


def _subregion(plan: Plan, place: str) -> str:
    known = plan.place_by_name.get(place)
    return (known.parent or place) if known else ""


def like(row: Outcome) -> Like:
    """What the row has in common with one that may say the same thing."""
    return (row.date, row.target, row.place, row.value, row.of)


def _likeness(outcomes: Sequence[Outcome], row: Outcome) -> None:
    """Say so where the same thing was recorded before: it may be right, and it may be a second time."""
    same = [other for other in outcomes if other.id != row.id and like(other) == like(row)]
    if same:
        show.message(
            _("{day}: the same is recorded already (id {id}). If it was twice by mistake: lovp undo").format(
                day=figures.day(row.date), id=short_id(same[0].id)
            )
        )
