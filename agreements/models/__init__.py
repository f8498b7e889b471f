from ..vocabulary import (
    Capacity,
    Function,
    LegalBasis,
    Lifecycle,
    PartiesRecorded,
    PublicationKind,
    Scope,
    Section22A,
    Stage,
    Term,
    VariationKind,
)
from .agreement import (
    Agreement,
    AgreementOutcome,
    AgreementSource,
    Party,
    Variation,
)
from .published import LifecyclePeriod, PublishedAgreement

__all__ = [
    "Agreement",
    "AgreementOutcome",
    "AgreementSource",
    "Capacity",
    "Function",
    "LegalBasis",
    "Lifecycle",
    "LifecyclePeriod",
    "PartiesRecorded",
    "Party",
    "PublicationKind",
    "PublishedAgreement",
    "Scope",
    "Section22A",
    "Stage",
    "Term",
    "Variation",
    "VariationKind",
]
