from .parts import (
    Aim,
    Signatory,
    VisionOrganisation,
    VisionOutcome,
    VisionSource,
    VisionStated,
)
from .vision import Vision

__all__ = [
    "Aim",
    "Signatory",
    "Vision",
    "VisionOrganisation",
    "VisionOutcome",
    "VisionSource",
    "VisionStated",
]
