from django.core.management.base import BaseCommand, CommandError

from ... import index_check
from ...chain import BrokenLedger, verify


class Command(BaseCommand):
    help = (
        "Check the ledger's hash chain and guards, and that the index and the reference data that "
        "the public reads say what the register wrote. Exit 1 at the first broken edition."
    )

    def handle(self, *args, **options):
        try:
            verification = verify()
        except BrokenLedger as broken:
            raise CommandError(f"Broken: {broken}.") from broken
        if faults := index_check.first_faults():
            raise CommandError("\n".join(f"Broken: {fault}." for fault in faults))
        self.stdout.write(
            f"{verification.editions} editions, {verification.masked} masked, chain intact, "
            f"head {verification.head}"
        )
        self.stdout.write("The index and the reference data say what the register wrote.")
