"""The made-up years of `example` and `example_districts` as folders with a plan and a record."""

from itertools import groupby
from pathlib import Path

from lovp.example import LIST, MARK, SILENT, district_plans, example_year
from lovp.files import write_whole
from lovp.plan.load import FILE_NAME, SCHEMA_NAME, parse_plans
from lovp.plan.new_year import TEMPLATE_YEAR, plan_for
from lovp.plan.schema import schema_text
from lovp.record.append import append

_FILLERS = 40
"""Rows of a made-up district on commitments without a number."""


def write_district(folder: Path) -> int:
    """Write the 2024 plan, marked as an example, and a made-up year; returns how many outcomes there are."""
    text = plan_for(TEMPLATE_YEAR).replace("\norganisation: ", f"\norganisation: {MARK} ", 1)
    write_whole({folder / FILE_NAME: text.encode(), folder / SCHEMA_NAME: schema_text("sv").encode()})
    return _write_year(folder, text)


def write_districts(folder: Path) -> int:
    """Write nine districts' folders and the file that lists them; returns how many outcomes there are."""
    plans = dict(district_plans())
    write_whole({folder / LIST: "\n".join([f"# {MARK}", *plans, ""]).encode()})
    count = 0
    for seed, (name, text) in enumerate(plans.items()):
        (folder / name).mkdir()
        write_whole({folder / name / FILE_NAME: text.encode()})
        count += 0 if name == SILENT else _write_year(folder / name, text, seed, _FILLERS)
    return count


def _write_year(folder: Path, text: str, seed: int = 1, fillers: int | None = None) -> int:
    plan = parse_plans(text, FILE_NAME)[0]
    rows = sorted(example_year(plan, seed, fillers), key=lambda row: row.writer)
    for writer, own in groupby(rows, key=lambda row: row.writer):
        append(folder / "data" / str(plan.year), writer, list(own))
    return len(rows)
