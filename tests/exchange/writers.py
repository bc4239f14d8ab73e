"""Workbooks of the kinds that XlsxWriter does not write, in the smallest form: .ods and .xlsb."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
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


def ods(sheets: Mapping[str, str]) -> bytes:
    """A workbook whose sheets are these rows, as XML."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>{rows}</table:table>" for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} {_CALC}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/></manifest:manifest>'
    )
    return zipped({"mimetype": _ODS, "META-INF/manifest.xml": manifest, "content.xml": content})


def ods_row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


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


def ods_error(text: str) -> str:
    """What LibreOffice writes for a formula that shows an error."""
    return (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        f'calcext:value-type="error"><text:p>{text}</text:p></table:table-cell>'
    )


def xlsb(sheets: Mapping[str, bytes]) -> bytes:
    """A workbook in Excel's binary format whose sheets have these records."""
    content = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    )
    bundle = b"".join(
        record(0x9C, struct.pack("<II", 0, number) + _wide(f"rId{number}") + _wide(name))
        for number, name in enumerate(sheets, 1)
    )
    workbook = record(0x83) + record(0x8F) + bundle + record(0x90) + record(0x84)
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": content,
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/workbook.bin": workbook,
        "xl/_rels/workbook.bin.rels": _relations(
            {
                f"rId{number}": ("worksheet", f"worksheets/sheet{number}.bin")
                for number in range(1, len(sheets) + 1)
            }
        ),
    }
    for number, body in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{number}.bin"] = (
            record(0x81) + record(0x94, struct.pack("<4I", 0, 9, 0, 9)) + record(0x91) + body
        )
    return zipped(parts)


def record(kind: int, body: bytes = b"") -> bytes:
    """One record: its type, its size, its content."""
    return _variable(kind) + _variable(len(body)) + body


def xlsb_rows(rows: Sequence[Sequence[str | float | bool | bytes | None]]) -> bytes:
    """The records of these rows and of the end of the cells; one byte is the code of an error."""
    out = bytearray()
    for number, row in enumerate(rows):
        out += record(0, struct.pack("<I", number) + bytes(13))
        for column, value in enumerate(row):
            head = struct.pack("<II", column, 0)
            if isinstance(value, bytes):
                out += record(3, head + value)
            elif isinstance(value, bool):
                out += record(4, head + bytes([value]))
            elif isinstance(value, float | int):
                out += record(5, head + struct.pack("<d", value))
            elif isinstance(value, str):
                out += record(6, head + _wide(value))
    return bytes(out + record(0x92))


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _variable(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="{key}" Type="{office}/{kind}" Target="{target}"/>'
            for key, (kind, target) in targets.items()
        )
        + "</Relationships>"
    )
