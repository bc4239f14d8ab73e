"""A new year is the latest one with its dates moved: worked out by hand for 2025 and 2028."""

from collections.abc import Mapping
from datetime import date

import pytest

from lovp.errors import PlanError, UsageError
from lovp.plan.load import parse_plans
from lovp.plan.moves import Mover
from lovp.plan.new_year import add_year, only_year, swedish_holidays
from tests.plan.mistakes import FULL
from tests.plan.test_full import SMALLEST

EASTER = {2023: (4, 9), 2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2028: (4, 16)}


def feasts(year: int) -> Mapping[date, str]:
    """Three feasts, and the Sundays of January, as some versions of the library have them."""
    easter = date(year, *EASTER[year])
    days = {
        date.fromordinal(easter.toordinal() - 2): "Långfredagen",
        date.fromordinal(easter.toordinal() + 1): "Annandag påsk",
        date(year, 5, 1): "Första maj",
    }
    sundays = [date(year, 1, day) for day in range(1, 32) if date(year, 1, day).weekday() == 6]
    return days | dict.fromkeys(sundays, "Söndag")


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
    "line 120: Vårterminen, from: 2024-01-09 → 2025-01-07",
    "line 120: Vårterminen, to: 2024-06-14 → 2025-06-13",
    "line 121: Höstterminen, from: 2024-08-20 → 2025-08-19",
    "line 121: Höstterminen, to: 2024-12-20 → 2025-12-19",
    "line 122: Sportlov, from: 2024-02-12 → 2025-02-10",
    "line 122: Sportlov, to: 2024-02-23 → 2025-02-21",
    "line 123: Långfredagen, date: 2024-03-29 → 2025-04-18",
    "line 126: Semester, from: 2024-07-01 → 2025-07-01",
    "line 126: Semester, to: 2024-07-31 → 2025-07-31",
    "line 128: LO-kongressen, date: 2024-05-17 → 2025-05-16",
    "line 128: LO-kongressen, to: 2024-05-20 → 2025-05-19",
    "line 129: Familjedag, date: 2024-09-07 → 2025-09-06",
    "line 140: Grundutbildning, due: 2024-11-30 → 2025-11-30",
    "line 198: Årets skyddsombud, due: 2024-10-23 → 2025-10-22",
    "Annandag påsk 2025-04-21 is not among the holidays of the calendar lasar: should it be?",
    "Första maj 2025-05-01 is not among the holidays of the calendar lasar: should it be?",
    "line 129: Familjedag was preliminary: is the new date certain?",
    "7 goals are the same as in 2024: is that what the new plan says?",
    "9 sources still quote the plan of 2024: put the new plan's words there",
    "line 117 still says 2024: name: Läsåret 2024",
)


@pytest.mark.parametrize(("year", "expected"), [(2025, IN_2025), (2028, IN_2028)])
def test_worked_out_by_hand(year: int, expected: str) -> None:
    text = add_year(FULL, year, feasts).text
    assert text == FULL + "---\n" + expected
    assert [plan.year for plan in parse_plans(text, "targets.yaml")] == [2024, year]


def test_what_must_be_looked_over() -> None:
    assert add_year(FULL, 2025, feasts).review == REVIEW_2025


def test_each_line_that_is_named_has_what_is_said() -> None:
    new = add_year(FULL, 2025, feasts)
    lines = new.text.splitlines()
    for entry in new.review[:14]:
        number, rest = entry.removeprefix("line ").split(": ", 1)
        assert rest.split(" → ")[1] in lines[int(number) - 1]


def test_the_library_of_holidays_agrees() -> None:
    assert add_year(FULL, 2025).text == FULL + "---\n" + IN_2025
    assert add_year(FULL, 2028).text == FULL + "---\n" + IN_2028
    assert swedish_holidays(2024)[date(2024, 3, 29)] == "Långfredagen"


def test_a_year_of_its_own_and_the_latest_is_copied() -> None:
    """The smallest plan stands last, but is of 2023: the one copied is 2024's."""
    both = FULL + "---\n# 2023\n" + SMALLEST
    text = add_year(both, 2025, feasts).text
    assert text == both + "---\n" + IN_2025
    again = add_year(text, 2026, feasts)
    assert [plan.year for plan in parse_plans(again.text, "targets.yaml")] == [2023, 2024, 2025, 2026]
    assert again.text.startswith(text)


def test_the_latest_year_in_the_middle_is_copied_with_its_comments() -> None:
    middle = (
        "--- # the year\nyear: 2024 # now\norganisation: B\nlanguage: sv\n# areas\n"
        + SMALLEST.split("\n", 3)[3]
    )
    text = SMALLEST + middle + "# the end\n...\n---\n" + SMALLEST.replace("2023", "2022")
    assert add_year(text, 2025, feasts).text == text + middle.replace("2024", "2025") + "# the end\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_byte_order_mark_and_a_missing_last_newline(newline: str) -> None:
    text = "\ufeff" + FULL.rstrip("\n").replace("\n", newline)
    new = add_year(text, 2025, feasts)
    assert new.text == text + newline + ("---\n" + IN_2025).replace("\n", newline)
    assert new.review == REVIEW_2025


def test_a_file_with_one_year_alone_keeps_its_heading() -> None:
    heading = "\n".join(FULL.split("\n", 2)[:2]) + "\n"
    new = only_year(FULL, 2025, feasts)
    assert new.text == heading + IN_2025
    assert new.review[0] == "line 21: Vårterminen, from: 2024-01-09 → 2025-01-07"
    assert only_year(SMALLEST + "---\n" + IN_2025, 2028, feasts).text == "---\n" + IN_2028
    with pytest.raises(UsageError, match=r"20250 can't be the year of a plan\."):
        only_year(FULL, 20250, feasts)


def plan_with(dates: str, target: str = "") -> str:
    return (
        "organisation: A\nyear: 2024\nlanguage: sv\n"
        + dates
        + "areas: [{id: a, name: A, targets: [{id: b, name: B, measure: milestone, source: B"
        + target
        + "}]}]\n"
    )


@pytest.mark.parametrize(
    ("name", "old", "new_2025", "new_2028"),
    [
        ("Internationella kvinnodagen", "2024-03-08", "2025-03-08", "2028-03-08"),
        ("Första maj", "2024-05-01", "2025-05-01", "2028-05-01"),
        ("Nyårsafton", "2024-12-31", "2025-12-31", "2028-12-31"),
        ("Nyår", "2024-01-01", "2025-01-01", "2028-01-01"),
        # Monday of week 1 of the year after, and so is the new one; in 2028 that is in January 2029.
        ("Mellandag", "2024-12-30", "2025-12-29", "2028-12-31"),
        # Tuesday of week 1, which in 2025 is still in the year before.
        ("Tidigt", "2024-01-02", "2025-01-01", "2028-01-04"),
        # Thursday of week 9, unless the name says the date.
        ("Möte", "2024-02-29", "2025-02-27", "2028-03-02"),
        ("Skottdagen 29 februari", "2024-02-29", "2025-02-28", "2028-02-29"),
        ("Leap day, February 29", "2024-02-29", "2025-02-28", "2028-02-29"),
        ("Möte på annandagen", "2024-04-01", "2025-04-21", "2028-04-17"),
    ],
)
def test_single_key_dates(name: str, old: str, new_2025: str, new_2028: str) -> None:
    text = plan_with(f"calendar: [{{name: '{name}', date: {old}}}]\n")
    for year, expected in ((2025, new_2025), (2028, new_2028)):
        plan = parse_plans(add_year(text, year, feasts).text, "targets.yaml")[-1]
        assert str(plan.dates[0].first) == expected


@pytest.mark.parametrize(
    ("due", "new_2025", "new_2028"),
    [
        ("2024-02-29", "2025-02-28", "2028-02-29"),
        ("2024-06-30", "2025-06-30", "2028-06-30"),
        ("2024-03-08", "2025-03-08", "2028-03-08"),
        ("2024-10-03", "2025-10-02", "2028-10-05"),
        # A key date: Good Friday.
        ("2024-03-29", "2025-04-18", "2028-04-14"),
    ],
)
def test_due_dates(due: str, new_2025: str, new_2028: str) -> None:
    text = plan_with("calendar: [{name: Långfredagen, date: 2024-03-29}]\n", f", due: {due}")
    for year, expected in ((2025, new_2025), (2028, new_2028)):
        plan = parse_plans(add_year(text, year, feasts).text, "targets.yaml")[-1]
        assert str(plan.target_by_id["b"].due) == expected


def test_a_key_date_of_several_days_keeps_its_length_within_the_year() -> None:
    text = plan_with("calendar: [{name: Jul, date: 2024-12-27, to: 2024-12-31}]\n")
    assert "date: 2025-12-26, to: 2025-12-30" in add_year(text, 2025, feasts).text
    assert "date: 2028-12-29, to: 2028-12-31" in add_year(text, 2028, feasts).text


def test_a_break_by_easter_is_asked_about() -> None:
    breaks = (
        "calendars:\n  s:\n    name: S\n    breaks: [{name: Påsklov, from: 2024-04-01, to: 2024-04-05}]\n"
    )
    review = add_year(plan_with(breaks), 2025, feasts).review
    assert [line for line in review if "lay by" in line] == [
        "line 16: Påsklov lay by Långfredagen, which is now 2025-04-18: does it follow it?"
    ]


def test_weeks_move_by_whole_weeks_and_never_change_order() -> None:
    for old in range(2015, 2045):
        for new in range(2015, 2045):
            mover = Mover(old, new, lambda _year: {})
            days = [date.fromordinal(date(old, 1, 1).toordinal() + n) for n in range(365)]
            moved = [mover.by_week(day) for day in days[1:-1]]
            assert all(day.year == new for day in moved)
            assert moved == sorted(moved)


def test_any_year_after_any_other() -> None:
    text = FULL
    for year in (2025, 2026, 2031, 2044, 2099, 2100, 1999):
        text = add_year(text, year).text
    assert len(parse_plans(text, "targets.yaml")) == 8


def test_the_year_is_there_already() -> None:
    with pytest.raises(UsageError) as caught:
        add_year(FULL, 2024, feasts)
    assert caught.value.message == "There is a plan for 2024 already."
    assert caught.value.remedy == "Change it in targets.yaml, or choose another year."


def test_no_year_at_all() -> None:
    with pytest.raises(UsageError, match=r"20250 can't be the year of a plan\."):
        add_year(FULL, 20250, feasts)


def test_a_plan_with_mistakes() -> None:
    with pytest.raises(PlanError):
        add_year(FULL.replace("goal: 340", "goal: 0"), 2025, feasts)


def test_dates_that_can_not_be_moved() -> None:
    """The calendar's only day, Tuesday in week 1, would lie before 2025: all that is left is a holiday."""
    calendar = (
        "calendars:\n  s:\n    name: S\n    days: weekdays\n"
        "    terms: [{name: T, from: 2024-01-02, to: 2024-01-02}]\n"
        "    holidays: [{name: Nyår, date: 2024-01-01}]\n"
    )
    with pytest.raises(PlanError) as caught:
        add_year(plan_with(calendar), 2025, feasts)
    assert caught.value.message == "The dates can't be moved to 2025 without a mistake."
    assert [problem.message for problem in caught.value.problems] == [
        'the calendar "s" has no day left: its breaks take away all of its terms'
    ]
    assert caught.value.remedy == "Append the year by hand."
