from .agreement import Agreement
from .document import Document, TakeDown
from .parts import AgreementOutcome, AgreementSource, Party, Review, Variation
from .published import LifecyclePeriod, PublishedAgreement, PublishedDocument

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
    "TakeDown",
    "Variation",
]
