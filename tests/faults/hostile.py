"""Words that somebody could type, or that a file could hold, to make a program fail or a terminal obey."""

import re

PILE = "a" + "\u0315\u0300" * 20_000
"""One letter with forty thousand accents, which a careless program puts in order by insertion."""

WORDS: dict[str, str] = {
    "nothing": "",
    "a space": " ",
    "a line break": "\n",
    "a hundred thousand letters": "x" * 100_000,
    "a hundred thousand nines": "9" * 100_000,
    "five thousand zeros": "0" * 5_000,
    "a pile of accents": PILE,
    "control characters": "".join(map(chr, range(1, 32))) + "\x7f",
    "a colour": "\x1b[31mröd\x1b[0m",
    "an eight-bit colour": "\x9b31mröd",
    "text turned around": "\u202egnp.exe",
    "text in isolation": "\u2066x\u2069",
    "an Arabic mark": "\u061cx",
    "a space without width": "Skö\u200bvde",
    "a byte order mark": "\ufeffHjo",
    "a byte that is no text": "\udcff",
    "half a pair in bytes": "\udced\udca0\udc80",
    "accents apart": "Sko\u0308vde",
    "wide digits": "１２",
    "Arabic digits": "٣",
    "superscript": "²",
    "a hyphen": "-",
    "two hyphens": "--",
    "minus nothing": "-0",
    "plus one": "+1",
    "an option with a value": "--x=y",
    "an option over two lines": "--x\nlovp: klart",
    "too large": "1e999",
    "no number": "NaN",
    "infinite": "inf",
    "hexadecimal": "0x10",
    "ambiguous": "1,234",
    "the folder above": "../..",
    "nobody's home": "~lovp-nobody/x",
    "a device without content": "/dev/null",
    "a device without end": "/dev/zero",
    "a folder": "mapp",
    "a pipe": "rör",
    "a long name": "y" * 300,
    "three lines": "en rad\nen till\r\nlovp: klart",
    "separators": "a\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029b",
    "markup": "[red]röd[/red]",
    "a field": "{0}",
    "a field with an attribute": "{x.__class__}",
    "an old field": "%s %d %n %",
    "a command": "$(x)",
    "a formula": '=HYPERLINK("http://x")',
    "a script": "<script>alert(1)</script>",
    "an identity number": "900101-2385",
    "a day that is not": "2024-02-30",
    "the last day": "9999-12-31",
    "a year of five digits": "99999-01-01",
    "week day": "2024-W01-1",
    "a moment": "0001-01-01T00:00:00+14:00",
    "the month before": "last",
    "a backslash": "\\",
    "a quotation mark": '"',
    "commas": ",,",
    "several forms": "md,,csv",
}
"""What each is, and the word itself. No NUL: no system hands one over."""

RAW = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"
    "\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What must never reach a terminal: orders, what turns a text around or hides in it, halves of pairs.

The two joiners (U+200C and U+200D) may: a family of emoji and Persian are written with them.
"""


def raw(text: str) -> str | None:
    """The first character that should not be there, with what stands around it; None where all is well."""
    found = RAW.search(text)
    return ascii(text[max(0, found.start() - 30) : found.end() + 30]) if found else None


def is_clear(code: int, out: str, err: str) -> None:
    """A documented exit code, nothing raw, and where it failed one message, perhaps with a remedy."""
    assert 0 <= code <= 4, err[-1000:]
    # A table for Excel must have its mark and its line ends.
    assert raw(out.removeprefix("\ufeff").replace("\r\n", "\n")) is None
    assert raw(err) is None
    assert "Traceback" not in err
    if code in (1, 2):
        lines = err.splitlines()
        assert [line for line in lines if line.startswith("lovp: ")] == lines[:1]
        assert len(lines) <= 2 or "targets.yaml" in err
        assert all(line.strip() and len(line) <= 1010 for line in lines)
