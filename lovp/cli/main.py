"""Run one command: choose the language, parse, call, and turn every error into a message and an exit code."""

import os
import sys
from collections.abc import Sequence

from lovp import i18n
from lovp.errors import LovpError, PlanError
from lovp.i18n import _
from lovp.trouble import why

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (0 to 4, as the documentation lists them)."""
    i18n.use(i18n.from_environment(os.environ))
    _write_what_can_be_written()
    # Imported here, since the texts of the commands are chosen as they are defined.
    from lovp.cli import app, usage

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
    except (KeyboardInterrupt, EOFError, usage.Abort):
        return _stopped()
    except BrokenPipeError:
        # The reader (a pager, head) has seen enough; the interpreter must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        _report(LovpError(_("{file}: {reason}").format(file=error.filename or "", reason=why(error))))
        return 1
    if code == _INTERRUPTED:
        return _stopped()
    return code if isinstance(code, int) else 0


def _stopped() -> int:
    """Ctrl-C, Ctrl-D or Esc at a question: nothing has been written, since writing is the last step."""
    print("\n" + _("Stopped. Nothing was saved."), file=sys.stderr)
    return 1


def _report(error: LovpError) -> None:
    if isinstance(error, PlanError) and error.problems:
        from lovp.problems import format_problem

        for problem in error.problems:
            print(format_problem(problem) + "\n", file=sys.stderr)
    print(f"lovp: {error.message}", file=sys.stderr)
    if error.remedy:
        print(f"      {error.remedy}", file=sys.stderr)


def _write_what_can_be_written() -> None:
    """A character that the terminal's character set lacks becomes a question mark, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
