"""The file of a mapping: what it means, and everything that is wrong with it, where it stands."""

import re
from pathlib import Path

import pytest

from lovp.errors import FileError, Problem
from lovp.exchange.imports.mapping import FieldShape, MappingShape, PartShape, load_mappings, parse_mapping
from lovp.model import Coverage, Plan, Share, Sum
from tests.progress.build import TOWN, plan, target

PLAN = plan(
    target(Sum(), name="visits"),
    target(Share(TOWN), name="young"),
    target(Coverage(TOWN), name="active", reads="young"),
)
DOCS = Path(__file__).parents[2] / "docs"


def parse(text: str) -> MappingShape:
    return parse_mapping(text.encode(), "imports/school.yaml", PLAN)


def problems(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(FileError) as raised:
        parse_mapping(content, "imports/school.yaml", PLAN)
    return raised.value.problems


def test_all_that_a_mapping_can_say() -> None:
    mapping = parse(
        """\
source: branch-board
sheet: Answers
id: 2024
empty: [n/a, 0]
date: {column: Day, forms: [D/M/YYYY, ÅÅÅÅ-MM-DD]}
place:
  column: Branch
  words: {Ashtown: Ash, All of it: ""}
skip:
- column: State
  words: [Test, 0]
outcomes:
- target: Active
  value: {column: Under 30, approximate: true, words: {none: 0}, empty: 3}
  of: Members
- target: {column: Kind, words: {School: visits, Board: active}}
  key: other
  value: 1
  note: {column: Remark, empty: none}
  date: {fixed: 2024-05-01}
"""
    )
    assert (mapping.sheet, mapping.id, mapping.empty) == ("Answers", "2024", ["n/a", "0"])
    assert [(skip.column, skip.words) for skip in mapping.skip] == [("State", ["test", "0"])]
    assert mapping.columns() == ["2024", "Day", "Branch", "Under 30", "Members", "Kind", "Remark", "State"]
    # What reads another target's outcomes is recorded there, and ids are made of that.
    first, other = mapping.parts()["young"], mapping.parts()["other"]
    assert (first["target"].fixed, first["date"].forms) == ("young", ["D/M/YYYY", "YYYY-MM-DD"])
    assert (other["date"].fixed, other["value"].fixed, other["note"].empty) == ("2024-05-01", "1", "none")
    assert first["place"] == other["place"]
    assert first["place"].words == {"ashtown": "Ash", "all of it": ""}


HEAD = "source: s\ndate: D\ntarget: visits\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "remedy"),
    [
        ("date: Day\ntarget: visits\n", 1, 1, "source: is missing", "skolbesok"),
        ("source: School visits\ndate: D\ntarget: visits\n", 1, 9, "can't be an id", "school-visits"),
        ("source: s\ndate: D\ntarget: vists\n", 3, 9, "no target “vists”", "Did you mean visits?"),
        ("source: s\ndate: {column: D, forms: [D/M, day]}\ntarget: visits\n", 2, 32, "D/M", ""),
        ("source: s\ndate: D\noutcomes:\n- target: visits\n- target: visits\n", 1, 1, "same target", "key:"),
        (HEAD + "plase: Town\n", 4, 1, "plase: is not a key", "place?"),
        (HEAD + "value: {words: {a: 1}}\n", 4, 8, "value: takes either a column", "column:"),
        (HEAD + "value: {fixed: many}\n", 4, 8, "“many” is not a number", "figures"),
        ("- source\n", 1, 1, "holds one mapping", "--suggest"),
    ],
)
def test_a_mistake_is_shown_where_it_stands(
    text: str, line: int, column: int, message: str, remedy: str
) -> None:
    (problem,) = problems(text.encode())
    assert (problem.file, problem.line, problem.column) == ("imports/school.yaml", line, column)
    assert message in problem.message
    assert remedy in problem.remedy
    assert problem.text == text.splitlines()[line - 1]


def test_every_mistake_of_a_file_is_shown_at_once(tmp_path: Path) -> None:
    (tmp_path / "imports").mkdir()
    text = "source: S S\ndate: D\ntarget: visits\nvalue: {}\nplase: x\n"
    (tmp_path / "imports" / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as raised:
        load_mappings(tmp_path, PLAN)
    found = [(problem.file, problem.line) for problem in raised.value.problems]
    assert found == [("imports/a.yaml", line) for line in (1, 4, 5)]
    for content in (b"", b"\xff\xfe\x00", b"--- {}\n--- {}\n", b"[" * 5000, b"outcomes: {1: [}"):
        assert problems(content)


@pytest.mark.parametrize("page", ["sv", "en"])
def test_a_page_describes_every_key_and_its_mappings_can_be_read(page: str, real: Plan) -> None:
    text = (DOCS / page / "import.md").read_text(encoding="utf-8")
    for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL):
        parse_mapping(block.encode(), page, real)
    for shape in (MappingShape, PartShape, FieldShape):
        assert [key for key in shape.model_fields if f"`{key}`" not in text] == []
