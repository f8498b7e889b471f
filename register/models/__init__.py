from .approval import Refused
from .edition import Action, Edition, LedgerHead
from .entry import Entry
from .generation import Generation
from .index import Facet, Finding, Link, Period, SearchText, Tally
from .provenance import Outcome, Source, Stated
from .record import Record, State

__all__ = [
    "Action",
    "Edition",
    "Entry",
    "Facet",
    "Finding",
    "Generation",
    "LedgerHead",
    "Link",
    "Outcome",
    "Period",
    "Record",
    "Refused",
    "SearchText",
    "Source",
    "State",
    "Stated",
    "Tally",
]
