"""`lovp check --tidy`: conflict copies folded into their writer's own file, so that nothing of them is lost.

What a copy holds more is appended to the writer's file, read back from the disk, and only then does the copy
go. Killed at any instant, a row stands in the copy or in the file, or in both, which counts once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lovp.cells import clean_text
from lovp.disk import sync_folder
from lovp.errors import LovpError, Problem
from lovp.i18n import _
from lovp.model import Outcome
from lovp.pii import personal_data_in
from lovp.record.append import append
from lovp.record.conflict_copies import CopyName, copy_names, is_file_of, writer_in
from lovp.record.folder import record_files
from lovp.record.lock import locked
from lovp.record.merge import Said, said
from lovp.record.parse import Cells
from lovp.record.reader import read_batches
from lovp.record.writer import slug_text
from lovp.trouble import why

_LOCK = ".tidy.lock"


class Fold(NamedTuple):
    """A conflict copy, what its writer's files lack of it, and why it is left as it is (empty: it is not).

    `file` is its name as it may be shown, `path` the file itself.
    """

    path: Path
    file: str
    name: CopyName
    writer: str
    lacking: tuple[Outcome, ...]
    reason: str


class _Folder(NamedTuple):
    """A year's folder as it is read: rows by file, files not read whole, or not at all, ids in conflict."""

    paths: Mapping[str, Path]
    rows: Mapping[str, tuple[Outcome, ...]]
    faulty: frozenset[str]
    unread: frozenset[str]
    conflicts: frozenset[str]


def folds(folder: Path, writer: str) -> tuple[Fold, ...]:
    """The conflict copies in a year's folder, and what is to become of each when the `writer` tidies up."""
    read = _read(folder)
    strangers = [
        file for file, rows in read.rows.items() if any(not is_file_of(file, row.writer) for row in rows)
    ]
    found = copy_names(read.paths.keys(), strangers)
    return tuple(_fold(read, file, name, found, writer) for file, name in sorted(found.items()))


def folds_in(folders: Iterable[Path], writer: str) -> list[Fold]:
    """The conflict copies in several years' folders; one that can't be read is passed over."""
    found: list[Fold] = []
    for folder in folders:
        with suppress(OSError):
            found += folds(folder, writer)
    return found


def fold(folder: Path, file: str, writer: str) -> Fold:
    """Fold one copy in, if that is still possible; what was done. On LovpError the copy is as it was."""
    held = LovpError(_("Another lovp is tidying up here."), _("Wait until it is done."))
    try:
        with locked(folder / _LOCK, held):
            return _folded(folder, file, writer)
    except OSError as error:
        raise LovpError(
            _("{file} can't be folded in: {reason}.").format(file=file, reason=why(error)),
            _("Nothing is lost: what it holds counts once. Put that right, then try again."),
        ) from error


def _folded(folder: Path, file: str, writer: str) -> Fold:
    now = _of(folder, file, writer)
    if now.reason:
        return now
    before = now.path.read_bytes()
    if now.lacking:
        append(folder, now.writer, now.lacking)
    after = _of(folder, file, writer)
    # What was read in between is what is there: nothing that came late goes with the copy.
    if after.lacking or after.reason or now.path.read_bytes() != before:
        raise _changed(file)
    now.path.unlink()
    sync_folder(folder)
    return now


def _of(folder: Path, file: str, writer: str) -> Fold:
    found = next((each for each in folds(folder, writer) if each.file == file), None)
    if found is None:
        raise _changed(file)
    return found


def _changed(file: str) -> LovpError:
    return LovpError(
        _("{file} was changed by another program just now.").format(file=file),
        _("Nothing is lost: what it holds counts once. Try again."),
    )


def _read(folder: Path) -> _Folder:
    problems: list[Problem] = []
    paths = {clean_text(path.name): path for path in record_files(folder)}
    by_file: dict[str, list[Outcome]] = {file: [] for file in paths}
    contents: defaultdict[str, set[Said]] = defaultdict(set)
    for batch in read_batches(folder, Cells(), problems):
        by_file.setdefault(batch.file, []).extend(batch.rows)
        for row in batch.rows:
            contents[row.id].add(said(row))
    return _Folder(
        paths,
        {file: tuple(found) for file, found in by_file.items()},
        frozenset(problem.file for problem in problems),
        frozenset(problem.file for problem in problems if not problem.line),
        frozenset(row_id for row_id, found in contents.items() if len(found) > 1),
    )


def _fold(read: _Folder, file: str, name: CopyName, copies: Mapping[str, CopyName], writer: str) -> Fold:
    owner = writer_in(name.original)
    own = {
        other
        for other in read.paths
        if other not in copies and (other == name.original or is_file_of(other, owner))
    }
    kept = {row for other in own for row in read.rows[other]}
    lacking = tuple(dict.fromkeys(row for row in read.rows[file] if row not in kept))
    reason = (
        _reason(read, file, owner)
        or _reason_unread(own & read.unread)
        or _reason_not_to_add(name, owner, lacking, writer)
    )
    return Fold(read.paths[file], file, name, owner, lacking, reason)


def _reason(read: _Folder, file: str, owner: str) -> str:
    """Why the copy is not to be touched, whatever it lacks."""
    rows = read.rows[file]
    if file in read.faulty:
        return _("something in it can't be read (lovp check shows it)")
    if read.paths[file].is_symlink():
        return _("it is a link to another file")
    if any(row.id in read.conflicts for row in rows):
        return _("a row in it has another content elsewhere (lovp check shows it)")
    if any(personal_data_in(row) for row in rows):
        return _("it holds personal data (lovp check shows it)")
    if others := _others(rows, owner):
        return _("it holds rows of another writer: {writer}").format(writer=others)
    return ""


def _reason_unread(files: Iterable[str]) -> str:
    """What the writer's own files hold is not known where one can't be read: it would be added once more."""
    unread = ", ".join(sorted(files))
    return _("{file} can't be read (lovp check shows it)").format(file=unread) if unread else ""


def _reason_not_to_add(name: CopyName, owner: str, lacking: Iterable[Outcome], writer: str) -> str:
    """Why what a copy holds more can't be added here: each writer adds to its own file alone."""
    if not lacking or owner == writer:
        return ""
    if not owner:
        return _("{file} is no writer's file").format(file=name.original)
    return _("it holds more than {file}, to which {writer} adds: run lovp check --tidy there").format(
        file=name.original, writer=owner
    )


def _others(rows: Iterable[Outcome], owner: str) -> str:
    return ", ".join(sorted({row.writer for row in rows if slug_text(row.writer) != owner})) if owner else ""
