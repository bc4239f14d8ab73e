"""A plan's folder kept in step with others through git: fetch, commit, merge, push.

Git merges the record's files by keeping both sides' lines (`merge=union`): a row that stands twice counts
once. A merge is worked out in git before any file is changed, so that no conflict gets into the folder. Every
step can be the last one before a kill: the next run goes on from what it finds.
"""

import random
import re
import shlex
import tarfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BytesIO
from tempfile import TemporaryDirectory

from lovp.errors import LovpError
from lovp.exchange.sharing.git import RULES, Git, failure, reason
from lovp.i18n import _
from lovp.model import Outcome
from lovp.pii import personal_data
from lovp.plan.load import SCHEMA_NAME
from lovp.record.append import append, lock_writer
from lovp.record.encoding import read_blocks, read_lines
from lovp.record.folder import writer_in
from lovp.record.reader import read_file
from lovp.record.row import Cells, personal_data_in

TRIES = 7
"""How often what others did in between is taken in before giving up."""
READ_ME = {"sv": "LÄS MIG.txt", "en": "READ ME.txt"}
"""What explains the folder, by the plan's language."""
Files = Mapping[str, bytes]
"""The shared files of a commit or of the folder: what each holds, by its path from the plan's folder."""


@dataclass
class Synced:
    """The rows that were sent, received and put back; which files were left out, and why nothing was sent."""

    remote: str
    left_out: list[str]
    unreachable: str = ""
    sent: set[Outcome] = field(default_factory=set)
    received: set[Outcome] = field(default_factory=set)
    restored: set[Outcome] = field(default_factory=set)


def sync(git: Git, plan_name: str) -> Synced:
    """Commit what is recorded in the folder, fetch what others have, merge it, and push.

    LovpError where that can't be done; what was recorded is then where it was.
    """
    branch = git.find_branch()
    git.write_rules()
    paths = (file.relative_to(git.folder).as_posix() for file in git.folder.glob("data/*/*.csv"))
    left_out = sorted(path for path in paths if not _is_record(path))
    done = Synced(f"origin/{branch}" if "origin" in git("remote").split() else "", left_out)
    refused = ""
    for number in range(TRIES):
        # Offices that push at the same moment do not go on in step.
        time.sleep(random.uniform(0, number / 2))  # noqa: S311
        refused = _share(git, plan_name, branch, done)
        if not refused:
            return done
    raise failure(refused)


def _share(git: Git, plan_name: str, branch: str, done: Synced) -> str:
    """Fetch, commit, merge and push; why that has to be done again, if so."""
    theirs = ""
    if done.remote:
        done.unreachable = git.attempt("fetch", "--prune", "--no-tags", "--no-recurse-submodules", "origin")
        theirs = git.find_commit(f"refs/remotes/{done.remote}")
    others = _read_commit(git, theirs, plan_name)
    with ExitStack() as locks:
        files = [git.folder / path for path in _read_folder(git, plan_name) if _is_record(path)]
        for year, writer in sorted({(file.parent, writer_in(file.name)) for file in files}):
            locks.enter_context(lock_writer(year, writer))
        head = _read_commit(git, git.find_commit("HEAD"), plan_name)
        here = _read_folder(git, plan_name)
        lost = _find_lost(head, here)
        if not lost:
            _commit(git, head, here)
            merged = _merge(git, theirs, done.remote)
            now = _read_commit(git, merged, plan_name)
            lost = _find_lost(here, now) | _find_lost(others, now)
        if not lost:
            git("merge", "--ff-only", "--quiet", "--no-overwrite-ignore", merged)
            done.received |= _rows_in(now) - _rows_in(here)
    # What was taken out there is new once it is committed here again, and a merge keeps what is new.
    for row in sorted(lost, key=lambda row: (row.logged_at, row.id)):
        append(git.folder / "data" / str(row.date.year), row.writer, [row])
    done.restored |= lost
    if lost:
        return _("others send or change files all the time, and nothing could be sent in between")
    if done.unreachable or not done.remote:
        return ""
    done.sent = _rows_in(now) - _rows_in(others)
    return git.attempt("push", "-u", "origin", f"refs/heads/{branch}") if merged != theirs else ""


def _is_record(path: str) -> bool:
    """Whether a path from the plan's folder is a writer's file; the name of any other may be a person's."""
    found = re.fullmatch(r"data/[0-9]{4}/([^/]+\.csv)", path, re.IGNORECASE)
    return bool(found and writer_in(found[1]) and not personal_data(found[1]))


def _is_shared(path: str, plan_name: str) -> bool:
    """Whether the path is one of the record, the plan, what explains it, imports, or git's rules."""
    others = (plan_name, *RULES, SCHEMA_NAME, *READ_ME.values())
    return path in others or _is_record(path) or bool(re.fullmatch(r"imports/[^/]+\.ya?ml", path))


def _read_folder(git: Git, plan_name: str) -> Files:
    """The shared files in the folder."""
    top = git.folder
    found = (path for pattern in ("*", "imports/*", "data/*/*") for path in top.glob(pattern))
    files = {path.relative_to(top).as_posix(): path for path in found if path.is_file()}
    shared = [name for name in files if _is_shared(name, plan_name) and not files[name].is_symlink()]
    return {name: files[name].read_bytes() for name in shared}


def _read_commit(git: Git, commit: str, plan_name: str) -> Files:
    """The shared files of a commit, as they would stand in the folder; none of no commit."""
    if not commit:
        return {}
    with TemporaryDirectory() as folder:
        git("archive", f"--output={folder}/commit.tar", commit)
        with tarfile.open(f"{folder}/commit.tar") as archive:
            found = {each.name: archive.extractfile(each) for each in archive if each.isfile()}
            return {name: file.read() for name, file in found.items() if file and _is_shared(name, plan_name)}


def _rows_in(files: Files) -> set[Outcome]:
    """The rows in the record's files."""
    texts = (read_blocks(BytesIO(data)) for path, data in files.items() if _is_record(path))
    return {row for text in texts for batch in read_file("", text, Cells(), []) for row in batch.rows}


def _find_lost(before: Files, now: Files) -> set[Outcome]:
    """The rows that the record had before, and has to get back: it only grows.

    What `lovp check` asks for may go: a row with personal data, and the wrong one of two rows of one id.
    """
    old, new = _rows_in(before), _rows_in(now)
    kept = {row.id for row in old & new}
    return {row for row in old - new if row.id not in kept and not personal_data_in(row)}


def _commit(git: Git, head: Files, here: Files) -> None:
    """Commit the shared files of the folder where they differ; what else is changed or staged stays so.

    Raises LovpError if a new line holds personal data: git does not forget.
    """
    paths = [path for path in {**head, **here} if here.get(path) != head.get(path)]
    for path in paths:
        before, now = BytesIO(head.get(path, b"")), BytesIO(here.get(path, b""))
        new = {*read_lines(now)} - {*read_lines(before)}
        if any(personal_data(*re.split('[,;\t"]', line[:10_000])) for line in new):
            message = _("{file} holds personal data. Nothing was committed or sent.").format(file=path)
            remedy = _("Take it out (lovp check shows where it stands), then run lovp sync again.")
            raise LovpError(message, remedy)
    if paths:
        git("add", "--all", "--force", "--", *paths)
        # Git may take a text with other line ends for the one that it has.
        if git("status", "--porcelain", "--", *paths):
            git("commit", "--quiet", "--no-verify", "--message=lovp sync", "--only", "--", *paths)


def _merge(git: Git, theirs: str, remote: str) -> str:
    """The commit that holds ours and theirs; no file is changed. LovpError where both changed the same."""
    head = git.find_commit("HEAD")
    base = git.run("merge-base", head, theirs).stdout.strip() if theirs else ""
    if base in (head, theirs):
        return head if base == theirs else theirs
    answer = git.run("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", head, theirs)
    if answer.returncode not in (0, 1):
        raise failure(_("{reason} (git 2.38 or later is needed)").format(reason=reason(answer)))
    tree, *conflicts = answer.stdout.rstrip("\0").split("\0")
    for path in conflicts:
        # A file of the record that one side deleted stays as the other side has it.
        if not _is_record(path):
            message = _("{file} was changed both here and by others. Nothing was sent; both are kept.")
            remedy = _("Take theirs: {command}; lovp sync. Then change it again; yours: {show}")
            file, is_there = shlex.quote(path), git.find_commit(f"{theirs}:{path}")
            take = f"git checkout {remote} -- {file}" if is_there else f"git rm -- {file}"
            command, show = f"{take}; git commit -m {remote}", f"git show {head[:8]}:{file}"
            raise LovpError(message.format(file=path), remedy.format(command=command, show=show))
    return git("commit-tree", tree, "-p", head, "-p", theirs, "-m", f"lovp sync: {remote}")
