"""`lovp init`: begin a plan's folder, or take part in one that is there. What is there is never changed."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from lovp.cli import ask, complete, context, folder, match, options, paths, readme, settings, show
from lovp.disk import make_folder
from lovp.errors import LovpError, UsageError
from lovp.files import write_whole
from lovp.folding import fold
from lovp.i18n import _
from lovp.model import PlaceKind, Plan
from lovp.plan.load import FILE_NAME, SCHEMA_NAME, choose_year, load_plans, parse_plans
from lovp.plan.template import plan_for
from lovp.record.writer import slug
from lovp.trouble import why

GIT, FOLDER, NONE = "git", "folder", "none"
SHARES = (GIT, FOLDER, NONE)
_CLOUDS = ("onedrive", "nextcloud", "dropbox", "sharepoint", "google drive")


class _Asked(NamedTuple):
    """What was told, or answered. None: neither, so that it stays as it is."""

    writer: str | None
    ours: tuple[str, ...] | None
    share: str
    questions: bool
    """Whether anything was asked: then all of it is shown once more before it is done."""


class _Ground(NamedTuple):
    """The plan that the folder has or is to have; `text` is what is to be written of it, if it is new."""

    plan: Plan
    text: str | None
    review: tuple[str, ...]
    questions: bool


def init(
    directory: Annotated[
        Path,
        options.argument(metavar=_("[FOLDER]"), help=_("The folder; this one if left out.")),
    ] = Path(),
    year: Annotated[
        str | None,
        options.option(
            "--year",
            "-y",
            metavar=_("YEAR"),
            help=_("The year; this year if left out."),
            complete=complete.new_years,
        ),
    ] = None,
    writer: Annotated[
        str | None,
        options.option(
            "--writer",
            "-w",
            metavar=_("WRITER"),
            help=_("The office or role that records here, such as kansli."),
            complete=complete.writers,
        ),
    ] = None,
    subregion: Annotated[
        list[str] | None,
        options.option(
            "--subregion",
            "-s",
            metavar=_("SUBREGION"),
            help=_("A subregion that is ours; its places are offered first. May be repeated."),
            complete=complete.subregions,
        ),
    ] = None,
    share: Annotated[
        str | None,
        options.option(
            "--share",
            metavar=_("HOW"),
            help=_("How the folder is shared: git, folder (OneDrive, Nextcloud) or none."),
            choices=SHARES,
        ),
    ] = None,
) -> None:
    """Write what the folder lacks, and remember for this user who records there and which places are ours."""
    place = paths.typed(directory)
    if writer is not None:
        writer = _as_writer(writer)
    how = None if share is None else _as_share(share)
    _refuse_without_git(how)
    ground = _ground(place, year)
    asked = _ask(place, ground, writer, subregion, how)
    files = _missing(place, ground, asked)
    if asked.questions or ground.questions:
        _summarise(place, ground, asked, files)
        if not ask.yes(_("Is that right?")):
            raise ask.stopped()
    _write(place, files)
    trouble = settings.remember(place, writer=asked.writer, ours=asked.ours)
    with show.after_saving():
        _tell(place, ground, files, asked.share)
        if trouble:
            # The folder is there all the same, so this is no failure.
            show.warn([trouble])
        if asked.share == GIT:
            _share_through_git(place)
        if ground.text is not None:
            folder.list_review(ground.review)
        _list_next_steps(directory, ground.plan, place, asked.share)


def _ground(place: Path, year: str | None) -> _Ground:
    """The plan of the folder; where it has none, the one of the year that is told or asked for."""
    chosen = None if year is None else folder.as_year(year)
    if os.path.lexists(file := place / FILE_NAME):
        plans = load_plans(file)
        if chosen not in (None, *(plan.year for plan in plans)):
            raise LovpError(
                _("{file} is there already, and has no plan for {year}.").format(
                    file=paths.shown(file), year=chosen
                ),
                _("Begin the year in it: lovp plan new {year}").format(year=chosen),
            )
        return _Ground(choose_year(plans, chosen, context.today()), None, (), questions=False)
    asks = chosen is None and ask.possible()
    if chosen is None:
        chosen = context.today().year
    if asks:
        show.line(_("A folder for the yearly plan. Esc or Ctrl-C stops, and nothing is written."))
        chosen = ask.value(_("Which year"), folder.as_year, default=str(chosen))
    text, review = plan_for(chosen)
    return _Ground(parse_plans(text, FILE_NAME)[0], text, review, questions=asks)


def _ask(
    place: Path, ground: _Ground, writer: str | None, subregions: Sequence[str] | None, share: str | None
) -> _Asked:
    names = _subregions(ground.plan)
    ours = None if subregions is None else _as_subregions(names, ",".join(subregions))
    asks = ask.possible()
    questions = False
    if writer is None and asks and not (ground.text is None and settings.kept_writer(place)):
        question = _("Which office or role records here? (not a person's name)")
        writer = ask.value(question, _as_writer, default=settings.writer(place))
        questions = True
    if ours is None and asks and len(names) > 1 and not settings.is_told_ours(place):
        ours = _asked_subregions(names)
        questions = True
    if share is None and asks and ground.text is not None:
        share = _asked_share(place)
        questions = True
    return _Asked(writer, ours, share or NONE, questions)


def _subregions(plan: Plan) -> tuple[str, ...]:
    return tuple(place.name for place in plan.places if place.kind is PlaceKind.SUBREGION)


def _asked_subregions(names: Sequence[str]) -> tuple[str, ...]:
    show.line(_("Which subregions are ours? Their places are offered first."))
    everything = _("all")
    words = [(name, "") for name in names] + [(everything, _("none before the others"))]
    show.line("  " + ", ".join(name for name, _remark in words))
    return ask.value(
        _("Subregions, with commas between"),
        lambda text: _as_subregions(names, text),
        default=everything,
        words=words,
    )


def _as_subregions(names: Sequence[str], text: str) -> tuple[str, ...]:
    """The subregions named, with commas between; none where all are meant. Raises UsageError."""
    known = {name: name for name in names}
    everything = _("all")
    every = dict.fromkeys((everything, "all", "alla"), everything)
    missing = _("There is no subregion “{text}” in the plan.")
    words = [word for word in text.split(",") if word.strip()]
    found = [match.one_of(word.strip(), known | every, missing) for word in words]
    if not found:
        raise UsageError(_("A subregion is missing."), _("Write its name, or all."))
    return () if everything in found else tuple(dict.fromkeys(found))


def _asked_share(place: Path) -> str:
    names = {GIT: GIT, FOLDER: _("folder"), NONE: _("not")}
    words = [
        (names[GIT], _("through git, with lovp sync")),
        (names[FOLDER], _("it lies in OneDrive, Nextcloud or on a server, where all see it")),
        (names[NONE], _("with nobody, or not yet")),
    ]

    def understand(text: str) -> str:
        share = _as_share(text, names.values())
        _refuse_without_git(share)
        return share

    for word, remark in words:
        show.line(f"  {word:<7} {remark}")
    return ask.value(_("How is the folder shared"), understand, default=names[_guess(place)], words=words)


def _guess(place: Path) -> str:
    """How the folder is shared, as it looks."""
    if (place / ".git").exists():
        return GIT
    where = fold(str(place.absolute()))
    return FOLDER if any(cloud in where for cloud in _CLOUDS) else NONE


def _as_share(text: str, names: Iterable[str] = SHARES) -> str:
    """The way of sharing that the text means; the names are those to choose from. Raises UsageError."""
    words = {word: word for word in SHARES}
    words |= dict.fromkeys((*_CLOUDS, "mapp", "delad mapp", "shared folder"), FOLDER)
    words |= dict.fromkeys(("ingen", "inte", "nej", "no", "not"), NONE)
    missing = _("“{text}” is no way to share the folder.")
    try:
        return match.one_of(text, words, missing)
    except UsageError as error:
        raise UsageError(error.message, _("There are: {names}").format(names=", ".join(names))) from None


def _refuse_without_git(share: str | None) -> None:
    import shutil

    if share == GIT and shutil.which("git") is None:
        raise LovpError(_("git is not installed here."), _("Install it, or share the folder in another way."))


def _as_writer(text: str) -> str:
    """The name as files have it. Raises UsageError where nothing is left of it."""
    if not any(sign.isalnum() for sign in text):
        raise UsageError(_("A writer needs a name."), _("Name an office or a role, such as kansli."))
    return slug(text)


def _missing(place: Path, ground: _Ground, asked: _Asked) -> dict[Path, bytes]:
    """The files that the folder lacks."""
    from lovp.plan.editor_schema import schema_text

    plan = ground.plan
    ours = settings.ours(place) if asked.ours is None else asked.ours
    wanted = {
        readme.name(plan): readme.content(plan, asked.writer or settings.kept_writer(place), ours),
        SCHEMA_NAME: schema_text(plan.language).encode("utf-8"),
    }
    if ground.text is not None:
        wanted = {FILE_NAME: ground.text.encode("utf-8")} | wanted
    return {place / name: data for name, data in wanted.items() if not os.path.lexists(place / name)}


def _summarise(place: Path, ground: _Ground, asked: _Asked, files: Mapping[Path, bytes]) -> None:
    shares = {GIT: _("through git"), FOLDER: _("as a shared folder"), NONE: _("not shared")}
    ours = settings.ours(place) if asked.ours is None else asked.ours
    rows = [
        (_("Folder"), paths.from_home(paths.absolute(place))),
        (_("Year"), str(ground.plan.year)),
        (_("Writer"), asked.writer or settings.writer(place)),
        (_("Ours"), ", ".join(ours) or _("all")),
    ]
    if ground.text is not None or asked.share != NONE:
        rows.append((_("Shared"), shares[asked.share]))
    rows.append((_("New files"), ", ".join(file.name for file in files) or _("none")))
    widest = max(len(label) for label, _value in rows)
    show.line()
    for label, value in rows:
        show.line(f"  {label:<{widest}}  {value}")


def _write(place: Path, files: Mapping[Path, bytes]) -> None:
    if not files:
        return
    try:
        make_folder(place)
        write_whole(files)
    except OSError as error:
        raise LovpError(
            _("{folder} can't be written to: {reason}.").format(folder=place, reason=why(error)),
            _("Choose another folder."),
        ) from None


def _tell(place: Path, ground: _Ground, files: Mapping[Path, bytes], share: str) -> None:
    file = place / FILE_NAME
    if ground.text is not None:
        words = _("The plan for {year} is in {file}")
        show.line("✓ " + words.format(year=ground.plan.year, file=paths.shown(file)))
    else:
        show.line(_("{file} is there already, and was left as it is.").format(file=paths.shown(file)))
    if more := ", ".join(each.name for each in files if each != file):
        show.line("✓ " + _("Added beside it: {files}").format(files=more))
    elif ground.text is None and share != GIT:
        show.line(_("No file was missing, and none was changed."))
    show.line("  " + _("It is recorded here by {writer}.").format(writer=settings.writer(place)))
    if ours := settings.ours(place):
        show.line("  " + _("Ours: {places}").format(places=", ".join(ours)))


def _share_through_git(place: Path) -> None:
    """What `lovp sync --init` does. Where it can't be done the folder is there all the same."""
    from lovp.cli import sync

    try:
        sync.sync(init=True, plan=str(place / FILE_NAME))
    except LovpError as error:
        show.warn([error.message])
        for line in error.remedy.splitlines():
            show.message(f"  {line}")


def _list_next_steps(directory: Path, plan: Plan, place: Path, share: str) -> None:
    show.line()
    show.line(_("Next:"))
    if directory != Path():
        show.line("  cd " + paths.quoted(directory))
    area = "skola" if "skola" in plan.area_by_id else plan.areas[0].id
    show.line(f"  lovp targets --area {area}")
    show.line("  " + readme.example(plan, settings.ours(place)))
    if share == FOLDER:
        show.line()
        show.line(_("Share the folder with the others. Each of them writes in it once: lovp init"))
    elif share == GIT:
        show.line("  lovp sync")
