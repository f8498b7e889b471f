from .agreement import Agreement
from .document import Document, TakeDown
from .parts import AgreementOutcome, AgreementSource, Party, Review, Variation

__all__ = [
    "Agreement",
    "AgreementOutcome",
    "AgreementSource",
    "Document",
    "Party",
    "Review",
    "TakeDown",
    "Variation",
]
