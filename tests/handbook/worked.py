"""The worked examples of numbers.md once more: their figures by SQL and a calendar, without the program.

A figure is given with the numbers that the page should work it out from.
"""

import csv
import io
import sqlite3
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

import yaml

from tests.handbook.arithmetic import blocks, numbers

TODAY = date(2024, 5, 31)
APRIL = date(2024, 4, 30)
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
TOWNS = ("Hjo", "Skövde", "Tibro", "Borås", "Mark")
_WHEN_KNOWN = "9999"
_COUNTING = """
CREATE VIEW counting AS SELECT * FROM outcome
    WHERE value <> '' AND id NOT IN (SELECT replaces FROM outcome WHERE replaces <> '')
"""
_LATEST = """
SELECT value, "of" FROM counting WHERE target = ? AND place = ? AND date <= ?
    ORDER BY date DESC, logged_at DESC, id DESC LIMIT 1
"""
_ADDED = """
SELECT value FROM counting WHERE target = ? AND date BETWEEN ? AND ? AND logged_at < ? ORDER BY date
"""
_AT = "SELECT value FROM counting WHERE target = ? AND place IN ({marks}) ORDER BY date"

Figure = tuple[tuple[Fraction, ...], Fraction]
"""The numbers of the arithmetic, in order, and what they give."""


def figure(value: Fraction | int, *of: Fraction | int) -> Figure:
    """A value, and the numbers that it is worked out from: itself, where none are given."""
    return tuple(Fraction(each) for each in of or (value,)), Fraction(value)


class Pace(NamedTuple):
    """How many days of the target's pace have passed, how many there are, and how many make a week."""

    passed: int
    every: int
    week: int


class Example:
    """What stands above a table: the plan, and the rows of the files so far."""

    def __init__(self, page: str, above: int) -> None:
        before = [block for block in blocks(page) if block.line <= above]
        plan: dict[str, Any] = yaml.safe_load(next(b.text for b in before if b.title == "targets.yaml"))
        self.plan = plan
        self._targets = {each["id"]: each for area in plan["areas"] for each in area["targets"]}
        self._database = sqlite3.connect(":memory:")
        for block in before:
            if block.title.endswith(".csv"):
                self._add(block.text)
        self._database.executescript(_COUNTING)

    def __enter__(self) -> "Example":
        return self

    def __exit__(self, *_error: object) -> None:
        self._database.close()

    def _add(self, text: str) -> None:
        header, *rows = csv.reader(io.StringIO(text))
        columns = ", ".join(f'"{name}" TEXT' for name in header)
        self._database.execute(f"CREATE TABLE IF NOT EXISTS outcome ({columns})")
        marks = ", ".join("?" * len(header))
        self._database.executemany(f"INSERT INTO outcome VALUES ({marks})", rows)  # noqa: S608

    def goal(self, target: str) -> Fraction:
        """As the plan has it; of a share, a part of one."""
        goal = self._targets[target]["goal"]
        return numbers(goal)[0] / 100 if isinstance(goal, str) else Fraction(str(goal))

    def goal_of(self, target: str, place: str) -> int:
        """The goal of one subregion."""
        return int(self._targets[target]["goals"][place])

    def minimum(self, target: str) -> int:
        """From how much on a place counts."""
        return int(self._targets[target]["minimum"])

    def added(
        self, target: str, last: date = TODAY, *, first: date = FIRST, known: str = _WHEN_KNOWN
    ) -> list[Fraction]:
        """The values of the days."""
        rows = self._database.execute(_ADDED, (target, first.isoformat(), last.isoformat(), known))
        return [Fraction(value) for (value,) in rows]

    def at(self, target: str, *places: str) -> list[Fraction]:
        """The values at the places, "" being none."""
        rows = self._database.execute(_AT.format(marks=", ".join("?" * len(places))), (target, *places))
        return [Fraction(value) for (value,) in rows]

    def latest(
        self, target: str, places: tuple[str, ...] = ("",), day: date = TODAY
    ) -> dict[str, tuple[Fraction, ...]]:
        """Value and, where there is one, `of` in the latest row of each place that has one."""
        found = {
            place: self._database.execute(_LATEST, (target, place, str(day))).fetchone() for place in places
        }
        return {
            place: tuple(Fraction(number) for number in row if number) for place, row in found.items() if row
        }

    def pace(self, target: str, day: date = TODAY) -> Pace:
        """Even, or over the weekdays of the target's calendar: each day is looked at."""
        calendar = self._targets[target].get("pace")
        days = [FIRST + timedelta(number) for number in range((LAST - FIRST).days + 1)]
        week = 7
        if calendar:
            days = [each for each in days if self._school(calendar, each)]
            week = 5
        return Pace(sum(each <= day for each in days), len(days), week)

    def _school(self, calendar: str, day: date) -> bool:
        shape = self.plan["calendars"][calendar]
        off = [*shape["breaks"], *({"from": each["date"], "to": each["date"]} for each in shape["holidays"])]
        return day.isoweekday() <= 5 and _within(day, shape["terms"]) and not _within(day, off)

    def school_days(self, calendar: str, until: date) -> tuple[list[int], int]:
        """The weekdays of the terms, then those of each break and holiday, up to a day; and what is left."""
        shape = self.plan["calendars"][calendar]
        terms, breaks = ([_weekdays(each, until) for each in shape[key]] for key in ("terms", "breaks"))
        free = [int(each["date"] <= until) for each in shape["holidays"]]
        parts = [days for days in (*terms, *breaks, *free) if days]
        return parts, sum(terms) - sum(breaks) - sum(free)


def _within(day: date, spans: list[dict[str, date]]) -> bool:
    return any(each["from"] <= day <= each["to"] for each in spans)


def _weekdays(span: dict[str, date], until: date) -> int:
    length = (min(span["to"], until) - span["from"]).days + 1
    return sum((span["from"] + timedelta(number)).isoweekday() <= 5 for number in range(length))


def of_sum(example: Example, target: str, day: date = TODAY, known: str = _WHEN_KNOWN) -> dict[str, Figure]:
    """Every figure of a sum that is to reach its goal."""
    values, goal, pace = (
        example.added(target, day, known=known),
        example.goal(target),
        example.pace(target, day),
    )
    outcome = sum(values, Fraction(0))
    expected = goal * pace.passed / pace.every
    days_left, left = pace.every - pace.passed, goal - outcome
    over_weeks = (days_left,) if pace.week == 7 else (pace.every, pace.passed)
    return {
        "outcome": figure(outcome, *values),
        "part of the goal": figure(outcome / goal, outcome, goal),
        "expected": figure(expected, goal, pace.passed, pace.every),
        "outcome of whole ones expected": figure(outcome / floor(expected), outcome, floor(expected)),
        "left": figure(left, goal, outcome),
        "a week": figure(left / Fraction(days_left, pace.week), left, *over_weeks, pace.week),
        "forecast": figure(outcome * pace.every / pace.passed, outcome, pace.passed, pace.every),
    }


def of_ceiling(example: Example, target: str) -> dict[str, Figure]:
    """Every figure of a sum that is not to exceed its goal."""
    figures = of_sum(example, target)
    (_numbers, outcome), (_same, expected), goal = (
        figures["outcome"],
        figures["expected"],
        example.goal(target),
    )
    return figures | {
        "part of the goal": figure(goal / outcome, goal, outcome),
        "expected of outcome": figure(expected / outcome, *figures["expected"][0], outcome),
    }


def of_coverage(example: Example, target: str, reads: str) -> dict[str, Figure]:
    """Every figure of a coverage that counts the latest `of` at each municipality."""
    latest, goal = example.latest(reads, TOWNS), example.goal(target)
    enough = [int(town in latest and latest[town][1] >= example.minimum(target)) for town in TOWNS]
    outcome, pace = sum(enough), example.pace(target)
    expected = goal * pace.passed / pace.every
    return {
        "outcome": figure(outcome, *enough),
        "part of the goal": figure(outcome / goal, outcome, goal),
        "expected": figure(expected, goal, pace.passed, pace.every),
        "outcome of whole ones expected": figure(
            Fraction(outcome, floor(expected)), outcome, floor(expected)
        ),
        "forecast without a ceiling": figure(
            Fraction(outcome * pace.every, pace.passed), outcome, pace.passed, pace.every
        ),
        "left": figure(goal - outcome),
        "a week": figure((goal - outcome) / Fraction(pace.every - pace.passed, pace.week)),
    }


def of_share(example: Example, target: str, towns: tuple[str, ...] = TOWNS) -> dict[str, Figure]:
    """The figures of a share that is expected to stand at its goal."""
    latest, goal = example.latest(target, towns), example.goal(target)
    values, wholes = zip(*latest.values(), strict=True)
    outcome = sum(values) / sum(wholes)
    return {
        "outcome": figure(outcome, *values, *wholes),
        "outcome of expected": figure(outcome / goal, sum(values), sum(wholes), goal * 100, 100),
        "left": figure(goal - outcome),
    }


def of_level(example: Example, target: str) -> dict[str, Figure]:
    """The figures of a level that is not to exceed its goal."""
    (outcome,), goal = example.latest(target)[""], example.goal(target)
    return {
        "outcome": figure(outcome),
        "part of the goal": figure(goal / outcome, goal, outcome),
        "expected of outcome": figure(goal / outcome, goal, outcome),
    }
