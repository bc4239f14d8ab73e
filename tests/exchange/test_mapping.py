"""The file of a mapping: what it means, and everything that is wrong with it, where it stands."""

import pytest

from lovp.errors import MappingError, Problem
from lovp.exchange.imports.mapping import MappingShape, parse_mapping
from lovp.model import Coverage, Share, Sum
from tests.progress.build import TOWN, plan, target

PLAN = plan(
    target(Sum(), name="visits"),
    target(Share(TOWN), name="young"),
    target(Coverage(TOWN), name="active", reads="young"),
)


def parse(text: str) -> MappingShape:
    return parse_mapping(text.encode(), "imports/school.yaml", PLAN)


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(MappingError) as raised:
        parse(text)
    return raised.value.problems


def said(mapping: MappingShape) -> dict[str, dict[str, dict[str, object]]]:
    """What is said of each field of each outcome, by the outcome's key."""
    return {
        key: {name: field.model_dump(exclude_unset=True, warnings=False) for name, field in fields.items()}
        for key, fields in mapping.parts().items()
    }


def test_the_shortest_mapping() -> None:
    mapping = parse("source: school\ndate: Day\ntarget: visits\n")
    assert mapping.source == "school"
    assert said(mapping) == {"": {"date": {"column": "Day"}, "target": {"fixed": "visits"}}}


def test_all_that_a_mapping_can_say() -> None:
    mapping = parse(
        """\
source: branch-board
sheet: Answers
header: 3
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
  value: {column: Under 30, approximate: true, words: {none: 0}, empty: ["-"]}
  of: Members
- target: {column: Kind, words: {School: visits, Board: active}}
  key: other
  value: 1
  note: {column: Remark, empty: none}
  date: {fixed: 2024-05-01}
"""
    )
    assert (mapping.sheet, mapping.header, mapping.id, mapping.empty) == ("Answers", 3, "2024", ["n/a", "0"])
    assert [(skip.column, skip.words) for skip in mapping.skip] == [("State", ["Test", "0"])]
    parts = said(mapping)
    # What reads another target's outcomes is recorded there, and ids are made of that.
    assert [*parts] == ["young", "other"]
    assert parts["young"]["target"] == {"fixed": "young"}
    assert parts["young"]["date"] == {"column": "Day", "forms": ["D/M/YYYY", "YYYY-MM-DD"]}
    assert parts["young"]["value"] == {
        "column": "Under 30",
        "approximate": True,
        "words": {"none": 0},
        "empty": ["-"],
    }
    assert parts["other"]["place"] == {"column": "Branch", "words": {"ashtown": "Ash", "all of it": ""}}
    assert parts["other"]["value"] == {"fixed": 1}
    assert str(parts["other"]["date"]["fixed"]) == "2024-05-01"
    assert [*mapping.columns()] == ["2024", "Day", "Branch", "Under 30", "Members", "Kind", "Remark", "State"]


HEAD = "source: s\ndate: D\ntarget: visits\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "remedy"),
    [
        ("date: Day\ntarget: visits\n", 1, 1, "source: is missing", "skolbesok"),
        ("source: School visits\ndate: D\ntarget: visits\n", 1, 9, "can't be an id", "school-visits"),
        ("source: s\ntarget: visits\n", 1, 1, "date: is missing", "date:"),
        ("source: s\ndate: D\n", 1, 1, "target: is missing", "target:"),
        ("source: s\ndate: D\ntarget: vists\n", 3, 9, "no target “vists”", "Did you mean visits?"),
        ("source: s\ndate: no\ntarget: visits\n", 2, 7, "true or false", "quotes"),
        ("source: s\ndate: {column: D, forms: [D.M, day]}\ntarget: visits\n", 2, 32, "D/M", ""),
        ("source: s\ndate: D\noutcomes: []\n", 3, 11, "outcomes: has too few values", "dash"),
        ("source: s\ndate: D\noutcomes: visits\n", 3, 11, "outcomes: takes a list", "dash"),
        ("source: s\ndate: D\noutcomes:\n- target: visits\n- target: visits\n", 5, 3, "“visits”", "visits-2"),
        (HEAD + "plase: Town\n", 4, 1, "plase: is not a key", "place?"),
        (HEAD + "header: first\n", 4, 9, "header: takes a whole number", ""),
        (HEAD + "value: {words: {a: 1}}\n", 4, 8, "value: takes either a column", "column:"),
        (HEAD + "place: {column: P, words: {x: Oak}}\n", 4, 31, "no place “Oak”", ""),
        (HEAD + "value: {fixed: many}\n", 4, 16, "fixed: takes a number", "figures"),
        (HEAD + "value: -2\n", 4, 8, "must be at least 0", ""),
        (HEAD + "skip: [{column: State}]\n", 4, 8, "words: is missing", "passed over"),
        (HEAD + "target: young\n", 4, 1, "stands twice", "take one"),
        (HEAD + "value: {column: V, words: [a]}\n", 4, 27, "words: takes a block", "name: value"),
        (HEAD + "value: {column: V, forms: [D/M]}\n", 4, 20, "forms: is not a key", ""),
        (HEAD + "value: {column: V, approximate: perhaps}\n", 4, 33, "true or false", ""),
        (HEAD + "value: {column: V, empty: [[a]]}\n", 4, 27, "empty: takes a text", ""),
        ("- source\n", 1, 1, "holds one mapping", "--suggest"),
    ],
)
def test_a_mistake_is_shown_where_it_stands(
    text: str, line: int, column: int, message: str, remedy: str
) -> None:
    (problem,) = problems(text)
    assert (problem.file, problem.line, problem.column) == ("imports/school.yaml", line, column)
    assert message in problem.message
    assert remedy in problem.remedy
    assert problem.text == text.splitlines()[line - 1]


def test_every_mistake_is_shown_at_once() -> None:
    found = problems("source: S S\ndate: D\ntarget: vists\nvalue: {}\nplase: x\n")
    assert [problem.line for problem in found] == [1, 3, 4, 5]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"\x00", b"--- {}\n--- {}\n", b"a: &b c\n", b"[" * 5000, b"outcomes: {1: [}"],
)
def test_what_is_no_mapping_gives_an_error_and_no_crash(content: bytes) -> None:
    with pytest.raises(MappingError) as raised:
        parse_mapping(content, "imports/x.yaml", PLAN)
    assert raised.value.problems
