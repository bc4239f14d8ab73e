"""The catalogue of mistakes: what is changed in the full plan, and the whole text that a person then sees.

`mistakes.txt` has one mistake under each `## `: lines that begin with `-` are replaced in `full.yaml` by the
lines that begin with `+` after them, and everything else up to the next `## ` is the text that is expected.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
FULL = (FOLDER / "full.yaml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Mistake:
    name: str
    edits: tuple[tuple[str, str], ...]
    expected: str

    def text(self) -> str:
        """The full plan with the mistake in it."""
        text = FULL
        for old, new in self.edits:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text


def catalogue() -> list[Mistake]:
    text = (FOLDER / "mistakes.txt").read_text(encoding="utf-8")
    return [_mistake(part) for part in ("\n" + text).split("\n## ")[1:]]


def _mistake(part: str) -> Mistake:
    name, *lines = part.split("\n")
    edits: list[tuple[str, str]] = []
    old: list[str] = []
    new: list[str] = []
    while lines and lines[0][:1] in {"-", "+"}:
        line = lines.pop(0)
        if line[0] == "-" and new:
            edits.append(("".join(old), "".join(new)))
            old, new = [], []
        (old if line[0] == "-" else new).append(line[1:] + "\n")
    edits.append(("".join(old), "".join(new)))
    return Mistake(name, tuple(edits), "\n".join(lines).strip("\n"))
