"""Files and folders as people name them, as they are shown, and as they are written."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from lovp.cells import printable
from lovp.disk import make_folder
from lovp.errors import LovpError, UsageError
from lovp.files import write_whole
from lovp.i18n import _
from lovp.trouble import why

_LONGEST = 1000


def typed(text: str | Path) -> Path:
    """The path that was typed, `~` being the home folder. Raises UsageError for the home of nobody."""
    if not str(text).strip():
        raise UsageError(_("The name of a file or folder is empty."), _("Write it, or leave the option out."))
    if str(text).startswith("~$"):
        return Path(text)  # what Excel puts beside a file that is open: nobody is called so
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise UsageError(
            _("“{text}” is nobody's home folder.").format(text=printable(str(text))),
            _("Write the folder without “~”."),
        ) from None


def absolute(path: Path) -> Path:
    """The path from the top, for use from any folder; a link in it stays a link unless `..` goes past it."""
    whole = path.absolute()
    return whole.parent.resolve() / whole.name if ".." in whole.parts else whole


def shown(path: Path) -> str:
    """The path on one line, as a message may repeat it: nothing in it steers a terminal."""
    return printable(str(path), _LONGEST)


def quoted(path: Path) -> str:
    """The path as it can be typed after a command, on any system."""
    text = shown(path)
    return f'"{text}"' if " " in text else text


def write_files(files: Mapping[Path, bytes], remedy: str, *, folder: Path | None = None) -> None:
    """Write all the files, or none; make the folder that they lie in first, if one is given.

    Raises LovpError with the reason and the remedy where they can't be written.
    """
    try:
        if folder is not None:
            make_folder(folder)
        write_whole(files)
    except OSError as error:
        if folder is not None:
            message = _("{folder} can't be written to: {reason}.").format(
                folder=shown(folder), reason=why(error)
            )
        else:
            message = _("{file} can't be written: {reason}.").format(
                file=shown(next(iter(files))), reason=why(error)
            )
        raise LovpError(message, remedy) from None


def program(called: str, python: str) -> tuple[str, ...]:
    """The words that start this program from any folder, from how it was called (`sys.argv[0]`)."""
    # On Windows, what starts the program takes the ending off its name.
    found = shutil.which(called) or shutil.which(f"{called}.exe")
    if found is None or Path(found).stem.lower() != "lovp":
        return (python, "-m", "lovp")
    return (str(absolute(Path(found))),)
