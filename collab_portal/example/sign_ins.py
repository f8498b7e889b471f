"""The demo staff, one for each role. Made up, with passwords that anyone may know."""

from dataclasses import dataclass

from organisations.models import Membership, Organisation, User

Role = Membership.Role


@dataclass(frozen=True)
class SignIn:
    """What one demo user signs in with, and the role they hold."""

    role: str

    @property
    def username(self) -> str:
        return f"demo-{self.role}"

    @property
    def password(self) -> str:
        return f"made-up-{self.role}"

    def user(self, offices: list[Organisation]) -> User:
        """The demo user, with the role in each of the offices; one already there is kept."""
        user = User.objects.filter(username=self.username).first() or self._create()
        for office in [None] if self.role == Role.NATIONAL else offices:
            if not user.memberships.filter(organisation=office, role=self.role).exists():
                Membership.objects.create(user=user, organisation=office, role=self.role)
        return user

    def _create(self) -> User:
        user = User(
            username=self.username,
            first_name="Demo",
            last_name=f"{Role(self.role).label} (made up)",
            is_staff=True,
        )
        user.set_password(self.password)
        user.full_clean()
        user.save()
        return user

    def password_today(self) -> str:
        """The password, unless somebody changed it since."""
        user = User.objects.get(username=self.username)
        return self.password if user.check_password(self.password) else "(changed since)"


EDITOR, PUBLISHER, AUDITOR, NATIONAL = (
    SignIn(role) for role in (Role.EDITOR, Role.PUBLISHER, Role.AUDITOR, Role.NATIONAL)
)
EVERY = [EDITOR, PUBLISHER, AUDITOR, NATIONAL]
