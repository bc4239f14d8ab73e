"""The plans that forms are made of here: the real one, and a made-up one with all that a plan can have."""

from pathlib import Path

import pytest

from lovp.model import Plan
from lovp.plan.load import load_plans
from tests.folders import PLAN


@pytest.fixture(scope="session")
def real() -> Plan:
    (plan,) = load_plans(PLAN)
    return plan


@pytest.fixture(scope="session")
def full() -> Plan:
    (plan,) = load_plans(Path(__file__).parents[1] / "plan" / "full.yaml")
    return plan
