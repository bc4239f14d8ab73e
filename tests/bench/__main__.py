"""Measure everything, print the tables, and write them into `docs/measured/performance.md`."""

import platform
import tempfile
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from tests.bench.imports import imports
from tests.bench.measure import ROUNDS
from tests.bench.run import Row, measured

PAGE = Path(__file__).parents[2] / "docs" / "measured" / "performance.md"
_BEGIN, _END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"


def main() -> None:
    """Measure. Fails where programs disagree; a bound that is not kept is told, for the page to explain."""
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        settings = {"LOVP_LANG": "sv", "XDG_CACHE_HOME": str(base / "cache")}
        bounds = _shown(chain(measured(base / "bounds"), imports(base / "imports", settings)))
    text = "".join(report(bounds))
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


def report(bounds: Iterable[Row]) -> Iterable[str]:
    """The page's table."""
    yield f"Medians of {ROUNDS} rounds on {platform.system()} {platform.machine()}, "
    yield f"Python {platform.python_version()}.\n\n"
    yield "| whole process | ms | ratio | to | at most | |\n|---|---:|---:|---|---:|---|\n"
    for row in bounds:
        most = "" if row.most is None else f"{row.most:.3g}"
        word = "" if row.most is None else "kept" if row.kept else "**not kept**"
        cells = (row.what, f"{row.seconds * 1000:.0f}", f"{row.ratio:.2f}", row.beside, most, word)
        yield f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    main()
