"""Questions on a pseudo-terminal: what is asked, what is forgiven, and that leaving leaves no trace."""

import json
from pathlib import Path

import pytest

from tests.cli.on_terminal import (
    CTRL_C,
    CTRL_D,
    ENTER,
    ESCAPE,
    Start,
    ended,
    folder,
    rows,
    start,
)

__all__ = ["folder", "start"]


def test_undo_asks_first(start: Start, folder: Path) -> None:
    assert ended(start("log", "schoolinfo", "3", "--place", "Hjo", "--date", "12/3")) == 0
    child = start("undo")
    child.expect("Vill du ångra det?")
    child.send("nej" + ENTER)
    assert ended(child) == 1
    assert len(rows(folder)) == 1
    child = start("undo")
    child.expect("Vill du ångra det?")
    child.send(ENTER)
    assert ended(child) == 0
    assert rows(folder)[1].startswith("2024-03-12,schoolinfo,Hjo,,,")


def test_init_asks_for_the_writer(start: Start, folder: Path) -> None:
    child = start("init", "ny", "--year", "2024", "--subregion", "alla", "--share", "none")
    child.expect("rapporterar här")
    child.send("Skola Skaraborg" + ENTER)
    assert ended(child) == 0
    assert (folder / "ny" / "targets.yaml").exists()
    kept = json.loads((folder / ".config" / "lovp" / "folders.json").read_text(encoding="utf-8"))
    assert kept[str(folder / "ny")]["writer"] == "skola-skaraborg"


@pytest.fixture
def answers(folder: Path) -> Path:
    """A file with six thousand answers, and the mapping that it is read by."""
    (folder / "imports").mkdir()
    (folder / "imports" / "skola.yaml").write_text(
        "source: skola\nid: Nr\ndate: Dag\ntarget: schoolinfo\n", encoding="utf-8"
    )
    file = folder / "svar.csv"
    file.write_text("Nr,Dag\n" + "".join(f"{n},2024-03-{n % 14 + 1:02}\n" for n in range(6000)), "utf-8")
    return file


def test_an_import_is_shown_and_then_asked_for(start: Start, folder: Path, answers: Path) -> None:
    child = start("import", answers.name)
    child.expect(r"svar\.csv .*%")
    child.expect("nya +6.000")
    child.expect(r"Spara 6.000 rader\? \[J/n\]")
    child.send(ENTER)
    child.expect("Sparat: 6.000 rader i data/2024/kansli.csv")
    assert ended(child) == 0
    assert len(rows(folder)) == 6000


@pytest.mark.parametrize(
    "key", [CTRL_C, CTRL_D, ESCAPE, "n" + ENTER], ids=["ctrl-c", "ctrl-d", "escape", "no"]
)
def test_an_import_that_is_not_wanted_leaves_no_trace(
    start: Start, folder: Path, answers: Path, key: str
) -> None:
    child = start("import", answers.name)
    child.expect(r"\[J/n\]")
    child.send(key)
    child.expect("Avbrutet. Inget sparades.")
    assert ended(child) == 1
    assert not (folder / "data").exists()


def test_an_import_does_not_ask_where_it_is_told_yes(start: Start, folder: Path, answers: Path) -> None:
    child = start("import", answers.name, "--yes")
    child.expect("Sparat")
    assert ended(child) == 0
    assert len(rows(folder)) == 6000
