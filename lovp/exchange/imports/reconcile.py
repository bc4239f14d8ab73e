"""What a file's rows mean for the record: new, already there, changed at the source, or missing. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Set
from datetime import datetime
from typing import NamedTuple

from lovp.exchange.imports.drafts import Draft, Passed, Read, Refusal
from lovp.exchange.imports.identity import (
    STEM,
    Identified,
    identify,
    prefix_of,
    stem_of,
    version_id,
)
from lovp.i18n import _
from lovp.model import Content, Outcome
from lovp.period import timestamp
from lovp.record.record import Record

_FACTS = len(Content._fields) - 1
"""What of a content says what happened: all but the note."""


class Changed(NamedTuple):
    """A row that says otherwise than it did: the outcome as it counts now, and as the file has it."""

    row: int
    before: Outcome
    after: Outcome
    sheet: str = ""


class Import(NamedTuple):
    """What an import does (`new`, `changed`, `withdrawn`), and what it doesn't.

    `same` is the number of outcomes that are recorded as the file has them; `repeated` that of rows which
    say again what another row of the file says. `older` are rows that say what the record had before a later
    change, `contested` those that were changed both at the source and here; `alike` are new ones like which
    something counts already that is not from this source, as its `before`; `missing` are outcomes from the
    same source that the file doesn't have.
    """

    new: tuple[Outcome, ...] = ()
    changed: tuple[Changed, ...] = ()
    withdrawn: tuple[Outcome, ...] = ()
    same: int = 0
    repeated: int = 0
    older: tuple[Changed, ...] = ()
    contested: tuple[Changed, ...] = ()
    alike: tuple[Changed, ...] = ()
    missing: tuple[Outcome, ...] = ()
    refused: tuple[Refusal, ...] = ()
    passed: tuple[Passed, ...] = ()

    def rows(self) -> list[Outcome]:
        """The rows to append to the record."""
        return [*self.new, *(each.after for each in self.changed), *self.withdrawn]


class Terms(NamedTuple):
    """Who imports from which source, and when.

    `parts` are the keys of what each row may say; with `file_wins` the file counts also where the record was
    changed here or said otherwise later; with `withdraw` what is missing in the file is cancelled.
    """

    source: str
    parts: tuple[str, ...]
    writer: str
    now: datetime
    file_wins: bool = False
    withdraw: bool = False


def reconcile(read: Iterable[Read], record: Record, terms: Terms) -> Import:
    """Holds what was read of a file, in its order, against the record of the year."""
    drafts: list[Draft] = []
    refused: list[Refusal] = []
    passed: list[Passed] = []
    for each in read:
        if isinstance(each, Draft):
            drafts.append(each)
        elif isinstance(each, Refusal):
            refused.append(each)
        else:
            passed.append(each)
    return _Reconciling(record, terms).result(drafts, refused, passed)


class _Reconciling:
    """One file against the record, row by row."""

    def __init__(self, record: Record, terms: Terms) -> None:
        self.record = record
        self.terms = terms
        self.logged_at = timestamp(terms.now)
        self.new: list[Outcome] = []
        self.changed: list[Changed] = []
        self.older: list[Changed] = []
        self.contested: list[Changed] = []
        self.alike: list[Changed] = []
        self.same = 0
        self.prefix = prefix_of(terms.source)
        self.elsewhere = {
            row.content[:_FACTS]: row for row in record.outcomes if not row.id.startswith(self.prefix)
        }
        self.versions: defaultdict[str, list[Outcome]] = defaultdict(list)
        for row_id, row in record.rows.items():
            if row_id.startswith(self.prefix):
                self.versions[row_id[:STEM]].append(row)

    def result(self, drafts: list[Draft], refused: list[Refusal], passed: list[Passed]) -> Import:
        """The import, once every row has been held against the record."""
        found, repeated, disputed = _each_once(identify(self.terms.source, drafts))
        refused = [*refused, *disputed]
        for identified in found.values():
            self.take(identified)
        # What can't be read is there all the same.
        unread = {
            stem_of(self.terms.source, each.own, part)
            for each in refused
            if each.own
            for part in self.terms.parts
        }
        missing = self.missing(found.keys() | unread)
        withdrawn = [self.cancelled(each) for each in missing] if self.terms.withdraw else []
        return Import(
            tuple(self.new),
            tuple(self.changed),
            tuple(withdrawn),
            self.same,
            repeated,
            tuple(self.older),
            tuple(self.contested),
            tuple(self.alike),
            tuple(missing),
            tuple(sorted(refused, key=lambda each: (each.sheet, each.row))),
            tuple(passed),
        )

    def take(self, identified: Identified) -> None:
        """Find out what the row means for the record."""
        stem, draft = identified
        content = identified.content
        versions = self.versions.get(stem)
        if not versions:
            new = self.row(stem, content, "")
            self.new.append(new)
            if other := self.elsewhere.get(content[:_FACTS]):
                self.alike.append(Changed(draft.row, other, new, draft.sheet))
            return
        head = self.record.rows[self.record.last_word[versions[0].id]]
        imported = self.latest_import(head)
        if content in (imported.content, head.content):
            self.same += 1
            return
        after = self.row(version_id(stem, content, head.id), content, head.id)
        change = Changed(draft.row, head, after, draft.sheet)
        if self.terms.file_wins or (imported.cancels and head is imported):
            self.changed.append(change)
        elif any(version.content == content for version in versions):
            self.older.append(change)
        elif head is not imported:
            self.contested.append(change)
        else:
            self.changed.append(change)

    def latest_import(self, head: Outcome) -> Outcome:
        """The latest row of the history that an import made."""
        row = head
        seen = set()
        while not row.id.startswith(self.prefix) and row.replaces in self.record.rows and row.id not in seen:
            seen.add(row.id)
            row = self.record.rows[row.replaces]
        return row

    def missing(self, there: Set[str]) -> list[Outcome]:
        """What counts of the source's outcomes, but is not in the file, by date."""
        heads = (
            self.record.rows[self.record.last_word[versions[0].id]]
            for stem, versions in self.versions.items()
            if stem not in there
        )
        return sorted((head for head in heads if not head.cancels), key=lambda head: head.latest_key)

    def row(self, row_id: str, content: Content, replaces: str) -> Outcome:
        """A row to append."""
        return Outcome(row_id, *content, replaces, self.terms.writer, self.logged_at)

    def cancelled(self, head: Outcome) -> Outcome:
        """The row that cancels what is not at the source any more."""
        content = Content(head.date, head.target, head.place, None, None, "")
        stem = self.latest_import(head).id[:STEM]
        return self.row(version_id(stem, content, head.id), content, head.id)


def _each_once(rows: Iterable[Identified]) -> tuple[dict[str, Identified], int, list[Refusal]]:
    """The rows by stem, how many only say again what another says, and those that contradict another."""
    found: dict[str, Identified] = {}
    repeated = 0
    disputed: dict[tuple[str, int], Refusal] = {}
    for row in rows:
        first = found.setdefault(row.stem, row)
        if first is row:
            continue
        if first.content == row.content:
            repeated += 1
            continue
        for one, other in ((first.draft, row.draft), (row.draft, first.draft)):
            disputed[one.sheet, one.row] = Refusal(
                one.row,
                one.own,
                one.part,
                None,
                one.own,
                _("the same id stands in row {row}, which says otherwise").format(
                    row=numbered(other.row, other.sheet)
                ),
                _("Keep the one that is right, and delete the other."),
                one.sheet,
            )
    stems = {row.stem for row in found.values() if (row.draft.sheet, row.draft.row) in disputed}
    return {stem: row for stem, row in found.items() if stem not in stems}, repeated, list(disputed.values())


def numbered(row: object, sheet: str) -> str:
    """A row, or several, by number and, where several sheets are read, by the sheet."""
    return f"{row} ({sheet})" if sheet else str(row)
