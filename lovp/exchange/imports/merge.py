"""What a file's rows mean for the record: new, already there, changed at the source, or missing. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence, Set
from datetime import datetime
from typing import NamedTuple

from lovp.dates import timestamp
from lovp.exchange.imports.candidates import (
    STEM,
    Candidate,
    Read,
    Refusal,
    Skipped,
    numbered,
    prefix_of,
    stem_of,
    stems,
    version_id,
)
from lovp.i18n import _
from lovp.model import Content, Outcome
from lovp.record.record import Record

_FACTS = len(Content._fields) - 1
"""What of a content says what happened: all but the note."""


class Terms(NamedTuple):
    """Who imports from which source, and when.

    `parts` are the keys of what each row may say, and `varying` the fields that can differ from row to row;
    with `file_wins` the file counts also where the record was changed here or said otherwise later; with
    `cancel_missing` what is missing in the file is cancelled.
    """

    source: str
    parts: Sequence[str]
    varying: Collection[str]
    writer: str
    now: datetime
    file_wins: bool = False
    cancel_missing: bool = False


class Changed(NamedTuple):
    """A row that says otherwise than it did: the outcome as it counts now, and as the file has it."""

    row: int
    before: Outcome
    after: Outcome
    sheet: str = ""


class Import:
    """What an import does to the record of the year (`rows`), and what it doesn't.

    `same` is the number of outcomes that are recorded as the file has them; `repeated` that of rows which
    say again what another row says. Left as they are: `older`, which say what the record had before a later
    change, `contested`, which were changed both at the source and here, and `unlike`, whose day, place and
    value are all others, as where another form has the same ids. `alike` are new ones like which something
    from elsewhere counts already (`before`); `rejected` are outcomes that the source has rejected since, and
    `missing` those that the file doesn't have any more.
    """

    def __init__(self, record: Record, terms: Terms) -> None:
        self._record = record
        self._terms = terms
        self._prefix = prefix_of(terms.source)
        self._logged_at = timestamp(terms.now)
        others = (row for row in record.outcomes if not row.id.startswith(self._prefix))
        self._elsewhere = {row.content[:_FACTS]: row for row in others}
        self._versions: defaultdict[str, list[Outcome]] = defaultdict(list)
        for row_id, row in record.rows.items():
            if row_id.startswith(self._prefix):
                self._versions[row_id[:STEM]].append(row)
        self.cancels_missing = terms.cancel_missing
        self.same = self.repeated = 0
        self.new, self.missing, self.rejected = list[Outcome](), list[Outcome](), list[Outcome]()
        self.changed, self.older, self.contested = list[Changed](), list[Changed](), list[Changed]()
        self.unlike, self.alike = list[Changed](), list[Changed]()
        self.refused, self.skipped = list[Refusal](), list[Skipped]()

    def rows(self) -> list[Outcome]:
        """The rows to append to the record."""
        cancelled = [*self.rejected, *(self.missing if self.cancels_missing else ())]
        return [*self.new, *(each.after for each in self.changed), *map(self._cancelled, cancelled)]

    def take(self, stem: str, candidate: Candidate) -> None:
        """Find out what a candidate means for the record."""
        content, versions = candidate.content, self._versions.get(stem)
        if not versions:
            self.new.append(self._row(stem, content, ""))
            if other := self._elsewhere.get(content[:_FACTS]):
                self.alike.append(Changed(candidate.row, other, self.new[-1], candidate.sheet))
            return
        head = self._head(versions)
        imported = self._latest_import(head)
        if content in (imported.content, head.content):
            self.same += 1
            return
        after = self._row(version_id(stem, content, head.id), content, head.id)
        kind = self.changed
        if not self._terms.file_wins and not (imported.cancels and head is imported):
            kind = self.contested if head is not imported else kind
            kind = self.older if any(version.content == content for version in versions) else kind
        kind.append(Changed(candidate.row, head, after, candidate.sheet))

    def doubt(self) -> None:
        """Take changes back where ids begin anew, as in a copy of a form.

        Where day, place and value are all others, it is another thing with the same id. Where one row is,
        those in which two of the three are others are in doubt, too.
        """
        differing = [(change, self._differing(change)) for change in self.changed]
        if not self._terms.file_wins and any(len(found) > 1 and all(found) for _change, found in differing):
            self.unlike = [change for change, found in differing if sum(found) > 1]
            self.changed = [change for change, found in differing if sum(found) <= 1]

    def _differing(self, change: Changed) -> list[bool]:
        """Of each fact that can differ from row to row, whether it does."""
        before, after = change.before, change.after
        pairs = {name: (getattr(before, name), getattr(after, name)) for name in ("date", "place", "value")}
        said = {name: pair for name, pair in pairs.items() if name in self._terms.varying and any(pair)}
        return [one != other for one, other in said.values()] if not before.cancels else []

    def reject(self, stem: str, skipped: Skipped) -> None:
        """Withdraw what was taken before the source rejected it, unless it was changed here."""
        head = self._head(self._versions[stem]) if stem in self._versions else None
        if head is None or head.cancels:
            return
        if self._terms.file_wins or head is self._latest_import(head):
            self.rejected.append(head)
        else:
            self.contested.append(Changed(skipped.row, head, self._cancelled(head), skipped.sheet))

    def miss(self, there: Set[str]) -> None:
        """Find what counts of the source's outcomes beside those with the stems that are there."""
        heads = [self._head(versions) for stem, versions in self._versions.items() if stem not in there]
        self.missing = sorted((head for head in heads if not head.cancels), key=lambda head: head.latest_key)

    def _cancelled(self, head: Outcome) -> Outcome:
        """The row that cancels what does not count at the source any more."""
        content = Content(head.date, head.target, head.place, None, None, "")
        stem = self._latest_import(head).id[:STEM]
        return self._row(version_id(stem, content, head.id), content, head.id)

    def _head(self, versions: list[Outcome]) -> Outcome:
        return self._record.rows[self._record.last_word[versions[0].id]]

    def _latest_import(self, head: Outcome) -> Outcome:
        """The latest row of the history that an import made."""
        row, seen = head, set[str]()
        while not row.id.startswith(self._prefix) and row.id not in seen:
            seen.add(row.id)
            row = self._record.rows.get(row.replaces, row)
        return row

    def _row(self, row_id: str, content: Content, replaces: str) -> Outcome:
        return Outcome(row_id, *content, replaces, self._terms.writer, self._logged_at)


def merge(read: Iterable[Read], record: Record, terms: Terms) -> Import:
    """The import of what was read of a file, in its order, into the record of the year."""
    done = Import(record, terms)
    candidates = list[Candidate]()
    for each in read:
        if isinstance(each, Candidate):
            candidates.append(each)
        elif isinstance(each, Refusal):
            done.refused.append(each)
        else:
            done.skipped.append(each)
    rejected = [(each, candidate) for each in done.skipped for candidate in each.candidates]
    # Of equal rows without an id, those that count come before those that the source rejected.
    ids = [*stems(terms.source, [*candidates, *(candidate for _row, candidate in rejected)])]
    for stem, candidate in _unique(zip(ids, candidates, strict=False), done):
        done.take(stem, candidate)
    done.doubt()
    there = set(ids[: len(candidates)])
    gone = {stem: row for (row, _candidate), stem in zip(rejected, ids[len(candidates) :], strict=True)}
    gone |= {stem: row for row in done.skipped if row.rejected for stem in _own_stems(row, terms)}
    for stem, row in gone.items():
        if stem not in there:
            done.reject(stem, row)
    # What can't be read is there all the same.
    unread = {stem for refused in done.refused for stem in _own_stems(refused, terms)}
    done.miss(there | gone.keys() | unread)
    return done


def _own_stems(row: Refusal | Skipped, terms: Terms) -> list[str]:
    """The stems of all that a row with an id of its own may say."""
    return [stem_of(terms.source, row.own, part) for part in terms.parts] if row.own else []


def _unique(rows: Iterable[tuple[str, Candidate]], done: Import) -> list[tuple[str, Candidate]]:
    """Each stem once; rows with one id that contradict each other are refused."""
    found: dict[str, Candidate] = {}
    disputed: dict[Candidate, Refusal] = {}
    for stem, row in rows:
        first = found.setdefault(stem, row)
        done.repeated += first is not row and first.content == row.content
        for one, other in ((first, row), (row, first)) if first.content != row.content else ():
            message = _("The same id stands in row {row}, which says otherwise.")
            message = message.format(row=numbered(other.row, other.sheet))
            remedy = _("Keep the one that is right, and delete the other.")
            disputed[one] = Refusal(one.row, one.own, None, one.own, message, remedy, one.sheet)
    done.refused = sorted([*done.refused, *disputed.values()], key=lambda each: (each.sheet, each.row))
    return [(stem, row) for stem, row in found.items() if row not in disputed]
