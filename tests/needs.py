"""Marks for tests that need a program which pip does not install: such a test is one of `make test-all`."""

import shutil
from collections.abc import Callable
from typing import TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., object])


def needs(program: str) -> Callable[[Test], Test]:
    """A decorator that leaves the test to `make test-all`, and skips it where the program is absent."""
    present = pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not here")
    return lambda test: pytest.mark.all(present(test))


needs_browser = needs("chromium")
needs_pdftotext = needs("pdftotext")
