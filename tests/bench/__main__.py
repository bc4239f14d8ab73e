"""Measure everything, print the tables, and write them into `docs/measured/performance.md`."""

import platform
import tempfile
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from tests.bench import decisions
from tests.bench.data import outcomes, the_plan, write_record
from tests.bench.imports import imports
from tests.bench.measure import ROUNDS
from tests.bench.run import SMALL, Row, measured

PAGE = Path(__file__).parents[2] / "docs" / "measured" / "performance.md"
_BEGIN, _END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
_MODULES = 25


def main() -> None:
    """Measure. Fails where programs disagree; a bound that is not kept is told, for the page to explain."""
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        settings = {"LOVP_LANG": "sv", "XDG_CACHE_HOME": str(base / "cache")}
        bounds = _shown(chain(measured(base / "bounds"), imports(base / "imports", settings)))
        folder, copied = base / "ways", base / "copied"
        rows = list(outcomes(the_plan(), SMALL))
        write_record(folder, rows)
        record = write_record(copied, rows)
        write_record(base / "one", rows[:1]).rename(record.with_name("copy.csv"))
        ways = _shown([*decisions.ways(folder, copied, settings), *decisions.parsers(base)])
        modules = decisions.import_times(folder, settings)
    text = "".join(report(bounds, ways, modules))
    before, rest = PAGE.read_text(encoding="utf-8").split(_BEGIN)
    PAGE.write_text(before + _BEGIN + text + _END + rest.split(_END)[1], encoding="utf-8")
    if broken := [row for row in bounds if not row.kept]:
        print("Not within bounds:", ", ".join(f"{row.what} (to {row.beside})" for row in broken))


def _shown(rows: Iterable[Row]) -> list[Row]:
    """The rows, each printed as soon as it is known."""
    found = []
    for row in rows:
        most = "" if row.most is None else f"at most {row.most:.3g}" + ("" if row.kept else "   NOT KEPT")
        print(
            f"{row.what:<60}{row.seconds * 1000:>9.1f} ms {row.ratio:>8.2f} × {row.beside:<20} {most}",
            flush=True,
        )
        found.append(row)
    return found


def report(bounds: Iterable[Row], ways: Iterable[Row], modules: list[tuple[str, int]]) -> Iterable[str]:
    yield f"Medians of {ROUNDS} rounds on {platform.system()} {platform.machine()}, "
    yield f"Python {platform.python_version()}.\n\n"
    yield "| whole process | ms | ratio | to | at most | |\n|---|---:|---:|---|---:|---|\n"
    for row in bounds:
        most = "" if row.most is None else f"{row.most:.3g}"
        word = "" if row.most is None else "kept" if row.kept else "**not kept**"
        cells = (row.what, f"{row.seconds * 1000:.0f}", f"{row.ratio:.2f}", row.beside, most, word)
        yield f"| {' | '.join(cells)} |\n"
    yield "\n### Other ways\n\n| whole process | ms | × its bare Python |\n|---|---:|---:|\n"
    for row in ways:
        yield f"| {row.what} | {row.seconds * 1000:.0f} | {row.ratio:.2f} |\n"
    total = sum(own for _name, own in modules)
    yield "\n### Imports of `lovp progress --format csv`\n\n"
    yield f"{len(modules)} modules, {total / 1000:.0f} ms in all; those that take longest by themselves:\n\n"
    yield "| module | ms |\n|---|---:|\n"
    for name, own in modules[:_MODULES]:
        yield f"| {name} | {own / 1000:.2f} |\n"


if __name__ == "__main__":
    main()
