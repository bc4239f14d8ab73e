"""Which files of a plan's folder are shared, and what may not be."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lovp.errors import LovpError
from lovp.exchange.sharing.content import Entry, added
from lovp.exchange.sharing.repository import Repository
from lovp.exchange.sharing.unite import is_other_version
from lovp.i18n import _
from lovp.pii import personal_data, personal_data_in, shown_line
from lovp.plan.load import READ_ME, SCHEMA_NAME, parse_plans
from lovp.record.conflict_copies import writer_in
from lovp.record.folder import record_files

DATA = "data/"
IMPORTS = "imports/"
ATTRIBUTES, IGNORED = ".gitattributes", ".gitignore"
HELPS = (*READ_ME.values(), SCHEMA_NAME)
"""What `lovp init` wrote beside the plan: nobody is asked about a conflict in them."""

# On Windows a path has other signs that lead out of a folder.
_is_record = re.compile(r"data/[0-9]{4}/[^./~\\:][^/\\:]*\.csv", re.IGNORECASE).fullmatch
_is_year = re.compile("[0-9]{4}").fullmatch

LeftOut = tuple[tuple[str, str], ...]
"""Files that are not committed, each with the reason."""


class RecordPaths(NamedTuple):
    """The record's files, by their paths from the plan's folder."""

    names: tuple[str, ...]
    left_out: LeftOut


class Shared(NamedTuple):
    """The plan's texts that have changed: the names of their contents (None: gone), and what is left out."""

    changes: dict[str, str | None]
    left_out: LeftOut


def is_record(path: str) -> bool:
    """Whether a path from the plan's folder is one of the record's files."""
    return _is_record(path) is not None


def is_text_of_plan(path: str, plan_name: str) -> bool:
    """Whether it is the plan, what explains it, a description of imports, or what git is to know of them."""
    return path in (plan_name, ATTRIBUTES, IGNORED, *HELPS) or bool(
        re.fullmatch(r"imports/[^/]+\.ya?ml", path)
    )


def record_paths(folder: Path, known: Collection[str]) -> RecordPaths:
    """The record's files; `known` ones are committed already.

    Files that have no writer's name are left out: the name of a conflict copy may hold a person's, and its
    rows are in no file for certain until they are folded in.
    """
    if any(path.is_symlink() for path in (folder / "data", *_years(folder))):
        raise LovpError(
            _("data, or a year in it, is a link to another folder, which git does not share."),
            _("Make it a folder of its own, or share the folder that it leads to."),
        )
    names, left_out = [], []
    for path in (file for year in _years(folder) for file in record_files(year)):
        name = path.relative_to(folder).as_posix()
        if name in known or is_other_version(path.name):
            names.append(name)
        elif personal_data(path.name):
            left_out.append(("data", _("a name of a file holds personal data: give it another name")))
        elif writer_in(path.name):
            names.append(name)
        else:
            reason = _("it has no writer's name: lovp check --tidy folds conflict copies in, rename others")
            left_out.append((name, reason))
    return RecordPaths(tuple(names), tuple(left_out))


def clear_up(folder: Path) -> None:
    """Remove versions of the record's files that a run which was killed did not put in place."""
    for year in _years(folder):
        for path in year.glob(".*.csv.*.tmp"):
            with suppress(OSError):
                path.unlink()


def _years(folder: Path) -> list[Path]:
    return sorted(each for each in (folder / "data").glob("*") if _is_year(each.name) and each.is_dir())


def changed_texts(repository: Repository, head: str, plan_name: str) -> Shared:
    """The plan's texts that are otherwise than in the commit `head` (empty: none yet)."""
    folder = repository.git.folder
    known = repository.files(head, plan_name, IMPORTS, ATTRIBUTES, IGNORED, *HELPS)
    there = [plan_name, ATTRIBUTES, IGNORED, *HELPS]
    there += [file.relative_to(folder).as_posix() for file in sorted((folder / "imports").glob("*.y*ml"))]
    changes: dict[str, str | None] = {
        path: None for path in known if is_text_of_plan(path, plan_name) and path not in there
    }
    left_out = []
    for path in there:
        file = folder / path
        if file.is_symlink() or not file.is_file():
            continue
        name = repository.keep_as_git_does(path)
        if name == known.get(path):
            continue
        if reason := _unfit(file.read_bytes(), path, plan_name):
            left_out.append((path, reason))
        else:
            changes[path] = name
    return Shared(changes, tuple(left_out))


def _unfit(data: bytes, path: str, plan_name: str) -> str:
    """Why the text is not to be shared; empty if it may be."""
    if path == plan_name:
        try:
            parse_plans(data, path)
        except LovpError:
            return _("it has errors: lovp check shows them")
    if personal_data(*(line[:1000] for line in data.decode("utf-8", "replace").splitlines())):
        return _("it holds personal data")
    return ""


def refuse_personal_data(files: Mapping[str, bytes | None], former: Mapping[str, bytes | None]) -> None:
    """Raises LovpError if the files hold personal data that was not in them before: it must not spread."""
    for path, data in files.items():
        if kind := next(filter(None, map(_kind, added(former.get(path), data))), None):
            raise LovpError(
                _("{file} holds personal data ({kind}). Nothing was committed or sent.").format(
                    file=path, kind=kind
                ),
                _("lovp check shows where it stands. Take it out, then run lovp sync again."),
            )


def _kind(entry: Entry) -> str | None:
    if not isinstance(entry, str):
        return personal_data_in(entry)
    return _("in a line that is no row") if entry.strip() and not shown_line(entry) else None


def object_name(data: bytes, like: str) -> str:
    """What git would call the content, in the same kind of names as `like`."""
    digest = hashlib.sha1(usedforsecurity=False) if len(like) == 40 else hashlib.sha256()
    digest.update(b"blob %d\0" % len(data) + data)
    return digest.hexdigest()


def rows_added(
    paths: Iterable[str], former: Mapping[str, bytes | None], later: Mapping[str, bytes | None]
) -> list[Entry]:
    """What the files say later that they didn't say before; each row once, wherever it stands."""
    return list(dict.fromkeys(row for path in paths for row in added(former.get(path), later.get(path))))
