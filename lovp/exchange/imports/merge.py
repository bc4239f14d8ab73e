"""What a file's rows mean for the record: new, already there, changed at the source, or missing. Pure.

The id of an outcome derives from where it comes from, so that importing twice changes nothing: `im`, six
letters of the source, and twenty-four of the row's own id or, without one, of what the row says and which it
is among equals. A replacement's id has ten letters more. The letters are those of SHA-256 with its figures as
letters: no spreadsheet takes them for a number or a date, and nobody for a telephone number.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from lovp.exchange.imports.row_parser import Candidate, Key, Read, Refusal, Skipped, content_texts
from lovp.i18n import _
from lovp.model import Content, Outcome
from lovp.record.record import Record

if TYPE_CHECKING:
    from lovp.exchange.imports.mapping import MappingShape

_SOURCE, _ROW, _VERSION = 6, 24, 10
_STEM = len("im") + _SOURCE + len("-") + _ROW
"""Characters of an id without what tells versions apart."""
_FIGURES = str.maketrans("0123456789", "ghijklmnop")


class Terms(NamedTuple):
    """By which mapping it is imported, by whom, and when (as `logged_at`).

    With `file_wins` the file counts also where the record was changed since.
    """

    mapping: "MappingShape"
    writer: str
    logged_at: str
    file_wins: bool = False


class Kind(Enum):
    """What an outcome of the file, or one that it lacks, is for the record.

    KEPT is what the record says otherwise, since it was changed: here, or by a later file. UNLIKE is all that
    would be CHANGED, where the ids of a copied form begin anew.
    """

    NEW, SAME, CHANGED, KEPT, UNLIKE, REJECTED, MISSING = range(7)


class Finding(NamedTuple):
    """An outcome as it counts now and as it would be, and the row of the file that says so, if one does.

    Before a new one stands what it is like: something that was recorded in another way.
    """

    before: Outcome | None
    after: Outcome
    row: str = ""


class Import(NamedTuple):
    """What an import finds, and which rows of the file it can't take."""

    findings: defaultdict[Kind, list[Finding]]
    refused: list[Refusal]
    skipped: list[Skipped]

    def rows(self, *kinds: Kind) -> list[Outcome]:
        """The rows to append to the record; those of the `kinds` too, if somebody says so."""
        taken = (Kind.NEW, Kind.CHANGED, Kind.REJECTED, *kinds)
        return [each.after for kind in taken for each in self.findings[kind]]


class _History(NamedTuple):
    """The rows that imports made of one outcome, the latest last, and the row that has the last word."""

    imported: list[Outcome]
    last: Outcome

    @property
    def is_changed_here(self) -> bool:
        """Whether somebody corrected or undid what was imported."""
        return self.last is not self.imported[-1]


def merge(read: Iterable[Read], record: Record, terms: Terms) -> Import:
    """The import of what was read of a file, in its order, into the record of the year."""
    rows, source, findings = [*read], terms.mapping.source, defaultdict[Kind, list[Finding]](list)
    candidates = [row for row in rows if isinstance(row, Candidate)]
    refused = [row for row in rows if isinstance(row, Refusal)]
    skipped = [row for row in rows if isinstance(row, Skipped)]
    # Of equal rows without an id, those that count come before those that the source rejected.
    rejected = [key for row in skipped for key in row.rejected]
    stems = [*_stems(source, [*(row.key for row in candidates), *rejected])]
    by_stem = defaultdict[str, list[Candidate]](list)
    for stem, candidate in zip(stems, candidates, strict=False):
        by_stem[stem].append(candidate)
    histories = _histories(record, prefix_of(source))
    elsewhere = {row.counted: row for row in record.outcomes if not row.id.startswith(prefix_of(source))}
    for stem, (first, *others) in by_stem.items():
        if any(each.content != first.content for each in others):
            refused += _dispute([first, *others])
            continue
        skipped += [Skipped(each.row, _("it stands there twice")) for each in others]
        if stem in histories:
            kind, after = _compare(stem, first.content, histories[stem], terms)
            findings[kind].append(Finding(histories[stem].last, after, first.row))
        else:
            after = _row(stem, first.content, "", terms)
            findings[Kind.NEW].append(Finding(elsewhere.get(first.content[:-1]), after, first.row))
    gone = {*stems[len(candidates) :]}
    # What can't be read is there all the same.
    there = by_stem.keys() | _stems(source, [key for row in refused for key in row.keys])
    for stem in sorted(histories.keys() - there, key=lambda stem: histories[stem].last.latest_key):
        history = histories[stem]
        if not history.last.cancels:
            is_kept = stem in gone and history.is_changed_here and not terms.file_wins
            kind = Kind.KEPT if is_kept else Kind.REJECTED if stem in gone else Kind.MISSING
            content = Content(*history.last.counted[:3], None, None, "")
            findings[kind].append(Finding(history.last, _replacement(stem, content, history.last, terms)))
    varying = terms.mapping.varying()
    if not terms.file_wins and any(_is_unlike(each, varying) for each in findings[Kind.CHANGED]):
        findings[Kind.UNLIKE] = findings.pop(Kind.CHANGED)
    return Import(findings, refused, skipped)


def _histories(record: Record, prefix: str) -> dict[str, _History]:
    """The history of each outcome that the source said, by its stem."""
    found = dict[str, _History]()
    for row in sorted(record.rows.values(), key=lambda row: row.logged_at):
        if row.id.startswith(prefix):
            last = record.rows[record.last_word[row.id]]
            found.setdefault(row.id[:_STEM], _History([], last)).imported.append(row)
    return found


def _dispute(rows: Sequence[Candidate]) -> Iterator[Refusal]:
    """Why none of the rows can be taken, which have one id and say different things."""
    names = ", ".join(row.row for row in rows)
    message = _("Rows {rows} have the same id, and say different things.").format(rows=names)
    for row in rows:
        yield Refusal(
            row.row, (row.key,), "", None, message, _("Keep the one that is right, and delete the other.")
        )


def _compare(stem: str, content: Content, history: _History, terms: Terms) -> tuple[Kind, Outcome]:
    """What an outcome that was imported before is now, and the row that says what the file does."""
    last, latest = history.last, history.imported[-1]
    if content in (last.content, latest.content):
        return Kind.SAME, last
    was_said = any(row.content == content for row in history.imported)
    is_back = last.cancels and not history.is_changed_here
    is_kept = (was_said or history.is_changed_here) and not is_back and not terms.file_wins
    return Kind.KEPT if is_kept else Kind.CHANGED, _replacement(stem, content, last, terms)


def _is_unlike(change: Finding, varying: Collection[str]) -> bool:
    """Whether day, place and value are all others, as far as they can differ from row to row."""
    names = [name for name in ("date", "place", "value") if name in varying]
    pairs = [(getattr(change.before, name), getattr(change.after, name)) for name in names]
    said = [pair for pair in pairs if any(pair)]
    return len(said) > 1 and all(before != after for before, after in said)


def prefix_of(source: str) -> str:
    """What every id of the source begins with."""
    return f"im{_letters(_SOURCE, source)}-"


def _stems(source: str, keys: Iterable[Key]) -> Iterator[str]:
    """What the ids of outcomes begin with, whichever version it is."""
    prefix, times = prefix_of(source), Counter[Key]()
    for key in keys:
        times[key] += 1
        # A row with an id of its own is the same each time; of rows without one each is another.
        count = () if key[0] == "id" else (str(times[key]),)
        yield prefix + _letters(_ROW, source, *key, *count)


def _replacement(stem: str, content: Content, replaced: Outcome, terms: Terms) -> Outcome:
    row_id = f"{stem}-{_letters(_VERSION, *content_texts(content), replaced.id)}"
    return _row(row_id, content, replaced.id, terms)


def _row(row_id: str, content: Content, replaces: str, terms: Terms) -> Outcome:
    return Outcome(row_id, *content, replaces, terms.writer, terms.logged_at)


def _letters(count: int, *words: str) -> str:
    return sha256("\x1f".join(words).encode()).hexdigest()[:count].translate(_FIGURES)
