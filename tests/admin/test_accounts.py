"""Nobody becomes the second person by way of a colleague's account."""

import datetime
import re

import pytest
import time_machine
from django.contrib.auth import password_validation
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from organisations.models import User
from register.models import Edition
from tests.factories import AgreementFactory, UserFactory
from tests.reader import text_of

from .desk import Desk, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
PEOPLE = "organisations_user"
REFUSED = "changed your account or your roles"


@pytest.fixture
def national():
    return sign_in("national", None)


def submitted_by(desk, office):
    record = AgreementFactory(owner=office)
    assert desk.submit(record).status_code == 302
    return record


def give_role(desk, user, office, role="publisher"):
    row = {"role": role, "organisation": str(office.pk), "from_on": "", "to_on": ""}
    response = desk.of(PEOPLE).send("change", user, rows={"memberships": [row]})
    assert response.status_code == 302, response.context["errors"]


def is_refused(desk, record) -> bool:
    response = desk.approve(record)
    assert response.status_code in {302, 409}
    if response.status_code == 302:
        return False
    assert REFUSED in text_of(response)
    assert REFUSED in text_of(desk.open("change", record))
    assert not Edition.objects.exists()
    return True


def test_the_national_role_sets_nobodys_password(national, publisher):
    page = reverse("admin:auth_user_password_change", args=[publisher.user.pk])
    before = publisher.user.password
    people = national.of(PEOPLE)
    form = {"csrfmiddlewaretoken": people.form("add")["csrfmiddlewaretoken"]}
    new = {"password1": "correct horse battery", "password2": "correct horse battery"}
    for data in (new, {**new, "usable_password": "true", "set-password": "x"}):
        assert people.client.post(page, {**form, **data}).status_code == 403
    assert people.client.get(page).status_code == 403
    publisher.user.refresh_from_db()
    assert publisher.user.password == before
    response = people.open("change", publisher.user)
    assert response.status_code == 200
    assert f"{publisher.user.pk}/password/" not in response.content.decode()
    assert "../password/" not in response.content.decode()
    assert before not in response.content.decode()


def test_somebody_new_has_a_password_that_they_alone_choose(national, client):
    new = {"password1": "correct horse battery", "password2": "correct horse battery"}
    person = {"username": "new", "email": "new@example.org", "usable_password": "true"}
    response = national.of(PEOPLE).send("add", **person, **new)
    assert response.status_code == 302
    user = User.objects.get(username="new")
    assert not user.check_password("correct horse battery")
    assert "Forgotten your" in client.get("/admin/login/").content.decode()
    response = client.post(reverse("admin_password_reset"), {"email": "new@example.org"})
    assert response.status_code == 302
    (link,) = re.findall(r"http://testserver(/\S+)", mail.outbox[0].body)
    page = client.get(link, follow=True)
    chosen = {"new_password1": "purple giraffe 77", "new_password2": "purple giraffe 77"}
    assert client.post(page.request["PATH_INFO"], chosen).status_code == 302
    assert Client().login(username="new", password="purple giraffe 77")
    assert Client().get(link, follow=True).context["validlink"] is False


def test_to_ask_for_a_link_tells_nothing(client, settings):
    UserFactory(email="known@example.org")
    answers = [
        client.post(reverse("admin_password_reset"), {"email": f"{who}@example.org"}, follow=True)
        for who in ("known", "unknown")
    ]
    assert answers[0].content == answers[1].content
    assert len(mail.outbox) == 1
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    data = {"email": "known@example.org"}
    without = client.post(reverse("admin_password_reset"), data, follow=True)
    assert without.content == answers[0].content


def test_who_changed_the_publishers_address_has_no_second_person_in_them(
    national, publisher, office
):
    record = submitted_by(national, office)
    taken = national.of(PEOPLE).send("change", publisher.user, email="me@example.org")
    assert taken.status_code == 302
    assert is_refused(publisher, record)
    assert not is_refused(sign_in("publisher", office), record)


def test_nor_who_made_them_a_publisher(national, office):
    publisher = Desk(UserFactory())
    give_role(national, publisher.user, office)
    assert is_refused(publisher, submitted_by(national, office))


def test_nor_a_superuser_who_set_their_password(office, publisher):
    root = sign_in("superuser", None)
    record = submitted_by(root, office)
    root = root.of(PEOPLE)
    page = reverse("admin:auth_user_password_change", args=[publisher.user.pk])
    form = {"csrfmiddlewaretoken": root.form("add")["csrfmiddlewaretoken"]}
    new = {"password1": "correct horse battery", "password2": "correct horse battery"}
    data = {**form, **new, "usable_password": "true", "set-password": "x"}
    assert root.client.post(page, data).status_code == 302
    assert is_refused(Desk(User.objects.get(pk=publisher.user.pk)), record)


def test_nor_one_who_edited_what_somebody_else_submits(national, office, editor):
    publisher = Desk(UserFactory())
    give_role(national, publisher.user, office)
    record = AgreementFactory(owner=office)
    assert national.send("change", record, title="Mine").status_code == 302
    editor.submit(record)
    assert is_refused(publisher, record)


def test_a_change_by_anyone_else_or_long_ago_is_no_matter(national, office, editor):
    publisher = Desk(UserFactory())
    give_role(national, publisher.user, office)
    assert not is_refused(publisher, submitted_by(editor, office))
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=31)):
        again, there = Desk(national.user), Desk(publisher.user)
        assert there.approve(submitted_by(again, office)).status_code == 302


def test_their_own_new_password_is_no_matter(office, editor, publisher):
    record = submitted_by(editor, office)
    form = {
        "old_password": "password",
        "new_password1": "purple giraffe 77",
        "new_password2": "purple giraffe 77",
    }
    page = publisher.client.get(reverse("admin:password_change"))
    data = {**publisher.read(page), **form}
    assert publisher.client.post(reverse("admin:password_change"), data).status_code == 302
    assert not is_refused(publisher, record)


@pytest.mark.parametrize("password", ["aaaaaaaaq", "abababab", "aaaaaaaaaaaaaaaaaaaa1"])
def test_a_password_of_few_characters_is_refused(password):
    with pytest.raises(ValidationError, match="at least 5 different characters"):
        password_validation.validate_password(password)
    password_validation.validate_password("purple giraffe 77")
