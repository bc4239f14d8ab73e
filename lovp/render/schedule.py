"""What makes cron, systemd or Windows run a command every month, quoted as each of them reads it."""

import re
import shlex
import subprocess
from collections.abc import Sequence

from lovp.i18n import _

WAYS = ("cron", "systemd", "windows")


def recipe(words: Sequence[str], way: str) -> str:
    """What to do, and what to paste where, in the language spoken now."""
    remarks = {
        "cron": _("# Run crontab -e, and add this line. A computer that is off at six misses the month."),
        "systemd": _("# Save this as lovp-export.service in ~/.config/systemd/user"),
        "windows": _("# Run this in the Command Prompt (cmd). It works while you are logged in."),
    }
    make = {"cron": crontab, "systemd": units, "windows": task}[way]
    begin = _("# At six on the 1st of every month last month's report is written.")
    return f"{begin}\n{remarks[way]}\n{make(words)}"


def crontab(words: Sequence[str]) -> str:
    r"""The line for `crontab -e`, which prints only what goes wrong, for cron to mail.

    Cron cuts it at a percent sign without a backslash before it. Since some crons take away one of two
    backslashes, and others not, none may stand before another, or before a percent sign of the name.
    """
    quoted = (shlex.quote(word).replace("\\", "\\''").replace("%", r"\%") for word in words)
    return f"0 6 1 * * {' '.join(quoted)} >/dev/null"


def units(words: Sequence[str]) -> str:
    """The service and its timer; a computer that was off catches up."""
    timer = _("# Save this as lovp-export.timer beside it; then run the last line.")
    service = f"[Service]\nType=oneshot\nExecStart={exec_start(words)}\n"
    when = "[Timer]\nOnCalendar=*-*-01 06:00:00\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n"
    return f"{service}\n{timer}\n{when}\nsystemctl --user enable --now lovp-export.timer"


def exec_start(words: Sequence[str]) -> str:
    """What systemd runs, by `env`: as the name of a program not every word is allowed."""
    escaped = (word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") for word in words)
    quoted = (word if re.fullmatch("[A-Za-z0-9/_.,=-]+", word) else f'"{word}"' for word in escaped)
    return " ".join(["/usr/bin/env", *(word.replace("$", "$$") for word in quoted)])


def task(words: Sequence[str]) -> str:
    r"""The command for Windows' command prompt; schtasks keeps it as what the Task Scheduler runs.

    The words are quoted twice: as the program will read them (`"C:\a b"`), and as schtasks reads that
    (`"\"C:\a b\""`). Where a sign means something to the prompt itself, it and all like it have a caret.
    """
    whole = subprocess.list2cmdline([subprocess.list2cmdline(words)])
    if re.search(r"[&|<>^%]", whole):
        whole = re.sub(r'[()%^"<>&|]', r"^\g<0>", whole)
    return f'schtasks /Create /TN "lovp export" /SC MONTHLY /D 1 /ST 06:00 /TR {whole}'
