"""What the processes of `test_together.py` do: `python -m tests.faults.together write|read …`."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from lovp.errors import LovpError
from lovp.model import Outcome
from lovp.plan.load import load_plans
from lovp.record.append import append
from lovp.record.new import finish_row
from lovp.record.record import read_record

ASKED, SAVED, REFUSED = "asked", "saved", "refused"
_WORKER = 10**6


def start(*words: object) -> "subprocess.Popen[bytes]":
    """A worker: `write FOLDER FILE WORKER COUNT` or `read FOLDER FILE`; they tell in FILE what they did."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.together", *map(str, words)],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )


def told(file: Path, what: str) -> list[str]:
    """The ids of which a worker has said so; a line that it was killed in the middle of says nothing."""
    lines = file.read_text().split("\n")[:-1] if file.exists() else []
    return [line.removeprefix(f"{what} ") for line in lines if line.startswith(f"{what} ")]


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 300
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def end(process: "subprocess.Popen[bytes]") -> int:
    """Wait for a worker, which has nothing to complain of; its code."""
    _out, err = process.communicate(timeout=600)
    assert err == b""
    return process.returncode


def write(folder: Path, told: Path, worker: int, count: int) -> None:
    """Record outcomes, by turns for the writer that all share and for one of its own; acknowledge each."""
    with told.open("ab", buffering=0) as out:
        for number in range(count):
            row = outcome(worker, number, "kansli" if number % 2 else f"kontor-{worker}")
            out.write(f"{ASKED} {row.id}\n".encode())
            try:
                append(folder, row.writer, [row])
            except LovpError:
                out.write(f"{REFUSED} {row.id}\n".encode())
            else:
                out.write(f"{SAVED} {row.id}\n".encode())


def outcome(worker: int, number: int, writer: str) -> Outcome:
    """An outcome whose every cell follows from who made it, as which in order; so a part of it shows."""
    note = f'arbete {worker}, nummer {number}: "' + "åäö " * (number * 7 % 60) + '"'
    place, value = "Hjo" if number % 3 else "", worker * _WORKER + number
    row = Outcome("", date(2024, 3, 1 + number % 28), "schoolinfo", place, value, None, note, "", "", "")
    return finish_row(row, writer, datetime.now(UTC))


def is_whole(row: Outcome) -> bool:
    """Whether the row is one that a worker made, with all its cells."""
    made = outcome(*divmod(int(row.value or 0), _WORKER), row.writer)
    return (row.date, row.target, row.place, row.note) == (made.date, made.target, made.place, made.note)


def read(folder: Path, told: Path) -> None:
    """Read all the time until standard input ends; tell how often, and which lines were problems.

    A row that was seen stays, and is whole. The file is there, empty, from the first reading on.
    """
    os.set_blocking(sys.stdin.fileno(), False)
    (plan,) = load_plans(folder.parents[1] / "targets.yaml")
    seen: set[str] = set()
    problems: set[tuple[str, int]] = set()
    readings = 0
    while sys.stdin.buffer.read(1) is None or not readings:
        record = read_record(folder, plan)
        rows = dict(record.rows)
        assert {*rows} >= seen, "a row is gone"
        assert all(is_whole(row) for row_id, row in rows.items() if row_id not in seen)
        assert len(record.outcomes) == len(rows), "not every row counts"
        seen |= {*rows}
        problems |= {(problem.file, problem.line) for problem in record.problems}
        readings += 1
        told.touch()
    told.write_text(json.dumps({"readings": readings, "problems": sorted(problems)}), encoding="utf-8")


if __name__ == "__main__":
    act, where, file, *numbers = sys.argv[1:]
    if act == "write":
        write(Path(where), Path(file), *map(int, numbers))
    else:
        read(Path(where), Path(file))
