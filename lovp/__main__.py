"""`python -m lovp` does what `lovp` does."""

from lovp.cli import run

if __name__ == "__main__":
    run()
