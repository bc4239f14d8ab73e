"""`lovp check --tidy`: which copies are folded in, what is left alone, and that no row is lost or doubled."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.errors import LovpError
from lovp.exchange.sharing.tidy import fold, folds
from lovp.model import Outcome
from lovp.record.append import append
from lovp.record.conflict_copies import CopyName, certain_copy, copy_names
from tests.faults.rows import EXCEL, PLAIN, WRAPPED, Cells, Form, meaning
from tests.rows import read_rows

COPIES = {
    # Dropbox, in English and Swedish: the user's name or the computer's.
    "kansli (Anna's conflicted copy 2024-03-12).csv": "Dropbox",
    "kansli (Annas konfliktkopia 2024-03-12).csv": "Dropbox",
    "kansli (DESKTOP-AB12CD3's conflicted copy 2024-03-12 (1)).csv": "Dropbox",
    "kansli (Annas konfliktkopia 2024-03-12) (2).csv": "Dropbox",
    "kansli (conflicted copy 2024-03-12).csv": "Dropbox",
    "kansli (Case Conflict).csv": "Dropbox",
    "kansli (skiftlägeskonflikt).csv": "Dropbox",
    "kansli (Selective Sync Conflict).csv": "Dropbox",
    # Nextcloud: the time to the second, the user where the server takes copies too; older ones after a line.
    "kansli (conflicted copy 2024-03-12 101500).csv": "Nextcloud",
    "kansli (conflicted copy anna 2024-03-12 101500).csv": "Nextcloud",
    "kansli_conflict-20240312-101500.csv": "Nextcloud",
    "kansli (case clash from 2024-03-12 101500).csv": "Nextcloud",
    # Syncthing: the device's first seven signs.
    "kansli.sync-conflict-20240312-101500-ABCDEF7.csv": "Syncthing",
    "kansli.sync-conflict-20240312-101500.csv": "Syncthing",
    # None of these says that it is one.
    "kansli.csv": "",
    "kansli.2.csv": "",
    "kansli - kopia.csv": "",
    "Kopia av kansli.csv": "",
    "kansli (1).csv": "",
    "konfliktkopia.csv": "",
    "kansli-DESKTOP-AB12CD3.csv": "",
}


@pytest.mark.parametrize("name", COPIES)
def test_the_names_that_programs_give(name: str) -> None:
    wanted = CopyName("kansli.csv", COPIES[name]) if COPIES[name] else None
    assert certain_copy(name) == wanted


def test_a_copy_of_a_copy_and_of_a_second_file() -> None:
    assert certain_copy(
        "a (conflicted copy 2024-03-12 101500).sync-conflict-20240312-101500-ABCDEF7.csv"
    ) == (
        "a.csv",
        "Syncthing",
    )
    assert certain_copy("a.2 (Annas konfliktkopia 2024-03-12).csv") == ("a.2.csv", "Dropbox")


def test_onedrives_copies_are_told_from_writers_by_their_rows() -> None:
    """`skola-ung.csv` is a writer's own file, and `skola-PC7.csv` a copy of skola's."""
    names = ["skola.csv", "skola-ung.csv", "skola-PC7.csv", "skola-ung-PC7-2.csv", "ensam-PC7.csv"]
    found = copy_names(names, ["skola-PC7.csv", "skola-ung-PC7-2.csv", "ensam-PC7.csv"])
    assert found == {
        "skola-PC7.csv": ("skola.csv", "OneDrive"),
        "skola-ung-PC7-2.csv": ("skola-ung.csv", "OneDrive"),
    }
    assert copy_names(names, []) == {}


def row(number: int, writer: str = "kansli", value: int = 1, note: str = "") -> Cells:
    row_id = f"01922d67-31e0-7cc1-93a5-{number:012x}"
    logged_at = f"2024-05-28T14:03:{number % 60:02}.000000Z"
    return (row_id, "2024-03-12", "schoolinfo", "Hjo", str(value), "", note, "", writer, logged_at)


COPY = "kansli (conflicted copy 2024-03-12 101500).csv"


def put(year: Path, files: Mapping[str, bytes]) -> None:
    year.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (year / name).write_bytes(data)


def all_rows(year: Path) -> list[Cells]:
    found, problems = read_rows(year)
    assert problems == []
    return [meaning(each.outcome) for each in found]


def test_what_a_copy_holds_more_is_added_as_it_is(tmp_path: Path) -> None:
    more = row(2, note='två, "tre"')
    put(tmp_path, {"kansli.csv": PLAIN.file([row(1)]), COPY: EXCEL.file([row(1), more])})
    (found,) = folds(tmp_path, "kansli")
    assert [meaning(each) for each in found.lacking] == [more]
    fold(tmp_path, COPY, "kansli")
    assert (tmp_path / "kansli.csv").read_bytes() == PLAIN.file([row(1), more])
    assert not (tmp_path / COPY).exists()


def test_where_the_own_file_was_saved_by_a_spreadsheet(tmp_path: Path) -> None:
    put(tmp_path, {"kansli.csv": EXCEL.file([row(1)]), COPY: PLAIN.file([row(1), row(2)])})
    fold(tmp_path, COPY, "kansli")
    assert (tmp_path / "kansli.csv").read_bytes() == EXCEL.file([row(1)])
    assert (tmp_path / "kansli.2.csv").read_bytes() == PLAIN.file([row(2)])


def test_where_only_the_copy_is_left(tmp_path: Path) -> None:
    put(tmp_path, {COPY: PLAIN.file([row(1)])})
    fold(tmp_path, COPY, "kansli")
    assert (tmp_path / "kansli.csv").read_bytes() == PLAIN.file([row(1)])


LEFT = {
    "can't be read": {COPY: PLAIN.file([row(2)]) + b"torn\n"},
    "link": {},
    "another content elsewhere": {COPY: PLAIN.file([row(1, value=2)])},
    "personal data": {COPY: PLAIN.file([row(2, note="ring 070-174 06 05")])},
    "rows of another writer: ung": {COPY: PLAIN.file([row(2, "ung")])},
    "is no writer's file": {"Det här (Annas konfliktkopia 2024-03-12).csv": PLAIN.file([row(2)])},
    "to which skola adds": {
        "skola.csv": PLAIN.file([row(5, "skola")]),
        "skola (conflicted copy 2024-03-12).csv": PLAIN.file([row(6, "skola")]),
    },
}


@pytest.mark.parametrize("why", LEFT)
def test_what_is_left_as_it_is(tmp_path: Path, why: str) -> None:
    put(tmp_path, {"kansli.csv": PLAIN.file([row(1)]), **LEFT[why]})
    if why == "link":
        try:
            (tmp_path / COPY).symlink_to(tmp_path / "kansli.csv")
        except OSError:
            pytest.skip("no links here")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    (found,) = folds(tmp_path, "kansli")
    assert why in found.reason
    assert fold(tmp_path, found.file, "kansli").reason == found.reason
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".lock"}
    assert after == before


def test_another_writers_copy_that_holds_nothing_more_may_go(tmp_path: Path) -> None:
    copy = "skola (conflicted copy 2024-03-12).csv"
    put(
        tmp_path,
        {"skola.csv": PLAIN.file([row(5, "skola"), row(6, "skola")]), copy: PLAIN.file([row(5, "skola")])},
    )
    fold(tmp_path, copy, "kansli")
    assert [path.name for path in tmp_path.glob("*.csv")] == ["skola.csv"]


def test_a_copy_that_changes_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer version comes while the older one is folded in."""
    put(tmp_path, {"kansli.csv": PLAIN.file([row(1)]), COPY: PLAIN.file([row(1), row(2)])})

    def append_late(folder: Path, writer: str, rows: Sequence[Outcome]) -> Path:
        (tmp_path / COPY).write_bytes(PLAIN.file([row(1), row(2), row(3)]))
        return append(folder, writer, rows)

    monkeypatch.setattr("lovp.exchange.sharing.tidy.append", append_late)
    with pytest.raises(LovpError, match="changed by another program"):
        fold(tmp_path, COPY, "kansli")
    monkeypatch.undo()
    fold(tmp_path, COPY, "kansli")
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
    # What is of a computer's is known by the file that it is of, which a copy folded in may make.
    for _round in files:
        for each in folds(year, "kansli"):
            fold(year, each.file, "kansli")
    after = read_rows(year)[0]
    assert {meaning(each.outcome) for each in after} == before
    assert len(read_rows(year)[1]) == problems
    now = [each.outcome.id for each in after if each.file in ("kansli.csv", "kansli.2.csv")]
    assert len(now) - len(own) == len(set(now)) - len(set(own)), "a row was added twice"
    assert all(each.reason for each in folds(year, "kansli"))
