"""Every form in which something is put out, found from the program, and when each is harmless."""

import csv
import io
import json
import re
import subprocess
import zlib
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from typer.core import TyperOption

from lovp.cli import options
from lovp.render import papers
from tests import ics
from tests.faults import loaded
from tests.faults.check import as_bytes
from tests.faults.commands import WRITING, every_command
from tests.faults.hostile import raw
from tests.workbooks import SHEET, parts, read

_RUNS = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")
_ACTIVE = {"html_inline", "html_block", "link_open", "image", "code_inline", "code_block", "fence", "s_open"}
_RUN_BY_EXCEL = {f"{SHEET}{name}" for name in ("f", "hyperlink", "oleObject", "externalReference")}
_RUN_BY_READERS = b"/JavaScript /JS /Launch /URI /EmbeddedFile /OpenAction /AcroForm".split()
_ADDRESS = re.compile(r"[a-z]+://|www\.", re.IGNORECASE)
_ELEMENTS = set(
    "html head meta title style body a p br header h1 h2 h3 strong main section details summary ul li div "
    "table caption thead tbody tr th td span "
    "figure figcaption svg g line polyline polygon circle rect text".split()
)


def is_plain(*texts: str | None) -> None:
    """Nothing that a terminal obeys, turns around or hides."""
    for text in texts:
        assert raw(text or "") is None


def is_harmless_csv(out: str) -> None:
    """Columns intact, and no cell that a spreadsheet runs, whichever delimiter it takes."""
    text = out.removeprefix("\ufeff")
    is_plain(text.replace("\r\n", "\n"))
    own = ";" if ";" in text.splitlines()[0] else ","
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=own, strict=True))
    assert {len(row) for row in table} == {len(table[0])}
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            for cell in row:
                assert _NUMBER.fullmatch(cell) or not _RUNS.match(cell), (delimiter, cell)


def is_harmless_markdown(out: str) -> None:
    """Tables intact; nothing but our own headings, warnings and remarks; no HTML, no link, no image."""
    is_plain(out)
    widths: list[int] = []
    for token in MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(out):
        for one in (token, *(token.children or ())):
            assert one.type not in _ACTIVE, one
        match token.type:
            case "inline":
                assert not _ADDRESS.search(token.content), token.content
            case "table_open":
                widths = []
            case "tr_open":
                widths.append(0)
            case "th_open" | "td_open":
                widths[-1] += 1
            case "tr_close":
                assert len({*widths}) == 1, out


class Page(HTMLParser):
    """Nothing but the page's own kinds of elements, none of which runs, fetches or leads away."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ELEMENTS, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name not in {"src", "srcset", "style", "action", "formaction", "xlink:href"}, name
            assert name != "href" or re.fullmatch("#[a-z0-9-]+", value or ""), value
            is_plain(value)

    def handle_data(self, data: str) -> None:
        is_plain(data)


def texts_in_workbook(content: bytes) -> Iterable[str]:
    for root in parts(content).values():
        for element in root.iter():
            yield from filter(None, (element.text, element.tail, *element.attrib.values()))


def is_harmless_workbook(out: str) -> None:
    """Files that can be read; nothing that Excel runs or fetches; in no text anything raw."""
    for name, root in parts(as_bytes(out)).items():
        for element in root.iter():
            assert element.tag not in _RUN_BY_EXCEL, name
            assert element.get("TargetMode") is None, name
            if element.tag == f"{SHEET}definedName":
                assert element.get("name") in ("_xlnm.Print_Titles", "_xlnm._FilterDatabase"), name
    is_plain(*(text.strip("\r\n") for text in texts_in_workbook(as_bytes(out))))
    assert read(as_bytes(out))


def is_harmless_pdf(out: str) -> None:
    """A document without scripts, forms, links or files in it; in its text nothing raw."""
    content = as_bytes(out)
    assert content.startswith(b"%PDF-")
    objects = unpacked(content)
    assert b"/Catalog" in objects
    assert [name for name in _RUN_BY_READERS if name in objects] == []
    is_plain(readable(out).replace("\f", "\n"))


def unpacked(content: bytes) -> bytes:
    """The objects of a PDF as they are written, those that are packed into streams unpacked; no pictures."""
    packed = re.findall(rb"/ObjStm.*?stream\n(.*?)\nendstream", content, re.S)
    return b"\n".join([content, *map(zlib.decompress, packed)])


def readable(out: str) -> str:
    """What was put out as text; of a workbook all that its files hold, of a PDF what is printed."""
    if out.startswith("%PDF"):
        words = ("pdftotext", "-layout", "-", "-")
        return subprocess.run(words, input=as_bytes(out), capture_output=True, check=True).stdout.decode()
    return "\n".join(texts_in_workbook(as_bytes(out))) if out.startswith("PK") else out


def texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from texts_of([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)


def is_harmless_calendar(out: str) -> None:
    """What a calendar reads, line by line as the standard has it, and in none of its texts anything raw."""
    calendar, events = ics.read(out.encode("utf-8"))
    for value in (*calendar.values(), *(each.text(name) for each in events for name in each.component)):
        assert raw(value.replace("\n", " ")) is None


CHECKS: dict[str, Callable[[str], None]] = {
    "table": is_plain,
    "markdown": is_harmless_markdown,
    "csv": is_harmless_csv,
    "json": lambda out: is_plain(*texts_of(json.loads(out))),
    "html": lambda out: Page().feed(out),
    "ics": is_harmless_calendar,
    "xlsx": is_harmless_workbook,
    "pdf": is_harmless_pdf,
    "form": is_harmless_workbook,
}
"""When the output of each form is harmless. A form without a check fails `test_every_form_has_a_check`."""

DISTRICTS = [".", loaded.OTHER, "saknas\x1b[31m [b]röd[/b]"]
GIVEN = {"compare": ["2023", "2024"], "rollup progress": DISTRICTS, "rollup export": DISTRICTS}
"""What a reading command can't do without: years, or districts, one of which is not there."""
MORE = {
    "progress": "--by place; --by month; --missing --by place; --place {place}; --known-at 2024-06-01",
    "outcomes": "--limit 500; --all --limit 500; --target m0",
    "targets": "m0; m3; --area a5",
    "export": "--year 2024 --output -",
    "compare": "--area a1; --place {place}",
    "rollup progress": "--by district; --by place; --by month; --place {district}; --name {place}",
    "rollup export": "--year 2024 --output -",
}
"""What changes what a reading command shows, besides its flags."""
ALONE = [
    ("table", ["export", "--schedule"]),
    ("ics", ["calendar", "--ics", "-"]),
    ("form", ["form"]),
    ("html", ["form", "--format", "html"]),
    ("pdf", ["form", "--format", "pdf"]),
]
"""What is a form by itself, and takes no other."""


def every_output() -> Iterator[tuple[str, list[str]]]:
    """Each form, and a command line that puts it out: every reading command, with every flag."""
    for command in every_command():
        if command.words in {*WRITING, "form"}:
            continue
        given = GIVEN.get(command.words, [])
        flags = [[each.opts[0]] for each in command.params if isinstance(each, TyperOption) and each.is_flag]
        forms = list(papers.ENDINGS if command.words.endswith("export") else options.FORMATS)
        if not any("--format" in each.opts for each in command.params):
            forms = []
        for form in forms or ["table"]:
            chosen = ["--format", form] if forms else []
            for flag in ([], *flags):
                if flag != ["--schedule"]:
                    yield form, [*command.line(*given), *chosen, *flag]
            for more in filter(None, MORE.get(command.words, "").split("; ")):
                yield form, [*command.words.split(), *given, *chosen, *more.split()]
    yield from ALONE
