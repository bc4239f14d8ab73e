"""The file of a mapping: what it means, and everything that is wrong with it, where it stands."""

import pytest

from lovp.errors import MappingError, Problem
from lovp.exchange.imports.mapping import NOTHING, Field, ImportMapping, Part, Skip
from lovp.exchange.imports.mapping_file import parse_mapping
from lovp.model import Coverage, Share, Sum
from tests.progress.build import TOWN, plan, target

PLAN = plan(
    target(Sum(), name="visits"),
    target(Share(TOWN), name="young"),
    target(Coverage(TOWN), name="active", reads="young"),
)


def parse(text: str) -> ImportMapping:
    return parse_mapping(text.encode(), "school", "imports/school.yaml", PLAN)


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(MappingError) as raised:
        parse(text)
    return raised.value.problems


def test_the_shortest_mapping() -> None:
    assert parse("source: school\ndate: Day\ntarget: visits\n") == ImportMapping(
        "school", "school", (Part("", Field("Day"), Field(fixed="visits")),)
    )


def test_all_that_a_mapping_can_say() -> None:
    mapping = parse(
        """\
source: branch-board
sheet: Answers
header: 3
id: ID
date: {column: Day, forms: [D/M/YYYY, ÅÅÅÅ-MM-DD]}
place:
  column: Branch
  words: {Ashtown: Ash, All of it: ""}
skip:
- column: State
  words: [Test, 0]
outcomes:
- target: young
  value: {column: Under 30, approximate: true, words: {none: 0}}
  of: Members
- target: {column: Kind, words: {School: visits, Board: active}}
  key: other
  value: 1
  note: {column: Remark, empty: none}
  date: {fixed: 2024-05-01}
"""
    )
    place = Field("Branch", words={"ashtown": "Ash", "all of it": ""})
    assert mapping == ImportMapping(
        name="school",
        source="branch-board",
        sheet="Answers",
        header=3,
        id="ID",
        skip=(Skip("State", frozenset({"test", "0"})),),
        parts=(
            Part(
                key="young",
                date=Field("Day", forms=("D/M/YYYY", "YYYY-MM-DD")),
                target=Field(fixed="young"),
                place=place,
                value=Field("Under 30", words={"none": "0"}, approximate=True),
                of=Field("Members"),
            ),
            Part(
                key="other",
                date=Field(fixed="2024-05-01"),
                # What reads another target's outcomes is recorded there.
                target=Field("Kind", words={"school": "visits", "board": "young"}),
                place=place,
                value=Field(fixed=1),
                of=NOTHING,
                note=Field("Remark", empty="none"),
            ),
        ),
    )
    assert mapping.columns() == ("ID", "Day", "Branch", "Under 30", "Members", "Kind", "Remark", "State")


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "remedy"),
    [
        ("date: Day\ntarget: visits\n", 1, 1, "source: is missing", "source: skolbesok"),
        ("source: School visits\ndate: D\ntarget: visits\n", 1, 9, "can't be an id", "school-visits"),
        ("source: s\ntarget: visits\n", 1, 1, "date: is missing", "date: Datum"),
        ("source: s\ndate: D\n", 1, 1, "target: is missing", "target: schoolinfo"),
        ("source: s\ndate: D\ntarget: vists\n", 3, 9, "no target “vists”", "Did you mean visits?"),
        ("source: s\ndate: D\ntarget: visits\nplase: Town\n", 4, 1, "plase: is not a key", "place?"),
        ("source: s\ndate: D\ntarget: visits\nheader: first\n", 4, 9, "header: takes the number", "number"),
        ("source: s\ndate: D\ntarget: visits\nvalue: {}\n", 4, 8, "value: takes either a column", "column:"),
        (
            "source: s\ndate: {column: D, forms: [D.M, day]}\ntarget: visits\n",
            2,
            32,
            "day is not a form",
            "D/M",
        ),
        (
            "source: s\ndate: D\ntarget: visits\nplace: {column: P, words: {x: Oak}}\n",
            4,
            31,
            "no place “Oak”",
            "",
        ),
        (
            "source: s\ndate: D\ntarget: visits\nvalue: {fixed: many}\n",
            4,
            16,
            "fixed: takes a number",
            "figures",
        ),
        ("source: s\ndate: D\noutcomes: []\n", 3, 11, "outcomes: has nothing in it", "at least one"),
        ("source: s\ndate: D\noutcomes: visits\n", 3, 11, "outcomes: takes a list", "dash"),
        (
            "source: s\ndate: D\noutcomes:\n- target: visits\n- target: visits\n",
            5,
            3,
            "two outcomes of a row have the key “visits”",
            "visits-2",
        ),
        (
            "source: s\ndate: D\ntarget: visits\nskip: [{column: State}]\n",
            4,
            8,
            "skip: takes a column",
            "list",
        ),
        ("source: s\ndate: no\ntarget: visits\n", 2, 7, "true or false", "quotes"),
        ("source: s\ndate: D\ntarget: visits\ntarget: young\n", 4, 1, "stands twice", "take one"),
        (
            "source: s\ndate: D\ntarget: visits\nvalue: {column: V, words: [a]}\n",
            4,
            27,
            "words: takes a block",
            "word:",
        ),
        ("source: s\ndate: [D]\ntarget: visits\n", 2, 7, "date: takes a text", "quotes"),
        (
            "source: s\ndate: D\ntarget: visits\nvalue: {column: V, forms: [D/M]}\n",
            4,
            27,
            "belongs to a date",
            "",
        ),
        (
            "source: s\ndate: D\ntarget: visits\nvalue: {column: V, approximate: perhaps}\n",
            4,
            33,
            "true or false",
            "",
        ),
        ("- source\n", 1, 1, "takes a block of keys", "source"),
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
    "content", [b"", b"\xff\xfe\x00", b"\x00", b"--- {}\n--- {}\n", b"a: &b c\n", b"[" * 5000]
)
def test_what_is_no_mapping_gives_an_error_and_no_crash(content: bytes) -> None:
    with pytest.raises(MappingError) as raised:
        parse_mapping(content, "x", "imports/x.yaml", PLAN)
    assert raised.value.problems
