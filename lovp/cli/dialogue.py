"""`lovp log` in conversation: what is missing is asked for, field by field, and the whole is shown."""

from lovp import matching
from lovp.cli import answer, ask, complete
from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Area, Outcome, Plan, Target
from lovp.plan.folder import Folder
from lovp.record import row_parser, settings
from lovp.render import figures, sentences


def ask_row(
    folder: Folder,
    terms: row_parser.Terms,
    plan: Plan,
    wanted: Target | Area | None,
    given: row_parser.Given,
    *,
    confirm: bool,
) -> Outcome:
    """The row that the command line and the answers say, shown and said yes to where it is to `confirm`.

    `<` leads to the question before. Raises StoppedError where the user leaves, LovpError for what the
    command line says wrongly.
    """
    form = _Form(folder, terms, plan, given)
    if isinstance(wanted, Target):
        form.begin(wanted)
    at = first = 1 if isinstance(wanted, Target) else 0
    while True:
        try:
            if at == 0:
                form.begin(pick_target(plan, wanted), picked=True)
            elif at <= len(form.missing):
                form.ask_field(form.missing[at - 1], back=at > first)
            elif not confirm or form.confirm():
                return form.row
            else:
                raise ask.stopped()
            at += 1
        except ask.BackError:
            at -= 1


def pick_target(plan: Plan, wanted: Target | Area | None) -> Target:
    """The target itself, or one that is picked from the area or from all areas. Raises StoppedError."""
    while not isinstance(wanted, Target):
        area = wanted

        def parse(text: str, area: Area | None = area) -> Target | Area:
            # Whoever knows the target's id need not look for its area.
            if target := plan.target_by_id.get(text):
                return target
            if area is not None:
                return matching.target(matching.within(plan, area), text)
            try:
                return matching.area(plan, text)
            except UsageError:
                return matching.target(plan, text)

        question = _("Target") if area else _("Area, or target")
        areas = [(each.id, each.name) for each in plan.areas if area is None]
        words = areas + [(each.id, each.name) for each in (area.targets if area else plan.targets())]
        help_ = _("What was done, as the plan calls it: a part of its name or id.")
        try:
            wanted = ask.value(question, parse, words=words, help=help_, back=area is not None)
        except ask.BackError:
            wanted = None
    return wanted


class _Form:
    """A row that is being filled in; `missing` are the fields to ask for."""

    row: Outcome
    missing: list[str]

    def __init__(self, folder: Folder, terms: row_parser.Terms, plan: Plan, given: row_parser.Given) -> None:
        self._folder = folder
        self._terms = terms
        self._plan = plan
        self._given = dict(given)
        self._answers: dict[str, str] = {}

    def begin(self, target: Target, *, picked: bool = False) -> None:
        """Begin a row of the target with what the command line says.

        Raises LovpError where that does not fit; once the target was `picked`, it is asked for instead.
        """
        self._target = answer.series(self._plan, target)
        self.row = row_parser.blank_row(self._plan, self._target)
        for field in row_parser.FIELDS:
            text = self._given[field]
            try:
                if text is not None:
                    self.row = row_parser.parse_field(self._terms, self.row, field, text)
            except LovpError as error:
                if not picked:
                    raise
                ask.complain(error)
                self._given[field] = None
        self.missing = row_parser.missing_fields(self._plan, self._target, self._given)

    def ask_field(self, field: str, *, back: bool) -> None:
        """Ask for one field; Enter keeps what was answered before, or means what most often holds."""
        usual = {"value": "1", "place": _("the whole district"), "date": _("today"), "note": _("no note")}
        default = "" if field in row_parser.needed_fields(self._target) else usual.get(field, "")
        places = row_parser.allowed_places(self._plan, self._target)
        near = [(each.name, each.parent or "") for each in settings.ours_first(self._folder.path, places)]
        words = {"place": near, "date": complete.days("")}.get(field, ())
        question, help_ = _texts(self._target.unit or "")[field]

        def parse(text: str) -> None:
            self.row = row_parser.parse_field(self._terms, self.row, field, text)
            self._answers[field] = self.row.place or text if field == "place" else text

        kept = self._answers.get(field, default)
        ask.value(question, parse, default=kept, words=words, help=help_, back=back)

    def confirm(self) -> bool:
        """Show the whole row, a field on each line, and ask whether it is right."""
        parents = {place.name: place.parent for place in self._plan.places}
        where = ", ".join(filter(None, (self.row.place, parents.get(self.row.place))))
        lines = {_("target"): self._target.name}
        if row_parser.allowed_places(self._plan, self._target):
            lines[_("place")] = where or _("the whole district")
        lines[_("number")] = sentences.quantity(self._target, self.row)
        lines[_("date")] = figures.weekday(self.row.date)
        lines[_("note")] = self.row.note or figures.NOTHING
        print()
        for name, text in lines.items():
            ask.say(text, f"{name.capitalize():<{max(map(len, lines))}}  ")
        return ask.yes(_("Save?"), back=True)


def _texts(unit: str) -> dict[str, tuple[str, str]]:
    """Each field's question, and what explains it."""
    how_many, of_how_many = _("How many {unit}"), _("Of how many {unit}")
    return {
        "place": (_("Place"), _("A municipality or a subregion, with or without its dots; - is none.")),
        "value": (how_many.format(unit=unit).rstrip(), _("A number; for 2 of a board of 7 it is 2.")),
        "of": (of_how_many.format(unit=unit).rstrip(), _("The whole: for 2 of a board of 7 it is 7.")),
        "date": (_("Date"), _("The day it was done: 12/3, 12 mars, 2024-03-12, igår, or a weekday.")),
        "note": (_("Note, never a person's name"), _("A few words; no name, phone number or address.")),
    }
