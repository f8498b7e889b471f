"""Reference data that carries a version, so that caches and ETags know when it changed."""

import hashlib
import json
import secrets
from collections.abc import Iterator

from django.apps import apps
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
    # By table, then by primary key: a digest of each row as the register itself last wrote it.
    digests = models.JSONField(default=dict)

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
    def renew(cls, *models):
        """Give the reference data a new version. Call inside the transaction that changes it.

        `models` are those of the tables that were written to: their digests are made again.
        """
        only = cls.objects.filter(pk=cls.ONLY)
        renewed = {"value": cls.new_value(), "renewed_at": timezone.now()}
        if models:
            # Locked before the rows are read: who writes at the same time reads them after this.
            [version] = only.select_for_update()
            digests = {model._meta.label: digests_of(model) for model in models}
            renewed["digests"] = version.digests | digests
        only.update(**renewed)

    @transaction.atomic
    def complete(self):
        """Make the digests of tables that have none yet, as after the migration that adds one."""
        absent = [m for m in reference_models() if m._meta.label not in self.digests]
        if absent:
            self.renew(*absent)

    @classmethod
    def faults(cls) -> Iterator[str]:
        """Rows that somebody changed, added or deleted otherwise than by the register, in words."""
        digests = cls.objects.get(pk=cls.ONLY).digests
        for model in reference_models():
            name, present = model._meta.verbose_name, digests_of(model)
            kept = digests.get(model._meta.label)
            if kept is None:
                yield f"there are no digests of the {model._meta.verbose_name_plural}: run migrate"
            elif kept != present:
                for key in sorted(kept.keys() | present.keys(), key=int):
                    if key not in present:
                        yield f"the {name} of number {key} was deleted outside the register"
                    elif kept.get(key) != present[key]:
                        done = "changed" if key in kept else "added"
                        row = model._base_manager.get(pk=key)
                        yield f"the {name} “{row}” (number {key}) was {done} outside the register"


def reference_models() -> list[type["ReferenceModel"]]:
    return [model for model in apps.get_models() if issubclass(model, ReferenceModel)]


def digests_of(model) -> dict[str, str]:
    """By primary key: a short digest of each row. Empty columns do not count, nor do new ones."""
    columns = [field.attname for field in model._meta.concrete_fields]
    digests = {}
    for row in model._base_manager.order_by("pk").values(*columns):
        said = {name: str(value) for name, value in row.items() if value not in (None, "", False)}
        text = json.dumps(said, sort_keys=True)
        digests[str(row[model._meta.pk.attname])] = hashlib.sha256(text.encode()).hexdigest()[:16]
    return digests


def _models_of(deleted: tuple[int, dict[str, int]]) -> list[type[models.Model]]:
    """The reference models of what a deletion, with its cascades, says that it deleted."""
    found = [apps.get_model(label) for label in deleted[1]]
    return [model for model in found if issubclass(model, ReferenceModel)]


class ReferenceQuerySet(models.QuerySet):
    """Writes that bypass `save` renew the reference version too."""

    def update(self, **kwargs):
        with transaction.atomic(using=self.db):
            changed = super().update(**kwargs)
            ReferenceVersion.renew(self.model)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self):
        with transaction.atomic(using=self.db):
            deleted = super().delete()
            ReferenceVersion.renew(*_models_of(deleted))
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_create(self, objs, *args, **kwargs):
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            ReferenceVersion.renew(self.model)
        return created

    def bulk_update(self, objs, fields, *args, **kwargs):
        with transaction.atomic(using=self.db):
            changed = super().bulk_update(objs, fields, *args, **kwargs)
            ReferenceVersion.renew(self.model)
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
            ReferenceVersion.renew(type(self))

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            ReferenceVersion.renew(*_models_of(deleted))
        return deleted
