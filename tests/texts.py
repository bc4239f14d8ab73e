"""The catalogue of texts: `make texts` brings it up to date with the source; the tests say when that is due.

The English text in the source is the key. Swedish stands in lovp/locale/sv/LC_MESSAGES/lovp.po, for people to
edit, and beside it compiled (.mo), for the program to read.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from lovp.plan.faults import entries

SOURCE = Path(__file__).parents[1] / "lovp"
FOLDER = SOURCE / "locale" / "sv" / "LC_MESSAGES"
PO, MO = FOLDER / "lovp.po", FOLDER / "lovp.mo"

_NO_DATE = datetime(2024, 1, 1, tzinfo=UTC)


def extracted() -> Catalog:
    catalogue = Catalog(locale="sv", domain="lovp", project="lovp")
    found = extract_from_dir(
        SOURCE,
        method_map=[("**.py", "python"), ("**.html", "jinja2")],
        keywords={"_": None, "mark": None, "described": None, "ngettext": (1, 2)},
    )
    for file, _line, message, _comments, _context in sorted(found, key=lambda each: (each[0], each[1])):
        catalogue.add(message, locations=[(file, 0)])
    for words, _pattern in entries().values():
        for text in words:
            catalogue.add(text, locations=[("plan/faults.txt", 0)])
    return catalogue


def translated() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="sv", domain="lovp")


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it; texts without a translation or in doubt are left out."""
    # The same texts give the same bytes on every day.
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def merged() -> Catalog:
    """The texts of the source with the translations there are; those no longer used are dropped."""
    catalogue, former = extracted(), translated() if PO.exists() else Catalog(locale="sv")
    for message in catalogue:
        known = former.get(message.id) if message.id else None
        # A text that has got another form for several, or has one no longer, is translated anew.
        if known and isinstance(known.string, tuple) == isinstance(message.id, tuple):
            message.string = known.string
    return catalogue


def main() -> None:
    """Bring both files up to date, and list what has no Swedish."""
    catalogue = merged()
    out = io.BytesIO()
    write_po(out, catalogue, width=110, no_location=True, omit_header=False, sort_output=True)
    lines = out.getvalue().decode().splitlines()
    kept = [
        line
        for line in lines
        if not line.startswith(('"POT-Creation', '"PO-Revision', '"Generated-By', "# Copyright", "# FIRST"))
    ]
    PO.write_text("\n".join(kept).strip() + "\n", encoding="utf-8")
    MO.write_bytes(compiled(translated()))
    # Of a text with a form for several, all forms.
    missing = [message.id for message in catalogue if message.id and not all(message.string or ("",))]
    for text in missing:
        print(f"no Swedish: {text!r}")
    sys.exit(bool(missing))


if __name__ == "__main__":
    main()
