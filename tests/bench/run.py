"""What is measured, and what each of it may cost."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lovp.render.papers import ENDINGS
from tests.bench.data import (
    adding_up,
    outcomes,
    the_plan,
    write_districts,
    write_journal,
    write_record,
)
from tests.bench.measure import BARE, LOVP, PYTHON, Command, Cost, command, costs
from tests.bench.others import Other, disagreement, lovp, others

SMALL, LARGE, HUGE = 5_000, 100_000, 1_000_000
JOURNALS = (SMALL, LARGE)
EARLIER_YEARS = 10
DISTRICTS, EACH = 9, 50_000
"""As many districts as LO has, each with so many outcomes."""
MEGABYTE = 1_000_000
_SCREEN = {"TERM": "xterm-256color", "COLUMNS": "100"}


class Row(NamedTuple):
    """One line of the table: a ratio to something in the same run, and the most that it may be."""

    what: str
    beside: str
    seconds: float
    ratio: float
    most: float | None

    @property
    def kept(self) -> bool:
        """Whether it is within its bound, if it has one."""
        return self.most is None or self.ratio <= self.most


def measured(base: Path) -> Iterator[Row]:
    """Every line, as soon as it is known."""
    settings = {"LOVP_WRITER": "kansli", "LOVP_LANG": "sv", "XDG_CACHE_HOME": str(base / "cache")}
    plan = the_plan()
    records = {size: write_record(base / str(size), outcomes(plan, size)) for size in (SMALL, LARGE, HUGE)}
    journals = {size: base / str(size) / "outcomes.journal" for size in JOURNALS}
    for size, journal in journals.items():
        write_journal(journal, plan, outcomes(plan, size))
    yield from _everyday(base, settings, others(records[SMALL], journals[SMALL]))
    last: dict[str, Cost] = {}
    for size in (LARGE, HUGE):
        programs = {"lovp": lovp(base / str(size), settings), **others(records[size], journals.get(size))}
        if fault := disagreement(adding_up(plan), programs):
            raise SystemExit(f"The totals do not agree, {size} outcomes: {fault}")
        found = costs({name: each.command for name, each in programs.items()})
        yield from _beside_others(size, found)
        if size == HUGE:
            cost = found["lovp"].seconds
            yield Row(
                "from 100 000 to 1 000 000 outcomes", "the former", cost, cost / last["lovp"].seconds, 11
            )
            used = found["lovp"].memory / MEGABYTE
            yield Row("memory, 1 000 000 outcomes", "1 MB", cost, used, 400)
        last = found
    yield from _districts(base, settings, records[LARGE])


def _districts(base: Path, settings: dict[str, str], record: Path) -> Iterator[Row]:
    """All districts together, then with twice as much."""
    words = (LOVP, "rollup", "progress", "distrikt.txt", "--as-of", "2024-12-31", "--format")
    timed: dict[str, Command] = {}
    for rows in (EACH, 2 * EACH):
        folder = write_districts(base / f"{DISTRICTS} x {rows}", record, DISTRICTS, rows).parent
        timed[f"{rows}"] = command(*words, "csv", folder=folder, settings=settings)
    paper = (LOVP, "rollup", "export", "distrikt.txt", "--month", "2024-12", "--format", "md")
    timed["paper"] = command(*paper, folder=base / f"{DISTRICTS} x {EACH}", settings=settings)
    found = costs(timed)
    once, twice = found[f"{EACH}"], found[f"{2 * EACH}"]
    what = f"lovp rollup, {DISTRICTS} districts with 50 000 outcomes each"
    yield Row(what, "1 second", once.seconds, once.seconds, 3)
    yield Row(f"{what}, memory", "1 MB", once.seconds, once.memory / MEGABYTE, 300)
    yield Row("the same with 100 000 each", "the former", twice.seconds, twice.seconds / once.seconds, 2.2)
    written = found["paper"].seconds
    yield Row(f"{what}, export --format md", "1 second", written, written, 10)


def _everyday(base: Path, settings: dict[str, str], beside: Mapping[str, Other]) -> Iterator[Row]:
    folder = base / str(SMALL)
    old = base / "earlier"
    write_record(old, outcomes(the_plan(), SMALL))
    record = (folder / "data" / "2024" / "bench.csv").read_bytes()
    for year in range(2024 - EARLIER_YEARS, 2024):
        (old / "data" / str(year)).mkdir()
        (old / "data" / str(year) / "bench.csv").write_bytes(record.replace(b",2024-", f",{year}-".encode()))

    def log(turn: int) -> tuple[object, ...]:
        # Another number each time: what was recorded before would be told of.
        return (LOVP, "log", "schoolinfo", 1000 + turn, "--place", "Skövde", "--date", "2024-03-12")

    csv = (LOVP, "progress", "--as-of", "2024-12-31", "--format", "csv")
    table = (LOVP, "progress", "--as-of", "2024-12-31")
    paper = (LOVP, "export", "--month", "2024-12")
    forms = ",".join(ending for ending in ENDINGS.values() if ending != "pdf")
    timed = {
        BARE: command(PYTHON, "-c", "pass", folder=folder),
        "lovp --version": command(LOVP, "--version", folder=folder, settings=settings),
        "lovp log": Command(log, folder, settings),
        "csv": command(*csv, folder=folder, settings=settings),
        "table": command(*table, folder=folder, settings=settings | _SCREEN, terminal=True),
        "target": _completion("lovp log scho", folder, settings),
        "place": _completion("lovp log schoolinfo 3 --place sko", folder, settings),
        "paper": command(*paper, "--format", "md", folder=folder, settings=settings),
        "papers": command(*paper, "--format", forms, "--output", base, folder=folder, settings=settings),
        "csv, earlier years": command(*csv, folder=old, settings=settings),
    }
    asked = {"lovp": Other(timed["csv"], lovp(folder, settings).read), **beside}
    if fault := disagreement(adding_up(the_plan()), asked):
        raise SystemExit(f"The totals do not agree, {SMALL} outcomes: {fault}")
    found = costs(timed | {name: each.command for name, each in beside.items()})
    bare = found[BARE].seconds
    limits = {
        "lovp --version": ("lovp --version", 9),
        "lovp log": ("lovp log …, complete, saved to the disk", 12),
        "csv": ("lovp progress --format csv, 5 000 outcomes", 12),
        "table": ("lovp progress as a table in a terminal, 5 000 outcomes", 20),
        "target": ("Tab in bash, a target", 10),
        "place": ("Tab in bash, a place", 10),
    }
    yield Row(BARE, BARE, bare, 1, None)
    for name, (what, bound) in limits.items():
        yield Row(what, BARE, found[name].seconds, found[name].seconds / bare, bound)
    own, earlier = found["csv"].seconds, found["csv, earlier years"].seconds
    for name in beside:
        yield Row(limits["csv"][0], name, own, own / found[name].seconds, 0.75 if name == "hledger" else None)
    written = found["papers"].seconds
    one = found["paper"].seconds
    yield Row("lovp export --format md, 5 000 outcomes", "that progress", one, one / own, 2)
    yield Row(f"lovp export --format {forms}", "1 second", written, written, 2)
    yield Row(
        "progress, ten earlier years in data/",
        "without them",
        earlier,
        earlier / own,
        1.05,
    )


def _completion(line: str, folder: Path, settings: dict[str, str]) -> Command:
    """What bash does at a Tab: it calls the program with the words so far in the environment."""
    asked = {"_LOVP_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    return command(LOVP, folder=folder, settings=settings | asked)


def _beside_others(size: int, found: Mapping[str, Cost]) -> Iterator[Row]:
    words = f"{size:,}".replace(",", " ")
    own = found["lovp"].seconds
    for name, cost in found.items():
        if name != "lovp":
            most = 1 / 8 if name == "hledger" else None if name == "sqlite3" and size == LARGE else 1
            yield Row(f"lovp progress, {words} outcomes", name, own, own / cost.seconds, most)
