"""`lovp check` names what lies in the data folders and is not read, and a plan called otherwise."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.cli.main import main

COUNTED_NOWHERE = (
    "data/2024/kansli.xlsx, data/2024/protokoll.pdf, data/2024/äldre, data/2025/kansli.ods, "
    "data/kansli.csv, data/utkast"
).split(", ")
HARMLESS = (
    "data/2024/.kansli.lock, data/2024/.~lock.kansli.csv#, data/2024/~$kansli.xlsx, data/2024/LÄS MIG.txt, "
    "data/2024/desktop.ini, data/README.md, data/2024/kansli-PC7.csv.old, data/2024/KANSLI.CSV"
).split(", ")


@pytest.fixture
def folder(prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = prepare("plan")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LOVP_LANG", "en")
    monkeypatch.setenv("LOVP_TODAY", "2024-03-15")
    return folder


def lay(folder: Path, name: str) -> None:
    """Put an empty file there; where the name has no ending, a folder with one in it."""
    path = folder / (name if "." in name else f"{name}/kansli.csv")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")


def test_what_is_counted_nowhere_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in HARMLESS:
        lay(folder, name)
    (folder / "data" / "tom").mkdir()
    assert main(["check"]) == 0
    for name in COUNTED_NOWHERE:
        lay(folder, name)
    lay(folder, "data/2023/kansli.csv")
    capsys.readouterr()
    assert main(["check"]) == 3
    out, err = capsys.readouterr()
    said = [line.split(": ")[0] for line in out.splitlines() if line.endswith("is counted nowhere.")]
    assert said == COUNTED_NOWHERE
    assert "data/2023: There is no plan for 2023" in out
    assert "7 problems found" in err
    assert "Put outcomes into data/2024 as CSV, under a free name" in out


@pytest.mark.parametrize("name", ["targets.yaml.txt", "targets.yml"])
def test_a_plan_that_is_called_otherwise(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (folder / name).write_bytes((folder / "targets.yaml").read_bytes())
    assert main(["check"]) == 3
    assert f"{name}: This is not read: the plan is in targets.yaml.\n" in capsys.readouterr().out
    (folder / "targets.yaml").unlink()
    for words in (["check"], ["check", "--plan", str(folder)]):
        assert main(words) == 1
        said = f"There is no targets.yaml in {folder}, but {name}."
        assert said in " ".join(capsys.readouterr().err.split())
