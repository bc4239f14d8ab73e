"""Which files of a plan's folder are shared, by which rows two versions differ, and what is never sent."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from lovp.errors import LovpError, Problem
from lovp.exchange.sharing.repository import ATTRIBUTES, IGNORED
from lovp.i18n import _
from lovp.model import Outcome
from lovp.pii import personal_data, personal_data_in, shown, shown_line
from lovp.plan.load import READ_ME, SCHEMA_NAME, parse_plans
from lovp.record.conflict_copies import writer_in
from lovp.record.parse import Cells
from lovp.record.reader import read_file
from lovp.text import read_lines

is_record = re.compile(r"data/[0-9]{4}/[^./~\\:][^/\\:\n]*\.csv", re.IGNORECASE).fullmatch
"""Whether a path from the plan's folder is one of the record's files."""
_is_mapping = re.compile(r"imports/[^/\n]+\.ya?ml").fullmatch

Files: TypeAlias = Mapping[str, bytes]
"""The shared files of a commit or of the folder: what each holds, by its path from the plan's folder."""


def is_shared(path: str, plan_name: str) -> bool:
    """Whether the path is one of the record, the plan, what explains it, imports, or git's rules."""
    others = (plan_name, ATTRIBUTES, IGNORED, SCHEMA_NAME, *READ_ME.values())
    return path in others or bool(is_record(path) or _is_mapping(path))


def read_shared(folder: Path, plan_name: str, known: Collection[str]) -> tuple[Files, dict[str, str]]:
    """The files to commit, and the names of those left out, with the reason for each.

    `known` are the paths that were committed before.
    """
    files: dict[str, bytes] = {}
    left_out: dict[str, str] = {}
    for file in sorted([*folder.glob("*"), *folder.glob("imports/*"), *folder.glob("data/*/*")]):
        path = file.relative_to(folder).as_posix()
        if is_shared(path, plan_name) and file.is_file() and not file.is_symlink():
            data = file.read_bytes()
            # The name of a conflict copy may hold a person's.
            is_copy = is_record(path) and path not in known and not writer_in(file.name)
            if is_copy or personal_data(file.name):
                text = _("it has no writer's name: lovp check --tidy folds conflict copies in, rename others")
                left_out[shown(path, 200)] = text
            elif not is_record(path) and (fault := _fault_in(data, path, path == plan_name)):
                left_out[path] = fault
            else:
                files[path] = data
    return files, left_out


@lru_cache
def _fault_in(data: bytes, name: str, is_plan: bool) -> str:
    """Why the text is not to be shared; empty if it may be."""
    if is_plan and not is_sound(data, name):
        return _("it has errors: lovp check shows them")
    if personal_data(*(line[:1000] for line in data.decode("utf-8", "replace").splitlines())):
        return _("it holds personal data")
    return ""


def is_sound(plan: bytes, name: str) -> bool:
    """Whether the plan has no errors."""
    try:
        return bool(parse_plans(plan, name))
    except LovpError:
        return False


@lru_cache
def parse_record(data: bytes) -> tuple[frozenset[Outcome], frozenset[str]]:
    """The rows of a file of the record; and all of its lines, where one of them can't be read as a row."""
    lines = list(read_lines(BytesIO(data)))
    problems: list[Problem] = []
    batches = read_file("", ["\n".join(lines)], Cells(), problems)
    rows = frozenset(row for batch in batches for row in batch.rows)
    return rows, frozenset(lines if problems else ())


def _rows(contents: Iterable[bytes]) -> set[Outcome]:
    return set[Outcome]().union(*(parse_record(data)[0] for data in contents))


def _records(files: Files) -> set[bytes]:
    return {data for path, data in files.items() if is_record(path)}


def find_new(before: Files, now: Files) -> set[Outcome]:
    """The rows that stand in a file of the record now, and stood in none before."""
    old, new = _records(before), _records(now)
    found = _rows(new - old) - _rows(old - new)
    # The files that are alike are read only where something is new.
    return found and found - _rows(old & new)


def find_lost(before: Files, now: Files) -> set[Outcome]:
    """The rows that the record had before, and has to get back: it only grows.

    What `lovp check` asks for may go: a row with personal data, and the wrong one of two rows of one id.
    """
    lost = find_new(now, before)
    kept = {row.id for row in _rows(_records(before)) & _rows(_records(now))} if lost else set()
    return {row for row in lost if row.id not in kept and not personal_data_in(row)}


def refuse_personal_data(path: str, before: bytes, now: bytes) -> None:
    """Raises LovpError if what is new in a file of the record is personal data: git does not forget."""
    (old_rows, old_lines), (rows, lines) = parse_record(before), parse_record(now)
    kinds = {personal_data_in(row) for row in rows - old_rows} - {None}
    if any(line.strip() and not shown_line(line) for line in lines - old_lines):
        kinds.add(_("in a line that is no row"))
    for kind in kinds:
        message = _("{file} holds personal data ({kind}). Nothing was committed or sent.")
        raise LovpError(
            message.format(file=path, kind=kind),
            _("lovp check shows where it stands. Take it out, then run lovp sync again."),
        )
