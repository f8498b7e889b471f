"""Reading a file before it is approved: for the staff of its office, and for nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin.desk import sign_in
from tests.factories import OfficeFactory
from tests.reader import text_of

from .papers import plain, status, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

PAPER = plain()


@pytest.fixture
def address(draft, editor):
    upload(editor, draft, PAPER)
    (document,) = draft.documents.all()
    return reverse("admin:agreements_agreement_file", args=[document.pk])


@pytest.mark.parametrize("role", ["editor", "publisher", "auditor"])
def test_the_staff_of_the_office_read_it_before_it_is_public(office, address, role):
    response = sign_in(role, office).client.get(address)
    assert b"".join(response.streaming_content) == PAPER.data
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert status(PAPER.address()) == 404


def test_whoever_may_only_look_is_offered_no_upload(office, draft, address):
    page = sign_in("auditor", office).open("change", draft)
    assert "Notes.txt, text/plain; charset=utf-8, 20 bytes Read the file" in text_of(page)
    assert "Upload" not in text_of(page)
    assert f'href="{address}"' in page.content.decode()


def test_nobody_else_does(address):
    assert sign_in("publisher", OfficeFactory()).client.get(address).status_code == 404
    assert Client().get(address)["Location"].startswith("/admin/login/")
