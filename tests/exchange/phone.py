"""A form as pyxform converts it: what phones read, taken apart."""

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element


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


def _last(path: str | None) -> str:
    return (path or "").strip().rpartition("/")[2]


class Phone:
    """The questions, choices, texts and expressions of a form."""

    def __init__(self, xform: str) -> None:
        root = _bare(ElementTree.fromstring(xform))  # noqa: S314 - made here
        instances = list(root.iter("instance"))
        binds = [bind.attrib for bind in root.iter("bind")]
        self.data = instances[0][0]
        self.choices = {
            each.get("id", ""): [{field.tag: field.text or "" for field in item} for item in each[0]]
            for each in instances[1:]
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
        self.questions = [_last(each.get("ref")) for kind in ("input", "select1") for each in root.iter(kind)]
        rules = ("relevant", "required", "constraint", "calculate")
        self.expressions = {bind[rule] for bind in binds for rule in rules if rule in bind}
        self.expressions |= {itemset.get("nodeset") or "" for itemset in root.iter("itemset")}
        self._paths = [bind.get("nodeset", "").removeprefix("/data/") for bind in binds]

    def names(self, kind: str, **wanted: str) -> list[str]:
        """The names of the choices of a kind that have the wanted fields."""
        return [item["name"] for item in self.choices[kind] if wanted.items() <= item.items()]

    def leaves(self, **answers: object) -> Iterator[tuple[str, str]]:
        """An answer as it is sent: each path with what was given; the rest is empty."""
        for path in self._paths:
            node = self.data.find(path)
            if node is not None and len(node) == 0:
                given = answers.get(_last(path))
                yield path, "" if given is None else str(given)
