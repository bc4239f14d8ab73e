"""The text of a mapping file (`imports/NAME.yaml`) to the mapping, or every fault in it at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from lovp.errors import MappingError, Problem
from lovp.exchange.imports.mapping import NOTHING, Field, ImportMapping, Part, Skip
from lovp.exchange.imports.words import Words
from lovp.folding import as_id, fold
from lovp.i18n import _, ngettext
from lovp.model import Number, Plan
from lovp.plan.messages import id_words, unknown
from lovp.plan.schema import MAX_ID
from lovp.plan.words import shown
from lovp.plan.yaml_reader import Document, Fault, NodePath, read_documents, read_source

T = TypeVar("T")

OUTCOME_KEYS = ("target", "date", "place", "value", "of", "note")
TOP_KEYS = ("source", "sheet", "header", "id", *OUTCOME_KEYS, "outcomes", "skip")
PART_KEYS = (*OUTCOME_KEYS, "key")
FIELD_KEYS = ("column", "fixed", "words", "forms", "empty", "approximate")
SKIP_KEYS = ("column", "words")
DATE_FORMS = (
    "YYYY-MM-DD",
    "D/M/YYYY",
    "M/D/YYYY",
    "D/M/YY",
    "M/D/YY",
    "D/M",
    "M/D",
    "YYYYMMDD",
    "YYMMDD",
)
"""How a date may be written; `/` stands for a slash, a dot or a hyphen."""

_MAX_HEADER = 1000


def parse_mapping(content: bytes, name: str, file: str, plan: Plan) -> ImportMapping:
    """The mapping in the file's content. Raises MappingError with every fault, in the order of the file.

    What it names (targets, places) is held against the plan.
    """
    source, found = read_source(content, file)
    if found:
        raise _error(file, found)
    documents = read_documents(source)
    problems = [problem for document in documents for problem in document.problems]
    if len(documents) != 1:
        message = _("a mapping file holds one mapping, without lines of ---")
        problems.append(source.problem(0, 0, message, _("Begin one with lovp import FILE --suggest.")))
    if len(documents) != 1 or documents[0].unfinished:
        raise _error(file, problems)
    reading = _Reading(documents[0], Words(plan))
    mapping = reading.mapping(name)
    problems += [documents[0].problem(fault) for fault in reading.faults]
    if problems or mapping is None:
        raise _error(file, problems)
    return mapping


def _error(file: str, problems: Sequence[Problem]) -> MappingError:
    count = len(problems)
    message = ngettext("{file} has {count} mistake", "{file} has {count} mistakes", count)
    ordered = sorted(problems, key=lambda problem: (problem.line, problem.column))
    return MappingError(message.format(file=file, count=count), tuple(ordered))


class _Reading:
    """Takes a document's values one by one, and notes what is wrong with them."""

    def __init__(self, document: Document, words: Words) -> None:
        self.document = document
        self.words = words
        self.faults: list[Fault] = []

    def mapping(self, name: str) -> ImportMapping | None:
        top = self.block((), self.document.data, TOP_KEYS)
        if top is None:
            return None
        source = self.id_(("source",), top)
        fallback = {key: self.field((key,), top[key]) for key in OUTCOME_KEYS if key in top}
        parts = tuple(self.parts(top, fallback))
        skip = tuple(
            found
            for path, entry in self.entries(("skip",), top.get("skip"))
            if (found := self.skip(path, entry)) is not None
        )
        return ImportMapping(
            name=name,
            source=source,
            parts=parts,
            id=self.text(("id",), top.get("id"), ""),
            sheet=self.text(("sheet",), top.get("sheet"), ""),
            header=self.header(top.get("header")),
            skip=skip,
        )

    def fault(self, path: NodePath, message: str, remedy: str = "", *, on_key: bool = False) -> None:
        # What could not be read is reported already.
        if path not in self.document.unread:
            self.faults.append(Fault(path, message, remedy, on_key))

    def block(self, path: NodePath, data: object, keys: tuple[str, ...]) -> Mapping[str, object] | None:
        """The mapping of keys at the path, without what isn't one of them."""
        if not isinstance(data, dict):
            message = _("{key}: takes a block of keys").format(key=_key(path))
            self.fault(path, message, _("These are known: {words}.").format(words=", ".join(keys)))
            return None
        for key in data:
            if key not in keys:
                self.fault((*path, key), *unknown("extra_forbidden", key, keys), on_key=True)
        return data

    def entries(self, path: NodePath, data: object) -> Iterator[tuple[NodePath, object]]:
        if data is None:
            return
        if not isinstance(data, list):
            remedy = _("Write each value on a line of its own that begins with a dash.")
            self.fault(path, _("{key}: takes a list").format(key=_key(path)), remedy)
            return
        yield from (((*path, number), entry) for number, entry in enumerate(data))

    def text(self, path: NodePath, data: object, default: str) -> str:
        """A text; a number is one too, since columns and words may look like that."""
        if data is None:
            return default
        if isinstance(data, str | int | Decimal | date) and not isinstance(data, bool):
            return " ".join(str(data).split())
        remedy = _("Put quotes around it if it is one.")
        self.fault(path, _("{key}: takes a text").format(key=_key(path)), remedy)
        return default

    def id_(self, path: NodePath, top: Mapping[str, object]) -> str:
        value = top.get(str(path[-1]))
        if value is None:
            message = _("{key}: is missing").format(key=_key(path))
            remedy = _(
                "Name where the rows come from, such as source: skolbesok; never change it afterwards."
            )
            self.fault(path, message, remedy)
            return ""
        if not isinstance(value, str) or as_id(value, MAX_ID) != value or not value:
            self.fault(path, *id_words(value))
            return ""
        return value

    def header(self, data: object) -> int | None:
        if data is None:
            return None
        if isinstance(data, int) and not isinstance(data, bool) and 0 <= data <= _MAX_HEADER:
            return data
        remedy = _("Write the number of the row that holds the headers, or 0 where there are none.")
        self.fault(("header",), _("header: takes the number of a row"), remedy)
        return None

    def parts(self, top: Mapping[str, object], fallback: Mapping[str, Field]) -> Iterator[Part]:
        """The outcomes of a row; without a list of them, the one that stands at the top."""
        if "outcomes" not in top:
            yield self.part((), "", fallback)
            return
        known: dict[str, NodePath] = {}
        for path, entry in self.entries(("outcomes",), top["outcomes"]):
            block = self.block(path, entry, PART_KEYS)
            if block is None:
                continue
            own = {key: self.field((*path, key), block[key]) for key in OUTCOME_KEYS if key in block}
            fields = {**fallback, **own}
            key = self.text((*path, "key"), block.get("key"), str(fields.get("target", NOTHING).fixed or ""))
            if key in known:
                message = _("two outcomes of a row have the key “{key}”").format(key=shown(key))
                self.fault(
                    path, message, _("Give each a key of its own, such as key: {key}-2.").format(key=key)
                )
            known[key] = path
            yield self.part(path, key, fields)
        if top["outcomes"] == []:
            self.fault(("outcomes",), _("outcomes: has nothing in it"), _("Add at least one."))

    def part(self, path: NodePath, key: str, fields: Mapping[str, Field]) -> Part:
        for needed in ("target", "date"):
            if needed not in fields:
                message = _("{key}: is missing").format(key=needed)
                example = "target: schoolinfo" if needed == "target" else "date: Datum"
                remedy = _("Add it, for example: {example}").format(example=example)
                self.fault((*path, needed), message, remedy)
        taken = {name: fields.get(name, NOTHING) for name in OUTCOME_KEYS}
        return Part(key, **taken)

    def field(self, path: NodePath, data: object) -> Field:
        """Where a value comes from: a column's name alone, a fixed value, or a block that says more."""
        name = str(path[-1])
        if not isinstance(data, dict):
            if name == "target" or (isinstance(data, int | Decimal) and name in {"value", "of"}):
                return self.fixed(path, name, data)
            return Field(column=self.text(path, data, ""))
        block = self.block(path, data, FIELD_KEYS) or {}
        if ("fixed" in block) == ("column" in block):
            message = _("{key}: takes either a column or a fixed value").format(key=name)
            self.fault(path, message, _("Write column: and its header, or fixed: and the value."))
            return NOTHING
        if "fixed" in block:
            return self.fixed((*path, "fixed"), name, block["fixed"])
        return Field(
            column=self.text((*path, "column"), block["column"], ""),
            words=dict(self.meanings((*path, "words"), name, block.get("words"))),
            forms=tuple(self.forms((*path, "forms"), name, block.get("forms"))),
            empty=self.meaning((*path, "empty"), name, block.get("empty")) if "empty" in block else None,
            approximate=self.flag((*path, "approximate"), block.get("approximate")),
        )

    def fixed(self, path: NodePath, name: str, data: object) -> Field:
        if name == "date" and isinstance(data, date):
            return Field(fixed=data.isoformat())
        if name in {"value", "of"}:
            return Field(fixed=self.number(path, data))
        return Field(fixed=self.meaning(path, name, data))

    def number(self, path: NodePath, data: object) -> Number | None:
        if isinstance(data, int | Decimal) and not isinstance(data, bool) and data >= 0:
            return data
        self.fault(path, _("{key}: takes a number").format(key=_key(path)), _("Write it in figures alone."))
        return None

    def flag(self, path: NodePath, data: object) -> bool:
        if data is None or isinstance(data, bool):
            return bool(data)
        self.fault(path, _("{key}: takes true or false").format(key=_key(path)))
        return False

    def meanings(self, path: NodePath, name: str, data: object) -> Iterator[tuple[str, str]]:
        """The words of a column, folded, with what each means."""
        if data is None:
            return
        if not isinstance(data, dict):
            message = _("{key}: takes a block of keys").format(key=_key(path))
            self.fault(path, message, _("Write one line for each, indented: word: meaning."))
            return
        for word, value in data.items():
            meaning = self.meaning((*path, word), name, value)
            if meaning is not None:
                yield fold(str(word)), str(meaning)

    def meaning(self, path: NodePath, name: str, data: object) -> str | Number | None:
        """What a word of a column, or an empty cell, means in the plan."""
        if name in {"value", "of"}:
            return self.number(path, data)
        text = self.text(path, data, "")
        find: dict[str, Callable[[str], str]] = {"target": self.words.target, "place": self.words.place}
        if name not in find or (name == "place" and not text):
            return text
        try:
            return find[name](text)
        except LookupError as error:
            self.fault(path, *error.args)
            return None

    def forms(self, path: NodePath, name: str, data: object) -> Iterator[str]:
        if data is not None and name != "date":
            self.fault(path, _("forms: belongs to a date"), _("Take it away."))
            return
        for at, entry in self.entries(path, data):
            form = str(entry).upper().replace("Å", "Y").replace("-", "/").replace(".", "/")
            form = "YYYY-MM-DD" if form == "YYYY/MM/DD" else form
            if form not in DATE_FORMS:
                message = _("{form} is not a form of dates that is known").format(form=shown(entry))
                self.fault(at, message, _("These are known: {words}.").format(words=", ".join(DATE_FORMS)))
                continue
            yield form

    def skip(self, path: NodePath, data: object) -> Skip | None:
        block = self.block(path, data, SKIP_KEYS)
        if block is None:
            return None
        words = frozenset(
            fold(self.text(at, entry, "")) for at, entry in self.entries((*path, "words"), block.get("words"))
        )
        column = self.text((*path, "column"), block.get("column"), "")
        if not words or not column:
            message = _("skip: takes a column and its words")
            self.fault(path, message, _("Write column: and its header, and words: with a list."))
        return Skip(column, words)


def _key(path: NodePath) -> str:
    names = [step for step in path if isinstance(step, str)]
    return shown(names[-1]) if names else _("a mapping")
