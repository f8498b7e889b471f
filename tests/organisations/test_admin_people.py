"""The staff desk: who sees and keeps the people who keep the register."""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group as PermissionGroup
from django.urls import reverse

from organisations.models import Membership, User
from tests.organisations.desk import address, posted

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_people_are_not_for_every_member_of_staff(client, sign_in, role):
    user = sign_in(role)
    assert client.get(address(User, "changelist")).status_code == 403
    assert client.get(address(User, "change", user.pk)).status_code == 403
    assert client.post(address(User, "add"), {"username": "x"}).status_code == 403


def test_an_auditor_sees_people_without_their_passwords(client, sign_in):
    user = sign_in("auditor")
    user.set_password("a long secret")
    user.save()
    client.force_login(user)
    assert client.get(address(User, "changelist")).status_code == 200
    page = address(User, "change", user.pk)
    text = client.get(page).content.decode()
    assert 'name="_save"' not in text
    assert "Avonshire Commissioner" in text
    assert user.password not in text
    assert client.post(page, posted(user, username="x")).status_code == 403
    assert client.get(reverse("admin:auth_user_password_change", args=[user.pk])).status_code == 403


def test_the_national_role_keeps_people(client, sign_in, office):
    sign_in("national")
    person = {"username": "new", "email": "new@example.org"}
    response = client.post(address(User, "add"), person)
    assert response.status_code == 302, response.context["errors"]
    user = User.objects.get(username="new")
    assert (user.is_staff, user.is_superuser) == (True, False)
    data = posted(user, last_name="Newly", is_staff="on", is_active="on", is_superuser="on") | {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-user": str(user.pk),
        "memberships-0-role": "editor",
        "memberships-0-organisation": str(office.pk),
    }
    response = client.post(address(User, "change", user.pk), data)
    assert response.status_code == 302, response.context["errors"]
    user.refresh_from_db()
    assert user.roles_in(office) == {"editor"}
    assert user.last_name == "Newly"
    assert not user.is_superuser  # not theirs to give


def test_the_national_role_cannot_change_a_superuser(client, sign_in):
    sign_in("national")
    root = User.objects.create_superuser("root", password="x")
    assert client.post(address(User, "change", root.pk), posted(root)).status_code == 403
    page = reverse("admin:auth_user_password_change", args=[root.pk])
    assert client.get(page).status_code == 403


def test_mark_as_left(client, sign_in, office):
    me = sign_in("national")
    other = User.objects.create_user("other", is_staff=True)
    root = User.objects.create_superuser("root")
    Membership.objects.create(user=other, role="editor", organisation=office)
    response = client.post(
        address(User, "changelist"),
        {"action": "mark_as_left", "_selected_action": [me.pk, other.pk, root.pk]},
        follow=True,
    )
    text = response.content.decode()
    assert "Other has left." in text
    assert text.count("You can&#x27;t do this to") == 2
    assert list(User.objects.filter(is_active=True).order_by("username")) == [me, root]
    other.refresh_from_db()
    assert other.roles_in(office) == set()


def test_people_list_shows_roles_at_a_constant_cost(
    client, sign_in, office, django_assert_max_num_queries
):
    sign_in("national")
    for number in range(30):
        user = User.objects.create_user(f"u{number}")
        Membership.objects.create(user=user, role="publisher", organisation=office)
    with django_assert_max_num_queries(10):
        response = client.get(address(User, "changelist"), {"role": "publisher"})
    assert response.content.decode().count("Publisher, Avonshire Commissioner") == 30


def test_there_is_one_kind_of_group():
    assert not site.is_registered(PermissionGroup)
