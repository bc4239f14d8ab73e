"""Names of sheets: whatever the areas are called, Excel takes them, and they differ."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from lovp.render.workbook import sheet_name

STRANGE = st.text(
    st.sampled_from("aA'å/\\[]:*? ÅßẞſK\u212aİıΣς😀\ufffe\u0301\t\n") | st.characters(), max_size=70
)


def named(texts: list[str]) -> list[str]:
    names: list[str] = []
    for text in texts:
        names.append(sheet_name(text, names))
    return names


@given(
    st.lists(STRANGE | st.sampled_from(["Studier", "studier", "x" * 40, "History", "HISTORIK"]), max_size=12)
)
def test_excel_takes_every_name(texts: list[str]) -> None:
    names = named(texts)
    assert len({name.casefold() for name in names}) == len(texts)
    workbook = Workbook(io.BytesIO())
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]", name)
        assert name == name.strip("' ")
        assert name.casefold() not in ("history", "historik")
        workbook.add_worksheet(name)


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["Studier", "Skola"], ["Studier", "Skola"]),
        (["Studier", "STUDIER", "studier"], ["Studier", "STUDIER 2", "studier 3"]),
        (["in/ut: [a]*?\\"], ["in-ut- -a----"]),
        (["'citat'"], ["-citat-"]),
        (["", " "], ["–", "– 2"]),
        (["x" * 40, "x" * 31], ["x" * 31, "x" * 29 + " 2"]),
        (["😀 Ung", "R😀"], ["- Ung", "R-"]),
        (["Organisering, internationell verksamhet"], ["Organisering, internationell ve"]),
        (["Historik"], ["Historik 2"]),
    ],
)
def test_names_that_people_give(texts: list[str], names: list[str]) -> None:
    assert named(texts) == names
