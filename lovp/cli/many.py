"""`lovp log --many`: a pile of notes, a line for each, saved all at once or not at all."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from lovp.cli import answer, context, draft, note_line, pile, show
from lovp.cli.note_line import LineError, Terms
from lovp.cli.settings import writer as writer_of
from lovp.errors import FileError, LovpError, Problem, UsageError
from lovp.i18n import _, ngettext
from lovp.model import Area, Outcome, Plan, Target
from lovp.record.guard import shown
from lovp.record.lines import TOO_LONG, blocks

_MOST_LINES = 10_000
_COMMENT = "#"
_INPUT = "stdin"


def record(
    folder: context.Folder, plan: Plan, wanted: Target | Area | None, given: Mapping[str, str | None]
) -> None:
    """Take lines from whoever is there to ask, else from standard input, and save them together."""
    if given["value"] is not None or given["of"] is not None:
        raise UsageError(
            _("With --many, the numbers stand in the lines."),
            _("Leave out VALUE and --of; --date, --place and --note hold for all lines."),
        )
    if show.somebody():
        from lovp.cli import many_asked

        target = many_asked.target(folder, plan, wanted)
        rows = many_asked.rows(folder, _terms(folder, plan, target, given))
        _save(folder, plan, rows)
        return
    target = answer.series(plan, draft.named(wanted))
    rows = _read(_terms(folder, plan, target, given))
    saved = _save(folder, plan, rows)
    with show.after_saving():
        show.warn(pile.doubts(pile.recorded_like(folder, plan, target), saved))


def _terms(folder: context.Folder, plan: Plan, target: Target, given: Mapping[str, str | None]) -> Terms:
    """What the options say for all lines, understood. Raises LovpError."""
    row = draft.blank(plan, target)
    for field in ("place", "date", "note"):
        text = given[field]
        if text is not None:
            row = draft.with_field(folder, plan, row, field, text)
    place = None if given["place"] is None else row.place
    day = None if given["date"] is None else row.date
    return Terms(plan, target, context.today(), place, day, row.note)


def _read(terms: Terms) -> list[Outcome]:
    """The rows that standard input says. Raises FileError with every line that can't be understood."""
    rows: list[Outcome] = []
    problems = []
    for number, line in enumerate(_lines(), 1):
        if not line.strip() or line.lstrip().startswith(_COMMENT):
            continue
        try:
            rows.append(note_line.parse(line, terms, rows[-1] if rows else None))
        except LineError as error:
            text = shown(line, note_line.MAX_LINE)
            problems.append(Problem(_INPUT, number, 0, text, error.message, error.remedy))
    if problems:
        message = ngettext(
            "Nothing was saved: {count} line can't be understood.",
            "Nothing was saved: {count} lines can't be understood.",
            len(problems),
        )
        raise FileError(
            message.format(count=len(problems)), tuple(problems), _("Put it right, and do it again.")
        )
    if not rows:
        raise LovpError(
            _("There are no lines to save."),
            _("Write one for each outcome, such as: skövde 3 12/3 två klasser"),
        )
    return rows


def _lines() -> Iterator[str]:
    """The lines of standard input, in whatever encoding."""
    if sys.stdin.isatty():
        raise UsageError(
            _("There is nobody to ask, and no file to read."),
            _("Give the lines on standard input: lovp log schoolinfo --many < FILE"),
        )
    for number, line in enumerate((line for block in blocks(sys.stdin.buffer) for line in block), 1):
        if number > _MOST_LINES:
            raise LovpError(
                _("There are more than {count} lines.").format(count=_MOST_LINES),
                _("Divide them into several."),
            )
        yield "x" * (note_line.MAX_LINE + 1) if line == TOO_LONG else line


def _save(folder: context.Folder, plan: Plan, rows: Sequence[Outcome]) -> list[Outcome]:
    """Save the rows, each a moment after the one before it, so that the last of two is the latest."""
    writer, now = writer_of(folder.path), context.now()
    finished = [
        draft.finished(row, writer, now + timedelta(microseconds=number)) for number, row in enumerate(rows)
    ]
    answer.save_all(folder, plan, finished)
    return finished
