"""A form as pyxform converts it, filled in as a phone does: which questions are asked, and what they take.

The expressions are evaluated by elementpath, a library for XPath that shares nothing with us. Of what ODK has
beyond XPath, only the spelling of a few functions is put into the standard's words.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from elementpath import XPathToken

_TODAY = date(2024, 6, 1)
_SPELT = (
    (re.compile(r"instance\('([a-z]+)'\)/root/"), r"$\1/"),
    (re.compile(r"\bdate\("), "xs:date("),
    (re.compile(r"\btoday\(\)"), f"xs:date('{_TODAY}')"),
    (re.compile(r"\bnumber\("), "xs:integer("),
)


def converted(workbook: bytes) -> str:
    """The XForm. There must be nothing that pyxform remarks on."""
    from pyxform.xls2xform import convert

    result = convert(workbook, file_type=".xlsx", validate=False)
    assert result.warnings == []
    return str(result.xform)


def _bare(root: Element) -> Element:
    """The document without namespaces."""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


class Phone:
    """An answer in the making."""

    def __init__(self, xform: str) -> None:
        from elementpath import build_node_tree

        root = _bare(ElementTree.fromstring(xform))  # noqa: S314 - made here
        self.title = root.findtext("head/title")
        instances = list(root.iter("instance"))
        self.data = instances[0][0]
        self._parsed: dict[str, XPathToken] = {}
        self._lists = {each.get("id", ""): build_node_tree(each[0]) for each in instances[1:]}
        binds = {bind.get("nodeset", ""): bind.attrib for bind in root.iter("bind")}
        self._bind = {path.rpartition("/")[2]: (path, bind) for path, bind in binds.items()}
        self._items = {
            (select.get("ref") or "").rpartition("/")[2]: itemset.get("nodeset") or ""
            for select in root.iter("select1")
            for itemset in select.iter("itemset")
        }
        self.texts = {
            language.get("lang", ""): {
                text.get("id", ""): "".join(value.itertext())
                for text in language.iter("text")
                for value in text.iter("value")
                if value.get("form") is None
            }
            for language in root.iter("translation")
        }
        self.filled_in = {
            (output.get("value") or "").strip().rpartition("/")[2] for output in root.iter("output")
        }
        self.questions = [
            (element.get("ref") or "").rpartition("/")[2]
            for kind in ("input", "select1")
            for element in root.iter(kind)
        ]

    @property
    def form_id(self) -> str:
        """What the form is known by."""
        return self.data.get("id", "")

    def put(self, **answers: object) -> "Phone":
        """Give the answers, and work out what follows from them."""
        for name, answer in answers.items():
            self._node(name).text = None if answer == "" else str(answer)
        for name, (path, bind) in self._bind.items():
            if "/meta/" not in path and "calculate" in bind:
                self._node(name).text = self._text(bind["calculate"])
        return self

    def get(self, name: str) -> str:
        """What stands in the answer."""
        return self._node(name).text or ""

    def asks(self, name: str) -> bool:
        """Whether the question is shown: its own and its group's condition hold."""
        path, bind = self._bind[name]
        group = path.rsplit("/", 2)[1]
        conditions = [bind.get("relevant")]
        conditions += [self._bind[group][1].get("relevant")] if group in self._bind else []
        return all(condition is None or self._true(condition, path) for condition in conditions)

    def needs(self, name: str) -> bool:
        """Whether the question must be answered, where it is shown."""
        path, bind = self._bind[name]
        return self._true(bind.get("required", "false()"), path)

    def takes(self, name: str, answer: object) -> bool:
        """Whether the question takes the answer, with all others as they are."""
        path, bind = self._bind[name]
        node = self._node(name)
        former, node.text = node.text, str(answer)
        good = "constraint" not in bind or self._true(bind["constraint"], path)
        if bind["type"] == "int":
            good = good and re.fullmatch(r"-?[0-9]+", str(answer)) is not None
        node.text = former
        return good

    def choices(self, name: str) -> list[str]:
        """The names of the choices that are offered now."""
        found = self._asked(self._items[name], "/data")
        return [item.findtext("name", "") for item in found]

    def shown(self) -> set[str]:
        """The questions that are asked now."""
        return {name for name in self.questions if name != "intro" and self.asks(name)}

    def leaves(self) -> Iterator[tuple[str, str]]:
        """The answer as it is sent: each path with its value; what is not asked is empty."""
        for path, _bind in self._bind.values():
            name = path.rpartition("/")[2]
            node = self.data.find(path.removeprefix("/data/"))
            if node is not None and len(node) == 0:
                asked = name not in self.questions or self.asks(name)
                yield path.removeprefix("/data/"), (node.text or "") if asked else ""

    def _node(self, name: str) -> Element:
        found = self.data.find(self._bind[name][0].removeprefix("/data/"))
        assert found is not None, name
        return found

    def _asked(self, expression: str, path: str) -> list[Any]:
        from elementpath import XPathContext
        from elementpath.xpath30 import XPath30Parser

        if expression not in self._parsed:
            standard = expression
            for pattern, words in _SPELT:
                standard = pattern.sub(words, standard)
            parser = XPath30Parser(variable_types=dict.fromkeys(self._lists, "element()"))
            self._parsed[expression] = parser.parse(standard)
        item = self.data if path == "/data" else self.data.find(path.removeprefix("/data/"))
        context = XPathContext(ElementTree.ElementTree(self.data), item=item, variables=dict(self._lists))
        found = self._parsed[expression].get_results(context)
        return list(found) if isinstance(found, list) else [found]

    def _text(self, expression: str) -> str:
        found = self._asked(expression, "/data")
        return "" if not found else str(getattr(found[0], "text", found[0]) or "")

    def _true(self, expression: str, path: str) -> bool:
        (found,) = self._asked(f"boolean({expression})", path)
        return bool(found)
