"""A new year is the latest one with its days kept and marked, and its public holidays moved: by hand.

Easter is on 31 March 2024, 20 April 2025 and 16 April 2028.
"""

import re

import pytest

from lovp.errors import UsageError
from lovp.plan.load import parse_plans
from lovp.plan.new_year import add_year, find_marks, move_year
from tests.plan.mistakes import FULL
from tests.plan.test_full import SMALLEST

TO_CHECK = "Läsåret 2024|Vårterminen|Höstterminen|Sportlov|Semester|kongressen|Familjedag|due: "


def in_year(year: int, good_friday: str) -> str:
    """The full plan without its heading in another year: every date but Good Friday's keeps its day.

    A mark stands above every line that has a date to check, or a name with one.
    """
    text = FULL.split("\n", 2)[2].replace("2024-03-29", good_friday)
    text = text.replace("year: 2024\n", f"year: {year}\n").replace("2024-", f"{year}-")
    return re.sub(rf"(?m)^( *)(?=.*({TO_CHECK}))", r"\1# kontrollera\n\1", text)


IN_2025, IN_2028 = in_year(2025, "2025-04-18"), in_year(2028, "2028-04-14")


@pytest.mark.parametrize(("year", "expected"), [(2025, IN_2025), (2028, IN_2028)])
def test_worked_out_by_hand(year: int, expected: str) -> None:
    text = add_year(FULL, year)
    assert text == FULL + "---\n" + expected
    assert [plan.year for plan in parse_plans(text, "targets.yaml")] == [2024, year]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_byte_order_mark_and_a_missing_last_newline(newline: str) -> None:
    text = "\ufeff" + FULL.rstrip("\n").replace("\n", newline)
    assert add_year(text, 2025) == text + newline + ("---\n" + IN_2025).replace("\n", newline)


def plan_with(lines: str) -> str:
    return "organisation: A\nyear: 2024\nlanguage: sv\n" + lines + SMALLEST.split("\n", 3)[3]


def test_what_must_be_checked_is_listed_with_what_it_belongs_to() -> None:
    lines = (
        "calendar:\n  - name: Rast den 8 Mars\n    date: 2024-05-01\n    source: 9 maj 2024\n"
        "  - {name: Möte, date: 2024-05-01, source: date 2024-03-08}\n  # Mötet den 3 mars flyttas\n"
        "  - name: Val\n    date: 2024-06-09\n    to: 2024-06-10\n"
        "  - {name: Slut, date: 2024-12-31, source: sista dagen}\n"
    )
    text = add_year(plan_with(lines), 2025)
    assert find_marks(text) == [
        (21, "name: Rast den 8 Mars"),
        (28, "Val: date: 2025-06-09"),
        (31, "{name: Slut, date: 2025-12-31, source: sista dagen}"),
    ]
    # What is marked stays so, once.
    again = [line for _number, line in find_marks(add_year(text, 2026))]
    assert again[3:5] == ["name: Rast den 8 Mars", "Val: date: 2026-06-09"]


def test_the_latest_is_copied_wherever_it_stands_with_its_comments() -> None:
    middle = "--- # the year\nyear: 2024 # now\norganisation: B\nlanguage: sv\n# areas\n"
    middle += SMALLEST.split("\n", 3)[3]
    text = SMALLEST + middle + "# the end\n...\n---\n" + SMALLEST.replace("2023", "2022")
    new = add_year(text, 2025)
    assert new == text + middle.replace("2024", "2025") + "# the end\n"
    again = add_year(new, 2026)
    assert again.startswith(new)
    assert [plan.year for plan in parse_plans(again, "targets.yaml")] == [2022, 2023, 2024, 2025, 2026]


def test_a_file_with_one_year_alone_keeps_its_heading() -> None:
    assert move_year(FULL, 2025) == "".join(FULL.splitlines(keepends=True)[:2]) + IN_2025
    with pytest.raises(UsageError, match=r"1899 can't be the year of a plan\."):
        move_year(FULL, 1899)


@pytest.mark.parametrize(
    ("old", "new_2025", "new_2028"),
    [
        ("date: 2024-03-08", "2025-03-08", "2028-03-08"),
        ("date: 2024-02-29", "2025-02-28", "2028-02-29"),
        # Easter Monday, Ascension Day, and Midsummer Day, which is a Saturday.
        ("date: 2024-04-01", "2025-04-21", "2028-04-17"),
        ("date: 2024-05-09", "2025-05-29", "2028-05-25"),
        ("date: 2024-06-22", "2025-06-21", "2028-06-24"),
        # Several days are kept, whatever the first of them is.
        ("date: 2024-04-01, to: 2024-04-05", "2025-04-01, to: 2025-04-05", "2028-04-01, to: 2028-04-05"),
    ],
)
def test_single_dates(old: str, new_2025: str, new_2028: str) -> None:
    text = plan_with(f"calendar: [{{name: Dag, {old}}}]\n")
    for year, new in ((2025, new_2025), (2028, new_2028)):
        assert f"date: {new}}}" in add_year(text, year)
