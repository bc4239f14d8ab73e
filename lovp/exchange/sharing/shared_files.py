"""Which files of a plan's folder are shared, which rows they hold, and what is never sent."""

import re
import tarfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from lovp.errors import LovpError
from lovp.exchange.sharing.git import RULES, Git
from lovp.i18n import _
from lovp.model import Outcome
from lovp.pii import personal_data, personal_data_in
from lovp.plan.load import SCHEMA_NAME
from lovp.record.folder import writer_in
from lovp.record.reader import read_file
from lovp.record.row import Cells
from lovp.text import read_blocks, read_lines

READ_ME = {"sv": "LÄS MIG.txt", "en": "READ ME.txt"}
"""What explains the folder, by the plan's language."""
Files = Mapping[str, bytes]
"""The shared files of a commit or of the folder: what each holds, by its path from the plan's folder."""


def is_record(path: str) -> bool:
    """Whether a path from the plan's folder is a writer's file; the name of any other may be a person's."""
    found = re.fullmatch(r"data/[0-9]{4}/([^/]+\.csv)", path, re.IGNORECASE)
    return bool(found and writer_in(found[1]) and not personal_data(found[1]))


def is_shared(path: str, plan_name: str) -> bool:
    """Whether the path is one of the record, the plan, what explains it, imports, or git's rules."""
    others = (plan_name, *RULES, SCHEMA_NAME, *READ_ME.values())
    return path in others or is_record(path) or bool(re.fullmatch(r"imports/[^/]+\.ya?ml", path))


def read_folder(folder: Path, plan_name: str) -> Files:
    """The shared files in the folder."""
    found = [*folder.glob("*"), *folder.glob("imports/*"), *folder.glob("data/*/*")]
    files = {path.relative_to(folder).as_posix(): path for path in found}
    return {
        name: path.read_bytes()
        for name, path in files.items()
        if is_shared(name, plan_name) and path.is_file() and not path.is_symlink()
    }


def read_commit(git: Git, commit: str, plan_name: str) -> Files:
    """The shared files of a commit or a tree of git, as they would stand in the folder; none of no commit."""
    if not commit:
        return {}
    with TemporaryDirectory() as folder:
        git("archive", f"--output={folder}/commit.tar", commit)
        with tarfile.open(f"{folder}/commit.tar") as archive:
            found = {each.name: archive.extractfile(each) for each in archive if each.isfile()}
            return {name: file.read() for name, file in found.items() if file and is_shared(name, plan_name)}


def rows_in(files: Files) -> set[Outcome]:
    """The rows in the record's files."""
    streams = (BytesIO(data) for path, data in files.items() if is_record(path))
    batches = (batch for stream in streams for batch in read_file("", read_blocks(stream), Cells(), []))
    return {row for batch in batches for row in batch.rows}


def find_lost(before: Files, now: Files) -> set[Outcome]:
    """The rows that the record had before, and has to get back: it only grows.

    What `lovp check` asks for may go: a row with personal data, and the wrong one of two rows of one id.
    """
    old, new = rows_in(before), rows_in(now)
    kept = {row.id for row in old & new}
    return {row for row in old - new if row.id not in kept and not personal_data_in(row)}


def refuse_personal_data(path: str, before: bytes, now: bytes) -> None:
    """Raises LovpError if a new line of a shared file holds personal data: git does not forget."""
    new = {*read_lines(BytesIO(now))} - {*read_lines(BytesIO(before))}
    if any(personal_data(*re.split('[,;\t"]', line[:10_000])) for line in new):
        raise LovpError(
            _("{file} holds personal data. Nothing was committed or sent.").format(file=path),
            _("Take it out (lovp check shows where it stands), then run lovp sync again."),
        )
