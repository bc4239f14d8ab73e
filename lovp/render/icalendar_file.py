"""The plan's dates as an iCalendar file (RFC 5545), which Outlook and other calendars import."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from lovp.cells import clean_text
from lovp.i18n import _, current
from lovp.model import Plan
from lovp.progress.key_dates import Dated, dated

if TYPE_CHECKING:
    from icalendar import Event

_OURS = UUID("5c7f6f0e-3d52-4b52-9a4f-6d1c6b1b2a57")
"""The space of names in which the ids of our events are made; they are kept only as long as it is."""


def calendar_file(plan: Plan) -> bytes:
    """The key dates of the plan and the days on which its targets are due: all-day events, in order of time.

    The same plan gives the same bytes. An event keeps its id when its day or its words change, so that a
    calendar that imports the file again moves it, and has nothing twice. Empty where the plan names no day:
    a file of no events is none.
    """
    from icalendar import Calendar, vText

    events = dated(plan.dates, plan.targets())
    if not events:
        return b""
    calendar = Calendar()
    calendar.add("prodid", f"-//lovp//{current().upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # The library takes the value of a property that it does not know for one that needs no escaping.
    calendar.add("x-wr-calname", vText(clean_text(f"{plan.organisation} {plan.year}")))
    seen: Counter[str] = Counter()
    for each in events:
        # A date is known by its name, and by its number among those of the same name ("Styrelsemöte").
        name = f"date\n{each.name}\n{seen[each.name]}" if each.key else f"target\n{each.targets[0].id}"
        seen[each.name] += each.key is not None
        calendar.add_component(_event(each, uuid5(_OURS, f"{plan.organisation}\n{plan.year}\n{name}"), plan))
    content: bytes = calendar.to_ical()
    return content


def _event(each: Dated, uid: UUID, plan: Plan) -> "Event":
    from icalendar import Event

    preliminary = each.key is not None and each.key.preliminary
    event = Event()
    event.add("uid", str(uid))
    # When the file was made would make every file another one; the beginning of the year is as good.
    event.add("dtstamp", datetime(plan.year, 1, 1, tzinfo=UTC))
    event.add("dtstart", each.first)
    event.add("dtend", _day_after(each.last))
    event.add("summary", _summary(each, preliminary=preliminary))
    if words := _words(each):
        event.add("description", words)
    event.add("status", "TENTATIVE" if preliminary else "CONFIRMED")
    # Nobody is busy because the plan names a day.
    event.add("transp", "TRANSPARENT")
    return event


def _summary(each: Dated, *, preliminary: bool) -> str:
    name = clean_text(each.name)
    if each.key is None:
        return _("Due: {name}").format(name=name)
    return _("{name} (preliminary)").format(name=name) if preliminary else name


def _words(each: Dated) -> str:
    """What the plan says of it: its words on the date, then those on each target that say something more."""
    sources = [each.key.source] if each.key else []
    sources += [target.source for target in each.targets]
    said = ""
    for source in sources:
        text = "\n".join(clean_text(line) for line in source.splitlines())
        if text.casefold() not in said.casefold():
            said = f"{said}\n{text}" if said else text
    return said


def _day_after(day: date) -> date:
    """The first day that an event no longer has: ends are exclusive there."""
    return day + timedelta(days=1)
