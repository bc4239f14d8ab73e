"""`lovp import`: outcomes from forms and spreadsheets, shown before they are saved."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

from lovp.cli import ask, complete, context, match, options, papers, paths, recorded, show, totals
from lovp.cli.export import DialectOption
from lovp.cli.settings import writer as writer_of
from lovp.errors import LovpError, Problem, UsageError
from lovp.exchange.imports.drafts import Read, Refusal, Years
from lovp.exchange.imports.mapping import ImportMapping
from lovp.exchange.imports.mappings import ENDING, load_mapping, mapping_files
from lovp.exchange.imports.reconcile import Import, Terms, numbered, reconcile
from lovp.exchange.imports.rejects import rejects_csv, where
from lovp.exchange.imports.source import Source, open_source
from lovp.exchange.tables.table import read_sheet
from lovp.files import write_whole
from lovp.i18n import _, ngettext
from lovp.model import Plan
from lovp.problems import format_problem
from lovp.progress.compute import progress_of
from lovp.record.append import append
from lovp.record.guard import shown
from lovp.render import figures, import_report, sentences
from lovp.trouble import why

_SHOWN = 20
_MANY = 5
"""Changed rows from which on it is asked whether it is the right file, if most are."""


def import_file(
    file: Annotated[
        str,
        options.argument(
            metavar=_("FILE"),
            help=_("The file: xlsx, ods, xls, csv, tsv."),
        ),
    ],
    mapping: Annotated[
        str | None,
        options.option(
            "--mapping",
            metavar=_("NAME"),
            help=_("The mapping imports/NAME.yaml; else the one that fits."),
            complete=complete.mappings,
        ),
    ] = None,
    suggest: Annotated[
        bool, options.flag("--suggest", help=_("Write a first mapping for the file, to be looked over."))
    ] = False,
    dry_run: Annotated[
        bool, options.flag("--dry-run", "-n", help=_("Only show what would be done."))
    ] = False,
    partial: Annotated[
        bool, options.flag("--partial", help=_("Take the good rows although others are refused."))
    ] = False,
    rejects: Annotated[
        str | None,
        options.option(
            "--rejects",
            metavar=_("FILE"),
            help=_("Write the refused rows to this CSV file, for the sender."),
        ),
    ] = None,
    file_wins: Annotated[
        bool,
        options.flag("--file-wins", help=_("Let the file count, also against later changes in the record.")),
    ] = False,
    cancel_missing: Annotated[
        bool,
        options.flag("--cancel-missing", help=_("Cancel what the file no longer has.")),
    ] = False,
    yes: Annotated[bool, options.flag("--yes", help=_("Save without asking."))] = False,
    everything: Annotated[bool, options.flag("--all", help=_("Show every row, not only the first."))] = False,
    csv_dialect: DialectOption = "swedish",
    year: options.Year = None,
    plan: options.Plan = None,
) -> None:
    """Take outcomes from a file: show what is new, changed and refused, ask, and save all or nothing."""
    dialect = match.choice(csv_dialect, papers.DIALECTS, "--csv-dialect")
    folder = context.open_folder(plan)
    the_plan = context.choose_plan(folder, year)
    path = paths.typed(file)
    rejected = paths.typed(rejects) if rejects is not None else None
    if suggest:
        from lovp.cli import suggesting

        suggesting.write_suggestion(folder, the_plan, path, mapping)
        return
    others = frozenset(other.year for other in folder.plans if other.year != the_plan.year)
    years = Years(the_plan, others, context.today())
    source = open_source(path, _mappings(folder.path, the_plan, mapping), years, named=mapping is not None)
    record = recorded.read(folder, the_plan)
    terms = Terms(source.name, source.parts, writer_of(folder.path), context.now(), file_wins, cancel_missing)
    done = reconcile(_read(source, path), record, terms)
    _report(the_plan, path, source, done, None if everything else _SHOWN)
    if rejected is not None:
        _write_rejects(path, source, done, rejected, excel=dialect == "swedish")
    show.warn(recorded.warnings(record))
    _refuse(done, partial=partial)
    if cancel_missing and any(not each.own for each in done.refused):
        raise LovpError(
            _("Nothing was saved: what is missing can't be told from refused rows without an id."),
            _("Put those rows right first, or leave out --cancel-missing."),
        )
    _save(folder, the_plan, done, asked=not (yes or dry_run), dry_run=dry_run)


def _mappings(folder: Path, plan: Plan, name: str | None) -> list[ImportMapping]:
    """The mapping asked for, by its name or its file, else all of them. Raises MappingError."""
    files = mapping_files(folder)
    if name is not None:
        typed = paths.typed(name)
        if typed.suffix == ENDING and typed.is_file():
            files = {typed.stem: typed}
        elif files:
            missing = _("There is no mapping “{text}” in the folder imports.")
            stem = match.one_of(name.removesuffix(ENDING), {each: each for each in files}, missing)
            files = {stem: files[stem]}
        else:
            raise UsageError(
                _("There are no mappings in the folder imports."), _("Begin one with --suggest.")
            )
    return [load_mapping(path, plan) for path in files.values()]


def _read(source: Source, path: Path) -> Iterator[Read]:
    """What the rows say, with a bar on a terminal where there are many."""
    from lovp.cli import waiting

    for page in source.pages:
        for row in waiting.watched(page.rows, shown(path.name), page.total):
            found = page.read(row)
            if len(source.pages) > 1:
                found = [each._replace(sheet=page.sheet) for each in found]
            yield from found


def _report(plan: Plan, path: Path, source: Source, done: Import, most: int | None) -> None:
    """Show what the import does, and of what it doesn't do each row, at most so many of a kind."""
    from lovp.cli import tables

    said = [shown(path.name)]
    if sheets := [shown(page.sheet) for page in source.pages if page.sheet]:
        said.append(ngettext("sheet {name}", "sheets {name}", len(sheets)).format(name=", ".join(sheets)))
    said.append(
        _("mapping {name}").format(name=source.mapping) if source.mapping else _("the program's own form")
    )
    refused = _rows(done.refused)
    grids = [import_report.counts(done, refused)]
    if done.new:
        grids.append(import_report.by_target(plan, done.new))
    tables.show(grids, f"{plan.year} · " + " · ".join(said))
    for section in import_report.sections(plan, done):
        if section.lines:
            show.line()
            _list(section.title, section.lines, most)
            if section.remark:
                show.line("  " + section.remark)
    _show_refused(path, source, done.refused, most)
    show.warn(_doubts(done))


def _list(title: str, lines: Sequence[str], most: int | None) -> None:
    show.line(f"{title}:")
    for line in lines[:most]:
        show.line("  " + line)
    _tell_more(len(lines[:most]), len(lines))


def _tell_more(shown_: int, all_: int) -> None:
    if more := all_ - shown_:
        text = ngettext("and {count} more; --all shows it", "and {count} more; --all shows them", more)
        show.line("  " + text.format(count=figures.whole(more)))


def _show_refused(path: Path, source: Source, refused: Sequence[Refusal], most: int | None) -> None:
    layouts = {page.sheet: page.layout for page in source.pages}
    for each in refused[:most]:
        column = where(layouts[each.sheet] if each.sheet else source.pages[0].layout, each)
        message = f"{column}: {each.message}" if column else each.message
        cell = "" if each.cell is None else shown(str(each.cell))
        cell = "" if cell in message else cell
        file = numbered(shown(path.name), each.sheet)
        problem = Problem(file, each.row, 0, cell, message, each.remedy)
        show.line("\n" + format_problem(problem))
    _tell_more(len(refused[:most]), len(refused))


def _rows(refused: Iterable[Refusal]) -> int:
    return len({(each.sheet, each.row) for each in refused})


def _doubts(done: Import) -> Iterable[str]:
    """What makes one doubt whether it is the right file."""
    if len(done.changed) >= _MANY and len(done.changed) > done.same:
        yield _("Most rows that were imported before say otherwise now. Is it the same form or list?")
    for year, count in sorted(import_report.other_years(done.passed).items()):
        text = ngettext(
            "{count} outcome is of {year}: import it with --year {year}.",
            "{count} outcomes are of {year}: import them with --year {year}.",
            count,
        )
        yield text.format(count=figures.whole(count), year=year)


def _write_rejects(path: Path, source: Source, done: Import, to: Path, *, excel: bool) -> None:
    if not done.refused:
        return
    pages = [(page.sheet, page.layout, read_sheet(path, page.sheet or None).rows) for page in source.pages]
    content = rejects_csv(pages, done.refused, excel=excel)
    try:
        write_whole({to: content.encode()})
    except OSError as error:
        raise LovpError(
            _("{file} can't be written: {reason}.").format(file=paths.shown(to), reason=why(error)),
            _("Nothing was saved. Choose another file with --rejects."),
        ) from None
    show.line()
    show.line(_("The refused rows are in {file}.").format(file=paths.shown(to)))


def _refuse(done: Import, *, partial: bool) -> None:
    """Raises LovpError where rows were refused, unless the good ones are to be taken all the same."""
    if not done.refused or partial:
        return
    count = _rows(done.refused)
    message = ngettext(
        "Nothing was saved: {count} row was refused.", "Nothing was saved: {count} rows were refused.", count
    )
    raise LovpError(
        message.format(count=figures.whole(count)),
        _("Put them right and import again, or take the others now with --partial."),
    )


def _save(folder: context.Folder, plan: Plan, done: Import, *, asked: bool, dry_run: bool) -> None:
    rows = done.rows()
    show.line()
    if not rows:
        show.line("✓ " + _("There is nothing to save."))
        return
    count = ngettext("{count} row", "{count} rows", len(rows)).format(count=figures.whole(len(rows)))
    if dry_run:
        show.line(_("Nothing was saved (--dry-run): it would be {rows}.").format(rows=count))
        return
    if asked and ask.possible() and not ask.yes(_("Save {rows}?").format(rows=count)):
        raise ask.stopped()
    file = append(folder.record_folder(plan.year), rows[0].writer, rows)
    with show.after_saving():
        told = _("Saved: {rows} in {file}")
        show.line("✓ " + told.format(rows=count, file=f"data/{plan.year}/{file.name}"))
        _show_state(folder, plan, {row.target for row in rows})


def _show_state(folder: context.Folder, plan: Plan, series: set[str]) -> None:
    """Where the targets stand now that read what was imported."""
    day = min(context.today(), plan.last_day)
    known = totals.known(folder, plan, day)
    now = progress_of(plan, known.days, day, only=lambda target: target.series in series)
    show.line()
    for target in now.targets():
        show.line(sentences.standing(target))
