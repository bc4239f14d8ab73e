"""`lovp check --tidy`: what conflict copies hold more is added to their writer's file; they are kept, unread.

Killed at any instant, a row stands in the copy or in the file, or in both, which counts once.
"""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lovp.errors import LovpError, Problem
from lovp.i18n import _
from lovp.model import Outcome
from lovp.pii import personal_data_in
from lovp.record.append import append
from lovp.record.folder import OLD, record_files, writer_in
from lovp.record.merge import merge
from lovp.record.reader import read_batches
from lovp.record.row import Cells
from lovp.text import clean_text


class ConflictCopy(NamedTuple):
    """A copy of the `writer`'s file, and what of it is `lacking` there; with a `reason` it stays as it is."""

    path: Path
    writer: str
    lacking: tuple[Outcome, ...]
    reason: str


def find_copies(folder: Path, writer: str) -> list[ConflictCopy]:
    """The conflict copies in a year's folder, and what is to become of each when the `writer` tidies up."""
    problems: list[Problem] = []
    merged = merge(read_batches(folder, Cells(), problems))
    faulty = {each.file for each in problems}
    in_conflict = {row.id for variants in merged.conflicts for row in variants}
    found = []
    for path in sorted(record_files(folder)):
        file = clean_text(path.name)
        if owner := merged.copies.get(file):
            own = {row for batch in merged.batches if writer_in(batch.file) == owner for row in batch.rows}
            rows = [row for batch in merged.batches if batch.file == file for row in batch.rows]
            lacking = tuple(dict.fromkeys(row for row in rows if row not in own))
            reason = ""
            if file in faulty or any(row.id in in_conflict or personal_data_in(row) for row in rows):
                reason = _("something in it or in {file} is wrong (lovp check shows it)")
            elif lacking and owner != writer:
                reason = _("it holds more than {file}, to which {writer} adds: run lovp check --tidy there")
            reason = reason.format(file=f"{owner}.csv", writer=owner)
            found.append(ConflictCopy(path, owner, lacking, reason))
    return found


def merge_copy(copy: ConflictCopy, writer: str) -> ConflictCopy:
    """Add what the copy holds more to its writer's file, and set it aside; on LovpError it is as it was.

    An older copy of the same name that was set aside before is replaced: its rows are in the file.
    """
    with suppress(OSError):
        before = copy.path.read_bytes()
        for now in find_copies(copy.path.parent, writer):
            if now.path == copy.path and not now.reason:
                append(copy.path.parent, now.writer, now.lacking)
                if copy.path.read_bytes() == before:
                    copy.path.replace(copy.path.with_suffix(OLD))
                    return now
    raise LovpError(
        _("{file} can't be folded in: another program has it.").format(file=clean_text(copy.path.name)),
        _("Nothing is lost: what it holds counts once. Try again when other programs are done with it."),
    )
