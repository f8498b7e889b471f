import datetime

from django.core.management.base import BaseCommand

from ...documents.storage import sweep
from ...models import Document


class Command(BaseCommand):
    help = "List stored files that no agreement and no edition cites; --delete removes them."

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true")
        parser.add_argument("--older-than-hours", type=int, default=24)

    def handle(self, *args, **options):
        older = datetime.timedelta(hours=options["older_than_hours"])
        for name in sweep(Document.objects.cites, older, delete=options["delete"]):
            self.stdout.write(name)
