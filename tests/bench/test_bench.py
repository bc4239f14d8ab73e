"""The bench measures programs that do the same: their sums agree, and it would see if they did not."""

import csv
import sys
from pathlib import Path

import pytest

from tests.bench.__main__ import report
from tests.bench.data import (
    VARIANTS,
    adding_up,
    outcomes,
    the_plan,
    write_journal,
    write_record,
    write_variant,
)
from tests.bench.measure import Row, answer
from tests.bench.others import disagreement, hledger, lovp

if sys.platform == "win32":
    pytest.skip("processes are timed as Unix has them", allow_module_level=True)

pytestmark = pytest.mark.all

SIZE = 2_000


def test_hledger_comes_to_the_same_sums(tmp_path: Path) -> None:
    plan = the_plan()
    record = write_record(tmp_path / "plan", outcomes(plan, SIZE))
    journal = tmp_path / "outcomes.journal"
    write_journal(journal, plan, outcomes(plan, SIZE))
    own = lovp(tmp_path / "plan", {"XDG_CACHE_HOME": str(tmp_path)})
    programs = {"lovp": own, **hledger(tmp_path, journal)}
    assert disagreement(adding_up(plan), programs) == ""

    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    fewer = write_record(tmp_path / "fewer", outcomes(plan, SIZE))
    without = next(at for at, line in enumerate(lines[1:], 1) if line.split(",")[2] == "schoolinfo")
    fewer.write_text("".join(lines[:without] + lines[without + 1 :]), encoding="utf-8")
    settings = {"XDG_CACHE_HOME": str(tmp_path)}
    said = disagreement(adding_up(plan), {"lovp": own, "fewer": lovp(tmp_path / "fewer", settings)})
    assert said.startswith("schoolinfo: ")


@pytest.mark.parametrize("name", VARIANTS)
def test_every_variant_has_the_figures_of_the_plain_file(tmp_path: Path, name: str) -> None:
    settings = {"XDG_CACHE_HOME": str(tmp_path)}
    record = write_record(tmp_path / "plain", outcomes(the_plan(), SIZE))
    folder = write_variant(tmp_path, record, name)
    plain, variant = (answer(lovp(each, settings).command) for each in (tmp_path / "plain", folder))
    assert variant == plain
    files = [file.read_bytes() for file in folder.rglob("*.csv")]
    assert files != [record.read_bytes()], "it is the plain file"
    if name == "one correction in ten":
        replacing = sum(1 for row in csv.DictReader(files[0].decode().splitlines()) if row["replaces"])
        assert SIZE / 15 < replacing < SIZE / 8


def test_a_bound_that_is_not_kept_is_told() -> None:
    rows = [Row("a", "b", 0.5, 2, 2), Row("c", "b", 0.5, 2.01, 2), Row("d", "b", 0.5, 9, None)]
    lines = "".join(report(rows)).splitlines()
    assert "| a | 500 | 2.00 | b | 2 | kept |" in lines
    assert "| c | 500 | 2.01 | b | 2 | **not kept** |" in lines
    assert "| d | 500 | 9.00 | b |  |  |" in lines
