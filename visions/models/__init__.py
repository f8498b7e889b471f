from .parts import Aim, Signatory, VisionOrganisation, VisionOutcome, VisionSource
from .published import PublishedVision
from .vision import Vision

__all__ = [
    "Aim",
    "PublishedVision",
    "Signatory",
    "Vision",
    "VisionOrganisation",
    "VisionOutcome",
    "VisionSource",
]
