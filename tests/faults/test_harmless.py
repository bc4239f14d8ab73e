"""What a note or a name can carry does no harm: not on a terminal, in a spreadsheet or on a page."""

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from lovp.cli import options
from lovp.render import papers
from tests.faults import loaded, scale
from tests.faults.check import lovp
from tests.faults.forms import CHECKS, every_output, readable
from tests.faults.hostile import raw

pytestmark = pytest.mark.all

OUTPUTS = list(every_output())
_PDFS = [output for output in OUTPUTS if output[0] == "pdf"]
TRIED = [output for output in OUTPUTS if scale.FULL or output not in _PDFS[:-1]]
"""A PDF takes seconds, and is the page printed: in `make test` there is one."""


def test_every_form_has_a_check() -> None:
    """A new form of output must be given a check of what is harmless in it."""
    assert set(options.FORMATS) | set(papers.ENDINGS) | {"ics", "form"} == set(CHECKS)
    assert {form for form, _words in OUTPUTS} == set(CHECKS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded.folder(tmp_path_factory.mktemp("loaded") / "plan")


@pytest.mark.parametrize(
    ("form", "words"), TRIED, ids=lambda value: value if type(value) is str else " ".join(value)
)
def test_every_output_is_harmless(folder: Path, form: str, words: list[str]) -> None:
    place = loaded.named(3, loaded.SEEN[3])
    words = [word.replace("{place}", place).replace("{district}", loaded.SEEN[-1]) for word in words]
    widths = scale.some(("80", "30", "500"), 1) if form == "table" else ("80",)
    for width in widths:
        answer = lovp(folder, *words, environment={"COLUMNS": width})
        assert answer.code in (0, 3, 4), (words, answer.err)
        assert raw(answer.err) is None, words
        CHECKS[form](answer.out)


PEOPLE = (
    *("900101-2385", "19900101 2385", "９００１０１－２３８５", "900101\u200d-2385", "nr;900101-2385;"),
    *("9\u20e30\u20e30\u20e3101-2385", "anna.ek@example.org", "anna.ek＠example.org", "070-174 06 05"),
    *("070\u200c-174\xa006\xa005", "+46 70 174 06 05", "=900101-2385"),
)
PERSONAL = ("note", "place", "target", "writer", "id", "replaces", "value", "date")
_TOLD = re.compile("2385|２３８５|anna.?ek|1740605", re.IGNORECASE)


def told(text: str) -> bool:
    """Whether anything is left of a number or an address, however it is spread out on a line."""
    return bool(_TOLD.search(re.sub(r"[^\w@\n]|_", "", text)))


def test_people_in_a_record_are_shown_by_nothing(prepare: Callable[[str], Path]) -> None:
    """One row for each text in each column."""
    folder = prepare("plan")
    (folder / "data" / "2024").mkdir(parents=True)
    sound = {"id": "", "date": "2024-03-12", "target": "schoolinfo", "place": "Hjo", "value": "1", "of": ""}
    sound |= {"note": "", "replaces": "", "writer": "kansli", "logged_at": "2024-05-02T10:00:00.000000Z"}
    rows = [
        [*(sound | {"id": f"rad-{number:04}"} | {field: text}).values()]
        for number, (field, text) in enumerate(product(PERSONAL, PEOPLE))
    ]
    (folder / "data" / "2024" / "kansli.csv").write_text(loaded.record(rows), encoding="utf-8")
    assert all(map(told, PEOPLE))
    corrections = [["undo", "rad-0000"], ["amend", "rad-0001", "--value", "2"], ["log", "schoolinfo", "1"]]
    for words in [*(words for _form, words in TRIED), *corrections]:
        words = [word.replace("{place}", "Hjo").replace("m0", "schoolinfo") for word in words]
        # So wide that no text is broken over lines.
        answer = lovp(folder, *words, environment={"COLUMNS": "5000"})
        assert not told(readable(answer.out) + answer.err), words
