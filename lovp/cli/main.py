"""Run one command: choose the language, parse, call, and turn every error into a message and an exit code."""

import io
import os
import re
import sys
from collections.abc import Sequence

from lovp import i18n
from lovp.errors import FileError, LovpError, why
from lovp.i18n import _
from lovp.text import composed, printable

_INTERRUPTED = 130  # what Typer returns after Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (0 to 4, as the documentation lists them)."""
    i18n.use(i18n.from_environment(os.environ))
    _prepare_terminal()
    # Imported here, since the texts of the commands are chosen as they are defined.
    from lovp.cli import app, show

    try:
        words = [composed(word) for word in (sys.argv[1:] if arguments is None else arguments)]
        code = app.application().main(words, prog_name="lovp", standalone_mode=False) or 0
        sys.stdout.flush()
    except LovpError as error:
        _report(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader (a pager, head) has seen enough.
        show.discard_output()
        return 0
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _report(LovpError(f"{place}{why(error)}."))
        return LovpError.exit_code
    except SystemExit as left:
        # Typer leaves so once it has answered the shell at Tab.
        return int(left.code or 0)
    if code == _INTERRUPTED:
        print("\n" + _("Stopped."), file=sys.stderr)
        return LovpError.exit_code
    return int(code)


def _report(error: LovpError) -> None:
    from lovp.cli.show import format_problem

    for problem in error.problems if isinstance(error, FileError) else ():
        print(format_problem(problem) + "\n", file=sys.stderr)
    # Without control characters, since they may repeat what was typed.
    print(f"lovp: {printable(error.message, 1000)}", file=sys.stderr)
    for line in error.remedy.splitlines():
        print(f"      {printable(line, 1000)}", file=sys.stderr)


def _prepare_terminal() -> None:
    """Write UTF-8 everywhere: other character sets lack our signs, and some lack å, ä and ö."""
    # A service may start a program with its streams closed; then there is nobody to read, or to ask.
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # Libraries fail on an invalid width.
    if not re.fullmatch("0*[1-9][0-9]{0,3}", os.environ.get("COLUMNS", "")):
        os.environ.pop("COLUMNS", None)
