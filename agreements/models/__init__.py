from .agreement import Agreement
from .document import Document
from .parties import Party, Role
from .parts import AgreementOutcome, AgreementSource, AgreementStated, Review, Variation
from .programme import Programme, ProgrammeOrganisation, ProgrammeSource, ProgrammeStated
from .stored_file import StoredFile
from .take_down import TakeDown

__all__ = [
    "Agreement",
    "AgreementOutcome",
    "AgreementSource",
    "AgreementStated",
    "Document",
    "Party",
    "Programme",
    "ProgrammeOrganisation",
    "ProgrammeSource",
    "ProgrammeStated",
    "Review",
    "Role",
    "StoredFile",
    "TakeDown",
    "Variation",
]
