"""Cases: what comes from forms and spreadsheets."""

from pathlib import Path
from unittest.mock import patch

import xlsxwriter

from tests.catalogue.case import Case, Fault, Step, Subject
from tests.catalogue.steps import all_of, closed, folder_named, written
from tests.exchange import test_refused_files as sent
from tests.exchange.writers import zipped

MAPPING = "source: skolbesok\ndate: Dag\nplace: Ort\ntarget: schoolinfo\nvalue: Antal\n"


def mapped(text: str, name: str = "skola") -> Step:
    return written(f"imports/{name}.yaml", text)


def table(name: str, *rows: str) -> Step:
    return written(name, "\n".join(("Dag;Ort;Antal;Anteckning", *rows)) + "\n")


def mapping_of(lines: str) -> str:
    return f"source: s\ndate: D\n{lines}\n"


MAPPINGS = Subject(
    ("Mappningar för import", "Mappings for imports"),
    (
        Case("lovp import svar.csv", kind="plan", step=table("svar.csv", "2024-03-12;Hjo;3;")),
        Case(
            "lovp import svar.csv --mapping skola", kind="plan", step=table("svar.csv", "2024-03-12;Hjo;3;")
        ),
        Case("lovp import in/kobo.csv --mapping skolan", kind="imports"),
        Case("lovp import in/kobo.csv --mapping kurser", kind="imports"),
        Case("lovp import targets.yaml", kind="imports"),
        Case(
            "lovp import svar.csv",
            kind="plan",
            step=all_of(
                table("svar.csv", "2024-03-12;Hjo;3;"),
                mapped(MAPPING),
                mapped(MAPPING, "skolan"),
            ),
        ),
        Case(
            "lovp import svar.csv --suggest --mapping skola",
            kind="plan",
            step=all_of(
                table("svar.csv", "2024-03-12;Hjo;3;"),
                mapped(MAPPING),
            ),
        ),
        Case(
            "lovp check",
            kind="plan",
            out=True,
            step=all_of(
                mapped("date: D\ntarget: schoolinfo\n", "a"),
                mapped(
                    "source: Skolans besök\ndate: no\ntarget: schoolinf\nplase: x\nheader: ett\nvalue: {}\n",
                    "b",
                ),
                mapped(
                    mapping_of(
                        "target: schoolinfo\nplace: {column: P, words: {x: Ek}}\n"
                        "value: {column: V, forms: [D/M], words: [a], approximate: kanske}\n"
                        "skip: [{column: State}]"
                    ),
                    "c",
                ),
                mapped(
                    "source: s\ndate: {column: D, forms: [D.M, dag]}\n"
                    "target: schoolinfo\nvalue: {fixed: många}\n",
                    "d",
                ),
                mapped(mapping_of("outcomes: []"), "e"),
                mapped(mapping_of("outcomes: schoolinfo"), "f"),
                mapped(mapping_of("outcomes:\n- target: schoolinfo\n- target: schoolinfo"), "g"),
                mapped("source: s\ndate: [D]\ntarget: schoolinfo\n", "h"),
                mapped("- source\n", "i"),
                mapped("--- {}\n--- {}\n", "j"),
            ),
        ),
        Case(
            "lovp import svar.csv",
            kind="plan",
            step=all_of(
                table("svar.csv", "2024-03-12;Hjo;3;"),
                mapped("source: Skolans besök\ndate: D\ntarget: schoolinfo\n"),
            ),
        ),
        Case(
            "lovp import svar.csv --suggest",
            kind="plan",
            step=all_of(
                table("svar.csv", "2024-03-12;Hjo;3;"),
                written("imports", "hej"),
            ),
        ),
        Case("lovp check", kind="plan", step=all_of(mapped(MAPPING), closed("imports/skola.yaml"))),
        Case(
            "lovp import svar.csv",
            kind="plan",
            step=all_of(
                table("svar.csv", "2024-03-12;Hjo;3;"), mapped(MAPPING.replace("Antal", "Antal klasser"))
            ),
        ),
        Case(
            "lovp import svar.csv --mapping skola",
            kind="plan",
            step=all_of(
                table("svar.csv", "2024-03-12;Hjo;3;"), mapped(MAPPING.replace("Antal", "Antal klasser"))
            ),
        ),
    ),
)


def refused(name: str, content: bytes) -> Case:
    return Case(f"lovp import {name}", kind="plan", step=written(name, content))


def limited(name: str) -> Fault:
    """As if a file could be no larger than a megabyte, so that a small one will do here."""
    return lambda: patch(f"lovp.exchange.tables.{name}", 1_000_000)


FILES = Subject(
    ("Filer som inte går att importera", "Files that can't be imported"),
    (
        Case("lovp import finns-inte.xlsx", kind="plan"),
        Case("lovp import data", kind="plan", step=folder_named("data")),
        Case("lovp import /dev/null", kind="plan"),
        refused("svar.csv", b""),
        refused("svar.csv", b";;;\n;;\n"),
        refused("protokoll.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"),
        refused("svar.xls", b"<html><table><tr><td>1</td></tr></table></html>"),
        refused("svar.xml", b'<?xml version="1.0"?><Workbook/>'),
        refused("svar.rtf", b"{\\rtf1\\ansi"),
        refused("bild.png", sent.PNG),
        refused("svar.zip", zipped({"svar.csv": "a;b\n"})),
        refused("svar.docx", zipped({"[Content_Types].xml": "", "word/document.xml": ""})),
        refused("svar.numbers", zipped({"Index/Document.iwa": "", "Metadata/Properties.plist": ""})),
        refused("svar.xlsx", sent.OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)),
        refused("svar.xlsx", b"PK\3\4"),
        Case("lovp import '~$svar.xlsx'", kind="plan", step=written("~$svar.xlsx", b"\5Anna" + bytes(60))),
        refused("svar.csv", b"a;b\n1;2\n" * 9 + b"x;y" * 700_000 + b"\n"),
        refused("svar.csv", b'Dag;Ort\n2024-03-12;"Hjo\n'),
        refused("svar.xlsb", sent.far_xlsb()),
        Case(
            "lovp import svar.csv",
            kind="plan",
            step=written("svar.csv", "a;b\n" * 300_000),
            fault=limited("file_kind.LARGEST"),
        ),
        Case(
            "lovp import svar.xlsx",
            kind="plan",
            step=written(
                "svar.xlsx", zipped({"[Content_Types].xml": "", "xl/workbook.xml": bytes(3_000_000)})
            ),
            fault=limited("package.LARGEST_PARTS"),
        ),
        Case(
            "lovp import svar.xlsx",
            kind="plan",
            step=all_of(
                written("svar.xlsx", sent.xlsx()),
                mapped("sheet: Svar\n" + MAPPING),
            ),
        ),
        Case(
            "lovp import svar.xlsx --mapping skola",
            kind="plan",
            step=all_of(
                written("svar.xlsx", sent.xlsx()),
                mapped("sheet: Svar\n" + MAPPING),
            ),
        ),
    ),
)


def odd_cells(folder: Path) -> None:
    """A spreadsheet whose cells are not what they should be."""
    with xlsxwriter.Workbook(str(folder / "svar.xlsx")) as workbook:
        sheet = workbook.add_worksheet("Svar")
        hour = workbook.add_format({"num_format": "hh:mm"})
        sheet.write_row(0, 0, ["Id", "Dag", "Ort", "Antal", "Av", "Mål"])
        rows: list[list[object]] = [
            [1, "2024-03-12", "Hjo", 3, "", "schoolinfo"],
            [1, "2024-03-12", "Hjo", 4, "", "schoolinfo"],
            [2, True, "Hjo", 3, "", "schoolinfo"],
            [3, 45363.25, "Hjo", 3, "", "schoolinfo"],
            [4, "12 mars", "Hjo", True, "", "schoolinfo"],
            [5, "12/3", "Hjo", 3, "", "schoolinfo"],
            [6, "2024-03-12", "Hjo", 8, 7, "unga-ledamoter"],
            [7, "2024-03-12", "Hjo", 8, "", "unga-ledamoter"],
            [8, "2024-03-12", "Hjo", 3, "", ""],
            [9, "2024-03-12", "Hjo", "", 7, "unga-ledamoter"],
            [10, "2024-03-12", "Hjo", 0.25, 7, "unga-ledamoter"],
            [11, 0.25, "Hjo", 3, 7, "unga-ledamoter"],
        ]
        for number, cells in enumerate(rows, 1):
            sheet.write_row(number, 0, cells)
        for column in (1, 3):
            sheet.write_number(10 if column == 3 else 11, column, 0.25, hour)


ANSWERS = "lovp_form,target,date,count,KEY\n,schoolinfo,2024-03-12,3,\n,schoolinfo,2024-03-12,,uuid:1\n"
"""Answers to the program's own form: one has lost its id, and one its number."""


ROWS = Subject(
    ("Rader som inte går att importera", "Rows that can't be imported"),
    (
        Case(
            "lovp import svar.csv --all",
            kind="plan",
            out=True,
            step=all_of(
                mapped(MAPPING),
                table(
                    "svar.csv",
                    "2024-03-12;Hjo;3;",
                    "12/3/24;Hjo;3;",
                    "3/4/2024;Hjo;3;",
                    "31/2/2024;Hjo;3;",
                    "snart;Hjo;3;",
                    "#REF!;Hjo;3;",
                    ";Hjo;3;",
                    "2023-03-12;Hjo;3;",
                    "2024-07-01;Hjo;3;",
                    "2024-03-12;Skvöde;3;",
                    "2024-03-12;Atlantis;3;",
                    "2024-03-12;Hjo;några;",
                    "2024-03-12;Hjo;;",
                    "2024-03-12;Hjo;25 %;",
                    '2024-03-12;Hjo;"\u200b";',
                    "2024-03-12;Hjo;ca 20;",
                    "2024-03-12;Hjo;1,234;",
                    "2024-03-12;Hjo;-3;",
                    "2024-03-12;Hjo;2,5;",
                ),
            ),
        ),
        Case("lovp import in/hand-kept.xlsx --all", kind="imports", out=True),
        Case(
            "lovp import svar.xlsx",
            kind="plan",
            out=True,
            step=all_of(
                mapped(
                    MAPPING.replace("date: Dag", "id: Id\ndate: {column: Dag, forms: [YYMMDD]}").replace(
                        "target: schoolinfo", "target: {column: Mål}"
                    )
                    + "of: Av\n"
                ),
                odd_cells,
            ),
        ),
        Case(
            "lovp import svar.csv",
            kind="plan",
            out=True,
            step=all_of(
                mapped(
                    "source: s\ndate: Dag\nplace: Ort\noutcomes:\n- {target: unga-ledamoter, key: a}\n"
                    "- {target: unga-ledamoter, key: b, value: Antal}\n"
                ),
                table("svar.csv", "2024-03-12;Hjo;3;"),
            ),
        ),
        Case(
            "lovp import svar.csv",
            kind="plan",
            out=True,
            step=all_of(
                mapped(
                    "source: s\ndate: Dag\nplace: Ort\noutcomes:\n"
                    "- {target: unga-ledamoter, value: Antal, of: Anteckning}\n"
                ),
                table("svar.csv", "2024-03-12;Hjo;;7"),
            ),
        ),
        Case("lovp import svar.csv", kind="plan", out=True, step=written("svar.csv", ANSWERS)),
        Case(
            "lovp import svar.csv --cancel-missing --partial",
            kind="plan",
            step=all_of(mapped(MAPPING), table("svar.csv", "snart;Hjo;3;")),
        ),
        Case(
            "lovp import svar.csv --partial --rejects data",
            kind="plan",
            step=all_of(mapped(MAPPING), table("svar.csv", "snart;Hjo;3;"), folder_named("data")),
        ),
    ),
)

SUBJECTS = (MAPPINGS, FILES, ROWS)
