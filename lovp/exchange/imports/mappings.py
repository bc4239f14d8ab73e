"""The mappings of a folder: the files `imports/*.yaml` beside the plan."""

import re
from collections.abc import Iterator
from pathlib import Path

from lovp import matching
from lovp.errors import LovpError, MappingError, Problem, UsageError
from lovp.exchange.imports.mapping import ImportMapping
from lovp.folding import as_id
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan import MAX_BYTES
from lovp.trouble import why

FOLDER = "imports"
ENDING = ".yaml"


def mapping_files(folder: Path) -> dict[str, Path]:
    """The files of the mappings by name; `folder` is where the plan is."""
    return {path.stem: path for path in sorted((folder / FOLDER).glob(f"*{ENDING}"))}


def new_mapping_file(folder: Path, source: Path, name: str | None) -> Path:
    """Where a new mapping is written: named after the source unless a name is given.

    Raises UsageError where there is one of that name.
    """
    from lovp.plan.schema import MAX_ID

    # Microsoft Forms writes how many answers there are into the name: Skolbesök(1-37).xlsx.
    counted = re.sub(r"\s*\([0-9]+(-[0-9]+)?\)$", "", source.stem)
    stem = Path(counted if name is None else name.removesuffix(ENDING)).name
    file = folder / FOLDER / f"{as_id(stem, MAX_ID) or 'import'}{ENDING}"
    if file.stem in mapping_files(folder):
        raise UsageError(
            _("There is a mapping {name} already.").format(name=f"{FOLDER}/{file.name}"),
            _("Use it, or give the new one another name: --mapping NAME."),
        )
    return file


def load_mappings(folder: Path, plan: Plan, name: str | None) -> list[ImportMapping]:
    """The mapping that was named, else all of them. Raises UsageError, and what `load_mapping` raises."""
    files = mapping_files(folder)
    if name is not None and not files:
        raise UsageError(_("There are no mappings in the folder imports."), _("Begin one with --suggest."))
    if name is not None:
        missing = _("There is no mapping “{text}” in the folder imports.")
        stem = matching.one_of(Path(name).name.removesuffix(ENDING), {each: each for each in files}, missing)
        files = {stem: files[stem]}
    return [load_mapping(path, plan) for path in files.values()]


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
    from lovp.exchange.imports.mapping_file import parse_mapping  # loads pydantic

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
