from .approval import Refused
from .edition import Action, Edition, LedgerHead
from .provenance import Outcome, Source
from .published import Link, Published, PublishedQuerySet
from .record import Record, State
from .search import SearchDocument

__all__ = [
    "Action",
    "Edition",
    "LedgerHead",
    "Link",
    "Outcome",
    "Published",
    "PublishedQuerySet",
    "Record",
    "Refused",
    "SearchDocument",
    "Source",
    "State",
]
