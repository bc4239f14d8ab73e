"""The text of targets.yaml to its plans: characters, YAML, shape, rules, with every fault that is found."""

from itertools import islice

from pydantic import ValidationError

from lovp.errors import PlanError, Problem
from lovp.i18n import _, ngettext
from lovp.model import Plan
from lovp.plan.build import build_plan
from lovp.plan.messages import shape_faults, value_at
from lovp.plan.rules import Rules, without
from lovp.plan.schema import PLAN, PlanShape
from lovp.plan.source import MAX_SHOWN, read_source
from lovp.plan.yaml_reader import Document, Fault, read_documents


def parse_plans(content: str | bytes, name: str) -> tuple[Plan, ...]:
    """The plans of a file, by year; `PlanError` with every problem, in the order of the file."""
    source, unreadable = read_source(content, name)
    documents = () if unreadable else read_documents(source)
    found, shapes, years = [*unreadable], [], dict[int, Document]()
    for document in documents:
        shape = _check(document)
        found += document.problems
        if shape is not None:
            shapes.append(shape)
        year = value_at(document.data, ("year",))
        if not isinstance(year, int):
            continue
        if year in years:
            message = _("the year {year} stands twice; the first is on line {line}")
            remedy = _("Correct the year, or take one of the two away, down to the next line with ---.")
            message = message.format(year=year, line=years[year].position(("year",))[0])
            found.append(document.problem(Fault(("year",), message, remedy)))
        years.setdefault(year, document)
    if not documents and not found:
        remedy = _("Delete the file, and let lovp init make one with a plan in it.")
        found.append(source.problem(0, 0, _("the file is empty"), remedy))
    if found:
        raise _error(name, found)
    return tuple(build_plan(shape) for shape in sorted(shapes, key=lambda shape: shape.year))


def _check(document: Document) -> PlanShape | None:
    """The document's shape, if it has one; what is wrong in it is added to the document's problems."""
    if document.data is None:
        return None
    shape, faults = None, list[Fault]()
    try:
        shape = PLAN.validate_python(document.data)
    except ValidationError as error:
        faults = shape_faults(error, document)
    if not document.unfinished and len(faults) <= MAX_SHOWN and isinstance(document.data, dict):
        wrong = {fault.path for fault in faults} | document.unread
        rules = Rules(without(document.data, wrong), lambda path: document.position(path)[0], wrong)
        faults += islice(rules.faults(), MAX_SHOWN + 1)
    document.problems += [document.problem(fault) for fault in faults]
    return shape


def _error(name: str, found: list[Problem]) -> PlanError:
    problems = sorted(found, key=lambda problem: (problem.line, problem.column))
    count = len(problems)
    message = ngettext("{file} has {count} mistake", "{file} has {count} mistakes", count)
    if count > MAX_SHOWN:
        count, message = MAX_SHOWN, _("{file} has more than {count} mistakes; these are the first")
    return PlanError(message.format(file=name, count=count), tuple(problems[:MAX_SHOWN]))
