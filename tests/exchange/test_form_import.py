"""From the form to the record: what phones report is there once, by any export, and an edit puts it right."""

import csv
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from lovp.model import Outcome
from lovp.plan.load import load_plans
from lovp.record.record import read_record
from tests.exchange.exports import Table
from tests.exchange.test_form_answers import EXPORTS, Trip, an_id
from tests.faults.check import lovp

pytestmark = pytest.mark.all

FULL = Path(__file__).parents[1] / "plan" / "full.yaml"


@pytest.fixture(scope="module")
def trip() -> Trip:
    (plan,) = load_plans(FULL)
    return Trip(plan)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(FULL, tmp_path / "targets.yaml")
    return tmp_path


def brought(folder: Path, trip: Trip, table: Table) -> Counter[object]:
    """What counts in the record once the table was imported."""
    with (folder / "svar.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table[0])
        writer.writerows(table[1])
    answer = lovp(folder, "import", "svar.csv")
    assert answer.code == 0, answer.err
    return facts(read_record(folder / "data" / "2024", trip.plan).outcomes)


def facts(outcomes: Iterable[Outcome]) -> Counter[object]:
    return Counter((one.date, one.target, one.place, one.value, one.of) for one in outcomes)


@pytest.mark.parametrize("first", EXPORTS)
def test_all_that_was_meant_is_recorded_once(first: str, folder: Path, trip: Trip) -> None:
    meant = facts(trip.meant)
    assert brought(folder, trip, EXPORTS[first](trip, trip.sent)) == meant
    record = (folder / "data" / "2024" / "kansli.csv").read_bytes()
    for other in ("Central", "Kobo, English groups", first):
        assert brought(folder, trip, EXPORTS[other](trip, trip.sent)) == meant
    assert (folder / "data" / "2024" / "kansli.csv").read_bytes() == record


@pytest.mark.parametrize("export", [name for name in EXPORTS if name != "Kobo, older"])
def test_an_edited_answer_replaces_what_it_was(export: str, folder: Path, trip: Trip) -> None:
    before = brought(folder, trip, EXPORTS[export](trip, trip.sent))
    at = next(at for at, one in enumerate(trip.meant) if one.target == "grund")
    edited = list(trip.sent)
    edited[at] = edited[at]._replace(edited=an_id(9000), leaves=edited[at].leaves | {"how/count": "44"})
    old = trip.meant[at]
    after = brought(folder, trip, EXPORTS[export](trip, edited))
    assert after - before == Counter([(old.date, old.target, old.place, 44, None)])
    assert before - after == facts([old])


def test_an_answer_that_the_plan_does_not_take_is_refused_in_its_column(folder: Path, trip: Trip) -> None:
    headers, rows = EXPORTS["Kobo"](trip, trip.sent[:2])
    at = headers.index("date")
    rows[0] = [*rows[0][:at], "2031-01-01", *rows[0][at + 1 :]]
    with (folder / "svar.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headers, *rows])
    answer = lovp(folder, "import", "svar.csv")
    assert (answer.code, (folder / "data").exists()) == (1, False)
    assert "svar.csv:2: date (" in answer.out
    assert lovp(folder, "import", "svar.csv", "--partial").code == 0
    assert len(read_record(folder / "data" / "2024", trip.plan).outcomes) == 1


def test_no_mapping_is_suggested(folder: Path, trip: Trip) -> None:
    brought(folder, trip, EXPORTS["Kobo"](trip, trip.sent[:2]))
    answer = lovp(folder, "import", "svar.csv", "--suggest")
    assert (answer.code, "behöver ingen mappning" in answer.out) == (0, True)
    assert not (folder / "imports").exists()
