"""`lovp check --tidy`: what conflict copies hold more goes into the writer's file; they are kept, unread."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from lovp.errors import LovpError, Problem
from lovp.i18n import _
from lovp.record.append import append
from lovp.record.encoding import read_blocks
from lovp.record.folder import OLD, record_files, writer_in
from lovp.record.merge import Merged, merge
from lovp.record.reader import read_batches, read_file
from lovp.record.row import Cells, personal_data_in
from lovp.text import clean_text


class ConflictCopy(NamedTuple):
    """A copy of the `writer`'s file, and how many rows it held more; with a `reason` it stays as it is."""

    path: Path
    writer: str
    rows: int
    reason: str


def fold_in(folder: Path, writer: str) -> Iterator[ConflictCopy]:
    """What became of each conflict copy in a year's folder, as the `writer` folds them in one by one.

    Killed at any instant, a row stands in the copy or in the file, or in both, which counts once. LovpError
    where another program has a copy; that one is as it was.
    """
    for path in sorted(record_files(folder)):
        merged = merge(read_batches(folder, Cells(), []))
        if owner := merged.copies.get(clean_text(path.name)):
            try:
                yield _fold_in(path, owner, merged, writer)
            except OSError:
                message = _("{file} can't be folded in: another program has it.")
                remedy = _("Nothing is lost: what it holds counts once. Try again when the others are done.")
                raise LovpError(message.format(file=clean_text(path.name)), remedy) from None


def _fold_in(path: Path, owner: str, merged: Merged, writer: str) -> ConflictCopy:
    """Add what the copy holds more to its owner's file, and set it aside, unless there is a reason not to."""
    content = path.read_bytes()
    problems: list[Problem] = []
    batches = read_file("", read_blocks(BytesIO(content)), Cells(), problems)
    rows = {row for batch in batches for row in batch.rows}
    lacking = rows.difference(*(each.rows for each in merged.batches if writer_in(each.file) == owner))
    in_conflict = {row.id for variants in merged.conflicts for row in variants}
    reason = ""
    if problems or any(row.id in in_conflict or personal_data_in(row) for row in rows):
        reason = _("something in it or in {file} is wrong (lovp check shows it)")
    elif lacking and owner != writer:
        reason = _("it holds more than {file}, to which {writer} adds: run lovp check --tidy there")
    else:
        append(path.parent, owner, sorted(lacking, key=lambda row: (row.logged_at, row.id)))
        if path.read_bytes() != content:
            raise OSError
        path.replace(path.with_suffix(OLD))
    return ConflictCopy(path, owner, len(lacking), reason.format(file=f"{owner}.csv", writer=owner))
