"""targets.yaml, held word for word and number for number against the plan that the district adopted.

The file is read here with plain YAML, not through lovp: an error in lovp's own reading can't hide a mistake
in the data, and the other way round. Everything is compared with what the district, LO and SCB wrote
(`tests/data`), or with tables spelled out below.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

DATA = Path(__file__).parents[1] / "data"
TARGETS_YAML = Path(__file__).parents[2] / "targets.yaml"
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
COUNTED = dict(zip(HEADINGS.values(), (11, 7, 10, 6, 11, 8, 6, 4), strict=True))

# Bullets that only introduce the numbered items below them ("Centrala måltal:"). The items are
# the commitments.
LIST_TITLE = "Centrala måltal"

# Promises in running text rather than in a bullet.
RUNNING_TEXT = {"unga-ledamoter", "eu-valet", "serbien", "ostfold", "folkkraft"}

# Every goal of the plan, as "measure goal unit", per area. A multiset: the plan has 340 twice.
GOALS = {
    "arbetsmarknad": "sum 1 dagar, coverage 5 delregioner",
    "lokal-verksamhet": (
        "share 25 % ledamöter, share 100 % ledamöter, coverage 55 kommuner, coverage 55 kommuner"
    ),
    "facklig-politiskt": "",
    "opinion": "sum 8 debattinlägg",
    "studier": ", ".join(f"sum {number} deltagare" for number in (340, 60, 520, 170, 127, 340)),
    "ung": (
        "sum 99 deltagare, sum 48 deltagare, sum 1 kurser, sum 1 kurser, sum 1 utbildningar, sum 4 träffar"
    ),
    "skola": (
        "coverage 5 delregioner, sum 2 träffar, sum 662 klassrumspresentationer, "
        "sum 70 skolinformationer, sum 20 skolinformationer"
    ),
    "organisering": "",
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

NUMBER_WORDS = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5}
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()


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


def read_text(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def read_targets_yaml() -> dict[str, Any]:
    """The document of 2024; the years to come are appended to the same file."""
    documents: list[dict[str, Any]] = list(yaml.safe_load_all(TARGETS_YAML.read_text(encoding="utf-8")))
    (found,) = (document for document in documents if document["year"] == YEAR)
    return found


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


PLAN = read_text("plan-2024.txt")
BULLETS = find_bullets(PLAN)
DOC = read_targets_yaml()
TARGETS = [
    Target(area["id"], target["id"], squeeze(target["source"]), target)
    for area in DOC["areas"]
    for target in area["targets"]
]
BY_ID = {target.id: target for target in TARGETS}
KEY_DATES = [(entry["date"], entry.get("to", entry["date"])) for entry in DOC["calendar"]]
