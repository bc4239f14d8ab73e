"""The tests of the plan speak English, whatever was spoken before."""

from collections.abc import Iterator

import pytest

from lovp import i18n


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with i18n.speaking("en"):
        yield
