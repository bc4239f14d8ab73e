"""What makes cron or Windows run a command every month, to be pasted where each of them reads it."""

from collections.abc import Sequence

from lovp.errors import LovpError
from lovp.i18n import _
from lovp.text import printable

WAYS = ("cron", "windows")
_STRANGE = "\"'`$%!&|<>^*?;#={}[]"
"""Signs that one of the programs on the way takes for something else than a part of a name."""


def recipe(words: Sequence[str], way: str) -> str:
    """What to do, and what to paste where, in the language spoken now.

    Raises LovpError for a name that the system could read as something else.
    """
    strange = _STRANGE if way == "windows" else _STRANGE + "\\()"
    for word in words:
        if any(sign in strange or not sign.isprintable() for sign in word):
            message = _("{path} has a sign in its name that a schedule can't hold.")
            remedy = _("Give the folder a name of letters, digits and spaces.")
            raise LovpError(message.format(path=printable(word)), remedy)
    quote = r"\"" if way == "windows" else '"'
    command = " ".join(f"{quote}{word}{quote}" if " " in word else word for word in words)
    # What a crontab's command still prints goes wrong: cron mails it.
    remark = _("# Run crontab -e, and add this line. A computer that is off at six misses the month.")
    line = f"0 6 1 * * {command} >/dev/null"
    if way == "windows":
        remark = _("# Run this in the Command Prompt (cmd). It works while you are logged in.")
        line = f'schtasks /Create /TN "lovp export" /SC MONTHLY /D 1 /ST 06:00 /TR "{command}"'
    begin = _("# At six on the 1st of every month last month's report is written.")
    return f"{begin}\n{remark}\n{line}"
