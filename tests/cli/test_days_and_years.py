"""Which plan a day belongs to, and what an earlier or later year may and may not do."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from lovp.plan.new_year import add_year
from tests.faults.check import lovp

Prepare = Callable[[str], Path]
JANUARY = {"LOVP_TODAY": "2025-01-10"}


def answer(folder: Path, *words: str, environment: Mapping[str, str] = JANUARY) -> str:
    """What a command that succeeds prints."""
    found = lovp(folder, *words, environment=environment)
    assert found.code == 0, found.err
    return found.out


@pytest.fixture
def folder(prepare: Prepare) -> Path:
    """A folder with plans for 2024 and 2025, in which å is an a and a ring, as a Mac or a PDF writes it."""
    folder = prepare("small")
    file = folder / "targets.yaml"
    head, tail = add_year(file.read_text(encoding="utf-8"), 2025).rsplit("\n---\n", 1)
    # In 2025 one target has another id; 2024 keeps its own.
    tail = tail.replace("id: schoolinfo\n", "id: schoolinfo-gymnasiet\n")
    file.write_text(unicodedata.normalize("NFD", f"{head}\n---\n{tail}"), encoding="utf-8")
    return folder


def test_a_day_is_recorded_in_the_plan_of_its_year(folder: Path) -> None:
    """And the id of another year is not guessed."""
    for target, day in (("schoolinfo", "2024-12-10"), ("schoolinfo-gymnasiet", "2025-01-09")):
        assert "Skövde" in answer(folder, "log", target, "3", "--place", "Skövde", "--date", day)
        text = (folder / "data" / day[:4] / "kansli.csv").read_text(encoding="utf-8")
        assert text.count(f",{target},Skövde,3,") == 1
    refused = lovp(folder, "log", "schoolinfo-gymnasiet", "3", "--date", "2024-12-10", environment=JANUARY)
    assert (refused.code, "schoolinfo" in refused.err) == (2, True)
    assert answer(folder, "check")


def test_a_day_or_a_month_chooses_the_plan_of_its_year(folder: Path) -> None:
    found = json.loads(answer(folder, "progress", "--as-of", "2024-05-31", "--format", "json"))
    assert (found["year"], found["as_of"]) == (2024, "2024-05-31")
    found = json.loads(answer(folder, "progress", "--year", "2024", "--format", "json"))
    assert found["as_of"] == "2024-12-31"
    may = {"LOVP_TODAY": "2024-05-31"}
    found = json.loads(answer(folder, "progress", "--year", "2025", "--format", "json", environment=may))
    assert found["as_of"] == "2025-01-01"
    assert "31 maj" in answer(folder, "compare", "2024", "2025", environment=may)
    assert answer(folder, "outcomes", "--month", "2024-02", "--format", "csv").count("2024-02-") == 4
    days = ["--from", "2024-02-01", "--to", "2024-02-29"]
    found = json.loads(answer(folder, "outcomes", *days, "--format", "json"))
    assert (found["year"], len(found["outcomes"])) == (2024, 2)
    assert "december 2024" in answer(folder, "export", "--month", "last", "--output", "-")
    for words in (
        "progress --as-of 2023-05-31 --year 2024",
        "outcomes --from 2024-03-01 --to 2024-02-01",
        "outcomes --year 2025 --month 2024-02",
    ):
        assert lovp(folder, *words.split(), environment=JANUARY).code == 2
    assert lovp(folder, "progress", "--as-of", "2023-05-31").code == 1


def test_a_board_of_few_is_not_told(prepare: Prepare) -> None:
    """Two of three people in one board, the only one so far: no form of any answer gives the figure."""
    folder = prepare("plan")
    log = ["log", "unga-ledamoter", "2", "--of", "3", "--place", "Hjo", "--date", "2024-05-02"]
    answer(folder, *log, environment={})
    forms = ["table", "markdown", "csv", "json"]
    asked = ["", "--by place", "--by month", "--place Hjo", "--place Skaraborg"]
    lines = ["outcomes", ""]
    for form in forms:
        lines += [f"progress --target unga-ledamoter --format {form} {more}" for more in asked]
    lines += [f"export --month 2024-05 --output - --format {form}" for form in forms[1:]]
    for line in lines:
        # Ids are made by chance, and can have any figure in them.
        text = re.sub(r"\b[0-9a-f]{8}\b", "", answer(folder, *line.split(), environment={}))
        assert not re.search("66[,.]7|0[.,]6667|67|2 av 3", text), text
