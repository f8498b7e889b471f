"""An office, a force, and people who sign in to the staff desk."""

import pytest

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
