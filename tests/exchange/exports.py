"""Answers to a form as they are exported: the columns of ODK Central and KoboToolbox, and what is in them.

ODK Central: lib/data/briefcase.js of getodk/central-backend. KoboToolbox: reporting/export.py of formpack,
and the fields that kpi copies (kpi/models/import_export_task.py).
"""

from collections.abc import Sequence
from typing import NamedTuple

from tests.exchange.phone import Phone
from tests.workbooks import read, table


class Sent(NamedTuple):
    """An answer that was sent: what it holds, the id it got, and the one that it got by an edit, if any."""

    leaves: dict[str, str]
    id: str
    edited: str = ""


Table = tuple[list[str], list[list[str]]]
Called = tuple[dict[str, str], dict[str, str]]

_CENTRAL = (
    "SubmitterID SubmitterName AttachmentsPresent AttachmentsExpected Status ReviewState DeviceID Edits"
)
_KOBO = "_id _uuid _submission_time _validation_status _notes _status _submitted_by __version__ _tags"


def central(phone: Phone, sent: Sequence[Sent]) -> Table:
    """ODK Central's CSV: groups joined with hyphens; `KEY` is the first id of all."""
    paths = [path for path, _value in phone.leaves()]
    names = [path.replace("/", "-") for path in paths]
    headers = ["SubmissionDate", *names, "KEY", *_CENTRAL.split(), "FormVersion"]
    rows: list[list[str]] = []
    for answer in sent:
        values = answer.leaves | {"meta/instanceID": f"uuid:{answer.edited or answer.id}"}
        cells = [values[path] for path in paths]
        edits = "1" if answer.edited else "0"
        more = [f"uuid:{answer.id}", "5", "Skaraborg", "0", "0", "", "", "collect:x", edits, "1"]
        rows.append(["2024-05-02T10:00:00.000Z", *cells, *more])
    return headers, rows


def kobo(phone: Phone, sent: Sequence[Sent], labels: Called | None = None, *, groups: bool = False) -> Table:
    """KoboToolbox's table: names, or labels, with or without groups."""
    fields = [path for path, _value in phone.leaves() if not path.startswith("meta/")]
    questions, choices = labels or ({}, {})
    headers = ["start", "end"]
    for path in fields:
        steps = path.split("/") if groups else [path.rpartition("/")[2]]
        headers.append("/".join(questions.get(step) or step for step in steps))
    headers += [*_KOBO.split(), "meta/rootUuid", "_index"]
    rows: list[list[str]] = []
    for number, answer in enumerate(sent, 1):
        cells = ["2024-05-02T09:58:00.000+02:00", "2024-05-02T10:00:00.000+02:00"]
        for path in fields:
            leaf, chosen = answer.leaves[path], path.rpartition("/")[2]
            is_choice = chosen in ("area", "target", "subregion", "municipality")
            cells.append(choices.get(leaf, leaf) if is_choice else leaf)
        cells += [str(4000 + number), answer.edited or answer.id, "2024-05-02T10:00:00", "", ""]
        cells += ["submitted_via_web", "", "vX", "", f"uuid:{answer.id}", str(number)]
        rows.append(cells)
    return headers, rows


def called(workbook: bytes, language: str) -> Called:
    """What questions and choices are called in the workbook, as KoboToolbox shows them, by their names."""
    sheets = read(workbook)
    questions, choices = (
        {row["name"]: row[f"label::{language}"] for row in table(sheets[name]) if row["name"]}
        for name in ("survey", "choices")
    )
    return questions, choices
