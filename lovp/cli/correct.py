"""`lovp undo` and `lovp amend`: corrections are rows too, so nothing is ever lost."""

from typing import Annotated

from lovp import matching
from lovp.cli import answer, ask, context, options, recorded, show, writers
from lovp.dates import parse_date
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan.load import Folder
from lovp.progress.value_text import parse_value
from lovp.record.new import Changes, find_latest, find_row
from lovp.record.new import amend as amend_row
from lovp.record.new import undo as undo_row
from lovp.record.record import Record
from lovp.render import words

Id = Annotated[str, options.argument("ID", _("The id, or the end of it, as lovp outcomes shows it."))]
OptionalId = Annotated[str | None, options.argument("[ID]", _("The id, or the end of it; else your latest."))]
Value = Annotated[str | None, options.option("--value", _("The right number."))]
Of = Annotated[str | None, options.option("--of", _("The right number it is a share of."))]
Place = Annotated[str | None, options.option("--place", _("The right place; “-” for none."))]
Day = Annotated[str | None, options.option("--date", _("The right day."))]
Target = Annotated[str | None, options.option("--target", _("The right target."))]
Note = Annotated[str | None, options.option("--note", _("Another note; “-” for none."))]


def undo(id_: OptionalId = None, year: options.Year = None, plan: options.Plan = None) -> None:
    """Add a row that takes back the last change to the outcome named, or to the writer's latest one."""
    folder = context.open_folder(plan)
    writer = writers.current(folder.path)
    if id_ is None:
        the_plan, record, chosen = find_latest(_records(folder, year), writer)
        row = undo_row(record, chosen.id, chosen, writer=writer, now=context.now())
    else:
        the_plan, record, found = find_row(_records(folder, year), id_)
        row = undo_row(record, found, writer=writer, now=context.now())
    former = record.rows[row.replaces]
    if ask.possible() and id_ is None:
        show.line(words.named_outcome(the_plan, former))
        ask.confirm(_("Undo this?"))
    done = _("Undone") if row.cancels else _("Brought back")
    answer.save(folder, the_plan, [row], done, about=former if row.cancels else None)


def amend(
    id_: Id,
    value: Value = None,
    of: Of = None,
    place: Place = None,
    date_: Day = None,
    target: Target = None,
    note: Note = None,
    year: options.Year = None,
    plan: options.Plan = None,
) -> None:
    """Correct an outcome by one more row that replaces it; what no option names stays as it was."""
    folder = context.open_folder(plan)
    the_plan, record, found = find_row(_records(folder, year), id_)
    former = the_plan.target_by_id.get(record.rows[found].target)
    right = former if target is None else matching.target(the_plan, target)
    changes = Changes()
    if value is not None:
        changes["value"] = parse_value(value, right)
    if of is not None:
        changes["of"] = parse_value(of, right)
    if place is not None:
        changes["place"] = "" if place == "-" else matching.place(the_plan, place).name
    if date_ is not None:
        changes["date"] = parse_date(date_, context.today(), the_plan.year)
    if target is not None and right is not None:
        changes["target"] = right.series
    if note is not None:
        changes["note"] = "" if note == "-" else note
    row = amend_row(record, found, changes, writer=writers.current(folder.path), now=context.now())
    answer.save(folder, the_plan, [row], _("Corrected"), sure=False)


def _records(folder: Folder, year: str | None) -> list[tuple[Plan, Record]]:
    """The year asked for or, where none is, every year of the plan: this one first, then the latest."""
    first = context.choose_plan(folder, year)
    others = [plan for plan in reversed(folder.plans) if plan is not first] if year is None else []
    return [(plan, recorded.read_record(folder, plan)) for plan in (first, *others)]
