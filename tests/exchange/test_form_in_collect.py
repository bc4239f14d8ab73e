"""The form in the engine of ODK Collect (JavaRosa), which pyxform has with it: on a phone, it is the same."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from lovp.exchange.form import form
from lovp.model import Coverage, Level, Milestone, Plan, Share, Sum
from lovp.render.forms import xlsform
from tests.exchange.phone import converted
from tests.progress.build import REGION, TOWN, target
from tests.progress.build import plan as small

pytestmark = [pytest.mark.all, pytest.mark.skipif(shutil.which("javac") is None, reason="needs a JDK")]

THIS_YEAR = date.today().year  # noqa: DTZ011 - as the engine reads the clock
PLAN = small(
    target(Sum(), name="visits"),
    target(Sum(), name="hours", decimals=2),
    target(Share(TOWN), name="young"),
    target(Share(REGION), name="part", decimals=1),
    target(Coverage(TOWN), name="branch"),
    target(Coverage(REGION), name="organiser"),
    target(Coverage(TOWN, 3, "of"), name="board"),
    target(Milestone(), name="campaign"),
    target(Level(), name="leave", decimals=1),
    target(Level(), name="rank"),
)
PLAN = replace(PLAN, year=THIS_YEAR)

GIVEN: list[tuple[str, str, str, str]] = [
    # Of a target, after another answer: what a question takes, and what not.
    ("visits", "", f"date={THIS_YEAR}-01-01", f"date={THIS_YEAR - 1}-12-31 date={THIS_YEAR + 1}-01-01"),
    ("visits", "", "count=0 count=1 count=30", "count=-1 count=2.5"),
    ("hours", "", "count=0 count=2.25 count=100000.25", "count=-0.5 count=2.255"),
    ("young", "", "part=0 part=2", "part=-1 part=0.5"),
    ("young", "part=2", "whole=2 whole=7", "whole=1 whole=0 whole=-1 whole=2.5"),
    ("young", "part=0", "whole=1 whole=7", "whole=0 whole=-1"),
    ("part", "part=1.5", "whole=1.5 whole=2", "whole=1.4 whole=1.55"),
    ("branch", "", "found=0 found=1 found=12", "found=-1"),
    ("board", "part=0", "whole=0 whole=3", "whole=-1"),
    ("board", "part=2", "whole=2 whole=3", "whole=1 whole=0"),
    ("campaign", "", "done=0 done=1 done=0.5 done=0.25", "done=-0.1 done=1.01 done=2 done=0.125"),
    ("leave", "", "level=0 level=6.2 level=100", "level=-1 level=6.25"),
    ("rank", "", "level=0 level=6", "level=-1 level=6.2"),
]
ASKED = {
    # Of each target, what is asked: a place that must be given, one that may, and the number.
    "visits": "may:subregion must:count",
    "young": "must:subregion must:part must:whole",
    "branch": "must:subregion must:found",
    "board": "must:subregion must:part must:whole",
    "campaign": "must:done",
    "leave": "must:level",
}
QUESTIONS = ("subregion", "municipality", "count", "part", "whole", "found", "level", "done")


def filled(plan: Plan, folder: Path, *words: str) -> list[str]:
    """What the engine says to each of the answers and questions, one after the other."""
    file = folder / "form.xml"
    file.write_text(
        converted(xlsform(plan, form(plan, [one.id for one in plan.targets()]))), encoding="utf-8"
    )
    engine = files("pyxform") / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
    program = Path(__file__).with_name("Fill.java")
    command = ["java", "-Dfile.encoding=UTF-8", "-cp", str(engine), str(program), str(file), *words]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf-8").splitlines()


def test_only_what_a_target_needs_is_asked(tmp_path: Path) -> None:
    words = [word for name in ASKED for word in (f"target={name}", *QUESTIONS)]
    said = iter(filled(PLAN, tmp_path, *words))
    for name, asked in ASKED.items():
        assert next(said) == "taken"
        shown = {question: next(said).split()[0] for question in QUESTIONS}
        assert " ".join(f"{how}:{each}" for each, how in shown.items() if how != "hidden") == asked, name


def test_numbers_and_days_are_taken_as_the_record_takes_them(tmp_path: Path) -> None:
    words, meant = [], []
    for name, other, good, bad in GIVEN:
        taken = [f"target={name}", *other.split(), *good.split()]
        words += [*taken, *bad.split()]
        meant += ["taken"] * len(taken) + ["refused"] * len(bad.split())
    said = filled(PLAN, tmp_path, *words)
    assert list(zip(words, said, strict=True)) == list(zip(words, meant, strict=True))


def test_places_follow_from_the_target_and_one_another(tmp_path: Path) -> None:
    """A subregion without towns is not offered for what is counted by town."""
    bare = replace(PLAN, places=tuple(place for place in PLAN.places if place.parent != "South"))
    steps = "target=young:taken subregion=south:no subregion=north:taken municipality=dill:no"
    steps += " municipality=ash:taken target=visits:taken subregion=south:taken municipality:hidden"
    steps += " subregion=north:taken municipality:may target=organiser:taken municipality:hidden"
    steps += " target=campaign:taken subregion:hidden"
    words, meant = zip(*(step.split(":") for step in steps.split()), strict=True)
    assert [said.split()[0] for said in filled(bare, tmp_path, *words)] == list(meant)
