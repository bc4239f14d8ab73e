"""What everyday commands cost."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from lovp.render.papers import ENDINGS
from tests.bench.data import RECORD, outcomes, the_plan, write_journal, write_record
from tests.bench.measure import BARE, LOVP, PYTHON, Command, Row, costs
from tests.bench.others import check_agreement, hledger, lovp

SIZE = 5_000
EARLIER_YEARS = 10
_SCREEN = {"TERM": "xterm-256color", "COLUMNS": "100"}


def everyday(base: Path, settings: Mapping[str, str], rounds: int) -> Iterator[Row]:
    """Each command as it is used, with a record of 5 000 outcomes."""
    folder, old = base / "now", base / "earlier"
    plan = the_plan()
    write_record(folder, outcomes(plan, SIZE))
    journal = folder / "outcomes.journal"
    write_journal(journal, plan, outcomes(plan, SIZE))
    _write_earlier_years(old, write_record(old, outcomes(plan, SIZE)).read_bytes())

    # Another number each time: what was recorded before would be told of.
    log = (LOVP, "log", "schoolinfo", "1{turn}", "--place", "Skövde", "--date", "2024-03-12")
    table = (LOVP, "progress", "--as-of", "2024-12-31")
    paper = (LOVP, "export", "--month", "2024-12", "--output")
    forms = ",".join(ending for ending in ENDINGS.values() if ending != "pdf")
    csv, beside = lovp(folder, settings), hledger(folder, journal)
    check_agreement({"lovp": csv, **beside})
    timed = {
        BARE: Command((PYTHON, "-c", "pass"), folder, {}),
        "lovp --version": Command((LOVP, "--version"), folder, settings),
        "lovp log": Command(log, folder, settings),
        "csv": csv,
        "table": Command(table, folder, {**settings, **_SCREEN}, terminal=True),
        "target": _completion("lovp log scho", folder, settings),
        "place": _completion("lovp log schoolinfo 3 --place sko", folder, settings),
        "paper": Command((*paper, "-"), folder, settings),
        "papers": Command((*paper, base, "--format", forms), folder, settings),
        "csv, earlier years": lovp(old, settings),
        **beside,
    }
    found = {name: cost.seconds for name, cost in costs(timed, rounds).items()}
    limits = {
        "lovp --version": ("lovp --version", 9),
        "lovp log": ("lovp log …, complete, saved to the disk", 12),
        "csv": ("lovp progress --format csv, 5 000 outcomes", 12),
        "table": ("lovp progress as a table in a terminal, 5 000 outcomes", 20),
        "target": ("Tab in bash, a target", 10),
        "place": ("Tab in bash, a place", 10),
    }
    yield Row(BARE, BARE, found[BARE], 1, None)
    for name, (what, bound) in limits.items():
        yield Row(what, BARE, found[name], found[name] / found[BARE], bound)
    own, paper_alone, papers = found["csv"], found["paper"], found["papers"]
    if "hledger" in found:
        yield Row("that progress --format csv", "hledger", own, own / found["hledger"], 0.75)
    yield Row("lovp export --format md, 5 000 outcomes", "that progress", paper_alone, paper_alone / own, 2)
    yield Row(f"lovp export --format {forms}", "1 second", papers, papers, 2)
    earlier = found["csv, earlier years"]
    yield Row("progress, ten earlier years in data/", "without them", earlier, earlier / own, 1.05)


def _write_earlier_years(folder: Path, record: bytes) -> None:
    for year in range(2024 - EARLIER_YEARS, 2024):
        (folder / "data" / str(year)).mkdir()
        (folder / "data" / str(year) / RECORD).write_bytes(record.replace(b",2024-", f",{year}-".encode()))


def _completion(line: str, folder: Path, settings: Mapping[str, str]) -> Command:
    """What bash does at a Tab: it calls the program with the words so far in the environment."""
    asked = {"_LOVP_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    return Command((LOVP,), folder, {**settings, **asked})
