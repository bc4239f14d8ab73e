"""targets.yaml, held word for word and number for number against the plan that the district adopted.

The file is read here with plain YAML, not through lovp: an error in lovp's own reading can't hide a mistake
in the data, and the other way round. Everything is compared with what the district, LO and SCB wrote
(`tests/data`), or with tables spelled out below.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

HERE = Path(__file__).parent
YEAR = 2024

# The eight chapters: their headings in the plan's text, in its order, and the area that each one became.
HEADINGS = {
    "Arbetsmarknad": "arbetsmarknad",
    "Lokal verksamhet": "lokal-verksamhet",
    "Facklig-politiskt": "facklig-politiskt",
    "Opinionsbildning och påverkan": "opinion",
    "Facklig utbildning": "studier",
    "Ung": "ung",
    "Skola": "skola",
    "Organisering, internationell verksamhet, intern verksamhet": "organisering",
}

# How many bulleted commitments each chapter has, counted by eye.
BULLETS = {
    "arbetsmarknad": 11,
    "lokal-verksamhet": 7,
    "facklig-politiskt": 10,
    "opinion": 6,
    "studier": 11,
    "ung": 8,
    "skola": 6,
    "organisering": 4,
}

# Bullets that only introduce the numbered items below them ("Centrala måltal:"). The items are
# the commitments.
LIST_TITLE = "Centrala måltal"

# Promises in running text rather than in a bullet.
RUNNING_TEXT = {"unga-ledamoter", "eu-valet", "serbien", "ostfold", "folkkraft"}

# Every goal of the plan, as "measure goal unit", per area. A multiset: the plan has 340 twice.
GOALS: dict[str, list[str]] = {
    "arbetsmarknad": ["sum 1 dagar", "coverage 5 delregioner"],
    "lokal-verksamhet": [
        "share 25 % ledamöter",
        "share 100 % ledamöter",
        "coverage 55 kommuner",
        "coverage 55 kommuner",
    ],
    "facklig-politiskt": [],
    "opinion": ["sum 8 debattinlägg"],
    "studier": [
        "sum 340 deltagare",
        "sum 60 deltagare",
        "sum 520 deltagare",
        "sum 170 deltagare",
        "sum 127 deltagare",
        "sum 340 deltagare",
    ],
    "ung": [
        "sum 99 deltagare",
        "sum 48 deltagare",
        "sum 1 kurser",
        "sum 1 kurser",
        "sum 1 utbildningar",
        "sum 4 träffar",
    ],
    "skola": [
        "coverage 5 delregioner",
        "sum 2 träffar",
        "sum 662 klassrumspresentationer",
        "sum 70 skolinformationer",
        "sum 20 skolinformationer",
    ],
    "organisering": [],
}

# Goals whose number does not stand in the words quoted, and why it is that number all the same.
GOAL_NOT_IN_QUOTE = {
    "aktiva-lofack": "”i varje kommun”: the same chapter says ”våra 55 kommuner”",
    "arbetarekommuner": "”varje Arbetarekommuns styrelse”: one for each of ”våra 55 kommuner”",
    "styrelseutbildning": "”alla ledamöter” is 100 %",
    "skolorganisatorer": "”delregionala skolorganisatörer”: one in each of the five subregions",
}

# Due dates that the words quoted don't give, and where they come from. Without a date in the quote, and
# without a line here, a thing is due when the year ends.
DUE_NOT_IN_QUOTE = {
    "arets-skyddsombud": (date(2024, 10, 23), "no date in the plan; Skyddsombudens dag is the day for it"),
    "forsta-maj": (date(2024, 5, 1), "the name is the date"),
    "studiekonferens": (date(2024, 10, 3), "week 40: the last day of it among the plan's dates, 1-3 oktober"),
}

# The one key date that is not in the plan's own list of them, but in its last chapter: first and last day.
SERBIA_PROJECT_ENDS = (date(2024, 12, 31), date(2024, 12, 31))

NUMBER_WORDS = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5}
MONTHS = [
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
]


class Target(NamedTuple):
    area: str
    id: str
    source: str
    raw: dict[str, Any]


class Bullet(NamedTuple):
    area: str
    text: str


def squeeze(text: str) -> str:
    """One space for any white space, and none where a line breaks after a hyphen ("LO-/distriktet")."""
    return " ".join(re.sub(r"-\s*\n\s*", "-", text).split())


def read_plan_text(name: str = "plan-2024.txt") -> str:
    return (HERE / "data" / name).read_text(encoding="utf-8")


def read_targets_yaml() -> dict[str, Any]:
    """The document of 2024; the years to come are appended to the same file."""
    text = (HERE.parent / "targets.yaml").read_text(encoding="utf-8")
    documents: list[dict[str, Any]] = [d for d in yaml.safe_load_all(text) if d["year"] == YEAR]
    assert len(documents) == 1, f"targets.yaml has {len(documents)} documents for {YEAR}, expected one"
    return documents[0]


def find_bullets(text: str) -> list[Bullet]:
    """The plan's bulleted lines under the eight chapters, each with its continuation lines.

    The text was taken out of a PDF and the bullet's sign was lost on the way: such a line begins with one
    space. Nested items begin with "o ". A continuation line begins at the margin, often after an empty line.
    The lists before the first chapter (areas, LO's aims, other documents) are no commitments and are skipped.
    """
    bullets: list[Bullet] = []
    area: str | None = None
    open_bullet = False  # may the next line at the margin continue a bullet?
    for line in text.splitlines():
        if not line.strip():
            continue
        if line.rstrip() in HEADINGS:
            area, open_bullet = HEADINGS[line.rstrip()], False
        elif area is None:
            continue
        elif match := re.match(r"(?: |o )(\S.*)", line):
            bullets.append(Bullet(area, match[1]))
            open_bullet = True
        elif open_bullet:
            bullets[-1] = Bullet(area, bullets[-1].text + "\n" + line)
    return [Bullet(b.area, squeeze(b.text)) for b in bullets if not b.text.startswith(LIST_TITLE)]


def numbers_in(text: str) -> set[int]:
    """Numbers in figures or in Swedish words."""
    figures = {int(figure) for figure in re.findall(r"\d+", text)}
    return figures | {NUMBER_WORDS[word] for word in re.findall(r"\w+", text.lower()) if word in NUMBER_WORDS}


def dates_in(text: str) -> list[tuple[date, date]]:
    """Dates written as 17/3, 9 juni, 17-20 maj or 27 – 28 maj: first and last day."""
    found: list[tuple[int, date, date]] = []
    for m in re.finditer(rf"(?:(\d+)\s*[-–]\s*)?\b(\d+)\s+({'|'.join(MONTHS)})\b", text):
        month = MONTHS.index(m[3]) + 1
        last = date(YEAR, month, int(m[2]))
        found.append((m.start(), date(YEAR, month, int(m[1])) if m[1] else last, last))
    for m in re.finditer(r"\b(\d+)/(\d+)\b", text):
        day = date(YEAR, int(m[2]), int(m[1]))
        found.append((m.start(), day, day))
    return [(first, last) for _, first, last in sorted(found)]


def goal_number(goal: Any) -> int:
    """55 of 55, 25 of "25 %"."""
    match = re.fullmatch(r"(\d+)(?: %)?", str(goal))
    assert match, f"goal {goal!r} is neither a whole number nor a percentage such as 25 %"
    return int(match[1])


def by_id(targets: Iterable[Target]) -> dict[str, Target]:
    return {target.id: target for target in targets}


def show(lines: Iterable[object]) -> str:
    return "\n  " + "\n  ".join(str(line) for line in lines)


@pytest.fixture(scope="module")
def plan() -> str:
    return read_plan_text()


@pytest.fixture(scope="module")
def bullets(plan: str) -> list[Bullet]:
    return find_bullets(plan)


@pytest.fixture(scope="module")
def doc() -> dict[str, Any]:
    return read_targets_yaml()


@pytest.fixture(scope="module")
def targets(doc: dict[str, Any]) -> list[Target]:
    return [
        Target(area["id"], target["id"], squeeze(target["source"]), target)
        for area in doc["areas"]
        for target in area["targets"]
    ]


# The plan's text, into targets.yaml -------------------------------------------------------------------------


def test_the_plan_has_63_bulleted_commitments(bullets: list[Bullet]) -> None:
    """Guards the finding of bullets: one that isn't found would be missed by every test below."""
    assert Counter(bullet.area for bullet in bullets) == BULLETS
    assert len(bullets) == 63
    assert len(set(bullets)) == 63, "two bullets read the same, so one target could stand for both"


def test_every_word_of_every_bullet_is_quoted(bullets: list[Bullet], targets: list[Target]) -> None:
    """A bullet is quoted when targets of its own area leave no word of it out, alone or together.

    So a bullet that promises several things can be several targets, and no promise, number or date is lost
    between them.
    """
    missing: list[str] = []
    for bullet in bullets:
        left = list(bullet.text)
        for target in targets:
            if target.area != bullet.area:
                continue
            if bullet.text in target.source:
                left = []
            elif (start := bullet.text.find(target.source)) >= 0:
                left[start : start + len(target.source)] = "\0" * len(target.source)
            if not left:
                break
        rest = squeeze("".join(left).replace("\0", " "))
        if re.search(r"\w", rest):
            missing.append(f"{bullet.area}: “{bullet.text}” – no target quotes: “{rest}”")
    assert not missing, "bullets of the plan that no target quotes in full:" + show(missing)


def test_only_the_named_promises_come_from_running_text(bullets: list[Bullet], targets: list[Target]) -> None:
    """Everything else quotes a bullet of its own area: nothing is promised that the plan doesn't promise."""
    outside = {
        target.id
        for target in targets
        if not any(
            bullet.area == target.area and (target.source in bullet.text or bullet.text in target.source)
            for bullet in bullets
        )
    }
    assert outside == RUNNING_TEXT


# targets.yaml, back to the plan's text ----------------------------------------------------------------------


def test_every_quote_stands_in_the_plan(doc: dict[str, Any], targets: list[Target], plan: str) -> None:
    text = squeeze(plan)
    quotes = [(f"target {target.id}", target.source) for target in targets]
    quotes += [(f"key date {entry['date']}", squeeze(entry["source"])) for entry in doc["calendar"]]
    whole = [(where, quote, rf"(?<!\w){re.escape(quote)}(?!\w)") for where, quote in quotes]  # no half words
    wrong = [
        f"{where}: “{quote}”" for where, quote, words in whole if not quote or not re.search(words, text)
    ]
    assert not wrong, "quotes that don't stand in the plan:" + show(wrong)


def test_areas_are_the_plans_own(doc: dict[str, Any], plan: str) -> None:
    assert [area["id"] for area in doc["areas"]] == list(HEADINGS.values())
    lines = {line.strip() for line in plan.splitlines()}
    unknown = [area["name"] for area in doc["areas"] if area["name"] not in lines]
    assert not unknown, f"areas that the plan calls something else: {unknown}"


def test_ids_and_names_tell_targets_apart(targets: list[Target]) -> None:
    """An id is typed, and may be shortened: no id is the beginning of another."""
    ids = [target.id for target in targets]
    for found in (ids, [target.raw["name"] for target in targets]):
        twice = [item for item, times in Counter(found).items() if times > 1]
        assert not twice, f"given twice: {twice}"
    odd = [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)]
    assert not odd, f"ids that are not plain a-z, 0-9 and hyphens: {odd}"
    clashes = [(a, b) for a in ids for b in ids if a != b and b.startswith(a)]
    assert not clashes, f"ids that begin with another id: {clashes}"
    long = [t.raw["name"] for t in targets if len(t.raw["name"]) > 40 or not t.raw["name"][0].isupper()]
    assert not long, f"names too long for a table, or without a capital: {long}"


# Numbers ----------------------------------------------------------------------------------------------------


def test_goals_are_the_plans_numbers(targets: list[Target]) -> None:
    found: dict[str, Counter[str]] = {area: Counter() for area in HEADINGS.values()}
    for target in targets:
        raw = target.raw
        if "goal" in raw:
            found[target.area][f"{raw['measure']} {raw['goal']} {raw.get('unit')}"] += 1
    for area, goals in GOALS.items():
        missing, extra = Counter(goals) - found[area], found[area] - Counter(goals)
        assert not missing, f"{area}: goals of the plan that are missing: {list(missing.elements())}"
        assert not extra, f"{area}: goals that are not in the plan: {list(extra.elements())}"


def test_every_goals_number_stands_in_its_quote(targets: list[Target]) -> None:
    wrong = [
        f"{target.id}: goal {target.raw['goal']} in “{target.source}”"
        for target in targets
        if "goal" in target.raw
        and target.id not in GOAL_NOT_IN_QUOTE
        and goal_number(target.raw["goal"]) not in numbers_in(target.source)
    ]
    assert not wrong, "goals whose number is not in the quote:" + show(wrong)


@pytest.mark.parametrize("target_id", GOAL_NOT_IN_QUOTE)
def test_no_goal_exception_is_superfluous(target_id: str, targets: list[Target]) -> None:
    target = by_id(targets).get(target_id)
    assert target is not None, f"there is no target {target_id}"
    assert "goal" in target.raw, f"{target_id} has no goal"
    assert goal_number(target.raw["goal"]) not in numbers_in(target.source), f"{target_id} needs no exception"


def test_what_the_exceptions_rest_on(doc: dict[str, Any], targets: list[Target], plan: str) -> None:
    """55 and 5 are the plan's numbers of places, and the places in targets.yaml are as many."""
    assert "i våra 55 kommuner" in squeeze(plan)
    assert "fem delregionala bemanningsgrupper" in squeeze(plan)
    places = {
        "subregions": len(doc["places"]),
        "municipalities": sum(len(subregion["municipalities"]) for subregion in doc["places"]),
    }
    assert places == {"subregions": 5, "municipalities": 55}
    for target in targets:
        if target.raw["measure"] == "coverage":
            assert target.raw.get("goal") == places[target.raw["over"]], (
                f"{target.id} does not cover every place"
            )


def test_an_active_branch_has_at_least_three_people(targets: list[Target]) -> None:
    """LO's own words about the branches. A board is reported once, for this and for the under-30 share."""
    assert "Varje LO-fack ska bestå av minst tre personer" in squeeze(read_plan_text("lofack.txt"))
    missing = {"aktiva-lofack", "unga-ledamoter"} - by_id(targets).keys()
    assert not missing, f"no target {missing}"
    raw = by_id(targets)["aktiva-lofack"].raw
    assert {key: raw.get(key) for key in ("measure", "over", "reads", "counts", "minimum", "goal")} == {
        "measure": "coverage",
        "over": "municipalities",
        "reads": "unga-ledamoter",
        "counts": "of",
        "minimum": 3,
        "goal": 55,
    }
    young = by_id(targets)["unga-ledamoter"].raw
    assert (young["measure"], young["over"], young.get("pace")) == ("share", "municipalities", "standing")


def test_milestones_and_activities_have_no_goal(targets: list[Target]) -> None:
    """And everything else has one: a promise with a number is never followed as if it had none."""
    wrong = [t.id for t in targets if ("goal" in t.raw) == (t.raw["measure"] in ("milestone", "activity"))]
    assert not wrong, f"a goal missing, or one too many: {wrong}"
    unitless = [t.id for t in targets if ("unit" in t.raw) == (t.raw["measure"] == "milestone")]
    assert not unitless, f"a unit missing, or a milestone with one: {unitless}"


# Dates ------------------------------------------------------------------------------------------------------


def test_due_dates_are_the_plans(targets: list[Target]) -> None:
    milestones = [target for target in targets if target.raw["measure"] == "milestone"]
    assert len(milestones) == 10, f"ten things are to be done, found {[target.id for target in milestones]}"
    for target in milestones:
        in_quote = dates_in(target.source)
        expected = in_quote[-1][1] if in_quote else date(YEAR, 12, 31)
        if target.id in DUE_NOT_IN_QUOTE:
            assert not in_quote, f"{target.id} needs no exception: its quote has a date"
            expected = DUE_NOT_IN_QUOTE[target.id][0]
        due = target.raw.get("due")
        assert due == expected, f"{target.id} is due {due}, expected {expected}"
    unknown = DUE_NOT_IN_QUOTE.keys() - {target.id for target in milestones}
    assert not unknown, f"exceptions for what is no milestone: {unknown}"


def entry_dates(entry: Mapping[str, Any]) -> tuple[date, date]:
    return entry["date"], entry.get("to", entry["date"])


def test_key_dates_are_all_of_the_plans(doc: dict[str, Any], plan: str) -> None:
    match = re.search(r"^Viktiga datum 2024\s*\n(.*?)^Arbetsmarknad", plan, re.M | re.S)
    assert match, "the plan's list of key dates was not found"
    listed = Counter(dates_in(match[1]))
    assert listed.total() == 12, f"the plan's list has twelve dates, found {sorted(listed)}"
    expected = listed + Counter([SERBIA_PROJECT_ENDS])
    entries = [entry_dates(entry) for entry in doc["calendar"]]
    missing, extra = expected - Counter(entries), Counter(entries) - expected
    assert not missing, f"dates of the plan that are missing: {[str(first) for first, _ in missing]}"
    assert not extra, f"dates that are not in the plan: {[str(first) for first, _ in extra]}"
    assert entries == sorted(entries), "the key dates are not in order"


def test_key_dates_stand_in_their_quotes(doc: dict[str, Any]) -> None:
    wrong = [
        f"{entry['name']}: {entry['date']} in “{entry['source']}”"
        for entry in doc["calendar"]
        if entry_dates(entry) not in dates_in(squeeze(entry["source"]))
        or entry.get("preliminary", False) != ("(prel.)" in entry["source"])
    ]
    assert not wrong, "dates, or a (prel.), that the quote doesn't give:" + show(wrong)


def test_school_year(doc: dict[str, Any], targets: list[Target]) -> None:
    """Terms and breaks as the schools have them. The plan's text doesn't give them: hence this table."""
    calendar = doc["calendars"]["lasar"]
    assert calendar["days"] == "weekdays"
    assert [(t["from"], t["to"]) for t in calendar["terms"]] == [
        (date(2024, 1, 9), date(2024, 6, 14)),
        (date(2024, 8, 20), date(2024, 12, 20)),
    ]
    assert [(b["from"], b["to"]) for b in calendar["breaks"]] == [
        (date(2024, 2, 12), date(2024, 2, 23)),
        (date(2024, 4, 1), date(2024, 4, 5)),
        (date(2024, 10, 28), date(2024, 11, 1)),
    ]
    for period in calendar["breaks"]:  # whole weeks, and the weeks that the name gives
        weeks = set(range(period["from"].isocalendar().week, period["to"].isocalendar().week + 1))
        assert (period["from"].isoweekday(), period["to"].isoweekday()) == (1, 5), period["name"]
        assert numbers_in(period["name"]) == weeks, f"{period['name']} is in weeks {weeks}"
    paced = {target.id for target in targets if target.raw.get("pace") == "lasar"}
    assert paced == {"schoolinfo", "sfi", "folkhogskolor", "organisatorstraffar", "skolorganisatorer"}


def test_public_holidays(doc: dict[str, Any]) -> None:
    """Swedish public holidays of 2024 (lag 1989:253), Easter Sunday being 31 March."""
    assert {h["name"]: f"{h['date']:%m-%d}" for h in doc["calendars"]["lasar"]["holidays"]} == {
        "Nyårsdagen": "01-01",
        "Trettondedag jul": "01-06",
        "Långfredagen": "03-29",
        "Påskdagen": "03-31",
        "Annandag påsk": "04-01",
        "Första maj": "05-01",
        "Kristi himmelsfärdsdag": "05-09",
        "Pingstdagen": "05-19",
        "Sveriges nationaldag": "06-06",
        "Midsommardagen": "06-22",
        "Alla helgons dag": "11-02",
        "Juldagen": "12-25",
        "Annandag jul": "12-26",
    }


# Places -----------------------------------------------------------------------------------------------------


def test_places_are_the_municipalities(doc: dict[str, Any]) -> None:
    """Name, SCB code, subregion and tile of each, from tests/data/municipalities.csv."""
    with (HERE / "data" / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        facts = {
            (row["name"], int(row["code"]), row["subregion"], int(row["tile_column"]), int(row["tile_row"]))
            for row in csv.DictReader(file)
        }
    listed = [
        (municipality["name"], municipality["code"], subregion["subregion"], *municipality["tile"])
        for subregion in doc["places"]
        for municipality in subregion["municipalities"]
    ]
    assert len(listed) == 55
    missing, extra = facts - set(listed), set(listed) - facts
    assert not missing, f"municipalities that are missing, or said otherwise: {sorted(missing)}"
    assert not extra, f"municipalities that are not so in the facts: {sorted(extra)}"
    tiles = Counter(tuple(place[3:]) for place in listed)
    assert max(tiles.values()) == 1, "two municipalities in one tile"


# The file itself --------------------------------------------------------------------------------------------


def test_the_file_is_easy_on_its_editor() -> None:
    """UTF-8 without a BOM, LF, no tabs, lines that fit, none of YAML's shorthands."""
    data = (HERE.parent / "targets.yaml").read_bytes()
    for unwanted in (b"\xef\xbb\xbf", b"\r", b"\t"):
        assert unwanted not in data, f"targets.yaml holds {unwanted!r}"
    text = data.decode("utf-8")
    assert re.search(r"[^\n]\n\Z", text), "targets.yaml doesn't end with exactly one line end"
    long = [n for n, line in enumerate(text.split("\n"), 1) if len(line) > 120 or line != line.rstrip()]
    assert not long, f"lines too long, or with white space at their end: {long}"
    refused = (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)
    found = [
        token.start_mark.line + 1 for token in yaml.scan(text, yaml.SafeLoader) if isinstance(token, refused)
    ]
    assert not found, f"anchors, aliases or tags on lines {found}"
