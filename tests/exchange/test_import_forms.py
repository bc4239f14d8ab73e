"""Answers to `lovp form`, as servers export them, imported without a mapping: each as it was meant."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from lovp.model import Plan
from lovp.record.row import format_number
from tests.exchange.exports import Sent, Table
from tests.exchange.test_form_answers import EXPORTS, Trip
from tests.faults.check import lovp


@pytest.fixture(scope="module")
def trip(real: Plan) -> Trip:
    return Trip(real)


def write(folder: Path, table: Table, ending: str) -> str:
    """The table as a file; returns its name."""
    file = folder / f"svar.{ending}"
    if ending == "csv":
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([table[0], *table[1]])
    else:
        with Workbook(file, {"default_date_format": "yyyy-mm-dd"}) as book:
            sheet = book.add_worksheet("Svar")
            for number, row in enumerate([table[0], *table[1]]):
                sheet.write_row(number, 0, row)
    return file.name


def counting(folder: Path) -> Counter[tuple[str, ...]]:
    rows = csv.DictReader(lovp(folder, "outcomes", "--format", "csv").out.splitlines())
    return Counter((row["date"], row["target"], row["place"], row["value"], row["of"]) for row in rows)


def meant(trip: Trip) -> Counter[tuple[str, ...]]:
    return Counter(
        (
            str(row.date),
            row.target,
            row.place,
            format_number(row.value),
            format_number(row.of),
        )
        for row in trip.meant
    )


def test_every_export_of_every_server_is_the_same_record(trip: Trip, prepare: Callable[[str], Path]) -> None:
    folder = prepare("plan")
    for at, (name, export) in enumerate(EXPORTS.items()):
        file = write(folder, export(trip, trip.sent), "xlsx" if at % 2 else "csv")
        answer = lovp(folder, "import", file)
        assert answer.code == 0, (name, answer.out[-2000:], answer.err)
        assert counting(folder) == meant(trip), name
        assert ("Det finns inget att spara" in answer.out) == (at > 0), name
    assert lovp(folder, "check").code == 0


def test_an_answer_that_was_edited_is_put_right(trip: Trip, prepare: Callable[[str], Path]) -> None:
    folder = prepare("plan")
    export = EXPORTS["Central"]
    assert lovp(folder, "import", write(folder, export(trip, trip.sent), "csv")).code == 0
    number = next(at for at, row in enumerate(trip.meant) if row.target == "schoolinfo")
    leaves = trip.sent[number].leaves
    path = next(path for path in leaves if path.endswith("/count"))
    edited = list(trip.sent)
    edited[number] = Sent(leaves | {path: "77"}, trip.sent[number].id, edited=trip.sent[0].id)
    answer = lovp(folder, "import", write(folder, export(trip, edited), "csv"))
    assert (answer.code, "Ändrade i källan" in answer.out) == (0, True)
    now = counting(folder)
    assert now.total() == meant(trip).total()
    assert list(now - meant(trip)) == [
        (str(trip.meant[number].date), "schoolinfo", trip.meant[number].place, "77", "")
    ]
    assert lovp(folder, "check").code == 0


def test_an_answer_that_the_plan_no_longer_takes_is_refused_in_its_column(
    trip: Trip, prepare: Callable[[str], Path]
) -> None:
    folder = prepare("plan")
    headers, rows = EXPORTS["Kobo"](trip, trip.sent[:2])
    at = headers.index("date")
    file = write(folder, (headers, [[*rows[0][:at], "2031-01-01", *rows[0][at + 1 :]], rows[1]]), "csv")
    answer = lovp(folder, "import", file)
    assert (answer.code, counting(folder).total()) == (1, 0)
    assert "svar.csv:2: date (" in answer.out
    assert lovp(folder, "import", file, "--partial").code == 0
    assert counting(folder).total() == 1


def test_no_suggestion_is_needed(trip: Trip, prepare: Callable[[str], Path]) -> None:
    folder = prepare("plan")
    file = write(folder, EXPORTS["Kobo"](trip, trip.sent[:2]), "csv")
    answer = lovp(folder, "import", file, "--suggest")
    assert (answer.code, "behöver ingen mappning" in answer.out) == (0, True)
    assert not (folder / "imports").exists()
