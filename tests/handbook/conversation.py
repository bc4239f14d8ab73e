"""A command that asks, on a terminal of its own: what is typed there, and what is on the screen then."""

from pathlib import Path

import pytest

_ROWS = 300
"""As high as the longest conversation, so that nothing of it leaves the screen."""
_QUIET = 0.05
"""Seconds without a sign after which what is on the screen is looked at; at most for a minute."""


def converse(command: str, typed: str, folder: Path, environment: dict[str, str]) -> tuple[str, int]:
    """Answer the command's questions with what stands between `|`; the screen then, and the exit code."""
    pexpect = pytest.importorskip("pexpect")
    pyte = pytest.importorskip("pyte")
    columns = int(environment["COLUMNS"])
    screen = pyte.Screen(columns, _ROWS)
    stream = pyte.Stream(screen)
    child = pexpect.spawn(
        "bash",
        ["-c", command],
        cwd=str(folder),
        env=environment | {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "NO_COLOR": "1"},
        encoding="utf-8",
        timeout=_QUIET,
        dimensions=(_ROWS, columns),
    )
    answers, row = typed.split("|"), -1
    for _look in range(round(60 / _QUIET)):
        try:
            stream.feed(child.read_nonblocking(size=65536, timeout=_QUIET))
        except pexpect.TIMEOUT:
            before = screen.display[screen.cursor.y][: screen.cursor.x]
            if answers and screen.cursor.y > row and before.endswith((": ", "> ", "] ")):
                row = screen.cursor.y
                answer = answers.pop(0).strip()
                child.send("\x1b" if answer == "Esc" else answer + "\r")
        except pexpect.EOF:
            break
    child.close(force=True)
    shown = "\n".join(line.rstrip() for line in screen.display).rstrip() + "\n"
    return shown, int(child.exitstatus or 0)
