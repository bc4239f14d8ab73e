"""`lovp undo` and `lovp amend`: corrections are rows too, so nothing is ever lost."""

from typing import Annotated

from lovp.cli import answer, ask, complete, context, match, options, show
from lovp.cli.writer import of as writer_of
from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Outcome, Plan
from lovp.period import parse_date
from lovp.record import new
from lovp.record.record import Record
from lovp.render import sentences

Id = Annotated[
    str,
    options.argument(metavar="ID", help=_("The id, or the end of it, as lovp outcomes shows it.")),
]


def undo(
    id_: Annotated[
        str | None,
        options.argument(metavar="[ID]", help=_("The id, or the end of it; else your latest.")),
    ] = None,
    year: options.Year = None,
    plan: options.Plan = None,
) -> None:
    """Take back, by one more row, what was last said of the outcome named, or of the writer's latest."""
    folder = context.open_folder(plan)
    the_plan = context.choose_plan(folder, year)
    record = context.read(folder, the_plan)
    writer = writer_of(folder.path)
    # Without an id, undoing goes on backwards each time; with one, it is that row's last word that goes.
    take_back = new.step_back if id_ is None else new.undo
    chosen = _latest_of(record, writer) if id_ is None else new.resolve_id(record, id_)
    former = record.rows[record.last_word[chosen]]
    row = take_back(record, chosen, writer=writer, now=context.now())
    if ask.possible() and id_ is None:
        show.line(_describe(the_plan, former))
        if not ask.yes(_("Undo this?")):
            raise ask.stopped()
    done = _("Undone") if row.cancels else _("Brought back")
    answer.save(folder, the_plan, row, done, about=former if row.cancels else None)


def amend(
    id_: Id,
    value: Annotated[
        str | None,
        options.option("--value", metavar=_("NUMBER"), help=_("The right number.")),
    ] = None,
    of: Annotated[
        str | None,
        options.option("--of", metavar=_("NUMBER"), help=_("The right number it is a share of.")),
    ] = None,
    place: Annotated[
        str | None,
        options.option(
            "--place",
            "-p",
            metavar=_("PLACE"),
            help=_("The right place; “-” for none."),
            complete=complete.places,
        ),
    ] = None,
    date_: Annotated[
        str | None,
        options.option("--date", "-d", metavar=_("DATE"), help=_("The right day.")),
    ] = None,
    target: Annotated[
        str | None,
        options.option(
            "--target", "-t", metavar=_("TARGET"), help=_("The right target."), complete=complete.targets
        ),
    ] = None,
    note: Annotated[
        str | None,
        options.option("--note", "-n", metavar=_("TEXT"), help=_("Another note; “-” for none.")),
    ] = None,
    year: options.Year = None,
    plan: options.Plan = None,
) -> None:
    """Correct an outcome by one more row that replaces it; what no option names stays as it was."""
    folder = context.open_folder(plan)
    the_plan = context.choose_plan(folder, year)
    changes = new.Changes()
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
            _("Say what is right, for example: lovp amend {id} --value 4").format(id=id_),
        )
    record = context.read(folder, the_plan)
    row = new.amend(
        record, new.resolve_id(record, id_), changes, writer=writer_of(folder.path), now=context.now()
    )
    answer.save(folder, the_plan, row, _("Corrected"))


def _latest_of(record: Record, writer: str) -> str:
    """The id of what the writer recorded last and has not undone."""
    own = [row for row in record.outcomes if row.writer == writer]
    if not own:
        raise LovpError(
            _("{writer} has recorded nothing that can be undone.").format(writer=writer),
            _("lovp outcomes lists what there is; lovp undo ID undoes one of them."),
        )
    return max(own, key=lambda row: (row.logged_at, row.id)).id


def _describe(plan: Plan, row: Outcome) -> str:
    target = plan.target_by_id.get(row.target)
    return f"{target.name}: {sentences.outcome(target, row)}" if target else row.target
