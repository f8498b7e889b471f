from .parts import Aim, Signatory, VisionOrganisation, VisionOutcome, VisionSource
from .vision import Vision

__all__ = [
    "Aim",
    "Signatory",
    "Vision",
    "VisionOrganisation",
    "VisionOutcome",
    "VisionSource",
]
