"""The plan's dates as an iCalendar file (RFC 5545), which Outlook and other calendars import."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from lovp.i18n import _, current
from lovp.model import Plan
from lovp.progress.overview import dated
from lovp.render import figures
from lovp.text import clean_text

_OURS = UUID("5c7f6f0e-3d52-4b52-9a4f-6d1c6b1b2a57")
"""The space of names in which the ids of our events are made; they are kept only as long as it is."""
_PRODUCT = "-//lovp//"


def calendar_file(plan: Plan, earlier: Iterable[bytes] = ()) -> bytes:
    """The key dates of the plan and the days on which its targets are due; empty where it names no day.

    An event keeps its id when its day or its words change, and has a higher SEQUENCE than in the `earlier`
    files, so that a calendar moves it. The same plan and earlier files give the same bytes.
    """
    from icalendar import Calendar, Event, vText

    calendar = Calendar({"PRODID": _PRODUCT + current().upper(), "VERSION": "2.0", "CALSCALE": "GREGORIAN"})
    calendar.add("method", "PUBLISH")
    # The library takes the value of a property that it does not know for one that needs no escaping.
    calendar.add("x-wr-calname", vText(clean_text(f"{plan.organisation} {plan.year}")))
    known, seen = _newest(earlier), Counter[str]()
    for each in dated(plan.dates, plan.targets()):
        # A date is known by its name, and by its number among those of the same name ("Styrelsemöte").
        if each.key:
            name = f"date\n{each.name}\n{seen[each.name]}"
            title = figures.key_date(each.name, preliminary=each.preliminary)
            seen[each.name] += 1
        else:
            name = f"target\n{each.targets[0].id}"
            title = _("Due: {name}").format(name=each.name)
        event = Event()
        event.add("uid", str(uuid5(_OURS, f"{plan.organisation}\n{plan.year}\n{name}")))
        event.add("dtstart", each.first)
        event.add("dtend", each.last + timedelta(days=1))  # ends are exclusive there
        event.add("summary", clean_text(title))
        if source := (each.key or each.targets[0]).source:
            event.add("description", "\n".join(map(clean_text, source.splitlines())))
        event.add("status", "TENTATIVE" if each.preliminary else "CONFIRMED")
        event.add("transp", "TRANSPARENT")  # nobody is busy because the plan names a day
        sequence, content = known.get(str(event["uid"]), (0, event.to_ical()))
        if content != event.to_ical():
            sequence += 1
        event.add("sequence", sequence)
        # A time by the clock would make every file another one: these days count the changes.
        event.add("dtstamp", datetime(plan.year, 1, 1, tzinfo=UTC) + timedelta(days=sequence))
        calendar.add_component(event)
    return bytes(calendar.to_ical()) if calendar.subcomponents else b""


def _newest(files: Iterable[bytes]) -> dict[str, tuple[int, bytes]]:
    """The SEQUENCE and the content of each event, by its id, in the newest of our files that has it."""
    from icalendar import Calendar

    found: dict[str, tuple[int, bytes]] = {}
    for file in files:
        with suppress(ValueError):  # a damaged file is not our calendar any more
            for event in Calendar.from_ical(file).events if _PRODUCT.encode() in file else ():
                sequence, *_stamps = (event.pop(key, 0) for key in ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED"))
                uid = str(event.get("uid"))
                found[uid] = max(found.get(uid, (0, b"")), (int(sequence), event.to_ical()))
    return found
