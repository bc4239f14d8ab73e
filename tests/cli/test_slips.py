"""Common slips: the whole command that was meant, in the user's own words; in doubt, nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.cli.slips import meant
from tests.faults.check import lovp


@pytest.fixture(autouse=True)
def _folder(prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(prepare("small"))
    monkeypatch.setenv("LOVP_TODAY", "2024-06-01")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("logg schoolinfo 3 --place Hjo", "lovp log schoolinfo 3 --place Hjo"),
        ("rapportera schoolinfo 3", "lovp log schoolinfo 3"),
        ("ÅNGRA", "lovp undo"),
        ("plan ny 2025", "lovp plan new 2025"),
        ("log 3 schoolinfo", "lovp log schoolinfo 3"),
        ("log skövde 3 schoolinfo", "lovp log schoolinfo 3 --place skövde"),
        ("log schoolinfo Skövde", "lovp log schoolinfo 1 --place Skövde"),
        ("log schoolinfo tre -d 12/3", "lovp log schoolinfo 3 -d 12/3"),
        ("log unga-ledamoter 2/7 -p Hjo", "lovp log unga-ledamoter 2 -p Hjo --of 7"),
        ("log unga-ledamoter 2 av 7 -p Hjo", "lovp log unga-ledamoter 2 -p Hjo --of 7"),
        ("progress studier", "lovp progress --area studier"),
        ("progress --by place Skövde", "lovp progress --by place --place Skövde"),
        ("progress --area skövde", "lovp progress --place skövde"),
        ("progress --place studier", "lovp progress --area studier"),
        ("progress --ara=studier", "lovp progress --area studier"),
        ("progress --by plats", "lovp progress --by place"),
        ("export maj", "lovp export --month maj"),
        ("export 2024", "lovp export --year 2024"),
        ("export --format excel", "lovp export --format xlsx"),
    ],
)
def test_what_was_meant(typed: str, wanted: str) -> None:
    assert meant(typed.split()) == wanted


@pytest.mark.parametrize(
    "typed",
    [
        "kaffe",  # nothing is near
        "log schoolinfo 3 --date 31/2",  # what is wrong is something else
        "log schoolinfo 3 4",  # two numbers: which?
        "log schoolinfo sfi 3",  # two targets
        "log schoolinfo 3 Hjo Skövde",  # two places
        "log schoolinfo 3 Hjo --place Skövde",
        "log skolinfo 3",  # three targets are as near
        "log schoolinfo Atlantis",
        "progress --format excel",  # that is a format elsewhere
        "progress kaffe",
        "export --format md,csv",  # both are formats
        "log schoolinfo tre --note 070-123\u00a045\u00a067",  # personal data is not repeated
    ],
)
def test_where_there_is_a_doubt_nothing_is_proposed(typed: str) -> None:
    assert meant(typed.split(" ")) == ""


def test_without_a_plan_the_commands_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert meant(["logg", "schoolinfo", "3"]) == "lovp log schoolinfo 3"
    assert meant(["progress", "studier"]) == ""


def test_what_is_proposed_can_be_typed() -> None:
    assert meant(["logg", "schoolinfo", "3", "--place", "Lilla Edet"]) == (
        'lovp log schoolinfo 3 --place "Lilla Edet"'
    )


@pytest.mark.parametrize("words", [["help"], ["hjälp"], ["/?"], ["-?"], ["HELP"]])
def test_other_programs_words_for_help_work(words: list[str]) -> None:
    folder = Path.cwd()
    assert lovp(folder, *words) == lovp(folder, "--help")
    assert lovp(folder, "hjälp", "log") == lovp(folder, "log", "--help") == lovp(folder, "log", "/?")


def test_a_slip_saves_nothing() -> None:
    folder = Path.cwd()
    before = {file: file.read_bytes() for file in folder.rglob("*.csv")}
    for words in (["log", "3", "schoolinfo"], ["logg", "schoolinfo", "3"], ["log", "schoolinfo", "Skövde"]):
        answer = lovp(folder, *words)
        assert answer.code == 2
        assert "Menade du: lovp log schoolinfo" in answer.err
    assert {file: file.read_bytes() for file in folder.rglob("*.csv")} == before
