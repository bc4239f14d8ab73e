"""An association of another kind: clubs instead of municipalities, in no groups and in two.

Each of its papers and answers speaks its own words, and the figures are worked out by hand.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.faults.check import as_bytes, lovp
from tests.workbooks import read, table

OTHERS_WORDS = re.compile("kommun|delregion|municipal|subregion", re.IGNORECASE)
CLUBS = (
    "IFK Berga, Dalens SK, Ekens GIF, Forsa BK, Granö IK, Hedens IF, "
    "Lunda FF, Mossens IK, Nora GK, Strands SS, Tuna HK, Vikens RK"
)
FLAT = f"places: [{CLUBS}]".replace("Tuna HK", "{name: Tuna HK, tile: [2, 1]}")
GROUPED = """\
group_word: [krets, kretsar]
places:
  - group: Norra kretsen
    places: [IFK Berga, Dalens SK, Ekens GIF, Forsa BK, Granö IK, Hedens IF]
  - group: Södra kretsen
    places: [Lunda FF, Mossens IK, Nora GK, Strands SS, Tuna HK, Vikens RK]"""
PLAN = """\
organisation: {name}
year: 2024
language: sv
place_word: [klubb, klubbar]
{places}
calendar:
  - {{name: Årsmöte, date: 2024-06-12, source: Årsmötet}}
areas:
  - id: bredd
    name: Bredd
    targets:
      - {{id: dagar, name: Prova på, measure: sum, unit: dagar, goal: 48, central: dagar, source: 48 dagar}}
      - {{id: parasport, name: Parasport, measure: coverage, over: places, unit: klubbar, goal: 6,
         central: parasport, source: I sex klubbar}}
      - {{id: ledare, name: Stöd till ledare, measure: activity, unit: träffar, source: Stötta ledarna}}
  - id: styrelse
    name: Styrelser
    targets:
      - {{id: kvinnor, name: Kvinnor i styrelserna, measure: share, over: places, unit: ledamöter,
         goal: 40 %, pace: standing, central: kvinnor, source: 40 procent kvinnor}}
      - {{id: aktiva, name: Aktiva klubbar, measure: coverage, over: places, reads: kvinnor, counts: of,
         minimum: 3, unit: klubbar, goal: 12, source: Alla klubbar har en styrelse}}
      - {{id: masterskap, name: Mästerskap, measure: milestone, due: 2024-09-15, source: I september}}
"""
ROWS = (
    ["dagar", "3", "IFK Berga", "2024-02-03"],
    ["dagar", "2", "Dalens SK", "2024-04-03"],
    ["dagar", "4", "", "2024-05-05"],
    ["parasport", "1", "Tuna HK", "2024-05-10"],
    ["kvinnor", "2", "Granö IK", "2024-03-03", "--of", "5"],
    ["kvinnor", "3", "Granö IK", "2024-05-20", "--of", "6"],
    ["kvinnor", "3", "Nora GK", "2024-03-04", "--of", "8"],
    ["kvinnor", "1", "Tuna HK", "2024-05-11", "--of", "2"],
)
"""The latest of women: 3 of 6, 3 of 8 and 1 of 2, which is 7 of 16. A board of 2 is not active."""
SILENT = "Ekens GIF, Forsa BK, Hedens IF, Lunda FF, Mossens IK, Strands SS och Vikens RK"


def _begun(folder: Path, places: str, name: str = "Ådalens Idrott") -> Path:
    """A folder with the plan and its rows."""
    folder.mkdir()
    (folder / "targets.yaml").write_text(PLAN.format(name=name, places=places), encoding="utf-8")
    for words in ROWS:
        assert lovp(folder, "log", *words, "--yes").code == 0
    return folder


@pytest.fixture(scope="module")
def flat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _begun(tmp_path_factory.mktemp("flat") / "idrott", FLAT)


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _begun(tmp_path_factory.mktemp("grouped") / "idrott", GROUPED, "Kustens Idrott")


def _by_place(target: dict[str, Any]) -> dict[str, Any]:
    return {part["place"]: part["outcome"] for part in target["places"] if part["outcome"]}


def _progress(folder: Path, *words: str) -> dict[str, dict[str, Any]]:
    text = lovp(folder, "progress", "--as-of", "2024-05-31", "--format", "json", *words).out
    return {target["id"]: target for area in json.loads(text)["areas"] for target in area["targets"]}


@pytest.mark.parametrize("folder", ["flat", "grouped"])
def test_the_whole_is_the_same_whatever_groups_there_are(folder: str, request: pytest.FixtureRequest) -> None:
    found = _progress(request.getfixturevalue(folder))
    assert {id_: target["outcome"] for id_, target in found.items()} == {
        "dagar": 9, "parasport": 1, "ledare": 0, "kvinnor": 0.4375, "aktiva": 2, "masterskap": 0,
    }  # fmt: skip
    assert found["dagar"]["unplaced"] == 4
    # 152 of 366 days of 48 are 19.
    assert found["dagar"]["status"] == "behind"
    assert (found["kvinnor"]["of"], found["kvinnor"]["status"]) == (16, "reached")


def test_places_without_groups_are_the_parts(flat: Path) -> None:
    found = _progress(flat)
    assert [part["place"] for part in found["dagar"]["places"]] == CLUBS.split(", ")
    assert _by_place(found["dagar"]) == {"IFK Berga": 3, "Dalens SK": 2}
    # A board of two would be recognised, so that its figure is not shown.
    assert _by_place(found["kvinnor"]) == {"Granö IK": 0.5, "Nora GK": 0.375}
    assert _by_place(found["aktiva"]) == {"Granö IK": 1, "Nora GK": 1}
    assert _progress(flat, "--place", "nora")["kvinnor"]["outcome"] == 0.375


def test_groups_are_the_parts_and_have_places(grouped: Path) -> None:
    found = _progress(grouped)
    assert _by_place(found["dagar"]) == {"Norra kretsen": 5}
    # In the north 3 of 6; in the south 3 of 8 and 1 of 2.
    assert _by_place(found["kvinnor"]) == {"Norra kretsen": 0.5, "Södra kretsen": 0.4}
    assert _by_place(_progress(grouped, "--place", "södra")["parasport"]) == {"Tuna HK": 1}


def test_who_has_not_reported_is_told_in_the_plan_s_words(flat: Path, grouped: Path) -> None:
    assert "Har inte rapporterat: 7 av 12 klubbar" in lovp(flat).out
    paper = lovp(flat, "export", "--month", "2024-05", "--output", "-").out
    # IFK Berga's was in February; Granö IK's on the first of the ninety days.
    assert f"8 av 12 klubbar har inte rapporterat något på tre månader: IFK Berga, {SILENT}. Vem" in paper
    paper = lovp(grouped, "export", "--month", "2024-04", "--output", "-").out
    assert "För april 2024: Södra kretsen." in paper


READING = (
    "check, outcomes --all, calendar, init, progress, progress --by place, progress --by month, "
    "progress --missing, progress --place nora, progress --by place --format markdown, "
    "progress --missing --format csv, targets, targets parasport, targets --format json, "
    "log parasport 1, log parasport 1 atlantis, export --schedule, import dagar.csv --suggest"
)


def test_no_answer_speaks_of_others_places(flat: Path, grouped: Path) -> None:
    for folder in (flat, grouped):
        (folder / "dagar.csv").write_text("Klubb;Datum;Dagar\nNora GK;2024-05-02;1\n", encoding="utf-8")
        for line in ["", *READING.split(", ")]:
            said = lovp(folder, *line.split())
            assert not OTHERS_WORDS.search(said.out + said.err), line


@pytest.mark.parametrize("folder", ["flat", "grouped"])
def test_no_paper_speaks_of_others_places(
    folder: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    place = request.getfixturevalue(folder)
    for words in (["--month", "2024-05"], ["--year", "2024"]):
        forms = ["--format", "md,html,xlsx,csv", "--output", str(tmp_path)]
        assert lovp(place, "export", *words, *forms).code == 0
    assert lovp(place, "form", "--output", str(tmp_path / "form.html")).code == 0
    assert lovp(place, "calendar", "--ics", str(tmp_path / "calendar.ics")).code == 0
    papers = sorted(tmp_path.iterdir())
    assert len(papers) == 10
    for paper in papers:
        content = paper.read_bytes()
        text = str(read(content)) if paper.suffix == ".xlsx" else content.decode()
        assert not OTHERS_WORDS.search(text), paper.name
    form = read(as_bytes(lovp(place, "form").out))
    for row in [*table(form["survey"]), *table(form["choices"])]:
        # What people read has a language; the names beside it are columns of what comes back.
        shown = " ".join(str(cell) for name, cell in row.items() if "::" in name)
        assert not OTHERS_WORDS.search(shown)
    assert "per klubb" in (tmp_path / "form.html").read_text("utf-8")
