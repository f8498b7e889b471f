"""What no browser sends by itself: each gets an answer in words, and loses nothing."""

import pytest
from django import forms as forms_
from django.contrib import admin
from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse

from organisations.models import User
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


TOO_LONG = "x" * 3_000_000  # more than Django takes in a request unless told


@pytest.mark.parametrize("model", [one for one in admin.site._registry if one is not User])
def test_a_text_too_long_for_its_field_is_told_and_kept(model):
    desk = sign_in("superuser", None).of(f"{model._meta.app_label}_{model._meta.model_name}")
    form = desk.form("add")
    fields = [field.name for field in model._meta.get_fields() if type(field) is models.TextField]
    texts = {name: f"{name} {'x' * 20_000}" for name in fields if name in form}
    assert texts
    texts[[*texts][-1]] += TOO_LONG
    response = desk.send("add", form=form, **texts)
    assert response.status_code == 200
    page = response.content.decode()
    assert page.count("at most 20000 characters (it has") == len(texts)
    assert page.count("At most 20,000 characters.") == len(texts)
    assert all(text in page for text in texts.values())


@pytest.mark.parametrize("page", ["submit/published", "reject"])
def test_a_note_too_long_is_told_and_kept(office, editor, publisher, page):
    record = AgreementFactory(owner=office)
    if page == "reject":
        editor.submit(record)
    response = publisher.send(page, record, note=TOO_LONG, reason=TOO_LONG)
    assert response.status_code == 409
    assert "at most 4000 characters" in text_of(response)
    assert TOO_LONG in response.content.decode()


def test_more_rows_than_fit_are_told_and_kept(office, editor):
    """Also more fields than Django takes in a request unless told."""
    record = AgreementFactory(owner=office)
    rows = [{"kind": "agreement", "title": f"Copy {n}"} for n in range(201)]
    response = editor.send("change", record, rows={"documents": rows})
    assert response.status_code == 200
    assert "Please submit at most 200 forms." in text_of(response)
    assert 'value="Copy 200"' in response.content.decode()


def test_a_form_with_every_field_at_its_limit_fits_into_a_request(rf, settings):
    request = rf.get("/")
    request.user = sign_in("superuser", None).user
    for model, model_admin in admin.site._registry.items():
        forms = [(model_admin.get_form(request), 1)]
        for inline in model_admin.inlines:
            formset = inline(model, admin.site).get_formset(request)
            assert formset.max_num == 200
            assert formset.validate_max
            forms.append((formset.form, 200))
        fields = [(field, times) for form, times in forms for field in form.base_fields.values()]
        most = sum(times * boxes(field) for field, times in fields) + 3 * 200 * len(forms)
        assert most < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        size = sum(times * (longest(field) * 4 + 60) for field, times in fields)
        assert size < settings.DATA_UPLOAD_MAX_MEMORY_SIZE, model
        files = sum(times for field, times in fields if isinstance(field, forms_.FileField))
        assert files <= settings.DATA_UPLOAD_MAX_NUMBER_FILES


def boxes(field) -> int:
    return (
        len(getattr(field, "choices", ())) if isinstance(field, forms_.MultipleChoiceField) else 1
    )


def longest(field) -> int:
    """In characters, of what the field takes."""
    limits = [v.limit_value for v in field.validators if isinstance(v, MaxLengthValidator)]
    if isinstance(field, forms_.CharField) and isinstance(field.widget, forms_.Textarea):
        assert limits, "a long text without a limit"
    return min(limits, default=50)
