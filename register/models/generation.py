"""Generations of the index: the ledger's head names the one in use; a next may be being made."""

from django.db import models


class Generation(models.Model):
    """An index over the whole ledger. Its rows hold its number; the head names the one in use."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    # The last edition indexed in it, so that a stopped `reindex` resumes there. The generation in
    # use is always complete.
    indexed_to = models.PositiveBigIntegerField(default=0)
    # The code that made it, as a fingerprint (register/reindexing.py).
    made_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return f"index {self.number}"
