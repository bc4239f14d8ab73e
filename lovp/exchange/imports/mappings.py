"""The mappings of a folder: the files `imports/*.yaml` beside the plan."""

from collections.abc import Iterator
from pathlib import Path

from lovp.errors import LovpError, MappingError, Problem
from lovp.exchange.imports.mapping import ImportMapping
from lovp.exchange.imports.mapping_file import parse_mapping
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan import MAX_BYTES
from lovp.trouble import why

FOLDER = "imports"
ENDING = ".yaml"


def mapping_files(folder: Path) -> dict[str, Path]:
    """The files of the mappings by name; `folder` is where the plan is."""
    return {path.stem: path for path in sorted((folder / FOLDER).glob(f"*{ENDING}"))}


def load_mapping(path: Path, plan: Plan) -> ImportMapping:
    """The mapping in the file, held against the plan. Raises MappingError, LovpError if it can't be read."""
    file = f"{FOLDER}/{path.name}"
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise LovpError(
            _("{path} can't be read: {reason}.").format(path=file, reason=why(error)),
            _("Check the disk or the network folder, and try again."),
        ) from error
    return parse_mapping(content, path.stem, file, plan)


def mapping_problems(folder: Path, plan: Plan) -> Iterator[Problem]:
    """Everything that is wrong with the folder's mappings."""
    for path in mapping_files(folder).values():
        try:
            load_mapping(path, plan)
        except MappingError as error:
            yield from error.problems
        except LovpError as error:
            yield Problem(f"{FOLDER}/{path.name}", 0, 0, "", error.message, error.remedy)
