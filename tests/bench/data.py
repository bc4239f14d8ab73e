"""Made-up records of any size, with corrections, and the same outcomes as an accountant's journal."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from uuid import UUID

from lovp.model import ADDITIVE, Outcome, Plan
from lovp.plan.load import load_plans
from lovp.record.row import COLUMNS, HEADER, format_row
from tests.bench.made_up import example_year

PLAN = Path(__file__).parents[2] / "targets.yaml"

_SEEDS = 20
_CORRECT_EACH, _CANCEL_EACH = 97, 211
"""One row in so many is put right by a later one, or cancelled."""
_WRONG_EACH = 10
RECORD = "bench.csv"


def the_plan() -> Plan:
    """The plan of the repository, which the outcomes are for."""
    (plan,) = load_plans(PLAN)
    return plan


def outcomes(plan: Plan, count: int) -> Iterator[Outcome]:
    """So many rows: made-up years again and again, each row with an id of its own, some of them corrected."""
    made = [row for seed in range(_SEEDS) for row in example_year(plan, seed) if not row.replaces]
    adding = adding_up(plan)
    return islice(_corrected(_with_ids(cycle(made)), adding), count)


def adding_up(plan: Plan) -> dict[str, str]:
    """The area of each target whose outcomes are its own and add up: what every program can sum."""
    own = (target for target in plan.targets() if target.reads is None)
    return {target.id: target.area for target in own if isinstance(target.measure, ADDITIVE)}


def _with_ids(rows: Iterable[Outcome]) -> Iterator[Outcome]:
    for number, row in enumerate(rows):
        # The number goes into what is random in a UUIDv7; its last digits are left to corrections.
        value = UUID(row.id).int & ~((1 << 62) - 1)
        yield row._replace(id=str(UUID(int=value | number << 8)))


def _corrected(rows: Iterable[Outcome], adding: Iterable[str]) -> Iterator[Outcome]:
    wanted = set(adding)
    for number, row in enumerate(rows, 1):
        yield row
        if row.target not in wanted or row.value is None:
            continue
        correction = row._replace(id=f"{row.id[:-2]}ff", replaces=row.id)
        if number % _CORRECT_EACH == 0:
            yield correction._replace(value=row.value + 1)
        elif number % _CANCEL_EACH == 0:
            yield correction._replace(value=None)


def write_record(folder: Path, rows: Iterable[Outcome]) -> Path:
    """The rows as the one file of a year's record, beside the plan; returns the file."""
    file = folder / "data" / "2024" / RECORD
    file.parent.mkdir(parents=True)
    (folder / "targets.yaml").write_bytes(PLAN.read_bytes())
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEADER + "\n")
        out.writelines(map(format_row, rows))
    return file


def _semicolons(content: str) -> bytes:
    """As a spreadsheet in Swedish saves it, its decimal commas among it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    value, of = COLUMNS.index("value"), COLUMNS.index("of")
    for cells in csv.reader(io.StringIO(content, newline="")):
        cells[value], cells[of] = cells[value].replace(".", ","), cells[of].replace(".", ",")
        writer.writerow(cells)
    return out.getvalue().encode()


def _corrected_often(content: str) -> bytes:
    """The same figures by a longer way: each tenth row is recorded wrong, and then put right."""
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    links = {row["replaces"] for row in rows} | {row["id"] for row in rows if row["replaces"]}
    adding = adding_up(the_plan())
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for number, row in enumerate(rows):
        if number % _WRONG_EACH or row["id"] in links or row["target"] not in adding:
            writer.writerow(row)
            continue
        writer.writerow(row | {"value": int(row["value"]) + 1})
        writer.writerow(row | {"id": f"{row['id'][:-2]}fe", "replaces": row["id"]})
    return out.getvalue().encode()


VARIANTS: dict[str, Callable[[str], dict[str, bytes]]] = {
    "semicolons": lambda content: {RECORD: _semicolons(content)},
    "CRLF": lambda content: {RECORD: content.replace("\n", "\r\n").encode()},
    "BOM": lambda content: {RECORD: content.encode("utf-8-sig")},
    "cp1252": lambda content: {RECORD: content.encode("cp1252")},
    "a conflict copy": lambda content: {RECORD: content.encode(), "bench-DATOR7.csv": content.encode()},
    "one correction in ten": lambda content: {RECORD: _corrected_often(content)},
}
"""How else the same record may lie on the disk: the files of its folder, made of the plain file's text."""


def write_variant(base: Path, record: Path, name: str) -> Path:
    """The variant of a record in a folder of its own, beside the plan; returns the folder."""
    folder = base / name
    year = folder / "data" / "2024"
    year.mkdir(parents=True)
    (folder / "targets.yaml").write_bytes(PLAN.read_bytes())
    for file, content in VARIANTS[name](record.read_text(encoding="utf-8")).items():
        (year / file).write_bytes(content)
    return folder


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
        for target in plan.targets():
            if target.id in area_of:
                out.write(f"    ({target.area}:{target.id})  {target.goal or 0}\n")
        for row in sorted(counting.values(), key=lambda row: row.date):
            if row.target in area_of and row.value is not None:
                account = f"{area_of[row.target]}:{row.target}:{row.place or 'utan plats'}"
                out.write(f"\n{row.date} ({row.id}) {row.note}  ; writer:{row.writer}\n")
                out.write(f"    {account}  {row.value}\n    done\n")
