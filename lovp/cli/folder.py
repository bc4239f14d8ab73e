"""`lovp init` and `lovp plan new`: a folder for a plan, and a new year in it."""

import re
from pathlib import Path
from typing import Annotated

from lovp.cells import printable
from lovp.cli import ask, context, options, paths, settings, show
from lovp.disk import make_folder
from lovp.errors import LovpError, UsageError
from lovp.files import write_whole
from lovp.i18n import _
from lovp.plan.load import FILE_NAME, read_plan_file
from lovp.record.writer import slug
from lovp.trouble import why

TEMPLATE_YEAR = 2024
_PACKAGE = Path(__file__).parents[1]


def template() -> str:
    """The 2024 plan as it ships: in the installed package, or at the top of a checkout."""
    for file in (_PACKAGE / FILE_NAME, _PACKAGE.parent / FILE_NAME):
        if file.is_file():
            return file.read_text(encoding="utf-8")
    raise LovpError(_("The plan that comes with lovp is missing."), _("Install lovp again."))


def init(
    directory: Annotated[
        Path,
        options.argument(metavar=_("[FOLDER]"), help=_("The folder; this one if left out.")),
    ] = Path(),
    year: Annotated[
        str | None,
        options.option("--year", "-y", metavar=_("YEAR"), help=_("The year; this year if left out.")),
    ] = None,
    writer: Annotated[
        str | None,
        options.option(
            "--writer",
            "-w",
            metavar=_("WRITER"),
            help=_("The office or role that records here, such as kansli."),
        ),
    ] = None,
) -> None:
    """Put a targets.yaml in the folder, unless it has one, and remember who records there."""
    folder = paths.typed(directory)
    file = folder / FILE_NAME
    chosen = _year(year) if year is not None else context.today().year
    made = None if file.exists() else _plan_for(chosen)
    if writer is None and ask.possible():
        question = _("Which office or role records here? (not a person's name)")
        writer = ask.value(question, _as_writer, default=settings.writer(folder))
    name = None if writer is None else _as_writer(writer)
    if made is None and name is None:
        raise LovpError(
            _("{file} is there already, and was left as it is.").format(file=file),
            _("Choose another folder, or begin a new year in this one: lovp plan new YEAR"),
        )
    if made is not None:
        _write(file, made[0])
    trouble = "" if name is None else settings.remember(folder, writer=name)
    where = paths.shown(file)
    with show.after_saving():
        if made is not None:
            show.line("✓ " + _("The plan for {year} is in {file}").format(year=chosen, file=where))
        else:
            show.line(_("{file} is there already, and was left as it is.").format(file=where))
        if trouble:
            # The folder is there all the same, so this is no failure.
            show.warn([trouble])
        show.line("  " + _("It is recorded here by {writer}.").format(writer=settings.writer(folder)))
        if made is not None:
            _list_review(made[1])
            _list_next_steps(directory)


def _list_next_steps(directory: Path) -> None:
    show.line()
    show.line(_("Next:"))
    if directory != Path():
        show.line("  cd " + paths.quoted(directory))
    show.line("  lovp targets --area skola")
    show.line("  lovp log schoolinfo 3 --place Skövde")


def _write(file: Path, text: str) -> None:
    try:
        make_folder(file.parent)
        write_whole({file: text.encode("utf-8")})
    except OSError as error:
        raise LovpError(
            _("{folder} can't be written to: {reason}.").format(folder=file.parent, reason=why(error)),
            _("Choose another folder."),
        ) from None


def _as_writer(text: str) -> str:
    """The name as files have it. Raises UsageError where nothing is left of it."""
    if not any(sign.isalnum() for sign in text):
        raise UsageError(_("A writer needs a name."), _("Name an office or a role, such as kansli."))
    return slug(text)


def new(
    year: Annotated[str, options.argument(metavar=_("YEAR"), help=_("The new year."))],
    plan: options.Plan = None,
) -> None:
    """Add a year last in targets.yaml, made from the latest one, and list what must be looked over."""
    from lovp.plan.new_year import add_year

    chosen = _year(year)
    file = context.plan_file(plan)
    context.open_folder(plan)
    # As bytes, so that the earlier years keep their line ends too.
    added = add_year(read_plan_file(file).decode("utf-8"), chosen, name=file.name)
    try:
        write_whole({file: added.text.encode("utf-8")})
    except OSError as error:
        raise LovpError(
            _("{file} can't be written: {reason}.").format(file=file, reason=why(error)),
            _("The file is as it was."),
        ) from None
    with show.after_saving():
        show.line("✓ " + _("{year} stands last in {file}").format(year=chosen, file=paths.shown(file)))
        _list_review(added.review)


def _plan_for(year: int) -> tuple[str, tuple[str, ...]]:
    """The text of a targets.yaml with one year, and what must be looked over in it."""
    if year == TEMPLATE_YEAR:
        return template(), ()
    from lovp.plan.new_year import only_year

    made = only_year(template(), year)
    return made.text, made.review


def _list_review(review: tuple[str, ...]) -> None:
    if review:
        show.line()
        show.line(_("Look these over in the file, for they come from an earlier year:"))
        for item in review:
            show.line(f"  • {item}")


def _year(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text):
        raise UsageError(
            _("“{text}” is not a year.").format(text=printable(text, 20)), _("Write it as 2025.")
        )
    return int(text)
