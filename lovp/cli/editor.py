"""The user's text editor: which one it is, and a file opened in it."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from lovp.cells import printable
from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.trouble import why

_ELSEWHERE = ("nano", "vim", "vi")


def named(option: str | None) -> str:
    """The editor that the user has named: by the option, `VISUAL` or `EDITOR`; empty if by none of them."""
    names = (option, os.environ.get("VISUAL"), os.environ.get("EDITOR"))
    return next((name.strip() for name in names if name and name.strip()), "")


def command(text: str, *, windows: bool = sys.platform == "win32") -> list[str]:
    """The program and its arguments, as they are written in a shell: `code --wait`, `"C:/My editor.exe" -n`.

    Where all of it is the path of one file, spaces in it need no quotes. Raises UsageError.
    """
    with suppress(OSError, ValueError):
        if Path(text).is_file():
            return [text]
    # On Windows a backslash is a part of a path, and only double quotes quote.
    lexer = shlex.shlex(text, posix=not windows, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.commenters = ""
    if windows:
        lexer.quotes = '"'
    try:
        words = list(lexer)
    except ValueError:
        raise UsageError(
            _("The editor can't be understood: {text}").format(text=printable(text)),
            _("A quotation mark or a backslash is open. Write it as: code --wait"),
        ) from None
    return [word.strip('"') for word in words] if windows else words


def default() -> list[str]:
    """The editor that a system has. LovpError where there is none."""
    if sys.platform == "win32":
        return ["notepad"]
    if sys.platform == "darwin":
        return ["open", "-W", "-t"]
    for name in _ELSEWHERE:
        if found := shutil.which(name):
            return [found]
    raise LovpError(
        _("There is no text editor here."),
        _("Install nano, or name one: lovp edit --editor PROGRAM"),
    )


def run(words: Sequence[str], file: Path) -> int:
    """Open the file in the editor and wait for it; the code that it ends with. LovpError if none starts."""
    # On Windows a program may be a script (code.cmd), which is only found so.
    program = shutil.which(words[0]) or words[0] if words else ""
    try:
        with _left_to_the_editor():
            return subprocess.run([program, *words[1:], str(file)], check=False).returncode
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else _("the name has a sign that no name can have")
        raise LovpError(
            _("The editor {name} can't be started: {reason}.").format(
                name=printable(words[0] if words else ""), reason=reason
            ),
            _("Name another: lovp edit --editor nano. Nothing was changed."),
        ) from None


@contextmanager
def _left_to_the_editor() -> Iterator[None]:
    """Ctrl-C is for the editor while it is open, not for us who wait for it."""
    former = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)
