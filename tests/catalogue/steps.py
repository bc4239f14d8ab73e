"""What is done to a folder before a case's command is run in it."""

import os
import re
from contextlib import AbstractContextManager
from pathlib import Path
from unittest.mock import patch

from tests.catalogue.case import Fault, Step

PLAN = "targets.yaml"
HEADER = "id,date,target,place,value,of,note,replaces,writer,logged_at\n"


def text_of(folder: Path) -> str:
    return (folder / PLAN).read_text(encoding="utf-8")


def edited(old: str, new: str, *, until: str = "") -> Step:
    """The plan with `old`, and all up to `until`, replaced."""

    def step(folder: Path) -> None:
        text = text_of(folder)
        begin = re.search(rf"^{re.escape(old)}", text, re.MULTILINE)
        assert begin, old
        end = begin.end() if not until else text.index(f"\n{until}", begin.end()) + 1 + len(until)
        (folder / PLAN).write_text(text[: begin.start()] + new + text[end:], encoding="utf-8")

    return step


def written(name: str, content: str | bytes) -> Step:
    """A file with that content."""

    def step(folder: Path) -> None:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    return step


def all_of(*steps: Step) -> Step:
    """One step after the other."""

    def step(folder: Path) -> None:
        for each in steps:
            each(folder)

    return step


def years(*years: int) -> Step:
    """The plan as that of each of the years, its dates moved without thought."""

    def step(folder: Path) -> None:
        text = text_of(folder)
        parts = [re.sub(r"\b2024(?=-|$)", str(year), text, flags=re.MULTILINE) for year in years]
        (folder / PLAN).write_text(
            "\n---\n".join(part.replace("-02-29", "-02-28") for part in parts), encoding="utf-8"
        )

    return step


two_years = years(2023, 2024)
later_years = years(2024, 2025)
three_years = years(2024, 2025, 2026)


def plan_of(target: str) -> Step:
    """A plan of one target."""
    return written(
        PLAN,
        "organisation: Avdelning 1\nyear: 2024\nlanguage: sv\nareas:\n"
        "  - id: skola\n    name: Skola\n    targets:\n"
        f"      - {{id: dagen, name: Dagen, {target}, source: Vi firar dagen}}\n",
    )


phone_targets_gone = plan_of("measure: milestone, due: 2024-05-01")
no_dates = plan_of("measure: activity, unit: möten")


def row(
    number: int,
    *,
    value: str = "3",
    writer: str = "kansli",
    replaces: str = "",
    place: str = "Hjo",
    day: str = "2024-03-12",
    target: str = "schoolinfo",
    of: str = "",
    note: str = "",
) -> str:
    """One row of a record, as the program writes it."""
    id_ = f"018f2d67-31e0-7cc1-93a5-{number:012x}"
    logged_at = f"2024-03-12T10:00:{number % 60:02}.000000Z"
    return ",".join((id_, day, target, place, value, of, note, replaces, writer, logged_at)) + "\n"


def id_of(number: int) -> str:
    return row(number).split(",")[0]


def recorded(name: str, *rows: str) -> Step:
    return written(f"data/2024/{name}.csv", HEADER + "".join(rows))


corrected_by_another = all_of(
    recorded("kansli", row(1)), recorded("skola", row(2, value="4", writer="skola", replaces=id_of(1)))
)
cancelled = recorded("skola", row(5), row(6, value="", replaces=id_of(5)))
two_alike = all_of(
    years(2023, 2024),
    recorded("kansli", row(2)),
    written(
        "data/2023/kansli.csv", HEADER + row(2).replace("018f", "017f").replace("2024-03-12,", "2023-03-12,")
    ),
)


def failing(where: str, number: int) -> Fault:
    """A call that fails as the system would have it fail."""

    def fault() -> AbstractContextManager[object]:
        return patch(where, side_effect=OSError(number, os.strerror(number)))

    return fault


def closed(name: str) -> Step:
    """A file or folder that nobody may read or write."""
    return lambda folder: (folder / name).chmod(0)


def read_only(name: str) -> Step:
    return lambda folder: (folder / name).chmod(0o500)


def folder_named(name: str) -> Step:
    return lambda folder: (folder / name).mkdir(parents=True)


def link(name: str, to: str) -> Step:
    return lambda folder: (folder / name).symlink_to(to)
