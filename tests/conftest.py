"""What holds for all tests."""

import os
import time

import pytest

from lovp import i18n

# A time without a zone is the computer's; here that is UTC, wherever the tests run.
os.environ["TZ"] = "UTC"
if hasattr(time, "tzset"):
    time.tzset()

# A command's texts are chosen once, as it is loaded: Swedish, as its users see them,
# whatever test runs first.
i18n.use("sv")

import lovp.cli.app  # noqa: E402, F401

i18n.use("en")

from tests.folders import prepare  # noqa: E402, F401 - a fixture for all


@pytest.fixture(autouse=True)
def _english() -> None:
    """Every test begins in English, whatever the one before it spoke."""
    i18n.use("en")
