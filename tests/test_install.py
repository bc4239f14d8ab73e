"""What is installed is whole: the wheel runs where the project's own folder is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.all

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the wheel of the project is unpacked."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*pip, "--target", folder, ROOT], check=True)
    return folder


def test_a_year_is_begun_reported_and_printed(installed: Path, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(installed), "HOME": str(tmp_path), "LOVP_LANG": "sv"}
    for words in (
        "init plan --year 2024 --writer kansli",
        "log schoolinfo 3 --place skovde --date 12/3/2024 --plan plan",
        "export --month 2024-03 --format html,xlsx,json --output reports --plan plan",
        "form --paper --format html --output form.html --plan plan",
    ):
        command = [sys.executable, "-m", "lovp", *words.split()]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "reports").iterdir())) == 3
    where = [sys.executable, "-c", "import lovp; print(lovp.__file__)"]
    found = subprocess.run(
        where, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert Path(found.strip()).is_relative_to(installed)
