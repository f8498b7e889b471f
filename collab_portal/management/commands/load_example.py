"""Load the example register: real records, kept by made-up staff, in a database without others."""

from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from collab_portal.example import loader, sign_ins
from organisations.models import Membership, User
from register.models import Edition


class Command(BaseCommand):
    help = (
        "Load the example register and its demo sign-ins, for trying things out. Running it again "
        "adds only what is missing. Refuses in production and in a register that staff already use."
    )

    def handle(self, *args, **options):
        self._refuse_where_people_work()
        call_command("load_reference", stdout=StringIO())
        try:
            every = loader.load(loader.FOLDER)
        except loader.BadEntry as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self.stdout.write("Example register:")
        for loaded in every:
            self.stdout.write(f"  {loaded.words}")
        self._list_sign_ins()

    def _refuse_where_people_work(self):
        """Everyone can know the demo passwords, so they must never open a real register."""
        if settings.IS_PRODUCTION:
            raise CommandError(
                "This is production. The example comes with sign-ins whose passwords everyone "
                "knows, so it is never loaded here. Run it with ENVIRONMENT=development on a "
                "database of its own."
            )
        # A server's shell may lack ENVIRONMENT, so look at the register itself as well.
        has_demo = User.objects.filter(username=sign_ins.PUBLISHER.username).exists()
        in_use = Edition.objects.exists() or Membership.objects.exists()
        if in_use and not has_demo:
            raise CommandError(
                "Staff already use this register, and the example comes with sign-ins whose "
                "passwords everyone knows. Load it into a database of its own."
            )

    def _list_sign_ins(self):
        self.stdout.write("\nDemo sign-ins (made-up people) for /admin/:")
        for demo in sign_ins.EVERY:
            self.stdout.write(f"  {demo.username:<16} {demo.password_today()}")
