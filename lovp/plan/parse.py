"""The text of targets.yaml to its plans: characters, YAML, shape, rules, with every fault that is found."""

from itertools import islice

from pydantic import ValidationError

from lovp.errors import PlanError
from lovp.i18n import _, ngettext
from lovp.model import Plan
from lovp.plan.build import build_plan
from lovp.plan.messages import shape_faults, value_at
from lovp.plan.rules import Rules
from lovp.plan.schema import PlanShape, Shapes
from lovp.plan.words import words
from lovp.plan.yaml_reader import MAX_SHOWN, Document, Fault, read_documents, read_source


def parse_plans(content: str | bytes, name: str) -> tuple[Plan, ...]:
    """The plans of a file, by year; `PlanError` with every problem, in the order of the file."""
    source, unreadable = read_source(content, name)
    documents = () if unreadable else read_documents(source)
    found, shapes, years = [*unreadable], [], dict[str, Document]()
    for document in documents:
        shapes += _check(document)
        year = value_at(document.data, ("year",))
        first = years.setdefault(str(year), document)
        if year and first is not document:
            twice = words("year-twice", year=year, line=first.position(("year",))[0])
            document.problems.append(document.problem(Fault(("year",), *twice)))
        found += document.problems
    if not documents and not found:
        found.append(source.problem(0, 0, *words("empty")))
    if not found:
        return tuple(build_plan(shape) for shape in sorted(shapes, key=lambda shape: shape.year))
    problems = sorted(found, key=lambda problem: (problem.line, problem.column))
    count = len(problems)
    message = ngettext("{file} has {count} mistake", "{file} has {count} mistakes", count)
    if count > MAX_SHOWN:
        count, message = MAX_SHOWN, _("{file} has more than {count} mistakes; these are the first")
    raise PlanError(message.format(file=name, count=count), tuple(problems[:MAX_SHOWN]))


def _check(document: Document) -> list[PlanShape]:
    """The document's shape, if it has one; what is wrong in it is added to the document's problems."""
    if document.data is None:
        return []
    found, faults, shapes = list[PlanShape](), list[Fault](), Shapes()
    try:
        found.append(PlanShape.model_validate(document.data, context=shapes))
    except ValidationError as error:
        faults = shape_faults(error, document, shapes)
    if not document.unfinished and len(faults) <= MAX_SHOWN and isinstance(document.data, dict):
        wrong = {fault.path for fault in faults} | document.unread
        rules = Rules(document.data, lambda path: document.position(path)[0], wrong)
        faults += islice(rules.faults(), MAX_SHOWN + 1)
    document.problems += [document.problem(fault) for fault in faults]
    return found
