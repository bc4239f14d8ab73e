"""Key dates, the school year, holidays and places are the plan's and SCB's; the form of targets.yaml."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from typing import Any

import yaml

from tests.plan_text.reading import (
    DATA,
    SERBIA_PROJECT_ENDS,
    TARGETS_YAML,
    Target,
    dates_in,
    entry_dates,
    numbers_in,
    show,
    squeeze,
)

# Dates ------------------------------------------------------------------------------------------------------


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
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
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
    data = TARGETS_YAML.read_bytes()
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
