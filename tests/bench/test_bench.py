"""The bench measures programs that do the same, and the simulation counts what the page says."""

import re
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from lovp.progress.values import Interval
from tests.bench.data import outcomes, the_plan, write_journal, write_record
from tests.bench.intervals import DATES, PAGE, PROMISED, Trial, calibration
from tests.bench.others import disagreement, hledger, lovp

if sys.platform == "win32":
    pytest.skip("processes are timed as Unix has them", allow_module_level=True)

pytestmark = pytest.mark.all

SIZE = 2_000


def test_hledger_comes_to_the_same_sums(tmp_path: Path) -> None:
    plan, settings = the_plan(), {"XDG_CACHE_HOME": str(tmp_path)}
    record = write_record(tmp_path / "plan", outcomes(plan, SIZE))
    journal = tmp_path / "outcomes.journal"
    write_journal(journal, plan, outcomes(plan, SIZE))
    own = lovp(tmp_path / "plan", settings)
    assert disagreement({"lovp": own, **hledger(tmp_path, journal)}) == ""
    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    lines.remove(next(line for line in lines if ",schoolinfo," in line))
    write_record(tmp_path / "fewer", []).write_text("".join(lines), encoding="utf-8")
    said = disagreement({"lovp": own, "fewer": lovp(tmp_path / "fewer", settings)})
    assert said.startswith("schoolinfo: ")


def test_what_is_counted() -> None:
    """Of ten, two had no interval; of the eight, the ends are inside, one is below, one above."""
    five_to_nine = Interval(Fraction(5), Fraction(9))
    ends = [Trial(five_to_nine, truth) for truth in (4, 5, 6, 7, 8, 8, 9, 10)]
    made = calibration([*ends, Trial(None, 3), Trial(None, 30)])
    assert made[:4] == (8, 0.75, 0.125, 0.125)
    # The widths are 4 over 4, 5, 6, 7, 8, 8, 9 and 10: in the middle between 4/7 and 4/8.
    assert made.width == pytest.approx((4 / 7 + 4 / 8) / 2)
    # From the middle, 7, to the truth.
    assert made.error == pytest.approx((3 / 4 + 2 / 5 + 1 / 6 + 0 + 1 / 8 + 1 / 8 + 2 / 9 + 3 / 10) / 8)
    honest = [made._replace(inside=part).honest for part in (0.74, 0.75, 0.9, 0.91)]
    assert honest == [False, True, True, False]
    assert calibration([Trial(None, 7)]).forecasts == 0


@pytest.mark.parametrize("name", PROMISED)
def test_the_page_has_kinds_of_years_within_the_bounds(name: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = re.findall(rf"^\| {name} \| \w+ \| ([\d.]+) % .* (\S+) \|$", page, re.MULTILINE)
    assert [word for _inside, word in rows] == ["kept"] * len(DATES)
    assert all(75 <= float(inside) <= 90 for inside, _word in rows)
