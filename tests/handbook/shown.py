"""The worked examples of numbers.md: what each works out, and what the program has to answer."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tests.handbook.arithmetic import rounded
from tests.handbook.worked import (
    APRIL,
    LAST,
    TODAY,
    TOWNS,
    Example,
    Figure,
    figure,
    of_ceiling,
    of_coverage,
    of_level,
    of_share,
    of_sum,
)

LEAP_DAY = date(2024, 2, 29)
SKARABORG, SJUHARAD = ("Skaraborg", "Hjo", "Skövde", "Tibro"), ("Sjuhärad", "Borås", "Mark")
PARTS = ("Skaraborg", "Sjuhärad", "no place")
KNOWN = ("2024-05-02", "9999")
"""Before these moments in UTC is what was known on 1 May, and what is known at all."""
MONTHS = ("January", "February", "March", "April", "May")
_WORDS = {
    "sv": {"on": "i fas", "risk": "osäkert", "behind": "efter", "done": "klart"},
    "en": {"on": "on track", "risk": "at risk", "behind": "behind", "done": "done"},
}
_UNITS = {"sv": {"points": "%-enh.", "meetings": "möten"}, "en": {"points": "pp", "meetings": "meetings"}}

Figures = dict[str, Figure]
Values = Mapping[str, Fraction]


class Say(NamedTuple):
    """Figures as tables in the language have them."""

    language: str

    def word(self, key: str) -> str:
        return (_WORDS[self.language] | _UNITS[self.language])[key]

    def number(self, value: Fraction, decimals: int = 0) -> str:
        text = rounded(value, decimals)
        text = text.rstrip("0").rstrip(".") if decimals else text
        return text.replace(".", ",") if self.language == "sv" else text

    def percent(self, value: Fraction, decimals: int = 0) -> str:
        return self.number(value * 100, decimals) + (" %" if self.language == "sv" else "%")

    def status(self, part: Fraction) -> str:
        limits = {"on": Fraction("0.95"), "risk": Fraction("0.80"), "behind": Fraction(0)}
        return self.word(next(word for word, limit in limits.items() if part >= limit))

    def row(self, values: Iterable[Fraction]) -> str:
        return " ".join(self.number(value) for value in values)


class Worked(NamedTuple):
    """One example: of which target, what its table says by English labels, and what is then answered."""

    target: str
    figures: Callable[[Example], Figures]
    answers: Callable[[Say, Example, Values], list[str]]


def _milestone(now: Example) -> Figures:
    on_leap_day, in_may = (now.latest("kvinnodagen", day=day)[""][0] for day in (LEAP_DAY, TODAY))
    return {"outcome on 29 February": figure(on_leap_day), "outcome": figure(in_may)}


def _meetings(now: Example) -> Figures:
    values = now.added("moten")
    return {"outcome": figure(sum(values, Fraction(0)), *values)}


def _places(now: Example) -> Figures:
    parts = {name: now.at("kurs", *at) for name, at in zip(PARTS, (SKARABORG, SJUHARAD, ("",)), strict=True)}
    sums = {name: sum(values, Fraction(0)) for name, values in parts.items()}
    goal, pace, mine = now.goal_of("kurs", "Skaraborg"), now.pace("kurs"), sums["Skaraborg"]
    return {
        **{name: figure(sums[name], *values) for name, values in parts.items()},
        "together": figure(sum(sums.values(), Fraction(0)), *sums.values()),
        "Skaraborg, part of the goal": figure(mine / goal, mine, goal),
        "Skaraborg, expected": figure(
            Fraction(goal * pace.passed, pace.every), goal, pace.passed, pace.every
        ),
    }


def _small(now: Example) -> Figures:
    (few,) = now.latest("unga", SJUHARAD).values()
    return {
        "Skaraborg": of_share(now, "unga", SKARABORG)["outcome"],
        "Sjuhärad, board members": figure(few[1]),
    }


def _visits(now: Example) -> Figures:
    passed, year = (now.school_days("lasar", day) for day in (TODAY, LAST))
    return of_sum(now, "besok") | {
        "school days up to today": figure(passed[1], *passed[0]),
        "school days of the year": figure(year[1], *year[0]),
    }


def _months(now: Example) -> Figures:
    found = {}
    for number, name in enumerate(MONTHS, 1):
        last = date.fromordinal(date(2024, number + 1, 1).toordinal() - 1)
        values = now.added("kurs", last, first=date(2024, number, 1))
        found[name] = figure(sum(values, Fraction(0)), *values)
    return found


def _known(now: Example) -> Figures:
    labels = ("to the end of April, known on 1 May", "to the end of April, known today")
    values = (now.added("kurs", APRIL, known=moment) for moment in KNOWN)
    return {label: figure(sum(each, Fraction(0)), *each) for label, each in zip(labels, values, strict=True)}


def values_of(figures: Figures) -> dict[str, Fraction]:
    """What each line gives."""
    return {label: value for label, (_of, value) in figures.items()}


def _say_sum(target: str) -> Callable[[Say, Example, Values], list[str]]:
    return lambda say, now, value: [_sum_in_words(say, now.goal(target), value)]


def _sum_in_words(say: Say, goal: Fraction, value: Values) -> str:
    done, state = say.percent(value["part of the goal"]), say.status(value["outcome of whole ones expected"])
    end = say.row([value["forecast"], value["left"]])
    figures = f"{say.row([value['outcome'], goal])} {done} {say.number(value['expected'])} {state} {end}"
    return f"{figures} {say.number(value['a week'], 1)}"


def _say_share(say: Say, now: Example, value: Values) -> list[str]:
    outcome, goal = (say.percent(part, 1) for part in (value["outcome"], now.goal("unga")))
    done = value["outcome of expected"]
    left = f"{say.number(value['left'] * 100, 1)} {say.word('points')}"
    return [f"{outcome} {goal} {say.percent(done)} {goal} {say.status(done)} {outcome} {left} –"]


def _say_coverage(say: Say, now: Example, value: Values) -> list[str]:
    places = Fraction(len(TOWNS))
    outcome = f"{say.number(value['outcome'])}/{places} {say.number(now.goal('aktiva'))}"
    expected, rate = say.number(value["expected"], 2), say.number(value["a week"], 2)
    end = say.row([min(places, value["forecast without a ceiling"]), value["left"]])
    state = say.status(value["outcome of whole ones expected"])
    missing = [town for town in TOWNS if town not in now.latest("unga", TOWNS)]
    return [
        f"{outcome} {say.percent(value['part of the goal'])} {expected} {state} {end} {rate}",
        f"{len(missing)} {', '.join(missing)}",
    ]


def _say_milestone(say: Say, _now: Example, value: Values) -> list[str]:
    part, whole = (say.percent(value[label]) for label in ("outcome on 29 February", "outcome"))
    done = say.word("done")
    return [f"{part} {done} {part}", f"{done} {done} {whole}"]


def _say_level(say: Say, now: Example, value: Values) -> list[str]:
    outcome, goal = (say.number(level, 1) for level in (value["outcome"], now.goal("franvaro")))
    done, state = say.percent(value["part of the goal"]), say.status(value["expected of outcome"])
    return [f"{outcome} ≤ {goal} {done} {goal} {state} {outcome} 0 –"]


def _say_meetings(say: Say, _now: Example, value: Values) -> list[str]:
    return [f"{say.number(value['outcome'])} {say.word('meetings')}"]


def _say_places(say: Say, now: Example, value: Values) -> list[str]:
    mine, expected = value["Skaraborg"], value["Skaraborg, expected"]
    figures = say.row([mine, Fraction(now.goal_of("kurs", "Skaraborg"))])
    part, state = say.percent(value["Skaraborg, part of the goal"]), say.status(mine / int(expected))
    return [
        say.row(value[label] for label in (*PARTS, "together")),
        f"{figures} {part} {say.number(expected)} {state}",
    ]


def _say_small(say: Say, now: Example, value: Values) -> list[str]:
    every = values_of(of_share(now, "unga"))["outcome"]
    return [f"{say.percent(value['Skaraborg'], 1)} • {say.percent(every, 1)}"]


def _say_ceiling(say: Say, now: Example, value: Values) -> list[str]:
    done, state = say.percent(value["part of the goal"]), say.status(value["expected of outcome"])
    outcome, goal = say.number(value["outcome"]), say.number(now.goal("resor"))
    end = say.row([value["forecast"], value["left"]])
    return [f"{outcome} ≤ {goal} {done} {say.number(value['expected'])} {state} {end} –"]


def _say_months(say: Say, now: Example, value: Values) -> list[str]:
    return [say.row([*value.values(), sum(now.added("kurs"), Fraction(0))])]


def _say_known(say: Say, now: Example, _value: Values) -> list[str]:
    then = [values_of(of_sum(now, "kurs", APRIL, moment)) for moment in KNOWN]
    return [_sum_in_words(say, now.goal("kurs"), value) for value in then]


WORKED = (
    Worked("kurs", lambda now: of_sum(now, "kurs"), _say_sum("kurs")),
    Worked("unga", lambda now: of_share(now, "unga"), _say_share),
    Worked("aktiva", lambda now: of_coverage(now, "aktiva", "unga"), _say_coverage),
    Worked("kvinnodagen", _milestone, _say_milestone),
    Worked("franvaro", lambda now: of_level(now, "franvaro"), _say_level),
    Worked("moten", _meetings, _say_meetings),
    Worked("moten", _meetings, _say_meetings),
    Worked("kurs", _places, _say_places),
    Worked("unga", _small, _say_small),
    Worked("besok", _visits, _say_sum("besok")),
    Worked("resor", lambda now: of_ceiling(now, "resor"), _say_ceiling),
    Worked("kurs", _months, _say_months),
    Worked("kurs", _known, _say_known),
)
"""In the order of the page."""
