"""What tests of the record are given."""

import pytest

from lovp.model import Plan
from tests.record.helpers import PLAN, MakeRow, make_row


@pytest.fixture(scope="session")
def plan() -> Plan:
    """Two subregions with two municipalities each, and a target of every measure."""
    return PLAN


@pytest.fixture(scope="session")
def row() -> MakeRow:
    """Makes an outcome: `row("a1", 3, replaces="a0", at=2)` is recorded in the second minute."""
    return make_row
