"""What may not be read or written, and outputs that are full or gone: what was saved never looks unsaved."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lovp.cli.main import main
from tests.folders import as_anybody

if sys.platform == "win32":
    pytest.skip("permissions and streams as Unix has them", allow_module_level=True)

LOG = ["log", "schoolinfo", "3", "--place", "Hjo", "--date", "2024-03-12"]
EXPORT = ["export", "--month", "2024-05", "--format", "md,csv", "--output"]


@pytest.fixture
def folder(prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = prepare("small")
    monkeypatch.chdir(folder)
    for name, value in {"LOVP_TODAY": "2024-06-01", "LOVP_WRITER": "kansli", "LOVP_LANG": "sv"}.items():
        monkeypatch.setenv(name, value)
    yield folder
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700)


def run(*words: str, shell: str = "", stdout: int = subprocess.PIPE) -> tuple[int, str, str]:
    """The exit code, and what was written, of a command whose streams are as the shell's text says."""
    start = ["sh", "-c", f'exec "$0" -m lovp "$@" {shell}', sys.executable]
    done = subprocess.run(
        [*as_anybody(), *start, *words], stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout or "", done.stderr


def rows() -> int:
    file = Path("data/2024/kansli.csv")
    return len(file.read_text(encoding="utf-8").splitlines()) - 1 if file.exists() else 0


@pytest.mark.parametrize(
    ("path", "mode", "words", "said"),
    [
        ("data/2024", 0o500, LOG, "Inget sparades"),
        ("targets.yaml", 0, ["progress"], "targets.yaml"),
        ("rapporter", 0o500, [*EXPORT, "rapporter"], "rapporter"),
        (".", 0o500, ["plan", "new", "2025"], "targets.yaml"),
        ("targets.yaml", 0o400, ["plan", "new", "2025"], "behörighet saknas"),
    ],
)
def test_what_may_not_be_read_or_written(
    folder: Path, path: str, mode: int, words: list[str], said: str
) -> None:
    (folder / "rapporter").mkdir()
    (folder / "rapporter" / "lovp-2024-05.md").write_text("before", encoding="utf-8")
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    (folder / path).chmod(mode)
    code, out, err = run(*words)
    assert (code, out) == (1, "")
    assert said in err
    (folder / path).chmod(0o700)
    assert before == {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError(28, "No space left on device")])
@pytest.mark.parametrize(("part", "code", "count"), [("recorded.read_record", 0, 1), ("answer.append", 1, 0)])
def test_a_fault_after_saving_is_none_and_one_before_saves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, part: str, code: int, count: int
) -> None:
    def failing(*_arguments: object) -> None:
        raise fault

    monkeypatch.setattr(f"lovp.cli.{part}", failing)
    assert main(LOG) == code
    assert rows() == count


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_that_is_full_or_gone(folder: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    reader, gone = os.pipe()
    os.close(reader)
    saving = ([*EXPORT, "out"], ["plan", "new", "2025"], ["init", "ny", "--year", "2024"], LOG)
    try:
        assert [run(*words, stdout=full)[0] for words in saving] == [0] * 4
        assert run("progress", stdout=full)[0] == 1
        assert [run(*words, stdout=gone)[0] for words in (LOG, ["progress"])] == [0, 0]
    finally:
        os.close(full)
        os.close(gone)
    assert rows() == 2


@pytest.mark.parametrize("closed", [">&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams(folder: Path, closed: str) -> None:
    codes = [run(*words, shell=closed)[0] for words in (LOG, ["progress"], ["check"], ["log"])]
    assert codes == [0, 0, 0, 2]
    assert rows() == 1
