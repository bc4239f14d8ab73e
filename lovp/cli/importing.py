"""`lovp import`: outcomes from forms and spreadsheets, shown before they are saved."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from lovp.cli import ask, context, options, recorded, show, writers
from lovp.cli.context import parse_path
from lovp.cli.show import quoted_path
from lovp.dates import timestamp
from lovp.errors import LovpError
from lovp.exchange.forms.answers import is_form
from lovp.exchange.imports.mapping import load_mappings
from lovp.exchange.imports.merge import Kind, merge
from lovp.exchange.imports.row_parser import Years
from lovp.exchange.imports.source import open_source
from lovp.files import write_files
from lovp.i18n import _, spoken
from lovp.model import Outcome, Plan
from lovp.pii import shown
from lovp.plan.load import Folder
from lovp.record.append import append
from lovp.render import import_report, log_report, record_report, sentences

_SHOWN = 20
_MAPPING = _("The mapping imports/NAME.yaml; else the one that fits.")
_SUGGEST = _("Write a first mapping for the file, to be looked over.")
_FILE_WINS = _("Let the file count, also against later changes in the record.")

File = Annotated[str, options.argument(_("FILE"), _("The file: xlsx, ods, csv, tsv."))]
Mapping = Annotated[str | None, options.option("--mapping", _MAPPING)]
Suggest = Annotated[bool, options.flag("--suggest", _SUGGEST)]
DryRun = Annotated[bool, options.flag("--dry-run", _("Only show what would be done."), "-n")]
Partial = Annotated[bool, options.flag("--partial", _("Take the good rows although others are refused."))]
FileWins = Annotated[bool, options.flag("--file-wins", _FILE_WINS)]
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
    others = frozenset(other.year for other in folder.plans if other.year != the_plan.year)
    years = Years(the_plan, others, context.today())
    mappings = load_mappings(folder.path, the_plan, mapping)
    source = open_source(path, mappings, the_plan, named=mapping is not None)
    writer = writers.current(folder.path)
    record = recorded.read_record(folder, the_plan)
    name = shown(path.name)
    done = merge(source.read(years), record, source.mapping, file_wins=file_wins)
    show.tables(import_report.grids(the_plan, done), import_report.heading(the_plan, name, source))
    most = None if everything else _SHOWN
    problems = ["\n" + show.format_problem(each) for each in import_report.problems(name, done)]
    for line in (*import_report.lines(the_plan, source, done, most), *import_report.first(problems, most)):
        show.line(line)
    show.warn(import_report.doubts(done))
    kinds = [Kind.MISSING] if cancel_missing else []
    unlike = done.findings[Kind.UNLIKE]
    if unlike and not yes and ask.possible() and ask.yes(_("Do they replace what is recorded?")):
        kinds.append(Kind.UNLIKE)
    rows = done.rows(*kinds, writer=writer, logged_at=timestamp(context.now()))
    show.warn(log_report.persons(the_plan, rows))
    show.warn(record_report.faults(record))
    if done.refused and not partial:
        remedy = _("Put them right and import again, or take the others now with --partial.")
        refused = record_report.rows(import_report.refused_rows(done))
        raise LovpError(_("Nothing was saved: {rows} refused.").format(rows=refused), remedy)
    if cancel_missing and any(not each.keys for each in done.refused):
        message = _("Nothing was saved: what is missing can't be told from refused rows without an id.")
        raise LovpError(message, _("Put those rows right first, or leave out --cancel-missing."))
    _save(folder, the_plan, rows, asked=not yes, dry_run=dry_run)


def _save(folder: Folder, plan: Plan, rows: Sequence[Outcome], *, asked: bool, dry_run: bool) -> None:
    """Append the rows, after asking where that is possible, and say where their targets stand."""
    show.line()
    if not rows:
        show.line("✓ " + _("There is nothing to save."))
        return
    count = record_report.rows(len(rows))
    if dry_run:
        show.line(_("Nothing was saved (--dry-run): it would be {rows}.").format(rows=count))
        return
    if asked and ask.possible():
        ask.confirm(_("Save {rows}?").format(rows=count))
    file = append(folder.record_folder(plan.year), rows[0].writer, rows)
    with show.after_saving():
        told = _("Saved: {rows} in {file}").format(rows=count, file=f"data/{plan.year}/{file.name}")
        show.line(f"✓ {told}\n")
        record = recorded.read_record(folder, plan)
        for target in recorded.standing_today(plan, record, {row.target for row in rows}):
            show.line(sentences.standing(target))


def _write_suggestion(folder: Folder, plan: Plan, path: Path, name: str | None) -> None:
    """Write a first mapping for the file, for a person to look over; answers to a form need none."""
    from lovp.exchange.imports.suggest import find_headers, new_mapping_file, suggest  # loads pydantic

    file = new_mapping_file(folder.path, path, name)
    layout = find_headers(plan, path)
    if is_form(layout.names):
        show.line(_("These are answers to a form of lovp form: they need no mapping."))
        show.line(f"  lovp import {quoted_path(path)}")
        return
    text = suggest(layout, file.stem)
    write_files({file: text.encode()})
    with show.after_saving():
        written = f"{file.parent.name}/{file.name}"
        show.line("✓ " + _("Written: {file}. Open it and look it over, then:").format(file=written))
        show.line(f"  lovp import {quoted_path(path)} {spoken('--dry-run')}")
