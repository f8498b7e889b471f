"""What the register has to know of programmes to publish them."""

from register.kinds import Kind

from ..models import Programme
from .index import index, participants
from .rules import FIRST, RULES
from .serializers import ProgrammeEditionSerializer, ProgrammeSerializer

PROGRAMME = Kind(
    name=Programme.kind,
    namespace="programmes",
    record=Programme,
    serializer=ProgrammeSerializer,
    edition=ProgrammeEditionSerializer,
    schema="programme/1",
    index=index,
    participants=participants,
    summary="Programmes under which organisations make several agreements: who is in them, and "
    "which agreements come under them.",
    rules={rule.id: rule for rule in RULES},
    first_rule=FIRST,
)
