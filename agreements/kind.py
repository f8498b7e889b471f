"""What the register has to know of agreements to publish them."""

from register.kinds import Kind

from . import vocabulary
from .models import Agreement, PublishedAgreement
from .serializers import AgreementSerializer
from .upgrades import UPGRADES

AGREEMENT = Kind(
    name=Agreement.kind,
    namespace="agreements",
    record=Agreement,
    published=PublishedAgreement,
    serializer=AgreementSerializer,
    schema="agreement/2",
    summary="How police forces, policing bodies and fire services have agreed to work together.",
    vocabularies={
        "capacity": vocabulary.Capacity,
        "document": vocabulary.DocumentKind,
        "exemption": vocabulary.Exemption,
        "function": vocabulary.Function,
        "legal_basis": vocabulary.LegalBasis,
        "lifecycle": vocabulary.Lifecycle,
        "parties_recorded": vocabulary.PartiesRecorded,
        "provision": vocabulary.ProvisionKind,
        "publication": vocabulary.PublicationKind,
        "scope": vocabulary.Scope,
        "section_22a": vocabulary.Section22A,
        "stage": vocabulary.Stage,
        "term": vocabulary.Term,
        "variation": vocabulary.VariationKind,
    },
    words=frozenset(
        {
            "reference",
            "scope",
            "functions",
            "legal_bases",
            "stage",
            "term",
            "parties_recorded",
            "capacity",
            "publication",
            "provision_kinds",
            "exemption",
            "media_type",
        }
    ),
    upgrades=UPGRADES,
)
