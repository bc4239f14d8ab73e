"""Key dates, the school year, holidays and places are the plan's and SCB's; the form of targets.yaml."""

import csv
import re
from collections import Counter
from datetime import date

import yaml

from tests.plan_text.reading import (
    DATA,
    DOC,
    KEY_DATES,
    PLAN,
    TARGETS,
    TARGETS_YAML,
    dates_in,
    numbers_in,
    squeeze,
)

# The one key date that is not in the plan's own list of them, but in its last chapter: first and last day.
SERBIA_PROJECT_ENDS = (date(2024, 12, 31), date(2024, 12, 31))
SCHOOL = DOC["calendars"]["lasar"]


def test_key_dates_are_all_of_the_plans() -> None:
    match = re.search(r"^Viktiga datum 2024\s*\n(.*?)^Arbetsmarknad", PLAN, re.M | re.S)
    assert match, "the plan's list of key dates was not found"
    listed = dates_in(match[1])
    assert len(listed) == 12
    assert Counter(KEY_DATES) == Counter([*listed, SERBIA_PROJECT_ENDS])
    assert sorted(KEY_DATES) == KEY_DATES


def test_key_dates_stand_in_their_quotes() -> None:
    for entry, dates in zip(DOC["calendar"], KEY_DATES, strict=True):
        assert dates in dates_in(squeeze(entry["source"])), entry
        assert entry.get("preliminary", False) == ("(prel.)" in entry["source"]), entry


def test_school_year() -> None:
    """Terms and breaks as the schools have them. The plan's text doesn't give them: hence this table."""
    assert SCHOOL["days"] == "weekdays"
    spans = [f"{each['from']:%m-%d} {each['to']:%m-%d}" for each in [*SCHOOL["terms"], *SCHOOL["breaks"]]]
    assert spans == ["01-09 06-14", "08-20 12-20", "02-12 02-23", "04-01 04-05", "10-28 11-01"]
    for period in SCHOOL["breaks"]:  # whole weeks, and the weeks that the name gives
        weeks = set(range(period["from"].isocalendar().week, period["to"].isocalendar().week + 1))
        assert (period["from"].isoweekday(), period["to"].isoweekday()) == (1, 5), period["name"]
        assert numbers_in(period["name"]) == weeks, f"{period['name']} is in weeks {weeks}"
    paced = {target.id for target in TARGETS if target.raw.get("pace") == "lasar"}
    assert paced == {"schoolinfo", "sfi", "folkhogskolor", "organisatorstraffar", "skolorganisatorer"}


def test_public_holidays() -> None:
    """Swedish public holidays of 2024 (lag 1989:253), Easter Sunday being 31 March."""
    assert {h["name"]: f"{h['date']:%m-%d}" for h in SCHOOL["holidays"]} == {
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


def test_places_are_the_municipalities() -> None:
    """Name, SCB code, subregion and tile of each, from tests/data/municipalities.csv."""
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        columns = ("name", "code", "subregion", "tile_column", "tile_row")
        facts = {tuple(row[column] for column in columns) for row in csv.DictReader(file)}
    listed = [
        (town["name"], str(town["code"]), subregion["subregion"], *map(str, town["tile"]))
        for subregion in DOC["places"]
        for town in subregion["municipalities"]
    ]
    assert len(listed) == 55
    assert set(listed) == facts
    assert len({place[3:] for place in listed}) == 55, "two municipalities in one tile"


def test_the_file_is_easy_on_its_editor() -> None:
    """UTF-8 without a BOM, LF, no tabs, lines that fit, none of YAML's shorthands."""
    data = TARGETS_YAML.read_bytes()
    for unwanted in (b"\xef\xbb\xbf", b"\r", b"\t"):
        assert unwanted not in data, f"targets.yaml holds {unwanted!r}"
    text = data.decode("utf-8")
    assert re.search(r"[^\n]\n\Z", text), "targets.yaml doesn't end with exactly one line end"
    assert [line for line in text.split("\n") if len(line) > 120 or line != line.rstrip()] == []
    refused = (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)
    found = [each for each in yaml.scan(text, yaml.SafeLoader) if isinstance(each, refused)]
    assert found == []
