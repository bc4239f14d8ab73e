"""Once a row is on the disk, nothing may look like a failure: it would be recorded a second time."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.cli import answer
from lovp.cli.main import main

LOG = ["log", "schoolinfo", "3", "--place", "Hjo", "--date", "2024-03-12"]


@pytest.fixture
def folder(prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = prepare("plan")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    monkeypatch.setenv("LOVP_WRITER", "kansli")
    return folder


def rows(folder: Path) -> int:
    file = folder / "data" / "2024" / "kansli.csv"
    return len(file.read_text(encoding="utf-8").splitlines()) - 1 if file.exists() else 0


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_fault_in_the_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_arguments: object) -> None:
        raise fault

    monkeypatch.setattr("lovp.cli.recorded.read_days", failing)
    assert main(LOG) == 0
    assert rows(folder) == 1
    assert "✓" in capsys.readouterr().out


def test_a_fault_before_the_row_is_saved(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(answer, "append", interrupted)
    assert main(LOG) == 1
    assert rows(folder) == 0


def run(folder: Path, *words: str, stdout: int) -> int:
    environment = os.environ | {"LOVP_TODAY": "2024-06-01", "LOVP_WRITER": "kansli", "LOVP_LANG": "sv"}
    command = [sys.executable, "-m", "lovp", *words]
    return subprocess.run(command, cwd=folder, env=environment, stdout=stdout, check=False).returncode


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_that_is_full(folder: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        assert run(folder, *LOG, stdout=full) == 0
        assert rows(folder) == 1
        assert run(folder, "progress", stdout=full) == 1
        assert run(folder, "plan", "new", "2025", stdout=full) == 0
        assert run(folder, "export", "--month", "2024-05", "--output", "out", stdout=full) == 0
        assert run(folder, "init", "ny", "--year", "2024", stdout=full) == 0
    finally:
        os.close(full)


def test_a_reader_that_has_gone(folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert run(folder, *LOG, stdout=writer) == 0
        assert rows(folder) == 1
        assert run(folder, "progress", stdout=writer) == 0
    finally:
        os.close(writer)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix shell")
@pytest.mark.parametrize("closed", [">&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams(folder: Path, closed: str) -> None:
    environment = os.environ | {"LOVP_TODAY": "2024-06-01", "LOVP_WRITER": "kansli", "LOVP_LANG": "sv"}

    def code(*words: str) -> int:
        command = ["sh", "-c", f'exec "$0" -m lovp "$@" {closed}', sys.executable, *words]
        return subprocess.run(
            command, cwd=folder, env=environment, stderr=subprocess.PIPE, check=False
        ).returncode

    assert code(*LOG) == 0
    assert rows(folder) == 1
    assert code("progress") == 0
    assert code("progress", "--format", "csv") == 0
    assert code("log") == 2
