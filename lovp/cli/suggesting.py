"""`lovp import FILE --suggest`: a first mapping, written for a person to look over."""

import re
from pathlib import Path

from lovp import paths
from lovp.cells import printable
from lovp.cli import show
from lovp.errors import UsageError
from lovp.exchange.forms.answers import is_form
from lovp.exchange.imports.mappings import ENDING, FOLDER, mapping_files
from lovp.exchange.imports.suggest import read_sample, suggest
from lovp.folding import as_id
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan.folder import Folder
from lovp.plan.schema import MAX_ID


def write_suggestion(folder: Folder, plan: Plan, path: Path, name: str | None) -> None:
    """Write imports/NAME.yaml, named after the file unless a name is given; one that is there stays."""
    # Microsoft Forms writes how many answers there are into the name: Skolbesök(1-37).xlsx.
    stem = re.sub(r"\s*\([0-9]+(-[0-9]+)?\)$", "", path.stem) if name is None else name.removesuffix(ENDING)
    source = as_id(Path(stem).name, MAX_ID) or "import"
    written = f"{FOLDER}/{source}{ENDING}"
    if source in mapping_files(folder.path):
        raise UsageError(
            _("There is a mapping {name} already.").format(name=written),
            _("Use it, or give the new one another name: --mapping NAME."),
        )
    layout, sample = read_sample(path)
    if is_form(layout.headers):
        show.line(_("These are answers to a form of lovp form: they need no mapping."))
        show.line(f"  lovp import {paths.quoted(path)}")
        return
    text = suggest(plan, layout, sample, source)
    remedy = _("Check that the folder may be written to.")
    paths.write_files({folder.path / written: text.encode()}, remedy, folder=folder.path / FOLDER)
    with show.after_saving():
        for line in text.splitlines():
            show.line("  " + printable(line, 200))
        show.line("\n✓ " + _("Written: {file}. Open it and look it over, then:").format(file=written))
        show.line(f"  lovp import {paths.quoted(path)} --dry-run")
