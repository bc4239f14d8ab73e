"""One cell as a count, a day or a word: the value, or why there is none and what to do about it.

People write "3 st" and "tre", and mean three. They write "ca 20", and nobody can say what they mean: that is
refused, unless the mapping takes it. Whether a value fits its target is for the record to say.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal

from lovp.cells import printable
from lovp.errors import LovpError
from lovp.exchange.tables.cell_dates import read_date
from lovp.exchange.tables.cell_faults import empty_cell, error_shown, shows_error
from lovp.exchange.tables.rows import Cell, tidy
from lovp.folding import fold
from lovp.i18n import _, current
from lovp.period import month_name

__all__ = ["read_date", "read_number", "read_word"]

_COUNTED = {
    word: number
    for words in (
        "noll ett tva tre fyra fem sex sju atta nio tio elva tolv",
        "zero one two three four five six seven eight nine ten eleven twelve",
    )
    for number, word in enumerate(words.split())
} | {"en": 1}

_NO_UNITS = set(
    # What multiplies the number before it, or makes it less certain.
    "tusen hundra miljon miljoner miljard miljarder mn mkr tkr k t dussin tjog par procent promille "
    "halv halva thousand hundred hundreds million millions m dozen dozens pair pairs percent half ca "
    "cirka ungefar typ minst hogst max min drygt knappt plus minus over under nastan till eller tal "
    "about approx or more less mer mindre fler farre ish".split()
)
_MONTHS = [fold(month_name(number, language)) for number in range(1, 13) for language in ("sv", "en")]
_SHORTEST_MONTH = 3

_LONGEST = 60
"""Characters of a text that could be a number."""

_LARGEST = 15
"""Digits of a number: as many as a spreadsheet keeps."""

_number_and_word = re.compile(r"([-−]?)([0-9](?:[0-9., ]*[0-9])?)(?: ?([^\W\d_]+)\.?)?").fullmatch
_word_and_word = re.compile(r"([^\W\d_]+)(?: ([^\W\d_]+)\.?)?").fullmatch
_spaced = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?").fullmatch
_grouped = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+(?:\.[0-9]+)?|(?:\.[0-9]{3})+(?:,[0-9]+)?)").fullmatch
_either = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}").fullmatch
_plain = re.compile(r"[0-9]+(?:[.,][0-9]+)?").fullmatch
_about = re.compile(
    r"(?:[~≈]|(?:ca|c:a|cirka|circa|ungefar|omkring|runt|typ|about|approx|around)\b\.?) ?", re.IGNORECASE
).match
_inexact = re.compile(
    r"[~≈<>≤≥±]|\b(?:ca|c:a|cirka|ungefar|omkring|runt|minst|hogst|max|min|drygt|knappt|over|under|nastan|typ|"
    r"about|approx|around|circa|at least|at most|mer an|fler an|more than|less than)\b|"
    r"[0-9] ?(?:-|–|—|till|to|eller|or|ell) ?[0-9]|[0-9] ?\+|[0-9] ?-? ?(?:tal|ish)\b"
).search


def read_number(cell: Cell, *, approximate: bool = False) -> int | Decimal:
    """The number in the cell; a whole one as int.

    From a text: `3`, `1 234,5`, `1,234.5`, `3 st.`, `3 deltagare`, `tre`; with `approximate` also `ca 20`.
    Raises LovpError for anything else, and where a text can be read in two ways (`1.234`).
    """
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return _whole(cell)
    if isinstance(cell, str):
        text = tidy(cell) or ""
        number = _number(_less_about(text) if approximate else text)
        if number is None:
            raise _no_number(text)
        return number
    raise _no_text(cell)


def read_word(cell: Cell) -> str:
    """The cell as a text, for places, targets and ids; empty if nothing is in it.

    Numbers are written plainly, days as 2024-03-12. Raises LovpError if the cell shows an error.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = tidy(cell) or ""
        if shows_error(text):
            raise error_shown(text)
        return text
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    number = _whole(cell)
    return str(number) if isinstance(number, int) else f"{number:f}"


def _no_number(text: str) -> LovpError:
    shown = printable(text)
    if not text:
        return empty_cell()
    if shows_error(text):
        return error_shown(text)
    if text.endswith("%"):
        return LovpError(
            _("“{text}” is a percentage.").format(text=shown),
            _("Write how many, and of how many, in a column each."),
        )
    if _inexact(fold(text[:_LONGEST])):
        return LovpError(
            _("“{text}” is not an exact number.").format(text=shown), _("Write the number that was counted.")
        )
    return LovpError(_("“{text}” is not a number.").format(text=shown), _in_figures())


def _in_figures() -> str:
    return _("Write it in figures and alone, such as 20.")


def _no_text(cell: date | time | bool | None) -> LovpError:
    if cell is None:
        return empty_cell()
    if isinstance(cell, bool):
        return LovpError(
            _("The cell says true or false, and not a number."),
            _("Write it in figures and alone, such as 20."),
        )
    remedy = _("Format the cell as a number in the spreadsheet, and write the number once more.")
    if isinstance(cell, time):
        return LovpError(
            _("The cell is a time of day, {time}.").format(time=cell.isoformat("minutes")), remedy
        )
    day = cell.date() if isinstance(cell, datetime) else cell
    return LovpError(_("The spreadsheet has made a date of it, {date}.").format(date=day), remedy)


def _whole(number: int | Decimal) -> int | Decimal:
    return int(number) if number == int(number) else number


def _number(text: str) -> int | Decimal | None:
    """The number that the text means, or None. Raises LovpError where it could mean two."""
    if len(text) > _LONGEST:
        return None
    words = _word_and_word(text)
    if words:
        return _COUNTED.get(fold(words[1])) if _is_unit(words[2]) else None
    found = _number_and_word(text)
    if found is None or not _is_unit(found[3]):
        return None
    figure = found[2]
    if _either(figure):
        raise _two_ways(text, figure)
    if _spaced(figure):
        figure = figure.replace(" ", "").replace(",", ".")
    elif _grouped(figure):
        figure = figure.replace(re.sub("[0-9]", "", figure)[0], "")
    elif not _plain(figure):
        return None
    figure = figure.replace(",", ".")
    if len(figure) > _LARGEST:
        return None
    number = _whole(Decimal(figure))
    return -number if found[1] else number


def _less_about(text: str) -> str:
    """The text without the word before it that makes a number less exact."""
    about = _about(text.replace("ä", "a").replace("Ä", "A"))
    return text[about.end() :] if about else text


def _is_unit(word: str | None) -> bool:
    """Whether the word after a number only says what is counted; a month would make a date of it."""
    if word is None:
        return True
    folded = fold(word)
    if len(folded) >= _SHORTEST_MONTH and any(month.startswith(folded) for month in _MONTHS):
        return False
    return folded not in _NO_UNITS


def _two_ways(text: str, figure: str) -> LovpError:
    whole = figure.replace(",", "").replace(".", "")
    broken = figure.replace(".", ",") if current() == "sv" else figure.replace(",", ".")
    return LovpError(
        _("“{text}” can be read as {whole} and as {broken}.").format(
            text=printable(text), whole=whole, broken=broken
        ),
        _("Write thousands without a sign between them, and no more than two decimals."),
    )
