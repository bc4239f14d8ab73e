"""Words that somebody could type, or that a file could hold, to make a program fail or a terminal obey."""

import re

PILE = "a" + "\u0315\u0300" * 20_000
"""One letter with forty thousand accents, which a careless program puts in order by insertion."""

WORDS: dict[str, str] = {
    ascii(word)[:40]: word
    for word in (
        *("", " ", "\n", "x" * 100_000, "9" * 100_000, "0" * 5_000, PILE, "en rad\nen till\r\nlovp: klart"),
        *("\x1b[31mröd\x1b[0m", "\x9b31mröd", "".join(map(chr, range(1, 32))) + "\x7f"),
        *("\u202egnp.exe", "\u2066x\u2069", "\u061cx", "Skö\u200bvde", "\ufeffHjo"),
        *("a\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029b", "Sko\u0308vde", "１２", "٣", "²"),
        # Bytes that are no text.
        *("\udcff", "\udced\udca0\udc80"),
        *("-", "--", "-0", "+1", "--x=y", "--x\nlovp: klart", "1e999", "NaN", "inf", "0x10", "1,234"),
        # Files and folders, some of which are there.
        *("../..", "~lovp-nobody/x", "/dev/null", "/dev/zero", "mapp", "rör", "y" * 300),
        *("[red]röd[/red]", "{0}", "{x.__class__}", "%s %d %n %", "$(x)", '=HYPERLINK("http://x")'),
        *("<script>alert(1)</script>", "900101-2385", "2024-02-30", "9999-12-31", "99999-01-01"),
        *("2024-W01-1", "0001-01-01T00:00:00+14:00", "last", "\\", '"', ",,", "md,,csv"),
    )
}
"""Each word by what is seen of it. No NUL: no system hands one over."""

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
