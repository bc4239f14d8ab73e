"""What the page of file formats says of the record: what is read all the same, how files are united."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from lovp.model import Outcome, Plan
from lovp.plan import MAX_BYTES, schema
from lovp.plan.load import load_plans
from lovp.record.new import MAX_NOTE
from lovp.record.record import Record, read_record
from lovp.record.row import HEADER, format_row
from lovp.record.writer import MAX_NAME
from tests.handbook.arithmetic import blocks
from tests.handbook.pages import DOCS, LANGUAGES

PAGES = {language: (DOCS / language / "formats.md").read_text(encoding="utf-8") for language in LANGUAGES}
EXAMPLE = next(block.text for block in blocks(PAGES["sv"]) if block.title == "exempel/data/2024/kansli.csv")
ROWS = [line.split(",") for line in f"{HEADER}\nhyra-1,2024-03-30,resor,,1234.5,,,,kansli,".splitlines()]
ROWS[1][-1] += "2024-03-30T08:00:00.000000Z"
"""The larger plan of the page with a sum in decimals, and a row of it: thousands and a decimal point."""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    text = next(block.text for block in blocks(PAGES["sv"]) if block.title == "exempel/targets.yaml")
    more = "      - {id: resor, name: Resor, measure: sum, unit: kr, decimals: 1, source: s}\n"
    (tmp_path / "targets.yaml").write_text(text + more, encoding="utf-8")
    (found,) = load_plans(tmp_path / "targets.yaml")
    return found


def record(plan: Plan, folder: Path, *files: bytes) -> Record:
    year = folder / "data"
    year.mkdir()
    for number, content in enumerate(files):
        (year / f"kansli.{number + 2}.csv").write_bytes(content)
    return read_record(year, plan)


def lines(delimiter: str, rows: list[list[str]], end: str = "\n") -> str:
    return "".join(delimiter.join(row) + end for row in rows)


def with_value(value: str) -> list[list[str]]:
    return [ROWS[0], [*ROWS[1][:4], value, *ROWS[1][5:]]]


def turned(rows: list[list[str]]) -> list[list[str]]:
    return [[*row[::-1], "mer" if row is rows[0] else ""] for row in rows]


def wrapped(text: str) -> str:
    return "".join('"{}"\n'.format(line.replace('"', '""')) for line in text.splitlines())


KEPT: dict[str, Callable[[str], bytes]] = {
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "Windows-1252": lambda text: text.encode("cp1252"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "a single cell": lambda text: wrapped(text).encode(),
}
"""What may happen to the whole example and change nothing."""

READ: dict[str, str] = {
    "semicolons": lines(";", ROWS),
    "tabs": lines("\t", ROWS),
    "decimal commas": lines(";", with_value("1234,5")),
    "spaces between thousands": lines(";", with_value("1 234,5")),
    "hard spaces": lines(";", with_value("1\u00a0234,5")),
    "columns moved and added": lines(",", turned(ROWS)),
    "sep=;": "sep=;\n" + lines(";", with_value("1234,5")),
}
"""How else the row with thousands and decimals may stand."""


@pytest.mark.parametrize("how", KEPT)
def test_the_example_is_read_however_it_was_saved(how: str, plan: Plan, tmp_path: Path) -> None:
    found = record(plan, tmp_path, KEPT[how](EXAMPLE))
    assert found.problems == ()
    assert [(row.target, row.value) for row in found.outcomes] == [("kurs", 14), ("unga", 2)]
    assert found.outcomes[0].note == "Grundkurs, steg 1"
    assert [row.place for row in found.rows.values()].count("Borås") == 2


@pytest.mark.parametrize("how", READ)
def test_a_row_is_read_however_it_stands(how: str, plan: Plan, tmp_path: Path) -> None:
    found = record(plan, tmp_path, READ[how].encode())
    assert found.problems == ()
    assert [str(row.value) for row in found.outcomes] == ["1234.5"]


def test_what_can_be_read_in_two_ways_is_a_fault(plan: Plan, tmp_path: Path) -> None:
    text = lines(",", ROWS).replace("2024-03-30,", "3/4/2024,")
    found = record(plan, tmp_path, text.encode())
    assert (len(found.problems), found.outcomes) == (1, ())


def row(key: str, value: int | None, replaces: str = "", minute: int = 0, writer: str = "kansli") -> Outcome:
    moment = f"2024-03-12T10:{minute:02}:00.000000Z"
    return Outcome(f"rad-{key}", date(2024, 3, 12), "kurs", "", value, None, "", replaces, writer, moment)


def united(plan: Plan, folder: Path, *rows: Outcome) -> Record:
    """Each row in a file of its own, which is where rules are needed."""
    return record(plan, folder, *(f"{HEADER}\n{format_row(each)}".encode() for each in rows))


def values(found: Record) -> list[object]:
    return [each.value for each in found.outcomes]


def test_rule_1_the_same_said_twice_counts_once(plan: Plan, tmp_path: Path) -> None:
    found = united(plan, tmp_path, row("a", 5, minute=9, writer="skola"), row("a", 5, minute=1))
    assert [(each.value, each.writer) for each in found.outcomes] == [(5, "kansli")]
    assert found.problems == ()


def test_rule_2_different_things_under_one_id_are_a_conflict(plan: Plan, tmp_path: Path) -> None:
    found = united(plan, tmp_path, row("a", 6, minute=2), row("a", 5, minute=1))
    assert values(found) == [6]
    assert (found.uncertain, len(found.problems)) == (("kurs",), 1)


def test_rule_3_the_last_of_a_chain_counts(plan: Plan, tmp_path: Path) -> None:
    chain = row("a", 1), row("b", 2, "rad-a", 1), row("c", 3, "rad-b", 2)
    assert values(united(plan, tmp_path, *chain)) == [3]


def test_rule_4_of_two_corrections_the_later_counts(plan: Plan, tmp_path: Path) -> None:
    found = united(plan, tmp_path, row("a", 1), row("b", 2, "rad-a", 7), row("c", 3, "rad-a", 3))
    assert values(found) == [2]
    assert len(found.problems) == 1


def test_rule_4_at_the_same_time_the_larger_id_counts(plan: Plan, tmp_path: Path) -> None:
    assert values(united(plan, tmp_path, row("a", 1), row("b", 2, "rad-a", 3), row("c", 3, "rad-a", 3))) == [
        3
    ]


def test_rule_4_a_correction_is_not_older_than_what_it_replaces(plan: Plan, tmp_path: Path) -> None:
    # By its clock the correction of b came before c.
    late = row("a", 1), row("b", 2, "rad-a", 20), row("c", 3, "rad-a", 10), row("d", 4, "rad-b", 5)
    assert values(united(plan, tmp_path, *late)) == [4]


def test_rule_5_a_correction_alone_stands_by_itself(plan: Plan, tmp_path: Path) -> None:
    found = united(plan, tmp_path, row("b", 2, "rad-a", 1))
    assert (values(found), len(found.problems)) == ([2], 1)


def test_rule_6_of_a_circle_the_latest_counts(plan: Plan, tmp_path: Path) -> None:
    found = united(plan, tmp_path, row("a", 1, "rad-b", 1), row("b", 2, "rad-a", 4))
    assert (values(found), len(found.problems)) == ([2], 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limits(language: str) -> None:
    text = " ".join(PAGES[language].replace("\u00a0", " ").split())
    thousands = {"sv": " ", "en": ","}[language]
    status = schema.StatusShape()
    said = {
        "sv": (
            f"{schema.FIRST_YEAR} till {schema.LAST_YEAR}",
            f"0 till 999; {schema.PlanShape.model_fields['hide_below'].default} om den saknas",
            f"{status.on_track:.0%} om den saknas".replace("%", " %"),
            f"{status.at_risk:.0%} om den saknas, och aldrig mer".replace("%", " %"),
            f"högst {schema.MAX_ID} tecken: a–z",
            f"högst {schema.MAX_TEXT:,} tecken".replace(",", thousands),
            f"högst {MAX_BYTES // 10**6} MB",
            f"högst {MAX_NOTE} tecken",
            f"1 till {MAX_NAME} tecken",
        ),
        "en": (
            f"{schema.FIRST_YEAR} to {schema.LAST_YEAR}",
            f"0 to 999; {schema.PlanShape.model_fields['hide_below'].default} without it",
            f"{status.on_track:.0%} without it".replace("%", " %"),
            f"{status.at_risk:.0%} without it, and never above".replace("%", " %"),
            f"at most {schema.MAX_ID} characters: a–z",
            f"at most {schema.MAX_TEXT:,} characters",
            f"at most {MAX_BYTES // 10**6} MB",
            f"at most {MAX_NOTE} characters",
            f"1 to {MAX_NAME} characters",
        ),
    }
    for words in said[language]:
        assert words in text
