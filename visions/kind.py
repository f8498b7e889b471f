"""What the register has to know of shared visions to publish them."""

from register.kinds import Kind

from .models import PublishedVision, Vision
from .serializers import VisionSerializer
from .vocabulary import SignatoryRole

VISION = Kind(
    name=Vision.kind,
    namespace="visions",
    record=Vision,
    published=PublishedVision,
    serializer=VisionSerializer,
    schema="vision/1",
    summary="What services promise in public to do together, and who stands for it.",
    words=frozenset({"role", "reference"}),
    vocabularies={"signatory_role": SignatoryRole},
)
