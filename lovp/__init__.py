"""lovp: follows a trade-union district's yearly plan: targets, outcomes, progress."""

__version__ = "0.2.0"
