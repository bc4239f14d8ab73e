"""The catalogue of errors is what the program says today, and no error is left out of it."""

import difflib
import sys

import pytest

from tests.catalogue.__main__ import printed
from tests.catalogue.coverage import missing
from tests.catalogue.page import FILES
from tests.catalogue.scan import texts
from tests.catalogue.unshown import NO_ERRORS, UNSHOWN

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions, links and disks as Unix has them")


@POSIX
@pytest.mark.parametrize("language", FILES)
def test_the_page_is_what_the_program_says(language: str) -> None:
    now, page = printed(language).splitlines(), FILES[language].read_text(encoding="utf-8").splitlines()
    # Shown as a difference: of two lists so long pytest makes one for minutes.
    assert not list(difflib.unified_diff(page, now, "the page", "now (make docs)", lineterm="", n=1))


def test_every_error_is_on_the_pages() -> None:
    """In both languages at once: to read the whole source for them takes longer than all the rest."""
    found = texts()
    said = {text.text for text in found}
    assert said >= UNSHOWN.keys()
    assert said >= NO_ERRORS
    for language, file in FILES.items():
        page = file.read_text(encoding="utf-8")
        assert missing((text for text in found if text.text not in NO_ERRORS), language, page) == []
