"""Measure, and print the table; where everything was measured, write it into docs/measured/performance.md.

`python -m tests.bench record` measures one part alone, in fewer rounds, and only prints.
"""

import platform
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.bench.data import MEASURED, write_page
from tests.bench.measure import Row
from tests.bench.parts import everyday, imports, record

PARTS = {"everyday": everyday, "record": record, "imports": imports}
ROUNDS, FEW_ROUNDS = 11, 5


def main(parts: Sequence[str]) -> None:
    """Measure the parts, or all. Fails where programs disagree; a bound that is not kept is told."""
    if unknown := set(parts) - PARTS.keys():
        raise SystemExit(f"There is no part {', '.join(sorted(unknown))}, but {', '.join(PARTS)}.")
    found = []
    for row in measured(parts or [*PARTS], FEW_ROUNDS if parts else ROUNDS):
        most = "" if row.most is None else f"at most {row.most:.3g}" + ("" if row.kept else "   NOT KEPT")
        took = f"{row.seconds * 1000:>9.1f} ms {row.ratio:>8.2f} × {row.beside:<20}"
        print(f"{row.what:<60}{took} {most}", flush=True)
        found.append(row)
    if not parts:
        write_page(MEASURED / "performance.md", "".join(report(found)))


def measured(parts: Iterable[str], rounds: int) -> Iterator[Row]:
    """The lines of the parts, each as soon as it is known."""
    for part in parts:
        with tempfile.TemporaryDirectory() as name:
            base = Path(name)
            settings = {"LOVP_WRITER": "kansli", "LOVP_LANG": "sv", "XDG_CACHE_HOME": str(base / "cache")}
            yield from PARTS[part](base, settings, rounds)


def report(rows: Iterable[Row]) -> Iterator[str]:
    """The page's table."""
    yield f"Medians of {ROUNDS} rounds on {platform.system()} {platform.machine()}, "
    yield f"Python {platform.python_version()}.\n\n"
    yield "| whole process | ms | ratio | to | at most | |\n|---|---:|---:|---|---:|---|\n"
    for row in rows:
        most = "" if row.most is None else f"{row.most:.3g}"
        word = "" if row.most is None else "kept" if row.kept else "**not kept**"
        cells = (row.what, f"{row.seconds * 1000:.0f}", f"{row.ratio:.2f}", row.beside, most, word)
        yield f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    main(sys.argv[1:])
