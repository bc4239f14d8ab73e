"""Cases: the words of a command, and what they ask for."""

from contextlib import AbstractContextManager
from unittest.mock import patch

from tests.catalogue.case import Case, Keyboard, Screen, Subject
from tests.catalogue.steps import (
    cancelled,
    corrected_by_another,
    no_dates,
    phone_targets_gone,
    three_years,
    two_alike,
    two_years,
    written,
)


def at_a_terminal() -> AbstractContextManager[object]:
    return patch.object(Screen, "isatty", return_value=True)


WORDS = Subject(
    ("Kommandot", "The command"),
    (
        Case("lovp lgo schoolinfo 3 --place Hjo"),
        Case("lovp rapportera schoolinfo 3"),
        Case("lovp läge --area studier"),
        Case("lovp ångra"),
        Case("lovp kaffe"),
        Case("lovp plan"),
        Case("lovp plan ny 2025"),
        Case("lovp plan gammal"),
        Case("lovp progress --are studier"),
        Case("lovp progress --help=allt"),
        Case("lovp progress --färger"),
        Case("lovp progress --area"),
        Case("lovp progress --missing=ja"),
        Case("lovp progress studier"),
        Case("lovp export 2024-05"),
        Case("lovp outcomes kaffe"),
        Case("lovp amend"),
        Case("lovp amend 00000005"),
        Case("lovp import"),
        Case("lovp progress --by plats"),
        Case("lovp progress --by vecka"),
        Case("lovp progress --format excel"),
        Case("lovp export --format excel"),
        Case("lovp progress --only efter"),
        Case("lovp progress --only kaffe"),
        Case("lovp outcomes --limit mycket"),
        Case("lovp progress --fail-behind --area studier --format json"),
        Case("lovp progress --plan ~ingen/plan"),
    ),
)

NAMES = Subject(
    ("Mål, områden, platser", "Targets, areas, places"),
    (
        Case("lovp log"),
        Case("lovp log skola"),
        Case("lovp log skolinfo 3"),
        Case("lovp progress --target om"),
        Case("lovp progress --target kaffe"),
        Case("lovp progress --area skloa"),
        Case("lovp progress --area xyz"),
        Case("lovp progress --area skövde"),
        Case("lovp progress --place studier"),
        Case("lovp log 3 schoolinfo"),
        Case("lovp log schoolinfo Skövde"),
        Case("lovp log schoolinfo 3 Skövde"),
        Case("lovp progress --place got"),
        Case("lovp progress --place Atlantis"),
    ),
)

NUMBERS = Subject(
    ("Antal, datum och år", "Numbers, dates and years"),
    (
        Case("lovp log schoolinfo tre"),
        Case("lovp log schoolinfo många"),
        Case("lovp log unga-ledamoter 2/7 --place Hjo"),
        Case('lovp log schoolinfo ""'),
        Case("lovp log schoolinfo 1.000"),
        Case("lovp log schoolinfo -- -3"),
        Case("lovp log schoolinfo 2,5"),
        Case("lovp log schoolinfo " + "9" * 40),
        Case("lovp log schoolinfo 3 --date 31/2"),
        Case("lovp log schoolinfo 3 --date 3/31"),
        Case("lovp log schoolinfo 3 --date 2024-31-31"),
        Case("lovp log schoolinfo 3 --date snart"),
        Case("lovp log schoolinfo 3 --date 2024-06-02"),
        Case("lovp log schoolinfo 3 --date 2023-12-31"),
        Case("lovp amend 00000005 --date 2024-06-02"),
        Case("lovp progress --as-of 2024-05-31 --year 2023", step=two_years),
        Case("lovp progress --as-of 2023-05-31 --year 2024", step=two_years),
        Case("lovp progress --known-at nyss"),
        Case("lovp progress --year 2023"),
        Case("lovp progress --year 24"),
        Case("lovp export --month mars-april"),
        Case("lovp export --month 2024-07"),
        Case("lovp export --month 2023-05"),
        Case("lovp export --year 2025", step=two_years),
        Case("lovp outcomes --from 2024-03-01 --to 2024-02-01"),
        Case("lovp progress", environment={"LOVP_TODAY": "i dag"}),
    ),
)

OUTCOMES = Subject(
    ("Det som rapporteras", "What is recorded"),
    (
        Case("lovp log schoolinfo 3 --of 4"),
        Case("lovp log unga-ledamoter --place Hjo"),
        Case("lovp log unga-ledamoter 2 --place Hjo"),
        Case("lovp log unga-ledamoter 2 --of 7"),
        Case("lovp log unga-ledamoter 8 --of 7 --place Hjo"),
        Case("lovp log unga-ledamoter 0 --of 0 --place Hjo"),
        Case("lovp log unga-ledamoter 2 --of 7 --place Skaraborg"),
        Case("lovp log skolorganisatorer 1 --place Hjo"),
        Case("lovp amend 00000005 --target aktiva-lofack"),
        Case("lovp log kvinnodagen 2"),
        Case("lovp log kvinnodagen 1 --place Hjo"),
        Case("lovp log kvinnodagen 0,12345"),
        Case('lovp log schoolinfo 3 --note "ring 070-123 45 67"'),
        Case('lovp log schoolinfo 3 --note "anna@example.se"'),
        Case('lovp log schoolinfo 3 --note "19640823-3234"'),
        Case(f'lovp log schoolinfo 3 --note "{"så var det " * 100}"'),
        Case("lovp log schoolinfo 3", environment={"LOVP_WRITER": "anna@example.se"}),
        Case("lovp undo"),
        Case("lovp undo", step=corrected_by_another),
        Case("lovp undo 12"),
        Case("lovp undo 0000ffff"),
        Case("lovp undo 018cc251"),
        Case("lovp undo 00000002", step=two_alike),
        Case("lovp amend 00000005 --value 12"),
        Case("lovp amend 00000005 --value 4", kind="plan", step=cancelled),
        Case("lovp check --tidy", kind="copies"),
    ),
)


def notes(*lines: str, target: str = "schoolinfo", options: str = "") -> Case:
    """Lines of a pile of notes."""
    return Case(
        f"lovp log {target} --many {options}".strip() + " < lappar.txt",
        step=written("lappar.txt", "\n".join(lines) + "\n"),
    )


PILE = Subject(
    ("Flera lappar på en gång", "Several notes at once"),
    (
        Case("lovp log schoolinfo 3 --many"),
        Case(
            "lovp log schoolinfo --many",
            fault=lambda: patch.object(Keyboard, "isatty", return_value=True, create=True),
        ),
        notes(),
        notes(*["hjo 3"] * 10_001),
        notes(
            "= 3",
            "hjo 3 12/3",
            "= 4 = =",
            "skövde två klasser",
            "skövde besök 12/3",
            "skövde träff med 3 klasser",
            "skvöde 3",
            "hjo 3 4 12/3",
            "hjo 3 12/3 13/3",
            "hjo skövde 3",
            "hjo 3 2/7/2024 x",
            "hjo 3 " + "x" * 1000,
            "hjo 3 ring 070-123 45 67",
        ),
        notes("hjo 3 12/3", options="--date 13/3"),
        notes("klasser 3", "skövde 3", options="--place Hjo"),
        notes("2 av 7", "hjo 2", "hjo 2/4 3/4", "hjo 2/7 3", "hjo", target="unga-ledamoter"),
    ),
)

PAPERS = Subject(
    ("Papper, blanketter och jämförelser", "Papers, forms and comparisons"),
    (
        Case("lovp export --format word"),
        Case("lovp export --format md,html"),
        Case("lovp export --month 2024-05 --year 2024"),
        Case("lovp export --schedule --month 2024-05"),
        Case("lovp export --schedule --output -"),
        Case('lovp export --schedule --output "rap\tporter"'),
        Case("lovp form --paper --output blankett.xlsx"),
        Case("lovp form --output blankett.pdf"),
        Case("lovp form --output formular.xlsx", step=phone_targets_gone),
        Case("lovp form --paper --format html", step=phone_targets_gone),
        Case(
            "lovp form --area skola --paper --format html",
            fault=lambda: patch("lovp.render.paper_form.SIZES", ()),
        ),
        Case("lovp export --format xlsx", fault=at_a_terminal),
        Case("lovp form", fault=at_a_terminal),
        Case("lovp calendar --ics plan.ics --format csv"),
        Case("lovp calendar --ics plan.ics", step=no_dates),
        Case("lovp compare"),
        Case("lovp compare 2023", step=two_years),
        Case("lovp compare 2024 2024", step=two_years),
        Case("lovp compare --as-of 1/5 --month maj", step=two_years),
        Case("lovp compare --as-of 2022-05-01", step=two_years),
        Case("lovp compare --month 2022-05", step=two_years),
        Case("lovp compare 2025 2026", step=three_years),
        Case("lovp rollup .", step=phone_targets_gone),
    ),
)


SUBJECTS = (WORDS, NAMES, NUMBERS, OUTCOMES, PILE, PAPERS)
