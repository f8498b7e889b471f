"""What the register has to know of shared visions to publish them."""

from register.kinds import Kind

from .index import index, participants
from .models import Vision
from .rules import FIRST, RULES
from .serializers import VisionEditionSerializer, VisionSerializer

VISION = Kind(
    name=Vision.kind,
    namespace="visions",
    record=Vision,
    serializer=VisionSerializer,
    edition=VisionEditionSerializer,
    schema="vision/1",
    index=index,
    participants=participants,
    summary="What services promise in public to do together, and who stands for it.",
    rules={rule.id: rule for rule in RULES},
    first_rule=FIRST,
    relations={
        "agreements": "Shared visions that it helps deliver",
        "teams": "Shared visions that it helps deliver",
    },
)
