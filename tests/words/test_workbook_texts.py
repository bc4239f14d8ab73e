"""Texts in a workbook: whatever they hold, they are read back as they stand, and run nothing."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lovp.render.grid import Column
from lovp.render.workbook import Book, Figure, sheet_name
from lovp.text import clean_text
from tests.faults.hostile import PILE
from tests.faults.loaded import HIDDEN, SEEN
from tests.workbooks import SHEET, parts, read

DAY = date(2024, 5, 31)
MORE = (
    "<r><t>fet</t></r>",
    "<r></r>",
    "<r>&<b></r>",
    "_x0041_ och _x000D_",
    "x" * 5000,
    "👩\u200d👩\u200d👧 🇸🇪 ❤️",
    "]]> <![CDATA[x]]>",
    " i mitten  två ",
)


def written(text: str) -> bytes:
    """A workbook with the text in every place that takes one."""
    book = Book(text, text, DAY)
    sheet = book.sheet(text)
    sheet.line(text, bold=True)
    columns = (Column(text), Column("två", number=True))
    sheet.rows(columns, [(text, text), ("slut", "slut")])
    book.sheet("Tabell").table((Column("ett"), columns[1]), [(text, Figure(1, "0"))], "Tabell")
    return book.close()


def as_shown(text: str) -> str:
    return re.sub("[\ufffe\uffff]", "\ufffd", clean_text(text))


@given(st.text())
@example("\ufffe\uffff\ud800\x00\x1f")
@example("&G &[Picture] R&G &P &&G")
@example("='x'!A1")
@example("&" * 200)
@example("&G" * 100)
def test_every_text_is_read_back(text: str) -> None:
    found = read(written(text))
    shown = as_shown(text)
    name = sheet_name(text, [])
    assert [row[0] for row in found[name]] == [shown, shown, shown, "slut"]
    assert found["Tabell" if name.casefold() != "tabell" else "Tabell 2"][1][:2] == [shown, 1]


@pytest.mark.parametrize("text", [*SEEN, *HIDDEN, *MORE], ids=ascii)
def test_hostile_texts_are_read_back_and_run_nothing(text: str) -> None:
    content = written(text)
    assert read(content)["Tabell"][1][0] == as_shown(text)
    for root in parts(content).values():
        assert not list(root.iter(f"{SHEET}f"))
        assert not list(root.iter(f"{SHEET}hyperlink"))


def test_a_text_too_long_for_excel_is_cut() -> None:
    cells = read(written("😀" * 20_000 + PILE))["Tabell"]
    assert cells[1][0] == "😀" * (32_767 // 2)


def test_what_is_printed_on_top_keeps_its_signs() -> None:
    heads = {
        text: next(
            root.findtext(f".//{SHEET}oddHeader", "")
            for name, root in parts(written(text)).items()
            if name.endswith("sheet1.xml")
        )
        for text in ("Ek & Gran", "R&G", "x" * 200)
    }
    assert heads == {
        "Ek & Gran": "&LEk && Gran&REk && Gran",
        "R&G": "&LR&& G&RR&& G",
        "x" * 200: f"&L{'x' * 60}&R{'x' * 60}",
    }
