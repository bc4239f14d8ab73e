"""`lovp init` on a pseudo-terminal: what is asked, and that leaving leaves no trace."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.cli.on_terminal import CTRL_C, CTRL_D, ENTER, ESCAPE, Start, ended, started


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    setting = {"LOVP_WRITER": "", "HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": ""}
    with started(tmp_path, setting, seconds=20) as run:
        yield partial(run, "init")


def told(tmp_path: Path) -> dict[str, Any]:
    """What is kept for this user of the folder."""
    file = tmp_path / "home" / ".config" / "lovp" / "folders.json"
    kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))[str(tmp_path / "vp")]
    return kept


QUESTIONS = (
    r"Vilket år \(2024\):",
    "rapporterar här",
    r"komma emellan \(alla\):",
    r"Hur delas mappen \(inte\):",
)


def answered(child: Any, *answers: str) -> None:
    """Answer the first questions."""
    for question, answer in zip(QUESTIONS, answers, strict=False):
        child.expect(question)
        child.send(answer + ENTER)


def test_everything_is_asked_and_then_done(start: Start, tmp_path: Path) -> None:
    child = start("vp")
    child.expect("Esc eller Ctrl-C avbryter")
    answered(child, "", "Skola Skaraborg", "skara, fyrbodal", "mapp")
    child.expect("✓ Planen för 2024 ligger i vp/targets.yaml")
    child.expect("lovp log schoolinfo 3 Bengtsfors")
    child.expect("Dela mappen med de andra")
    assert ended(child) == 0
    assert len(list((tmp_path / "vp").iterdir())) == 3
    assert told(tmp_path) == {"writer": "skola-skaraborg", "ours": ["Skaraborg", "Fyrbodal"]}


def test_what_is_told_is_not_asked(start: Start, tmp_path: Path) -> None:
    child = start("vp", "--year", "2024", "--writer", "skola", "-s", "halland", "--share", "none")
    assert ended(child) == 0
    assert "?" not in child.before
    assert told(tmp_path) == {"writer": "skola", "ours": ["Halland"]}


def test_a_wrong_answer_is_asked_again(start: Start, tmp_path: Path) -> None:
    child = start("vp", "--year", "2024")
    child.expect("rapporterar här")
    child.send("070-123 45 67" + ENTER)
    child.expect("telefonnummer")
    child.send("skola" + ENTER)
    child.expect("komma emellan")
    child.send("Atlantis" + ENTER)
    child.expect("Det finns ingen plats ”Atlantis”")
    child.send(ENTER)
    child.expect("Hur delas")
    child.send("brevduva" + ENTER)
    child.expect("Det finns: git, mapp, inte")
    child.send(ENTER)
    assert ended(child) == 0
    assert told(tmp_path) == {"writer": "skola", "ours": []}


@pytest.mark.parametrize(
    ("key", "after"),
    [(ESCAPE, 0), (CTRL_C, 2), (CTRL_D, 3), (ESCAPE, 3)],
    ids=["escape at the first", "ctrl-c", "ctrl-d at the last", "escape at the last"],
)
def test_leaving_leaves_no_trace(start: Start, tmp_path: Path, key: str, after: int) -> None:
    child = start("vp")
    answered(child, *["", "skola", "", ""][:after])
    child.expect(["Vilket år", "komma emellan", "Hur delas"])
    child.send(key)
    child.expect("Avbrutet. Inget sparades.")
    assert ended(child) == 1
    assert list(tmp_path.iterdir()) == []


def test_another_user_of_the_folder_is_asked_only_of_herself(start: Start, tmp_path: Path) -> None:
    assert ended(start("vp", "--year", "2024", "--writer", "kansli", "-s", "alla", "--share", "none")) == 0
    (tmp_path / "home").rename(tmp_path / "hennes")
    child = start("vp")
    child.expect("rapporterar här")
    child.send("skola" + ENTER)
    child.expect("komma emellan")
    child.send("halland" + ENTER)
    child.expect("Ingen fil saknades, och ingen är ändrad.")
    assert ended(child) == 0
    assert told(tmp_path) == {"writer": "skola", "ours": ["Halland"]}
    child = start("vp")
    assert ended(child) == 0
    assert "?" not in child.before
