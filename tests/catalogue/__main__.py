"""`python -m tests.catalogue` writes docs/sv/errors.md and docs/en/errors.md; with a language, prints one."""

import os
import subprocess
import sys

from tests.catalogue.page import FILES, page
from tests.folders import as_anybody


def printed(language: str) -> str:
    """The page as a process of its own writes it.

    A command's texts are chosen once, as it is loaded; and the superuser must be held by permissions.
    """
    environment = os.environ | {"LOVP_LANG": language, "PYTHONIOENCODING": "utf-8", "TZ": "UTC"}
    done = subprocess.run(
        [*as_anybody(), sys.executable, "-m", "tests.catalogue", language],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


def main() -> None:
    """Write both pages or, with a language, print one."""
    if len(sys.argv) > 1:
        from lovp import i18n

        i18n.use(sys.argv[1])
        sys.stdout.write(page(sys.argv[1]))
        return
    for language, file in FILES.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(printed(language), encoding="utf-8")


if __name__ == "__main__":
    main()
