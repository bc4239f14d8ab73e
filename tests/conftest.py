"""What holds for all tests."""

import os
import tempfile
import time

import pytest
from hypothesis import settings

from lovp import i18n

# A time without a zone is the computer's; here that is UTC, wherever the tests run.
os.environ["TZ"] = "UTC"
if hasattr(time, "tzset"):
    time.tzset()

# Whoever records must be known.
os.environ["LOVP_WRITER"] = "kansli"

# How many examples a property is tried with: `make test-all` says `--hypothesis-profile all`.
# How long one takes is for the machine's load to say; what must be quick is measured where it matters.
settings.register_profile("quick", deadline=None, max_examples=20)
settings.register_profile("all", deadline=None, max_examples=100)
settings.load_profile("quick")

QUICK = "not all"

# Plans that were read are kept for the next time: here in a folder of the test run's own.
_CACHE = tempfile.TemporaryDirectory(prefix="lovp-cache-")
os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = _CACHE.name

# A command's texts are chosen once, as it is loaded: Swedish, as its users see them,
# whatever test runs first.
i18n.use("sv")

from lovp.cli.app import load  # noqa: E402
from lovp.cli.commands import table  # noqa: E402

for command in table():
    load(command)

i18n.use("en")

from lovp.model import Plan  # noqa: E402
from lovp.plan.load import load_plans  # noqa: E402
from tests.folders import PLAN, prepare  # noqa: E402, F401 - a fixture for all


@pytest.fixture(scope="session")
def real() -> Plan:
    """The plan of the repository, read once."""
    (plan,) = load_plans(PLAN)
    return plan


@pytest.fixture(autouse=True)
def _english() -> None:
    """Every test begins in English, whatever the one before it spoke."""
    i18n.use("en")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """On the build server nothing of `make test-all` may be left out: there a skipped test is a failure."""
    if os.environ.get("CI") != "true" or session.config.getoption("markexpr") == QUICK:
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("A test was skipped, and CI=true: that is a failure.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
