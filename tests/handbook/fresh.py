"""The tutorial carried out to the letter: a fresh clone, a new home, an empty cache, and nothing else.

`make tutorial` prints each step with what it answered and how long it took, and writes the times into
docs/measured/tutorial.md.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.handbook.pages import DOCS, LANGUAGES, ROOT, Block, scenes, steps
from tests.handbook.session import Session

PAGE = DOCS / "measured" / "tutorial.md"
_PROGRAMS = ("pipx", "python3")
"""What the reader has, beside what every system has."""


class Carried(NamedTuple):
    """A block as it was answered, what stands in the page, and the seconds that it took."""

    block: Block
    answered: str
    seconds: float


def clone(place: Path) -> Path:
    """A fresh clone of the project, with what has been changed here and not been committed."""
    fresh = place / "lovp"
    subprocess.run(["git", "clone", "--quiet", ROOT, fresh], check=True)
    changed = subprocess.run(["git", "-C", ROOT, "diff", "HEAD", "--binary"], capture_output=True, check=True)
    if changed.stdout:
        subprocess.run(["git", "-C", fresh, "apply"], input=changed.stdout, check=True)
    return fresh


def home(place: Path, language: str) -> dict[str, str]:
    """The variables of somebody who has a new home, an empty cache, Python and pipx."""
    new = place / f"home-{language}"
    programs = new / "programs"
    programs.mkdir(parents=True)
    for name in _PROGRAMS:
        found = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        assert found, f"{name} is not here"
        (programs / name).symlink_to(found)
    return {
        "HOME": str(new),
        "PATH": os.pathsep.join([str(new / ".local" / "bin"), str(programs), "/usr/bin", "/bin"]),
        "LANG": "C.UTF-8",
        "LOVP_LANG": language,
        "COLUMNS": "80",
        "TZ": "UTC",
    }


def carry_out(fresh: Path, environment: dict[str, str]) -> list[Carried]:
    """Every block of the clone's own tutorial, one after the other; what is installed already stays so."""
    language = environment["LOVP_LANG"]
    text = (fresh / "docs" / language / "tutorial.md").read_text(encoding="utf-8")
    session = Session(Path(environment["HOME"]), environment)
    session.folder = fresh
    carried = []
    for scene in scenes(text):
        for block in scene.blocks:
            if block.language == "console":
                began = time.monotonic()
                if "not here" in block.remarks:
                    if shutil.which("lovp", path=environment["PATH"]) is None:
                        _install(session, block)
                    answered = block.text
                    session.folder = Path(environment["HOME"])
                else:
                    answered = session.play(block)
                carried.append(Carried(block, answered, time.monotonic() - began))
    return carried


def _install(session: Session, block: Block) -> None:
    """What the reader sees of an installation is the installer's own; that it ends well is what counts."""
    for step in steps(block):
        answer, code = session.run(step.command)
        assert code == 0, "\n".join(answer)


def main() -> None:
    """Carry it out in both languages, show it, and keep the times."""
    lines = [
        "# The tutorial, carried out",
        "",
        "Written by `make tutorial`: a fresh clone, a new home, an empty cache. What the machine needed for",
        "each step of the tutorial, in seconds; reading and typing come on top.",
        "",
        "| step | Swedish | English |",
        "|---|---:|---:|",
    ]
    with tempfile.TemporaryDirectory(prefix="lovp-fresh-") as name:
        fresh = clone(Path(name))
        runs = [carry_out(fresh, home(Path(name), language)) for language in LANGUAGES]
    for carried in runs[0]:
        print(carried.answered)
    for pair in zip(*runs, strict=True):
        commands = "<br>".join(f"`{step.command}`" for step in steps(pair[0].block))
        lines.append(f"| {commands} | " + " | ".join(f"{one.seconds:.1f}" for one in pair) + " |")
    lines.append("| **all** | " + " | ".join(f"{sum(one.seconds for one in run):.1f}" for run in runs) + " |")
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} has the times.")


if __name__ == "__main__":
    main()
