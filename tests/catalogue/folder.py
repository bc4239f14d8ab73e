"""Cases: a folder that is begun, its plan in an editor, and Tab in a shell."""

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from unittest.mock import patch

from shellingham import ShellDetectionFailure

from tests.catalogue.case import Case, Subject
from tests.catalogue.commands import at_a_terminal
from tests.catalogue.steps import written

_NONE = {"EDITOR": "", "VISUAL": ""}
_NO_PROGRAMS = {"PATH": "/nowhere", "EDITOR": "", "VISUAL": ""}
_ADDS = 'echo "# ett ord" >> "$1"\n'


def kept() -> AbstractContextManager[object]:
    """The copy that is edited lies in a folder whose name does not change from run to run."""

    def make(prefix: str) -> str:
        folder = Path.cwd().parent / f"{prefix}3f9a01"
        folder.mkdir()
        return str(folder)

    return patch("lovp.cli.edit.tempfile.mkdtemp", side_effect=make)


@contextlib.contextmanager
def in_no_shell() -> Iterator[None]:
    """Nobody can tell which shell this is."""
    unknown = patch("shellingham.detect_shell", side_effect=ShellDetectionFailure)
    with unknown, patch.dict("os.environ", SHELL=""):
        yield


FOLDER = Subject(
    ("Mappen, planen i en editor, Tabb", "The folder, the plan in an editor, Tab"),
    (
        Case("lovp init --year 2025 --writer kansli"),
        Case("lovp init ny --subregion ,"),
        Case("lovp init ny --subregion kaffe"),
        Case("lovp init ny --share kaffe"),
        Case("lovp init ny --year 2024 --share git", environment=_NO_PROGRAMS),
        Case("lovp edit", environment=_NONE),
        Case("lovp edit", environment=_NO_PROGRAMS, fault=at_a_terminal),
        Case('lovp edit --editor "\'kod"'),
        Case("lovp edit --editor kodd"),
        Case("lovp edit --editor false"),
        Case("lovp edit --editor rm", fault=kept),
        Case(
            "lovp edit --editor 'sh ../fel.sh'",
            step=written("../fel.sh", 'echo "yer: 2025" >> "$1"\n'),
            fault=kept,
        ),
        Case(
            "lovp edit --editor 'sh ../avbrott.sh'",
            step=written("../avbrott.sh", f"{_ADDS}exit 3\n"),
            fault=kept,
        ),
        Case(
            "lovp edit --editor 'sh ../samtidigt.sh'",
            step=written("../samtidigt.sh", f'{_ADDS}echo "# ett annat" >> targets.yaml\n'),
            fault=kept,
        ),
        Case("lovp --install-completion", fault=in_no_shell),
        Case("lovp --install-completion bash", step=written("../.lovp-completion.bash/fil", "")),
    ),
)
