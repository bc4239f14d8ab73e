"""`lovp edit`: targets.yaml in an editor, on a copy, which only takes its place once it is sound."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from time import monotonic
from typing import Annotated, NamedTuple, TypeVar

from lovp import i18n
from lovp.cells import printable
from lovp.cli import ask, context, editor, options, paths, recorded, show
from lovp.errors import LovpError, PlanError, StoppedError, UsageError
from lovp.files import write_whole
from lovp.i18n import _, ngettext
from lovp.model import Plan
from lovp.plan.load import SCHEMA_NAME, parse_plans, read_plan_file
from lovp.problems import format_problem
from lovp.record.fits import misfit
from lovp.trouble import why

T = TypeVar("T")

_AT_ONCE = 1.5
"""Seconds; an editor that ends sooner has perhaps only opened a window, in which the work begins now."""

_MOST_SHOWN = 10


class _Copy(NamedTuple):
    """The file that is edited in the place of `original`, and what both held at first."""

    original: Path
    file: Path
    before: bytes
    start: bytes

    def forget(self) -> None:
        """Take away the copy and its folder, with whatever an editor has left there."""
        shutil.rmtree(self.file.parent, ignore_errors=True)


def edit(
    editor_: Annotated[
        str | None,
        options.option(
            "--editor",
            metavar=_("PROGRAM"),
            help=_("The editor, instead of VISUAL or EDITOR: nano, “code --wait”."),
        ),
    ] = None,
    plan: options.Plan = None,
) -> None:
    """Open a copy of the plan in an editor, check it, and put it in the plan's place if it is sound."""
    file = context.plan_file(plan)
    before = read_plan_file(file)
    text = editor.named(editor_)
    if not text and not ask.possible():
        raise UsageError(
            _("There is no terminal for an editor here."),
            _("Name one that needs none (--editor), or change {file} and run lovp check.").format(
                file=file.name
            ),
        )
    words = editor.command(text) if text else editor.default()
    copy = _copied(file, before)
    content = _edited(copy, words)
    if content is None:
        copy.forget()
        show.line(_("{file} is as it was: nothing was changed in it.").format(file=paths.shown(file)))
        return
    _replace(copy, content)
    copy.forget()
    with show.after_saving():
        show.line("✓ " + _("{file} is changed, and sound.").format(file=paths.shown(file)))


def _copied(file: Path, before: bytes) -> _Copy:
    """The copy, in a folder of its own, with the schema where its first line says that it is."""
    from lovp.plan.editor_schema import named_schema, schema_text, with_schema

    text = _text(before)
    start = before if text is None or named_schema(text) else with_schema(text).encode("utf-8")
    name = PurePosixPath(named_schema(_text(start) or "") or SCHEMA_NAME)
    folder = Path(tempfile.mkdtemp(prefix="lovp-"))
    try:
        copy = folder / file.name
        copy.write_bytes(start)
        # Not where an address on the net is named, or a file outside of the folder.
        if not name.is_absolute() and ".." not in name.parts and ":" not in str(name):
            schema = folder / name
            schema.parent.mkdir(parents=True, exist_ok=True)
            schema.write_text(schema_text(i18n.current()), encoding="utf-8")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return _Copy(file, copy, before, start)


def _text(data: bytes) -> str | None:
    """The text of a plan; None of what is no UTF-8, which is left to whoever edits it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _edited(copy: _Copy, words: Sequence[str]) -> bytes | None:
    """What the copy holds once it is sound, and wanted; None if nothing was changed.

    LovpError where it is not to be had; the copy is then kept if there is work in it.
    """
    while True:
        _open(copy, words)
        try:
            content = read_plan_file(copy.file)
        except LovpError as error:
            raise LovpError(error.message, _("The plan itself is as it was.")) from None
        if content == copy.start:
            return None
        try:
            plans = parse_plans(content, copy.original.name)
        except PlanError as error:
            if not ask.possible():
                raise PlanError(error.message, error.problems, _kept(copy)) from None
            for problem in error.problems:
                show.message(format_problem(problem) + "\n")
            show.message(error.message)
            question = _("Open it again to put that right?")
        else:
            lost = list(_lost(copy, plans))
            show.warn(lost)
            if not lost or not ask.possible() or _yes(copy, _("Change the plan all the same?")):
                return content
            question = _("Open it again?")
        if not _yes(copy, question):
            raise LovpError(_("The plan is as it was."), _kept(copy))


def _open(copy: _Copy, words: Sequence[str]) -> None:
    """Let the user edit the copy. Raises LovpError where the editor fails; what it may have done is kept."""
    began = monotonic()
    try:
        code = editor.run(words, copy.file)
    except LovpError as error:
        if _is_untouched(copy):
            copy.forget()
        else:
            error.remedy = _kept(copy)
        raise
    if code != 0:
        message = _("The editor {name} ended with an error ({code}). The plan is as it was.")
        remedy = _("Nothing had been changed.")
        if _is_untouched(copy):
            copy.forget()
        else:
            remedy = _kept(copy)
        raise LovpError(message.format(name=printable(words[0]), code=code), remedy)
    if monotonic() - began < _AT_ONCE and _is_untouched(copy) and ask.possible():
        show.line(_("The editor came back at once. If it has a window of its own, it is waited for now."))
        question = _("Press Enter when the file is saved and closed")
        _asked(copy, lambda: ask.value(question, str))


def _is_untouched(copy: _Copy) -> bool:
    try:
        return copy.file.read_bytes() == copy.start
    except OSError:
        return False


def _lost(copy: _Copy, plans: Sequence[Plan]) -> Iterator[str]:
    """What is recorded and counts by the plan as it was, but would not by these."""
    try:
        former = parse_plans(copy.before, copy.original.name)
    except PlanError:
        return
    later = {plan.year: plan for plan in plans}
    found: Counter[tuple[str, str]] = Counter()
    for old in former:
        for row in recorded.read(context.Folder(copy.original, former), old).outcomes:
            if old.year not in later:
                reason = _("The plan of {year} is gone.").format(year=old.year)
                found[str(old.year), reason] += 1
            elif fault := misfit(later[old.year], row):
                found[row.target, fault.message] += 1
    for (what, reason), count in found.most_common(_MOST_SHOWN):
        words = ngettext(
            "{what}: {count} recorded outcome would not count any more. {reason}",
            "{what}: {count} recorded outcomes would not count any more. {reason}",
            count,
        )
        yield words.format(what=printable(what), count=count, reason=reason)


def _replace(copy: _Copy, content: bytes) -> None:
    """Put the content in the plan's place, unless somebody else has changed it since it was opened."""
    file = copy.original
    try:
        now = read_plan_file(file)
    except LovpError as error:
        raise LovpError(error.message, _kept(copy)) from None
    if now != copy.before:
        raise LovpError(
            _("{file} was changed by somebody else meanwhile, and was not overwritten.").format(
                file=paths.shown(file)
            ),
            _kept(copy) + "\n" + _("Run lovp edit again, and copy over what you changed."),
        )
    try:
        write_whole({file: content} | _schema(file, content))
    except OSError as error:
        raise LovpError(
            _("{file} can't be written: {reason}.").format(file=paths.shown(file), reason=why(error)),
            _kept(copy),
        ) from None


def _schema(file: Path, content: bytes) -> dict[Path, bytes]:
    """The schema that the first line names beside the plan, if it is not there."""
    from lovp.plan.editor_schema import named_schema, schema_text

    beside = file.parent / SCHEMA_NAME
    if named_schema(_text(content) or "") != SCHEMA_NAME or os.path.lexists(beside):
        return {}
    return {beside: schema_text(i18n.current()).encode("utf-8")}


def _kept(copy: _Copy) -> str:
    return _("What you wrote is kept in {file}").format(file=paths.shown(copy.file))


def _yes(copy: _Copy, question: str) -> bool:
    return _asked(copy, lambda: ask.yes(question))


def _asked(copy: _Copy, question: Callable[[], T]) -> T:
    """The answer; where the user leaves instead, the copy is kept if there is work in it."""
    try:
        return question()
    except StoppedError:
        stopped = StoppedError(_("Stopped. The plan is as it was."))
        if _is_untouched(copy):
            copy.forget()
        else:
            stopped.remedy = _kept(copy)
        raise stopped from None
