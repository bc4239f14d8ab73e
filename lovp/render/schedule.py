"""What makes cron, systemd or Windows run a command every month, quoted as each of them reads it."""

import re
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path
from unicodedata import category

from lovp.errors import LovpError
from lovp.i18n import _

_LONGEST_TASK = 261  # what schtasks takes after /TR


def command(program: Sequence[str], forms: str, output: Path, plan: Path) -> list[str]:
    """The words that write last month's report. Raises LovpError for a name that would end a line."""
    for name in (*program, str(output), str(plan)):
        if any(category(sign) in {"Cc", "Cs"} for sign in name):
            message = _("{path} has a sign in its name that a schedule can't hold.").format(path=name)
            raise LovpError(message, _("Give the folder a name of letters, digits and spaces."))
    what = ["export", "--month", "last", "--format", forms]
    return [*program, *what, "--output", str(output), "--plan", str(plan)]


def crontab(words: Sequence[str]) -> str:
    r"""The line for `crontab -e`, which prints only what goes wrong, for cron to mail.

    Cron cuts it at a percent sign without a backslash before it. Since some crons take away one of two
    backslashes, and others not, none may stand before another, or before a percent sign of the name.
    """
    quoted = (shlex.quote(word).replace("\\", "\\''").replace("%", r"\%") for word in words)
    return f"0 6 1 * * {' '.join(quoted)} >/dev/null"


def exec_start(words: Sequence[str]) -> str:
    """What systemd runs, as systemd.service(5) and systemd.syntax(7) would have it."""
    if re.search(r"[\"'\\]", words[0]):
        # The name of a program may not have these signs there, but that of another one's argument may.
        words = ["/usr/bin/env", *words]
    first, *others = map(_in_unit, words)
    # A dollar in the name of the program is no variable, in the words that follow it would be.
    return " ".join([first, *(word.replace("$", "$$") for word in others)])


def _in_unit(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return word if re.fullmatch("[A-Za-z0-9/_.,=-]+", word) else f'"{escaped}"'


def task(words: Sequence[str]) -> str:
    r"""The command for Windows' command prompt; schtasks keeps it as what the Task Scheduler runs.

    The words are quoted twice: as the program will read them (`"C:\a b"`), and as schtasks reads that
    (`"\"C:\a b\""`). Where a sign means something to the prompt itself, it and all like it have a caret.
    """
    whole = subprocess.list2cmdline([subprocess.list2cmdline(words)])
    if re.search(r"[&|<>^%]", whole):
        whole = re.sub(r'[()%^"<>&|]', r"^\g<0>", whole)
    return f'schtasks /Create /TN "lovp export" /SC MONTHLY /D 1 /ST 06:00 /TR {whole}'


def recipes(words: Sequence[str]) -> str:
    """All three ways, each under remarks that say where it goes, in the language spoken now."""
    text = _("""\
# At six on the 1st of every month last month's report is written, as that month is over.
# One of these three ways is enough.

# 1. cron (Linux, Mac). Run crontab -e, and add this line. Cron mails what goes wrong.
# A computer that is off at six misses the month.
{cron}

# 2. systemd (Linux). A computer that was off catches up. The first file:
# ~/.config/systemd/user/lovp-export.service
[Unit]
Description=Last month's report (lovp)

[Service]
Type=oneshot
ExecStart={systemd}

# The second file:
# ~/.config/systemd/user/lovp-export.timer
[Unit]
Description=Last month's report (lovp)

[Timer]
OnCalendar=*-*-01 06:00:00
Persistent=true

[Install]
WantedBy=timers.target

# Then run the first of these, and the second if it is to work while you are logged out:
systemctl --user enable --now lovp-export.timer
loginctl enable-linger

# 3. Windows. Run this in the Command Prompt (cmd). It works while you are logged in.
{too_long}{windows}""")
    too_long = ""
    if len(subprocess.list2cmdline(words)) > _LONGEST_TASK:
        remark = _("# But it is too long: after /TR only {count} characters may stand. Shorten names.\n")
        too_long = remark.format(count=_LONGEST_TASK)
    return text.format(cron=crontab(words), systemd=exec_start(words), too_long=too_long, windows=task(words))
