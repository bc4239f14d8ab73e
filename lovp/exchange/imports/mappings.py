"""The mappings of a folder: the files `imports/*.yaml` beside the plan."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lovp import matching
from lovp.errors import LovpError, MappingError, Problem, UsageError
from lovp.folding import as_id
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan.load import read_plan_file

if TYPE_CHECKING:
    from lovp.exchange.imports.mapping import MappingShape

FOLDER = "imports"
ENDING = ".yaml"
_LONGEST = 40
"""Characters of a name, which is also that of the source at first."""


def mapping_files(folder: Path) -> dict[str, Path]:
    """The files of the mappings by name; `folder` is where the plan is."""
    return {path.stem: path for path in sorted((folder / FOLDER).glob(f"*{ENDING}"))}


def new_mapping_file(folder: Path, source: Path, name: str | None) -> Path:
    """Where a new mapping is written: named after the source unless a name is given.

    Raises UsageError where there is one of that name.
    """
    # Microsoft Forms writes how many answers there are into the name: Skolbesök(1-37).xlsx.
    counted = re.sub(r"\s*\([0-9]+(-[0-9]+)?\)$", "", source.stem)
    stem = Path(counted if name is None else name.removesuffix(ENDING)).name
    file = folder / FOLDER / f"{as_id(stem, _LONGEST) or 'import'}{ENDING}"
    if file.stem in mapping_files(folder):
        message = _("There is a mapping {name} already.").format(name=f"{FOLDER}/{file.name}")
        raise UsageError(message, _("Use it, or give the new one another name: --mapping NAME."))
    return file


def load_mappings(folder: Path, plan: Plan, name: str | None) -> dict[str, "MappingShape"]:
    """The mapping that was named, else all of them. Raises UsageError, MappingError and LovpError."""
    files = mapping_files(folder)
    if name is not None and not files:
        raise UsageError(_("There are no mappings in the folder imports."), _("Begin one with --suggest."))
    if name is not None:
        missing = _("There is no mapping “{text}” in the folder imports.")
        stem = matching.one_of(Path(name).name.removesuffix(ENDING), {each: each for each in files}, missing)
        files = {stem: files[stem]}
    return {stem: load_mapping(path, plan) for stem, path in files.items()}


def load_mapping(path: Path, plan: Plan) -> "MappingShape":
    """The mapping in the file, held against the plan. Raises MappingError, LovpError if it can't be read."""
    from lovp.exchange.imports.mapping import parse_mapping  # loads pydantic

    return parse_mapping(read_plan_file(path), f"{FOLDER}/{path.name}", plan)


def mapping_problems(folder: Path, plan: Plan) -> Iterator[Problem]:
    """Everything that is wrong with the folder's mappings."""
    for path in mapping_files(folder).values():
        try:
            load_mapping(path, plan)
        except MappingError as error:
            yield from error.problems
        except LovpError as error:
            yield Problem(f"{FOLDER}/{path.name}", 0, 0, "", error.message, error.remedy)
