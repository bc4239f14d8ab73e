"""The text of a file to its documents, one for each year."""

from itertools import pairwise
from typing import Any

import yaml

from lovp.i18n import _
from lovp.plan.nodes import Document, Reader, position_of
from lovp.plan.source import Source
from lovp.plan.syntax import syntax_problem

MAX_DOCUMENTS = 300

# The C library reads ten times as fast; a few builds of PyYAML lack it.
_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)


def read_documents(source: Source) -> tuple[Document, ...]:
    """The documents of the text. After a mistake in the YAML itself the last one is unfinished."""
    readers: list[Reader] = []
    try:
        _read(source, readers)
    except yaml.YAMLError as error:
        if not readers or readers[-1].ended:
            readers.append(Reader(Document(source, 1)))
        reader = readers[-1]
        reader.stop()
        reader.document.problems.append(syntax_problem(source, error, reader.last_quote, reader.opened()))
    documents = tuple(reader.document for reader in readers)
    for document, following in pairwise(documents):
        document.end_line = document.end_line or following.first_line
    for document in documents[-1:]:
        document.end_line = document.end_line or len(source.lines) + 1
    return documents


def _read(source: Source, readers: list[Reader]) -> None:
    """Add a reader for each document and let it read, until the end of the text or of what is allowed."""
    for event in yaml.parse(source.text, Loader=_LOADER):
        if isinstance(event, yaml.DocumentStartEvent):
            readers.append(_begin(source, event, readers[-1] if readers else None))
            if len(readers) > MAX_DOCUMENTS:
                message = _("the file has more than {count} plans").format(count=MAX_DOCUMENTS)
                readers[-1].report_whole_file(message)
                return
        elif isinstance(event, yaml.DocumentEndEvent):
            readers[-1].ended = True
            readers[-1].document.end_line = position_of(event)[0] if event.explicit else 0
        elif isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent) and not readers[-1].read(event):
            readers[-1].stop()
            return


def _begin(source: Source, event: Any, former: Reader | None) -> Reader:
    """The reader of the document that begins with the event; without a `---` it begins after the former."""
    line = former.document.end_line + 1 if former else 1
    if event.explicit:
        line, _column = position_of(event)
    document = Document(source, line, explicit=bool(event.explicit))
    if event.version or event.tags:
        message = _("lines that begin with % are not used in a plan")
        document.problems.append(source.problem(line, 1, message, _("Take the line away.")))
    return Reader(document, former.nodes if former else 0)
