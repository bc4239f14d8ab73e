"""The union of all rows: what counts, whatever order, however often, in whichever files the rows are found.

Pure. Everything is decided by the content of the rows alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from lovp.model import Outcome
from lovp.record.folder import slug_text, writer_in
from lovp.record.history import Histories, find_histories
from lovp.record.reader import Batch
from lovp.record.row import canonical


class Merged(NamedTuple):
    """The union of rows.

    `rows` has one row for each id, replaced ones too; `conflicts` are the rows that say different things
    under one id; `copies` are files that are copies, each with the writer whose file it is a conflict copy
    of: empty for a file that holds rows of another writer than it is named after, or no rows of its own.
    """

    rows: Mapping[str, Outcome]
    histories: Histories
    conflicts: Sequence[Collection[Outcome]]
    copies: Mapping[str, str]
    batches: Sequence[Batch]


def merge(batches: Iterable[Batch], known_at: str | None = None) -> Merged:
    """The union of all rows, or of those recorded by `known_at` (as in `logged_at`).

    The same id that says the same counts once, as recorded first: two offices may import the same answer,
    and only the writer and the time differ then. Where it says different things the greatest by time of
    recording, then by content, counts.
    """
    rows: dict[str, Outcome] = {}
    others: defaultdict[str, set[Outcome]] = defaultdict(set)
    writers: defaultdict[str, set[str]] = defaultdict(set)
    originals: set[str] = set()
    read = list(batches)
    for file, _lines, added in read:
        if known_at:
            added = [row for row in added if row.logged_at <= known_at]
        if added:
            writers[file].update([row.writer for row in added])
        before = len(rows)
        for row in added:
            known = rows.setdefault(row.id, row)
            if known is not row and known != row:
                others[row.id] |= {known, row}
        if len(rows) > before:
            originals.add(file)
    conflicts = {}
    for row_id, found in others.items():
        latest_first = sorted(found, key=lambda row: (row.logged_at, row.writer), reverse=True)
        # Of those that say the same the first one stays, as it comes last here.
        contents = {(row.content, row.replaces): row for row in latest_first}
        rows[row_id] = max(contents.values(), key=lambda row: (row.logged_at, canonical(row)))
        if len(contents) > 1:
            conflicts[row_id] = contents.values()
    if known_at:
        _forget(rows, {row.id for batch in read for row in batch.rows} - rows.keys())
    told = [found for row_id, found in conflicts.items() if row_id in rows]
    return Merged(rows, find_histories(rows), told, _find_copies(writers, originals), read)


def _forget(rows: dict[str, Outcome], unknown: set[str]) -> None:
    """Take out what corrects an unknown row, and what corrects that.

    Clocks jump, so a correction may seem older than what it corrects: it is known when both are.
    """
    while unknown:
        unknown = {row.id for row in rows.values() if row.replaces in unknown}
        for row_id in unknown:
            del rows[row_id]


def _find_copies(writers: Mapping[str, set[str]], originals: Collection[str]) -> dict[str, str]:
    """The files that are copies; `originals` hold rows that no file read before them holds.

    Programs put the other side of a conflict beside the file, under a name that begins with the file's own:
    `kansli-PC7.csv` (OneDrive), `kansli (conflicted copy 2024-03-12).csv`, `kansli.sync-conflict-….csv`.
    """
    copies = {}
    for file in writers:
        names = {slug_text(name) for name in writers[file]}
        if names != {writer_in(file)}:
            begins = len(names) == 1 and file.lower().startswith(tuple(names))
            copies[file] = names.pop() if begins else ""
        elif file not in originals:
            copies[file] = ""
    return copies
