"""What reading a record costs: as it grows, beside other programs, and in every form that can be read."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.bench.data import VARIANTS, outcomes, the_plan, write_journal, write_record, write_variant
from tests.bench.measure import MEGABYTE, Row, answer, apart, costs
from tests.bench.others import check_agreement, hledger, lovp

LARGE, HUGE = 100_000, 1_000_000
JOURNAL = "outcomes.journal"
VARIANT = 1.6
"""As many times the plain file's time any readable variant of it may take: there is no cliff."""


def _prepare(base: Path) -> None:
    plan = the_plan()
    file = write_record(base / "plain", outcomes(plan, LARGE))
    write_journal(base / "plain" / JOURNAL, plan, outcomes(plan, LARGE))
    for name in VARIANTS:
        write_variant(base, file, name)
    write_record(base / "huge", outcomes(plan, HUGE))


def record(base: Path, settings: Mapping[str, str], rounds: int) -> Iterator[Row]:
    """A record of 100 000 outcomes, then one of a million."""
    apart(_prepare, base)
    programs = {"lovp": lovp(base / "plain", settings), **hledger(base / "plain", base / "plain" / JOURNAL)}
    check_agreement(programs)
    variants = {name: lovp(base / name, settings) for name in VARIANTS}
    figures = answer(programs["lovp"])
    for name, variant in variants.items():
        if answer(variant) != figures:
            raise SystemExit(f"The figures are others than the plain file's: {name}")
    found = costs({**programs, **variants, "huge": lovp(base / "huge", settings)}, rounds)
    plain, huge = found["lovp"].seconds, found["huge"]
    if "hledger" in found:
        ratio = plain / found["hledger"].seconds
        yield Row("lovp progress, 100 000 outcomes", "hledger", plain, ratio, 1 / 8)
    for name in variants:
        seconds = found[name].seconds
        yield Row(f"the same, {name}", "the plain file", seconds, seconds / plain, VARIANT)
    yield Row("lovp progress, 1 000 000 outcomes", "100 000", huge.seconds, huge.seconds / plain, 11)
    yield Row("memory of it", "1 MB", huge.seconds, huge.memory / MEGABYTE, 400)
