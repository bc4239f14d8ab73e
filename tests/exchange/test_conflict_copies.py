"""`lovp check --tidy`: which copies are folded in, what is left alone, and that no row is lost or doubled."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.errors import LovpError
from lovp.exchange.sharing.conflict_copies import fold_in
from lovp.model import Outcome
from lovp.record.append import append
from tests.faults.rows import EXCEL, PLAIN, WRAPPED, Cells, Form
from tests.rows import read_rows


def row(number: int, writer: str = "kansli", value: int = 1, note: str = "") -> Cells:
    row_id = f"01922d67-31e0-7cc1-93a5-{number:012x}"
    logged_at = f"2024-05-28T14:03:{number % 60:02}.000000Z"
    return (row_id, "2024-03-12", "schoolinfo", "Hjo", str(value), "", note, "", writer, logged_at)


COPY = "kansli (conflicted copy 2024-03-12 101500).csv"


def put(year: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (year / name).write_bytes(data)


@pytest.mark.parametrize(
    "copied", [PLAIN.file([row(1, value=2)]), PLAIN.file([row(2, note="ring 070-174 06 05")])]
)
def test_what_contradicts_the_record_or_is_personal_is_left_as_it_is(tmp_path: Path, copied: bytes) -> None:
    files = {"kansli.csv": PLAIN.file([row(1)]), COPY: copied}
    put(tmp_path, files)
    (found,) = fold_in(tmp_path, "kansli")
    assert found.reason
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_a_copy_that_changes_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer version comes while the older one is folded in."""
    put(tmp_path, {"kansli.csv": PLAIN.file([row(1)]), COPY: PLAIN.file([row(1), row(2)])})

    def append_late(folder: Path, writer: str, rows: Sequence[Outcome]) -> Path:
        (tmp_path / COPY).write_bytes(PLAIN.file([row(1), row(2), row(3)]))
        return append(folder, writer, rows)

    monkeypatch.setattr("lovp.exchange.sharing.conflict_copies.append", append_late)
    with pytest.raises(LovpError, match="another program"):
        list(fold_in(tmp_path, "kansli"))
    monkeypatch.undo()
    assert [each.rows for each in fold_in(tmp_path, "kansli")] == [1]
    assert (tmp_path / COPY.replace(".csv", ".csv.old")).exists()
    assert (tmp_path / "kansli.csv").read_bytes() == PLAIN.file([row(1), row(2), row(3)])


NAMES = ["kansli.csv", "kansli.2.csv", COPY, "kansli-PC7.csv", "skola.csv", "skola (1).csv"]


@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.tuples(
            st.sampled_from([PLAIN, PLAIN, EXCEL, WRAPPED]),
            st.lists(st.tuples(st.integers(0, 9), st.sampled_from([1, 1, 1, 2])), max_size=5, unique=True),
            st.booleans(),
        ),
        min_size=1,
    )
)
def test_no_row_is_lost_or_doubled_whatever_the_files_hold(
    tmp_path_factory: pytest.TempPathFactory,
    files: dict[str, tuple[Form, list[tuple[int, int]], bool]],
) -> None:
    year = tmp_path_factory.mktemp("year")
    for name, (form, numbers, torn) in files.items():
        writer = "skola" if name.startswith("skola") else "kansli"
        rows = [row(number + 10 * (writer == "skola"), writer, value) for number, value in numbers]
        put(year, {name: form.file(rows) + (b"torn\n" if torn and name != "kansli.csv" else b"")})
    own = ("kansli.csv", "kansli.2.csv")
    before, problems = read_rows(year)
    list(fold_in(year, "kansli"))
    after, now = read_rows(year)
    assert {each.cells for each in after} == {each.cells for each in before}
    assert len(now) == len(problems)
    doubled = [
        len(ids) - len(set(ids))
        for ids in ([r.cells[0] for r in rows if r.file in own] for rows in (before, after))
    ]
    assert doubled[0] == doubled[1], "a row was added twice"
    assert all(each.reason for each in fold_in(year, "kansli"))
