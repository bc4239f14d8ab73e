"""Run one command: choose the language, parse, call, and turn every error into a message and an exit code."""

import codecs
import io
import os
import re
import sys
from collections.abc import Sequence

from lovp import i18n
from lovp.cells import printable
from lovp.errors import FileError, LovpError
from lovp.i18n import _
from lovp.trouble import why

_STAND_INS = dict(
    zip(
        "✓●◐▼✗○·–—−…≤≥≈•┃█░─→”“’‘⚠\N{NO-BREAK SPACE}",
        "+=~vxo.---.<>~*|#.->\"\"''! ",
        strict=True,
    )
)
"""What old character sets write for our signs: a status must not become the “?” that means no data."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (0 to 4, as the documentation lists them)."""
    i18n.use(i18n.from_environment(os.environ))
    _write_what_can_be_written()
    _mind_columns()
    # Imported here, since the texts of the commands are chosen as they are defined.
    from lovp.cli import parser, show

    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if "_LOVP_TAB" in os.environ:
            from lovp.cli import tabbing

            tabbing.answer(os.environ)
            return 0
        called = parser.parse(words)
        if called.given is None:
            from lovp.cli.help import show_help

            show_help(called.command)
        else:
            called.command.function(**called.given)
        sys.stdout.flush()
    except LovpError as error:
        _report(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader (a pager, head) has seen enough.
        show.give_up()
    except KeyboardInterrupt:
        print("\n" + _("Stopped."), file=sys.stderr)
        return 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _report(LovpError(f"{place}{why(error)}."))
        return 1
    return 0


def _report(error: LovpError) -> None:
    if isinstance(error, FileError) and error.problems:
        from lovp.problems import format_problem

        for problem in error.problems:
            print(format_problem(problem) + "\n", file=sys.stderr)
    print(f"lovp: {_harmless(error.message)}", file=sys.stderr)
    for line in error.remedy.splitlines():
        print(f"      {_harmless(line)}", file=sys.stderr)


def _harmless(text: str) -> str:
    """The text on one line, without what a terminal could take for an order: it may repeat what was typed."""
    return printable(text, longest=1000)


def _write_what_can_be_written() -> None:
    """A sign that the output's character set lacks becomes another one, never a crash or a false one."""
    # A service may start a program with its streams closed; then there is nobody to read, or to ask.
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="lovp")


def _mind_columns() -> None:
    """A width that is none is as good as untold: here, and to the libraries, which would stumble over it."""
    if not re.fullmatch("0*[1-9][0-9]{0,3}", os.environ.get("COLUMNS", "")):
        os.environ.pop("COLUMNS", None)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_STAND_INS.get(sign) or _bare(sign) for sign in missing), error.end


def _bare(sign: str) -> str:
    """The letter without its marks: Malmo rather than Malm?; of other signs nothing is known."""
    from unicodedata import normalize

    letter = normalize("NFKD", sign)[0]
    return letter if letter.isascii() else "?"


codecs.register_error("lovp", _replaced)
