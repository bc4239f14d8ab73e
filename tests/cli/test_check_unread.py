"""`lovp check` names what lies in the data folders and is not read, and a plan called otherwise."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.check import ENGLISH, lovp

COUNTED_NOWHERE = (
    "data/2024/kansli.xlsx, data/2024/protokoll.pdf, data/2024/äldre, data/2025/kansli.ods, "
    "data/kansli.csv, data/utkast"
).split(", ")
HARMLESS = (
    "data/2024/.kansli.lock, data/2024/.~lock.kansli.csv#, data/2024/~$kansli.xlsx, data/2024/LÄS MIG.txt, "
    "data/2024/desktop.ini, data/README.md, data/2024/kansli-PC7.csv.old, data/2024/KANSLI.CSV"
).split(", ")


def lay(folder: Path, name: str) -> None:
    """Put an empty file there; where the name has no ending, a folder with one in it."""
    path = folder / (name if "." in name else f"{name}/kansli.csv")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")


def test_what_is_counted_nowhere_is_named(prepare: Callable[[str], Path]) -> None:
    folder = prepare("plan")
    for name in HARMLESS:
        lay(folder, name)
    (folder / "data" / "tom").mkdir()
    assert lovp(folder, "check").code == 0
    for name in COUNTED_NOWHERE:
        lay(folder, name)
    lay(folder, "data/2023/kansli.csv")
    code, out, err = lovp(folder, "check", environment=ENGLISH)
    assert code == 3
    said = [line.split(": ")[0] for line in out.splitlines() if line.endswith("is counted nowhere.")]
    assert said == COUNTED_NOWHERE
    assert "data/2023: There is no plan for 2023" in out
    assert "7 problems found" in err
    assert "Put outcomes into data/2024 as CSV, under a free name" in out


@pytest.mark.parametrize("name", ["targets.yaml.txt", "targets.yml"])
def test_a_plan_that_is_called_otherwise(prepare: Callable[[str], Path], name: str) -> None:
    folder = prepare("plan")
    (folder / name).write_bytes((folder / "targets.yaml").read_bytes())
    found = lovp(folder, "check", environment=ENGLISH)
    assert found.code == 3
    assert f"{name}: This is not read: the plan is in targets.yaml.\n" in found.out
    (folder / "targets.yaml").unlink()
    for words in (["check"], ["check", "--plan", str(folder)]):
        found = lovp(folder, *words, environment=ENGLISH)
        assert found.code == 1
        assert f"There is no targets.yaml in {folder}, but {name}." in " ".join(found.err.split())
