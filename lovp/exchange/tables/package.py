"""A workbook's zip archive: its parts, none bigger than a workbook's, and which of them holds which sheet."""

import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from lovp.errors import LovpError
from lovp.i18n import _

LARGEST_PARTS = 500_000_000
"""Bytes of all parts, unpacked; a hundred thousand rows take a tenth of it, or a third as .ods."""

_CHUNK = 1 << 18
_DOCUMENT = "/officeDocument"
_BUNDLE_SHEET = 0x9C


class Package:
    """The parts of a workbook. Names count without capitals, and with either slash."""

    def __init__(self, content: bytes, file: str) -> None:
        """Raises LovpError where the archive is damaged, or would become too big."""
        self.file = file
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        parts = self._archive.infolist()
        if sum(part.file_size for part in parts) > LARGEST_PARTS:
            raise LovpError(
                _("“{file}” is too big: more than {megabytes} megabytes when it is unpacked.").format(
                    file=file, megabytes=LARGEST_PARTS // 1_000_000
                ),
                _("Save the rows that are needed as a file of their own."),
            )
        self._parts = {_plain(part.filename): part for part in parts}

    def chunks(self, part: str) -> Iterator[bytes]:
        """The content of the part, bit by bit. Raises KeyError, and what zipfile raises for a damaged one."""
        with self._archive.open(self._parts[_plain(part)]) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def content(self, part: str) -> bytes:
        """The whole content of the part. Raises as `chunks` does."""
        return b"".join(self.chunks(part))

    def sheet_parts(self) -> dict[str, str]:
        """The part with the cells of each sheet, by its name. Raises KeyError or others: it is damaged."""
        workbook = next(target for kind, target in self._relations("").values() if kind.endswith(_DOCUMENT))
        identifiers = _bundled(self.content(workbook)) if workbook.endswith(".bin") else self._named(workbook)
        relations = self._relations(workbook)
        return {sheet: relations[identifier][1] for sheet, identifier in identifiers.items()}

    def _named(self, workbook: str) -> dict[str, str]:
        """The relation of each sheet, by the sheet's name."""
        root = ElementTree.fromstring(self.content(workbook))  # noqa: S314 - expat limits what entities become
        return {
            sheet.get("name", ""): value
            for sheet in root.findall(".//{*}sheet")
            for key, value in sheet.items()
            if key.endswith("}id")
        }

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The kind and the part that each relation of a part leads to."""
        folder, name = posixpath.split(part)
        content = self.content(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {
            relation.get("Id", ""): (
                relation.get("Type", ""),
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in ElementTree.fromstring(content)  # noqa: S314 - as above
        }


def records(data: bytes) -> Iterator[tuple[int, memoryview]]:
    """The records of a part in Excel's binary format, as their type and content ([MS-XLSB] 2.1.4).

    Raises EOFError or IndexError where the part breaks off.
    """
    view = memoryview(data)
    at = 0
    while at < len(data):
        kind, at = _variable(data, at, 2)
        size, at = _variable(data, at, 4)
        if at + size > len(data):
            raise EOFError
        yield kind, view[at : at + size]
        at += size


def _variable(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number of one byte or a few, seven bits in each, and where it ends."""
    number = 0
    for index in range(longest):
        byte = data[at + index]
        number |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            break
    return number, at + index + 1


def _bundled(workbook: bytes) -> dict[str, str]:
    """The relation of each sheet by the sheet's name, in Excel's binary format ([MS-XLSB] 2.4.304)."""
    found = {}
    for kind, body in records(workbook):
        if kind == _BUNDLE_SHEET:
            texts = []
            at = 8
            for _text in ("relation", "name"):
                (length,) = struct.unpack_from("<I", body, at)
                texts.append(bytes(body[at + 4 : at + 4 + 2 * length]).decode("utf-16-le"))
                at += 4 + 2 * length
            found[texts[1]] = texts[0]
    return found


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
