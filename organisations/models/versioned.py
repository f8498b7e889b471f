"""Reference data that carries a version, so that caches and ETags know when it changed."""

import secrets

from django.db import models, transaction
from django.utils import timezone

SOURCE_HELP = "Where this comes from: a publication, a web address or an order (SI number)."


class ReferenceVersion(models.Model):
    """The version of the reference data: one row, renewed in the transaction of every write.

    `migrate` makes the row (organisations/apps.py).

    Public pages read organisations live, so this value is part of every cache key and ETag. It is
    random rather than counted, so a value once seen never comes to mean something else, not even
    after a rollback or a restored backup.
    """

    ONLY = 1

    value = models.CharField(max_length=12)
    renewed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="reference_version_one_row"),
        ]

    def __str__(self):
        return self.value

    @classmethod
    def new_value(cls):
        """Twelve random hexadecimal digits."""
        return secrets.token_hex(6)

    @classmethod
    def current(cls):
        """The present value."""
        return cls.objects.get(pk=cls.ONLY).value

    @classmethod
    def renew(cls):
        """Give the reference data a new version. Call inside the transaction that changes it."""
        renewed = {"value": cls.new_value(), "renewed_at": timezone.now()}
        cls.objects.filter(pk=cls.ONLY).update(**renewed)


class ReferenceQuerySet(models.QuerySet):
    """Writes that bypass `save` renew the reference version too."""

    def update(self, **kwargs):
        with transaction.atomic(using=self.db):
            changed = super().update(**kwargs)
            ReferenceVersion.renew()
        return changed

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self):
        with transaction.atomic(using=self.db):
            deleted = super().delete()
            ReferenceVersion.renew()
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_create(self, objs, *args, **kwargs):
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            ReferenceVersion.renew()
        return created

    def bulk_update(self, objs, fields, *args, **kwargs):
        with transaction.atomic(using=self.db):
            changed = super().bulk_update(objs, fields, *args, **kwargs)
            ReferenceVersion.renew()
        return changed

    bulk_update.alters_data = True  # type: ignore[attr-defined]


class ReferenceModel(models.Model):
    """Something the whole register refers to: kept by the national role, read live by everyone."""

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            ReferenceVersion.renew()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            ReferenceVersion.renew()
        return deleted
