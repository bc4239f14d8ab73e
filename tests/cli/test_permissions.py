"""What may not be read or written, as an ordinary user meets it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.folders import as_anybody

if sys.platform == "win32":
    pytest.skip("permissions as Unix has them", allow_module_level=True)

LOG = ["log", "schoolinfo", "3", "--place", "Hjo", "--date", "2024-03-12"]


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Iterator[Path]:
    folder = prepare("small")
    yield folder
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700)


def run(folder: Path, *words: str) -> tuple[int, str, str]:
    environment = os.environ | {"LOVP_TODAY": "2024-06-01", "LOVP_WRITER": "kansli", "LOVP_LANG": "sv"}
    done = subprocess.run(
        [*as_anybody(), sys.executable, "-m", "lovp", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_record_that_may_not_be_written(folder: Path) -> None:
    record = folder / "data" / "2024"
    record.chmod(0o500)
    code, out, err = run(folder, *LOG)
    assert (code, out) == (1, "")
    assert "Inget sparades" in err
    assert "rättighet" in err or "behörighet" in err or "tillstånd" in err
    assert [path.name for path in record.iterdir()] == ["hand.csv"]


def test_a_file_of_the_record_that_may_not_be_read(folder: Path) -> None:
    (folder / "data" / "2024" / "hand.csv").chmod(0)
    code, out, _err = run(folder, "check")
    assert code == 3
    assert "data/2024/hand.csv" in out
    code, _out, err = run(folder, "progress", "--area", "skola")
    assert code == 0
    assert "1 fel" in err


def test_a_plan_that_may_not_be_read(folder: Path) -> None:
    (folder / "targets.yaml").chmod(0)
    code, out, err = run(folder, "progress")
    assert (code, out) == (1, "")
    assert "targets.yaml" in err


def test_a_folder_for_reports_that_may_not_be_written(folder: Path) -> None:
    reports = folder / "rapporter"
    reports.mkdir()
    (reports / "lovp-2024-05.md").write_text("before", encoding="utf-8")
    reports.chmod(0o500)
    code, out, err = run(
        folder, "export", "--month", "2024-05", "--format", "md,csv", "--output", "rapporter"
    )
    assert (code, out) == (1, "")
    assert "rapporter" in err
    assert [path.name for path in reports.iterdir()] == ["lovp-2024-05.md"]
    assert (reports / "lovp-2024-05.md").read_text(encoding="utf-8") == "before"


def test_a_plan_that_may_not_be_replaced(folder: Path) -> None:
    before = (folder / "targets.yaml").read_bytes()
    folder.chmod(0o500)
    code, out, _err = run(folder, "plan", "new", "2025")
    assert (code, out) == (1, "")
    assert (folder / "targets.yaml").read_bytes() == before
