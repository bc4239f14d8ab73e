"""A plan and a record in which every text that a person writes holds what could do harm."""

import csv
import io
import json
from itertools import cycle
from pathlib import Path

from lovp.record.row import COLUMNS
from tests.faults import scale

HIDDEN = (
    *("\x1b[31mröd\x1b[0m", "\x1b]0;titel\x07", "\x1b]8;;http://x.se\x1b\\länk", "\x9b31mröd\x9d0;x\x9c"),
    *("\x08\x08bort", "\u202egnp.exe", "\u2067om\u2069 \u200emärkt\u200f\u061c"),
    *("noll\u200bbredd\ufeff\u2060", "taggar\U000e0041\U000e007f", "\ufff9noter\ufffa\ufffb", "mjuk\u00adt"),
    "rad\x0bform\x0csep\x1c\x1d\x1enel\x85ls\u2028ps\u2029slut",
    *("\t=1+1", "\r=1+1", "rad ett\n\nrad två", "| --- |\n| x |"),
)
"""What a terminal obeys or nobody sees; a plan with any of these is refused, a record is cleaned of them."""

SEEN = (
    *("[red]röd[/red]", "[/]", "[link=http://x.se]x[/link]", "{0} {x} %s", "Bra gjort! 🎉😀 ❤"),
    *('=HYPERLINK("http://x.se";"klicka")', "=1+1", "@SUM(1)", "+1+1", "-1-1", "＝1+1", "＠SUM(1)"),
    *("a;=1+1;b", "a; @SUM(1)", "a,=1+1,b", "a, +1+1", "''=1+1"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- dold", "&lt;b&gt; &#60;b&#62;"),
    *("a | b || c", "`kod` ``kod``", "```", "[text](http://x.se)", "![bild](http://x.se/x.png)"),
    *("<http://x.se>", "http://x.se och HTTPS://y.se", "www.x.se eller WWW.Y.se"),
    *("*stark* __svag__ ~~bort~~", "# rubrik", "- punkt", "[^1]: not", "[x]: http://x.se"),
    *("\\| \\\\", "$x^2$ $(x)", "slut\\"),
)
"""What is shown as it stands, in every form."""

OTHER = "andra"
"""The folder of another district, in the one that is loaded."""

MEASURES = (
    "measure: sum, goal: 5",
    "measure: activity",
    "measure: level, goal: 6",
    "measure: share, over: municipalities, goal: 25 %",
    "measure: coverage, over: municipalities, goal: 3",
    "measure: milestone, due: 2024-05-01",
)


def quoted(text: str) -> str:
    """The text as YAML reads it, whatever is in it; tags stand as they are, for YAML knows no pairs."""
    return json.dumps(text, ensure_ascii=max(text, default="") < "\U00010000")


def named(number: int, text: str) -> str:
    """The text as a name that no other is like: what follows it tells it apart."""
    return f"{text} nr {number}"


def plan(texts: tuple[str, ...], organisation: str, year: int = 2024) -> str:
    """A targets.yaml with every text as the name of an area, place, target and date, as unit and source."""
    places, calendars, dates, areas = [], [], [], []
    for number, (text, kind) in enumerate(zip(texts, cycle(MEASURES), strict=False)):
        plain, name = quoted(text), quoted(named(number, text))
        places.append(f"  - {{subregion: {quoted(named(number, text + ' del'))}, municipalities: [{name}]}}")
        term = f"{{name: {plain}, from: {year}-01-01, to: {year}-12-01}}"
        calendars.append(f"  k{number}: {{name: {plain}, terms: [{term}]}}")
        dates.append(f"  - {{name: {plain}, date: {year}-0{number % 9 + 1}-02, source: {plain}}}")
        measure = kind.replace("2024", str(year))
        pace = "" if "milestone" in measure or "activity" in measure else f"pace: k{number}, "
        words = f"unit: {plain}, source: {plain}, central: {name}, {pace}{measure}"
        target = f"{{id: m{number}, name: {name}, {words}}}"
        areas.append(f"  - {{id: a{number}, name: {name}, targets: [{target}]}}")
    head = f"organisation: {quoted(organisation)}\nyear: {year}\nlanguage: sv"
    parts = (head, "places:", *places, "calendars:", *calendars, "calendar:", *dates, "areas:", *areas, "")
    return "\n".join(parts)


def record(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *rows])
    return out.getvalue()


def rows(texts: tuple[str, ...], notes: tuple[str, ...]) -> list[list[str]]:
    """Rows in which each note stands on some target, at its place; its writer is called the same."""
    found = []
    for number, note in enumerate(notes):
        target = number % len(texts)
        measure = MEASURES[target % len(MEASURES)]
        place = named(target, texts[target]) if "level" not in measure and "milestone" not in measure else ""
        if place and place[0] in "=+-@＝＋－＠'":
            place = f"'{place}"
        of = "9" if "share" in measure else ""
        at = f"2024-05-02T10:{number // 60:02}:{number % 60:02}.000000Z"
        found.append([f"rad-{number:04}", "2024-03-12", f"m{target}", place, "1", of, note, "", note, at])
    return found


def damaged(note: str) -> str:
    """A record with rows that can't be read, and rows that fit no plan, each with the note in some cells."""
    sound = ["id-0", "2024-03-12", "m0", "", "1", "", note, "", "kansli", "2024-05-02T10:00:00.000000Z"]
    wrong = [[f"x{note}", "2024"]]
    for number, columns in enumerate(([1], [2, 3, 8], [3, 8], [4, 8], [7, 8], [0]), 1):
        row = [f"id-{number}", *sound[1:]]
        for column in columns:
            row[column] = note
        wrong.append(row)
    return record(wrong)


def folder(path: Path) -> Path:
    """A folder with plans and a record, and another district's plan in it.

    The files that hold problems are named after the notes.
    """
    year = path / "data" / "2024"
    year.mkdir(parents=True)
    (path / OTHER).mkdir()
    plans = "---\n".join((plan(SEEN, SEEN[0], 2023), plan(SEEN, SEEN[0])))
    (path / "targets.yaml").write_text(plans, encoding="utf-8")
    (path / OTHER / "targets.yaml").write_text(plan(SEEN, SEEN[-1]), encoding="utf-8")
    files = {"kansli": record(rows(SEEN, SEEN + HIDDEN))}
    for note in scale.some(SEEN + HIDDEN, 14):
        # No file's name can have a stroke; one that begins with a point or a tilde is not read.
        name = note.replace("/", "").replace("\0", "")[:60]
        if name[0] not in ".~":
            files[name] = damaged(note)
    for name, text in files.items():
        (year / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return path
