"""The guard: what points at a person is found in every way of writing it, and nothing else is.

The identity numbers are made-up ones with a right checksum, the phone numbers those set aside for fiction.
"""

import time

import pytest

from lovp.errors import LovpError
from lovp.pii import MASK, mask, personal_data, personal_data_in, shown
from lovp.settings import slug

IDENTITY = [
    "19900101-2385",
    "900101-2385",
    "9001012385",
    "199001012385",
    "900101+2385",
    "900101 2385",
    "900101 - 2385",
    "19900101 2385",
    "90 01 01 2385",
    "90-01-01-2385",
    "1990-01-01-2385",
    "1990-01-012385",
    "701063-2391",
    "19701063-2391",
    "９００１０１－２３８５",
    "900101\u00a02385",
    "900101\u20132385",
    "900101\u22122385",
    "9001\u200b01-2385",
    "Möte med 121212-1212 och tre till",
    "pnr:900101-2385.",
    "(900101-2385)",
    "٩٠٠١٠١-٢٣٨٥",
    "900101\u200d-2385",
    "9\u20e30\u20e30\u20e3101-2385",
    "9\u03010\u03010101-2385",
]
MAIL = [
    "anna.ek@example.org",
    "skriv till anna_ek+lo@mail.example.se!",
    "anna @ example.org",
    "anna\uff20example.org",
    "<anna@example.org>",
    "åsa@exempel.se",
]
PHONE = [
    "070-174 06 05",
    "0701740605",
    "070 174 06 05",
    "070.174.06.05",
    "070/1740605",
    "070\u2013174\u00a006\u00a005",
    "０７０－１７４ ０６ ０５",
    "+46 70 174 06 05",
    "+46701740605",
    "+46 (0)70-174 06 05",
    "0046701740605",
    "ring 08-465 004 00 kl 18:30",
    "(08) 465 004 00",
    "08-46 50 04 00",
    "08.46 50 04 00",
    "031-390 06 00",
    "0510-123 45",
    "tel:0701740605,kl 18.30-20.00",
    "+47 22 86 44 00",
    "+1 650 253 0000",
]
HARMLESS = [
    "",
    "18 elever i tre klasser",
    "12 345 kr",
    "1 000 000 kr",
    "10 000 000 kr",
    "+10 000 kr",
    "100 000:-",
    "340-400 deltagare",
    "340+400",
    "0-5 år, 6-12 år och 13-18 år",
    "2 av 7, 3 av 8, 0 av 5, 11 av 20",
    "0, 1, 2, 3, 4, 5, 6, 7",
    "0,25 0,50 0,75",
    "2024-03-12",
    "2024-03-12 1830",
    "2024-03-12 18:30",
    "2024-03-12--2024-03-15",
    "2024-01-01/2024-12-31",
    "20240312",
    "20240312-20240315",
    "240312-240315",
    "12/3-15/3 2024",
    "03/12 340 deltagare",
    "01-12 2024",
    "05-06 mars 2024",
    "12.03.2024",
    "9 januari 2024 och 20 augusti 2024",
    "2023/2024",
    "1990-2024",
    "vecka 40-41",
    "v. 7, 8, 9, 10, 11, 12",
    "kl 18:30-20:00",
    "kl 08.30-16.00",
    "08.30-16.00",
    "08:00-09:00 10:00-11:00",
    "kl 0830-1600",
    "kl 08-16.30",
    "kl. 09.00-12.00, 13.00-16.00 och 18.00-20.00",
    "09:00 2024-03-12 10:15",
    "2024-05-28T14:03:22.123456Z",
    "2024-05-28T14:03:22+02:00",
    "018f3b8e-7c1b-7abc-8def-0123456789ab",
    "01900101-2385-7012-8345-199001012385",
    "556036-0793",
    "5560360793",
    "802001-4567",
    "165560360793",
    "900101-2386",
    "901301-2385",
    "900132-2385",
    "§ 12, 13.4 och 15.2.1",
    "dnr 2024-0012345",
    "3 @ 5.50 kr",
    "@lo_vast på sociala medier",
    "a@b",
]


@pytest.mark.parametrize("text", IDENTITY)
def test_identity_numbers(text: str) -> None:
    assert personal_data(text) == "identity number"


@pytest.mark.parametrize("text", MAIL)
def test_mail_addresses(text: str) -> None:
    assert personal_data(text) == "e-mail address"


@pytest.mark.parametrize("text", PHONE)
def test_phone_numbers(text: str) -> None:
    assert personal_data(text) == "phone number"


@pytest.mark.parametrize("text", HARMLESS)
def test_no_false_alarm(text: str) -> None:
    assert personal_data(text) is None


def test_every_day_and_time_of_the_year_is_harmless() -> None:
    for month in range(1, 13):
        for day in (1, 8, 12, 28):
            for hour in (0, 7, 8, 12, 18, 20):
                for text in (
                    f"2024-{month:02}-{day:02} {hour:02}:30",
                    f"{day}/{month} kl {hour:02}.30",
                    f"{day}/{month} 2024 kl {hour:02}.00-{hour + 2:02}.15",
                    f"{hour:02}{day:02}-{hour + 1:02}{day:02}",
                    f"{day:02}.{month:02}.2024, {hour}-{hour + 2}",
                    f"{month}-{day} 2024",
                ):
                    assert personal_data(text) is None, text


def test_the_usual_note_costs_nothing() -> None:
    start = time.process_time()
    for number in range(20_000):
        personal_data(f"besök {number} i tre klasser, vecka 12")
    assert time.process_time() - start < 0.5


def test_hostile_texts_end() -> None:
    start = time.process_time()
    for text in (
        "0" * 1000,
        "0 1" * 300,
        "1@" * 500,
        "a@b." * 250,
        "+4" * 500,
        "08-" * 300,
        "@" + "a." * 500,
    ):
        personal_data(text)
    assert time.process_time() - start < 2


def test_masking(row) -> None:  # type: ignore[no-untyped-def]
    clean = row("1", note="tre klasser")
    assert mask(clean) == clean
    assert personal_data_in(clean) is None
    told = row("1", note="Ring 070-174 06 05", writer="anna@example.org", target="900101-2385")
    assert personal_data_in(told) == "identity number"
    hidden = mask(told)
    assert (hidden.note, hidden.writer, hidden.target, hidden.place) == (MASK, MASK, MASK, "")
    assert shown("900101-2385") == MASK
    assert shown("x" * 100) == "x" * 59 + "…"
    assert shown("\x1b[1mfet") == "[1mfet"


@pytest.mark.parametrize(
    ("writer", "name"),
    [
        ("kansli", "kansli"),
        ("Skola Skaraborg", "skola-skaraborg"),
        ("ÅÄÖ åäö é ø", "aao-aao-e-o"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\\b:c*d", "a-b-c-d"),
        ("", "writer"),
        ("...", "writer"),
        ("日本", "writer"),
        ("CON", "writer-con"),
        ("nul", "writer-nul"),
        ("com1", "writer-com1"),
        ("console", "console"),
        ("x" * 60, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
        ("-kansli-", "kansli"),
        ("STRASSE ß", "strasse-ss"),
        ("\x00\x1b", "writer"),
    ],
)
def test_the_name_of_a_writers_file(writer: str, name: str) -> None:
    assert slug(writer) == name
    assert slug(name) == name


@pytest.mark.parametrize("writer", ["900101-2385", "900101/2385", "anna@example.org", "Anna 070-174 06 05"])
def test_a_writer_is_no_person(writer: str) -> None:
    with pytest.raises(LovpError) as caught:
        slug(writer)
    assert writer not in caught.value.message + caught.value.remedy
