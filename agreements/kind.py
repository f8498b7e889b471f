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
    upgrades=UPGRADES,
)
