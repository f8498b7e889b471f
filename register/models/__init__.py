from .approval import Refused
from .edition import Action, Edition, LedgerHead
from .periods import DatedPublished, DatedQuerySet, Period
from .provenance import Outcome, Source
from .published import Link, Published, PublishedQuerySet
from .record import Record, State
from .search import SearchDocument

__all__ = [
    "Action",
    "DatedPublished",
    "DatedQuerySet",
    "Edition",
    "LedgerHead",
    "Link",
    "Outcome",
    "Period",
    "Published",
    "PublishedQuerySet",
    "Record",
    "Refused",
    "SearchDocument",
    "Source",
    "State",
]
