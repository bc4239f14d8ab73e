"""Every form in which something is put out, found from the program, and when each is harmless."""

import csv
import io
import json
import re
import subprocess
import zlib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from lovp.cli import options
from lovp.render import papers
from tests import ics
from tests.exchange.phone import Phone, converted
from tests.faults import loaded
from tests.faults.check import as_bytes
from tests.faults.commands import WRITING, Command, every_command
from tests.faults.hostile import raw
from tests.workbooks import SHEET, parts, read

_RUNS = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")
_ACTIVE = {"html_inline", "html_block", "link_open", "image", "code_inline", "code_block", "fence", "s_open"}
_RUNNING = "f hyperlink oleObject externalReference".split()
_RUN_BY_EXCEL = {f"{SHEET}{name}" for name in _RUNNING}
_ADDRESS = re.compile(r"[a-z]+://|www\.", re.IGNORECASE)


def is_harmless_table(out: str) -> None:
    """Nothing that a terminal obeys, turns around or hides."""
    assert raw(out) is None


def is_harmless_csv(out: str) -> None:
    """Columns intact, and no cell that a spreadsheet runs, whichever delimiter it takes."""
    text = out.removeprefix("\ufeff")
    assert raw(text.replace("\r\n", "\n")) is None
    own = ";" if ";" in text.splitlines()[0] else ","
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=own, strict=True))
    assert {len(row) for row in table} == {len(table[0])}
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            for cell in row:
                assert _NUMBER.fullmatch(cell) or not _RUNS.match(cell), (delimiter, cell)


def is_harmless_markdown(out: str) -> None:
    """Tables intact; nothing but our own headings, warnings and remarks; no HTML, no link, no image."""
    assert raw(out) is None
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(out)
    columns, cells = 0, 0
    for token in tokens:
        assert token.type not in _ACTIVE, token
        for child in token.children or ():
            assert child.type not in _ACTIVE, child.content
        if token.type == "inline":
            assert not _ADDRESS.search(token.content), token.content
        match token.type:
            case "table_open":
                columns = 0
            case "th_open":
                columns += 1
            case "td_open":
                cells += 1
            case "tr_close":
                assert cells in (0, columns), out
                cells = 0


def is_harmless_json(out: str) -> None:
    """One document, and in none of its texts anything raw."""
    for text in texts_of(json.loads(out)):
        assert raw(text) is None


class _Elements(HTMLParser):
    """The elements of a page with their attributes, and the texts between them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


_ELEMENTS = set(
    "html head meta title style body a p br header h1 h2 h3 strong main section details summary ul li div "
    "table caption thead tbody tr th td span "
    "figure figcaption svg g line polyline polygon circle rect text".split()
)


def is_harmless_html(out: str) -> None:
    """Nothing but the page's own kinds of elements, none of which runs, fetches or leads away."""
    page = _Elements()
    page.feed(out)
    assert page.names <= _ELEMENTS, page.names - _ELEMENTS
    for name, value in page.attributes:
        assert not name.startswith("on"), name
        assert name not in {"src", "srcset", "style", "action", "formaction", "xlink:href"}, name
        assert name != "href" or re.fullmatch("#[a-z0-9-]+", value), value
        assert raw(value) is None
    for text in page.texts:
        assert raw(text) is None


def is_harmless_workbook(out: str) -> None:
    """Files that can be read; nothing that Excel runs or fetches; in no text anything raw."""
    for name, root in parts(as_bytes(out)).items():
        for element in root.iter():
            assert element.tag not in _RUN_BY_EXCEL, name
            assert element.get("TargetMode") is None, name
            if element.tag == f"{SHEET}definedName":
                assert element.get("name") in ("_xlnm.Print_Titles", "_xlnm._FilterDatabase"), name
            for text in (element.text, element.tail, *element.attrib.values()):
                assert raw((text or "").strip("\r\n")) is None, name
    assert read(as_bytes(out))


def is_harmless_form(out: str) -> None:
    """A workbook that runs nothing, of which a phone gets a form with our own expressions and no others."""
    is_harmless_workbook(out)
    phone = Phone(converted(as_bytes(out)))
    for text in (phone.title, *(text for texts in phone.texts.values() for text in texts.values())):
        assert raw((text or "").replace("\n", " ")) is None
    assert phone.filled_in <= {"title", "unit", "decimals", "least"}


def is_harmless_pdf(out: str) -> None:
    """A document without scripts, forms, links or files in it; in its text nothing raw."""
    content = as_bytes(out)
    assert content.startswith(b"%PDF-")
    objects = unpacked(content)
    assert b"/Catalog" in objects
    for name in (b"/JavaScript", b"/JS", b"/Launch", b"/URI", b"/EmbeddedFile", b"/AcroForm", b"/OpenAction"):
        assert name not in objects, name
    assert raw(readable(out).replace("\f", "\n")) is None


def unpacked(content: bytes) -> bytes:
    """The objects of a PDF as they are written, those that are packed into streams unpacked; no pictures."""
    packed = re.findall(rb"/ObjStm.*?stream\n(.*?)\nendstream", content, re.S)
    return b"\n".join([content, *map(zlib.decompress, packed)])


def readable(out: str) -> str:
    """What was put out as text; of a workbook all that its files hold, of a PDF what is printed."""
    if out.startswith("%PDF"):
        words = ("pdftotext", "-layout", "-", "-")
        return subprocess.run(words, input=as_bytes(out), capture_output=True, check=True).stdout.decode()
    if not out.startswith("PK"):
        return out
    return "\n".join(
        text or ""
        for root in parts(as_bytes(out)).values()
        for element in root.iter()
        for text in (element.text, *element.attrib.values())
    )


def texts_of(value: object) -> Iterator[str]:
    """Every text in a document, the keys as well."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts_of(key)
            yield from texts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)


def is_harmless_calendar(out: str) -> None:
    """What a calendar reads, line by line as the standard has it, and in none of its texts anything raw."""
    calendar, events = ics.read(out.encode("utf-8"))
    for value in (*calendar.values(), *(each.text(name) for each in events for name in each.component)):
        assert raw(value.replace("\n", " ")) is None


CHECKS: dict[str, Callable[[str], None]] = {
    "table": is_harmless_table,
    "markdown": is_harmless_markdown,
    "csv": is_harmless_csv,
    "json": is_harmless_json,
    "html": is_harmless_html,
    "ics": is_harmless_calendar,
    "xlsx": is_harmless_workbook,
    "pdf": is_harmless_pdf,
    "form": is_harmless_form,
}
"""When the output of each form is harmless. A form without a check fails `test_every_form_has_a_check`."""

MORE: dict[str, list[list[str]]] = {
    "progress": [
        ["--by", "place"],
        ["--by", "month"],
        ["--by", "place", "--missing"],
        ["--area", "a1"],
        ["--place", "{place}"],
        ["--known-at", "2024-06-01"],
    ],
    "outcomes": [["--limit", "500"], ["--all", "--limit", "500"], ["--target", "m0"]],
    "targets": [["m0"], ["m3"], ["--area", "a5"]],
    "export": [["--year", "2024", "--output", "-"]],
    "compare": [["--area", "a1"], ["--place", "{place}"]],
    "rollup progress": [
        ["--by", "district"],
        ["--by", "place"],
        ["--by", "month"],
        ["--place", "{district}"],
        ["--name", "{place}"],
    ],
    "rollup export": [["--year", "2024", "--output", "-"]],
}
"""What changes what a reading command shows, besides its flags."""

GIVEN = {
    "compare": ["2023", "2024"],
    "rollup progress": [".", loaded.OTHER, "saknas\x1b[31m [b]röd[/b]"],
    "rollup export": [".", loaded.OTHER, "saknas\x1b[31m =1+1"],
}
"""What a reading command can't do without: years, or districts, one of which is not there."""

ALONE = [
    ("table", ["export", "--schedule"]),
    ("ics", ["calendar", "--ics", "-"]),
    ("form", ["form"]),
    ("html", ["form", "--paper", "--format", "html"]),
    ("pdf", ["form", "--paper", "--format", "pdf"]),
]
"""What is a form by itself, and takes no other."""


def forms_of(command: Command) -> list[str]:
    """The forms that the command puts out; a command without a choice has the terminal's."""
    if not command.has("--format"):
        return ["table"]
    return list(papers.ENDINGS if command.words.endswith("export") else options.FORMATS)


def every_output() -> Iterator[tuple[str, list[str]]]:
    """Each form, and a command line that puts it out: every reading command, with every flag."""
    for command in every_command():
        if command.words in {*WRITING, "form"}:
            continue
        for form in forms_of(command):
            words = [*command.words.split(), *GIVEN.get(command.words, [])]
            chosen = ["--format", form] if command.has("--format") else []
            month = ["--month", "2024-03", "--output", "-"] if command.words.endswith("export") else []
            yield form, [*words, *month, *chosen]
            for flag in command.flags:
                if [*words, flag] not in [alone for _form, alone in ALONE]:
                    yield form, [*words, *month, *chosen, flag]
            for more in MORE.get(command.words, ()):
                yield form, [*words, *chosen, *more]
    yield from ALONE
