"""The mappings of a folder (`imports/NAME.yaml`): what of the files that people send becomes outcomes."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Self, TypeAlias

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from lovp import matching
from lovp.dates import Form, parse_date
from lovp.errors import FileError, LovpError
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan.load import read_plan_file
from lovp.plan.messages import shape_faults
from lovp.plan.parse import mistakes
from lovp.plan.schema import Id, Shape, described
from lovp.plan.yaml_reader import Fault, read_documents, read_source
from lovp.progress.value_text import parse_value
from lovp.text import fold

FOLDER = "imports"
ENDING = ".yaml"
READERS: dict[str, Callable[[Plan, str], object]] = {
    "date": lambda plan, text: parse_date(text, None, plan.year),
    "target": lambda plan, text: matching.target(plan, text, whole=True).series,
    "place": lambda plan, text: matching.place(plan, text, whole=True).name,
    "value": lambda _plan, text: parse_value(text),
    "of": lambda _plan, text: parse_value(text),
    "note": lambda _plan, text: text,
}
"""What reads the words of each field; a number is read for the target that stands before it."""


def _word(value: object) -> object:
    """A number or a date as the text that it also is: headers and words can look like that."""
    is_plain = isinstance(value, str | int | Decimal | date) and not isinstance(value, bool)
    return " ".join(str(value).split()) if is_plain else value


Word: TypeAlias = Annotated[str, BeforeValidator(_word)]
Folded: TypeAlias = Annotated[str, BeforeValidator(lambda value: fold(str(_word(value))))]
# In Swedish a year begins with Å.
FormWord: TypeAlias = Annotated[Form, BeforeValidator(lambda form: str(form).replace("Å", "Y"))]


class FieldShape(Shape):
    """Where a field comes from, what words of its column mean, and what an empty cell means.

    `forms` is how days are written; with `approximate` a number may be ca 20.
    """

    column: Word | None = None
    fixed: Word | None = None
    words: dict[Folded, Word] = Field({})
    empty: Word | None = None
    forms: list[FormWord] = Field([])
    approximate: bool = False

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.column is None) == (self.fixed is None):
            raise PydanticCustomError("column-or-fixed", "both or none")
        return self


Fields: TypeAlias = dict[str, FieldShape]


class OutcomeShape(Shape):
    """Where the fields of an outcome come from, as far as it is said here."""

    date: FieldShape | None = None
    target: FieldShape | None = None
    place: FieldShape | None = None
    value: FieldShape | None = None
    of: FieldShape | None = None
    note: FieldShape | None = None

    @field_validator(*READERS, mode="before")
    @classmethod
    def _as_block(cls, value: object, info: ValidationInfo) -> object:
        """A header, a target's id or a number alone as a block."""
        is_fixed = info.field_name == "target" or isinstance(value, int | Decimal)
        return value if isinstance(value, dict) else {"fixed" if is_fixed else "column": value}

    @field_validator(*READERS)
    @classmethod
    def _known(cls, field: FieldShape | None, info: ValidationInfo) -> FieldShape | None:
        """The field, if its words mean something in the plan; a target by the id that its outcomes have."""
        if field is None or info.context is None:
            return field
        plan = info.context["plan"]
        name = str(info.field_name)
        for word in filter(None, (field.fixed, field.empty, *field.words.values())):
            try:
                READERS[name](plan, word)
            except LovpError as error:
                context = {"message": error.message, "remedy": error.remedy}
                raise PydanticCustomError("mapping-word", "unknown", context) from error
        if field.fixed and name == "target":
            field.fixed = matching.target(plan, field.fixed, whole=True).series
        return field


class PartShape(OutcomeShape):
    """One of the outcomes of a row; `key` tells it from the others, whatever becomes of them."""

    key: Word | None = None


class SkipShape(Shape):
    """Rows to pass over: those whose column holds one of the words."""

    column: Word = described("The header of the column.")
    words: list[Folded] = described("What stands in it where the row is passed over.", min_length=1)


class MappingShape(OutcomeShape):
    """A mapping; what stands outside `outcomes` holds for each of them."""

    source: Id = described("Name where the rows come from, such as skolbesok; never change it afterwards.")
    id: Word | None = None
    sheet: Word | None = None
    empty: list[Folded] = Field([])
    skip: list[SkipShape] = Field([])
    outcomes: list[PartShape] = described(
        "Begin each outcome with a dash.", [PartShape(key="")], min_length=1
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name in ("target", "date"):
            if any(getattr(part, name) is getattr(self, name) is None for part in self.outcomes):
                raise PydanticCustomError("mapping-lacks", "missing", {"key": name})
        if len(self.parts()) < len(self.outcomes):
            raise PydanticCustomError("same-key", "twice")
        return self

    def parts(self) -> dict[str, Fields]:
        """The fields of each outcome of a row; those that it does not say are the mapping's.

        They are by its key, else by its target, else by "".
        """
        parts = dict[str, Fields]()
        for part in self.outcomes:
            fields = {name: getattr(part, name) or getattr(self, name) for name in READERS}
            found = {name: field for name, field in fields.items() if field is not None}
            key = part.key
            if key is None:
                key = found["target"].fixed  # none where the target stands in a column
            parts[key or ""] = found
        return parts

    def columns(self) -> list[str]:
        """Every column that is read, each once."""
        fields = [field for part in self.parts().values() for field in part.values()]
        names = [self.id, *(field.column for field in fields), *(skip.column for skip in self.skip)]
        return list(dict.fromkeys(name for name in names if name is not None))


def load_mappings(folder: Path, plan: Plan, name: str | None = None) -> dict[str, MappingShape]:
    """The mapping that was named, else all of them; `folder` is where the plan is.

    Raises UsageError for a name that is none, FileError for the first file with mistakes, LovpError.
    """
    files = {path.stem: path for path in sorted((folder / FOLDER).glob(f"*{ENDING}"))}
    if name is not None:
        missing = _("There is no mapping “{text}” in the folder imports.")
        stem = matching.one_of(Path(name).name.removesuffix(ENDING), {each: each for each in files}, missing)
        files = {stem: files[stem]}
    return {
        stem: parse_mapping(read_plan_file(path), f"{FOLDER}/{path.name}", plan)
        for stem, path in files.items()
    }


def parse_mapping(content: bytes, file: str, plan: Plan) -> MappingShape:
    """The mapping in the file's content, held against the plan. Raises FileError with every fault."""
    source, problems = read_source(content, file)
    documents = () if problems else read_documents(source)
    if not problems and (len(documents) != 1 or not isinstance(documents[0].data, dict)):
        message = _("a mapping file holds one mapping, a block of keys")
        problems = (source.problem(1, 1, message, _("Begin one with lovp import FILE --suggest.")),)
    if problems:
        raise FileError(*mistakes(file, problems))
    context: dict[Any, Any] = {"plan": plan}
    document = documents[0]
    faults: list[Fault] = []
    try:
        mapping = MappingShape.model_validate(document.data, context=context)
    except ValidationError as error:
        faults = shape_faults(error, document, context)
    # A key whose value can't be read is there all the same.
    faults = [fault for fault in faults if fault.path or not document.unread]
    if faults or document.problems:
        raise FileError(*mistakes(file, document.problems + [document.problem(fault) for fault in faults]))
    return mapping
