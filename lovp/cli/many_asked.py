"""`lovp log --many` in conversation: a line for each note, answered at once, and all looked over."""

import re
from collections.abc import Mapping

from lovp.cli import answer, ask, context, dialogue, draft, note_line, pile
from lovp.cli.note_line import LineError, Terms
from lovp.cli.question import BACK, HELP, Question
from lovp.errors import LovpError, UsageError
from lovp.folding import fold
from lovp.i18n import _, ngettext
from lovp.model import Area, Outcome, Plan, Share, Target

_drops = re.compile(
    r"(?:-|ta bort|stryk|angra|remove|undo)\s*([0-9]{1,4})|ta bort|stryk|angra|remove|undo"
).fullmatch
_changes = re.compile(r"(?:andra |change |edit )?([0-9]{1,4})").fullmatch
_YES, _MORE = "yes", "+"
"""What may be done with the table, besides changing a line of it: 3, or taking it back: -3."""


def target(folder: context.Folder, plan: Plan, wanted: Target | Area | None) -> Target:
    """The target under which all lines are recorded: the one named, or else the one that is picked."""
    picked = wanted if isinstance(wanted, Target) else dialogue.pick(folder, plan, wanted)
    return answer.series(plan, picked)


def rows(folder: context.Folder, terms: Terms) -> list[Outcome]:
    """The rows that were typed, once all were shown and said yes to. StoppedError where the user leaves."""
    return _Session(folder, terms).run()


class _Session:
    """The lines so far."""

    def __init__(self, folder: context.Folder, terms: Terms) -> None:
        self._terms = terms
        self._known: Mapping[answer.Like, list[str]] = pile.recorded_like(folder, terms.plan, terms.target)
        self._words = dialogue.offered_places(folder, terms.plan, terms.target) if terms.place is None else []
        self._typed: list[str] = []
        self._rows: list[Outcome] = []

    def run(self) -> list[Outcome]:
        """Ask for lines until there are no more, show them all, and ask whether they are right."""
        ask.say(self._terms.target.name)
        ask.say(_("One line for each: {example}").format(example=self._example()))
        ask.say(_("? explains · an empty line ends · Esc leaves, nothing is saved"))
        while True:
            self._ask_for_lines()
            if not self._rows:
                raise ask.stopped()
            if self._looked_over():
                return self._rows

    def _ask_for_lines(self) -> None:
        text = ""
        while True:
            text = ask.line(self._question(len(self._rows), text))
            if not text:
                return
            if text == HELP:
                ask.say(self._help())
                text = ""
            elif dropped := _drops(fold(text)):
                self._drop(int(dropped[1] or len(self._rows)))
                text = ""
            else:
                text = self._take(text, len(self._rows))

    def _take(self, text: str, at: int) -> str:
        """Understand the line as the one at the place, and say how; what is left to edit, if anything."""
        before = self._rows[at - 1] if at else None
        try:
            row = note_line.parse(text, self._terms, before)
        except LineError as error:
            ask.complain(error)
            return error.keep
        self._typed.append(text)
        self._rows[at : at + 1] = [row]
        takes_place = bool(draft.places(self._terms.plan, self._terms.target))
        said = pile.line(self._terms.target, row, self._terms.today, takes_place=takes_place)
        ask.say(said, "  ")
        if doubt := pile.doubt(row, self._rows[:at], self._known):
            ask.say(doubt, "  ! ")
        return ""

    def _looked_over(self) -> bool:
        """Show the table, and do what is answered: True to save, False for more lines."""
        from lovp.cli import tables

        while self._rows:
            tables.show([pile.grid(self._terms.target, self._rows, self._known)])
            decision = ask.answer(self._save_question(), self._as_decision)
            if decision in (_YES, _MORE):
                return decision == _YES
            if decision.startswith("-"):
                self._drop(int(decision[1:]))
            else:
                self._change(int(decision))
        return False

    def _as_decision(self, text: str) -> str:
        """Yes; + for more lines; 3 to change a line, -3 to take it back. StoppedError for no."""
        plain = fold(text)
        if plain in {_MORE, BACK, "fler", "mer", "more"}:
            return _MORE
        for form, sign in ((_drops, "-"), (_changes, "")):
            if found := form(plain):
                number = int(found[1] or len(self._rows))
                if not 1 <= number <= len(self._rows):
                    raise _no_line(number)
                return f"{sign}{number}"
        try:
            yes = ask.as_yes(text)
        except LovpError:
            raise UsageError(
                _("Answer y or n, the number of a line to change it, or -3 to take line 3 back.")
            ) from None
        if yes:
            return _YES
        raise ask.stopped()

    def _change(self, number: int) -> None:
        text = note_line.written(self._rows[number - 1], self._terms.target)
        while text := ask.line(self._question(number - 1, text)):
            if text == HELP:
                ask.say(self._help())
                text = note_line.written(self._rows[number - 1], self._terms.target)
                continue
            text = self._take(text, number - 1)
            if not text:
                return

    def _drop(self, number: int) -> None:
        if 1 <= number <= len(self._rows):
            del self._rows[number - 1]
            ask.say(_("Line {number} is taken back.").format(number=number))
        else:
            ask.complain(_no_line(number))

    def _question(self, at: int, text: str) -> Question:
        return Question(
            f"{at + 1:>2}: ",
            words=self._words,
            typed=text,
            hint=_("{key} help").format(key=HELP) + " · " + _("an empty line ends"),
            recall=tuple(self._typed),
            goes_on=True,
        )

    def _save_question(self) -> Question:
        count = len(self._rows)
        text = ngettext("Save {count} line?", "Save all {count} lines?", count).format(count=count)
        return Question(
            f"{text} {_('[Y/n]')}: ",
            help=_(
                "Enter saves all lines. The number of a line changes it, -3 takes line 3 back, + goes on "
                "with more lines. n leaves without saving."
            ),
            hint=_("3 changes line 3 · -3 takes it back · + more lines"),
        )

    def _example(self) -> str:
        place = "" if self._terms.place is not None else self._place()
        number = "2/7" if isinstance(self._terms.target.measure, Share) else "3"
        day = "" if self._terms.day is not None else "12/3"
        return " ".join(part for part in (place, number, day, _("a few words")) if part)

    def _place(self) -> str:
        """The likeliest municipality, else the likeliest place."""
        names = [name for name, _remark in self._words]
        return next(
            (name for name in names if self._terms.plan.place_by_name[name].parent), "".join(names[:1])
        )

    def _help(self) -> str:
        parts = [
            _("Write place, number and date in any order, then a note if you like: {example}."),
            _("What is left out: the number is 1, the date is today, the place is the whole district."),
            _("= repeats the place of the line before, and a second = its date."),
            _("-3 takes line 3 back. The arrow up brings back what was typed. An empty line ends."),
        ]
        if isinstance(self._terms.target.measure, Share):
            parts[1] = _("A share is written 2 av 7 or 2/7. Without a date it is today.")
        return " ".join(parts).format(example=self._example())


def _no_line(number: int) -> LovpError:
    return UsageError(
        _("There is no line {number}.").format(number=number), _("See the numbers to the left.")
    )
