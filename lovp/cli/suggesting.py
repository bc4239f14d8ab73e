"""`lovp import FILE --suggest`: a first mapping, written for a person to look over."""

import re
from itertools import chain, islice
from pathlib import Path

from lovp.cells import printable
from lovp.cli import context, paths, show
from lovp.disk import make_folder
from lovp.errors import LovpError, UsageError
from lovp.exchange.forms import answers as form_answers
from lovp.exchange.imports.headers import SEARCHED, Layout
from lovp.exchange.imports.mappings import ENDING, FOLDER, mapping_files
from lovp.exchange.imports.suggest import SAMPLE, find_headers, suggest
from lovp.exchange.tables.rows import Row
from lovp.exchange.tables.table import read_sheets
from lovp.files import write_whole
from lovp.folding import as_id
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan.schema import MAX_ID
from lovp.trouble import why

_SHEETS = 20
"""Sheets of a workbook that are looked at."""


def write_suggestion(folder: context.Folder, plan: Plan, path: Path, name: str | None) -> None:
    """Write imports/NAME.yaml, named after the file unless a name is given; one that is there stays."""
    # Microsoft Forms writes how many answers there are into the name: Skolbesök(1-37).xlsx.
    stem = re.sub(r"\s*\([0-9]+(-[0-9]+)?\)$", "", path.stem) if name is None else name.removesuffix(ENDING)
    source = as_id(Path(stem).name, MAX_ID) or "import"
    if source in mapping_files(folder.path):
        raise UsageError(
            _("There is a mapping {name} already.").format(name=f"{FOLDER}/{source}{ENDING}"),
            _("Use it, or give the new one another name: --mapping NAME."),
        )
    layout, sample = _sample(path)
    if form_answers.is_form(layout.headers):
        show.line(_("These are answers to a form of lovp form: they need no mapping."))
        show.line("  lovp import " + paths.quoted(path))
        return
    text = suggest(plan, layout, sample, source)
    file = folder.path / FOLDER / f"{source}{ENDING}"
    try:
        make_folder(file.parent)
        write_whole({file: text.encode()})
    except OSError as error:
        raise LovpError(
            _("{file} can't be written: {reason}.").format(file=paths.shown(file), reason=why(error)),
            _("Check that the folder may be written to."),
        ) from None
    with show.after_saving():
        for line in text.splitlines():
            show.line("  " + printable(line, 200))
        show.line()
        show.line(
            "✓ " + _("Written: {file}. Open it and look it over, then:").format(file=f"{FOLDER}/{file.name}")
        )
        show.line(f"  lovp import {paths.quoted(path)} --dry-run")


def _sample(path: Path) -> tuple[Layout, list[Row]]:
    """The columns of the sheet that has most of them, and some of its rows."""
    found = []
    for sheet in islice(read_sheets(path), _SHEETS):
        rows = iter(sheet.rows)
        first = list(islice(rows, SEARCHED))
        layout = find_headers(first)
        sample = [row for row in islice(chain(first, rows), SAMPLE) if row.number > layout.row]
        found.append((layout, sample))
    return max(found, key=lambda each: len(each[0].columns))
