"""Whose each file of a record is: a writer's own, or a copy that a shared folder made of it. Pure.

Programs put the other side of a conflict beside the file, under a name that begins with the file's own:
`kansli-PC7.csv` (OneDrive), `kansli (conflicted copy 2024-03-12).csv`, `kansli.sync-conflict-….csv`.
"""

import re
from collections.abc import Collection, Mapping

from lovp.record.writer_name import slug_text


def writer_in(name: str) -> str:
    """The writer whose own file has that name (`WRITER.csv`, `WRITER.2.csv`); empty for any other name."""
    stem = re.sub(r"\.\d+$", "", name[:-4]).lower()
    return stem if stem == slug_text(stem) else ""


def find_copies(names: Mapping[str, Collection[str]], new: Mapping[str, int]) -> dict[str, str]:
    """The files that are copies, each with the writer whose file it is a conflict copy of.

    `names` are the writers in the rows of each file, and `new` counts those of its rows that no file read
    before it holds. The writer is empty for a file that holds rows of another writer than it is named after,
    or no new rows.
    """
    copies = {}
    for file in names:
        writers = {slug_text(name) for name in names[file]}
        if writers != {writer_in(file)}:
            begins = len(writers) == 1 and file.lower().startswith(tuple(writers))
            copies[file] = writers.pop() if begins else ""
        elif not new[file]:
            copies[file] = ""
    return copies
