"""Every text of an error, found in the source without running it.

An error's words are whatever goes into what says that something is wrong (an exception, a Problem, a Fault, a
Misfit) or into a warning: written there, or in a variable, a parameter or a function that it comes from. The
search follows those by name, and rather takes a text too many than one too few.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parents[2] / "lovp"

_VALUES = {"Problem", "Fault", "Misfit"}
"""What says that something is wrong, besides what ends with Error."""

_TOLD = {"warn", "warnings"}
"""Functions whose parameters, or whose answers, are warnings."""

_WHOLE = {"lovp.plan.syntax", "lovp.plan.scalars"}
"""Modules that choose their words by patterns, which the search can't follow: all of theirs are errors."""

_NOT_IN = tuple(
    f"lovp.{name}"
    for name in (
        *("i18n", "render", "cli.app", "cli.help", "cli.readme"),
        *("cli.ask", "cli.dialogue", "cli.many_asked", "cli.offered", "cli.prompt"),
    )
)
"""Where functions have words that are no errors, though an error may name what they give."""


class Text(NamedTuple):
    """A text as it stands in the source (a template), and the modules that say it.

    `many` is its form for another number than one, where it has one.
    """

    text: str
    many: str
    modules: tuple[str, ...]


class _Function(NamedTuple):
    module: str
    node: ast.FunctionDef

    @property
    def parameters(self) -> list[str]:
        arguments = self.node.args
        names = [one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        return names[1:] if names[:1] == ["self"] else names


class _Scan:
    """What is known so far: the functions whose words are errors, and the parameters that become one."""

    def __init__(self, source: Path) -> None:
        self.trees = {
            ".".join(("lovp", *path.relative_to(source).with_suffix("").parts)): ast.parse(
                path.read_text(encoding="utf-8")
            )
            for path in sorted(source.rglob("*.py"))
        }
        self._first: set[tuple[str, str]] = set()
        self.functions: dict[tuple[str, str], _Function] = {}
        self.imports: dict[str, dict[str, tuple[str, str]]] = {}
        self.constants: dict[tuple[str, str], ast.expr] = {}
        for module, tree in self.trees.items():
            self._learn(module, tree)
        self.words: set[tuple[str, str]] = set()
        self.takes: set[tuple[str, str, str]] = set()
        self.texts: dict[tuple[str, str], set[str]] = {}
        self._seen: set[int] = set()
        for module, name in self.functions:
            if module in _WHOLE:
                self.words.add((module, name))

    def _learn(self, module: str, tree: ast.Module) -> None:
        self.imports[module] = {}
        for node in _nodes(tree):
            if isinstance(node, ast.FunctionDef):
                self.functions[module, node.name] = _Function(module, node)
                if node.name in _TOLD or node.name.endswith("_warnings"):
                    self._first.add((module, node.name))
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lovp"):
                for name in node.names:
                    self.imports[module][name.asname or name.name] = (str(node.module), name.name)
        for statement in tree.body:
            if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
                targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
                for target in targets:
                    if isinstance(target, ast.Name):
                        self.constants[module, target.id] = statement.value

    def run(self) -> dict[tuple[str, str], set[str]]:
        self.words |= self._first
        before = -1
        while before != (now := len(self.words) + len(self.takes) + len(self._seen)):
            before = now
            for (module, name), function in self.functions.items():
                self._function(module, name, function)
            for module, tree in self.trees.items():
                for statement in tree.body:
                    if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
                        self._sinks(module, statement, None)
        return self.texts

    def _function(self, module: str, name: str, function: _Function) -> None:
        self._sinks(module, function.node, function)
        if (module, name) in self.words:
            for node in _nodes(function.node):
                if isinstance(node, ast.Return | ast.Yield) and node.value is not None:
                    self._follow(module, node.value, function)
            for text in _texts(function.node):
                self._found(module, text)

    def _sinks(self, module: str, inside: ast.AST, function: _Function | None) -> None:
        for node in _nodes(inside):
            if isinstance(node, ast.Raise) and node.exc is not None:
                self._follow(module, node.exc, function)
            if not isinstance(node, ast.Call):
                continue
            name = _name(node.func)
            if name.endswith("Error") or name in _VALUES:
                for argument in (*node.args, *(one.value for one in node.keywords)):
                    self._follow(module, argument, function)
            elif known := self._resolved(module, node.func):
                for argument in self._sinking(known, node):
                    self._follow(module, argument, function)

    def _sinking(self, key: tuple[str, str], call: ast.Call) -> Iterator[ast.expr]:
        names = self.functions[key].parameters
        for parameter, argument in [
            *zip(names, call.args, strict=False),
            *((str(one.arg), one.value) for one in call.keywords),
        ]:
            if (*key, parameter) in self.takes:
                yield argument

    def _follow(self, module: str, expression: ast.expr, function: _Function | None) -> None:
        """All that the words of an expression may come from."""
        if id(expression) in self._seen:
            return
        self._seen.add(id(expression))
        for text in _texts(expression):
            self._found(module, text)
        for node in _nodes(expression):
            if isinstance(node, ast.Name | ast.Attribute) and (key := self._resolved(module, node)):
                self.words.add(key)
            if isinstance(node, ast.Name):
                self._follow_name(module, node.id, function)

    def _follow_name(self, module: str, name: str, function: _Function | None) -> None:
        if function is not None:
            if name in function.parameters:
                self.takes.add((module, function.node.name, name))
            for value in _assigned(function.node, name):
                self._follow(module, value, function)
        place, known = self.imports[module].get(name, (module, name))
        if constant := self.constants.get((place, known)):
            self._follow(place, constant, None)

    def _resolved(self, module: str, node: ast.expr) -> tuple[str, str] | None:
        if isinstance(node, ast.Name):
            key = self.imports[module].get(node.id, (module, node.id))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            place, known = self.imports[module].get(node.value.id, (module, ""))
            key = (f"{place}.{known}" if known else place, node.attr)
        else:
            return None
        if key not in self.functions or key[0].startswith(_NOT_IN):
            return None
        return key

    def _found(self, module: str, text: tuple[str, str]) -> None:
        self.texts.setdefault(text, set()).add(module)


@cache
def _nodes(inside: ast.AST) -> tuple[ast.AST, ...]:
    """All that is in a part of the source, which is looked through again and again."""
    return tuple(ast.walk(inside))


def _texts(inside: ast.AST) -> Iterator[tuple[str, str]]:
    for node in _nodes(inside):
        if isinstance(node, ast.Call) and _name(node.func) in {"_", "ngettext"}:
            found = [each.value for each in node.args if isinstance(each, ast.Constant)]
            one, many = (*found, "")[:2] if _name(node.func) == "_" else found[:2]
            yield str(one), str(many)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _assigned(function: ast.FunctionDef, name: str) -> Iterator[ast.expr]:
    for node in _nodes(function):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.NamedExpr):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            named = {one.id for target in targets for one in _nodes(target) if isinstance(one, ast.Name)}
            if name in named and node.value is not None:
                yield node.value
        elif isinstance(node, ast.For) and name in {
            one.id for one in _nodes(node.target) if isinstance(one, ast.Name)
        }:
            yield node.iter


def texts(source: Path = SOURCE) -> list[Text]:
    """Every text of an error or a warning, in the order of the alphabet."""
    found = _Scan(source).run()
    return [Text(*text, tuple(sorted(modules))) for text, modules in sorted(found.items())]
