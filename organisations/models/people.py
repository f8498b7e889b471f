"""The staff who keep the register, and what each may do for which office."""

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property

from .organisation import Organisation


class User(AbstractUser):
    """Someone on the staff of an office that keeps the register.

    A user is never deleted, because editions name who submitted and approved them; people leave.
    """

    def refresh_from_db(self, *args, **kwargs):
        self.reload_memberships()
        super().refresh_from_db(*args, **kwargs)

    @cached_property
    def _current_memberships(self):
        # Asked many times over a page of the admin, so read once for each loaded user.
        if not (self.pk and self.is_active):
            return []
        return list(Membership.objects.current().filter(user=self))

    def reload_memberships(self):
        """Read the memberships again when they are next asked for."""
        self.__dict__.pop("_current_memberships", None)

    @property
    def is_national(self):
        """Whether they hold the national role today; superusers count."""
        return self.is_active and (
            self.is_superuser
            or any(held.role == Membership.Role.NATIONAL for held in self._current_memberships)
        )

    def roles_in(self, organisation):
        """The roles held today in this organisation itself; the national role is not of any."""
        return {
            held.role
            for held in self._current_memberships
            if organisation is not None and held.organisation_id == organisation.pk
        }

    def has_role(self, *roles):
        """Whether they hold any of these roles today, in any organisation."""
        return any(held.role in roles for held in self._current_memberships)

    def current_organisations(self, role=None):
        """The organisations they work for today, in one role or in any."""
        return Organisation.objects.filter(
            pk__in=[
                held.organisation_id
                for held in self._current_memberships
                if held.organisation_id and role in (None, held.role)
            ]
        )

    def was_changed_by(self, people, since):
        """Whether any of these people changed this account or its roles in the admin since then.

        The admin logs every change of a person's page: address, password, roles. What they change
        of their own account does not count.
        """
        changes = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(User),
            object_id=str(self.pk),
            user__in=people,
            action_time__gte=since,
        )
        return changes.exclude(user=self).exists()

    @transaction.atomic
    def leave(self):
        """Close the account: no sign-in from now on, memberships end, the name stays in history."""
        self.is_active = False
        self.save(update_fields=["is_active"])
        today = timezone.localdate()
        for held in self.memberships.exclude(to_on__lte=today):
            held.to_on = max(today, held.from_on or today)
            held.save()
        self.reload_memberships()


class MembershipQuerySet(models.QuerySet):
    """Memberships, by the day."""

    def current(self, on=None):
        """Those that hold on a day (today unless given); both end days count."""
        on = on or timezone.localdate()
        return self.filter(
            models.Q(from_on__isnull=True) | models.Q(from_on__lte=on),
            models.Q(to_on__isnull=True) | models.Q(to_on__gte=on),
        )


class Membership(models.Model):
    """What a user may do, for which organisation, between which days."""

    class Role(models.TextChoices):
        EDITOR = "editor", "Editor"
        PUBLISHER = "publisher", "Publisher"
        AUDITOR = "auditor", "Auditor"
        NATIONAL = "national", "National"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="staff_memberships",
        help_text="The office they work for. Empty for the national role only.",
    )
    role = models.CharField(
        max_length=10,
        choices=Role,
        help_text="Editors write and submit. Publishers also approve what somebody else wrote. "
        "Auditors read everything and change nothing. The national role keeps organisations, "
        "groups and people for every office.",
    )
    from_on = models.DateField(
        "from", null=True, blank=True, help_text="First day. Empty: from the beginning."
    )
    to_on = models.DateField(
        "to", null=True, blank=True, help_text="Last day. Empty: until further notice."
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user", "organisation", "from_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role="national", organisation__isnull=True)
                | (~models.Q(role="national") & models.Q(organisation__isnull=False)),
                name="membership_national_has_no_organisation",
                violation_error_message="The national role has no organisation; every other role "
                "needs one.",
            ),
            models.CheckConstraint(
                condition=models.Q(from_on__isnull=True)
                | models.Q(to_on__isnull=True)
                | models.Q(from_on__lte=models.F("to_on")),
                name="membership_from_before_to",
                violation_error_message="A membership can't end before it begins.",
            ),
        ]

    def __str__(self):
        where = self.organisation or "every organisation"
        return f"{self.user}: {self.get_role_display().lower()}, {where}"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.user.reload_memberships()

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        self.user.reload_memberships()
        return deleted

    @property
    def is_current(self):
        """Whether it holds today."""
        today = timezone.localdate()
        return (self.from_on is None or self.from_on <= today) and (
            self.to_on is None or today <= self.to_on
        )

    def clean(self):
        if self.user_id and self._overlapping().exists():
            raise ValidationError("They already hold this role there for some of these days.")

    def _overlapping(self):
        others = Membership.objects.filter(
            user_id=self.user_id,
            role=self.role,
            organisation_id=self.organisation_id,  # type: ignore[misc]  # may be None
        ).exclude(pk=self.pk)
        if self.from_on:
            others = others.filter(models.Q(to_on__isnull=True) | models.Q(to_on__gte=self.from_on))
        if self.to_on:
            others = others.filter(
                models.Q(from_on__isnull=True) | models.Q(from_on__lte=self.to_on)
            )
        return others
