"""What makes cron or Windows run a command every month, to be pasted where each of them reads it."""

import shlex
from collections.abc import Sequence
from subprocess import list2cmdline

from lovp.errors import LovpError
from lovp.i18n import _
from lovp.text import printable

WAYS = ("cron", "windows")


def recipe(words: Sequence[str], way: str) -> str:
    """What to do, and what to paste where, in the language spoken now.

    Raises LovpError for a name with a sign that cron, or cmd also within quotes, reads as something else.
    """
    strange = "%^&!" if way == "windows" else "%\\"
    for word in words:
        if not word.isprintable() or any(sign in strange for sign in word):
            message = _("{path} has a sign in its name that a schedule can't hold.")
            remedy = _("Give the folder a name of letters, digits and spaces.")
            raise LovpError(message.format(path=printable(word)), remedy)
    # What a crontab's command still prints goes wrong: cron mails it.
    line = f"0 6 1 * * {shlex.join(words)} >/dev/null"
    remark = _("# Last month's report at six on the 1st, if the computer is on. Run crontab -e, and add:")
    if way == "windows":
        task = ["/TN", "lovp export", "/SC", "MONTHLY", "/D", "1", "/ST", "06:00", "/TR", list2cmdline(words)]
        line = list2cmdline(["schtasks", "/Create", *task])
        remark = _("# Last month's report at six on the 1st, while you are logged in. Run in cmd:")
    return f"{remark}\n{line}"
