"""Cron runs what `lovp export --schedule` prints: `make cron` does it, and writes docs/measured/cron.md.

Cron is Debian's own, with every minute for a schedule and nothing else changed in the line. It has mounts of
its own, so that neither the crontabs nor the cron of this machine notice; only root may do that.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tests import scheduled
from tests.faults.mounts import mounted, mounts_alone
from tests.tools import found

PAGE = Path(__file__).parents[1] / "docs" / "measured" / "cron.md"
FOLDERS = {"program": f"program {scheduled.NAME}", "plan": f"plan {scheduled.NAME} o'brien \\%"}
_OURS = {"/etc/cron.d": "755", "/var/spool/cron": "755", "/run": "755"}
"""What cron reads and leaves, each a disk of its own here, with the mode of its folder."""
_SECONDS = 130
_HEAD = """\
# Cron

What came of it when Debian's cron ran what `lovp export --schedule` prints, in the last run of `make cron`.
What is changed in a line is when: every minute, instead of at six on the 1st; and, in those that are to fail,
an end that writes down how. `make test` runs the same lines without cron, with nothing around them but what
cron gives.

The file is written by the run itself, which fails if anything else comes of it. `/…` is the run's folder.
"""


def main() -> None:
    """Run cron for at most two minutes, check what came of it, and write the page."""
    cron = found("cron")
    if sys.platform != "linux" or cron is None or found("crontab") is None:
        sys.exit("Nothing was run: cron is not here (Debian's package cron).")
    if os.geteuid() != 0 or not mounts_alone():
        sys.exit("Nothing was run: only root may run a cron with mounts of its own.")
    with tempfile.TemporaryDirectory(prefix="lovp-cron-") as name:
        base = Path(name)
        try:
            lines = _prepared(base)
            _let_run(cron, base, lines)
            page = _page(base, lines)
        finally:
            subprocess.run(["umount", "-l", base / "read-only"], check=False, capture_output=True)
    PAGE.write_text(page, encoding="utf-8")
    print(page)


def _prepared(base: Path) -> dict[str, str]:
    """The folder of the run; the lines for cron by what they are to show."""
    program = scheduled.installed(base / FOLDERS["program"])
    plan = scheduled.make_folder(base / FOLDERS["plan"], program)
    gone = scheduled.make_folder(base / "gone", program)
    (base / "read-only").mkdir()
    if not mounted("-t", "tmpfs", "-o", "ro", "tmpfs", str(base / "read-only")):
        sys.exit("Nothing was run: a read-only disk could not be mounted.")
    options = {
        "alone": ["--plan", str(plan), "--format", "md,csv"],
        "written": ["--plan", str(plan), "--output", str(base / "told")],
        "read-only": ["--plan", str(plan), "--output", str(base / "read-only")],
        "gone": ["--plan", str(gone)],
    }
    lines = {
        what: scheduled.crontab_line(scheduled.printed(program, *words)) for what, words in options.items()
    }
    gone.unlink()
    return lines


def _let_run(cron: str, base: Path, lines: Mapping[str, str]) -> None:
    """Give cron the lines, each with what writes down how it ended, and stop it when all have."""
    for folder, mode in _OURS.items():
        if Path(folder).is_dir() and not mounted("-t", "tmpfs", "-o", f"mode={mode}", "tmpfs", folder):
            sys.exit(f"Nothing was run: {folder} could not be put aside.")
    if Path("/etc/crontab").exists():
        mounted("--bind", os.devnull, "/etc/crontab")
    crontabs = Path("/var/spool/cron/crontabs")
    crontabs.mkdir()
    crontabs.chmod(0o1730)
    every = [f"HOME={base}", f"* * * * * env >{base}/environment; tty >{base}/terminal"]
    for what, line in lines.items():
        often = line.replace("0 6 1 * *", "* * * * *", 1)
        every.append(
            often if what == "alone" else f"{often} 2>{base}/{what}.err; echo $? >{base}/{what}.code"
        )
    subprocess.run([found("crontab") or "crontab", "-"], input="\n".join([*every, ""]).encode(), check=True)
    running = subprocess.Popen([cron, "-f"])
    until = time.monotonic() + _SECONDS
    try:
        while time.monotonic() < until and not all(file.exists() for file in _ends(base)):
            time.sleep(0.2)
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(10)


def _ends(base: Path) -> list[Path]:
    """The files that are there when every line has run; those that are written last."""
    reports = base / FOLDERS["plan"] / "rapporter"
    month = scheduled.last_month()
    told = [base / f"{what}.code" for what in ("written", "read-only", "gone")]
    return [*told, base / "terminal", *(reports / f"lovp-{month}.{ending}" for ending in ("csv", "md"))]


def _page(base: Path, lines: Mapping[str, str]) -> str:
    """What came of it. Asserts that it is what should."""

    def plain(text: str) -> str:
        return text.replace(str(base), "/…")

    told = [what for what in lines if what != "alone"]
    codes = {what: int((base / f"{what}.code").read_text()) for what in told}
    errors = {what: (base / f"{what}.err").read_text(encoding="utf-8") for what in told}
    environment = plain((base / "environment").read_text(encoding="utf-8"))
    terminal = (base / "terminal").read_text(encoding="utf-8").strip()
    reports = sorted((base / FOLDERS["plan"] / "rapporter").iterdir())
    report = next(file for file in reports if file.suffix == ".md").read_text(encoding="utf-8")
    month = str(scheduled.last_month())
    assert codes == {"written": 0, "read-only": 1, "gone": 1}, (codes, errors)
    assert errors["written"] == ""
    assert [file.name for file in reports] == [f"lovp-{month}.csv", f"lovp-{month}.md"]
    assert "# LO-distriktet i Exempel" in report
    assert "Besök på skolor" in report
    for what in ("read-only", "gone"):
        message, *remedy = errors[what].splitlines()
        assert message.startswith("lovp: ")
        assert len(remedy) <= 1
    assert "not a tty" in terminal
    assert not any(line.startswith(("LC_ALL=", "LOVP_")) for line in environment.splitlines())
    version = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version}", "cron"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    names = [file.name.replace(month, "YYYY-MM") for file in reports]
    return "\n".join(
        [
            _HEAD,
            f"Cron {version}, Python {sys.version.split()[0]}. `tty` says: {terminal}. The environment:\n",
            _block(environment),
            "## A report is written\n",
            _block(plain(lines["alone"])),
            f"Written: {', '.join(names)}. The report begins:\n",
            _block(report.splitlines()[0].replace(month, "YYYY-MM")),
            "Another line of the kind, the end of which was written down: exit code "
            f"{codes['written']}, nothing said.\n",
            "## The folder can't be written to\n",
            _block(plain(lines["read-only"])),
            f"Exit code {codes['read-only']}; on standard error:\n",
            _block(plain(errors["read-only"])),
            "## The plan is gone\n",
            _block(plain(lines["gone"])),
            f"Exit code {codes['gone']}; on standard error:\n",
            _block(plain(errors["gone"])),
        ]
    )


def _block(text: str) -> str:
    return f"```text\n{text.strip()}\n```\n"


if __name__ == "__main__":
    main()
