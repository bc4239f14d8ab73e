"""Run one command: choose the language, parse, call, and turn every error into a message and an exit code."""

import codecs
import io
import os
import sys
from collections.abc import Sequence

from lovp import i18n
from lovp.cells import printable
from lovp.errors import LovpError, PlanError
from lovp.i18n import _
from lovp.trouble import why

_INTERRUPTED = 130
_STAND_INS = dict(zip("✓●◐▼✗○·–−…≤•┃█░─”“ ⚠", '+=~vxo.--.<*|#.-"" !', strict=True))
"""What old character sets write for our signs: a status must not become the “?” that means no data."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (0 to 4, as the documentation lists them)."""
    i18n.use(i18n.from_environment(os.environ))
    _write_what_can_be_written()
    # Imported here, since the texts of the commands are chosen as they are defined.
    from lovp.cli import app, show, usage

    try:
        code = app.build()(
            args=list(sys.argv[1:] if arguments is None else arguments),
            prog_name="lovp",
            standalone_mode=False,
        )
        sys.stdout.flush()
    except LovpError as error:
        _report(error)
        return error.exit_code
    except usage.PARSING_ERRORS as error:
        _report(usage.translated(error))
        return 2
    except BrokenPipeError:
        # The reader (a pager, head) has seen enough.
        show.give_up()
        return 0
    except (KeyboardInterrupt, usage.Abort):
        return _stopped()
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _report(LovpError(f"{place}{why(error)}."))
        return 1
    if code == _INTERRUPTED:
        return _stopped()
    return code if isinstance(code, int) else 0


def _stopped() -> int:
    print("\n" + _("Stopped."), file=sys.stderr)
    return 1


def _report(error: LovpError) -> None:
    if isinstance(error, PlanError) and error.problems:
        from lovp.problems import format_problem

        for problem in error.problems:
            print(format_problem(problem) + "\n", file=sys.stderr)
    print(f"lovp: {_harmless(error.message)}", file=sys.stderr)
    if error.remedy:
        print(f"      {_harmless(error.remedy)}", file=sys.stderr)


def _harmless(text: str) -> str:
    """The text without what a terminal could take for an order, since it may repeat what was typed."""
    return "\n".join(printable(line, longest=1000) for line in text.split("\n"))


def _write_what_can_be_written() -> None:
    """A sign that the output's character set lacks becomes another one, never a crash or a false one."""
    codecs.register_error("lovp", _replaced)
    # A service may start a program with its streams closed; then there is nobody to read, or to ask.
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="lovp")


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_STAND_INS.get(sign, "?") for sign in missing), error.end
