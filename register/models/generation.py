"""Which index serves: the ledger's head names it, while the next may be in the making beside it."""

from django.db import models


class Generation(models.Model):
    """An index over the whole ledger. Its rows carry its number; the head says which one serves."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    # How far the ledger is indexed in it, so that a stopped `reindex` goes on from there; the
    # generation that serves is always whole.
    indexed_to = models.PositiveBigIntegerField(default=0)
    # The code that made it, as a fingerprint (register/reindexing.py).
    made_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return f"index {self.number}"
