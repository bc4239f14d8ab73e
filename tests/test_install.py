"""What is installed is whole: the wheel runs where the project's own folder is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.all


def test_a_year_is_begun_reported_and_printed(tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*pip, "--target", installed, Path(__file__).parents[1]], check=True)
    environment = os.environ | {"PYTHONPATH": str(installed), "HOME": str(tmp_path), "LOVP_LANG": "sv"}
    for words in (
        "init plan --year 2024 --writer kansli",
        "log schoolinfo 3 --place skovde --date 12/3/2024 --plan plan",
        "export --month 2024-03 --format html,xlsx,json --output reports --plan plan",
        "form --format html --output form.html --plan plan",
    ):
        command = [sys.executable, "-m", "lovp", *words.split()]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    assert len(list((tmp_path / "reports").iterdir())) == 3
    where = [sys.executable, "-c", "import lovp; print(lovp.__file__)"]
    found = subprocess.check_output(where, cwd=tmp_path, env=environment, text=True)
    assert Path(found.strip()).is_relative_to(installed)
