"""An iCalendar file read by hand, as RFC 5545 says: for tests to see what a calendar would."""

import re
from typing import NamedTuple

MOST_OCTETS = 75
_ESCAPED = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n", "\\N": "\n"}
_LINE = re.compile(r"(?P<name>[A-Za-z0-9-]+)(?P<parameters>(;[A-Za-z0-9-]+=[^;:,\"]*)*):(?P<value>.*)")
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f]")


class Event(NamedTuple):
    """One event: each property's value under its name with its parameters, such as `DTSTART;VALUE=DATE`."""

    properties: dict[str, str]

    def text(self, name: str) -> str:
        """The text of a property, or nothing where it is not there."""
        return unescaped(self.properties.get(name, ""))

    def day(self, name: str) -> str:
        """A property that is a day."""
        return self.properties[f"{name};VALUE=DATE"]


def read(content: bytes) -> tuple[dict[str, str], list[Event]]:
    """The calendar's own properties, and its events. Asserts what the standard demands of the form."""
    assert content.endswith(b"\r\n")
    for folded in content.split(b"\r\n"):
        assert len(folded) <= MOST_OCTETS
        folded.decode("utf-8")  # a fold within a letter is allowed, but some readers stumble over it
    lines = content.removesuffix(b"\r\n").replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    calendar: dict[str, str] = {}
    events: list[Event] = []
    within = calendar
    for line in lines[1:-1]:
        assert not _CONTROL.search(line), line
        if line == "BEGIN:VEVENT":
            assert within is calendar
            within = {}
        elif line == "END:VEVENT":
            assert within is not calendar
            events.append(Event(within))
            within = calendar
        else:
            found = _LINE.fullmatch(line)
            assert found, line
            name = found["name"].upper() + found["parameters"]
            assert name not in within
            within[name] = found["value"]
    assert within is calendar
    return calendar, events


def unescaped(value: str) -> str:
    """The text that a value of the type TEXT stands for. Asserts that nothing in it is left bare."""
    assert re.fullmatch(r"([^\\;,]|\\[\\;,nN])*", value), value
    return re.sub(r"\\.", lambda found: _ESCAPED[found[0]], value)
