"""From approved bodies to editions in the ledger and their index: the one path, for one or many."""

from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import transaction

from . import indexing
from .models.edition import Approved, Edition, LedgerHead

BATCH = 250

__all__ = ["BATCH", "Approved", "publish", "publish_many"]


@transaction.atomic
def publish(batch: Sequence[Approved]) -> list[Edition]:
    """Append editions of the approved bodies, in this order, and index them: all or none."""
    head = LedgerHead.lock()
    editions = Edition.objects.append(batch, head)
    for approved in batch:
        for sequence, text in approved.masked.items():
            Edition.objects.filter(sequence=sequence).update(body=text)
    indexing.add(editions, head.generation)
    for approved in batch:
        if approved.masked:
            indexing.remake(approved.kind, approved.slug, head.generation)
    return editions


def publish_many(approved: Iterable[Approved], size: int = BATCH) -> int:
    """Publish however many, in batches of a transaction each. Returns how many."""
    remaining, published = iter(approved), 0
    while batch := list(islice(remaining, size)):
        published += len(publish(batch))
    return published
