"""One line of a pile of notes: place, number, date and a note, in words as people jot them down. Pure.

    skövde 3 12/3 två klasser på Västerhöjd
    hjo 2 av 7; 12 mars
    = 4 =

Place, number and date stand in any order, with spaces, commas or semicolons between them; the note is what
comes after them. A sign for "the same" (= or ") repeats the place, or else the date, of the line before. What
can be understood in two ways is refused, and nothing is carried over that the line does not ask for.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from lovp.cli import match
from lovp.cli.draft import needs_place, places
from lovp.errors import LovpError, UsageError
from lovp.folding import fold, squeeze
from lovp.i18n import _
from lovp.model import Level, Milestone, Number, Outcome, Place, Plan, Share, Target
from lovp.period import parse_date, weekday_name, written_day
from lovp.record.fits import misfit
from lovp.record.guard import personal_data, shown
from lovp.record.new import checked_note
from lovp.record.row import format_number

NOWHERE = "-"
"""Stands for no place: the whole district."""
SAME = frozenset({"=", '"', "”", "“", "''", '-"-', "-”-"})
MAX_LINE = 1000
"""Characters of a line."""

_WHOLE = frozenset({"hela distriktet", "distriktet", "whole district", "district"})
_OF = frozenset({"av", "of"})
_WEEK = [date(2024, 1, 1 + day) for day in range(7)]
_DAY_WORDS = frozenset(
    {fold(weekday_name(day, language)) for day in _WEEK for language in ("sv", "en")}
    | {fold(weekday_name(day, "sv"))[:3] for day in _WEEK}
    | {"idag", "igar", "forrgar", "today", "yesterday"}
)
"""Single words that are a day. Fewer than a date by itself may be: fri is a word of many a note."""
_MOST_WORDS = 4
"""Words of a place or a date, such as den 12 mars 2024."""

_MOST_PERSONAL = 50
"""Words that are looked at one by one."""

_SIGNS = tuple(";|,:–-")
_word = re.compile(r"[^\s;|]+")
_between = re.compile(r"[\s;|,:]*")
_comma = re.compile(r"(?<![0-9]),|,(?![0-9])")
_before_note = re.compile(r"\s*[;|,:–-]?\s*")
_note_begins = re.compile(r"\s+:\s")
_is_number = re.compile(r"[0-9]+(?:[.,][0-9]+)?").fullmatch
_is_share = re.compile(r"([0-9]+(?:[.,][0-9]+)?)/([0-9]+(?:[.,][0-9]+)?)").fullmatch
_like_date = re.compile(r"(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}(?![0-9/])|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_like_number = re.compile(r"(?<!\S)[0-9]")


class Terms(NamedTuple):
    """What lines are read against; `place`, `day` and `note` are what holds for all of them, if anything."""

    plan: Plan
    target: Target
    today: date
    place: str | None = None
    day: date | None = None
    note: str = ""


class LineError(UsageError):
    """A line that can't be understood; `keep` is what of it may be shown again, to be edited."""

    def __init__(self, error: LovpError, keep: str) -> None:
        super().__init__(error.message, error.remedy)
        self.keep = keep


def parse(line: str, terms: Terms, former: Outcome | None = None) -> Outcome:
    """The row that the line says, without id and writer; `former` is the one before it.

    Raises LineError, which never repeats personal data.
    """
    reader = _Reader(line, terms, former)
    try:
        return reader.row()
    except LovpError as error:
        if (personal := _personal(line, reader.at)) is None:
            raise LineError(error, line) from None
        known = line[: reader.at]
        raise LineError(personal, "" if _personal(known, 0) else known) from None


def _personal(line: str, at: int) -> LovpError | None:
    """What is wrong with a line that holds personal data: as a whole, from a place on, or in a word."""
    # A number before a telephone number makes them look like something else together.
    for text in (line, line[at:], *line[:MAX_LINE].split()[:_MOST_PERSONAL]):
        if personal_data(text):
            try:
                checked_note(text)
            except LovpError as error:
                return error
    return None


def written(row: Outcome, target: Target) -> str:
    """A line that is understood as the row says."""
    value = format_number(row.value)
    count = value if row.of is None else f"{value} av {format_number(row.of)}"
    where = [] if isinstance(target.measure, Milestone | Level) else [row.place or NOWHERE]
    first = row.note.split(maxsplit=1)[:1]
    marked = row.note.startswith(_SIGNS) or not SAME.isdisjoint(first)
    note = [":", row.note] if marked else [row.note]
    return " ".join(part for part in (*where, count, row.date.isoformat(), *note) if part)


class _Word(NamedTuple):
    """A word of the line, and where it ends."""

    text: str
    end: int


_Words = Sequence[_Word]


class _Reader:
    """Reads a line from its beginning, field by field, until what comes is none."""

    def __init__(self, line: str, terms: Terms, former: Outcome | None) -> None:
        self._line = line
        self._terms = terms
        self._former = former
        self._takes_place = bool(places(terms.plan, terms.target))
        self._place = terms.place if self._takes_place else ""
        self._day = terms.day
        self._value: Number | None = None
        self._of: Number | None = None
        self._bare = False
        """Whether a sign stands for something, so that it does not go without saying that it was once."""
        self.at = 0
        """How far it has been understood."""

    def row(self) -> Outcome:
        """What the line says, held against the plan. Raises LovpError."""
        if len(self._line) > MAX_LINE:
            message = _("The line is longer than {count} characters.").format(count=MAX_LINE)
            raise UsageError(message, _("Shorten it."))
        self._read_fields()
        note = self._note()
        self._refuse_unsaid(note)
        terms = self._terms
        row = Outcome(
            id="",
            date=self._day or terms.today,
            target=terms.target.id,
            place=self._place or "",
            value=1 if self._value is None else self._value,
            of=self._of,
            note=note or terms.note,
            replaces="",
            writer="",
            logged_at="",
        )
        if row.date > terms.today:
            message = _("{day} has not come yet.").format(day=row.date)
            raise UsageError(message, _("Record it when it has happened."))
        if wrong := misfit(terms.plan, row):
            raise UsageError(wrong.message, wrong.remedy)
        return row

    def _note(self) -> str:
        begins = _before_note.match(self._line, self.at)
        return checked_note(self._line[begins.end() if begins else self.at :])

    def _refuse_unsaid(self, note: str) -> None:
        """Raises UsageError where something is left out that must be said, or was said too late."""
        target = self._terms.target
        if needs_place(target) and not self._place:
            raise UsageError(
                _("A place is needed here."), _("Write the name of a municipality or a subregion.")
            )
        if self._day is None and _like_date.search(note):
            raise UsageError(_("There is a date in the note."), _("Write the date before the note."))
        if self._value is None and _like_number.search(note):
            raise UsageError(
                _("There is a number in the note, and none before it."),
                _("Write how many it was before the note: 1, where it was once."),
            )
        if self._value is None and (self._bare or isinstance(target.measure, Share | Level)):
            raise UsageError(_("A number is missing."), _("Write figures alone, such as 12 or 2,5."))
        if isinstance(target.measure, Share) and self._of is None:
            raise UsageError(
                _("{target} is a share: of how many?").format(target=target.id),
                _("Write it as 2 av 7, or 2/7."),
            )

    def _read_fields(self) -> None:
        readers = (self._same, self._nowhere, self._share, self._date, self._number, self._name)
        while (words := self._words()) and not _note_begins.match(self._line, self.at):
            taken = next((taken for read in readers if (taken := read(words))), 0)
            if not taken:
                self._refuse_beginning(words[0].text)
                return
            self.at = words[taken - 1].end

    def _words(self) -> list[_Word]:
        """The next few words. A comma parts words, unless it stands within a number."""
        found: list[_Word] = []
        between = _between.match(self._line, self.at)
        start = between.end() if between else self.at
        while len(found) < _MOST_WORDS and (word := _word.search(self._line, start)):
            text = word[0]
            cut = _comma.search(text)
            at = cut.start() if cut else -1 if _is_number(text) else text.find(",")
            text = text[:at] if at > 0 else text
            found.append(_Word(text.rstrip(":,") or text, word.start() + len(text)))
            start = found[-1].end
            following = _between.match(self._line, start)
            start = following.end() if following else start
        return found

    def _same(self, words: _Words) -> int:
        if words[0].text not in SAME:
            return 0
        if self._former is None:
            raise UsageError(_("There is no line before this one to repeat."), _("Write it out."))
        self._bare = True
        if self._place is None:
            self._place = self._former.place
        elif self._day is None:
            self._day = self._former.date
        else:
            raise UsageError(
                _("{sign} stands where nothing is left to repeat.").format(sign=words[0].text),
                _("It repeats the place of the line before, then its date."),
            )
        return 1

    def _nowhere(self, words: _Words) -> int:
        if self._place is not None:
            return 0
        for count in (2, 1):
            text = _joined(words[:count])
            if text == NOWHERE or fold(text) in _WHOLE:
                self._place, self._bare = "", True
                return min(count, len(words))
        return 0

    def _share(self, words: _Words) -> int:
        texts = [word.text for word in words]
        if self._value is not None or not needs_place(self._terms.target):
            return 0
        match texts:
            case [value, sign, of, *_rest] if fold(sign) in _OF and _is_number(value) and _is_number(of):
                return self._take_share(value, of, 3)
        if not isinstance(self._terms.target.measure, Share):
            return 0
        if (pair := _is_share(texts[0])) and not (texts[2:3] and fold(texts[2]) in _OF):
            self._refuse_two_dates(texts)
            return self._take_share(pair[1], pair[2], 1)
        match texts:
            case [value, of, *_rest] if _is_number(value) and _is_number(of) and not self._dated(texts[1:]):
                return self._take_share(value, of, 2)
        return 0

    def _take_share(self, value: str, of: str, taken: int) -> int:
        self._value, self._of = match.number(value), match.number(of)
        return taken

    def _refuse_two_dates(self, texts: Sequence[str]) -> None:
        """Raises UsageError where two like 3/4 and 2/7 stand beside each other, and each can be the share."""
        pairs = [_is_share(text) for text in texts[:2]]
        if len(pairs) < len(("share", "date")) or self._day is not None or not self._both_days(texts[:2]):
            return
        if all(pair and match.number(pair[1]) <= match.number(pair[2]) for pair in pairs):
            raise UsageError(
                _("“{text}” can mean several things.").format(text=" ".join(texts[:2])),
                _("Write the share as 2 av 7, or the date as 2024-04-03."),
            )

    def _both_days(self, texts: Sequence[str]) -> bool:
        return all(self._is_day(text) for text in texts)

    def _dated(self, texts: Sequence[str]) -> bool:
        """Whether a date begins here: 7 mars."""
        return any(self._is_day(" ".join(texts[:count])) for count in (2, 3))

    def _is_day(self, text: str) -> bool:
        try:
            return written_day(text, self._terms.plan.year) is not None
        except LovpError:
            return False

    def _date(self, words: _Words) -> int:
        for count in range(len(words), 0, -1):
            text = _joined(words[:count])
            if text.isalpha() and fold(text) not in _DAY_WORDS:
                continue
            if self._day is not None and (self._terms.day is None or not text[0].isdigit()):
                continue
            try:
                day = parse_date(text, self._terms.today, self._terms.plan.year)
            except UsageError:
                if _like_date.fullmatch(text):
                    raise
                continue
            if self._day is not None:
                raise _said_before(_("date"), "--date")
            self._day = day
            return count
        return 0

    def _number(self, words: _Words) -> int:
        text = words[0].text
        if self._value is not None or not re.fullmatch(r"[0-9][0-9.,]*", text):
            return 0
        self._value = match.number(text)
        return 1

    def _name(self, words: _Words) -> int:
        if self._place is not None:
            return 0
        names = _names(self._terms.plan.places)
        for count in range(len(words), 0, -1):
            if name := names.get(squeeze(_joined(words[:count]))):
                self._place = name
                return count
        if not self._at_beginning():
            return 0
        # At the beginning nothing but a field can stand, so that there a part of a name will do.
        self._place = match.place(self._terms.plan, words[0].text).name
        whole = squeeze(self._place)
        begun = (c for c in range(len(words), 1, -1) if whole.startswith(squeeze(_joined(words[:c]))))
        return next(begun, 1)

    def _at_beginning(self) -> bool:
        return not self._line[: self.at].strip()

    def _refuse_beginning(self, text: str) -> None:
        """Raises UsageError where a line begins with what is no field."""
        if not self._at_beginning():
            return
        if self._terms.place is not None and squeeze(text) in _names(self._terms.plan.places):
            raise _said_before(_("place"), "--place")
        raise UsageError(
            _("“{text}” is no number and no date.").format(text=shown(text)),
            _("Begin with the place, the number or the date; the note comes last."),
        )


def _joined(words: _Words) -> str:
    return " ".join(word.text for word in words)


@lru_cache(maxsize=1)
def _names(places: tuple[Place, ...]) -> dict[str, str]:
    """Every place by its name as names are compared; made once for all lines of a pile."""
    endings = ("", "kommun", "skommun")
    return {squeeze(place.name) + ending: place.name for place in places for ending in endings}


def _said_before(field: str, option: str) -> UsageError:
    return UsageError(
        _("The {field} is said by {option} for all lines.").format(field=field, option=option),
        _("Leave it out here, or leave out the option."),
    )
