"""The guard: what points at a person is found in every way of writing it, and nothing else is.

The identity numbers are made-up ones with a right checksum, the phone numbers those set aside for fiction.
"""

import time

import pytest

from lovp.pii import personal_data
from lovp.record.folder import slug

PERSONAL = {
    "identity number": """
19900101-2385 | 9001012385 | 900101+2385 | 900101 - 2385 | 90-01-01-2385 | 1990-01-012385 | 19701063-2391
９００１０１－２３８５ | pnr:900101-2385. | 900101\u22122385 | 9001\u200b01-2385
٩٠٠١٠١-٢٣٨٥ | 9\u03010\u03010101-2385
""",
    "e-mail address": """
skriv till anna_ek+lo@mail.example.se! | anna @ example.org | anna\uff20example.org | åsa@exempel.se
""",
    "phone number": """
0701740605 | 070.174.06.05 | 070\u2013174\u00a006\u00a005 | ０７０－１７４ ０６ ０５ | +46 (0)70-174 06 05
0046701740605 | ring 08-465 004 00 kl 18:30 | 08.46 50 04 00 | 0510-123 45 | +1 650 253 0000
""",
}
HARMLESS = """
18 elever i tre klasser | 10 000 000 kr | 100 000:- | 340+400 | 0-5 år, 6-12 år och 13-18 år
2 av 7, 3 av 8, 0 av 5, 11 av 20 | 0,25 0,50 0,75 | 2024-03-12 1830 | 2024-03-12--2024-03-15
20240312-20240315 | 12/3-15/3 2024 | 05-06 mars 2024 | vecka 40-41 | 08.30-16.00 | 08:00-09:00 10:00-11:00
kl 0830-1600 | kl. 09.00-12.00, 13.00-16.00 och 18.00-20.00 | 2024-05-28T14:03:22+02:00
018f3b8e-7c1b-7abc-8def-0123456789ab | 556036-0793 | 165560360793 | 900101-2386 | 900132-2385
§ 12, 13.4 och 15.2.1 | dnr 2024-0012345 | 3 @ 5.50 kr | @lo_vast på sociala medier
"""


def texts(table: str) -> list[str]:
    return [text for line in table.strip().split("\n") for text in line.split(" | ")]


@pytest.mark.parametrize("kind", PERSONAL)
def test_what_points_at_a_person(kind: str) -> None:
    found = {text: personal_data(text) for text in texts(PERSONAL[kind])}
    assert found == dict.fromkeys(found, kind)


def test_no_false_alarm() -> None:
    found = {text: personal_data(text) for text in texts(HARMLESS)}
    assert found == dict.fromkeys(found)


def test_hostile_texts_end() -> None:
    start = time.process_time()
    for part in ("0", "0 1", "1@", "a@b.", "+4", "08-", "a."):
        personal_data(part * 500)
        personal_data("@" + part * 500)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("writer", "name"),
    [
        ("kansli", "kansli"),
        ("Skola Skaraborg", "skola-skaraborg"),
        ("ÅÄÖ åäö é ø", "aao-aao-e-o"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "writer-con"),
        ("x" * 60, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_the_name_of_a_writers_file(writer: str, name: str) -> None:
    assert slug(writer) == slug(name) == name
