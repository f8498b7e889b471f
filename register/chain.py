"""Checking the ledger: that no edition was changed, left out, added or reordered."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection

from . import triggers
from .canonical import ERASED, digest, sha256, values_of
from .models import Edition, LedgerHead
from .models.edition import GENESIS


class BrokenLedger(Exception):
    """Names the first edition that does not hold, and how."""


@dataclass(frozen=True)
class Verification:
    editions: int
    masked: int
    head: str
    unnamed: int = 0  # editions that name nobody who approved them
    unproven: int = 0  # masked editions from before the hashes of parts were kept


@dataclass
class Masking:
    """What erasures say of an edition that they masked."""

    body_sha256: str = ""  # of its body since the last of them
    former: dict[str, str] = field(default_factory=dict)  # by path: the hash of what was there


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
    masked = maskings()
    unnamed = unproven = 0
    previous, sequence, recorded_at = GENESIS, 0, None
    numbers: dict[tuple[str, str], int] = {}
    for edition in Edition.objects.order_by("sequence").iterator():
        sequence += 1
        number = numbers.get((edition.kind, edition.slug), 0) + 1
        numbers[edition.kind, edition.slug] = number
        if fault := _fault(edition, sequence, number, previous, masked):
            raise BrokenLedger(f"edition {edition.sequence} ({edition}): {fault}")
        previous, recorded_at = edition.hash, edition.recorded_at
        unnamed += not edition.approved_by_id
        unproven += edition.sequence in masked and not edition.parts_sha256
    if (head.sequence, head.hash, head.recorded_at) != (sequence, previous, recorded_at):
        raise BrokenLedger(
            f"the ledger ends at edition {sequence} ({previous}, {recorded_at}), "
            f"but its head says {head.sequence} ({head.hash}, {head.recorded_at})"
        )
    return Verification(sequence, len(masked), previous, unnamed, unproven)


def maskings() -> dict[int, Masking]:
    """By the sequence of each masked edition."""
    found: dict[int, Masking] = defaultdict(Masking)
    for erasure in Edition.objects.filter(action="erased").order_by("sequence").iterator():
        try:
            for entry in erasure.stored["erasure"]["masked"]:
                body_sha256, former = entry["body_sha256"], entry.get("former_sha256") or {}
                masking = found[entry["sequence"]]
                masking.body_sha256 = body_sha256
                # The first to mask a path knew what was there.
                masking.former = {**former, **masking.former}
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # A body that was tampered with: the walk names it, by its own hash.
    return dict(found)


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
    masking = masked.get(edition.sequence, Masking(edition.body_sha256))
    if sha256(edition.body) != masking.body_sha256:
        return "its body is not the one that was published"
    if edition.parts_sha256 and not _only_masked(edition, masking.former):
        return "its body says something else than it did, where nothing was erased"
    return ""


def _only_masked(edition: Edition, former: dict[str, str]) -> bool:
    """Whether the body is the one that was published, but for texts that were masked.

    With the hashes of the former texts in their places, the parts give the hash that was published.
    """
    values = dict(values_of(edition.stored))
    is_masked = all(ERASED in str(values.get(path)) for path in former)
    return is_masked and digest(edition.parts() | former) == edition.parts_sha256
