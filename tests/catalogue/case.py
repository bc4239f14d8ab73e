"""What a case of the catalogue is, and how it is played: one command in a folder made for it."""

import contextlib
import io
import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from lovp.cli.main import main

Step = Callable[[Path], object]
Fault = Callable[[], AbstractContextManager[object]]


class Case(NamedTuple):
    """A command that fails, or warns, and the folder in which it does.

    `step` changes the folder before, `fault` is something wrong with the computer while it runs. What the
    command prints to standard output is shown where `out`. `says` is what the message does not say itself,
    in Swedish and English.
    """

    command: str
    kind: str = "small"
    step: Step | None = None
    fault: Fault | None = None
    out: bool = False
    says: tuple[str, str] = ("", "")
    environment: Mapping[str, str] = {}


class Subject(NamedTuple):
    """Cases under one heading, in Swedish and English."""

    titles: tuple[str, str]
    cases: tuple[Case, ...]


class Played(NamedTuple):
    """What a case printed, and the exit code."""

    text: str
    code: int


ID = re.compile(r"\b019[0-9a-f]{5}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b")
"""An id that was made just now."""

SETTING = {
    "LOVP_TODAY": "2024-06-01",
    "LOVP_WRITER": "kansli",
    "COLUMNS": "80",
    "NO_COLOR": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_DATE": "2024-06-01T10:00:00Z",
    "GIT_COMMITTER_DATE": "2024-06-01T10:00:00Z",
    "LC_ALL": "C.UTF-8",
}
_SHOWN_FOLDER = "/home/anna/plan"


class Screen(io.TextIOWrapper):
    """What is printed to; no terminal, unless a case says so."""

    def isatty(self) -> bool:
        """Whether somebody looks at it."""
        return False


class Keyboard(Screen):
    """What is read from."""


class Stage:
    """Folders of each kind, made once; a case that changes its folder gets a copy."""

    def __init__(self, root: Path, make: Callable[[Path, str], Path]) -> None:
        self._root = root
        self._make = make
        self._count = 0

    def folder(self, case: Case) -> Path:
        whole = self._root / case.kind / "plan"
        if not whole.parent.exists():
            whole.parent.mkdir()
            self._make(whole.parent, case.kind).rename(whole)
        if case.step is None and case.fault is None:
            return whole
        self._count += 1
        folder = self._root / f"case-{self._count}"
        shutil.copytree(whole.parent, folder, symlinks=True)
        if case.step:
            case.step(folder / "plan")
        return folder / "plan"

    def play(self, case: Case, language: str) -> Played:
        """Run the command, in this process."""
        (self._root / "nothing").mkdir(exist_ok=True)
        # What git puts into each new repository of itself is of no use here.
        git = {"GIT_TEMPLATE_DIR": str(self._root / "nothing")}
        with _environment(SETTING | git | {"HOME": str(self._root), "LOVP_LANG": language}):
            folder = self.folder(case)
        out, err = Screen(io.BytesIO(), encoding="utf-8", newline=""), io.StringIO()
        home = {"HOME": str(folder.parent), "XDG_CONFIG_HOME": str(folder.parent / "config")}
        setting = SETTING | home | {"LOVP_LANG": language} | dict(case.environment)
        with _environment(setting), _there(folder), (case.fault or contextlib.nullcontext)():
            words, _less, given = case.command.partition(" < ")
            lines = (folder / given).read_bytes() if given else b""
            keys = patch("sys.stdin", Keyboard(io.BytesIO(lines), encoding="utf-8"))
            with keys, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = main(shlex.split(words)[1:])
            out.flush()
        said = err.getvalue()
        if case.out or case.command.startswith("lovp check"):
            assert isinstance(out.buffer, io.BytesIO)
            said = out.buffer.getvalue().decode("utf-8") + said
        plain = said.replace(str(folder), _SHOWN_FOLDER).replace(str(folder.parent), "/home/anna")
        plain = ID.sub("018f3c1a-2b00-7c11-9d5e-3f9a01c2aa07", plain)
        return Played("\n".join(line.rstrip() for line in plain.strip("\n").splitlines()), code)


@contextlib.contextmanager
def _environment(setting: Mapping[str, str]) -> Iterator[None]:
    former = dict(os.environ)
    os.environ.update(setting)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(former)


@contextlib.contextmanager
def _there(folder: Path) -> Iterator[None]:
    """Work in the folder, which may be gone by then."""
    former = Path.cwd()
    with contextlib.suppress(FileNotFoundError):
        os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(former)
