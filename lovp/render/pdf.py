"""A page of HTML as a PDF, by a library that is an extra: it needs parts of the system that not all have."""

from lovp.errors import LovpError
from lovp.i18n import _


def pdf(page: str) -> bytes:
    """The page, printed, and tagged for who listens. Raises LovpError where the library is missing."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError):
        raise LovpError(
            _("A PDF needs WeasyPrint, which is not installed here."),
            _("Add it: pipx inject lovp weasyprint. Or print the page from a browser: --format html."),
        ) from None
    # The page fetches nothing, and nothing may be fetched for it.
    printed: bytes = HTML(string=page, url_fetcher=_refuse).write_pdf(pdf_tags=True)
    return printed


def _refuse(_address: str) -> dict[str, object]:
    raise ValueError("a paper fetches nothing")
