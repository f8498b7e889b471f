from django.core.management.base import BaseCommand, CommandError

from ...chain import BrokenLedger, verify


class Command(BaseCommand):
    help = "Check the ledger's hash chain and guards. Exit 1 at the first broken edition."

    def handle(self, *args, **options):
        try:
            verification = verify()
        except BrokenLedger as broken:
            raise CommandError(f"Broken: {broken}.") from broken
        self.stdout.write(
            f"{verification.editions} editions, {verification.masked} masked, chain intact, "
            f"head {verification.head}"
        )
