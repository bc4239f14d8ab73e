"""`lovp import`: outcomes from forms and spreadsheets, shown before they are saved."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from lovp.cli import ask, context, options, recorded, show, writers
from lovp.cli.context import parse_path
from lovp.cli.show import quoted_path
from lovp.dates import timestamp
from lovp.errors import LovpError, UsageError
from lovp.exchange.imports.mapping import ENDING, FOLDER, load_mappings
from lovp.exchange.imports.merge import Import, Kind, merge
from lovp.exchange.imports.row_parser import parse_rows
from lovp.exchange.imports.source import Source, open_source
from lovp.exchange.imports.suggestion import find_headers, suggest_mapping
from lovp.files import write_files
from lovp.i18n import _, spoken
from lovp.model import Outcome, Plan
from lovp.pii import shown
from lovp.plan.load import Folder
from lovp.plan.schema import MAX_ID
from lovp.record.append import append
from lovp.render import import_report, log_report, record_report, words
from lovp.text import as_id

_SHOWN = 20

File = Annotated[str, options.argument(_("FILE"), _("The file: xlsx, ods, csv, tsv."))]
Mapping = Annotated[str | None, options.option("--mapping", _("The mapping to use; else the one that fits."))]
Suggest = Annotated[bool, options.flag("--suggest", _("Write a first mapping, to be looked over."))]
DryRun = Annotated[bool, options.flag("--dry-run", _("Only show what would be done."), "-n")]
Partial = Annotated[bool, options.flag("--partial", _("Take the good rows although others are refused."))]
FileWins = Annotated[bool, options.flag("--file-wins", _("Let the file count against later changes."))]
CancelMissing = Annotated[bool, options.flag("--cancel-missing", _("Cancel what the file no longer has."))]
All = Annotated[bool, options.flag("--all", _("Show every row, not only the first."))]


def import_file(
    file: File,
    mapping: Mapping = None,
    suggestion: Suggest = False,
    dry_run: DryRun = False,
    partial: Partial = False,
    file_wins: FileWins = False,
    cancel_missing: CancelMissing = False,
    yes: options.Yes = False,
    everything: All = False,
    year: options.Year = None,
    plan: options.Plan = None,
) -> None:
    """Take outcomes from a file: show what is new, changed and refused, ask, and save all or nothing."""
    folder = context.open_folder(plan)
    the_plan = context.choose_plan(folder, year)
    path = parse_path(file)
    if suggestion:
        _write_suggestion(folder, the_plan, path, mapping)
        return
    mappings = load_mappings(folder.path, the_plan, mapping)
    source = open_source(path, mappings, the_plan, named=mapping is not None)
    writer = writers.current(folder.path)
    record = recorded.read_record(folder, the_plan)
    read = parse_rows(source, the_plan, {each.year for each in folder.plans}, context.today())
    done = merge(read, record, source.mapping, file_wins=file_wins)
    _show(the_plan, shown(path.name), source, done, None if everything else _SHOWN)
    kinds = [Kind.MISSING] if cancel_missing else []
    can_ask = not yes and ask.possible()
    if can_ask and done.findings[Kind.UNLIKE] and ask.yes(_("Replace what is recorded?"), usual=False):
        kinds.append(Kind.UNLIKE)
    rows = done.rows(*kinds, writer=writer, logged_at=timestamp(context.now()))
    show.warn(log_report.persons(the_plan, rows))
    show.warn(record_report.faults(record))
    is_unclear = cancel_missing and any(not each.keys for each in done.refused)
    if done.refused and (not partial or is_unclear):
        remedy = _("Put them right and import again, or take the others with --partial alone.")
        refused = record_report.rows(len(done.refused_rows()))
        raise LovpError(_("Nothing was saved: {rows} refused.").format(rows=refused), remedy)
    show.line()
    if not rows:
        show.line("✓ " + _("There is nothing to save."))
    elif dry_run:
        count = record_report.rows(len(rows))
        show.line(_("Nothing was saved (--dry-run): it would be {rows}.").format(rows=count))
    else:
        _save(folder, the_plan, rows, confirm=can_ask)


def _show(plan: Plan, name: str, source: Source, done: Import, most: int | None) -> None:
    """Show what the file would change: how many rows of each kind, at most so many of them, and doubts."""
    show.tables([import_report.counts(done)], import_report.heading(plan, name, source))
    for line in import_report.lines(plan, name, source, done, most):
        show.line(line)
    show.warn(import_report.doubts(done))


def _save(folder: Folder, plan: Plan, rows: Sequence[Outcome], *, confirm: bool) -> None:
    """Append the rows, with `confirm` only after a yes, and show where their targets stand."""
    count = record_report.rows(len(rows))
    if confirm:
        ask.confirm(_("Save {rows}?").format(rows=count))
    file = append(folder.record_folder(plan.year), rows[0].writer, rows)
    with show.after_saving():
        name = f"data/{plan.year}/{file.name}"
        show.line("✓ " + _("Saved: {rows} in {file}").format(rows=count, file=name) + "\n")
        record = recorded.read_record(folder, plan)
        for target in recorded.standing_today(plan, record, {row.target for row in rows}):
            show.line(words.standing(target))


def _write_suggestion(folder: Folder, plan: Plan, path: Path, name: str | None) -> None:
    """Write a first mapping for the file, for a person to look over."""
    stem = as_id(Path(name or path).stem, MAX_ID) or "import"
    file = folder.path / FOLDER / f"{stem}{ENDING}"
    place = f"{FOLDER}/{file.name}"
    if file.exists():
        message = _("There is a mapping {name} already.").format(name=place)
        raise UsageError(message, _("Use it, or give the new one another name: --mapping NAME."))
    write_files({file: suggest_mapping(find_headers(plan, path), stem).encode()})
    with show.after_saving():
        show.line("✓ " + _("Written: {file}. Open it and look it over, then:").format(file=place))
        show.line(f"  lovp import {quoted_path(path)} {spoken('--dry-run')}")
