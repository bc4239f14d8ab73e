"""The examples of --help and the reference are run, each where there is what it names."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.cli.app import Command, commands
from tests.folders import MAPPINGS, SENT
from tests.handbook.session import Session, main_in, surroundings

pytestmark = pytest.mark.all

FOLDERS = {
    "compare": "two-years",
    "rollup progress": "districts",
    "rollup export": "districts",
    "init": "empty",
    "sync": "shared",
}
"""What kind of folder a command needs, if not the made-up year."""
ASKING = frozenset({"lovp log"})
"""Examples that ask: Esc leaves them, and nothing has been done."""
REFUSING = "lovp import skolbesok.xlsx --dry-run"
"""The file has a row that is refused, and that is shown."""
SHOWN_ID = "3f9a01c2"


def _furnish(folder: Path, example: str) -> None:
    """What the examples name, beside the plan and the record."""
    shutil.copy(SENT / "microsoft-forms.xlsx", folder / "skolbesok.xlsx")
    shutil.copy(SENT / "google-forms.csv", folder / "svar.csv")
    if "--suggest" not in example:
        shutil.copytree(MAPPINGS, folder / "imports")
    if (folder / "distrikt.txt").exists():
        (folder / "distrikt").mkdir()
        for each in [each for each in folder.iterdir() if (each / "targets.yaml").exists()]:
            shutil.copytree(each, folder / "distrikt" / each.name)


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.name)
def test_every_example_works(
    command: Command, prepare: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    main = main_in("sv", monkeypatch)
    for number, example in enumerate(command.examples):
        folder = prepare(FOLDERS.get(command.name, "example"), within=str(number))
        _furnish(folder, example)
        setting = surroundings(folder, {}, "sv")
        session = Session(folder, setting, main)
        if example in ASKING:
            answer, code = session.run(example, typed="Esc")
            assert (code, "Inget sparades" in "\n".join(answer)) == (1, True), answer
            continue
        if SHOWN_ID in example or command.name == "undo":
            session.run("lovp log schoolinfo 3 --place Hjo")
        last = session.run("lovp outcomes --format csv")[0][-1]
        answer, code = session.run(example.replace(SHOWN_ID, last.split(",")[0]))
        assert code == (example == REFUSING), f"{example}:\n" + "\n".join(answer)
