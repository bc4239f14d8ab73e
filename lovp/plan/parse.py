"""The text of targets.yaml to its plans: characters, YAML, shape, rules, with every fault that is found."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pydantic import ValidationError

from lovp.errors import PlanError, Problem
from lovp.i18n import _, ngettext
from lovp.model import Plan
from lovp.plan.build import build_plan
from lovp.plan.messages import shape_faults
from lovp.plan.rules import Rules, without
from lovp.plan.schema import PLAN, PlanShape
from lovp.plan.source import MAX_SHOWN, read_source
from lovp.plan.yaml_reader import Document, Fault, read_documents


def parse_plans(content: str | bytes, name: str) -> tuple[Plan, ...]:
    """The plans of a file, by year; `PlanError` with every problem, in the order of the file."""
    return tuple(build_plan(shape) for _document, shape in parse_shapes(content, name))


def parse_shapes(content: str | bytes, name: str) -> tuple[tuple[Document, PlanShape], ...]:
    """Each year's document with its checked shape, by year; errors as `parse_plans`."""
    source, problems = read_source(content, name)
    if problems:
        raise _error(name, problems)
    documents = read_documents(source)
    if not documents:
        message = _("the file is empty")
        remedy = _("Delete the file, and let lovp init make one with a plan in it.")
        raise _error(name, (source.problem(0, 0, message, remedy),))
    shapes: list[tuple[Document, PlanShape]] = []
    found: list[Problem] = []
    for document in documents:
        shape, wrong = _check(document)
        found += wrong
        if shape is not None:
            shapes.append((document, shape))
    found += _repeated_years(documents)
    if found:
        raise _error(name, found)
    return tuple(sorted(shapes, key=lambda pair: pair[1].year))


def _error(name: str, found: Sequence[Problem]) -> PlanError:
    problems = tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))
    if len(problems) > MAX_SHOWN:
        message = _("{file} has more than {count} mistakes; these are the first").format(
            file=name, count=MAX_SHOWN
        )
    else:
        count = len(problems)
        message = ngettext("{file} has {count} mistake", "{file} has {count} mistakes", count)
        message = message.format(file=name, count=count)
    return PlanError(message, problems[:MAX_SHOWN])


def _check(document: Document) -> tuple[PlanShape | None, list[Problem]]:
    """The document's shape if everything in it is right, and what is wrong otherwise."""
    if document.data is None:
        return None, document.problems
    shape, faults, most = None, [], MAX_SHOWN + 1
    try:
        shape = PLAN.validate_python(document.data)
    except ValidationError as error:
        faults = shape_faults(error, document)
        most = MAX_SHOWN + 1 - len(faults)
    if not document.unfinished and most > 0 and isinstance(document.data, dict):
        wrong = {fault.path for fault in faults} | document.unread
        data = without(document.data, wrong)
        faults += islice(Rules(data, lambda path: document.position(path)[0], wrong).faults(), most)
    problems = document.problems + [document.problem(fault) for fault in faults]
    return (None if problems else shape), problems


def _repeated_years(documents: Iterable[Document]) -> Iterator[Problem]:
    first: dict[int, Document] = {}
    for document in documents:
        year = document.data.get("year") if isinstance(document.data, dict) else None
        if not isinstance(year, int) or isinstance(year, bool):
            continue
        if year in first:
            line = first[year].position(("year",))[0]
            message = _("the year {year} stands twice; the first is on line {line}").format(
                year=year, line=line
            )
            remedy = _("Correct the year, or take one of the two away, down to the next line with ---.")
            yield document.problem(Fault(("year",), message, remedy))
        else:
            first[year] = document
