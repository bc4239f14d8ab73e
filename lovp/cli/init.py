"""`lovp init`: begin a plan's folder, or take part in one that is there. What is there is never changed."""

import shutil
from os.path import lexists
from pathlib import Path
from typing import Annotated

from lovp import matching, settings
from lovp.cli import ask, context, options, show
from lovp.cli.plan import list_review
from lovp.dates import parse_year
from lovp.errors import LovpError
from lovp.files import parse_path, quoted_path, shown_path, write_files
from lovp.i18n import _, spoken_choice, spoken_option
from lovp.model import Plan
from lovp.plan.load import FILE_NAME, READ_ME, SCHEMA_NAME, choose_year, load_plans, parse_plans
from lovp.plan.new_year import plan_for
from lovp.render import readme
from lovp.settings import parse_writer

SHARES = (GIT, FOLDER, NONE) = ("git", "folder", "none")


def parse_share(text: str) -> str:
    """The way to share that the text means. Raises LovpError for git where git is missing."""
    share = options.choose(text, SHARES, "--share")
    if share == GIT and shutil.which("git") is None:
        raise LovpError(_("git is not installed here."), _("Install it, or share the folder in another way."))
    return share


_YEAR = _("The year; this year if left out.")
_WRITER = _("The office or role that records here, such as kansli.")
_SUBREGION = _("A place that is ours, with all that lies in it: offered first. May be repeated.")
_SHARE = _("How the folder is shared: git, folder (OneDrive, Nextcloud) or none.")

Folder = Annotated[Path, options.argument(_("[FOLDER]"), _("The folder; this one if left out."))]
Year = Annotated[int | None, options.option("--year", _YEAR, parser=parse_year)]
Writer = Annotated[str | None, options.option("--writer", _WRITER, parser=parse_writer)]
Subregions = Annotated[list[str] | None, options.option("--subregion", _SUBREGION)]
Share = Annotated[str | None, options.option("--share", _SHARE, choices=SHARES, parser=parse_share)]


def init(
    directory: Folder = Path(),
    year: Year = None,
    writer: Writer = None,
    subregion: Subregions = None,
    share: Share = None,
) -> None:
    """Write what the folder lacks, and remember for this user who records there and which places are ours."""
    folder = parse_path(directory)
    file = folder / FILE_NAME
    is_new = not lexists(file)
    text, review = plan_for(year or _ask_year()) if is_new else ("", ())
    plan = parse_plans(text, FILE_NAME)[0] if is_new else _load_plan(file, year)
    ours = None if subregion is None else matching.parts(plan, ",".join(subregion))
    if ask.possible():
        if writer is None and (is_new or not settings.chosen(folder).writer):
            question = _("Which office or role records here? (not a person's name)")
            writer = ask.value(question, parse_writer, default=context.writer(folder))
        if ours is None and len(plan.parts) > 1 and settings.chosen(folder).ours is None:
            ours = _ask_ours(plan)
        if share is None and is_new:
            share = _ask_share(folder)
    missing = _missing_files(folder, plan, text, writer, ours)
    write_files(missing, _("Choose another folder."), folder=folder)
    problem = settings.remember(folder, writer=writer, ours=ours)
    with show.after_saving():
        _show_result(file, plan, [path.name for path in missing], share)
        show.warn([problem] if problem else [])  # the folder is there all the same: no failure
        if share == GIT:
            _share_through_git(file)
        list_review(review)
        _list_next_steps(directory, plan, settings.chosen(folder).ours or (), share)


def _load_plan(file: Path, year: int | None) -> Plan:
    """The plan that the file has for the year. Raises LovpError where it has none."""
    plans = load_plans(file)
    if year is None or year in {plan.year for plan in plans}:
        return choose_year(plans, year, context.today())
    message = _("{file} is there already, and has no plan for {year}.")
    remedy = _("Begin the year in it: lovp plan new {year}").format(year=year)
    raise LovpError(message.format(file=shown_path(file), year=year), remedy)


def _ask_year() -> int:
    """The year to begin with: this one where nobody can be asked."""
    this_year = context.today().year
    if not ask.possible():
        return this_year
    show.line(_("A folder for the yearly plan. Esc or Ctrl-C stops, and nothing is written."))
    return ask.value(_("Which year"), parse_year, default=str(this_year))


def _ask_ours(plan: Plan) -> tuple[str, ...]:
    words = [(place.name, "") for place in plan.parts] + [(_("all"), _("none before the others"))]
    kind = plan.parts[0].kind
    show.line(_("Which {places} are ours? They are offered first.").format(places=plan.word(kind, 2)))
    question = _("{places}, with commas between").format(places=plan.title(kind, 2))
    return ask.value(question, lambda text: matching.parts(plan, text), default=_("all"), words=words)


def _ask_share(folder: Path) -> str:
    remarks = {
        GIT: _("through git, with lovp sync"),
        FOLDER: _("it lies in OneDrive, Nextcloud or on a server, where all see it"),
        NONE: _("with nobody, or not yet"),
    }
    words = [(spoken_choice(share), remark) for share, remark in remarks.items()]
    guess = spoken_choice(GIT if (folder / ".git").exists() else NONE)
    return ask.value(_("How is the folder shared"), parse_share, default=guess, words=words)


def _missing_files(
    folder: Path, plan: Plan, text: str, writer: str | None, ours: tuple[str, ...] | None
) -> dict[Path, bytes]:
    """The files that the folder lacks, each with its content; `text` is the plan's, where it lacks that."""
    from lovp.plan.schema import schema_text

    our_places = (settings.chosen(folder).ours or ()) if ours is None else ours
    wanted = {
        FILE_NAME: text.encode(),
        READ_ME[plan.language]: readme.render(plan, writer or settings.chosen(folder).writer, our_places),
        SCHEMA_NAME: schema_text(plan.language).encode(),
    }
    return {folder / name: content for name, content in wanted.items() if not lexists(folder / name)}


def _show_result(file: Path, plan: Plan, written: list[str], share: str | None) -> None:
    if FILE_NAME in written:
        show.line("✓ " + _("The plan for {year} is in {file}").format(year=plan.year, file=shown_path(file)))
    else:
        show.line(_("{file} is there already, and was left as it is.").format(file=shown_path(file)))
    if others := ", ".join(name for name in written if name != FILE_NAME):
        show.line("✓ " + _("Added beside it: {files}").format(files=others))
    elif not written and share != GIT:
        show.line(_("No file was missing, and none was changed."))
    show.line("  " + _("It is recorded here by {writer}.").format(writer=context.writer(file.parent)))
    if ours := settings.chosen(file.parent).ours:
        show.line("  " + _("Ours: {places}").format(places=", ".join(ours)))


def _share_through_git(file: Path) -> None:
    """Do what `lovp sync --init` does, but only warn where that fails: the folder is there all the same."""
    from lovp.cli import sync

    try:
        sync.sync(init=True, plan=str(file))
    except LovpError as error:
        show.warn([f"{error.message} {error.remedy}"])


def _list_next_steps(directory: Path, plan: Plan, ours: tuple[str, ...], share: str | None) -> None:
    area = "skola" if "skola" in plan.area_by_id else plan.areas[0].id
    show.line("\n" + _("Next:"))
    if directory != Path():
        show.line(f"  cd {quoted_path(directory)}")
    show.line(f"  lovp targets {spoken_option('--area')} {area}")
    show.line(f"  {readme.example(plan, ours)}")
    if share == GIT:
        show.line("  lovp sync")
    if share == FOLDER:
        show.line("\n" + _("Share the folder with the others. Each of them writes in it once: lovp init"))
