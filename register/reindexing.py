"""Making the whole index again beside the one in use, and then replacing that.

Each index is a generation. A new one is made in batches of short transactions, so that publication
continues and a stopped run can be resumed. The ledger's head is locked only to index what was
published while the last batch was made.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.db.models import Exists, OuterRef

from . import indexing, kinds
from .models import Action, Edition, Entry, Generation, LedgerHead, Tally

BATCH = 1_000
# Folders whose code has no effect on how an index is made.
OTHER_FOLDERS = {"migrations", "management", "example", "data"}


def fingerprint() -> str:
    """SHA-256 of the code and settings that make the index; made by others, it is out of step."""
    names = {"register", "organisations", *(_app_of(kind) for kind in kinds.every())}
    found = hashlib.sha256()
    for name in sorted(names):
        folder = Path(apps.get_app_config(name).path)
        for path in sorted(folder.rglob("*.py")):
            if not OTHER_FOLDERS & set(path.relative_to(folder).parts):
                found.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    for kind in kinds.every():
        values = {name: getattr(settings, name, None) for name in kind.rule_settings}
        found.update(repr(values).encode())
    return found.hexdigest()


def is_in_step() -> bool:
    """Whether the index in use was made by the present code and holds every edition."""
    live = LedgerHead.objects.get(pk=1).generation
    entries = Entry.objects.filter(generation=live, edition=OuterRef("pk"))
    return is_of_today(live) and not Edition.objects.filter(~Exists(entries)).exists()


def is_of_today(generation: int) -> bool:
    """Whether the present code and settings made this index."""
    return Generation.objects.filter(number=generation, made_by=fingerprint()).exists()


def reindex(batch: int = BATCH, told: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Make a new index and put it in use. Returns how many editions it holds.

    Continues one that an earlier run of the same code left unfinished. `told` is called with
    (editions indexed, editions in the ledger).
    """
    generation = _begin()
    while _index_next(generation, batch):
        told(generation.indexed_to, LedgerHead.objects.get(pk=1).sequence)
    _put_in_place(generation)
    clear_others()
    return generation.indexed_to


def _begin() -> Generation:
    """The unfinished index of today's code, if there is one; else a new one."""
    live = LedgerHead.objects.get(pk=1).generation
    begun = _unfinished(live).first()
    if begun:
        return begun
    clear_others()
    # A number is never used again for another index: answers are cached under it.
    begun, _ = Generation.objects.get_or_create(
        number=live + 1, defaults={"made_by": fingerprint()}
    )
    return begun


def _unfinished(live: int):
    """The index that a run of today's code has begun: an earlier number has served already."""
    return Generation.objects.filter(number__gt=live, made_by=fingerprint())


@transaction.atomic
def _index_next(generation: Generation, batch: int) -> bool:
    """Index the next editions. False if there were none. Two runs at once take turns."""
    generation.refresh_from_db(from_queryset=Generation.objects.select_for_update())
    following = Edition.objects.filter(sequence__gt=generation.indexed_to).order_by("sequence")
    editions = list(following[:batch])
    if not editions:
        return False
    indexing.add(editions, generation.number)
    # An erasure masked editions that this run may have indexed as they were before.
    for kind, slug in {(e.kind, e.slug) for e in editions if e.action == Action.ERASED}:
        indexing.remake(kind, slug, generation.number)
    generation.indexed_to = editions[-1].sequence
    generation.save()
    return True


@transaction.atomic
def _put_in_place(generation: Generation) -> None:
    """Index what was published meanwhile, and put the new index in use."""
    head = LedgerHead.lock()
    while _index_next(generation, BATCH):
        pass
    head.generation = generation.number
    head.save()


def clear_others(batch: int = 2_000) -> None:
    """Delete every index but the one that serves and one in the making, in short transactions."""
    live = LedgerHead.objects.get(pk=1).generation
    kept = [live, *_unfinished(live).values_list("number", flat=True)]
    Generation.objects.exclude(number__in=kept).delete()
    others = Entry.objects.exclude(generation__in=kept).order_by("pk").values_list("pk", flat=True)
    while keys := list(others[:batch]):
        with transaction.atomic():
            for model in indexing.COLUMNS:
                model.objects.filter(entry__in=keys).delete()
            Entry.objects.filter(pk__in=keys).delete()
    Tally.objects.exclude(generation__in=kept).delete()


def prepare_after_migrate(sender, using, **kwargs) -> None:
    """The single rows of a new or flushed database: the ledger's head and its first index."""
    if using != "default" or "register_ledgerhead" not in (
        connections[using].introspection.table_names()
    ):
        return
    head, _ = LedgerHead.objects.get_or_create(pk=1)
    if not Edition.objects.exists():
        made_by = {"made_by": fingerprint()}
        Generation.objects.update_or_create(number=head.generation, defaults=made_by)


def _app_of(kind: kinds.Kind) -> str:
    return kind.record._meta.app_label
