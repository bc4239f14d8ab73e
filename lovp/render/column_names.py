"""What the columns of CSV and workbooks are called for people, and the schema's words in them."""

from lovp.dates import month_name
from lovp.i18n import _, current
from lovp.progress.values import Status
from lovp.render import words
from lovp.render.grid import Column

_NUMBERS = frozenset("goal outcome of fulfilment expected forecast low high value outcomes".split())


def column_names(year: int) -> dict[str, str]:
    """The heading of each column by its name in the schema; a month is called by its name.

    Of 2024-01 Excel would make a date.
    """
    return {
        **{f"{year}-{number:02}": month_name(number, current()) for number in range(1, 13)},
        "area": _("Area"),
        "target": _("Id"),
        "name": _("Target"),
        "measure": _("Measure"),
        "unit": _("Unit"),
        "place": _("Place"),
        "goal": _("Goal"),
        "direction": _("Direction"),
        "outcome": _("Outcome"),
        "of": _("Of"),
        "fulfilment": _("Done"),
        "used": _("Used"),
        "expected": _("Expected"),
        "difference": _("Difference"),
        "left": _("Left"),
        "needed_per_week": _("Needed a week"),
        "forecast": _("Forecast"),
        "low": _("Low"),
        "high": _("High"),
        "status": _("Status"),
        "last_date": _("Latest"),
        "outcomes": _("Number of outcomes"),
        "hidden": _("Hidden"),
        "month": _("The month"),
        "in_figures": _("Districts in the figures"),
        "districts": _("Districts"),
        "source": _("The plan's words"),
        "date": _("Date"),
        "value": _("Value"),
        "note": _("Note"),
        "writer": _("Writer"),
        "id": _("Outcome's id"),
    }


def columns(names: str, year: int) -> tuple[Column, ...]:
    """The columns of a sheet, by their names in the schema with spaces between them."""
    called = column_names(year)
    return tuple(Column(called[name], number=name in _NUMBERS) for name in names.split())


def spoken() -> dict[object, str]:
    """Words for people instead of those of the schema."""
    return {
        **{status.value: words.status(status) for status in Status},
        **{measure: _(measure) for measure in words.MEASURES},
        "at_least": _("at least"),
        "at_most": _("at most"),
        "unplaced": _("no place"),
        "total": _("total"),
        True: _("yes"),
        False: _("no"),
    }
