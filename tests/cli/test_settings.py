"""What is kept of a folder for a user: who records there."""

from pathlib import Path

import pytest

from lovp.cli import writers


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("LOVP_WRITER", raising=False)
    kept = tmp_path / "home" / "lovp"
    monkeypatch.setattr(writers, "_file", lambda: kept / "folders.json")
    return kept


def test_each_folder_has_its_writer_and_the_environment_comes_first(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tmp_path / "ett", tmp_path / "annat"
    assert (writers.known(one), home.exists()) == ("", False)
    writers.keep(one, "skola")
    writers.keep(other, "kansli")
    assert [writers.known(one), writers.known(other)] == ["skola", "kansli"]
    monkeypatch.setenv("LOVP_WRITER", "Ung i Borås")
    assert writers.known(one) == "ung-i-boras"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"HERE": 1}', '{"HERE": {}}', pytest.param("[" * 100_000, id="deep")],
)
def test_a_file_that_is_not_ours_is_as_none(tmp_path: Path, home: Path, text: str) -> None:
    home.mkdir(parents=True)
    (home / "folders.json").write_text(text.replace("HERE", str(tmp_path)), encoding="utf-8")
    assert writers.known(tmp_path) == ""
    writers.keep(tmp_path, "skola")
    assert writers.known(tmp_path) == "skola"


def test_what_cannot_be_kept_is_told(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.parent.mkdir()
    home.write_bytes(b"")
    writers.keep(tmp_path, "skola")
    assert "LOVP_WRITER" in capsys.readouterr().err
