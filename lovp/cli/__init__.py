"""The command line: `main.main` runs one command, and is the only place that catches errors."""
