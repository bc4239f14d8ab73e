"""`lovp undo` and `lovp amend`: corrections are rows too, so nothing is ever lost."""

from typing import Annotated

from lovp.cells import printable
from lovp.cli import answer, ask, complete, context, match, options, recorded, show
from lovp.cli.settings import writer as writer_of
from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Outcome, Plan
from lovp.period import parse_date
from lovp.record import amend as amending
from lovp.record import undo as taking_back
from lovp.record.record import Record
from lovp.render import sentences

Id = Annotated[
    str, options.argument(metavar="ID", help=_("The id, or the end of it, as lovp outcomes shows it."))
]
OptionalId = Annotated[
    str | None, options.argument(metavar="[ID]", help=_("The id, or the end of it; else your latest."))
]
Value = Annotated[str | None, options.option("--value", metavar=_("NUMBER"), help=_("The right number."))]
Of = Annotated[
    str | None, options.option("--of", metavar=_("NUMBER"), help=_("The right number it is a share of."))
]
Place = Annotated[
    str | None,
    options.option(
        "--place",
        "-p",
        metavar=_("PLACE"),
        help=_("The right place; “-” for none."),
        complete=complete.places,
    ),
]
Day = Annotated[
    str | None,
    options.option("--date", "-d", metavar=_("DATE"), help=_("The right day."), complete=complete.days),
]
Target = Annotated[
    str | None,
    options.option(
        "--target", "-t", metavar=_("TARGET"), help=_("The right target."), complete=complete.targets
    ),
]
Note = Annotated[
    str | None, options.option("--note", "-n", metavar=_("TEXT"), help=_("Another note; “-” for none."))
]


def undo(id_: OptionalId = None, year: options.Year = None, plan: options.Plan = None) -> None:
    """Take back, by one more row, what was last said of the outcome named, or of the writer's latest."""
    folder = context.open_folder(plan)
    writer = writer_of(folder.path)
    if id_ is None:
        the_plan, record, chosen = _latest_of(folder, year, writer)
        row = taking_back.undo_standing(record, chosen, writer=writer, now=context.now())
    else:
        the_plan, record, found = _named(folder, year, id_)
        row = taking_back.undo(record, found, writer=writer, now=context.now())
    former = record.rows[row.replaces]
    if ask.possible() and id_ is None:
        show.line(_describe(the_plan, former))
        if not ask.yes(_("Undo this?")):
            raise ask.stopped()
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
    the_plan, record, found = _named(folder, year, id_)
    changes = amending.Changes()
    if value is not None:
        changes["value"] = match.number(value)
    if of is not None:
        changes["of"] = match.number(of)
    if place is not None:
        changes["place"] = "" if place == "-" else match.place(the_plan, place).name
    if date_ is not None:
        changes["date"] = parse_date(date_, context.today(), the_plan.year)
    if target is not None:
        changes["target"] = match.target(the_plan, target).series
    if note is not None:
        changes["note"] = "" if note == "-" else note
    if not changes:
        raise UsageError(
            _("Nothing to change."),
            _("Say what is right, for example: lovp amend {id} --value 4").format(id=printable(id_, 40)),
        )
    row = amending.amend(record, found, changes, writer=writer_of(folder.path), now=context.now())
    answer.save(folder, the_plan, [row], _("Corrected"))


def _records(folder: context.Folder, year: str | None) -> list[tuple[Plan, Record]]:
    """The year asked for or, where none is, every year of the plan: this one first, then the latest."""
    first = context.choose_plan(folder, year)
    others = [plan for plan in reversed(folder.plans) if plan is not first] if year is None else []
    return [(plan, recorded.read(folder, plan)) for plan in (first, *others)]


def _named(folder: context.Folder, year: str | None, text: str) -> tuple[Plan, Record, str]:
    """The row that the text names, whichever year it is in. Raises LovpError for none, or several."""
    records = _records(folder, year)
    fitting = [each for each in records if amending.ids_like(each[1], text)]
    exact = [each for each in fitting if text.strip() in each[1].rows]
    if len(exact or fitting) > 1:
        raise LovpError(
            _("The id {id} fits outcomes of several years.").format(id=printable(text, 40)),
            _("Say which year with --year."),
        )
    plan, record = (exact or fitting or records)[0]
    return plan, record, amending.resolve_id(record, text)


def _latest_of(folder: context.Folder, year: str | None, writer: str) -> tuple[Plan, Record, Outcome]:
    """What the writer recorded last and has not undone, whichever year it is in.

    Raises LovpError where there is nothing, or somebody else has corrected it since: then it is not for the
    writer to take back unasked.
    """
    standing = [
        (plan, record, found)
        for plan, record in _records(folder, year)
        if (found := taking_back.latest_standing(record, writer))
    ]
    if not standing:
        raise LovpError(
            _("{writer} has recorded nothing that can be undone.").format(writer=writer),
            _("lovp outcomes lists what there is; lovp undo ID undoes one of them."),
        )
    plan, record, latest = max(standing, key=lambda each: (each[2].row.logged_at, each[2].row.id))
    if latest.corrected_by:
        raise LovpError(
            _("What {writer} recorded last has been corrected by {other}.").format(
                writer=writer, other=latest.corrected_by
            ),
            _("Name it to undo the correction: lovp undo {id}").format(id=latest.row.id),
        )
    return plan, record, latest.row


def _describe(plan: Plan, row: Outcome) -> str:
    target = plan.target_by_id.get(row.target)
    return f"{target.name}: {sentences.outcome(target, row)}" if target else row.target
