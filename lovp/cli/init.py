"""`lovp init`: begin a plan's folder, or take part in one that is there. What is there is never changed."""

from os.path import lexists
from pathlib import Path
from typing import Annotated

from lovp import i18n
from lovp.cli import ask, context, options, show, writers
from lovp.cli.context import parse_path, parse_year
from lovp.cli.plan import dates_to_check
from lovp.cli.show import quoted_path
from lovp.exchange.sharing.sync import READ_ME
from lovp.files import shown_path, write_files
from lovp.i18n import _, spoken
from lovp.model import Plan
from lovp.plan.load import FILE_NAME, SCHEMA_NAME, choose_year, load_plans, parse_plans
from lovp.plan.new_year import empty_plan, plan_for
from lovp.render import readme

_YEAR = _("The year; this year if left out.")
_WRITER = _("The office or role that records here, such as kansli.")
_EMPTY = _("Begin with three examples, to be replaced by your own targets.")

Folder = Annotated[Path, options.argument(_("[FOLDER]"), _("The folder; this one if left out."))]
Year = Annotated[int | None, options.option("--year", _YEAR, parser=parse_year)]
Writer = Annotated[str | None, options.option("--writer", _WRITER)]
Empty = Annotated[bool, options.flag("--empty", _EMPTY)]
Yes = Annotated[bool, options.flag("--yes", _("Ask nothing."))]


def init(
    directory: Folder = Path(),
    year: Year = None,
    writer: Writer = None,
    empty: Empty = False,
    yes: Yes = False,
) -> None:
    """Write what the folder lacks, and remember for this user who records there."""
    folder = parse_path(directory)
    file = folder / FILE_NAME
    asks = ask.possible() and not yes
    if lexists(file):
        text = ""
        plan = choose_year(load_plans(file), year, context.today())
    else:
        text = _new_plan(year or context.today().year, empty=empty, asks=asks)
        plan = parse_plans(text, FILE_NAME)[0]
    told = "" if writer is None else writers.parse_writer(writer)
    if asks and not told and not writers.known(folder):
        told = writers.ask_writer()
    missing = _missing_files(folder, plan, text, told or writers.known(folder))
    write_files(missing)
    with show.after_saving():
        _show_result(file, plan, [path.name for path in missing])
        if told:
            writers.keep(folder, told)
        for line in dates_to_check(text):
            show.line(f"  {line}")
        _show_next_steps(directory, plan, writers.known(folder))


def _new_plan(year: int, *, empty: bool, asks: bool) -> str:
    """The text of a new plan: that of LO-distriktet i Västsverige, or an empty one."""
    if asks and not empty:
        show.line(_("A folder for the plan of {year}. Esc stops, and nothing is written.").format(year=year))
        question = _("Begin with the plan of LO-distriktet i Västsverige? (No: with an empty one)")
        empty = not ask.yes(question)
    return empty_plan(year, i18n.current()) if empty else plan_for(year)


def _missing_files(folder: Path, plan: Plan, text: str, writer: str) -> dict[Path, bytes]:
    """The files that the folder lacks, each with its content; `text` is the plan's, where it lacks that."""
    from lovp.plan.schema import schema_text

    # The schema goes where the plan names it for editors: it speaks of municipalities.
    has_schema = SCHEMA_NAME in (text or (folder / FILE_NAME).read_text(encoding="utf-8"))
    readme_text = readme.render(plan, writer, has_schema=has_schema)
    wanted = {FILE_NAME: text.encode(), READ_ME[plan.language]: readme_text}
    if has_schema:
        wanted[SCHEMA_NAME] = schema_text(plan.language).encode()
    return {folder / name: content for name, content in wanted.items() if not lexists(folder / name)}


def _show_result(file: Path, plan: Plan, written: list[str]) -> None:
    done = _("{file} is there already, and was left as it is.")
    if FILE_NAME in written:
        done = "✓ " + _("The plan for {year} is in {file}")
    show.line(done.format(year=plan.year, file=shown_path(file)))
    if others := ", ".join(name for name in written if name != FILE_NAME):
        show.line("✓ " + _("Also added: {files}").format(files=others))


def _show_next_steps(directory: Path, plan: Plan, writer: str) -> None:
    if writer:
        show.line("  " + _("Outcomes are recorded here by {writer}.").format(writer=writer))
    show.line("\n" + _("Next:"))
    if directory != Path():
        show.line(f"  cd {quoted_path(directory)}")
    if not writer:
        show.line(f"  lovp init {spoken('--writer')} kansli")
    show.line(f"  lovp targets\n  {readme.example(plan)}")
