"""What the register has to know of agreements to publish them."""

from register.kinds import Kind

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
