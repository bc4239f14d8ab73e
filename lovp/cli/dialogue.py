"""`lovp log` in conversation: what is missing is asked for, the whole is shown, and can be changed."""

from collections.abc import Mapping
from dataclasses import replace

from lovp.cli import answer, ask, context, draft, match, offered, settings
from lovp.cli.question import Question
from lovp.errors import LovpError, UsageError
from lovp.folding import fold, squeeze
from lovp.i18n import _
from lovp.model import Area, Level, Outcome, Plan, Share, Target
from lovp.record.fits import misfit
from lovp.record.recent import recent_places
from lovp.render import figures, sentences

TARGET = "target"


def answered(
    folder: context.Folder, plan: Plan, wanted: Target | Area | None, given: Mapping[str, str | None]
) -> Outcome:
    """The row that the command line and the answers say, once it was shown and said yes to.

    Raises StoppedError where the user leaves, UsageError for what the command line says wrongly.
    """
    talk = _Talk(folder, plan, given)
    if isinstance(wanted, Target):
        talk.choose(wanted)
        talk.read_given()
        talk.ask_for_the_rest([])
    else:
        talk.ask_target(wanted)
        talk.ask_for_the_rest([TARGET])
    talk.confirm()
    return talk.row


def pick(folder: context.Folder, plan: Plan, wanted: Area | None) -> Target:
    """The target that is picked from the area, or from all of them."""
    area = wanted
    if area is None:
        listed = [(one.id, one.name) for one in plan.areas]
        for word, remark in listed:
            ask.say(remark, f"{word:<{max(len(each) for each, _name in listed)}}  ")
        question = Question(
            _("Area, or target") + ": ", words=offered.names(plan), help=_help(TARGET), by_part=True
        )
        picked = ask.answer(question, lambda text: _area_or_target(plan, text))
        if isinstance(picked, Target):
            return picked
        area = picked
    within = match.within(plan, area)
    words = offered.targets(folder, plan, area)
    question = Question(
        _("Target") + ": ", words=words, help=_help(TARGET), back=wanted is None, by_part=True
    )
    try:
        return ask.choice(question, lambda text: _target_within(plan, within, text))
    except ask.BackError:
        return pick(folder, plan, None)


def offered_places(folder: context.Folder, plan: Plan, target: Target) -> offered.Words:
    """The places where the target can be recorded: what this writer used last, then ours, then the rest."""
    year = folder.record_folder(plan.year)
    recent = recent_places(year, settings.writer(folder.path), target.id)
    return offered.places(draft.places(plan, target), recent, settings.ours(folder.path))


def _area_or_target(plan: Plan, text: str) -> Area | Target:
    """The area that is named, or else the target: whoever knows its id need not look for the area."""
    try:
        return match.area(plan, text)
    except UsageError:
        return match.target(plan, text)


def _target_within(plan: Plan, within: Plan, text: str) -> Target:
    """A target of the area by any part of its name; one of another area by its id."""
    return plan.target_by_id.get(text) or match.target(within, text)


class _Talk:
    """What has been said so far: the row, and the words in which it was said."""

    def __init__(self, folder: context.Folder, plan: Plan, given: Mapping[str, str | None]) -> None:
        self._folder = folder
        self._plan = plan
        self._given = dict(given)
        self._typed = dict.fromkeys((TARGET, *draft.FIELDS), "")
        self._target: Target | None = None
        self.row = Outcome("", plan.first_day, "", "", 0, None, "", "", "", "")

    @property
    def target(self) -> Target:
        """What the row is of; known before anything else is asked."""
        if self._target is None:
            raise LookupError
        return self._target

    def choose(self, target: Target) -> None:
        """Take the target for what the row is of."""
        self._target = answer.series(self._plan, target)
        self.row = replace(self.row, target=self._target.id)

    def read_given(self) -> None:
        """Take what the command line says. Raises LovpError."""
        for field in draft.FIELDS:
            text = self._given[field]
            if text is not None:
                self._set(field, text)

    def ask_target(self, wanted: Area | None) -> None:
        """Ask what the row is of; what the command line says of the rest must fit it, or is asked for."""
        self.choose(pick(self._folder, self._plan, wanted))
        for field in draft.FIELDS:
            text = self._given[field]
            try:
                if text is not None:
                    self._set(field, text)
            except LovpError as error:
                ask.complain(error)
                self._given[field], self._typed[field] = None, text or ""

    def ask_for_the_rest(self, done: list[str]) -> None:
        """Ask for each field that is missing, in their order; `<` leads to the one asked before."""
        while True:
            left = draft.left_out(self._plan, self.target, self._given)
            field = next((field for field in left if field not in done), None)
            if field is None:
                return
            try:
                self.ask(field, back=bool(done))
                done.append(field)
            except ask.BackError:
                if done.pop() == TARGET:
                    self.ask_target(None)
                    done.append(TARGET)

    def ask(self, field: str, *, back: bool = False) -> None:
        """Ask for one field; what was answered before stands there to be edited."""
        question = self._question(field)._replace(typed=self._typed[field], back=back)
        ask.answer(question, lambda text: self._set(field, text))

    def confirm(self) -> None:
        """Show the whole until it is said yes to; a field that is named is asked for again."""
        while True:
            self._settle()
            self._show()
            names = self._names()
            question = Question(
                _("Save?") + " " + _("[Y/n]") + ": ",
                words=[(name, _("change this")) for name in names],
                help=_(
                    "Enter saves. n leaves without saving. To change a field, write its name: {field}."
                ).format(field=next(iter(names))),
                hint=_("a field's name changes it"),
            )
            field, text = ask.answer(question, self._as_decision)
            if not field:
                return
            self._change(field, text)

    def _change(self, field: str, text: str) -> None:
        if field == TARGET:
            self.choose(pick(self._folder, self._plan, None))
            return
        if text:
            try:
                self._set(field, text)
                return
            except LovpError as error:
                ask.complain(error)
                self._typed[field] = text
        try:
            self.ask(field, back=True)
        except ask.BackError:
            return

    def _as_decision(self, text: str) -> tuple[str, str]:
        """The field to change, and what to, if that was written too; two empty texts mean yes."""
        word, _space, rest = text.replace(":", " ").replace("=", " ").strip().partition(" ")
        names = self._names()
        found = [field for name, field in names.items() if word and squeeze(name).startswith(squeeze(word))]
        if fold(text) not in {"n", "y", "j"} and len(found) == 1:
            return found[0], rest.strip()
        try:
            if ask.as_yes(text):
                return "", ""
        except LovpError:
            raise UsageError(
                _("Answer y or n, or a field to change: {names}.").format(names=", ".join(names))
            ) from None
        raise ask.stopped()

    def _settle(self) -> None:
        """Ask for what no longer fits, once another field was changed."""
        if self.row.of is not None and not self._takes("of"):
            self.row = replace(self.row, of=None)
        if self.row.place and not self._takes("place"):
            self.row = replace(self.row, place="")
        while wrong := misfit(context.plan_of(self._folder, self.row.date), self.row):
            ask.complain(LovpError(wrong.message, wrong.remedy))
            if wrong.field == TARGET:
                self.choose(pick(self._folder, self._plan, None))
            else:
                self.ask(wrong.field)

    def _takes(self, field: str) -> bool:
        none_given = dict.fromkeys(draft.FIELDS)
        return field in draft.left_out(self._plan, self.target, none_given) or (
            field == "of" and self.row.of is not None and draft.needs_place(self.target)
        )

    def _set(self, field: str, text: str) -> None:
        self.row = draft.with_field(self._folder, self._plan, self.row, field, text)
        self._typed[field] = text

    def _names(self) -> dict[str, str]:
        """The fields that can be changed, by what they are called."""
        names = {_("target"): TARGET, _("place"): "place", _("number"): "value", _("whole"): "of"}
        names |= {_("date"): "date", _("note"): "note"}
        return {name: field for name, field in names.items() if field == TARGET or self._takes(field)}

    def _show(self) -> None:
        """The whole row, a field on each line."""
        target = self.target
        place = self._plan.place_by_name.get(self.row.place)
        where = f"{place.name}, {place.parent}" if place and place.parent else self.row.place
        lines = {_("target"): target.name}
        if self._takes("place"):
            lines[_("place")] = where or _("the whole district")
        lines[_("number")] = sentences.quantity(target, self.row)
        lines[_("date")] = figures.weekday(self.row.date)
        lines[_("note")] = self.row.note or figures.NOTHING
        widest = max(map(len, lines))
        print()
        for name, text in lines.items():
            ask.say(text, f"{name.capitalize():<{widest}}  ")

    def _question(self, field: str) -> Question:
        target, unit = self.target, self.target.unit or ""
        match field:
            case "place":
                return self._place_question()
            case "value":
                whole = isinstance(target.measure, Share | Level)
                text = _("How many {unit}").format(unit=unit).rstrip()
                return Question(
                    f"{text}: " if whole else f"{text} (1): ",
                    "" if whole else "1",
                    help=_value_help(target),
                )
            case "of":
                text = _("Of how many {unit}").format(unit=unit).rstrip()
                return Question(f"{text}: ", help=_help("of"))
            case "date":
                return self._date_question()
        text = _("Note (Enter for none, never a person's name)")
        return Question(f"{text}: ", help=_help("note"))

    def _place_question(self) -> Question:
        words = offered_places(self._folder, self._plan, self.target)
        needed = draft.needs_place(self.target)
        text = _("Place") if needed else _("Place (Enter for the whole district)")
        return Question(f"{text}: ", words=words, help=_help("place"), open=True, by_part=True)

    def _date_question(self) -> Question:
        today = context.today()
        known = any(plan.year == today.year for plan in self._folder.plans)
        text = _("Date (Enter for today, {day})").format(day=figures.weekday(today, short=True))
        return Question(
            f"{text if known else _('Date')}: ",
            today.isoformat() if known else "",
            words=offered.days(today) if known else (),
            help=_help("date"),
        )


def _value_help(target: Target) -> str:
    return _help("part" if isinstance(target.measure, Share) else "value")


def _help(field: str) -> str:
    return {
        TARGET: _(
            "What was done, as the plan calls it. Write a part of its name or id, or a number from the list."
        ),
        "place": _(
            "The municipality where it was done, or the subregion. Tab and the arrow keys choose from the "
            "list; å, ä and ö can be written as a and o."
        ),
        "value": _("How many it was, as a number. Enter means 1."),
        "part": _("The part, as a number: of a board of 7 with 2 under 30 it is 2. The whole is asked next."),
        "of": _("The whole that it is a part of, as a number: of a board of 7 with 2 under 30 it is 7."),
        "date": _("The day it was done: 12/3, 12 mars, 2024-03-12, igår, or a weekday for the latest one."),
        "note": _(
            "A few words that help to remember what it was. Never the name of a person, a phone number or an "
            "e-mail address: the record holds numbers, never people."
        ),
    }[field]
