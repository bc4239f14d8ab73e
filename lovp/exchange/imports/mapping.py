"""The mappings of a folder (`imports/NAME.yaml`): what of the files that people send becomes outcomes."""

from collections.abc import Callable, Collection, Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

from pydantic import BeforeValidator, Field, ValidationError, WrapValidator
from pydantic_core import PydanticCustomError

from lovp import matching
from lovp.dates import FORMS
from lovp.errors import LovpError, MappingError, Problem, UsageError
from lovp.exchange.tables.rows import Cell
from lovp.folding import fold
from lovp.i18n import _, ngettext
from lovp.model import Content, Plan
from lovp.plan.load import read_plan_file
from lovp.plan.messages import shape_faults
from lovp.plan.schema import Id, Shape, described
from lovp.plan.words import words
from lovp.plan.yaml_reader import Document, Fault, NodePath, read_documents, read_source

FOLDER = "imports"
ENDING = ".yaml"
Value = TypeVar("Value")


def _word(value: object) -> object:
    """A number or a date as the text that it also is: headers and words can look like that."""
    plain = isinstance(value, str | int | Decimal | date) and not isinstance(value, bool)
    return " ".join(str(value).split()) if plain else value


def _exact(value: object) -> object:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _form(value: object) -> str:
    form = str(value).upper().replace("Å", "Y").replace("-", "/").replace(".", "/")
    form = "YYYY-MM-DD" if form == "YYYY/MM/DD" else form
    if form not in FORMS:
        raise PydanticCustomError("literal_error", "unknown", {"expected": ", ".join(map(repr, FORMS))})
    return form


def _empty(value: object, check: Callable[[object], object]) -> object:
    """What an empty cell means or, as a list, which words are as empty as that."""
    if not isinstance(value, list):
        return check(value)
    if not all(isinstance(_word(each), str) for each in value):
        raise PydanticCustomError("string_type", "not a text")
    return [fold(str(each)) for each in value]


def _block(key_of: Callable[[object], str]) -> BeforeValidator:
    """What makes a block of a value by itself, under the key that says what it is."""
    return BeforeValidator(lambda value: value if isinstance(value, dict) else {key_of(value): value})


Folded: TypeAlias = Annotated[str, BeforeValidator(lambda value: fold(str(_word(value))))]
Word: TypeAlias = Annotated[str, BeforeValidator(_word)]
Count: TypeAlias = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0)]


class FieldShape(Shape, Generic[Value]):
    """Where a field comes from, what words of its column mean, and what an empty cell means."""

    column: Word | None = None
    fixed: Value | None = None
    words: dict[Folded, Value] = Field({})
    empty: Annotated[Value | None, WrapValidator(_empty)] = None

    def meaning(self, cell: Cell, blanks: Collection[str]) -> Cell:
        """What the cell of its column says; `blanks` are words (folded) that are as good as nothing."""
        empty: Any = self.empty
        default, words = (None, empty) if isinstance(empty, list) else (empty, [])
        meaning: Any = cell
        if cell is not None and (self.words or words or blanks):
            word = fold(str(cell))
            meaning = None if word in blanks or word in words else self.words.get(word, cell)
        return default if meaning is None else meaning


class DateShape(FieldShape[date]):
    """Where the day comes from, and how it is written."""

    forms: list[Annotated[str, BeforeValidator(_form)]] = Field([])


class NumberShape(FieldShape[Count]):
    """Where a number comes from, and whether that of ca 20 is taken."""

    approximate: bool = False


TargetField: TypeAlias = Annotated[FieldShape[Word], _block(lambda _value: "fixed")]
DateField: TypeAlias = Annotated[DateShape, _block(lambda _value: "column")]
WordField: TypeAlias = Annotated[FieldShape[Word], _block(lambda _value: "column")]
NumberField: TypeAlias = Annotated[
    NumberShape, _block(lambda value: "fixed" if isinstance(value, int | Decimal) else "column")
]


class OutcomeShape(Shape):
    """Where the fields of an outcome come from, as far as it is said here."""

    target: TargetField | None = None
    date: DateField | None = None
    place: WordField | None = None
    value: NumberField | None = None
    of: NumberField | None = None
    note: WordField | None = None

    def fields(self) -> dict[str, FieldShape[Any]]:
        """The fields by their names."""
        return {name: field for name in Content._fields if (field := getattr(self, name)) is not None}


class PartShape(OutcomeShape):
    """One of the outcomes of a row; `key` tells it from the others, whatever becomes of them."""

    key: Word | None = None


class SkipShape(Shape):
    """Rows to pass over: those whose column holds one of the words."""

    column: Word = described("The header of the column.")
    words: list[Word] = described("What stands in it where the row is passed over.", min_length=1)


class MappingShape(OutcomeShape):
    """A mapping; what stands outside `outcomes` holds for each of them."""

    source: Id = described("Name where the rows come from, such as skolbesok; never change it afterwards.")
    id: Word | None = None
    sheet: Word | None = None
    header: int | None = Field(None, ge=0, le=1000)
    empty: list[Folded] = Field([])
    skip: list[SkipShape] = Field([])
    outcomes: list[PartShape] | None = described("Begin each outcome with a dash.", None, min_length=1)

    def parts(self) -> dict[str, dict[str, FieldShape[Any]]]:
        """The fields of each outcome of a row, by its key."""
        parts = [(part.key, self.fields() | part.fields()) for part in self.outcomes or ()]
        return {key or str(fields["target"].fixed or ""): fields for key, fields in parts} or {
            "": self.fields()
        }

    def columns(self) -> list[str]:
        """Every column that is read, each once."""
        fields = [field for part in self.parts().values() for field in part.values()]
        names = [self.id, *(field.column for field in fields), *(skip.column for skip in self.skip)]
        return list(dict.fromkeys(name for name in names if name is not None))


def mapping_files(folder: Path) -> dict[str, Path]:
    """The files of the mappings by name; `folder` is where the plan is."""
    return {path.stem: path for path in sorted((folder / FOLDER).glob(f"*{ENDING}"))}


def load_mappings(folder: Path, plan: Plan, name: str | None) -> dict[str, MappingShape]:
    """The mapping that was named, else all of them. Raises UsageError, MappingError and LovpError."""
    files = mapping_files(folder)
    if name is not None and not files:
        raise UsageError(_("There are no mappings in the folder imports."), _("Begin one with --suggest."))
    if name is not None:
        missing = _("There is no mapping “{text}” in the folder imports.")
        stem = matching.one_of(Path(name).name.removesuffix(ENDING), {each: each for each in files}, missing)
        files = {stem: files[stem]}
    return {stem: _load(path, plan) for stem, path in files.items()}


def mapping_problems(folder: Path, plan: Plan) -> Iterator[Problem]:
    """Everything that is wrong with the folder's mappings."""
    for path in mapping_files(folder).values():
        try:
            _load(path, plan)
        except MappingError as error:
            yield from error.problems
        except LovpError as error:
            yield Problem(f"{FOLDER}/{path.name}", 0, 0, "", error.message, error.remedy)


def _load(path: Path, plan: Plan) -> MappingShape:
    return parse_mapping(read_plan_file(path), f"{FOLDER}/{path.name}", plan)


def parse_mapping(content: bytes, file: str, plan: Plan) -> MappingShape:
    """The mapping in the file's content, held against the plan. Raises MappingError with every fault."""
    source, unreadable = read_source(content, file)
    documents = () if unreadable else read_documents(source)
    problems = [*unreadable]
    mapping = None
    if len(documents) == 1 and isinstance(documents[0].data, dict):
        mapping = _check(documents[0], documents[0].data, plan)
    elif not unreadable:
        message = _("a mapping file holds one mapping, a block of keys")
        problems.append(source.problem(1, 1, message, _("Begin one with lovp import FILE --suggest.")))
    problems += [problem for document in documents for problem in document.problems]
    if mapping is None or problems:
        message = ngettext("{file} has {count} mistake", "{file} has {count} mistakes", len(problems))
        ordered = sorted(problems, key=lambda problem: (problem.line, problem.column))
        raise MappingError(message.format(file=file, count=len(problems)), tuple(ordered))
    for outcome in (mapping, *(mapping.outcomes or ())):
        if outcome.target is not None and outcome.target.fixed is not None:
            # What reads another target's outcomes is recorded there.
            outcome.target.fixed = matching.target(plan, outcome.target.fixed, whole=True).series
    return mapping


def _check(document: Document, data: dict[str, Any], plan: Plan) -> MappingShape | None:
    """The document's mapping, if it is one; what is wrong in it is added to the document's problems."""
    shapes, faults, mapping = dict[int, type[Shape]](), list[Fault](), None
    # What is wrong with a shape is taken out of the data.
    whole = deepcopy(data)
    try:
        mapping = MappingShape.model_validate(data, context=shapes)
    except ValidationError as error:
        faults = shape_faults(error, document, shapes)
    wrong = {fault.path for fault in faults} | document.unread
    faults += [fault for fault in _rule_faults(whole, plan) if fault.path not in wrong]
    document.problems += map(document.problem, faults)
    return mapping


def _rule_faults(data: dict[str, Any], plan: Plan) -> Iterator[Fault]:
    """What is wrong between values, and with the plan's words; the data may be wrong in other ways, too."""
    listed = data.get("outcomes")
    parts: dict[NodePath, dict[str, Any]] = {
        ("outcomes", at): part
        for at, part in enumerate(listed if isinstance(listed, list) else ())
        if isinstance(part, dict)
    }
    top: dict[NodePath, dict[str, Any]] = {(): data}
    for path, part in (parts if "outcomes" in data else top).items():
        for name in ("target", "date"):
            if name not in part and name not in data:
                yield Fault((*path, name), *words("missing", key=name))
    keys = [str(part.get("key") or part.get("target")) for part in parts.values()]
    for at, (path, key) in enumerate(zip(parts, keys, strict=True)):
        if key in keys[:at]:
            message = _("two outcomes of a row have the key “{key}”").format(key=key)
            yield Fault(path, message, _("Give each a key of its own, such as key: {key}-2.").format(key=key))
    for path, block in (top | parts).items():
        for name in Content._fields:
            if name in block:
                yield from _field_faults((*path, name), name, block[name], plan)


def _field_faults(path: NodePath, name: str, field: Any, plan: Plan) -> Iterator[Fault]:
    block = field if isinstance(field, dict) else {"fixed" if name == "target" else "column": field}
    if ("fixed" in block) == ("column" in block):
        message = _("{key}: takes either a column or a fixed value").format(key=name)
        yield Fault(path, message, _("Write column: and its header, or fixed: and the value."))
    find = {"target": matching.target, "place": matching.place}.get(name)
    meanings: dict[NodePath, object] = {(key,): block.get(key) for key in ("fixed", "empty")}
    if isinstance(block.get("words"), dict):
        meanings |= {("words", word): meaning for word, meaning in block["words"].items()}
    for steps, meaning in meanings.items():
        if find and isinstance(meaning, str) and (meaning or name == "target"):
            try:
                find(plan, meaning, whole=True)
            except UsageError as error:
                yield Fault((*path, *steps), error.message, error.remedy)
