"""From approved bodies to editions in the ledger and their index: the only path."""

import datetime
from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import connection, transaction

from . import heads, indexing
from .models.edition import Approved, Edition, LedgerHead

BATCH = 500
# A publication that takes longer than this is given up, so that an as-at answer is final long
# before it is 60 seconds old.
STATEMENT_TIMEOUT = "20s"
LOCK_TIMEOUT = "10s"
PUBLISHING_LIMIT = datetime.timedelta(seconds=30)


def limit_time() -> None:
    """Give up a statement or a lock that takes too long, for the rest of the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'; "
                f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'"
            )


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
    if editions:
        transaction.on_commit(lambda: heads.write(editions[-1]), robust=True)
    return editions


def publish_many(approved: Iterable[Approved], size: int = BATCH) -> int:
    """Publish however many, in batches of a transaction each. Returns how many."""
    remaining, published = iter(approved), 0
    while batch := list(islice(remaining, size)):
        published += len(publish(batch))
    return published
