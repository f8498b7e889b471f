"""Heads of the ledger kept outside the database: with an old one, anyone finds what was undone.

Who owns the database can cut the ledger short, or write it anew with a chain that is right in
itself. Neither then holds the heads that were written down before.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings

from .canonical import utc_text
from .models.edition import GENESIS, Edition, LedgerHead

HEAD = re.compile(r"(?<![0-9a-f])([0-9]{1,18}):([0-9a-f]{64})(?![0-9a-f])")
BATCH = 500

logger = logging.getLogger("register.head")
logger.setLevel(logging.INFO)  # it is written whatever the level of other loggers


def write(last: Edition) -> None:
    """Write the new head, which is the last edition, to the log and to HEAD_LOG if that is set."""
    line = f"{last.sequence}:{last.hash} {utc_text(last.recorded_at)}"
    logger.info(line)
    if settings.HEAD_LOG:
        with Path(settings.HEAD_LOG).open("a", encoding="ascii") as file:
            file.write(f"{line}\n")


def read(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The heads in these lines, of a file of heads or of any log."""
    for line in lines:
        if found := HEAD.search(line):
            yield int(found[1]), found[2]


def faults(heads: Iterable[tuple[int, str]]) -> Iterator[str]:
    """The heads that the ledger does not hold any more, in words."""
    remaining = iter(heads)
    while some := list(islice(remaining, BATCH)):
        editions = Edition.objects.filter(sequence__in=[sequence for sequence, _ in some])
        known = dict(editions.values_list("sequence", "hash")) | {0: GENESIS}
        for sequence, hash in some:
            if sequence not in known:
                yield f"edition {sequence} ({hash}) is gone: the ledger was cut short"
            elif known[sequence] != hash:
                yield (
                    f"edition {sequence} was {hash} and is {known[sequence]}: the ledger was "
                    "written anew"
                )


def unwritten(heads: Iterable[tuple[int, str]]) -> str:
    """Editions after the last of these heads, in words; empty if there are none."""
    last = max((sequence for sequence, _ in heads), default=0)
    if (newest := LedgerHead.objects.get(pk=1).sequence) > last:
        return (
            f"editions {last + 1} to {newest} came into the ledger without their head being "
            "written there, as every approval does"
        )
    return ""
