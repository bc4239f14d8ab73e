"""The record as a whole: files in, outcomes and problems out."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from lovp.model import Outcome, Plan
from lovp.record.record import Record, read_record

MakeRow = Callable[..., Outcome]
Save = Callable[..., Path]


def ids(record: Record) -> list[str]:
    return [outcome.id.removeprefix("row-") for outcome in record.outcomes]


def test_an_empty_record(tmp_path: Path, plan: Plan) -> None:
    record = read_record(tmp_path / "2024", plan)
    assert record == Record((), {}, record.last_word, (), (), ())
    assert len(record.last_word) == 0


def test_outcomes_stand_in_the_order_of_latest(tmp_path: Path, plan: Plan, row: MakeRow, save: Save) -> None:
    save(
        "b.csv",
        row("1", day=date(2024, 5, 1), writer="b"),
        row("2", at=3, writer="b"),
        row("4", at=1, writer="b"),
    )
    save("a.csv", row("3", at=1, writer="a"), row("5", day=date(2024, 1, 1), writer="a"))
    record = read_record(tmp_path, plan)
    assert ids(record) == ["5", "3", "4", "2", "1"]
    assert record.problems == ()
    assert record.copies == ()


def test_a_row_that_does_not_fit_is_a_problem_until_it_is_corrected(
    tmp_path: Path, plan: Plan, row: MakeRow, save: Save
) -> None:
    wrong, right = row("1", target="vists"), row("2", 3)
    save("kansli.csv", wrong, right)
    record = read_record(tmp_path, plan)
    assert ids(record) == ["2"]
    (problem,) = record.problems
    assert (problem.file, problem.line) == ("kansli.csv", 2)
    assert problem.text.startswith("row-1,2024-03-12,vists,")
    assert problem.remedy == "Did you mean visits?"
    assert set(record.rows) == {"row-1", "row-2"}
    save("kansli.csv", wrong, right, row("3", replaces="1", at=1))
    assert ids(read_record(tmp_path, plan)) == ["2", "3"]
    save("kansli.csv", wrong, right, row("3", None, target="vists", replaces="1", at=1))
    record = read_record(tmp_path, plan)
    assert (ids(record), record.problems) == (["2"], ())


def test_a_row_without_value_that_corrects_nothing_is_a_problem(
    tmp_path: Path, plan: Plan, row: MakeRow, save: Save
) -> None:
    save("kansli.csv", row("1", None))
    record = read_record(tmp_path, plan)
    assert (ids(record), len(record.problems)) == ([], 1)


def test_personal_data_in_a_note_is_masked_and_the_row_counts(
    tmp_path: Path, plan: Plan, row: MakeRow, save: Save
) -> None:
    save("kansli.csv", row("1", 3, note="Ring Anna, 070-174 06 05"), row("2", writer="anna@example.org"))
    record = read_record(tmp_path, plan)
    assert ids(record) == ["1", "2"]
    assert [outcome.note for outcome in record.outcomes] == ["***", ""]
    assert record.rows["row-1"].note == "***"
    assert [problem.line for problem in record.problems] == [2, 3]
    assert "phone number" in record.problems[0].message
    assert not any(secret in repr(record) for secret in ("174", "anna@", "Anna"))


def test_personal_data_where_it_does_not_fit_is_not_repeated(
    tmp_path: Path, plan: Plan, row: MakeRow, save: Save
) -> None:
    save("kansli.csv", row("1", target="900101-2385"), row("2", place="070-174 06 05"))
    (tmp_path / "x.csv").write_text("id;note\nAnna;900101-2385\n")
    record = read_record(tmp_path, plan)
    assert ids(record) == []
    assert len(record.problems) == 5
    assert not any(secret in repr(record) for secret in ("2385", "174", "Anna"))


def test_a_conflict_makes_the_targets_that_read_it_uncertain(
    tmp_path: Path, plan: Plan, row: MakeRow, save: Save
) -> None:
    save("kansli.csv", row("1", 2, of=7, target="board", place="Åmål"), row("2"))
    save("kansli (1).csv", row("1", 3, of=7, target="board", place="Åmål"), row("2"))
    record = read_record(tmp_path, plan)
    assert record.uncertain == ("under30", "board")
    assert [outcome.value for outcome in record.outcomes] == [3, 1]
    assert record.copies == ("kansli (1).csv",)
    assert len(record.problems) == 1


def test_problems_stand_in_the_order_of_files_and_lines(
    tmp_path: Path, plan: Plan, row: MakeRow, save: Save
) -> None:
    path = save("b.csv", row("1", target="x", writer="b"), row("2", Decimal("1.5"), writer="b"))
    path.write_bytes(path.read_bytes() + b"torn")
    save("a.csv", row("3", 1, of=2, writer="a"))
    (tmp_path / "0.csv").mkdir()
    record = read_record(tmp_path, plan)
    assert [(problem.file, problem.line) for problem in record.problems] == [
        ("0.csv", 0),
        ("a.csv", 2),
        ("b.csv", 2),
        ("b.csv", 3),
        ("b.csv", 4),
    ]
