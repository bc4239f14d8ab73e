"""`lovp export --schedule`: what makes cron, systemd or Windows write the report of every month.

From the words of a command to the text in which each of them runs it, quoted as each of them reads it.
"""

import re
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from unicodedata import category

from lovp.cli import paths
from lovp.errors import LovpError
from lovp.i18n import _

_TIMER = """\
[Unit]
Description={what}

[Timer]
OnCalendar=*-*-01 06:00:00
Persistent=true

[Install]
WantedBy=timers.target
"""
_MOST_IN_TASK = 261
"""Signs that `schtasks` takes as the command of a task."""


def command(program: Sequence[str], forms: str, output: Path, plan: Path) -> list[str]:
    """The words that write last month's report wherever they are run. Raises LovpError.

    A line break or another control character in a name would end the line, or the quotes, that it stands in.
    """
    for name in (*program, str(output), str(plan)):
        if any(category(sign) in {"Cc", "Cs"} for sign in name):
            raise LovpError(
                _("{path} has a sign in its name that a schedule can't hold.").format(path=name),
                _("Give the folder a name of letters, digits and spaces."),
            )
    where = ["--output", str(output), "--plan", str(plan)]
    return [*program, "export", "--month", "last", "--format", forms, *where]


def program(called: str, python: str) -> tuple[str, ...]:
    """The words that start this program from any folder, from how it was called (`sys.argv[0]`)."""
    # On Windows, what starts the program takes the ending off its name.
    found = shutil.which(called) or shutil.which(f"{called}.exe")
    if found is None or Path(found).stem.lower() != "lovp":
        return (python, "-m", "lovp")
    return (str(paths.absolute(Path(found))),)


def crontab(words: Sequence[str]) -> str:
    r"""The line for `crontab -e`: at six on the 1st, when the month is over.

    Cron mails what a command prints. Where the report lies is no news, so only what goes wrong is left. Cron
    cuts the line at a percent sign without a backslash before it; and since some crons take away one of two
    backslashes, and others not, none is left to stand before another, or before a percent sign of the name.
    """
    quoted = (shlex.quote(word).replace("\\", "\\''").replace("%", r"\%") for word in words)
    return f"0 6 1 * * {' '.join(quoted)} >/dev/null"


def service(words: Sequence[str]) -> str:
    """The unit `lovp-export.service`, as systemd.service(5) and systemd.syntax(7) would have it."""
    if re.search(r"[\"'\\]", words[0]):
        # The name of a program may not have these signs there, but that of another one's argument may.
        words = ["/usr/bin/env", *words]
    first, *others = map(_in_unit, words)
    # A dollar in the name of the program is no variable, in the words that follow it would be.
    line = " ".join([first, *(word.replace("$", "$$") for word in others)])
    what = _("Last month's report (lovp)")
    return f"[Unit]\nDescription={what}\n\n[Service]\nType=oneshot\nExecStart={line}\n"


def _in_unit(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return word if re.fullmatch("[A-Za-z0-9/_.,=-]+", word) else f'"{escaped}"'


def timer() -> str:
    """The unit `lovp-export.timer`: what a computer that was off has missed is done when it is on again."""
    return _TIMER.format(what=_("Last month's report (lovp)"))


def task(words: Sequence[str]) -> str:
    r"""The command for Windows' command prompt; schtasks keeps it as what the Task Scheduler runs.

    The words are quoted twice: as the program will read them (`"C:\a b"`), and as schtasks reads that
    (`"\"C:\a b\""`). Where a sign means something to the prompt itself, it and all like it have a caret.
    """
    whole = subprocess.list2cmdline([run_by_task(words)])
    if re.search(r"[&|<>^%]", whole):
        whole = re.sub(r'[()%^"<>&|]', r"^\g<0>", whole)
    return f'schtasks /Create /TN "lovp export" /SC MONTHLY /D 1 /ST 06:00 /TR {whole}'


def run_by_task(words: Sequence[str]) -> str:
    """What the Task Scheduler runs: the words as a program on Windows takes its line apart."""
    return subprocess.list2cmdline(words)


def recipes(words: Sequence[str]) -> str:
    """All three ways, each under a heading that says where it goes, in the language spoken now."""
    too_long = _("But it is too long: after /TR only {count} characters may stand. Shorten names.")
    fits = len(run_by_task(words)) <= _MOST_IN_TASK
    return "\n".join(
        [
            _said(
                _("At six on the 1st of every month last month's report is written, as that month is over."),
                _("One of these three ways is enough."),
            ),
            _said(
                _("1. cron (Linux, Mac). Run crontab -e, and add this line. Cron mails what goes wrong."),
                _("A computer that is off at six misses the month."),
            )
            + crontab(words)
            + "\n",
            _said(
                _("2. systemd (Linux). A computer that was off catches up. The first file:"),
                "~/.config/systemd/user/lovp-export.service",
            )
            + service(words),
            _said(_("The second file:"), "~/.config/systemd/user/lovp-export.timer") + timer(),
            _said(_("Then run the first of these, and the second if it is to work while you are logged out:"))
            + "systemctl --user enable --now lovp-export.timer\nloginctl enable-linger\n",
            _said(
                _("3. Windows. Run this in the Command Prompt (cmd). It works while you are logged in."),
                *([] if fits else [too_long.format(count=_MOST_IN_TASK)]),
            )
            + task(words),
        ]
    )


def _said(*lines: str) -> str:
    """The lines as remarks, which cron and systemd pass over."""
    return "".join(f"# {line}\n" for line in lines)
