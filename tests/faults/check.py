"""Commands run here or as processes, and the check that follows every fault: nothing lost, all goes on."""

import contextlib
import csv
import io
import os
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lovp.cli.main import main

SETTING = {"LOVP_TODAY": "2024-06-01", "LOVP_WRITER": "kansli", "LOVP_LANG": "sv"}
SETTING |= {"COLUMNS": "80", "NO_COLOR": "1"}
"""The environment of every command here, whether run in this process or in one of its own."""
ENGLISH = {"LOVP_LANG": "en"}
LOG = ["log", "schoolinfo", "3", "--place", "Hjo", "--date", "2024-03-12", "--note", 'åk 3, "estet"']
LOGGED = {"target": "schoolinfo", "place": "Hjo", "value": "3", "replaces": ""}
"""A command that records an outcome, and what the row says."""

READING = (
    *("", "progress", "progress --by month --format markdown", "progress --format csv"),
    *("progress --format json", "outcomes --all", "targets --format csv", "calendar"),
    "export --month 2024-03 --format json --output -",
)
"""Every command that reads, in a few of its forms; `check` is apart, since it may find problems."""
FOUND_PROBLEMS = 3


class Answer(NamedTuple):
    """What a command ended with; bytes that are no text stand in `out` as halves of pairs (`as_bytes`)."""

    code: int
    out: str
    err: str


def lovp(folder: Path, *words: str, environment: Mapping[str, str] = {}) -> Answer:
    """Run a command in this process, in the folder; a traceback is an exception here."""
    written, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(written, encoding="utf-8", newline="")
    former = dict(os.environ)
    os.environ.update(SETTING | {"HOME": str(folder)} | dict(environment))
    try:
        with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(list(words))
            out.flush()
    finally:
        os.environ.clear()
        os.environ.update(former)
    return Answer(code, written.getvalue().decode("utf-8", "surrogateescape"), err.getvalue())


def process(
    where: Path,
    words: Sequence[str],
    environment: Mapping[str, str] = {},
    *,
    before: Sequence[str] = (),
    given: str = "",
) -> Answer:
    """Run a command as a process of its own, which the words `before` start."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "lovp", *words],
        cwd=where,
        env={**os.environ, **SETTING, "HOME": str(where), **environment},
        input=given,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Answer(done.returncode, done.stdout, done.stderr)


def as_bytes(out: str) -> bytes:
    return out.encode("utf-8", "surrogateescape")


def content(folder: Path) -> dict[str, bytes]:
    """Everything below the folder, with what it holds; what is no file holds nothing."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def rows_of(folder: Path) -> list[dict[str, str]]:
    """Every row that the record is read to hold, corrected ones too, as `lovp outcomes` gives them."""
    answer = lovp(folder, "outcomes", "--all", "--format", "csv")
    assert answer.code == 0, answer.err
    return list(csv.DictReader(io.StringIO(answer.out)))


def ids_of(folder: Path) -> list[str]:
    """The ids of the rows, each as often as it stands there."""
    return [row["id"] for row in rows_of(folder)]


def goes_on(folder: Path, *, problems: bool = False) -> None:
    """Every reading command answers, and a later append succeeds and is found.

    With `problems` the record may be damaged: then `check` may say so, and nothing else may stop.
    """
    for line in READING:
        answer = lovp(folder, *line.split())
        assert answer.code == 0, (line, answer.err)
        assert answer.out + answer.err
    checked = lovp(folder, "check")
    assert checked.code in ({0, FOUND_PROBLEMS} if problems else {0}), checked.out + checked.err
    before = set(ids_of(folder))
    later = lovp(folder, "log", "schoolinfo", "1", "--place", "Hjo", "--date", "2024-04-02")
    assert later.code == 0, later.err
    assert len(set(ids_of(folder)) - before) == 1


def holds(
    folder: Path, acknowledged: Collection[str], *, perhaps: Collection[str] = (), problems: bool = False
) -> None:
    """The record holds every acknowledged id, none twice, and nothing else but what `perhaps` was saved.

    `perhaps` are rows whose writer was killed before it could answer: they may be there, whole, or not.
    """
    found = ids_of(folder)
    assert len(found) == len(set(found)), "an outcome is counted twice"
    assert set(acknowledged) <= set(found), "an acknowledged outcome is lost"
    assert set(found) <= set(acknowledged) | set(perhaps), "something is there that nobody recorded"
    goes_on(folder, problems=problems)
