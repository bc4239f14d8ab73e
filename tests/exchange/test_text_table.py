"""CSV files as every program saves them: the same rows come out, with the lines on which they begin."""

import codecs
import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.errors import LovpError
from lovp.exchange.tables.rows import tidy
from lovp.exchange.tables.table import Cell, column_letter, read_sheet
from lovp.exchange.tables.text_table import read_text

ROWS = [
    (1, ("Datum", "Ort", "Antal")),
    (2, ("2024-03-12", "Skövde", "3")),
    (3, ("2024-03-13", "Åmål", "1,5")),
    (4, ("2024-03-14", None, "4")),
]
COMMA = 'Datum,Ort,Antal\n2024-03-12,Skövde,3\n2024-03-13,Åmål,"1,5"\n2024-03-14,,4\n'
SEMICOLON = "Datum;Ort;Antal\n2024-03-12;Skövde;3\n2024-03-13;Åmål;1,5\n2024-03-14;;4\n"


def rows(content: bytes | str, *names: str) -> list[tuple[int, tuple[Cell, ...]]]:
    found = read_text(content.encode() if isinstance(content, str) else content, "svar.csv", names)
    return [(row.number, row.cells) for row in found]


@pytest.mark.parametrize("text", [COMMA, SEMICOLON, SEMICOLON.replace(";", "\t")])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_a_program_saves_is_found_out(text: str, end: str, encoding: str) -> None:
    assert rows(text.replace("\n", end).encode(encoding)) == ROWS


def test_utf_16_with_its_bytes_the_other_way_round() -> None:
    assert rows(codecs.BOM_UTF16_BE + SEMICOLON.encode("utf-16-be")) == ROWS


def test_the_last_line_may_have_no_end() -> None:
    assert rows(COMMA.rstrip("\n")) == ROWS


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "\ufeffsep=;"])
def test_the_first_line_may_name_the_separator(first: str) -> None:
    # By their number the commas would win, and the line itself counts.
    text = f"{first}\na,b;c\n1,2;3\n4,5;6\n"
    assert rows(text) == [(2, ("a,b", "c")), (3, ("1,2", "3")), (4, ("4,5", "6"))]


def test_a_separator_that_is_none_is_found_out_instead() -> None:
    assert rows("sep=\na;b\n1;2\n") == [(2, ("a", "b")), (3, ("1", "2"))]
    assert rows("sep=x\na;b\n1;2\n") == [(2, ("a", "b")), (3, ("1", "2"))]


def test_a_cell_with_line_breaks_begins_where_its_row_does() -> None:
    text = 'Ort,Kommentar\r\nHjo,"ett\r\ntvå\r\n\r\ntre"\r\n\r\nTibro,"sa ""ja"""\r\n'
    assert rows(text) == [(1, ("Ort", "Kommentar")), (2, ("Hjo", "ett två tre")), (7, ("Tibro", 'sa "ja"'))]


def test_empty_rows_are_left_out_and_the_numbers_stay_true() -> None:
    assert rows("a;b\n;\n\n \xa0; \n1;2\n") == [(1, ("a", "b")), (5, ("1", "2"))]


def test_decimal_commas_do_not_make_columns() -> None:
    text = "Ort;Andel\n" + "".join(f"Hjo;0,{n}\n" for n in range(1, 40))
    assert rows(text)[:2] == [(1, ("Ort", "Andel")), (2, ("Hjo", "0,1"))]
    # Even when every line, the first too, has as many commas as semicolons.
    assert rows("Ort, kommun;Antal\nHjo, Hjo;3\n")[1] == (2, ("Hjo, Hjo", "3"))


def test_several_answers_in_one_cell_do_not_make_columns() -> None:
    text = "Id,Ort,Vad (A;B),Antal\n" + "".join(f"{n},Hjo,Besök;Möte,2\n" for n in range(9))
    assert rows(text)[1] == (2, ("0", "Hjo", "Besök;Möte", "2"))


def test_answers_with_more_signs_than_the_headers_have() -> None:
    """Boxes that are ticked stand in one cell of the answers, with semicolons between them."""
    text = "Tid,Datum,Kommun,Antal,Ämnen\n" + "1,2024-03-09,Hjo,3,A;B;C;D;E;F;G\n" * 200
    assert rows(text)[0] == (1, ("Tid", "Datum", "Kommun", "Antal", "Ämnen"))
    assert rows(text)[1] == (2, ("1", "2024-03-09", "Hjo", "3", "A;B;C;D;E;F;G"))


def test_the_headers_of_a_mapping_tell_the_delimiter() -> None:
    text = "a;b;c;d\nDATUM, Antal\n2024;03;09;x,3\n1;2;3;4,5\n"
    assert rows(text)[1] == (2, ("DATUM, Antal",))
    assert rows(text, "Datum", "Antal")[1:3] == [(2, ("DATUM", "Antal")), (3, ("2024;03;09;x", "3"))]
    assert rows(text, "Ort")[1] == (2, ("DATUM, Antal",))


def test_rows_that_excel_made_one_cell_each() -> None:
    """A file with commas that was opened and saved by Excel in Swedish: what had quotation marks has more."""
    text = (
        "Tidstämpel,Ort,Antal\r\n"
        '"2024/03/12 2:05:22 em CET,""Skövde, centrum"",""3"""\r\n'
        "2024/03/13 2:05:22 em CET,Hjo,4\r\n"
        '"2024/03/14 2:05:22 em CET,""Tibro\r\neller """"Karlsborg"""""",5"\r\n'
    )
    assert rows(text.encode("cp1252")) == [
        (1, ("Tidstämpel", "Ort", "Antal")),
        (2, ("2024/03/12 2:05:22 em CET", "Skövde, centrum", "3")),
        (3, ("2024/03/13 2:05:22 em CET", "Hjo", "4")),
        (4, ("2024/03/14 2:05:22 em CET", 'Tibro eller "Karlsborg"', "5")),
    ]


def test_a_title_above_the_columns() -> None:
    assert rows("Besök i skolan 2024\n\nDatum,Ort,Antal\n1/2,Hjo,3\n") == [
        (1, ("Besök i skolan 2024",)),
        (3, ("Datum", "Ort", "Antal")),
        (4, ("1/2", "Hjo", "3")),
    ]


def test_one_column() -> None:
    assert rows("Ort\nHjo\nTibro\n") == [(1, ("Ort",)), (2, ("Hjo",)), (3, ("Tibro",))]


def test_texts_are_tidied() -> None:
    # A no-break space, a narrow one, a zero-width one, a decomposed ö, an escape, a tab.
    text = "Ort;Antal\n\xa0 Sko\u0308vde\u200b ;1\u202f234\nA\x1b[31m;\tx\ty \n"
    assert rows(text) == [(1, ("Ort", "Antal")), (2, ("Skövde", "1 234")), (3, ("A[31m", "x y"))]


def test_bytes_that_no_encoding_has_are_left_out() -> None:
    assert rows(b"Ort;Antal\nSk\xf6vde\x81;3\n")[1] == (2, ("Skövde", "3"))


@pytest.mark.parametrize(
    "text",
    [
        'a;b\n1;"2\n3;4\n',  # never closed: row 3 would be lost in it
        'a;b\n1;"2"3\n4;5\n',
        'a;b\n1;"2\n3;4"5\n',
    ],
)
def test_quotation_marks_that_swallow_rows_are_refused(text: str) -> None:
    with pytest.raises(LovpError) as error:
        rows(text)
    assert "“svar.csv”, line 2: a quotation mark" in error.value.message
    assert error.value.remedy


def test_a_quotation_mark_within_a_text_is_a_sign_like_others() -> None:
    assert rows('a;b\n17" skärm;x\n')[1] == (2, ('17" skärm', "x"))


def test_an_endless_line_is_refused() -> None:
    with pytest.raises(LovpError, match="line of more than a megabyte"):
        rows("a;b\n" + "x" * 3_000_000 + "\n1;2\n")


def test_a_long_cell_does_no_harm() -> None:
    """A drawn line on a map, say, in a column that is not read."""
    trace = "57.7 11.9 0 0;" * 20_000
    assert rows(f'a,b\n"{trace}",1\n2,3\n')[1:] == [(2, (trace, "1")), (3, ("2", "3"))]


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp", "Cn"]), min_size=1
)


@given(
    st.integers(2, 6).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=20)
    ),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table_comes_back(table: list[list[str]], delimiter: str, end: str, encoding: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    named = f"sep={delimiter}{end}" + out.getvalue()
    found = rows(named.encode(encoding))
    assert [number for number, _cells in found] == list(range(2, len(table) + 2))
    assert [list(cells) for _number, cells in found] == [[tidy(cell) for cell in row] for row in table]


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_refused(content: bytes) -> None:
    with suppress(LovpError):
        for number, cells in rows(content):
            assert number >= 1
            assert any(cell is not None for cell in cells)


def test_read_sheet_of_a_text_file(tmp_path: Path) -> None:
    file = tmp_path / "svar.csv"
    file.write_bytes(SEMICOLON.encode("cp1252"))
    sheet = read_sheet(file)
    assert sheet.name == ""
    assert [(row.number, row.cells) for row in sheet.rows] == ROWS


def test_column_letters() -> None:
    letters = [column_letter(n) for n in (0, 1, 25, 26, 27, 51, 52, 701, 702, 16383)]
    assert letters == ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA", "XFD"]
