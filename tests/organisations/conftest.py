"""An office, a force, and people who sign in to the staff desk."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

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


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """What load_reference printed; the reference data, loaded once for a module, rolled back."""
    output = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", stdout=output)
        yield output.getvalue()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def directory(loaded):
    """The reference data in memory."""
    return Directory.current()
