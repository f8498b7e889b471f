"""The staff desk: who sees and changes organisations, groups and people."""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group as PermissionGroup
from django.urls import reverse

from organisations.models import (
    Alias,
    FormerName,
    Group,
    Membership,
    Organisation,
    PoliceFirePair,
    ReferenceVersion,
    User,
)

pytestmark = pytest.mark.django_db

INLINES = {
    Organisation: [
        "former_names",
        "aliases",
        "group_memberships",
        "successions_in",
        "successions_out",
        "fire_pairs",
        "police_pairs",
    ],
    Group: ["memberships"],
    User: ["memberships"],
}


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


def address(model, page, *args):
    return reverse(f"admin:organisations_{model._meta.model_name}_{page}", args=args)


def posted(instance, **changes):
    """A change form of this object as a browser would send it, without inlines' rows."""
    data = {
        field.name: getattr(instance, field.attname)
        for field in instance._meta.concrete_fields
        if getattr(instance, field.attname) not in (None, False)
    }
    for prefix in INLINES[type(instance)]:
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return {key: str(value) for key, value in (data | changes).items()}


@pytest.mark.parametrize("role", ["editor", "publisher", "auditor"])
def test_staff_see_reference_data_and_cannot_change_it(client, sign_in, force, role):
    sign_in(role)
    for page in (address(Organisation, "changelist"), address(Group, "changelist")):
        assert client.get(page).status_code == 200
    page = address(Organisation, "change", force.pk)
    response = client.get(page)
    assert response.status_code == 200
    assert b'name="_save"' not in response.content
    before = ReferenceVersion.current()
    assert client.post(page, posted(force, name="Changed")).status_code == 403
    assert client.get(address(Organisation, "add")).status_code == 403
    assert client.get(address(Group, "add")).status_code == 403
    force.refresh_from_db()
    assert (force.name, ReferenceVersion.current()) == ("Avonshire Police", before)


@pytest.mark.parametrize("role", ["editor", "auditor", "national"])
def test_autocomplete_is_for_all_staff(client, sign_in, force, role):
    Alias.objects.create(organisation=force, name="Avs")
    sign_in(role)
    response = client.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "organisations",
            "model_name": "organisation",
            "field_name": "overseen_by",
            "term": "avs",
        },
    )
    assert response.json()["results"] == [{"id": str(force.pk), "text": "Avonshire Police"}]


def test_nobody_from_outside(client, sign_in, force):
    sign_in("outsider")
    for model in (Organisation, Group, User):
        assert client.get(address(model, "changelist")).status_code == 302


@pytest.mark.parametrize("role", ["national", "superuser"])
def test_the_national_role_changes_reference_data(client, sign_in, force, role):
    sign_in(role)
    before = ReferenceVersion.current()
    data = posted(force, name="Avonshire Constabulary", website="avonshire.example")
    data |= {
        "former_names-TOTAL_FORMS": "1",
        "former_names-0-organisation": str(force.pk),
        "former_names-0-name": "Avonshire Police",
        "former_names-0-until_on": "March 2024",
    }
    response = client.post(address(Organisation, "change", force.pk), data)
    assert response.status_code == 302, response.context["errors"]
    force.refresh_from_db()
    assert (force.name, force.slug) == ("Avonshire Constabulary", "avonshire-police")
    assert force.website == "https://avonshire.example"
    assert str(force.former_names.get().until_on) == "2024-03"
    assert ReferenceVersion.current() != before


def test_a_wrong_date_stays_in_the_box_with_its_message(client, sign_in, force):
    sign_in("national")
    data = posted(force) | {
        "former_names-TOTAL_FORMS": "1",
        "former_names-0-organisation": str(force.pk),
        "former_names-0-name": "Old",
        "former_names-0-until_on": "31 February 2024",
    }
    response = client.post(address(Organisation, "change", force.pk), data)
    assert response.status_code == 200
    assert "31 February 2024 is not a date." in response.content.decode()
    assert 'value="31 February 2024"' in response.content.decode()
    assert not FormerName.objects.exists()


def test_add_an_organisation_and_a_group(client, sign_in):
    sign_in("national")
    body = Organisation(name="B", slug="b", kind="other")
    response = client.post(address(Organisation, "add"), posted(body))
    assert response.status_code == 302, response.context["errors"]
    group = Group(name="G", slug="g")
    data = posted(group) | {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-organisation": str(Organisation.objects.get(slug="b").pk),
        "memberships-0-joined_on": "2017",
    }
    response = client.post(address(Group, "add"), data)
    assert response.status_code == 302, response.context["errors"]
    assert [str(m) for m in Group.objects.get().memberships.all()] == ["B in G"]


def test_nothing_is_deleted_not_even_by_a_superuser(client, sign_in, force):
    user = sign_in("superuser")
    group = Group.objects.create(name="G", slug="g")
    for instance in (force, group, user):
        model = type(instance)
        page = address(model, "delete", instance.pk)
        assert client.post(page, {"post": "yes"}).status_code == 403
        listing = client.get(address(model, "changelist")).content.decode()
        assert 'value="delete_selected"' not in listing
        assert model.objects.filter(pk=instance.pk).exists()


def test_search_filters_and_pairs(client, sign_in, force, office):
    fire = Organisation.objects.create(
        name="Avonshire Fire", slug="avonshire-fire", kind="fire_service", unverified="region"
    )
    PoliceFirePair.objects.create(police_force=force, fire_service=fire)
    FormerName.objects.create(organisation=force, name="Borough Watch", until_on="1967")
    sign_in("auditor")
    page = address(Organisation, "changelist")
    for query, found in [
        ({"q": "borough watch"}, [force]),
        ({"checked": "no"}, [fire]),
        ({"checked": "yes"}, [office, force]),
        ({"kind": "police_force"}, [force]),
    ]:
        assert list(client.get(page, query).context["cl"].queryset) == found
    for one, partner in ((force, "Avonshire Fire"), (fire, "Avonshire Police")):
        text = client.get(address(Organisation, "change", one.pk)).content.decode()
        assert f"{partner}</a>" in text


def test_the_list_costs_the_same_whatever_its_length(
    client, sign_in, office, django_assert_max_num_queries
):
    sign_in("auditor")
    for number in range(60):
        Organisation.objects.create(
            name=f"Force {number}", slug=f"f{number}", kind="police_force", overseen_by=office
        )
    with django_assert_max_num_queries(10):
        client.get(address(Organisation, "changelist"))


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
    response = client.post(
        address(User, "add"),
        {
            "username": "new",
            "usable_password": "true",
            "password1": "correct horse battery",
            "password2": "correct horse battery",
        },
    )
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
