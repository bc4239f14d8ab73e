"""What a file's rows mean for the record: new, already there, changed at the source, or missing. Pure.

The id of an outcome derives from where it comes from, so that importing twice changes nothing: `im`, six
letters of the source, and twenty-four of the row's own id or, without one, of what the row says and which it
is among equals. A replacement's id has ten letters more. The letters are those of SHA-256 with its figures as
letters: no spreadsheet takes them for a number or a date, and nobody for a telephone number.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from enum import Enum
from hashlib import sha256
from typing import NamedTuple

from lovp.exchange.imports.mapping import MappingShape
from lovp.exchange.imports.row_parser import Candidate, Key, Read, Refusal, Skipped, content_texts
from lovp.i18n import _, mark
from lovp.model import Content, Number, Outcome
from lovp.record.record import Record

_SOURCE = 6
_ROW = 24
_VERSION = 10
_STEM = len("im") + _SOURCE + len("-") + _ROW
"""Characters of an outcome's stem: its id without what tells versions apart."""
_FIGURES = str.maketrans("0123456789", "ghijklmnop")


class Kind(Enum):
    """What an outcome of the file, or one that it lacks, is for the record.

    KEPT was changed here, or by a later file. UNLIKE is all that would be CHANGED, where the ids of a copied
    form begin anew.
    """

    NEW = mark("new")
    SAME = mark("already there")
    ALIKE = mark("new, but like something recorded in another way")
    CHANGED = mark("changed at the source")
    KEPT = mark("changed in the record since")
    UNLIKE = mark("the same id, but perhaps another thing")
    REJECTED = mark("rejected at the source, and cancelled")
    MISSING = mark("no longer in the file")


class Finding(NamedTuple):
    """An outcome as it counts now (of a new one what it is like) and as it would be, and the file's row."""

    before: Outcome | None
    after: Outcome
    row: str = ""


class _History(NamedTuple):
    """The rows that were imported of an outcome, the latest last, and the one that has the last word."""

    imported: list[Outcome]
    last: Outcome


class Import(NamedTuple):
    """What an import finds, and which rows of the file it can't take."""

    findings: defaultdict[Kind, list[Finding]]
    refused: list[Refusal]
    skipped: list[Skipped]

    def refused_rows(self) -> set[str]:
        """The rows that were refused, whichever of their cells it was for."""
        return {each.row for each in self.refused}

    def is_doubtful(self) -> bool:
        """Whether most rows are refused or changed, as those of a wrong file or of another year are."""
        known = len(self.findings[Kind.NEW]) + len(self.findings[Kind.SAME])
        return len(self.refused_rows()) + len(self.findings[Kind.CHANGED]) > known

    def sums(self) -> dict[str, Number]:
        """The values of what is new, added up by series."""
        sums = defaultdict[str, Number](int)
        for each in (*self.findings[Kind.NEW], *self.findings[Kind.ALIKE]):
            sums[each.after.target] += each.after.value or 0
        return sums

    def rows(self, *kinds: Kind, writer: str = "", logged_at: str = "") -> list[Outcome]:
        """The rows to append to the record; those of the `kinds` too, if somebody says so."""
        taken = (Kind.NEW, Kind.ALIKE, Kind.CHANGED, Kind.REJECTED, *kinds)
        rows = [each.after for kind in taken for each in self.findings[kind]]
        return [row._replace(writer=writer, logged_at=logged_at) for row in rows]


def merge(read: Iterable[Read], record: Record, mapping: MappingShape, *, file_wins: bool = False) -> Import:
    """The import of a file's rows into the record; with `file_wins` also where that was changed since."""
    rows = list(read)
    findings = defaultdict[Kind, list[Finding]](list)
    refused = [row for row in rows if isinstance(row, Refusal)]
    skipped = [row for row in rows if isinstance(row, Skipped)]
    candidates = _candidates(mapping, [row for row in rows if isinstance(row, Candidate)])
    prefix = prefix_of(mapping.source)
    histories = _histories(prefix, record)
    elsewhere = {row.counted: row for row in record.outcomes if not row.id.startswith(prefix)}
    for stem, same in candidates.items():
        counting = [each for each in same if each.content is not None]
        if len({each.content for each in counting}) > 1:
            refused += _contradictions(counting)
            continue
        skipped += [Skipped(each.row, _("it stands there twice")) for each in counting[1:]]
        content = same[0].content
        history = histories.get(stem)
        if history and (content or not history.last.cancels):
            kind = _compare(content, history, file_wins=file_wins)
            replacement = _replacement(stem, content, history.last)
            findings[kind].append(Finding(history.last, replacement, same[0].row))
        elif content:
            alike = elsewhere.get(content[:-1])
            kind = Kind.ALIKE if alike else Kind.NEW
            findings[kind].append(Finding(alike, Outcome(stem, *content, "", "", ""), same[0].row))
    # What can't be read is there all the same.
    there = candidates.keys() | _stems(mapping, [key for row in refused for key in row.keys])
    findings[Kind.MISSING] = _missing(histories, there)
    if not file_wins and any(_is_unlike(each, mapping) for each in findings[Kind.CHANGED]):
        findings[Kind.UNLIKE] = findings.pop(Kind.CHANGED)
    return Import(findings, refused, skipped)


def _candidates(mapping: MappingShape, candidates: list[Candidate]) -> dict[str, list[Candidate]]:
    """The candidates for each outcome, by its stem; those that count before those that were rejected."""
    candidates.sort(key=lambda each: each.content is None)
    found = defaultdict[str, list[Candidate]](list)
    for stem, each in zip(_stems(mapping, (each.key for each in candidates)), candidates, strict=True):
        found[stem].append(each)
    return found


def _histories(prefix: str, record: Record) -> dict[str, _History]:
    """What was imported before under ids that begin so, by the stem of each outcome."""
    imported = defaultdict[str, list[Outcome]](list)
    for row in sorted(record.rows.values(), key=lambda row: row.logged_at):
        if row.id.startswith(prefix):
            imported[row.id[:_STEM]].append(row)
    last_ids = {stem: record.last_word[rows[0].id] for stem, rows in imported.items()}
    return {stem: _History(rows, record.rows[last_ids[stem]]) for stem, rows in imported.items()}


def _contradictions(candidates: Sequence[Candidate]) -> list[Refusal]:
    """The rows that have the same id, all of them refused."""
    names = ", ".join(each.row for each in candidates)
    message = _("Rows {rows} have the same id, and say different things.").format(rows=names)
    remedy = _("Keep the one that is right, and delete the other.")
    return [Refusal(each.row, (each.key,), "", message, remedy) for each in candidates]


def _missing(histories: Mapping[str, _History], there: Set[str]) -> list[Finding]:
    """The outcomes that count and are not `there` in the file, by date."""
    lasts = [(stem, history.last) for stem, history in histories.items() if stem not in there]
    lasts.sort(key=lambda pair: pair[1].latest_key)
    return [Finding(last, _replacement(stem, None, last)) for stem, last in lasts if not last.cancels]


def _compare(content: Content | None, history: _History, *, file_wins: bool) -> Kind:
    """What an outcome is that was imported before. Without content the source rejected it."""
    newest = history.imported[-1]
    if content in (history.last.content, newest.content):
        return Kind.SAME
    is_changed_here = history.last is not newest
    is_older = any(row.content == content for row in history.imported) and not history.last.cancels
    if (is_changed_here or is_older) and not file_wins:
        return Kind.KEPT
    return Kind.CHANGED if content else Kind.REJECTED


def _is_unlike(change: Finding, mapping: MappingShape) -> bool:
    """Whether day, place and value are all others, as far as they can differ from row to row."""
    read = {name for part in mapping.parts().values() for name, field in part.items() if field.column}
    names = read & {"date", "place", "value"}
    pairs = [(getattr(change.before, name), getattr(change.after, name)) for name in names]
    filled = [pair for pair in pairs if any(pair)]
    return len(filled) > 1 and all(before != after for before, after in filled)


def prefix_of(source: str) -> str:
    """What every id of the source begins with."""
    return f"im{_letters(_SOURCE, source)}-"


def _stems(mapping: MappingShape, keys: Iterable[Key]) -> Iterator[str]:
    """What the ids of outcomes begin with, whichever version it is."""
    prefix = prefix_of(mapping.source)
    times = Counter[Key]()
    for key in keys:
        times[key] += 1
        # A row with an id of its own is the same each time; of rows without one each is another.
        count = () if key[0] == "id" else (str(times[key]),)
        yield prefix + _letters(_ROW, mapping.source, *key, *count)


def _replacement(stem: str, content: Content | None, replaced: Outcome) -> Outcome:
    """The row that replaces an outcome by the content, or cancels it."""
    content = content or Content(*replaced.counted[:3], None, None, "")
    row_id = f"{stem}-{_letters(_VERSION, *content_texts(content), replaced.id)}"
    return Outcome(row_id, *content, replaced.id, "", "")


def _letters(count: int, *words: str) -> str:
    return sha256("\x1f".join(words).encode()).hexdigest()[:count].translate(_FIGURES)
