import datetime
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils import timezone

from ...models import StoredFile
from ...models.stored_file import FOLDER


class Command(BaseCommand):
    help = (
        "List uploads that no document and no edition cites, and bytes that belong to no upload; "
        "--delete removes them."
    )

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true")
        parser.add_argument(
            "--older-than-hours",
            type=int,
            default=24,
            help="Leave what is younger: a form may be about to cite it.",
        )

    def handle(self, *args, **options):
        limit = timezone.now() - datetime.timedelta(hours=options["older_than_hours"])
        for stored in StoredFile.objects.filter(uploaded_at__lt=limit, documents=None):
            if not stored.is_needed:
                self.stdout.write(stored.content.name)
                if options["delete"]:
                    stored.delete()
                    stored.content.delete(save=False)
        for name in without_upload(limit):
            self.stdout.write(name)
            if options["delete"]:
                default_storage.delete(name)


def without_upload(limit: datetime.datetime) -> Iterator[str]:
    """Names of stored bytes that belong to no upload: it broke off while they were written."""
    if not default_storage.exists(FOLDER):
        return
    for folder in default_storage.listdir(FOLDER)[0]:
        for file in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            name = f"{FOLDER}/{folder}/{file}"
            is_old = default_storage.get_modified_time(name) < limit
            if is_old and not StoredFile.objects.filter(content=name).exists():
                yield name
