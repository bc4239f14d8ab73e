"""`lovp check --tidy`: which copies are folded in, what is left alone, and that no row is lost or doubled."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.errors import LovpError
from lovp.exchange.sharing.conflict_copies import find_copies, merge_copy
from lovp.model import Outcome
from lovp.record.append import append
from tests.faults.rows import EXCEL, PLAIN, WRAPPED, Cells, Form, meaning
from tests.rows import read_rows

NAMES_OF_COPIES = [
    "kansli-DESKTOP-AB12CD3.csv",  # OneDrive
    "kansli (Anna's conflicted copy 2024-03-12).csv",  # Dropbox
    "kansli (Annas konfliktkopia 2024-03-12) (2).csv",
    "kansli (Case Conflict).csv",
    "kansli (conflicted copy anna 2024-03-12 101500).csv",  # Nextcloud
    "kansli_conflict-20240312-101500.csv",
    "kansli.sync-conflict-20240312-101500-ABCDEF7.csv",  # Syncthing
    "kansli.2 (Annas konfliktkopia 2024-03-12).csv",
    "Kansli - kopia.csv",  # Windows
    "kansli (1).CSV",
]


def row(number: int, writer: str = "kansli", value: int = 1, note: str = "") -> Cells:
    row_id = f"01922d67-31e0-7cc1-93a5-{number:012x}"
    logged_at = f"2024-05-28T14:03:{number % 60:02}.000000Z"
    return (row_id, "2024-03-12", "schoolinfo", "Hjo", str(value), "", note, "", writer, logged_at)


WRONG = "something in it or in kansli.csv is wrong (lovp check shows it)"
OF_ANOTHER = "it holds more than skola.csv, to which skola adds: run lovp check --tidy there"
COPY = "kansli (conflicted copy 2024-03-12 101500).csv"


def put(year: Path, files: Mapping[str, bytes]) -> None:
    year.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (year / name).write_bytes(data)


def tidy(year: Path, writer: str = "kansli") -> list[str]:
    """Fold in what can be; the names that the copies have got."""
    return [merge_copy(each, writer).renamed for each in find_copies(year, writer) if not each.reason]


def test_what_a_copy_holds_more_is_added_as_it_is(tmp_path: Path) -> None:
    more = row(2, note='två, "tre"')
    put(tmp_path, {"kansli.csv": PLAIN.file([row(1)]), COPY: EXCEL.file([row(1), more])})
    (found,) = find_copies(tmp_path, "kansli")
    assert [meaning(each) for each in found.lacking] == [more]
    data = (tmp_path / COPY).read_bytes()
    assert tidy(tmp_path) == [COPY + ".old"]
    assert (tmp_path / "kansli.csv").read_bytes() == PLAIN.file([row(1), more])
    assert (tmp_path / (COPY + ".old")).read_bytes() == data
    assert not (tmp_path / COPY).exists()


@pytest.mark.parametrize("name", NAMES_OF_COPIES)
def test_whatever_name_a_program_gives_it(tmp_path: Path, name: str) -> None:
    put(tmp_path, {"kansli.csv": PLAIN.file([row(1)]), name: PLAIN.file([row(2)])})
    assert tidy(tmp_path) == [f"{name[:-4]}.csv.old"]
    assert (tmp_path / "kansli.csv").read_bytes() == PLAIN.file([row(1), row(2)])


def test_where_the_own_file_was_saved_by_a_spreadsheet(tmp_path: Path) -> None:
    put(tmp_path, {"kansli.csv": EXCEL.file([row(1)]), COPY: PLAIN.file([row(1), row(2)])})
    tidy(tmp_path)
    assert (tmp_path / "kansli.csv").read_bytes() == EXCEL.file([row(1)])
    assert (tmp_path / "kansli.2.csv").read_bytes() == PLAIN.file([row(2)])


def test_where_the_own_file_cannot_be_read_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it holds is not known, and would be added once more."""
    put(tmp_path, {"kansli.csv": PLAIN.file([row(1), row(2)]), COPY: PLAIN.file([row(1)])})
    monkeypatch.setattr("lovp.record.folder.MAX_FILE", (tmp_path / COPY).stat().st_size)
    (found,) = find_copies(tmp_path, "kansli")
    assert found.reason == WRONG


def test_where_only_the_copy_is_left(tmp_path: Path) -> None:
    put(tmp_path, {COPY: PLAIN.file([row(1)])})
    tidy(tmp_path)
    assert (tmp_path / "kansli.csv").read_bytes() == PLAIN.file([row(1)])


LEFT = {
    "can't be read": {COPY: PLAIN.file([row(2)]) + b"torn\n"},
    "another content elsewhere": {COPY: PLAIN.file([row(1, value=2)])},
    "personal data": {COPY: PLAIN.file([row(2, note="ring 070-174 06 05")])},
    "another writer's": {
        "skola.csv": PLAIN.file([row(5, "skola")]),
        "skola (conflicted copy 2024-03-12).csv": PLAIN.file([row(6, "skola")]),
    },
}


@pytest.mark.parametrize("why", LEFT)
def test_what_is_left_as_it_is(tmp_path: Path, why: str) -> None:
    put(tmp_path, {"kansli.csv": PLAIN.file([row(1)]), **LEFT[why]})
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    (found,) = find_copies(tmp_path, "kansli")
    assert found.reason == (WRONG if "kansli" in " ".join(LEFT[why]) else OF_ANOTHER)
    with pytest.raises(LovpError, match="another program"):
        merge_copy(found, "kansli")
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".lock"}
    assert after == before


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("kansli-PC7.csv", [row(1), row(2, "ung")]),
        (COPY, [row(2, "ung")]),
        ("Kopia av kansli.csv", [row(1)]),
        ("ung.csv", [row(1), row(2, "ung")]),
    ],
)
def test_what_is_no_copy_of_one_writers_file(tmp_path: Path, name: str, rows: list[Cells]) -> None:
    put(tmp_path, {"kansli.csv": PLAIN.file([row(1)]), name: PLAIN.file(rows)})
    assert find_copies(tmp_path, "kansli") == []


def test_another_writers_copy_that_holds_nothing_more_may_go(tmp_path: Path) -> None:
    copy = "skola (conflicted copy 2024-03-12).csv"
    put(
        tmp_path,
        {"skola.csv": PLAIN.file([row(5, "skola"), row(6, "skola")]), copy: PLAIN.file([row(5, "skola")])},
    )
    assert tidy(tmp_path) == [copy + ".old"]
    assert [path.name for path in tmp_path.glob("*.csv")] == ["skola.csv"]


def test_a_copy_that_changes_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer version comes while the older one is folded in."""
    put(tmp_path, {"kansli.csv": PLAIN.file([row(1)]), COPY: PLAIN.file([row(1), row(2)])})

    def append_late(folder: Path, writer: str, rows: Sequence[Outcome]) -> Path:
        (tmp_path / COPY).write_bytes(PLAIN.file([row(1), row(2), row(3)]))
        return append(folder, writer, rows)

    monkeypatch.setattr("lovp.exchange.sharing.conflict_copies.append", append_late)
    with pytest.raises(LovpError, match="another program"):
        tidy(tmp_path)
    monkeypatch.undo()
    tidy(tmp_path)
    assert (tmp_path / "kansli.csv").read_bytes() == PLAIN.file([row(1), row(2), row(3)])


NAMES = [
    "kansli.csv",
    "kansli.2.csv",
    COPY,
    "kansli.sync-conflict-20240312-101500-ABCDEF7.csv",
    "kansli-PC7.csv",
    "skola.csv",
    "skola (Annas konfliktkopia 2024-03-12).csv",
    "kansli - kopia.csv",
]


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
    before = {meaning(each.outcome) for each in read_rows(year)[0]}
    problems = len(read_rows(year)[1])
    own = [each.outcome.id for each in read_rows(year)[0] if each.file in ("kansli.csv", "kansli.2.csv")]
    tidy(year)
    after = read_rows(year)[0]
    assert {meaning(each.outcome) for each in after} == before
    assert len(read_rows(year)[1]) == problems
    now = [each.outcome.id for each in after if each.file in ("kansli.csv", "kansli.2.csv")]
    assert len(now) - len(own) == len(set(now)) - len(set(own)), "a row was added twice"
    assert all(each.reason for each in find_copies(year, "kansli"))
