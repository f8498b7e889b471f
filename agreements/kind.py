"""What the register has to know of agreements to publish them."""

from register.kinds import Kind
from register.lifecycle import IN_DOUBT, LAST_KNOWN, PAST_END

from .index import APART, index, participants
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
    schema="agreement/3",
    index=index,
    participants=participants,
    summary="How police forces, policing bodies and fire services work together: agreements that "
    "were made or proposed, and arrangements of which no source says that an agreement was made.",
    apart=APART,
    upgrades=UPGRADES,
    under_way=Lifecycle.IN_FORCE,
    colours={
        Lifecycle.IN_FORCE: "green",
        Lifecycle.PROPOSED: "yellow",
        Lifecycle.NOT_CONFIRMED: "orange",
        Lifecycle.NOT_RECORDED: "orange",
    },
    rules=BY_ID,
    rule_settings=("REVIEW_INTERVAL_MONTHS", "CONFIRMED_FOR_MONTHS"),
    taken_down=TakeDown.objects.of,
    not_confirmed={
        PAST_END: "past a recorded end, renewal not known",
        LAST_KNOWN: "in force when last known of",
        IN_DOUBT: "with dates in doubt",
    },
    relations={
        "part_of": "Parts of it",
        "replaced_by": "Replaces",
        "programme_record": "Agreements and arrangements in it",
    },
)
