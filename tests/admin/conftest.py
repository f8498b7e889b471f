"""An office, the people in it who sign in to the admin, and an agreement the public reads."""

import pytest

from tests.factories import AgreementFactory, OfficeFactory, publish

from .desk import sign_in


@pytest.fixture
def office():
    return OfficeFactory(name="Northshire Commissioner")


@pytest.fixture
def editor(office):
    return sign_in("editor", office)


@pytest.fixture
def publisher(office):
    return sign_in("publisher", office)


@pytest.fixture
def published(office):
    """An agreement that the public reads, made by people who have left the office since."""
    record = AgreementFactory(title="Joint vetting", owner=office, purpose="Checks Kim Doe.")
    publish(record)
    return record
