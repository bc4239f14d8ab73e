"""CSV files as every program saves them: the same rows come out, with the lines on which they begin."""

import csv
import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lovp.errors import LovpError
from lovp.exchange.tables.cells import Cell, tidy
from lovp.exchange.tables.table import read_sheets

ROWS = [
    (1, ("Datum", "Ort", "Antal")),
    (2, ("2024-03-12", "Skövde", "3")),
    (3, ("2024-03-13", "Åmål", "1,5")),
    (4, ("2024-03-14", None, "4")),
]
COMMA = 'Datum,Ort,Antal\n2024-03-12,Skövde,3\n2024-03-13,Åmål,"1,5"\n2024-03-14,,4\n'
SEMICOLON = "Datum;Ort;Antal\n2024-03-12;Skövde;3\n2024-03-13;Åmål;1,5\n2024-03-14;;4\n"
Rows = Callable[..., list[tuple[int, tuple[Cell, ...]]]]


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """Reads the rows of a file with this content, whose headers are the names."""

    def read(content: bytes | str, *names: str) -> list[tuple[int, tuple[Cell, ...]]]:
        (tmp_path / "svar.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        (sheet,) = read_sheets(tmp_path / "svar.csv", names)
        return [(row.number, row.cells) for row in sheet.rows]

    return read


@pytest.mark.parametrize("text", [COMMA, SEMICOLON, SEMICOLON.replace(";", "\t")])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_a_program_saves_is_found_out(rows: Rows, text: str, end: str, encoding: str) -> None:
    assert rows(text.replace("\n", end).encode(encoding)) == ROWS


@pytest.mark.parametrize(
    ("content", "found"),
    [
        # A cell with line breaks, and an empty line, which is left out.
        (
            'Ort,Kommentar\r\nHjo,"ett\r\ntvå\r\n\r\ntre"\r\n\r\nTibro,"sa ""ja"""\r\n',
            [(1, ("Ort", "Kommentar")), (2, ("Hjo", "ett två tre")), (7, ("Tibro", 'sa "ja"'))],
        ),
        # As many commas as semicolons in every line.
        ("Ort, kommun;Antal\nHjo, Hjo;3\n", [(1, ("Ort, kommun", "Antal")), (2, ("Hjo, Hjo", "3"))]),
        # A no-break space, a narrow one, a zero-width one, a decomposed ö, a tab.
        (
            "Ort;Antal\n\xa0 Sko\u0308vde\u200b ;1\u202f234\nA;\tx\ty \n",
            [(1, ("Ort", "Antal")), (2, ("Skövde", "1 234")), (3, ("A", "x y"))],
        ),
        (b"Ort;Antal\nSk\xf6vde\x81;3\n", [(1, ("Ort", "Antal")), (2, ("Skövde", "3"))]),
        # Saved by Excel in Swedish, which made one cell of each row that had quotation marks.
        (
            'Tid,Ort,Antal\r\n"2024/03/12 2:05:22 em CET,""Skövde, centrum"",""3"""\r\n4,Hjo,4\r\n'
            '"5,""Tibro\r\neller """"Karlsborg"""""",5"\r\n',
            [
                (1, ("Tid", "Ort", "Antal")),
                (2, ("2024/03/12 2:05:22 em CET", "Skövde, centrum", "3")),
                (3, ("4", "Hjo", "4")),
                (4, ("5", 'Tibro eller "Karlsborg"', "5")),
            ],
        ),
    ],
)
def test_rows(rows: Rows, content: bytes | str, found: list[tuple[int, tuple[Cell, ...]]]) -> None:
    assert rows(content)[: len(found)] == found


def test_the_headers_of_a_mapping_tell_the_delimiter(rows: Rows) -> None:
    text = "a;b;c;d\nDATUM, Antal\n2024;03;09;x,3\n1;2;3;4,5\n"
    assert rows(text)[1] == (2, ("DATUM, Antal",))
    assert rows(text, "Datum", "Antal")[1:3] == [(2, ("DATUM", "Antal")), (3, ("2024;03;09;x", "3"))]
    assert rows(text, "Ort")[1] == (2, ("DATUM, Antal",))


@pytest.mark.parametrize(
    "text",
    [
        'a;b\n1;"2\n3;4\n',  # never closed: row 3 would be lost in it
        'a;b\n1;"2"3\n4;5\n',
        'a;b\n1;"2\n3;4"5\n',
    ],
)
def test_what_swallows_rows_is_refused(rows: Rows, text: str) -> None:
    with pytest.raises(LovpError, match="Line 2: a quotation mark"):
        rows(text)


def test_a_long_cell_does_no_harm(rows: Rows) -> None:
    """A drawn line on a map, say, in a column that is not read."""
    trace = "57.7 11.9 0 0;" * 20_000
    assert rows(f'a,b\n"{trace}",1\n2,3\n')[1:] == [(2, (trace, "1")), (3, ("2", "3"))]


HEADERS = ("Datum", "Ort", "Antal")
CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp", "Cn"]), min_size=1
)
one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@one_folder
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=20), st.sampled_from([",", ";", "\t"]))
def test_any_table_comes_back(rows: Rows, table: list[tuple[str, ...]], delimiter: str) -> None:
    table.insert(0, HEADERS)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    found = rows(out.getvalue(), *HEADERS)
    assert found == [(number, tuple(map(tidy, row))) for number, row in enumerate(table, 1)]


@one_folder
@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_refused(rows: Rows, content: bytes) -> None:
    with suppress(LovpError):
        for number, cells in rows(content):
            assert number >= 1
            assert any(cell is not None for cell in cells)
