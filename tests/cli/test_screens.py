"""What people see in a real terminal, kept as pictures in `screens/`: a changed one is a decision.

UPDATE_SCREENS=1 keeps the screens as they are now. They are then to be looked at, one by one.
"""

import difflib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.terminal import picture
from tests.tmux import Tmux

FOLDER = Path(__file__).parent / "screens"
WIDTHS = (60, 80, 120, 200)
LINES = 50
_DIFFERENCE = 20

pytestmark = [pytest.mark.all, pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")]


class Shot(NamedTuple):
    """A window, and what is typed in it: a command, then perhaps, once it asks, what is answered so far."""

    command: str
    columns: int = 80
    language: str = "sv"
    asks: str = ""
    typed: str = ""
    offers: str = ""
    """What is offered then."""


SHOTS = {
    **{f"overview-{columns}": Shot("lovp", columns) for columns in WIDTHS},
    "overview-en": Shot("lovp", language="en"),
    "progress": Shot("lovp progress --area studier"),
    "help": Shot("lovp --help"),
    "error": Shot("lovp log skolinfo 3 --place skovde"),
    "prompt": Shot("lovp log schoolinfo 3 --date 28/5", asks="Plats", typed="skö", offers="Skövde"),
}
LIGHT = ("overview-80",)
"""Those that are kept on a light ground too."""

Files = dict[str, str]


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    server = Tmux({"LOVP_TODAY": "2024-06-01", "LOVP_WRITER": "kansli", "HOME": str(tmp_path)})
    yield server
    server.close()


def taken(tmux: Tmux, folder: Path) -> Files:
    """Every shot as a picture, under the name of its file; all windows work at once."""
    for name, shot in SHOTS.items():
        tmux.open(name, folder, columns=shot.columns, lines=LINES, LOVP_LANG=shot.language)
    for name, shot in SHOTS.items():
        tmux.ready(name)
        tmux.type(name, shot.command)
    files: Files = {}
    for name, shot in SHOTS.items():
        if shot.asks:
            _answer(tmux, name, shot)
        else:
            tmux.ended(name)
        ansi = tmux.ansi(name)
        for light in (False, True) if name in LIGHT else (False,):
            title = f"{shot.columns} × {LINES}"
            file = f"{name}-light.svg" if light else f"{name}.svg"
            files[file] = picture(ansi, columns=shot.columns, title=title, light=light)
    return files


def _answer(tmux: Tmux, name: str, shot: Shot) -> None:
    tmux.until(name, lambda lines: any(shot.asks in line for line in lines))
    tmux.type(name, shot.typed, enter=False)
    tmux.until(
        name,
        lambda lines: (
            any(line.endswith(shot.typed) for line in lines) and any(shot.offers in line for line in lines)
        ),
    )


def test_the_screens_are_as_they_were(tmux: Tmux, prepare: Callable[[str], Path], tmp_path: Path) -> None:
    now = taken(tmux, prepare("example"))
    if os.environ.get("UPDATE_SCREENS"):
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir()
        for name, svg in now.items():
            (FOLDER / name).write_text(svg, encoding="utf-8")
    kept = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.svg")}
    changed = [name for name in sorted(now | kept) if now.get(name) != kept.get(name)]
    new = tmp_path / "screens"
    new.mkdir()
    for name in changed:
        (new / name).write_text(now.get(name, ""), encoding="utf-8")
    assert not changed, (
        f"These screens are not what they were: {', '.join(changed)}.\n"
        f"The new ones are in {new}: look at them. A changed screen is a decision, not an accident; if it is "
        f"meant, UPDATE_SCREENS=1 keeps them.\n" + _difference(kept, now, changed[0])
    )


def _difference(kept: Files, now: Files, name: str) -> str:
    before, after = (files.get(name, "").splitlines() for files in (kept, now))
    lines = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    return "\n".join([f"{name}:", *lines[:_DIFFERENCE]])


def test_a_common_terminal_shows_all_of_it(tmux: Tmux, prepare: Callable[[str], Path]) -> None:
    """24 lines of 80 columns: with the next command's line the heading is still there."""
    tmux.open("common", prepare("example"), columns=80, lines=24, LOVP_LANG="sv")
    tmux.ready("common")
    tmux.type("common", "lovp")
    tmux.until("common", lambda lines: lines[-1] == "$" and len(lines) == 24)
    lines = tmux.text("common")
    assert lines[0] == "LO-distriktet i Västsverige · 1 juni 2024 · 42\u00a0% av året har gått"
    assert lines[-2].endswith("lovp log")
