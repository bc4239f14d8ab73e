"""Which plan a day belongs to, and what an earlier or later year may and may not do."""

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.cli.main import main
from lovp.plan.new_year import add_year

Prepare = Callable[[str], Path]
Answer = Callable[..., str]


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Answer:
    """Runs a command that succeeds, and gives what it prints."""

    def run(*words: str) -> str:
        capsys.readouterr()
        assert main(list(words)) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return run


@pytest.fixture
def folder(prepare: Prepare, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with plans for 2024 and 2025, in January 2025."""
    folder = prepare("small")
    file = folder / "targets.yaml"
    head, tail = add_year(file.read_text(encoding="utf-8"), 2025).rsplit("\n---\n", 1)
    # In 2025 one target has another id; 2024 keeps its own.
    tail = tail.replace("id: schoolinfo\n", "id: schoolinfo-gymnasiet\n")
    file.write_text(f"{head}\n---\n{tail}", encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LOVP_TODAY", "2025-01-10")
    monkeypatch.setenv("LOVP_LANG", "sv")
    return folder


def test_a_day_is_recorded_in_the_plan_of_its_year(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the id of another year is not guessed."""
    for target, day in (("schoolinfo", "2024-12-10"), ("schoolinfo-gymnasiet", "2025-01-09")):
        assert main(["log", target, "3", "--place", "Hjo", "--date", day]) == 0
        text = (folder / "data" / day[:4] / "kansli.csv").read_text(encoding="utf-8")
        assert text.count(f",{target},Hjo,3,") == 1
    assert main(["log", "schoolinfo-gymnasiet", "3", "--date", "2024-12-10"]) == 2
    assert "schoolinfo" in capsys.readouterr().err


def test_a_day_or_a_month_chooses_the_plan_of_its_year(folder: Path, answer: Answer) -> None:
    found = json.loads(answer("progress", "--as-of", "2024-05-31", "--format", "json"))
    assert (found["year"], found["as_of"]) == (2024, "2024-05-31")
    found = json.loads(answer("progress", "--year", "2024", "--format", "json"))
    assert found["as_of"] == "2024-12-31"
    assert answer("outcomes", "--month", "2024-02", "--format", "csv").count("2024-02-") == 4
    days = ["--from", "2024-02-01", "--to", "2024-02-29"]
    found = json.loads(answer("outcomes", *days, "--format", "json"))
    assert (found["year"], len(found["outcomes"])) == (2024, 2)
    assert "december 2024" in answer("export", "--month", "last", "--output", "-")
    for words in (
        "progress --as-of 2023-05-31 --year 2024",
        "outcomes --from 2024-03-01 --to 2024-02-01",
        "outcomes --year 2025 --month 2024-02",
    ):
        assert main(words.split()) == 2
    assert main(["progress", "--as-of", "2023-05-31"]) == 1


def test_a_plan_with_letters_of_two_signs(
    prepare: Prepare, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Mac, or a PDF, writes å as a and a ring; it is the same place."""
    folder = prepare("small")
    file = folder / "targets.yaml"
    file.write_text(unicodedata.normalize("NFD", file.read_text(encoding="utf-8")), encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    assert main(["check"]) == 0
    assert "Skövde" in answer("log", "schoolinfo", "1", "--place", "Skövde")


def test_a_board_of_few_is_not_told(
    prepare: Prepare, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of three people in one board, the only one so far: no form of any answer gives the figure."""
    monkeypatch.chdir(prepare("plan"))
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    monkeypatch.setenv("LOVP_LANG", "sv")
    assert main(["log", "unga-ledamoter", "2", "--of", "3", "--place", "Hjo", "--date", "2024-05-02"]) == 0
    forms = ["table", "markdown", "csv", "json"]
    asked = ["", "--by place", "--by month", "--place Hjo", "--place Skaraborg"]
    told = [answer("outcomes"), answer()]
    for form in forms:
        words = ["progress", "--target", "unga-ledamoter", "--format", form]
        told += [answer(*words, *more.split()) for more in asked]
    told += [answer(*"export --month 2024-05 --output - --format".split(), form) for form in forms[1:]]
    for each in told:
        # Ids are made by chance, and can have any figure in them.
        text = re.sub(r"\b[0-9a-f]{8}\b", "", each)
        assert not re.search("66[,.]7|0[.,]6667|67|2 av 3", text), text
