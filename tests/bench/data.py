"""Made-up records of any size, with corrections, and the same outcomes as an accountant's journal."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from uuid import UUID

from lovp.model import ADDITIVE, Outcome, Plan
from lovp.plan.load import load_plans
from lovp.record.row import COLUMNS, HEADER, format_row
from tests.faults.rows import PLAIN, Form
from tests.rows import example_rows

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "targets.yaml"
MEASURED = ROOT / "docs" / "measured"
RECORD = "bench.csv"

_DAYS, _STEP = 366, 11
"""Each time the year is gone through its outcomes are so many days later, which comes to all days."""
_CORRECT_EACH, _CANCEL_EACH = 97, 211
"""One row in so many is put right by a later one, or cancelled."""
_WRONG_EACH = 10
_BEGIN, _END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"


def write_page(page: Path, text: str) -> None:
    """Put what was measured between the page's marks."""
    before, rest = page.read_text(encoding="utf-8").split(_BEGIN)
    page.write_text(before + _BEGIN + text + _END + rest.split(_END)[1], encoding="utf-8")


def the_plan() -> Plan:
    """The plan of the repository, which the outcomes are for."""
    (plan,) = load_plans(PLAN)
    return plan


def outcomes(plan: Plan, count: int) -> Iterator[Outcome]:
    """So many rows: the example's year again and again, on other days each time, some of them corrected."""
    made = [row for row in example_rows() if not row.replaces]
    return islice(_corrected(made, adding_up(plan)), count)


def adding_up(plan: Plan) -> dict[str, str]:
    """The area of each target whose outcomes are its own and add up: what every program can sum."""
    own = (target for target in plan.targets() if target.reads is None)
    return {target.id: target.area for target in own if isinstance(target.measure, ADDITIVE)}


def _corrected(rows: Sequence[Outcome], adding: Mapping[str, str]) -> Iterator[Outcome]:
    for number, made in enumerate(cycle(rows)):
        # The number goes into what is random in a UUIDv7; its last digits are left to corrections.
        value = UUID(made.id).int & ~((1 << 62) - 1)
        day = (made.date.timetuple().tm_yday + _STEP * (number // len(rows))) % _DAYS
        row = made._replace(id=str(UUID(int=value | number << 8)), date=date(2024, 1, 1) + timedelta(day))
        yield row
        if row.target not in adding or row.value is None:
            continue
        correction = row._replace(id=f"{row.id[:-2]}ff", replaces=row.id)
        if number % _CORRECT_EACH == 0:
            yield correction._replace(value=row.value + 1)
        elif number % _CANCEL_EACH == 0:
            yield correction._replace(value=None)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A folder with the plan and these files as the year's record; returns the record's folder."""
    year = folder / "data" / "2024"
    year.mkdir(parents=True)
    (folder / "targets.yaml").write_bytes(PLAN.read_bytes())
    for name, content in files.items():
        (year / name).write_bytes(content)
    return year


def write_record(folder: Path, rows: Iterable[Outcome]) -> Path:
    """The rows as the one file of a year's record, beside the plan; returns the file."""
    file = write_folder(folder, {}) / RECORD
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEADER + "\n")
        out.writelines(map(format_row, rows))
    return file


Rows = list[tuple[str, ...]]


def _corrected_often(rows: Rows) -> Rows:
    """The same figures by a longer way: each tenth row is recorded wrong, and then put right."""
    adding = adding_up(the_plan())
    replaces = COLUMNS.index("replaces")
    links = {row[replaces] for row in rows} | {row[0] for row in rows if row[replaces]}
    found = []
    for number, row in enumerate(rows):
        cells = dict(zip(COLUMNS, row, strict=True))
        if number % _WRONG_EACH or cells["id"] in links or cells["target"] not in adding:
            found.append(row)
            continue
        right = cells | {"id": f"{cells['id'][:-2]}fe", "replaces": cells["id"]}
        found += [tuple((cells | {"value": str(int(cells["value"]) + 1)}).values()), tuple(right.values())]
    return found


VARIANTS: dict[str, Callable[[Rows], dict[str, bytes]]] = {
    "semicolons": lambda rows: {RECORD: Form(delimiter=";", decimal=",").file(rows)},
    "CRLF": lambda rows: {RECORD: Form(line_break="\r\n").file(rows)},
    "BOM": lambda rows: {RECORD: Form(mark="\ufeff").file(rows)},
    "cp1252": lambda rows: {RECORD: Form(encoding="cp1252").file(rows)},
    "a conflict copy": lambda rows: dict.fromkeys((RECORD, "bench-DATOR7.csv"), PLAIN.file(rows)),
    "one correction in ten": lambda rows: {RECORD: PLAIN.file(_corrected_often(rows))},
}
"""How else the same record may lie on the disk: the files of its folder, made of the plain file's rows."""


def write_variant(base: Path, record: Path, name: str) -> Path:
    """The variant of a record in a folder of its own, beside the plan; returns the folder."""
    with record.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row) for row in csv.reader(file)][1:]
    write_folder(base / name, VARIANTS[name](rows))
    return base / name


def write_journal(file: Path, plan: Plan, rows: Iterable[Outcome]) -> None:
    """The rows that count and add up as a journal, all that they say in it, with the goals as its budget.

    hledger has neither corrections nor a union, so that is done for it here.
    """
    counting = {row.id: row for row in rows}
    for row in list(counting.values()):
        counting.pop(row.replaces, None)
    area_of = adding_up(plan)
    with file.open("w", encoding="utf-8") as out:
        out.write(f"~ yearly from {plan.first_day}\n")
        for id_, area in area_of.items():
            out.write(f"    ({area}:{id_})  {plan.target_by_id[id_].goal or 0}\n")
        for row in sorted(counting.values(), key=lambda row: row.date):
            if row.target in area_of and row.value is not None:
                account = f"{area_of[row.target]}:{row.target}:{row.place or 'utan plats'}"
                out.write(f"\n{row.date} ({row.id}) {row.note}  ; writer:{row.writer}\n")
                out.write(f"    {account}  {row.value}\n    done\n")
