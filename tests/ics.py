"""An iCalendar file read back, for tests to see what a calendar would."""

import re
from typing import NamedTuple

from icalendar import Calendar, Component

MOST_OCTETS = 75


class Event(NamedTuple):
    """One event."""

    component: Component

    def text(self, name: str) -> str:
        """The value of a property as it is written, without its escapes; nothing where it is not there."""
        value = self.component.get(name, "")
        return str(value) if isinstance(value, str) else value.to_ical().decode()


def read(content: bytes) -> tuple[dict[str, str], list[Event]]:
    """The calendar's own properties, and its events."""
    assert content.endswith(b"\r\n")
    for folded in content.split(b"\r\n"):
        assert len(folded) <= MOST_OCTETS
        folded.decode("utf-8")  # a fold within a letter is allowed, but some readers stumble over it
    calendar = Calendar.from_ical(content)
    # The library leaves the escapes of properties that it does not know.
    properties = {name: re.sub(r"\\(.)", r"\1", str(value)) for name, value in calendar.items()}
    return properties, list(map(Event, calendar.events))
