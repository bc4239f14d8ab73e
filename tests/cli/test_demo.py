"""The demo: a made-up year, marked row by row, and commands with what they really answer."""

import csv
import os
import subprocess
import sys
from pathlib import Path


def test_the_demo(tmp_path: Path) -> None:
    folder = tmp_path / "exempel"
    environment = os.environ | {"LOVP_LANG": "sv", "HOME": str(tmp_path), "COLUMNS": "80"}
    environment.pop("LOVP_PLAN", None)
    done = subprocess.run(
        [sys.executable, "-m", "lovp", "demo", str(folder)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    text = done.stdout.decode("utf-8")
    assert done.returncode == 0
    assert done.stderr.decode("utf-8") == "… och 97 till: --limit 102\n"
    assert text.startswith("EXEMPEL")
    for command in ("progress --area studier --by place", "log schoolinfo 3", "undo", "outcomes"):
        assert f"$ lovp {command}" in text
    assert "✓ Sparat" in text
    assert "✓ Ångrat" in text
    rows = [
        row
        for file in (folder / "data" / "2024").glob("*.csv")
        for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    ]
    # 1 500 made-up rows, and what the tour records: a visit, a board, and the board undone.
    assert len(rows) == 1503
    assert {row["note"] for row in rows} == {"EXEMPEL"}
    assert all(row["writer"].startswith("exempel") for row in rows)
