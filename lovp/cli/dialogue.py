"""`lovp log` in conversation: what is missing is asked for, field by field, and the whole is shown."""

from dataclasses import dataclass, field
from functools import partial

from lovp import matching, settings
from lovp.cli import answer, ask, complete
from lovp.errors import LovpError
from lovp.exchange.typed import row_parser
from lovp.i18n import _
from lovp.model import Area, Outcome, Plan, Target
from lovp.plan.load import Folder
from lovp.record.validation import allowed_places
from lovp.render import row_questions


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
    form = _Form(folder, terms, plan, dict(given))
    if isinstance(wanted, Target):
        form.begin(wanted)
    # Question 0 is which target; then come the missing fields, and last whether it is right.
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
        try:
            wanted = _ask_target(plan, wanted)
        except ask.BackError:
            wanted = None
    return wanted


def _ask_target(plan: Plan, area: Area | None) -> Target | Area:
    """A target of the area; without one, any target, or the area to pick it from. Raises BackError."""
    question = _("Target") if area else _("Area, or target")
    words = [] if area else [(each.id, each.name) for each in plan.areas]
    words += [(target.id, target.name) for target in (area.targets if area else plan.targets())]
    help_ = _("What was done, as the plan calls it: a part of its name or id.")
    parse = partial(matching.target_or_area, plan, within=area)
    return ask.value(question, parse, words=words, help_=help_, back=area is not None)


@dataclass
class _Form:
    """A row that is being filled in; `missing` are the fields to ask for."""

    folder: Folder
    terms: row_parser.Terms
    plan: Plan
    given: dict[str, str | None]
    answers: dict[str, str] = field(default_factory=dict)
    target: Target = field(init=False)
    row: Outcome = field(init=False)
    missing: list[str] = field(init=False)

    def begin(self, target: Target, *, picked: bool = False) -> None:
        """Begin a row of the target with what the command line says.

        Raises LovpError where that does not fit; once the target was `picked`, it is asked for instead.
        """
        self.target = answer.recorded_target(self.plan, target)
        self.row = row_parser.blank_row(self.plan, self.target)
        for name in row_parser.FIELDS:
            try:
                self._set(name, self.given[name])
            except LovpError as error:
                if not picked:
                    raise
                ask.complain(error)
                self.given[name] = None
        self.missing = row_parser.missing_fields(self.plan, self.target, self.given)

    def ask_field(self, name: str, *, back: bool) -> None:
        """Ask for one field; Enter keeps what was answered before, or means what most often holds."""
        text, help_, usual = row_questions.question(self.target, name)
        places = allowed_places(self.plan, self.target)
        near = [(each.name, each.parent or "") for each in settings.ours_first(self.folder.path, places)]
        words = {"place": near, "date": complete.days("")}.get(name, ())

        def parse(typed: str) -> None:
            self._set(name, typed)
            # The place is shown by its whole name when it is asked for again.
            self.answers[name] = (self.row.place if name == "place" else "") or typed

        former = self.answers.get(name, usual)
        ask.value(text, parse, default=former, words=words, help_=help_, back=back)

    def confirm(self) -> bool:
        """Show the whole row, a field on each line, and ask whether it is right."""
        print()
        for head, text in row_questions.details(self.plan, self.target, self.row):
            ask.say(text, head)
        return ask.yes(_("Save?"), back=True)

    def _set(self, name: str, text: str | None) -> None:
        if text is not None:
            self.row = row_parser.parse_field(self.terms, self.row, name, text)
