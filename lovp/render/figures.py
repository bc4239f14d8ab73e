"""Numbers, percentages and dates as the language spoken now writes them, rounded half up.

Swedish: 1 234,5 · 62 % · 31 maj 2024 (the spaces within a number do not break). English: 1,234.5 · 62% ·
31 May 2024.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from lovp.dates import Month, month_name
from lovp.i18n import _, current
from lovp.model import Coverage, Milestone, Number, PlaceKind, Share, Target
from lovp.progress.values import PlaceProgress, TargetProgress

Value = Fraction | Number
NOTHING = "–"
HIDDEN = "•"


def rounded(value: Value, decimals: int) -> Decimal:
    """The value with so many decimals, halves away from zero: exact, as people round."""
    scaled = abs(Fraction(value)) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = Decimal(whole).scaleb(-decimals)
    return -digits if value < 0 and whole else digits


def number(value: Value | None, decimals: int = 0) -> str:
    """The number with so many decimals at the most; trailing zeros go, and nothing is a dash."""
    if value is None:
        return NOTHING
    text = f"{rounded(value, decimals):,f}".replace("-", "\N{MINUS SIGN}")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",") if current() == "sv" else text


def percent(value: Value | None, decimals: int = 0) -> str:
    """The ratio in percent: 0.624 is 62 %."""
    if value is None:
        return NOTHING
    return number(value * 100, decimals) + ("%" if current() == "en" else "\N{NO-BREAK SPACE}%")


def amount(target: Target, value: Value | None) -> str:
    """An outcome, a goal or a forecast: a share in percent with a decimal (24.6 %), else a number."""
    if isinstance(target.measure, Share):
        return percent(value, 1)
    return number(value, target.decimals)


def remaining(target: Target, value: Value | None) -> str:
    """What is left to the goal: of a share in percentage points, of a milestone a dash."""
    if isinstance(target.measure, Milestone):
        return NOTHING
    if value is None or not isinstance(target.measure, Share):
        return amount(target, value)
    return _("{number} pp").format(number=number(value * 100, 1))


def signed(target: Target, value: Value | None) -> str:
    """A change with its sign: +24, −3, +1,2 %-enh."""
    text = remaining(target, value)
    is_more = value is not None and value > 0 and text not in (NOTHING, remaining(target, 0))
    return f"+{text}" if is_more else text


def with_unit(target: Target, value: Value | None) -> str:
    """3 deltagare, or 1 st of what has no word for one; a difference of shares: 2,5 %-enh."""
    if isinstance(target.measure, Share):
        return remaining(target, value)
    if value == 1 and not target.unit_one:
        return _("1")
    return f"{amount(target, value)} {unit(target, value)}".rstrip()


def unit(target: Target, value: Value | None) -> str:
    """The unit of so many: 1 aktivitet, 2 aktiviteter; nothing for what has none."""
    return (target.unit_one if value == 1 else None) or target.unit or ""


def unit_of(progress: TargetProgress | PlaceProgress, target: Target) -> str:
    """The unit beside figures, as their last number has it: 1 av 4 kurser, 1/1 kommun, 25 % ledamöter."""
    if isinstance(target.measure, Share):
        return target.unit or ""
    in_all = progress.goal if progress.of is None else progress.of
    return unit(target, progress.outcome if in_all is None else in_all)


def outcome(target: Target, value: Value | None, of: Value | None, *, hidden: bool = False) -> str:
    """The outcome in a cell: a coverage says of how many places, a hidden share only that it is there."""
    if hidden:
        return HIDDEN
    if isinstance(target.measure, Milestone):
        return NOTHING if not value else _("done") if value >= 1 else percent(value)
    if isinstance(target.measure, Coverage) and value is not None and of is not None:
        return f"{number(value)}/{number(of)}"
    return amount(target, value)


def goal(target: Target, value: Value | None) -> str:
    """The goal in a cell: a milestone is to be done, and a bound from above says so."""
    if isinstance(target.measure, Milestone):
        return _("done")
    text = amount(target, value)
    return f"≤ {text}" if target.at_most and value is not None else text


def expectation(target: Target, value: Value | None) -> str:
    """What is expected by now; of a milestone, also of several districts, the day when it is due."""
    if isinstance(target.measure, Milestone) or (target.due and target.measure.over is PlaceKind.DISTRICT):
        return day(target.due, short=True)
    return amount(target, value)


def between(target: Target, low: Value, high: Value) -> str:
    """410–520; one figure where both are the same."""
    return "–".join(dict.fromkeys((amount(target, low), amount(target, high))))


def rate(value: Value | None) -> str:
    """So many a week, where that is at least one; what is left says more of the rest."""
    return number(value, 1) if value is not None and value >= 1 else NOTHING


def day(value: date | None, *, short: bool = False) -> str:
    """31 maj 2024; short: 31 maj."""
    if value is None:
        return NOTHING
    name = month_name(value.month, current())
    return f"{value.day} {name[:3]}" if short else f"{value.day} {name} {value.year}"


def span(first: date, last: date) -> str:
    """17–20 maj, 30 maj – 2 juni, or 8 mars: without the year."""
    begin, end = (f"{each.day} {month_name(each.month, current())}" for each in (first, last))
    if first.month == last.month:
        return end if first == last else f"{first.day}–{end}"
    return f"{begin} – {end}"


def month(value: Month) -> str:
    """Maj 2024, or May 2024."""
    return f"{month_name(value.number, current())} {value.year}"


def key_date(name: str, *, preliminary: bool) -> str:
    """The name of a date that the plan gives, marked where the date is preliminary."""
    return name + " " + _("(prel.)") if preliminary else name
