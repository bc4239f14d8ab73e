"""Plans that were read once: what is kept of them, and that nothing else is ever believed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.errors import PlanError
from lovp.plan import cache, load
from lovp.plan.cache import cached, keep
from lovp.plan.load import load_plans, parse_plans
from tests.folders import PLAN

FULL = Path(__file__).parent / "full.yaml"
CONTENT = FULL.read_bytes()
PLANS = parse_plans(CONTENT, FULL.name)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(load, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.mark.parametrize("file", [PLAN, FULL], ids=lambda file: file.name)
def test_what_was_kept_is_what_was_read(file: Path, folder: Path) -> None:
    plans = load_plans(file)
    found = cached(folder, file.read_bytes())
    assert plans == parse_plans(file.read_bytes(), file.name) == found
    assert repr(found) == repr(plans)  # a number is not taken for another of the same value


def test_another_text_is_read_anew_and_one_with_mistakes_is_not_kept(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "targets.yaml"
    text = PLAN.read_text(encoding="utf-8")
    for goal in (662, 663, 662):
        file.write_text(text.replace("goal: 662", f"goal: {goal}"), encoding="utf-8")
        (plan,) = load_plans(file)
        assert plan.target_by_id["schoolinfo"].goal == goal
    file.write_text("organisation: A\nyear: 012\n", encoding="utf-8")
    for _time in range(2):
        with pytest.raises(PlanError):
            load_plans(file)
    assert len(list(folder.iterdir())) == 2


@given(data=st.data())
def test_a_damaged_file_is_ignored(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / "damaged"
    keep(folder, CONTENT, PLANS)
    file = cache._file(folder, CONTENT)
    sound = file.read_bytes()
    at = data.draw(st.integers(0, len(sound) - 1))
    changed = bytes([sound[at] ^ 1])
    rest = data.draw(st.sampled_from([b"", sound[at + 1 :], changed + sound[at + 1 :], b"\0" * 9]))
    file.write_bytes(sound[:at] + rest)
    assert cached(folder, CONTENT) is None
    file.write_bytes(sound)
    assert cached(folder, CONTENT) == PLANS


def test_an_everyday_command_reads_no_yaml(prepare: Callable[[str], Path], tmp_path: Path) -> None:
    """Once the plan was read no yaml nor pydantic is loaded, no rich without a table, no lock to read."""
    folder = prepare("small")
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    program = (
        "import json, sys; from lovp.cli.main import main; main(sys.argv[1:]);"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    heavy = set("yaml pydantic rich prompt_toolkit phonenumbers holidays icalendar filelock".split())
    log = ["log", "schoolinfo", "1", "--place", "Hjo", "--date", "2024-03-12"]
    loaded = []
    for words in (["progress", "--format", "csv"], ["progress", "--format", "csv"], log, ["--version"]):
        whole = [sys.executable, "-c", program, *words]
        done = subprocess.run(whole, cwd=folder, env=environment, capture_output=True, check=True)
        loaded.append(heavy & set(json.loads(done.stderr.splitlines()[-1])))
    assert loaded == [{"yaml", "pydantic"} | loaded[0], set(), {"filelock"}, set()]
