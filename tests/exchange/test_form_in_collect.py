"""The form in the engine of ODK Collect (JavaRosa), which pyxform has with it: on a phone, it is the same."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from lovp.exchange.forms.form import form
from lovp.model import Plan
from lovp.render.xlsform import xlsform
from tests.exchange.phone import converted
from tests.exchange.test_form_rules import ALL, NUMBERS, PLAN

pytestmark = [pytest.mark.all, pytest.mark.skipif(shutil.which("javac") is None, reason="needs a JDK")]

THIS_YEAR = date.today().year  # noqa: DTZ011 - as the engine reads the clock


def filled(plan: Plan, targets: list[str] | None, folder: Path, *words: str) -> list[str]:
    """What the engine says to each of the answers and questions, one after the other."""
    file = folder / "form.xml"
    file.write_text(converted(xlsform(plan, form(plan, targets))), encoding="utf-8")
    engine = files("pyxform") / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
    program = Path(__file__).with_name("Fill.java")
    command = ["java", "-Dfile.encoding=UTF-8", "-cp", str(engine), str(program), str(file), *words]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf-8").splitlines()


def test_numbers_are_taken_as_the_record_takes_them(tmp_path: Path) -> None:
    words, meant = [], []
    for name, others, question, good, bad in NUMBERS:
        words += [f"target={name}", *(f"{key}={value}" for key, value in others.items())]
        meant += ["taken"] * (1 + len(others))
        # What is no whole number can't even be typed where one is asked for.
        typed = [
            value
            for value in bad
            if question.endswith("exact") or question == "done" or "." not in str(value)
        ]
        words += [f"{question}={value}" for value in (*good, *typed)]
        meant += ["taken"] * len(good) + ["refused"] * len(typed)
    said = filled(replace(PLAN, year=THIS_YEAR), ALL, tmp_path, *words)
    assert list(zip(words, said, strict=True)) == list(zip(words, meant, strict=True))


def test_a_day_is_in_the_plan_s_year_and_has_come(tmp_path: Path) -> None:
    days = {
        f"date={THIS_YEAR}-01-01": "taken",
        f"date={THIS_YEAR - 1}-12-31": "refused",
        f"date={THIS_YEAR + 1}-01-01": "refused",
    }
    assert filled(replace(PLAN, year=THIS_YEAR), ALL, tmp_path, *days) == list(days.values())


def test_places_follow_from_the_target_and_one_another(tmp_path: Path) -> None:
    steps = [
        ("subregion", "hidden"),
        ("count", "hidden"),
        ("target=young", "taken"),
        ("municipality", "hidden"),
        ("subregion=north", "taken"),
        ("municipality=dill", "no choice"),
        ("municipality=ash", "taken"),
        ("subregion=south", "taken"),
        ("municipality=ash", "no choice"),
        ("municipality=dill", "taken"),
        ("target=organiser", "taken"),
        ("municipality", "hidden"),
        ("target=campaign", "taken"),
        ("subregion", "hidden"),
    ]
    words, meant = zip(*steps, strict=True)
    assert filled(PLAN, ALL, tmp_path, *words) == list(meant)


def test_texts_are_filled_in(real: Plan, tmp_path: Path) -> None:
    words = ["area=skola", "target=schoolinfo", "target", "subregion", "count"]
    said = filled(replace(real, year=THIS_YEAR), None, tmp_path, *words)
    assert said == [
        "taken",
        "taken",
        "must 6 Mål | null",
        "may 5 Delregion | Får lämnas tom när målet inte räknas per plats.",
        "must 0 Hur många klassrumspresentationer? | "
        "Skolinformation på gymnasiet. Allt läggs ihop: skriv bara det som är nytt.",
    ]
