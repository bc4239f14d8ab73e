"""A new year is the latest one with its dates moved: worked out by hand for 2025 and 2028.

Easter is on 31 March 2024, 20 April 2025 and 16 April 2028.
"""

import pytest

from lovp.errors import PlanError, UsageError
from lovp.plan.load import parse_plans
from lovp.plan.new_year import add_year, move_year
from tests.plan.mistakes import FULL
from tests.plan.test_full import SMALLEST


def changed(pairs: dict[str, str]) -> str:
    """The full plan without its heading, each line in it changed by hand."""
    text = FULL.split("\n", 2)[2]
    for old, new in pairs.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


IN_2025 = changed(
    {
        "year: 2024\n": "year: 2025\n",
        "from: 2024-01-09, to: 2024-06-14": "from: 2025-01-07, to: 2025-06-13",
        "from: 2024-08-20, to: 2024-12-20": "from: 2025-08-19, to: 2025-12-19",
        "from: 2024-02-12, to: 2024-02-23": "from: 2025-02-10, to: 2025-02-21",
        "date: 2024-03-29": "date: 2025-04-18",
        "from: 2024-07-01, to: 2024-07-31": "from: 2025-07-01, to: 2025-07-31",
        "date: 2024-05-17, to: 2024-05-20": "date: 2025-05-16, to: 2025-05-19",
        "date: 2024-09-07": "date: 2025-09-06",
        "due: 2024-11-30": "due: 2025-11-30",
        "due: 2024-10-23": "due: 2025-10-22",
    }
)
IN_2028 = changed(
    {
        "year: 2024\n": "year: 2028\n",
        "from: 2024-01-09, to: 2024-06-14": "from: 2028-01-11, to: 2028-06-16",
        "from: 2024-08-20, to: 2024-12-20": "from: 2028-08-22, to: 2028-12-22",
        "from: 2024-02-12, to: 2024-02-23": "from: 2028-02-14, to: 2028-02-25",
        "date: 2024-03-29": "date: 2028-04-14",
        "from: 2024-07-01, to: 2024-07-31": "from: 2028-07-01, to: 2028-07-31",
        "date: 2024-05-17, to: 2024-05-20": "date: 2028-05-19, to: 2028-05-22",
        "date: 2024-09-07": "date: 2028-09-09",
        "due: 2024-11-30": "due: 2028-11-30",
        "due: 2024-10-23": "due: 2028-10-25",
    }
)
REVIEW_2025 = (
    "line 117: name: Läsåret 2024",
    "line 120: Vårterminen, 2025-01-07 – 2025-06-13",
    "line 121: Höstterminen, 2025-08-19 – 2025-12-19",
    "line 122: Sportlov, 2025-02-10 – 2025-02-21",
    "line 126: Semester, 2025-07-01 – 2025-07-31",
    "line 128: LO-kongressen, 2025-05-16 – 2025-05-19",
    "line 129: Familjedag, 2025-09-06",
    "line 140: Grundutbildning, 2025-11-30",
    "line 198: Årets skyddsombud, 2025-10-22",
    "goals and sources are still those of 2024: put the new plan's there",
)
"""Every date but Good Friday's, which is known, and the name that still says 2024."""


@pytest.mark.parametrize(("year", "expected"), [(2025, IN_2025), (2028, IN_2028)])
def test_worked_out_by_hand(year: int, expected: str) -> None:
    text = add_year(FULL, year).text
    assert text == FULL + "---\n" + expected
    assert [plan.year for plan in parse_plans(text, "targets.yaml")] == [2024, year]


def test_what_must_be_checked() -> None:
    new = add_year(FULL, 2025)
    assert new.review == REVIEW_2025
    lines = new.text.splitlines()
    for entry in new.review[:-1]:
        number, text = entry.removeprefix("line ").split(": ", 1)
        assert text.split(", ")[0] in lines[int(number) - 1] or int(number) in (140, 198)


def test_a_day_in_a_name_is_to_be_checked_and_one_in_a_quote_is_not() -> None:
    text = plan_with("calendar:\n  - name: Rast den 8 Mars\n    date: 2024-03-08\n    source: 9 maj 2024\n")
    assert add_year(text, 2025).review[0] == "line 14: - name: Rast den 8 Mars"
    assert len(add_year(text, 2025).review) == 2


def test_the_latest_is_copied_wherever_it_stands_with_its_comments() -> None:
    middle = (
        "--- # the year\nyear: 2024 # now\norganisation: B\nlanguage: sv\n# areas\n"
        + SMALLEST.split("\n", 3)[3]
    )
    text = SMALLEST + middle + "# the end\n...\n---\n" + SMALLEST.replace("2023", "2022")
    new = add_year(text, 2025)
    assert new.text == text + middle.replace("2024", "2025") + "# the end\n"
    again = add_year(new.text, 2026).text
    assert again.startswith(new.text)
    assert [plan.year for plan in parse_plans(again, "targets.yaml")] == [2022, 2023, 2024, 2025, 2026]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_byte_order_mark_and_a_missing_last_newline(newline: str) -> None:
    text = "\ufeff" + FULL.rstrip("\n").replace("\n", newline)
    new = add_year(text, 2025)
    assert new.text == text + newline + ("---\n" + IN_2025).replace("\n", newline)
    assert new.review == REVIEW_2025


def test_a_file_with_one_year_alone_keeps_its_heading() -> None:
    new = move_year(FULL, 2025)
    assert new.text == "".join(FULL.splitlines(keepends=True)[:2]) + IN_2025
    assert new.review[:2] == ("line 18: name: Läsåret 2024", "line 21: Vårterminen, 2025-01-07 – 2025-06-13")
    with pytest.raises(UsageError, match=r"1899 can't be the year of a plan\."):
        move_year(FULL, 1899)


def plan_with(lines: str, target: str = "") -> str:
    return (
        "organisation: A\nyear: 2024\nlanguage: sv\n"
        + lines
        + "areas: [{id: a, name: A, targets: [{id: b, name: B, measure: milestone, source: B"
        + target
        + "}]}]\n"
    )


@pytest.mark.parametrize(
    ("old", "new_2025", "new_2028"),
    [
        # The labour movement's days, New Year and feasts that have their date.
        ("2024-03-08", "2025-03-08", "2028-03-08"),
        ("2024-05-01", "2025-05-01", "2028-05-01"),
        ("2024-12-24", "2025-12-24", "2028-12-24"),
        ("2024-12-31", "2025-12-31", "2028-12-31"),
        ("2024-01-01", "2025-01-01", "2028-01-01"),
        # Monday of week 1 of the year after, and so is the new one; in 2028 that is in January 2029.
        ("2024-12-30", "2025-12-29", "2028-12-31"),
        # Tuesday of week 1, which in 2025 is still in the year before.
        ("2024-01-02", "2025-01-01", "2028-01-04"),
        # Wednesday of week 9, and the last day of a month, which stays the last.
        ("2024-02-28", "2025-02-26", "2028-03-01"),
        ("2024-02-29", "2025-02-28", "2028-02-29"),
        # Easter Monday and Ascension Day.
        ("2024-04-01", "2025-04-21", "2028-04-17"),
        ("2024-05-09", "2025-05-29", "2028-05-25"),
    ],
)
def test_single_key_dates(old: str, new_2025: str, new_2028: str) -> None:
    text = plan_with(f"calendar: [{{name: Dag, date: {old}}}]\n")
    for year, expected in ((2025, new_2025), (2028, new_2028)):
        plan = parse_plans(add_year(text, year).text, "targets.yaml")[-1]
        assert str(plan.dates[0].first) == expected


@pytest.mark.parametrize(
    ("due", "new_2025", "new_2028"),
    [
        ("2024-02-29", "2025-02-28", "2028-02-29"),
        ("2024-06-30", "2025-06-30", "2028-06-30"),
        ("2024-03-08", "2025-03-08", "2028-03-08"),
        ("2024-10-03", "2025-10-02", "2028-10-05"),
        # Good Friday.
        ("2024-03-29", "2025-04-18", "2028-04-14"),
    ],
)
def test_due_dates(due: str, new_2025: str, new_2028: str) -> None:
    for year, expected in ((2025, new_2025), (2028, new_2028)):
        plan = parse_plans(add_year(plan_with("", f", due: {due}"), year).text, "targets.yaml")[-1]
        assert str(plan.target_by_id["b"].due) == expected


@pytest.mark.parametrize(
    ("old", "new_2025", "new_2028"),
    [
        # A break by Easter Monday follows it, and its last day follows its first.
        ("2024-04-01, to: 2024-04-05", "2025-04-21, to: 2025-04-25", "2028-04-17, to: 2028-04-21"),
        # Half a year stays that: 182 days in 2024 and 2028, 181 in 2025.
        ("2024-01-01, to: 2024-06-30", "2025-01-01, to: 2025-06-30", "2028-01-01, to: 2028-06-30"),
        # Friday of week 52 to the year's end.
        ("2024-12-27, to: 2024-12-31", "2025-12-26, to: 2025-12-31", "2028-12-29, to: 2028-12-31"),
    ],
)
def test_several_days(old: str, new_2025: str, new_2028: str) -> None:
    text = plan_with(f"calendar: [{{name: Lov, date: {old}}}]\n")
    assert f"date: {new_2025}" in add_year(text, 2025).text
    assert f"date: {new_2028}" in add_year(text, 2028).text


def test_any_year_after_any_other() -> None:
    text = FULL
    for year in (2025, 2026, 2031, 2044, 2099, 2100, 1999):
        text = add_year(text, year).text
    assert len(parse_plans(text, "targets.yaml")) == 8


def test_the_year_is_there_already() -> None:
    with pytest.raises(UsageError) as caught:
        add_year(FULL, 2024)
    assert caught.value.message == "There is a plan for 2024 already."
    assert caught.value.remedy == "Change it in targets.yaml, or choose another year."


def test_a_plan_with_mistakes() -> None:
    with pytest.raises(PlanError):
        add_year(FULL.replace("year: 2024", "year: 012"), 2025)


def test_dates_that_can_not_be_moved() -> None:
    """The calendar's only day, Tuesday in week 1, would lie before 2025: all that is left is a holiday."""
    calendar = (
        "calendars:\n  s:\n    name: S\n    days: weekdays\n"
        "    terms: [{name: T, from: 2024-01-02, to: 2024-01-02}]\n"
        "    holidays: [{name: Nyår, date: 2024-01-01}]\n"
    )
    with pytest.raises(PlanError) as caught:
        add_year(plan_with(calendar), 2025)
    assert caught.value.message == "The dates can't be moved to 2025 without a mistake."
    assert [problem.message for problem in caught.value.problems] == [
        'the calendar "s" has no day left: its breaks take away all of its terms'
    ]
    assert caught.value.remedy == "Append the year by hand."
