"""What other ways of doing the same would cost: the figures behind `docs/measured/performance.md`."""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.bench.measure import BARE, ENVIRONMENT, LOVP, PYTHON, Command, command, costs
from tests.bench.run import Row

_TUNED = "rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False"
_TYPER = """\
import typer
app = typer.Typer({settings})
@app.command()
def hello(name: str = "you") -> None:
    print(name)
app()
"""
_ARGPARSE = """\
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--name", default="you")
print(parser.parse_args().name)
"""
_ORDINARY_END = "import sys; from lovp.cli.main import main; sys.exit(main(sys.argv[1:]))"
_LIBRARIES = {
    "0.28": ("typer==0.28.0", "fasteners==0.20", "platformdirs==4.14.8"),
    "0.29": ("typer==0.29.0",),
}


def parsers(base: Path) -> Iterator[Row]:
    """A command of one option with each parser, and libraries that are not used; nothing without pip."""
    pythons = {}
    for version, libraries in _LIBRARIES.items():
        python = _installed(base / f"typer-{version}", libraries)
        if python is None:
            print(f"{', '.join(libraries)} can't be installed here.", file=sys.stderr)
            return
        pythons[version] = python
    python = pythons["0.28"]
    timed = {BARE: command(python, "-c", "pass", folder=base)}
    timed["one option, argparse"] = command(python, "-c", _ARGPARSE, folder=base)
    for version, own in pythons.items():
        for how, settings in (("as it comes", ""), (_TUNED, _TUNED)):
            program = _TYPER.format(settings=settings)
            timed[f"one option, typer {version}, {how}"] = command(own, "-c", program, folder=base)
    for library in ("fasteners", "platformdirs"):
        timed[f"import {library}"] = command(python, "-c", f"import {library}", folder=base)
    yield from _beside_bare(timed)


def ways(folder: Path, copied: Path, settings: dict[str, str]) -> Iterator[Row]:
    """`lovp progress --format csv` in the record of `folder`, and what it would cost done otherwise.

    `copied` has the same record, with a copy of one of its rows in another file.
    """
    words = ("progress", "--as-of", "2024-12-31", "--format", "csv")
    # There a folder can't be made, so that nothing is kept.
    no_cache = {**settings, "XDG_CACHE_HOME": str(folder / "targets.yaml")}
    timed = {
        BARE: command(PYTHON, "-c", "pass", folder=folder),
        "lovp progress --format csv": command(LOVP, *words, folder=folder, settings=settings),
        "the interpreter taken apart at the end, garbage collected": command(
            PYTHON, "-c", _ORDINARY_END, *words, folder=folder, settings=settings
        ),
        "targets.yaml parsed, no plan kept": command(LOVP, *words, folder=folder, settings=no_cache),
        "one row in two files: every row read in full": command(
            LOVP, *words, folder=copied, settings=settings
        ),
    }
    yield from _beside_bare(timed)


def import_times(folder: Path, settings: dict[str, str]) -> list[tuple[str, int]]:
    """The modules that take longest by themselves as `lovp progress --format csv` starts, in microseconds."""
    done = subprocess.run(
        [PYTHON, "-X", "importtime", "-m", "lovp", "progress", "--format", "csv"],
        cwd=folder,
        env=ENVIRONMENT | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines() if "|" in line]
    return sorted(((name.strip(), int(own)) for own, _all, name in lines[1:]), key=lambda pair: -pair[1])


def _beside_bare(timed: Mapping[str, Command]) -> Iterator[Row]:
    found = costs(timed)
    for name, cost in found.items():
        yield Row(name, BARE, cost.seconds, cost.seconds / found[BARE].seconds, None)


def _installed(folder: Path, libraries: Sequence[str]) -> Path | None:
    """The Python of a new environment with the libraries in it; None where they can't be had."""
    subprocess.run([PYTHON, "-m", "venv", folder], check=True)
    python = folder / PYTHON.relative_to(PYTHON.parents[1])
    wanted: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *libraries,
    ]
    done = subprocess.run(wanted, capture_output=True, check=False)
    return None if done.returncode else python
