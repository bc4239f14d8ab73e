"""Workbooks made by hand, in the smallest form: .ods, and .xlsx as XlsxWriter does not write it."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "style", "table", "text")
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip archive with these parts, the same bytes on every day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, kind)
    return out.getvalue()


def ods(sheets: Mapping[str, str], *, styles: str = "", hidden: str = "") -> bytes:
    """A workbook whose sheets are these rows, as XML; the `hidden` one has the style ta2."""
    tables = "".join(
        f'<table:table table:name={quoteattr(name)} table:style-name="ta{1 + (name == hidden)}">'
        f"{rows}</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} {_CALC}>{styles}'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/></manifest:manifest>'
    )
    return zipped({"mimetype": _ODS, "META-INF/manifest.xml": manifest, "content.xml": content})


def ods_row(*cells: str, repeated: int = 1, more: str = "") -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{repeated}" {more}>{"".join(cells)}</table:table-row>'
    )


def ods_cell(kind: str = "", value: str = "", text: str = "", more: str = "") -> str:
    """A cell of a kind (float, date, time, boolean, string, or nothing) and its value."""
    if not kind:
        return f"<table:table-cell {more}/>"
    key = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
    attribute = f'office:{key}="{value}"' if kind != "string" else ""
    return (
        f'<table:table-cell office:value-type="{kind}" {attribute} {more}>'
        f"<text:p>{escape(text or value)}</text:p></table:table-cell>"
    )


def xlsx(rows: str, *, calculated: bool = True) -> bytes:
    """A workbook whose one sheet, Blad1, is these rows, as XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    related = f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'{related}officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets>'
        f'<calcPr fullCalcOnLoad="{int(not calculated)}"/></workbook>',
        "xl/_rels/workbook.xml.rels": f'{related}worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return zipped(parts)
