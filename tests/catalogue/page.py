"""The catalogue of errors as a page, in each language: every case as it is played now."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lovp import i18n
from tests.catalogue import commands, files, folder, imports, sharing
from tests.catalogue.case import Case, Played, Stage, Subject
from tests.catalogue.unshown import UNSHOWN
from tests.folders import make_folder

DOCS = Path(__file__).parents[2] / "docs"
FILES = {language: DOCS / language / "errors.md" for language in i18n.LANGUAGES}

SUBJECTS: tuple[Subject, ...] = (
    *commands.SUBJECTS,
    *files.SUBJECTS,
    folder.FOLDER,
    *imports.SUBJECTS,
    *sharing.SUBJECTS,
)

_HEAD = {
    "sv": """\
# Fel och vad man gör

Vad `lovp` säger när något inte går: vad som är fel, vad som kanske menades och vad man skriver i stället.
Sidan är skriven av programmet självt (`make docs`): varje kommando har körts, och svaret är det som då
visades. Sök på några ord ur meddelandet.

Under varje svar står slutkoden, för den som kör `lovp` i ett skript: 0 klart (med en varning) · 1 det går
inte, ingenting skrevs · 2 kommandot går inte att förstå · 3 `check` hittade fel · 4 `--fail-behind`, och
något är efter.
""",
    "en": """\
# Errors and what to do

What `lovp` says when something can't be done: what is wrong, what was perhaps meant, and what to write
instead. The program wrote this page itself (`make docs`): each command was run, and the answer is what it
showed. Search for some words of the message.

Under each answer stands the exit code, for those who run `lovp` in a script: 0 done (with a warning) · 1
can't be done, nothing was written · 2 the command can't be understood · 3 `check` found problems · 4
`--fail-behind`, and something is behind.
""",
}
_CODE = {"sv": "Slutkod {code}.", "en": "Exit code {code}."}
_LAST = {
    "sv": "## Det som inte kan visas här\n\nDe här meddelandena behöver något som en provkörning inte har.\n",
    "en": "## What can't be shown here\n\nThese messages need something that a trial run does not have.\n",
}


def played(language: str, subjects: tuple[Subject, ...] = SUBJECTS) -> Iterator[tuple[Case, Played]]:
    """Every case, with what it prints."""
    root = Path(tempfile.mkdtemp(prefix="lovp-catalogue-")).resolve()
    try:
        stage = Stage(root, make_folder)
        for subject in subjects:
            for case in subject.cases:
                try:
                    yield case, stage.play(case, language)
                except Exception as error:
                    error.add_note(case.command)
                    raise
    finally:
        for path in root.rglob("*"):
            if not path.is_symlink() and path.is_dir():
                path.chmod(0o700)
        shutil.rmtree(root)


def page(language: str) -> str:
    """The whole page."""
    at = i18n.LANGUAGES.index(language)
    answers = dict(enumerate(answer for _case, answer in played(language)))
    parts, number = [_HEAD[language]], 0
    for subject in SUBJECTS:
        parts.append(f"## {subject.titles[at]}\n")
        for case in subject.cases:
            answer = answers[number]
            number += 1
            parts.append(f"```console\n$ {_typed(case)}\n{answer.text}\n```\n")
            parts.append(
                " ".join(filter(None, (_CODE[language].format(code=answer.code), case.says[at]))) + "\n"
            )
    parts.append(_LAST[language])
    i18n.use(language)
    parts += [f"- {_sentence(text)} *({reason[at]})*" for text, reason in UNSHOWN.items()]
    return "\n".join(parts).rstrip() + "\n"


def _typed(case: Case) -> str:
    """The command on one line, and not too long a one, with what it finds in lovp's own variables."""
    own = [f'{name}="{text}"' for name, text in case.environment.items() if name.startswith("LOVP_")]
    line = " ".join((*own, case.command)).replace("\t", "\\t")
    return line if len(line) <= 150 else line[:149] + "…"


def _sentence(text: str) -> str:
    return re.sub(r"\{\w+\}", "…", i18n._(text))
