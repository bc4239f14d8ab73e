"""What a file that someone sent really is, by its content: its name says little.

A spreadsheet system's `.xls` is often a web page or plain text, and a `.csv` sometimes a workbook.
"""

import codecs
import errno
import io
import stat
import zipfile
from pathlib import Path
from typing import Literal, NoReturn

from lovp.errors import LovpError
from lovp.i18n import _
from lovp.trouble import why

Kind = Literal["text", "xlsx", "ods"]

LARGEST = 100_000_000
"""Bytes of a file; a hundred thousand rows are a tenth of it. It is in memory whole."""

_BEGINNING = 4096
_NOTHING = b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"
"""White space, marks of an encoding, and what a disk that was full has left."""
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\x0b\x0c\r"})

_LOCKS = ("~$", ".~lock.")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<style", b"<!--")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Excel keeps a workbook with a password in a file of the kind of the old .xls."""
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def content_of(path: Path, file: str) -> bytes:
    """The bytes of the file; `file` is its name in messages.

    Raises LovpError for what is no file, can't be opened, is empty or too big.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise LovpError(_("“{file}” is a folder.").format(file=file), _("Name one file in it."))
        if path.name.startswith(_LOCKS):
            raise LovpError(
                _("“{file}” only says that a spreadsheet is open.").format(file=file),
                _("Name the spreadsheet itself, without the signs before its name."),
            )
        if not stat.S_ISREG(status.st_mode):
            raise LovpError(_("“{file}” is not a file.").format(file=file), _("Name a file."))
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        # A name with a NUL in it is no name of any file: that is the ValueError.
        fault = error if isinstance(error, OSError) else FileNotFoundError(errno.ENOENT, "")
        raise LovpError(
            _("“{file}” can't be read: {why}.").format(file=file, why=why(fault)),
            _("Check the name, and close the file in other programs."),
        ) from error
    if len(content) > LARGEST:
        raise LovpError(
            _("“{file}” is too big: more than {megabytes} megabytes.").format(
                file=file, megabytes=LARGEST // 1_000_000
            ),
            _("Save the rows that are needed as a file of their own."),
        )
    if not content.strip(_NOTHING):
        raise LovpError(_("“{file}” is empty.").format(file=file), _("Fetch or save it once more."))
    return content


def kind_of(content: bytes, file: str) -> Kind:
    """What the content is. Raises LovpError for what is no table that can be read."""
    head = content[:_BEGINNING]
    start = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if head.startswith(b"PK"):
        return _kind_of_zip(content, file)
    if head.startswith(_OLD):
        if _ENCRYPTED in content:
            refuse_password(file)
        _refuse(file, _("in Excel's old format (.xls)"))
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "text"
    if start.startswith(b"%pdf"):
        _refuse(file, _("a PDF"), _("Ask for the spreadsheet that it was made from."))
    if start.startswith(_WEB) or (start.startswith(b"<?xml") and b"<html" in start):
        _refuse(file, _("a web page, whatever its name says"))
    if start.startswith((b"<?xml", b"{\\rtf")) or head.translate(None, _CONTROLS) != head:
        _refuse(file, _("neither a spreadsheet nor text"))
    return "text"


def refuse_password(file: str) -> NoReturn:
    """Raise the error for a workbook that can't be opened without a password."""
    raise LovpError(
        _("“{file}” has a password.").format(file=file),
        _("Open it in a spreadsheet, and save a copy without one."),
    )


def damaged(file: str) -> LovpError:
    """The error for a file that breaks off or makes no sense inside."""
    return LovpError(
        _("“{file}” is damaged, or only a part of it.").format(file=file),
        _("Fetch it once more, or open it in a spreadsheet and save it anew as .xlsx."),
    )


def _refuse(file: str, what: str, remedy: str = "") -> NoReturn:
    """Refuse the file for what it is instead of a table."""
    remedy = remedy or _("Open it in a spreadsheet, and save it as .xlsx.")
    raise LovpError(_("“{file}” is {what}.").format(file=file, what=what), remedy)


def _kind_of_zip(content: bytes, file: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100].strip() if "mimetype" in names else b""
    except Exception as error:
        # zipfile has many ways to say so.
        raise damaged(file) from error
    if kind.startswith(_ODS):
        return "ods"
    if any(name.startswith("Index") for name in names):
        _refuse(
            file, _("made by Numbers"), _("In Numbers, choose File, Export To, Excel, and send that file.")
        )
    if kind or {"word/document.xml", "ppt/presentation.xml"} & names:
        _refuse(file, _("a document of another kind than a spreadsheet"))
    if "[Content_Types].xml" not in names:
        _refuse(file, _("a zip archive"), _("Unpack it, and name the file that was in it."))
    if "xl/workbook.bin" in names:
        _refuse(file, _("in Excel's binary format (.xlsb)"))
    return "xlsx"
