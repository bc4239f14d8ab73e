"""The real plan, read once."""

from pathlib import Path

import pytest

from lovp.model import Plan
from lovp.plan.load import load_plans


@pytest.fixture(scope="session")
def real() -> Plan:
    (plan,) = load_plans(Path(__file__).parents[2] / "targets.yaml")
    return plan
