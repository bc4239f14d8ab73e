"""What fits the plan, and what the refusal names."""

import pytest

from lovp.record.validation import validate
from tests.progress.build import rows
from tests.record.helpers import PLAN, make_row

FITS = """
visits 1-1 3 Skövde; visits 2-29 0; visits 12-31 1; hours 3-12 2.5; board 3-12 2/7 Skövde; board 3-12 7 Åmål;
trained 3-12 3/3 Fyrbodal; trained 3-12 0/1 Fyrbodal; campaign 3-12 1; campaign 3-12 0.25;
sickleave 3-12 6.2; sickleave 3-12 -4; members 3-12 120 Skövde
"""
REFUSED = {
    "target": "visit 3-12 3; under30 3-12 2/7 Skövde",
    "date": "visits 2023-12-31 1; visits 2025-1-1 1",
    "place": """
visits 3-12 3 Göteborg; board 3-12 2/7 Skaraborg; campaign 3-12 1 Skövde; sickleave 3-12 5 Skaraborg;
members 3-12 120 Skaraborg; organiser 3-12 1 Åmål; organiser 3-12 1
""",
    "value": """
visits 3-12 2.5; visits 3-12 -1; hours 3-12 2.55; campaign 3-12 2; campaign 3-12 0.125; campaign 3-12 -0.5
""",
    "of": """
visits 3-12 3/7; support 3-12 1/2; campaign 3-12 1/1; board 3-12 8/7 Skövde; board 3-12 2/7.5 Skövde;
trained 3-12 0/0 Fyrbodal; trained 3-12 4/3 Fyrbodal; trained 3-12 3 Fyrbodal
""",
}
"""By the column that is wrong."""


def test_what_fits() -> None:
    assert [row for row in rows(FITS) if validate(PLAN, row)] == []


@pytest.mark.parametrize("field", REFUSED)
def test_what_is_refused(field: str) -> None:
    for row in rows(REFUSED[field]):
        fault = validate(PLAN, row)
        assert fault is not None, row
        assert fault.field == field, row
        assert fault.message
        assert fault.remedy
        assert "{" not in fault.message + fault.remedy


@pytest.mark.parametrize(
    ("row", "remedy"),
    [
        ("vists 3-12 1", "Did you mean visits?"),
        ("visits 3-12 1 skovde", "Did you mean Skövde?"),
        ("under30 3-12 1", "Log it under board."),
        ("organiser 3-12 1 Åmål", "There are: Fyrbodal, Skaraborg"),
        ("visits 2025-3-12 1", "Give a date in 2024, or choose the plan of the other year."),
    ],
)
def test_suggestions(row: str, remedy: str) -> None:
    fault = validate(PLAN, rows(row)[0])
    assert (fault and fault.remedy) == remedy


def test_a_cancelling_row_needs_nothing_but_a_row_to_cancel() -> None:
    assert validate(PLAN, make_row("1", None, target="x", place="x", replaces="0")) is None
    assert getattr(validate(PLAN, make_row("1", None)), "field", None) == "value"
