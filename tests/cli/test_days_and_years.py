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


@pytest.fixture
def folder(prepare: Prepare, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with plans for 2024 and 2025, in January 2025."""
    folder = prepare("small")
    file = folder / "targets.yaml"
    later = add_year(file.read_text(encoding="utf-8"), 2025).text
    head, tail = later.rsplit("\n---\n", 1)
    # In 2025 one target has another id; 2024 keeps its own.
    tail = tail.replace("id: schoolinfo\n", "id: schoolinfo-gymnasiet\n")
    file.write_text(f"{head}\n---\n{tail}", encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LOVP_TODAY", "2025-01-10")
    monkeypatch.setenv("LOVP_LANG", "sv")
    monkeypatch.setenv("LOVP_WRITER", "kansli")
    return folder


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(list(words)) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def test_a_day_of_last_year_is_recorded_in_last_years_plan(folder: Path) -> None:
    assert main(["log", "schoolinfo", "3", "--place", "Hjo", "--date", "2024-12-10"]) == 0
    assert ",schoolinfo,Hjo,3," in (folder / "data" / "2024" / "kansli.csv").read_text(encoding="utf-8")
    assert main(["log", "schoolinfo-g", "3", "--place", "Hjo", "--date", "2025-01-09"]) == 0
    assert ",schoolinfo-gymnasiet,Hjo,3," in (folder / "data" / "2025" / "kansli.csv").read_text(
        encoding="utf-8"
    )


def test_an_id_of_another_year_is_not_guessed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "schoolinfo-gymnasiet", "3", "--date", "2024-12-10"]) == 2
    assert "schoolinfo" in capsys.readouterr().err
    assert not (folder / "data" / "2024" / "kansli.csv").exists()


def test_as_of_chooses_the_plan_of_its_year(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(answer(capsys, "progress", "--as-of", "2024-05-31", "--format", "json"))
    assert (found["year"], found["as_of"]) == (2024, "2024-05-31")
    assert main(["progress", "--as-of", "2023-05-31"]) == 1
    assert main(["progress", "--as-of", "2023-05-31", "--year", "2024"]) == 2


def test_a_year_that_is_over_stands_at_its_end(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(answer(capsys, "progress", "--year", "2024", "--format", "json"))
    assert found["as_of"] == "2024-12-31"


def test_a_month_chooses_the_plan_of_its_year(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "outcomes", "--month", "2024-02", "--format", "csv").count("2024-02-") == 4
    assert "december 2024" in answer(capsys, "export", "--month", "last", "--output", "-")


def test_the_running_month_is_judged_by_today(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOVP_TODAY", "2024-12-02")
    assert "till och med 2 december 2024" in answer(capsys, "export", "--month", "2024-12", "--output", "-")
    found = json.loads(answer(capsys, "export", "--month", "2024-12", "--format", "json", "--output", "-"))
    assert found["as_of"] == "2024-12-02"


def test_a_correction_to_a_day_that_has_not_come(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    assert main(["amend", "00000001", "--date", "2024-06-02"]) == 2
    assert main(["amend", "00000001", "--date", "2024-05-31"]) == 0


def test_a_record_without_a_plan_is_found_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "data" / "2023").mkdir()
    (folder / "data" / "2023" / "kansli.csv").write_text("id\n", encoding="utf-8")
    assert main(["check"]) == 3
    assert "data/2023: Det finns ingen plan för 2023" in capsys.readouterr().out


def test_a_plan_with_letters_of_two_signs(
    prepare: Prepare, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A Mac, or a PDF, writes å as a and a ring; it is the same place."""
    folder = prepare("small")
    file = folder / "targets.yaml"
    file.write_text(unicodedata.normalize("NFD", file.read_text(encoding="utf-8")), encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    assert main(["check"]) == 0
    assert main(["log", "schoolinfo", "1", "--place", "Skövde"]) == 0
    assert "Skövde" in capsys.readouterr().out


def test_a_row_whose_target_is_gone_can_be_undone(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    file = folder / "data" / "2024" / "hand.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",synlighet,", ",synlig,"), encoding="utf-8")
    assert main(["check"]) == 3
    assert main(["undo", "00000013"]) == 0
    assert main(["check"]) == 0
    assert "synlig" in capsys.readouterr().out


def test_a_table_without_rows_has_its_headings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = answer(capsys, "progress", "--year", "2025", "--only", "reached", "--format", "csv")
    assert text.startswith("area,target,name,measure,unit,goal,direction,outcome,")
    assert text.count("\n") == 1


def test_a_board_of_few_is_not_told(
    prepare: Prepare, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two of three people in one board, the only one so far: no form of any answer gives the figure."""
    monkeypatch.chdir(prepare("plan"))
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")
    monkeypatch.setenv("LOVP_LANG", "sv")
    assert main(["log", "unga-ledamoter", "2", "--of", "3", "--place", "Hjo", "--date", "2024-05-02"]) == 0
    capsys.readouterr()
    target = ["--target", "unga-ledamoter"]
    forms = ["table", "markdown", "csv", "json"]
    told = [answer(capsys)]
    paper = ("export", "--month", "2024-05", "--output", "-")
    for form in forms:
        told += [
            answer(capsys, "progress", *target, *more, "--format", form)
            for more in (
                [],
                ["--by", "place"],
                ["--by", "month"],
                ["--place", "Hjo"],
                ["--place", "Skaraborg"],
            )
        ]
    told += [answer(capsys, *paper, "--format", form) for form in forms[1:]]
    told += [answer(capsys, "outcomes")]
    for each in told:
        # Ids are made by chance, and can have any figure in them.
        text = re.sub(r"\b[0-9a-f]{8}\b", "", each)
        assert not any(figure in text for figure in ("66,7", "66.7", "0.6667", "0,6667", "67", "2 av 3")), (
            text
        )


def test_undo_and_amend_find_the_year(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "schoolinfo-g", "2", "--place", "Hjo", "--date", "2025-01-09"]) == 0
    assert main(["log", "medlemmar", "4", "--place", "Tibro", "--date", "2024-12-20"]) == 0
    listed = answer(capsys, "outcomes", "--month", "2024-12", "--format", "json")
    the_id = json.loads(listed)["outcomes"][0]["id"]
    assert main(["amend", the_id, "--value", "5"]) == 0
    assert "5 deltagare" in capsys.readouterr().out
    for _step in range(2):
        assert main(["undo"]) == 0
    assert json.loads(answer(capsys, "outcomes", "--month", "2024-12", "--format", "json"))["outcomes"] == []
    assert len(json.loads(answer(capsys, "outcomes", "--year", "2025", "--format", "json"))["outcomes"]) == 1


def test_a_correction_of_long_ago_is_not_in_the_way_of_undo(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody corrected last year's latest; what was recorded this year is still ours to take back."""
    assert main(["log", "medlemmar", "4", "--date", "2024-12-20"]) == 0
    the_id = json.loads(answer(capsys, "outcomes", "--month", "2024-12", "--format", "json"))["outcomes"][0][
        "id"
    ]
    monkeypatch.setenv("LOVP_WRITER", "skola")
    assert main(["amend", the_id, "--value", "5"]) == 0
    monkeypatch.setenv("LOVP_WRITER", "kansli")
    assert main(["log", "ruk", "1", "--date", "2025-01-09"]) == 0
    assert main(["undo"]) == 0
    assert json.loads(answer(capsys, "outcomes", "--year", "2025", "--format", "json"))["outcomes"] == []
    assert main(["undo"]) == 1


def test_a_period_chooses_the_plan_of_its_year(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = ["--from", "2024-02-01", "--to", "2024-02-29"]
    found = json.loads(answer(capsys, "outcomes", *days, "--format", "json"))
    assert (found["year"], len(found["outcomes"])) == (2024, 2)
    assert main(["outcomes", "--from", "2024-03-01", "--to", "2024-02-01"]) == 2
    assert main(["outcomes", "--year", "2025", "--month", "2024-02"]) == 2
