from django.core.management.base import BaseCommand
from django.db import transaction

from ... import kinds
from ...models import LedgerHead


class Command(BaseCommand):
    help = "Rebuild what the public filters and searches from the ledger. Readers see no gap."

    @transaction.atomic
    def handle(self, *args, **options):
        LedgerHead.lock()  # Approvals wait: an edition indexed meanwhile would be lost.
        for kind in kinds.every():
            rows = kind.published.objects.rebuild()
            self.stdout.write(f"{kind.name}: {rows} editions indexed")
