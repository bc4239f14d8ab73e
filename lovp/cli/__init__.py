"""The command line. `main` is the entry point, and the only place that catches errors."""

from lovp.cli.main import main, run

__all__ = ["main", "run"]
