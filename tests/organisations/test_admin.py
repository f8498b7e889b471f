"""The staff desk: who sees and changes organisations and groups."""

import pytest
from django.urls import reverse

from organisations.models import (
    Alias,
    FormerName,
    Group,
    GroupMembership,
    Organisation,
    PoliceFirePair,
    ReferenceVersion,
    User,
)
from tests.organisations.desk import address, posted

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


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


@pytest.mark.parametrize(
    ("role", "term"),
    [
        ("editor", "avs"),
        ("auditor", "Chief Constable of Avonshire & Wessex"),
        ("national", "avonshire and wessex constab"),
    ],
)
def test_autocomplete_is_for_all_staff_and_knows_what_people_write(
    client, sign_in, force, role, term
):
    force.name = "Avonshire & Wessex Police"
    force.save()
    Alias.objects.create(organisation=force, name="Avs")
    sign_in(role)
    response = client.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "organisations",
            "model_name": "organisation",
            "field_name": "overseen_by",
            "term": term,
        },
    )
    assert response.json()["results"] == [
        {"id": str(force.pk), "text": "Avonshire & Wessex Police"}
    ]


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


def test_groups_are_counted_as_they_are_today(client, sign_in, office, force):
    sign_in("auditor")
    for slug in ("g", "h"):
        group = Group.objects.create(name=slug, slug=slug)
        GroupMembership.objects.create(group=group, organisation=force, joined_on="2199")
        GroupMembership.objects.create(group=group, organisation=office, left_on="2199")
    page = client.get(address(Group, "changelist")).content.decode()
    assert page.count('<td class="field-present_size">1</td>') == 2


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
