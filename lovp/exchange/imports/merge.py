"""What a file's rows mean for the record: new, already there, changed at the source, or missing. Pure.

The id of an outcome derives from where it comes from, so that importing twice changes nothing: `im`, six
letters of the source, and twenty-four of the row's own id or, without one, of what the row says and which it
is among equals. A replacement's id has ten letters more. The letters are those of SHA-256 with its figures as
letters: no spreadsheet takes them for a number or a date, and nobody for a telephone number.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from enum import Enum
from hashlib import sha256
from typing import NamedTuple

from lovp.exchange.imports.mapping import MappingShape
from lovp.exchange.imports.row_parser import Candidate, Key, Read, Refusal, Skipped, content_texts
from lovp.i18n import _, mark
from lovp.model import Content, Outcome
from lovp.record.record import Record

_SOURCE, _ROW, _VERSION = 6, 24, 10
_STEM = len("im") + _SOURCE + len("-") + _ROW
"""Characters of an id without what tells versions apart."""
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


class Import(NamedTuple):
    """What an import finds, and which rows of the file it can't take."""

    findings: defaultdict[Kind, list[Finding]]
    refused: list[Refusal]
    skipped: list[Skipped]

    def refused_rows(self) -> set[str]:
        """The rows that were refused, whichever of their cells it was for."""
        return {each.row for each in self.refused}

    def rows(self, *kinds: Kind, writer: str = "", logged_at: str = "") -> list[Outcome]:
        """The rows to append to the record; those of the `kinds` too, if somebody says so."""
        taken = (Kind.NEW, Kind.ALIKE, Kind.CHANGED, Kind.REJECTED, *kinds)
        rows = [each.after for kind in taken for each in self.findings[kind]]
        return [row._replace(writer=writer, logged_at=logged_at) for row in rows]


def merge(read: Iterable[Read], record: Record, mapping: MappingShape, *, file_wins: bool = False) -> Import:
    """The import of a file's rows into the record; with `file_wins` also where that was changed since."""
    rows, prefix, findings = [*read], prefix_of(mapping.source), defaultdict[Kind, list[Finding]](list)
    refused = [row for row in rows if isinstance(row, Refusal)]
    skipped = [row for row in rows if isinstance(row, Skipped)]
    # Of equal rows without an id, those that count come before those that the source rejected.
    candidates = [row for row in rows if isinstance(row, Candidate)]
    candidates.sort(key=lambda each: each.content is None)
    by_stem = defaultdict[str, list[Candidate]](list)
    for stem, each in zip(_stems(mapping, (each.key for each in candidates)), candidates, strict=True):
        by_stem[stem].append(each)
    histories = defaultdict[str, list[Outcome]](list)
    for row in sorted(record.rows.values(), key=lambda row: row.logged_at):
        if row.id.startswith(prefix):
            histories[row.id[:_STEM]].append(row)
    last_of = {stem: record.rows[record.last_word[imported[0].id]] for stem, imported in histories.items()}
    elsewhere = {row.counted: row for row in record.outcomes if not row.id.startswith(prefix)}
    for stem, same in by_stem.items():
        content, last = same[0].content, last_of.get(stem)
        said = [each for each in same if each.content is not None]
        if any(each.content != content for each in said):
            names = ", ".join(each.row for each in said)
            message = _("Rows {rows} have the same id, and say different things.").format(rows=names)
            remedy = _("Keep the one that is right, and delete the other.")
            refused += [Refusal(each.row, (each.key,), "", message, remedy) for each in said]
            continue
        skipped += [Skipped(each.row, _("it stands there twice")) for each in said[1:]]
        if last and (content or not last.cancels):
            kind = _compare(content, histories[stem], last, file_wins=file_wins)
            findings[kind].append(Finding(last, _replacement(stem, content, last), same[0].row))
        elif content:
            alike = elsewhere.get(content[:-1])
            kind = Kind.ALIKE if alike else Kind.NEW
            findings[kind].append(Finding(alike, Outcome(stem, *content, "", "", ""), same[0].row))
    # What can't be read is there all the same.
    there = by_stem.keys() | _stems(mapping, [key for row in refused for key in row.keys])
    gone = [(last, stem) for stem, last in last_of.items() if stem not in there and not last.cancels]
    gone.sort(key=lambda pair: pair[0].latest_key)
    findings[Kind.MISSING] = [Finding(last, _replacement(stem, None, last)) for last, stem in gone]
    if not file_wins and any(_is_unlike(each, mapping) for each in findings[Kind.CHANGED]):
        findings[Kind.UNLIKE] = findings.pop(Kind.CHANGED)
    return Import(findings, refused, skipped)


def _compare(content: Content | None, imported: list[Outcome], last: Outcome, *, file_wins: bool) -> Kind:
    """What an outcome is whose rows were imported, the latest last, and of which one has the last word.

    Without content the source rejected it.
    """
    if content in (last.content, imported[-1].content):
        return Kind.SAME
    is_changed_here = last is not imported[-1]
    is_older = any(row.content == content for row in imported) and not last.cancels
    if (is_changed_here or is_older) and not file_wins:
        return Kind.KEPT
    return Kind.CHANGED if content else Kind.REJECTED


def _is_unlike(change: Finding, mapping: MappingShape) -> bool:
    """Whether day, place and value are all others, as far as they can differ from row to row."""
    read = {name for part in mapping.parts().values() for name, field in part.items() if field.column}
    names = read & {"date", "place", "value"}
    pairs = [(getattr(change.before, name), getattr(change.after, name)) for name in names]
    said = [pair for pair in pairs if any(pair)]
    return len(said) > 1 and all(before != after for before, after in said)


def prefix_of(source: str) -> str:
    """What every id of the source begins with."""
    return f"im{_letters(_SOURCE, source)}-"


def _stems(mapping: MappingShape, keys: Iterable[Key]) -> Iterator[str]:
    """What the ids of outcomes begin with, whichever version it is."""
    prefix, times = prefix_of(mapping.source), Counter[Key]()
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
