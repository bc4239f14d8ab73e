"""`lovp init`: begin a plan's folder, or take part in one that is there. What is there is never changed."""

from collections.abc import Iterable, Sequence
from os.path import lexists
from pathlib import Path
from typing import Annotated

from lovp import matching, paths
from lovp.cli import ask, context, init_questions, options, show
from lovp.cli.init_questions import FOLDER, GIT, SHARES
from lovp.cli.plan_new import list_review, parse_year
from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan.load import FILE_NAME, READ_ME, SCHEMA_NAME, choose_year, load_plans, parse_plans
from lovp.plan.template import plan_for
from lovp.record import settings
from lovp.record.writer import parse_writer
from lovp.render import readme

Folder = Annotated[Path, options.argument(_("[FOLDER]"), _("The folder; this one if left out."))]
Year = Annotated[
    int | None, options.option("--year", _("The year; this year if left out."), parser=parse_year)
]
Writer = Annotated[
    str | None,
    options.option(
        "--writer", _("The office or role that records here, such as kansli."), parser=parse_writer
    ),
]
Subregions = Annotated[
    list[str] | None,
    options.option(
        "--subregion", _("A subregion that is ours; its places are offered first. May be repeated.")
    ),
]
Share = Annotated[
    str | None,
    options.option(
        "--share",
        _("How the folder is shared: git, folder (OneDrive, Nextcloud) or none."),
        choices=SHARES,
        parser=init_questions.parse_share,
    ),
]


def init(
    directory: Folder = Path(),
    year: Year = None,
    writer: Writer = None,
    subregion: Subregions = None,
    share: Share = None,
) -> None:
    """Write what the folder lacks, and remember for this user who records there and which places are ours."""
    folder = paths.typed(directory)
    is_new = not lexists(folder / FILE_NAME)
    ask_year = is_new and year is None and ask.possible()
    if ask_year:
        year = init_questions.ask_year(context.today().year)
    text, review = plan_for(year or context.today().year) if is_new else ("", ())
    plan = parse_plans(text, FILE_NAME)[0] if is_new else _load_plan(folder / FILE_NAME, year)
    ours = None if subregion is None else matching.subregions(plan, ",".join(subregion))
    told = writer, ours, share
    if ask.possible():
        writer, ours, share = init_questions.ask_missing(folder, plan, is_new, writer, ours, share)
    our_places = settings.ours(folder) if ours is None else ours
    read_me = readme.render(plan, writer or settings.kept_writer(folder), our_places)
    files = _missing_files(folder, plan, text, read_me)
    if ask_year or (writer, ours, share) != told:
        init_questions.confirm(folder, plan, files, writer or settings.writer(folder), our_places, share)
    paths.write_files(files, _("Choose another folder."), folder=folder)
    trouble = settings.remember(folder, writer=writer, ours=ours)
    with show.after_saving():
        _tell_what_was_done(folder, plan, files, share)
        show.warn([trouble] if trouble else [])  # the folder is there all the same: no failure
        if share == GIT:
            _share_through_git(folder)
        list_review(review)
        _list_next_steps(directory, plan, settings.ours(folder), share)


def _load_plan(file: Path, year: int | None) -> Plan:
    """The plan that the file has for the year. Raises LovpError where it has none."""
    plans = load_plans(file)
    if year is None or year in {plan.year for plan in plans}:
        return choose_year(plans, year, context.today())
    raise LovpError(
        _("{file} is there already, and has no plan for {year}.").format(file=paths.shown(file), year=year),
        _("Begin the year in it: lovp plan new {year}").format(year=year),
    )


def _missing_files(folder: Path, plan: Plan, text: str, read_me: bytes) -> dict[Path, bytes]:
    """The files that the folder lacks, each with its content; `text` is the plan's, where it lacks that."""
    from lovp.plan.editor_schema import schema_text

    wanted = {
        FILE_NAME: text.encode("utf-8"),
        READ_ME[plan.language]: read_me,
        SCHEMA_NAME: schema_text(plan.language).encode("utf-8"),
    }
    return {folder / name: content for name, content in wanted.items() if not lexists(folder / name)}


def _tell_what_was_done(folder: Path, plan: Plan, files: Iterable[Path], share: str | None) -> None:
    file = folder / FILE_NAME
    if file in files:
        show.line("✓ " + _("The plan for {year} is in {file}").format(year=plan.year, file=paths.shown(file)))
    else:
        show.line(_("{file} is there already, and was left as it is.").format(file=paths.shown(file)))
    if others := ", ".join(other.name for other in files if other != file):
        show.line("✓ " + _("Added beside it: {files}").format(files=others))
    elif file not in files and share != GIT:
        show.line(_("No file was missing, and none was changed."))
    show.line("  " + _("It is recorded here by {writer}.").format(writer=settings.writer(folder)))
    if ours := settings.ours(folder):
        show.line("  " + _("Ours: {places}").format(places=", ".join(ours)))


def _share_through_git(folder: Path) -> None:
    """Do what `lovp sync --init` does, but only warn where that fails: the folder is there all the same."""
    from lovp.cli import sync

    try:
        sync.sync(init=True, plan=str(folder / FILE_NAME))
    except LovpError as error:
        show.warn([f"{error.message} {error.remedy}"])


def _list_next_steps(directory: Path, plan: Plan, ours: Sequence[str], share: str | None) -> None:
    area = "skola" if "skola" in plan.area_by_id else plan.areas[0].id
    steps = [f"lovp targets --area {area}", readme.example(plan, ours)]
    if directory != Path():
        steps.insert(0, f"cd {paths.quoted(directory)}")
    if share == GIT:
        steps.append("lovp sync")
    show.line("\n" + _("Next:"))
    for step in steps:
        show.line(f"  {step}")
    if share == FOLDER:
        show.line("\n" + _("Share the folder with the others. Each of them writes in it once: lovp init"))
