"""A first mapping for a file, guessed from its headers and some of its rows, for a person to look over.

What had to be guessed says so in a comment. Where nothing could be guessed stands FILL IN, which no target or
column is called: nothing can be imported until somebody has filled it in.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from lovp.errors import LovpError
from lovp.exchange.imports.headers import SEARCHED, Layout, layout_of, letters
from lovp.exchange.imports.mapped_rows import is_total
from lovp.exchange.imports.words import Words
from lovp.exchange.tables.cell_dates import read_date
from lovp.exchange.tables.cell_values import read_number
from lovp.exchange.tables.rows import Cell, Row
from lovp.exchange.tables.table import read_sheets
from lovp.folding import fold, squeeze
from lovp.i18n import _
from lovp.model import Number, Plan, Share, Target
from lovp.plan.slips import resolve

SAMPLE = 500
"""Rows that are looked at."""
_SHEETS = 20
"""Sheets of a workbook that are looked at."""

_MOST = 0.6
"""The part of a column's cells that must mean something for the column to be taken for it."""
_LISTED = 20
_FORMS = ("D/M/YYYY", "M/D/YYYY", "D/M/YY", "M/D/YY")

_IDS = ("instanceid", "metainstanceid", "meta/instanceid", "meta/rootuuid", "rootuuid", "key", "_uuid", "_id")
_OWN_IDS = (*_IDS, "id", "svarsid", "responseid", "response id", "svars id", "nr", "lopnummer")
_MADE_BY_PROGRAM = frozenset(
    "starttid slutforandetid tidstampel timestamp start end today submissiondate _submission_time "
    "start time completion time senast andrad tid last modified time".split()
) | {"start time", "completion time", "senast andrad tid", "last modified time"}
_DATES = ("datum", "date", "dag", "nar ")
_COUNTS = ("antal", "hur manga", "how many", "number of", "deltagare", "count")
_NOTES = ("kommentar", "anteckning", "ovrigt", "comment", "note", "remark")
_PEOPLE = ("namn", "name", "e-post", "epost", "email", "mail", "telefon", "phone", "personnummer")

_plain = re.compile(r"[A-Za-zÅÄÖåäöÉé_][\w /.+?!()-]*").fullmatch


class _Column(NamedTuple):
    """A column: its header, and what its cells hold, without the empty ones."""

    header: str
    cells: tuple[Cell, ...]

    @property
    def key(self) -> str:
        """The header as it is compared."""
        return fold(self.header)

    def part(self, means: Callable[[Cell], object]) -> float:
        """How large a part of the cells means something."""
        return sum(_understood(means, cell) for cell in self.cells) / len(self.cells) if self.cells else 0.0

    def begins(self, words: Sequence[str]) -> bool:
        """Whether a word of the header begins with one of the words."""
        return any(f" {word}" in f" {self.key}" for word in words)


def read_sample(path: Path) -> tuple[Layout, list[Row]]:
    """The columns of the sheet that has most of them, and some of its rows."""
    found = []
    for sheet in islice(read_sheets(path), _SHEETS):
        rows = iter(sheet.rows)
        first = list(islice(rows, SEARCHED))
        layout = find_headers(first)
        sample = [row for row in islice(chain(first, rows), SAMPLE) if row.number > layout.row]
        found.append((layout, sample))
    return max(found, key=lambda each: len(each[0].columns))


def find_headers(first: Sequence[Row]) -> Layout:
    """The layout of a sheet without a mapping: the first row with nearly as many texts as any other."""
    texts = [len({cell for cell in row.cells if isinstance(cell, str)}) for row in first]
    most = max(texts, default=0)
    if most > 1:
        return layout_of(next(row for row, count in zip(first, texts, strict=True) if count >= 0.7 * most))
    return letters(max((len(row.cells) for row in first), default=0))


def _at(row: Row, column: int) -> Cell:
    return row.cells[column] if column < len(row.cells) else None


def suggest(plan: Plan, layout: Layout, rows: Sequence[Row], source: str) -> str:
    """The text of a mapping file for rows with these headers; `source` names where they come from."""
    columns = [
        _Column(
            header, tuple(row.cells[at] for row in rows if at < len(row.cells) and row.cells[at] is not None)
        )
        for at, header in enumerate(layout.headers)
        if header
    ]
    lines = [
        "# "
        + _("A suggestion, made from the headers and {count} rows. Look it over.").format(count=len(rows)),
        "# " + _("What it can say is described in docs/en/import.md."),
        f"source: {source}  # " + _("part of every id: choose it now, and never change it"),
    ]
    if not layout.row:
        lines.append("header: 0  # " + _("no row of headers was found: columns go by their letters"))
    lines += _Suggestion(plan, columns).lines()
    return "\n".join(lines) + "\n"


class _Suggestion:
    """Takes the columns one by one; one that is taken is not taken again."""

    def __init__(self, plan: Plan, columns: list[_Column]) -> None:
        self.plan = plan
        self.words = Words(plan)
        self.left = columns

    def lines(self) -> Iterator[str]:
        yield from self._id()
        yield from self._date()
        yield from self._place()
        target = self._target_column()
        guess = self._guessed_target()
        yield from target or self._fixed_target(guess)
        yield from self._numbers(None if target else guess)
        yield from self._rest()

    def _take(self, column: _Column) -> _Column:
        self.left.remove(column)
        return column

    def _best(self, score: Callable[[_Column], float]) -> _Column | None:
        """The first of the columns with the highest score above 0, taken."""
        best = max(self.left, key=score, default=None)
        return self._take(best) if best is not None and score(best) > 0 else None

    def _id(self) -> Iterator[str]:
        for key in _OWN_IDS:
            for column in self.left:
                unique = len(set(column.cells)) == len(column.cells)
                if column.key == key and column.cells and unique:
                    self._take(column)
                    yield f"id: {_yaml(column.header)}  # " + _("the source's own id of each row")
                    return
        yield "# id:  # " + _("the column of an id of each row, if there is one: then a row can be edited")

    def _date(self) -> Iterator[str]:
        def score(column: _Column) -> float:
            made = column.key in _MADE_BY_PROGRAM
            found = max(column.part(self._day(forms)) for forms in ((), *((form,) for form in _FORMS)))
            return (found + column.begins(_DATES) - 0.5 * made) if found >= _MOST else 0.0

        column = self._best(score)
        if column is None:
            asked = _("FILL IN")
            yield f"date: {_yaml(asked)}  # " + _("the column of the date; none was found")
            return
        if column.part(self._day(())) >= max(column.part(self._day((form,))) for form in _FORMS):
            yield f"date: {_yaml(column.header)}"
            return
        # Where every day could be either, the day comes first, as in Swedish.
        form = max(_FORMS, key=lambda form: column.part(self._day((form,))))
        yield f"date: {{column: {_yaml(column.header)}, forms: [{form}]}}  # " + _("check which comes first")

    def _day(self, forms: Sequence[str]) -> Callable[[Cell], object]:
        return lambda cell: read_date(cell, forms, self.plan.year)

    def _place(self) -> Iterator[str]:
        column = self._best(
            lambda each: each.part(self._is_place) if each.part(self._is_place) >= _MOST else 0
        )
        if column is None:
            yield "# place:  # " + _("the column of the place, if there is one")
            return
        unknown = _unknown(column, self._is_place)
        yield from self._with_words("place", column, unknown, [place.name for place in self.plan.places])

    def _is_place(self, cell: Cell) -> object:
        return self.words.place(str(cell))

    def _target_column(self) -> list[str]:
        def means(cell: Cell) -> object:
            return self.words.target(str(cell))

        column = self._best(lambda each: _mostly(each, means))
        if column is None:
            return []
        ids = [target.id for target in self.plan.targets() if target.reads is None]
        return list(self._with_words("target", column, _unknown(column, means), ids))

    def _with_words(
        self, key: str, column: _Column, unknown: Sequence[str], names: Sequence[str]
    ) -> Iterator[str]:
        if not unknown:
            yield f"{key}: {_yaml(column.header)}"
            return
        yield f"{key}:"
        yield f"  column: {_yaml(column.header)}"
        yield "  # " + _("These words are not the plan's: take away the # and write what they mean.")
        yield "  # words:"
        forms = {squeeze(name): name for name in names}
        for word in unknown[:_LISTED]:
            near = get_close_matches(squeeze(word)[:100], forms, n=1, cutoff=0.5)
            yield f"  #   {_yaml(word)}: {_yaml(forms[near[0]]) if near else '…'}"

    def _guessed_target(self) -> Target | None:
        """The target whose name shares most with the headers."""
        said = {word for column in self.left for word in re.findall(r"\w{5,}", column.key)}

        def shared(target: Target) -> int:
            own = re.findall(r"\w{5,}", fold(f"{target.id} {target.name} {target.unit or ''}"))
            return sum(any(word[:6] == other[:6] for other in said) for word in set(own))

        own = [target for target in self.plan.targets() if target.reads is None]
        best = max(own, key=shared, default=None)
        return best if best is not None and shared(best) else None

    def _fixed_target(self, guess: Target | None) -> Iterator[str]:
        if guess is None:
            asked = _("FILL IN")
            yield f"target: {_yaml(asked)}  # " + _("a target's id; lovp targets shows them all")
        else:
            yield f"target: {guess.id}  # " + _("guessed from the headers: check it")

    def _numbers(self, target: Target | None) -> Iterator[str]:
        numbers = [column for column in self.left if column.part(read_number) >= _MOST]
        counted = sorted(numbers, key=lambda column: not column.begins(_COUNTS))
        if not counted:
            yield "# value:  # " + _("the column of how many; without it each row is 1")
        share = target is not None and isinstance(target.measure, Share)
        keys = ("value", "of") if share else ("value",)
        chosen = counted[: len(keys)]
        if share:
            # A part is less than its whole.
            chosen.sort(key=_sum)
        for key, column in zip(keys, chosen, strict=False):
            self._take(column)
            remark = "" if len(counted) == len(keys) else "  # " + _("one of several with numbers: check it")
            yield f"{key}: {_yaml(column.header)}{remark}"
        if share and len(counted) < len(keys):
            yield "# of:  # " + _("the column of the whole, such as all members of the board")
        if target is not None and not target.placed:
            yield "# " + _("{target} is the whole district's: take the place away.").format(target=target.id)

    def _rest(self) -> Iterator[str]:
        """What isn't read, by its header: the person who looks it over may know better."""
        notes = [column for column in self.left if column.begins(_NOTES)]
        for column in notes[:1]:
            yield f"# note: {_yaml(column.header)}  # " + _("only if nobody writes names of persons there")
        people = [column for column in self.left if column.begins(_PEOPLE)]
        others = [column for column in self.left if column not in notes[:1] and column not in people]
        if people:
            names = ", ".join(column.header for column in people)
            yield "# " + _("Not read, and never to be: {names}").format(names=names)
        if others:
            names = ", ".join(column.header for column in others)
            yield "# " + _("Not read: {names}").format(names=names)


def _sum(column: _Column) -> Number:
    return sum(read_number(cell) for cell in column.cells if _understood(read_number, cell))


def _mostly(column: _Column, means: Callable[[Cell], object]) -> float:
    """How large a part of the column means something, if that is most of it."""
    part = column.part(means)
    return part if part >= _MOST else 0.0


def _understood(means: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        return means(cell) is not None
    except (LovpError, LookupError):
        return False


def _unknown(column: _Column, means: Callable[[Cell], object]) -> list[str]:
    """The words that mean nothing, the commonest first."""
    cells = (cell for cell in column.cells if not _understood(means, cell))
    words = Counter(text for text in map(str, cells) if not is_total(text))
    return [word for word, _times in words.most_common()]


def _yaml(text: str) -> str:
    """The text as a value on one line of YAML that means this text."""
    if _plain(text) and text == text.strip() and isinstance(resolve(text), str):
        return text
    return json.dumps(text, ensure_ascii=False)
