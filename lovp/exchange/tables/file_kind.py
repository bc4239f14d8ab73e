"""What a file that someone sent really is, by its content: its name says little.

A spreadsheet system's `.xls` is often a web page or plain text, and a `.csv` sometimes a workbook.
"""

import codecs
import errno
import io
import re
import stat
import zipfile
from pathlib import Path
from typing import Literal, NoReturn

from lovp.errors import LovpError
from lovp.i18n import _
from lovp.trouble import why

Kind = Literal["text", "xlsx", "xlsb", "ods", "xls"]

LARGEST = 100_000_000
"""Bytes of a file; a hundred thousand rows are a tenth of it. It is in memory whole."""

_BEGINNING = 4096
_NOTHING = b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"
"""White space, marks of an encoding, and what a disk that was full has left."""

_LOCKS = ("~$", ".~lock.")
_no_text = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]").search
_WEB = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<style", b"<!--")
_encrypted_package = "EncryptedPackage".encode("utf-16-le")
"""Excel keeps a workbook with a password in a file of the kind of the old .xls."""
_file_pass = re.compile(rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL).search
"""The first record of an .xls (BOF), and after it FilePass ([MS-XLS] 2.4.117): the rest is encrypted."""
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
    """What the content is. Raises LovpError for what is no table, with what to do about it."""
    head = content[:_BEGINNING]
    if head.startswith(b"PK"):
        return _kind_of_zip(content, file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    if head.startswith(b"%PDF"):
        no_table(file, _("a PDF"), _("Ask for the spreadsheet that it was made from."))
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "text"
    start = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith(_WEB) or (start.startswith(b"<?xml") and b"<html" in start):
        no_table(file, _("a web page, whatever its name says"), _save_as())
    if start.startswith(b"<?xml"):
        no_table(file, _("XML"), _save_as())
    if start.startswith(b"{\\rtf"):
        no_table(file, _("a text document"), _save_as())
    if _no_text(head):
        no_table(file, _("neither a spreadsheet nor text"), _save_as())
    return "text"


def has_password(content: bytes, kind: Kind) -> bool:
    """Whether the workbook has to be opened with a password."""
    if kind == "xls":
        return _encrypted_package in content or bool(_file_pass(content))
    if kind == "ods":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"encryption-data" in archive.read("META-INF/manifest.xml")
    return False


def no_table(file: str, what: str, remedy: str) -> NoReturn:
    """Refuse the file for what it is instead of a table."""
    raise LovpError(_("“{file}” is {what}.").format(file=file, what=what), remedy)


def damaged(file: str) -> LovpError:
    """The error for a file that breaks off or makes no sense inside."""
    return LovpError(
        _("“{file}” is damaged, or only a part of it.").format(file=file),
        _("Fetch it once more, or open it in a spreadsheet and save it anew as .xlsx."),
    )


def _save_as() -> str:
    return _("Open it in a spreadsheet, and save it as .xlsx, .ods or .csv.")


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
    if any(name.startswith("Index/") or name == "Index.zip" for name in names):
        no_table(
            file, _("made by Numbers"), _("In Numbers, choose File, Export To, Excel, and send that file.")
        )
    if kind or "word/document.xml" in names or "ppt/presentation.xml" in names:
        no_table(file, _("a document of another kind than a spreadsheet"), _save_as())
    if "[Content_Types].xml" not in names:
        no_table(file, _("a zip archive"), _("Unpack it, and name the file that was in it."))
    return "xlsb" if any(name.endswith("workbook.bin") for name in names) else "xlsx"
