from typing import Any

from django.core.management.base import BaseCommand

from ... import reindexing


class Command(BaseCommand):
    help = (
        "Make what the public filters and searches anew from the ledger, where the code that makes "
        "it has changed. Readers and publication go on meanwhile; a stopped run is resumed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="Even if nothing has changed.")

    def handle(self, *args, **options):
        if not options["force"] and reindexing.is_in_step():
            reindexing.clear_others()  # what a run that was stopped at its end left
            self.stdout.write("The index is in step with the ledger and the code.")
            return
        told: dict[str, Any] = {"told": self.tell} if options["verbosity"] > 1 else {}
        editions = reindexing.reindex(**told)
        self.stdout.write(f"{editions} editions indexed")

    def tell(self, done: int, of: int) -> None:
        self.stdout.write(f"{done} of {of}")
