"""`lovp check --tidy`: what conflict copies hold more is added to their writer's file; they are kept, unread.

Killed at any instant, a row stands in the copy or in the file, or in both, which counts once.
"""

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from lovp.cells import clean_text
from lovp.errors import LovpError, Problem
from lovp.i18n import _
from lovp.lock import locked
from lovp.model import Outcome
from lovp.pii import personal_data_in
from lovp.record.append import append
from lovp.record.conflict_copies import writer_in
from lovp.record.folder import record_files
from lovp.record.merge import merge
from lovp.record.parse import Cells
from lovp.record.reader import read_batches
from lovp.record.unread_files import OLD
from lovp.trouble import why


class ConflictCopy(NamedTuple):
    """A copy of the `writer`'s file, and what of it is `lacking` there; with a `reason` it stays as it is.

    `file` is its name as it may be shown, `renamed` the name that it has got.
    """

    path: Path
    file: str
    writer: str
    lacking: tuple[Outcome, ...]
    reason: str
    renamed: str = ""


def find_copies(folder: Path, writer: str) -> list[ConflictCopy]:
    """The conflict copies in a year's folder, and what is to become of each when the `writer` tidies up."""
    problems: list[Problem] = []
    merged = merge(read_batches(folder, Cells(), problems))
    paths = {clean_text(path.name): path for path in record_files(folder)} if merged.copies else {}
    rows: defaultdict[str, list[Outcome]] = defaultdict(list)
    for batch in merged.batches:
        rows[batch.file] += batch.rows
    in_conflict = {row.id for variants in merged.conflicts for row in variants}
    found = []
    for file, owner in sorted(merged.copies.items()):
        if owner and file in paths:
            own = {row for name in rows if writer_in(name) == owner for row in rows[name]}
            lacking = tuple(dict.fromkeys(row for row in rows[file] if row not in own))
            unread = [each.file for each in problems if not each.line and writer_in(each.file) == owner]
            reason = ""
            if any(problem.file == file for problem in problems):
                reason = _("something in it can't be read (lovp check shows it)")
            elif not in_conflict.isdisjoint(row.id for row in rows[file]):
                reason = _("a row in it has another content elsewhere (lovp check shows it)")
            elif any(map(personal_data_in, rows[file])):
                reason = _("it holds personal data (lovp check shows it)")
            elif unread:
                reason = _("{file} can't be read (lovp check shows it)").format(file=unread[0])
            elif lacking and owner != writer:
                text = _("it holds more than {file}, to which {writer} adds: run lovp check --tidy there")
                reason = text.format(file=f"{owner}.csv", writer=owner)
            found.append(ConflictCopy(paths[file], file, owner, lacking, reason))
    return found


def merge_copy(copy: ConflictCopy, writer: str) -> ConflictCopy:
    """Add what the copy holds more to its writer's file, and set it aside; on LovpError it is as it was."""
    folder, path = copy.path.parent, copy.path
    remedy = _("Nothing is lost: what it holds counts once. Try again when other programs are done with it.")
    try:
        with locked(folder / ".tidy.lock", _("Another lovp is tidying up here.")):
            before = path.read_bytes()
            for now in find_copies(folder, writer):
                if now.path == path and not now.reason:
                    append(folder, now.writer, now.lacking)
                    if path.read_bytes() == before:
                        return now._replace(renamed=_set_aside(path))
    except OSError as error:
        message = _("{file} can't be folded in: {reason}.").format(file=copy.file, reason=why(error))
        raise LovpError(message, remedy) from error
    raise LovpError(_("{file} was changed by another program just now.").format(file=copy.file), remedy)


def _set_aside(path: Path) -> str:
    """Rename the file, so that it is not read any more; its new name."""
    new, number = path.with_name(path.stem + OLD), 2
    while new.exists():
        new, number = path.with_name(f"{path.stem}.{number}{OLD}"), number + 1
    path.rename(new)
    return clean_text(new.name)
