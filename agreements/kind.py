"""What the register has to know of agreements to publish them."""

from register.kinds import Kind

from .index import index, participants
from .models import Agreement, TakeDown
from .rules import BY_ID
from .serializers import AgreementEditionSerializer, AgreementSerializer
from .upgrades import UPGRADES
from .vocabulary import Lifecycle

AGREEMENT = Kind(
    name=Agreement.kind,
    namespace="agreements",
    record=Agreement,
    serializer=AgreementSerializer,
    edition=AgreementEditionSerializer,
    schema="agreement/2",
    index=index,
    participants=participants,
    summary="How police forces, policing bodies and fire services have agreed to work together.",
    upgrades=UPGRADES,
    under_way=Lifecycle.IN_FORCE,
    colours={
        Lifecycle.IN_FORCE: "green",
        Lifecycle.PROPOSED: "yellow",
        Lifecycle.NOT_RECORDED: "orange",
    },
    rules=BY_ID,
    rule_settings=("REVIEW_INTERVAL_MONTHS",),
    taken_down=TakeDown.objects.of,
    relations={"part_of": "Parts of it", "replaced_by": "Replaces"},
)
