"""Checking the ledger: that no edition was changed, left out, added or reordered."""

from dataclasses import dataclass

from django.db import connection

from . import triggers
from .canonical import sha256
from .models import Edition, LedgerHead
from .models.edition import GENESIS


class BrokenLedger(Exception):
    """Names the first edition that does not hold, and how."""


@dataclass(frozen=True)
class Verification:
    editions: int
    masked: int
    head: str


def verify() -> Verification:
    """Walk the ledger from its first edition. Raises BrokenLedger."""
    if absent := triggers.missing(connection):
        raise BrokenLedger(f"the append-only guards are missing or altered: {', '.join(absent)}")
    while True:
        head = read_head()
        try:
            return walk(head)
        except BrokenLedger:
            # An edition published during the walk looks like a fault, so walk again.
            if read_head().sequence == head.sequence:
                raise


def read_head() -> LedgerHead:
    return LedgerHead.objects.filter(pk=1).first() or LedgerHead()


def walk(head: LedgerHead) -> Verification:
    masked = masked_hashes()
    previous, sequence, recorded_at = GENESIS, 0, None
    numbers: dict[tuple[str, str], int] = {}
    for edition in Edition.objects.order_by("sequence").iterator():
        sequence += 1
        number = numbers.get((edition.kind, edition.slug), 0) + 1
        numbers[edition.kind, edition.slug] = number
        if fault := _fault(edition, sequence, number, previous, masked):
            raise BrokenLedger(f"edition {edition.sequence} ({edition}): {fault}")
        previous, recorded_at = edition.hash, edition.recorded_at
    if (head.sequence, head.hash, head.recorded_at) != (sequence, previous, recorded_at):
        raise BrokenLedger(
            f"the ledger ends at edition {sequence} ({previous}, {recorded_at}), "
            f"but its head says {head.sequence} ({head.hash}, {head.recorded_at})"
        )
    return Verification(editions=sequence, masked=len(masked), head=previous)


def masked_hashes() -> dict[int, str]:
    """By the sequence of each masked edition: the hash of its body since the last erasure."""
    hashes: dict[int, str] = {}
    for erasure in Edition.objects.filter(action="erased").order_by("sequence").iterator():
        try:
            masked = erasure.stored["erasure"]["masked"]
            hashes |= {entry["sequence"]: entry["body_sha256"] for entry in masked}
        except (ValueError, KeyError, TypeError):
            continue  # A body that was tampered with: the walk names it, by its own hash.
    return hashes


def _fault(edition, sequence, number, previous, masked) -> str:
    if edition.sequence != sequence:
        return f"edition {sequence} is missing before it"
    if edition.number != number:
        return f"it should be edition {number} of its record"
    if edition.previous_hash != previous:
        return "it does not follow from the edition before it"
    if edition.hash != edition.computed_hash():
        return "its hash does not match what it says"
    if not edition.is_anonymised and edition.approval_sha256 != edition.computed_approval():
        return "who submitted or approved it is not who did"
    if sha256(edition.body) != masked.get(edition.sequence, edition.body_sha256):
        return "its body is not the one that was published"
    return ""
