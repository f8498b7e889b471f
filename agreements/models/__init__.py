from .agreement import Agreement
from .document import Document
from .parts import AgreementOutcome, AgreementSource, Party, Review, Variation
from .published import LifecyclePeriod, PublishedAgreement, PublishedDocument
from .stored_file import StoredFile
from .take_down import TakeDown

__all__ = [
    "Agreement",
    "AgreementOutcome",
    "AgreementSource",
    "Document",
    "LifecyclePeriod",
    "Party",
    "PublishedAgreement",
    "PublishedDocument",
    "Review",
    "StoredFile",
    "TakeDown",
    "Variation",
]
