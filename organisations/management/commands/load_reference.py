"""manage.py load_reference"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ...models import ReferenceVersion
from ...reference import DATA, TABLES, BadReferenceFileError, load


class Command(BaseCommand):
    """Loads the police forces, policing bodies, fire and rescue services and others."""

    help = (
        "Load or refresh organisations, their names, pairs and groups from the CSV files in "
        "organisations/data. Running it again changes only what differs; a wrong row changes "
        "nothing. Rows in the files win over edits of the same fields in the admin."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder", type=Path, default=DATA, help="where the CSV files are, if not there"
        )

    def handle(self, *, folder, **options):
        try:
            run = load(folder)
        except BadReferenceFileError as error:
            raise CommandError(f"{error} Nothing was loaded.") from error
        for change in run.changes:
            self.stdout.write(f"changed: {change}")
        for model in dict.fromkeys(table.model for table in TABLES):
            self.stdout.write(
                f"{model._meta.verbose_name_plural}: {run.added[model]} added, "
                f"{run.changed[model]} changed, {run.unchanged[model]} unchanged"
            )
        self.stdout.write(f"reference version {ReferenceVersion.current()}")
