"""The mappings of a folder (`imports/NAME.yaml`): what of the files that people send becomes outcomes."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Generic, Self, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationError,
    ValidationInfo,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from lovp import matching
from lovp.dates import Form
from lovp.errors import LovpError, MappingError, Problem, UsageError
from lovp.exchange.tables.rows import Cell
from lovp.i18n import _, ngettext
from lovp.model import Content, Plan
from lovp.plan.load import read_plan_file
from lovp.plan.messages import shape_faults
from lovp.plan.schema import Amount, Id, Shape, described
from lovp.plan.yaml_reader import Document, read_documents, read_source
from lovp.text import fold

FOLDER = "imports"
ENDING = ".yaml"
Value = TypeVar("Value")


def _word(value: object) -> object:
    """A number or a date as the text that it also is: headers and words can look like that."""
    plain = isinstance(value, str | int | Decimal | date) and not isinstance(value, bool)
    return " ".join(str(value).split()) if plain else value


def _in_english(form: object) -> object:
    """The form of a date with Å for år as with Y."""
    return form.replace("Å", "Y") if isinstance(form, str) else form


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


def _known(kind: str, find: Callable[[Plan, str], str], names: Callable[[Plan], list[str]]) -> Any:
    """What finds a word in the plan; `names` are told where it is none of them."""

    def check(text: str, info: ValidationInfo) -> str:
        plan: Plan = (info.context or {})["plan"]
        try:
            return find(plan, text)
        except UsageError:
            known = {"expected": ", ".join(map(repr, names(plan)))}
            raise PydanticCustomError(kind, "unknown", known) from None

    return AfterValidator(check)


Folded: TypeAlias = Annotated[str, BeforeValidator(lambda value: fold(str(_word(value))))]
Word: TypeAlias = Annotated[str, BeforeValidator(_word)]
Count: TypeAlias = Annotated[Amount, Field(ge=0)]
# What reads another target's outcomes is recorded there.
TargetName: TypeAlias = Annotated[
    Word,
    _known(
        "mapping-target",
        lambda plan, text: matching.target(plan, text, whole=True).series,
        lambda plan: [target.id for target in plan.targets()],
    ),
]
PlaceName: TypeAlias = Annotated[
    Word,
    _known(
        "mapping-place",
        lambda plan, text: matching.place(plan, text, whole=True).name if text else "",
        lambda plan: [*plan.place_by_name],
    ),
]


class FieldShape(Shape, Generic[Value]):
    """Where a field comes from, what words of its column mean, and what an empty cell means."""

    column: Word | None = None
    fixed: Value | None = None
    words: dict[Folded, Value] = Field({})
    empty: Annotated[Value | None, WrapValidator(_empty)] = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.column is None) == (self.fixed is None):
            raise PydanticCustomError("column-or-fixed", "both or none")
        return self

    def meaning(self, cell: Cell, blanks: Collection[str]) -> Cell:
        """What the cell of its column says; `blanks` are words (folded) that are as good as nothing."""
        given: Any = self.empty
        default, empty = (None, given) if isinstance(given, list) else (given, [])
        meaning: Any = cell
        if cell is not None and (self.words or empty or blanks):
            word = fold(str(cell))
            meaning = None if word in blanks or word in empty else self.words.get(word, cell)
        return default if meaning is None else meaning


class DateShape(FieldShape[date]):
    """Where the day comes from, and how it is written."""

    forms: list[Annotated[Form, BeforeValidator(_in_english)]] = Field([])


class NumberShape(FieldShape[Count]):
    """Where a number comes from, and whether that of ca 20 is taken."""

    approximate: bool = False


TargetField: TypeAlias = Annotated[FieldShape[TargetName], _block(lambda _value: "fixed")]
DateField: TypeAlias = Annotated[DateShape, _block(lambda _value: "column")]
PlaceField: TypeAlias = Annotated[FieldShape[PlaceName], _block(lambda _value: "column")]
NoteField: TypeAlias = Annotated[FieldShape[Word], _block(lambda _value: "column")]
NumberField: TypeAlias = Annotated[
    NumberShape, _block(lambda value: "fixed" if isinstance(value, int | Decimal) else "column")
]


class OutcomeShape(Shape):
    """Where the fields of an outcome come from, as far as it is said here."""

    target: TargetField | None = None
    date: DateField | None = None
    place: PlaceField | None = None
    value: NumberField | None = None
    of: NumberField | None = None
    note: NoteField | None = None

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
    empty: list[Folded] = Field([])
    skip: list[SkipShape] = Field([])
    outcomes: list[PartShape] | None = described("Begin each outcome with a dash.", None, min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for part in self.outcomes or [PartShape()]:
            for name in ("target", "date"):
                if name not in self.fields() | part.fields():
                    raise PydanticCustomError("mapping-lacks", "missing", {"key": name})
        if len(self.parts()) < len(self.outcomes or ()):
            raise PydanticCustomError("same-key", "twice")
        return self

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
        mapping = _check(documents[0], plan)
    elif not unreadable:
        message = _("a mapping file holds one mapping, a block of keys")
        problems.append(source.problem(1, 1, message, _("Begin one with lovp import FILE --suggest.")))
    problems += [problem for document in documents for problem in document.problems]
    if mapping is None or problems:
        message = ngettext("{file} has {count} mistake", "{file} has {count} mistakes", len(problems))
        ordered = sorted(problems, key=lambda problem: (problem.line, problem.column))
        raise MappingError(message.format(file=file, count=len(problems)), tuple(ordered))
    return mapping


def _check(document: Document, plan: Plan) -> MappingShape | None:
    """The document's mapping, if it is one; what is wrong in it is added to the document's problems."""
    context: dict[Any, Any] = {"plan": plan}
    try:
        return MappingShape.model_validate(document.data, context=context)
    except ValidationError as error:
        faults = shape_faults(error, document, context)
        # A key whose value can't be read is there all the same.
        wanted = [fault for fault in faults if fault.path or not document.unread]
        document.problems += map(document.problem, wanted)
    return None
