"""What holds for all tests: a command's texts are Swedish, as its users see them, whatever runs first."""

from lovp import i18n

i18n.use("sv")

import lovp.cli.app  # noqa: E402, F401 - the texts of the commands are chosen as they are loaded

i18n.use("en")
