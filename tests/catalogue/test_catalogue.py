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


@pytest.mark.parametrize("language", FILES)
def test_every_error_is_on_the_page(language: str) -> None:
    page = FILES[language].read_text(encoding="utf-8")
    assert missing((text for text in texts() if text.text not in NO_ERRORS), language, page) == []


def test_what_is_left_out_is_in_the_source() -> None:
    found = {text.text for text in texts()}
    assert found >= UNSHOWN.keys()
    assert found >= NO_ERRORS
