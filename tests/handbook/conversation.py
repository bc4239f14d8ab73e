"""A command that asks, on a terminal of a test's own: what is typed there, and what is on the screen then."""

import time
from pathlib import Path
from typing import Any

import pytest

_ROWS = 300
"""As high as the longest conversation, so that nothing of it leaves the screen."""
_QUIET = 0.05
"""Seconds without a sign after which what is on the screen is looked at."""
_SECONDS = 60
_KEYS = {"^C": "\x03", "^D": "\x04", "Esc": "\x1b"}


def converse(command: str, typed: str, folder: Path, environment: dict[str, str]) -> tuple[str, int]:
    """Run the command, answer its questions in turn, and return the screen as it is then, and the exit code.

    `typed` has the answers between `|`; `^C`, `^D` and `Esc` are those keys.
    """
    pexpect = pytest.importorskip("pexpect")
    import pyte

    columns = int(environment["COLUMNS"])
    screen = pyte.Screen(columns, _ROWS)
    stream = pyte.Stream(screen)
    child = pexpect.spawn(
        "bash",
        ["-c", command],
        cwd=str(folder),
        env=environment | {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "NO_COLOR": "1"},
        encoding="utf-8",
        dimensions=(_ROWS, columns),
    )
    try:
        row = -1
        for answer in typed.split("|"):
            row = _await_question(child, screen, stream, row)
            key = _KEYS.get(answer.strip())
            child.send(key if key else answer.strip() + "\r")
        _await_question(child, screen, stream, row=None)
        child.close()
    finally:
        child.close(force=True)
    return "\n".join(line.rstrip() for line in screen.display).rstrip() + "\n", int(child.exitstatus or 0)


def _await_question(child: Any, screen: Any, stream: Any, row: int | None) -> int:
    """Feed the screen until there is a question in a lower row; with None for the row, until the end."""
    import pexpect

    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        try:
            stream.feed(child.read_nonblocking(size=65536, timeout=_QUIET))
        except pexpect.TIMEOUT:
            before = screen.display[screen.cursor.y][: screen.cursor.x]
            if row is not None and screen.cursor.y > row and before.endswith(": "):
                return int(screen.cursor.y)
        except pexpect.EOF:
            assert row is None, f"ended before all was typed:\n{_shown(screen)}"
            return 0
    raise AssertionError(f"waited in vain:\n{_shown(screen)}")


def _shown(screen: Any) -> str:
    return "\n".join(line.rstrip() for line in screen.display).rstrip()
