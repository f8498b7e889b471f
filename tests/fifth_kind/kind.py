from register.kinds import Kind

from .index import index, participants
from .models import Grant
from .serializers import GrantEditionSerializer, GrantSerializer

GRANT = Kind(
    name=Grant.kind,
    namespace="grants",
    record=Grant,
    serializer=GrantSerializer,
    edition=GrantEditionSerializer,
    schema="grant/1",
    index=index,
    participants=participants,
    summary="Money given to services for what they do together.",
    relations={"agreement": "Grants that pay for it"},
)
