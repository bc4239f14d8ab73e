"""Made-up records of any size, with corrections, and the same outcomes as an accountant's journal."""

from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from uuid import UUID

from lovp.example import example_year
from lovp.model import ADDITIVE, Outcome, Plan
from lovp.plan.load import load_plans
from lovp.record.row import HEADER, format_row

PLAN = Path(__file__).parents[2] / "targets.yaml"

_SEEDS = 20
_CORRECT_EACH, _CANCEL_EACH = 97, 211
"""One row in so many is put right by a later one, or cancelled."""


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
    file = folder / "data" / "2024" / "bench.csv"
    file.parent.mkdir(parents=True)
    (folder / "targets.yaml").write_bytes(PLAN.read_bytes())
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEADER + "\n")
        out.writelines(map(format_row, rows))
    return file


def write_districts(base: Path, record: Path, count: int, rows: int) -> Path:
    """So many districts, each with the first rows of a record; returns the file that lists their folders."""
    with record.open(encoding="utf-8") as lines:
        content = "".join(islice(lines, rows + 1))
    plan = PLAN.read_text(encoding="utf-8")
    (organisation,) = (line for line in plan.splitlines() if line.startswith("organisation:"))
    for number in range(count):
        folder = base / f"d{number}"
        (folder / "data" / "2024").mkdir(parents=True)
        (folder / "data" / "2024" / "bench.csv").write_text(content, encoding="utf-8", newline="\n")
        own = plan.replace(organisation, f"organisation: Distrikt {number}")
        (folder / "targets.yaml").write_text(own, encoding="utf-8")
    names = "".join(f"d{number}\n" for number in range(count))
    (base / "distrikt.txt").write_text(names, encoding="utf-8")
    return base / "distrikt.txt"


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
