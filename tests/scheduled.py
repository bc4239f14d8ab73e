"""A folder whose reports are written on a schedule, and a command run as cron runs it, without cron."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from lovp.dates import Month

NAME = "Åsas 100 % & $HOME"
"""Of a folder: with what cron, a shell, systemd and Windows each take for something else."""

_PLAN = """\
organisation: LO-distriktet i Exempel
year: {year}
language: sv
areas:
  - id: skola
    name: Skola
    targets:
      - {{id: besok, name: Besök på skolor, measure: sum, goal: 12, unit: besök, source: Minst tolv besök}}
"""


def last_month() -> Month:
    """The month that a report is of, if it is written now."""
    now = datetime.now().astimezone()
    return Month(now.year, now.month).before


def installed(folder: Path) -> Path:
    """The program as a user could have it: a link in a folder of whatever name."""
    folder.mkdir(parents=True)
    link = folder / "lovp"
    link.symlink_to(Path(sys.executable).with_name("lovp"))
    return link


def make_folder(folder: Path, program: Path) -> Path:
    """A plan of last month's year, with one outcome in that month; returns the plan."""
    folder.mkdir(parents=True)
    month = last_month()
    plan = folder / "targets.yaml"
    plan.write_text(_PLAN.format(year=month.year), encoding="utf-8")
    log = ["log", "besok", "3", "--date", str(month.first), "--plan", str(plan)]
    subprocess.run(
        [program, *log], env=os.environ | {"LOVP_WRITER": "kansli"}, check=True, capture_output=True
    )
    return plan


def printed(program: Path, *words: str, language: str = "sv") -> str:
    """What `lovp export --schedule` prints."""
    done = subprocess.run(
        [program, "export", "--schedule", *words],
        env=os.environ | {"LOVP_LANG": language},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


def crontab_line(text: str) -> str:
    """The line for crontab of what was printed."""
    (line,) = (line for line in text.splitlines() if line.startswith("0 6 1 * * "))
    return line


def cron_would_run(line: str, *, takes_one_of_two: bool) -> tuple[str, str | None]:
    r"""The command of a line, and what it would be given to read: all after a bare percent sign.

    As crontab(5) says. Debian's cron takes one of two backslashes away as well, cronie does not.
    """
    command = line.split(" ", 5)[5]
    read, signs = "", iter(command)
    for sign in signs:
        if sign == "%":
            return read, "".join(signs)
        if sign == "\\":
            following = next(signs, "")
            dropped = following == "%" or (following == "\\" and takes_one_of_two)
            read += following if dropped else sign + following
        else:
            read += sign
    return read, None


def run_as_cron(
    command: str, home: Path, settings: Mapping[str, str] | None = None, before: Sequence[str] = ()
) -> "subprocess.CompletedProcess[bytes]":
    """Run a command with nothing but what cron gives it: no terminal, no language, nothing to read."""
    bare = {"HOME": str(home), "LOGNAME": "kansli", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        [*before, "/bin/sh", "-c", command],
        cwd=home,
        env=bare | dict(settings or {}),
        input=b"",
        capture_output=True,
        start_new_session=True,
        check=False,
    )
