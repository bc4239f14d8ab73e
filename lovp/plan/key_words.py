"""What each key of targets.yaml means, in a sentence that an editor shows beside it."""

from lovp.i18n import _


def about_keys(shape: str) -> dict[str, str]:
    """The meaning of each key of a mapping, by the name of its shape in `schema`."""
    return {
        "PlanShape": _plan,
        "SubregionShape": _subregion,
        "MunicipalityShape": _municipality,
        "StatusShape": _status,
        "CalendarShape": _calendar,
        "SpanShape": _span,
        "HolidayShape": _holiday,
        "KeyDateShape": _key_date,
        "AreaShape": _area,
    }.get(shape, _target)()


def about_measures() -> dict[str, str]:
    """The meaning of each measure."""
    return {
        "sum": _("sum: all that is reported is added up, such as participants or visits."),
        "share": _("share: a part of a number, at each place, such as young members of the boards."),
        "coverage": _("coverage: in how many of the places there is enough of something."),
        "milestone": _("milestone: something that is done once, or not yet."),
        "level": _("level: something that is measured; the latest value counts."),
        "activity": _("activity: a commitment without a number; what is done is counted all the same."),
    }


def _plan() -> dict[str, str]:
    return {
        "organisation": _("Whose plan this is. The name stands at the top of all reports."),
        "year": _("The year that the plan is for. Each year has one, after a line with ---."),
        "language": _("The language of the reports: sv or en."),
        "hide_below": _(
            "Shares of fewer people than this are not shown by place: they could point at someone."
        ),
        "status": _("From which part of what is expected by now a target is on track, or at risk."),
        "places": _("The subregions, with their municipalities. The district is the sum of them."),
        "calendars": _("Calendars that targets can be paced by, such as the school terms. Each has an id."),
        "calendar": _("The year's important dates, as lovp calendar shows them."),
        "areas": _("The plan's areas, with their targets."),
    }


def _subregion() -> dict[str, str]:
    return {
        "subregion": _("The subregion's name, such as Skaraborg."),
        "municipalities": _("The municipalities that lie in it: names alone, or with code and tile."),
    }


def _municipality() -> dict[str, str]:
    return {
        "name": _("The municipality's name, without the word municipality."),
        "code": _("The municipality's code at Statistics Sweden, such as 1496."),
        "tile": _("The municipality's cell on the map: [column from the west, row from the north]."),
    }


def _status() -> dict[str, str]:
    return {
        "on_track": _(
            "From this part of what is expected by now a target is on track: 95 % unless it is said."
        ),
        "at_risk": _("From this part a target is at risk, and below it behind: 80 % unless it is said."),
    }


def _calendar() -> dict[str, str]:
    return {
        "name": _("What the calendar is called in reports."),
        "days": _("weekdays: Saturdays and Sundays don't count. all: every day does."),
        "terms": _("The times of the year that count; without them all of it does."),
        "breaks": _("The times within them that don't count, such as the summer holidays."),
        "holidays": _("Single days that don't count."),
    }


def _span() -> dict[str, str]:
    return {
        "name": _("What it is called."),
        "from": _("The first day, written 2024-03-08."),
        "to": _("The last day, which is a part of it, written 2024-03-08."),
    }


def _holiday() -> dict[str, str]:
    return {"name": _("What it is called."), "date": _("The day, written 2024-03-08.")}


def _key_date() -> dict[str, str]:
    return {
        "name": _("What it is called."),
        "date": _("The day, or the first of several, written 2024-03-08."),
        "to": _("The last of several days, written 2024-03-08."),
        "preliminary": _("true where the date is not certain yet."),
        "source": _("The plan's own words."),
    }


def _area() -> dict[str, str]:
    return {
        "id": _("The area's short name, for commands: a to z, digits and hyphens, such as skola."),
        "name": _("The area's name as reports have it."),
        "targets": _("The targets of the area."),
    }


def _target() -> dict[str, str]:
    return {
        "id": _(
            "The target's short name: a to z, digits, hyphens. Don't change it once something is reported."
        ),
        "name": _("The target's name as reports have it."),
        "source": _("The sentence in the plan that the target comes from, in the plan's own words."),
        "measure": _("How what is reported adds up. It decides which other keys there are."),
        "unit": _("What is counted, in the plural, such as deltagare or skolbesök."),
        "goal": _("The number to reach. Of a share a part, written 25 %; of a coverage a number of places."),
        "goals": _("Goals of single subregions; they need not add up to the goal."),
        "direction": _("at_least: the goal is to be reached. at_most: it is not to be exceeded."),
        "due": _("The day by which it is to be done, written 2024-03-08; the year's last unless it is said."),
        "pace": _("even: alike all year. standing: at the goal at any time. Or the id of a calendar."),
        "reads": _("The id of another target whose outcomes this one is counted from."),
        "decimals": _("How many decimals what is reported may have; 0 unless it is said."),
        "central": _("The id of a target of the whole country that this one counts to."),
        "over": _("Which places are counted: municipalities or subregions."),
        "minimum": _("From which value on a place counts; 1 unless it is said."),
        "counts": _("value: what is reported decides. of: what it is reported of decides."),
    }
