"""An office, a force, and people who sign in to the staff desk."""

import pytest
from django.db import transaction

from organisations import reference
from organisations.directory import Directory
from organisations.models import Membership, Organisation, User


@pytest.fixture
def office():
    return Organisation.objects.create(
        name="Avonshire Commissioner", slug="avonshire-commissioner", kind="policing_body"
    )


@pytest.fixture
def force(office):
    return Organisation.objects.create(
        name="Avonshire Police", slug="avonshire-police", kind="police_force", overseen_by=office
    )


@pytest.fixture
def sign_in(client, office):
    """Sign in as someone with this role; "superuser" and "outsider" (no staff) are roles too."""

    def as_(role):
        user = User.objects.create_user(role, is_staff=role != "outsider")
        if role == "superuser":
            user.is_superuser = True
            user.save()
        elif role != "outsider":
            where = None if role == "national" else office
            Membership.objects.create(user=user, role=role, organisation=where)
        client.force_login(user)
        return user

    return as_


@pytest.fixture(scope="package")
def directory(django_db_setup, django_db_blocker):
    """The reference data as loaded, kept in memory; the database is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        reference.load()
        loaded = Directory.current()
        transaction.set_rollback(True)
    return loaded
