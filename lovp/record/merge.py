"""The union of all rows: what counts, whatever order, however often, in whichever files the rows are found.

Pure. Everything is decided by the content of the rows alone; where they stand is only said in problems.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from lovp.errors import Problem
from lovp.i18n import _
from lovp.model import Outcome
from lovp.record.copies import Copies
from lovp.record.history import Histories, histories_of
from lovp.record.read import FileRow, safe_text
from lovp.record.row import format_row


@dataclass(frozen=True, slots=True)
class Merged:
    """The union of rows.

    `rows` has one row for each id, replaced ones too; `last_word` says for each id which row has the last word
    in its history; `uncertain` are the targets of rows in conflict; `copies` are the files that only repeat
    what others hold, or hold rows of another writer than the one in their name.
    """

    rows: Mapping[str, FileRow]
    last_word: Mapping[str, str]
    problems: tuple[Problem, ...]
    uncertain: tuple[str, ...]
    copies: tuple[str, ...]

    def counting(self) -> Iterator[FileRow]:
        """The rows that have the last word and don't cancel, in no order that means anything."""
        for row_id, row in self.rows.items():
            if self.last_word[row_id] == row_id and not row.outcome.cancels:
                yield row
