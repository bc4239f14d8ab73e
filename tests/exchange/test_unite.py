"""The union of two versions of the record's files: nothing lost, nothing twice, whatever happened to them."""

from collections.abc import Sequence
from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from lovp.exchange.sharing.content import content
from lovp.exchange.sharing.unite import unite
from lovp.model import Outcome
from tests.faults.rows import EXCEL, EXCEL_UTF8, MOVED, PLAIN, WRAPPED, Cells, Form, meaning

NOTES = ("", "två, tre", 'Åk 9, "Ung"; se pm', "=1+1", "20 st – “halv” dag", "a;b;c")
FORMS = (PLAIN, PLAIN, PLAIN, EXCEL, EXCEL_UTF8, WRAPPED, MOVED)
NAMES = ("data/2024/kansli.csv", "data/2024/ung.csv", "data/2024/kansli - kopia.csv")


def row(number: int, variant: int = 0) -> Cells:
    row_id = f"01922d67-31e0-7cc1-93a5-{number:012x}"
    note = NOTES[number % len(NOTES)]
    logged_at = f"2024-05-28T14:03:{number % 60:02}.{variant:06}Z"
    return (row_id, "2024-03-12", "grund", "Hjo", str(number), "", note, "", "kansli", logged_at)


Version = dict[str, tuple[Form, list[Cells]]]
"""Files by path: their form and their rows."""

rows = st.lists(st.integers(0, 12), unique=True, max_size=8).map(lambda found: [row(n) for n in found])
files = st.dictionaries(st.sampled_from(NAMES), st.tuples(st.sampled_from(FORMS), rows), max_size=3)


@st.composite
def later(draw: st.DrawFn, base: Version) -> Version:
    """What became of the files: rows added, taken out, files deleted, renamed, saved in another form."""
    found: Version = {}
    for name, (form, lines) in base.items():
        what = draw(st.sampled_from(["same", "added", "added", "taken out", "deleted", "saved", "sorted"]))
        new = draw(rows)
        if what == "deleted":
            continue
        if what == "added":
            lines = [*lines, *(each for each in new if each not in lines)]
        if what == "taken out":
            lines = [each for each in lines if each not in new]
        if what == "sorted":
            lines = sorted(lines, key=itemgetter(4))
        found[name] = (draw(st.sampled_from(FORMS)) if what == "saved" else form, lines)
    return found | draw(files) if draw(st.booleans()) else found


def as_bytes(version: Version, end: bool = True) -> dict[str, bytes | None]:
    made = {name: form.file(lines) for name, (form, lines) in version.items()}
    return {name: data if end else data.rstrip(b"\r\n") for name, data in made.items()}


def said(result: dict[str, bytes | None]) -> list[Cells]:
    found: list[Cells] = []
    for data in result.values():
        entries = content(data).entries
        assert all(isinstance(entry, Outcome) for entry in entries)
        found += [meaning(entry) for entry in entries if isinstance(entry, Outcome)]
    return found


def all_rows(*versions: Version) -> set[Cells]:
    return {each for version in versions for _form, lines in version.values() for each in lines}


@given(st.data(), files, st.booleans())
def test_every_row_of_either_side_is_there(data: st.DataObject, base: Version, end: bool) -> None:
    ours, theirs = data.draw(later(base)), data.draw(later(base))
    result = unite(as_bytes(base), as_bytes(ours, end), as_bytes(theirs)).files
    found = said(result)
    # A row that both sides took out may go; nothing else is lost, and nothing comes from nowhere.
    assert all_rows(ours, theirs) <= set(found)
    assert set(found) <= all_rows(ours, theirs, base)
    for one in result.values():
        assert one is None or (len(set(content(one).entries)) == len(content(one).entries))


@given(st.data(), files)
def test_a_row_is_lost_to_neither_side_alone(data: st.DataObject, base: Version) -> None:
    ours = data.draw(later(base))
    result = unite(as_bytes(base), as_bytes(ours), as_bytes(base))
    assert all_rows(base, ours) == set(said(result.files))
    other = unite(as_bytes(base), as_bytes(base), as_bytes(ours))
    assert all_rows(base, ours) == set(said(other.files))


@given(st.data(), files)
def test_uniting_again_changes_nothing(data: st.DataObject, base: Version) -> None:
    ours, theirs = data.draw(later(base)), data.draw(later(base))
    once = unite(as_bytes(base), as_bytes(ours), as_bytes(theirs)).files
    there = {name: one for name, one in once.items() if one is not None}
    assert unite(as_bytes(ours), there, there).files.items() >= there.items()
    again = unite(as_bytes(theirs), there, as_bytes(theirs)).files
    assert set(said(again)) == set(said(once))


@given(st.lists(st.binary(max_size=200), min_size=3, max_size=3))
def test_what_is_no_record_is_kept_whole(data: Sequence[bytes]) -> None:
    base, ours, theirs = ({"data/2024/x.csv": each} for each in data)
    result = unite(base, ours, theirs).files
    lines = {line for each in result.values() for line in (each or b"").split(b"\n")}
    if ours != theirs and base not in (ours, theirs):
        for side in data[1:]:
            whole = set(side.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
            assert whole <= lines | {b""} or side in result.values()


def test_a_file_that_only_grew_is_taken_as_it_is() -> None:
    start = PLAIN.file([row(1)])
    grown = start + PLAIN.row(row(2))
    name = NAMES[0]
    assert unite({name: start}, {name: start}, {name: grown}).files == {name: grown}
    assert unite({name: start}, {name: grown}, {name: start}).files == {name: grown}
    # The others' lines first, then ours: what was sent is never put in another order.
    mine = start + PLAIN.row(row(3))
    assert unite({name: start}, {name: mine}, {name: grown}).files == {name: grown + PLAIN.row(row(3))}


def test_what_comes_back_is_counted() -> None:
    name = NAMES[0]
    base = {name: PLAIN.file([row(1), row(2), row(3)])}
    united = unite(base, {name: PLAIN.file([row(2)])}, base)
    assert united.back == {name: 2}
    assert united.files == base
    assert unite(base, {}, base).back == {name: 3}
    # In another file it is there all the same.
    moved = {"data/2024/ny.csv": base[name]}
    united = unite(base, moved, base)
    assert (united.back, united.files) == ({}, {name: None, **moved})


def test_the_other_files_are_asked_only_where_something_was_taken_out() -> None:
    name = NAMES[0]
    base = {name: PLAIN.file([row(1), row(2)])}
    less = {name: PLAIN.file([row(1)])}
    united = unite(base, less, base, lambda: [PLAIN.file([row(2)])])
    assert (united.back, united.files) == ({}, less)
