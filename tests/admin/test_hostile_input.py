"""What no browser sends by itself: each gets an answer in words, and loses nothing."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.factories import AgreementFactory
from tests.reader import text_of

from .desk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NUL = "a\0b"


@pytest.mark.both_engines
def test_nul_in_an_address_is_refused(editor):
    """PostgreSQL keeps no NUL in a text, not even in one that it compares with."""
    asked = [
        ({"state": NUL}, "changelist"),
        ({"lifecycle": NUL}, "changelist"),
        ({"section_22a": NUL}, "changelist"),
        ({"scope__exact": NUL}, "changelist"),
        ({"title__startswith": NUL}, "changelist"),
        ({"title__isnull": NUL}, "changelist"),
        ({NUL: "1"}, "changelist"),
        ({"q": NUL}, "changelist"),
        ({"title": NUL}, "add"),
        ({"part_of": NUL}, "add"),
    ]
    for params, page in asked:
        response = editor.open(page, **params)
        assert response.status_code == 400, params
        assert "the register cannot answer" in text_of(response)
    of = {"app_label": "visions", "model_name": "vision", "field_name": "agreements"}
    for params in ({**of, "term": NUL}, {**of, "app_label": NUL}, {**of, "model_name": NUL}):
        assert editor.client.get(reverse("admin:autocomplete"), params).status_code == 400


@pytest.mark.both_engines
@pytest.mark.parametrize("model", list(admin.site._registry))
def test_nul_in_any_field_of_a_form_is_an_error_in_it(model):
    desk = sign_in("superuser", None).of(f"{model._meta.app_label}_{model._meta.model_name}")
    form = desk.form("add")
    keep = {name for name in form if name == "csrfmiddlewaretoken" or name.endswith("_FORMS")}
    for name in form.keys() - keep:
        response = desk.send("add", form=form, **{name: NUL})
        assert response.status_code == 200, name
    every = dict.fromkeys(form.keys() - keep, NUL)
    assert desk.send("add", form={**form, **every}).status_code == 200


@pytest.mark.both_engines
def test_nul_before_the_door_and_in_the_workflow(client, office, editor, publisher):
    login = {"username": NUL, "password": NUL}
    assert client.post(reverse("admin:login"), login).status_code == 200
    assert client.get(reverse("admin:login"), {"next": NUL}).status_code in {200, 400}
    assert client.post(reverse("admin_password_reset"), {"email": NUL}).status_code == 200
    record = AgreementFactory(owner=office)
    assert editor.submit(record, note=NUL).status_code == 409
    editor.submit(record)
    assert publisher.send("approve", record, seen=NUL).status_code == 409
    assert publisher.send("reject", record, reason=NUL).status_code == 409
    for chosen in (NUL, "x", "9" * 30):
        data = {"action": "mark_as_left", "_selected_action": chosen, "index": "0"}
        people = sign_in("national", None).of("organisations_user")
        assert people.send("changelist", **data).status_code in {200, 302, 400}
