"""A made-up plan with all that a plan can have."""

from pathlib import Path

import pytest

from lovp.model import Plan
from lovp.plan.load import load_plans


@pytest.fixture(scope="session")
def full() -> Plan:
    (plan,) = load_plans(Path(__file__).parents[1] / "plan" / "full.yaml")
    return plan
