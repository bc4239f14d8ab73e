"""`lovp import`: outcomes from forms and spreadsheets, shown before they are saved."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

from lovp import matching, paths
from lovp.cli import ask, context, options, papers, recorded, show
from lovp.errors import LovpError, UsageError
from lovp.exchange.imports.drafts import Read, Years
from lovp.exchange.imports.mapping import ImportMapping
from lovp.exchange.imports.mappings import ENDING, load_mapping, mapping_files
from lovp.exchange.imports.reconcile import Import, Terms, reconcile
from lovp.exchange.imports.rejects import rejects_csv
from lovp.exchange.imports.source import Source, open_source
from lovp.exchange.tables.table import read_sheet
from lovp.i18n import _
from lovp.model import Outcome, Plan
from lovp.plan.folder import Folder
from lovp.record import settings
from lovp.record.append import append
from lovp.record.guard import shown
from lovp.render import import_report, record_report, sentences

_SHOWN = 20


def import_file(
    file: Annotated[str, options.argument(_("FILE"), _("The file: xlsx, ods, xls, csv, tsv."))],
    mapping: Annotated[
        str | None, options.option("--mapping", _("The mapping imports/NAME.yaml; else the one that fits."))
    ] = None,
    suggest: Annotated[
        bool, options.flag("--suggest", _("Write a first mapping for the file, to be looked over."))
    ] = False,
    dry_run: Annotated[bool, options.flag("--dry-run", _("Only show what would be done."), "-n")] = False,
    partial: Annotated[
        bool, options.flag("--partial", _("Take the good rows although others are refused."))
    ] = False,
    rejects: Annotated[
        str | None, options.option("--rejects", _("Write the refused rows to this CSV file, for the sender."))
    ] = None,
    file_wins: Annotated[
        bool, options.flag("--file-wins", _("Let the file count, also against later changes in the record."))
    ] = False,
    cancel_missing: Annotated[
        bool, options.flag("--cancel-missing", _("Cancel what the file no longer has."))
    ] = False,
    yes: Annotated[bool, options.flag("--yes", _("Save without asking."))] = False,
    everything: Annotated[bool, options.flag("--all", _("Show every row, not only the first."))] = False,
    csv_dialect: papers.DialectOption = "swedish",
    year: options.Year = None,
    plan: options.Plan = None,
) -> None:
    """Take outcomes from a file: show what is new, changed and refused, ask, and save all or nothing."""
    folder = context.open_folder(plan)
    the_plan = context.choose_plan(folder, year)
    path = paths.typed(file)
    if suggest:
        from lovp.cli.suggesting import write_suggestion

        write_suggestion(folder, the_plan, path, mapping)
        return
    others = frozenset(other.year for other in folder.plans if other.year != the_plan.year)
    years = Years(the_plan, others, context.today())
    source = open_source(path, _mappings(folder.path, the_plan, mapping), years, named=mapping is not None)
    writer = settings.writer(folder.path)
    terms = Terms(source.name, source.parts, writer, context.now(), file_wins, cancel_missing)
    record = recorded.read(folder, the_plan)
    name = shown(path.name)
    done = reconcile(_watch(source, name), record, terms)
    show.tables(import_report.grids(the_plan, done), import_report.heading(the_plan, name, source))
    for line in import_report.lines(the_plan, name, source, done, None if everything else _SHOWN):
        show.line(line)
    show.warn(import_report.doubts(done))
    if rejects is not None and done.refused:
        _write_rejects(paths.typed(rejects), path, source, done, excel=csv_dialect == "swedish")
    show.warn(record_report.faults(record))
    if done.refused and not partial:
        remedy = _("Put them right and import again, or take the others now with --partial.")
        raise LovpError(import_report.refusal(done), remedy)
    if cancel_missing and any(not each.own for each in done.refused):
        message = _("Nothing was saved: what is missing can't be told from refused rows without an id.")
        raise LovpError(message, _("Put those rows right first, or leave out --cancel-missing."))
    _save(folder, the_plan, done.rows(), asked=not yes, dry_run=dry_run)


def _mappings(folder: Path, plan: Plan, name: str | None) -> list[ImportMapping]:
    """The mapping that was named, else all of them. Raises MappingError."""
    files = mapping_files(folder)
    if name is not None and not files:
        raise UsageError(_("There are no mappings in the folder imports."), _("Begin one with --suggest."))
    if name is not None:
        missing = _("There is no mapping “{text}” in the folder imports.")
        stem = matching.one_of(Path(name).name.removesuffix(ENDING), {each: each for each in files}, missing)
        files = {stem: files[stem]}
    return [load_mapping(path, plan) for path in files.values()]


def _watch(source: Source, name: str) -> Iterable[Read]:
    """What the rows say, with a bar on a terminal while they are read."""
    from rich.console import Console
    from rich.progress import track

    hidden, console = not sys.stderr.isatty(), Console(stderr=True)
    return track(source.read(), name, source.total, console=console, transient=True, disable=hidden)


def _write_rejects(file: Path, path: Path, source: Source, done: Import, *, excel: bool) -> None:
    """Write the refused rows for the sender, and say where."""
    pages = [(page.sheet, page.layout, read_sheet(path, page.sheet or None).rows) for page in source.pages]
    content = rejects_csv(pages, done.refused, excel=excel).encode()
    paths.write_files({file: content}, _("Nothing was saved. Choose another file with --rejects."))
    show.line("\n" + _("The refused rows are in {file}.").format(file=paths.shown(file)))


def _save(folder: Folder, plan: Plan, rows: Sequence[Outcome], *, asked: bool, dry_run: bool) -> None:
    """Append the rows, after asking where that is possible, and say where their targets stand."""
    show.line()
    if not rows:
        show.line("✓ " + _("There is nothing to save."))
        return
    count = import_report.count(rows)
    if dry_run:
        show.line(_("Nothing was saved (--dry-run): it would be {rows}.").format(rows=count))
        return
    if asked and ask.possible() and not ask.yes(_("Save {rows}?").format(rows=count)):
        raise ask.stopped()
    file = append(folder.record_folder(plan.year), rows[0].writer, rows)
    with show.after_saving():
        told = _("Saved: {rows} in {file}").format(rows=count, file=f"data/{plan.year}/{file.name}")
        show.line(f"✓ {told}\n")
        targets, _faults = recorded.standing(folder, plan, {row.target for row in rows})
        for target in targets:
            show.line(sentences.standing(target))
