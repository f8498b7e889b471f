from .agreement import Agreement
from .document import Document
from .parts import AgreementOutcome, AgreementSource, Party, Review, Variation
from .stored_file import StoredFile
from .take_down import TakeDown

__all__ = [
    "Agreement",
    "AgreementOutcome",
    "AgreementSource",
    "Document",
    "Party",
    "Review",
    "StoredFile",
    "TakeDown",
    "Variation",
]
