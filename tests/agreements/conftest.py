"""An office, the people in it who sign in to the admin, and a folder for the test's files."""

import pytest

from agreements.models import StoredFile
from tests.admin.desk import sign_in
from tests.factories import AgreementFactory, OfficeFactory

from .papers import PAPER, publish


@pytest.fixture
def folder(settings, tmp_path):
    """Where documents are kept during the test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def office(db):
    return OfficeFactory(slug="northshire-commissioner", name="Northshire Commissioner")


@pytest.fixture
def editor(office):
    return sign_in("editor", office)


@pytest.fixture
def publisher(office):
    return sign_in("publisher", office)


@pytest.fixture
def draft(office):
    """An agreement nobody has published yet."""
    return AgreementFactory(
        slug="joint-vetting", reference="NS-0001", title="Joint vetting", owner=office
    )


@pytest.fixture
def published(folder, draft, editor, publisher):
    """The same, with a document that the public reads."""
    file = StoredFile.objects.keep(PAPER.sent(), by=editor.user)
    draft.documents.create(kind="agreement", title="The agreement", file=file)
    draft.record_edit(by=editor.user)
    publish(editor, publisher, draft)
    return draft
