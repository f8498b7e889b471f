"""What staff can learn of what other offices have not published: nothing, in any part of the admin.

The secrets are those of tests/canaries.py. Another office, whose records name everything that the
first one keeps, looks for them wherever its staff can look.
"""

import datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.apps import apps
from django.contrib import admin
from django.db import models, transaction
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from agreements.models import Agreement
from register import kinds
from register.models import Entry, Record
from teams.models import Site, Team
from tests import canaries
from tests.factories import (
    AgreementFactory,
    OfficeFactory,
    SiteFactory,
    TeamFactory,
    VisionFactory,
    publish,
)

from .desk import Desk, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
EARLIER = datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC)
NOW = datetime.datetime(2026, 6, 10, 12, tzinfo=datetime.UTC)
ROLES = ["editor", "publisher", "auditor"]
PAGES = [
    *("change", "history", "delete", "preview", "approve", "reject"),
    *("submit/published", "submit/removed", "submit/erased"),
]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The office with secrets, and another whose records name all it keeps, drafts too."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("documents")),
        transaction.atomic(),
        time_machine.travel(EARLIER, tick=False),
    ):
        secret = canaries.Canaries()
        staff = canaries.Staff(secret)
        canaries.plant(staff, canaries.publish_what_is_public(staff, Client()))
        office = OfficeFactory(name="Another Commissioner")
        mine = records_of(office)
        with time_machine.travel(NOW, tick=False):
            yield SimpleNamespace(secret=secret, office=office, mine=mine)
        transaction.set_rollback(True)


def theirs(model):
    return model.objects.filter(owner__slug="the-office").order_by("pk")


def drafts(model):
    return theirs(model).filter(current_edition__isnull=True)


def records_of(office) -> list[Record]:
    """One of each kind. They name what was a draft of this office when they were written."""
    agreement = AgreementFactory(owner=office, title="Mine")
    agreement.part_of = Agreement.objects.get(slug="open")
    agreement.replaced_by = drafts(Agreement).first()
    site = SiteFactory(owner=office, title="Mine")
    team = TeamFactory(owner=office, title="Mine", agreement=agreement.replaced_by)
    team.part_of = theirs(Team).get(slug=canaries.OPEN["teams"])
    team.sites.set(theirs(Site))
    vision = VisionFactory(owner=office, title="Mine")
    vision.agreements.set(theirs(Agreement))
    vision.teams.set(theirs(Team))
    mine = [agreement, site, team, vision]
    for record in mine:
        record.save()
        record.record_edit(by=sign_in("editor", office).user)
    # What names a draft of this office stands in the way of its deletion.
    drafts(Agreement).update(part_of=agreement)
    drafts(Team).update(part_of=team)
    return mine


def kept(model) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


def told(world, response) -> set[str]:
    text = response.content.decode().casefold()
    return {word for word in world.secret if word in text}


def relations() -> list[tuple[type[models.Model], models.Field]]:
    """Every relation from a form of the admin, or from a row in it, to a record."""
    request = RequestFactory().get("/")
    request.user = sign_in("superuser", None).user
    found = []
    for model, model_admin in admin.site._registry.items():
        forms = [(model_admin.get_form(request), "")]
        for inline in model_admin.inlines:
            formset = inline(model, admin.site).get_formset(request)
            forms.append((formset.form, formset.fk.name))
        for form, belongs_to in forms:
            of = form._meta.model._meta
            named = [
                of.get_field(n) for n in form.base_fields if n in {f.name for f in of.get_fields()}
            ]
            found += [
                (of.model, field)
                for field in named
                if field.name != belongs_to
                and field.is_relation
                and issubclass(field.related_model, Record)
            ]
    return found


def test_the_relations_of_forms_are_found():
    assert {f"{model.__name__}.{field.name}" for model, field in relations()} == {
        *("Agreement.part_of", "Agreement.replaced_by", "Vision.agreements", "Vision.teams"),
        "Agreement.programme_record",
        *("Team.sites", "Team.agreement", "Team.part_of"),
    }


def test_there_are_secrets_in_every_kind(world):
    for kind in kinds.every():
        assert drafts(kind.record).exists()
        assert theirs(kind.record).filter(current_edition__isnull=False).exists()
    assert len(world.secret) > 45


@pytest.mark.parametrize("role", ROLES)
def test_no_page_tells_a_secret(world, role):
    desk = sign_in(role, world.office)
    answers = {"index": desk.client.get(reverse("admin:index"))}
    for record in world.mine:
        at = desk.of(kept(type(record)))
        for page in PAGES:
            answers[at.kept, page] = at.open(page, record)
            for other in (drafts(type(record))[0], theirs(type(record))[0]):
                answers[at.kept, page, other.pk] = response = at.open(page, other)
                assert response.status_code in {302, 403, 404}
        for q in ("", "canary", "Mine"):
            answers[at.kept, q] = at.open("changelist", q=q)
    leaks = {where: told(world, response) for where, response in answers.items()}
    assert {where: words for where, words in leaks.items() if words} == {}


def test_a_page_shows_what_others_published_and_calls_the_rest_unlisted(world):
    agreement, _, _, vision = world.mine
    for role in ("editor", "auditor"):
        desk = sign_in(role, world.office)
        for record, of in ((agreement, "agreements_agreement"), (vision, "visions_vision")):
            page = desk.of(of).open("change", record).content.decode()
            assert canaries.PUBLIC_TITLE in page
            assert "a record that the register does not list" in page
    blocked = desk.open("change", agreement).content.decode()
    assert "a draft of another office, which the register does not publish" in blocked


def test_a_form_with_nothing_changed_drops_nothing(world):
    """Not even the mention of a record that was removed since."""
    for record in world.mine:
        desk = sign_in("editor", world.office).of(kept(type(record)))
        before = [sorted(theirs_in(record, field)) for model, field in relations()]
        assert desk.send("change", record, staff_notes="Read.").status_code == 302
        assert [sorted(theirs_in(record, field)) for model, field in relations()] == before


def theirs_in(record, field) -> list[int]:
    if not isinstance(record, field.model):
        return []
    value = field.value_from_object(type(record).objects.get(pk=record.pk))
    return [one.pk for one in value] if field.many_to_many else [value]


def test_no_form_takes_the_key_of_anothers_draft(world):
    for model, field in relations():
        draft = drafts(field.related_model).last()
        desk = sign_in("editor", office := OfficeFactory()).of(kept(model))
        factory = {"agreement": AgreementFactory, "team": TeamFactory, "vision": VisionFactory}
        record = factory[model.kind](owner=office, title="Plain")
        response = desk.send("change", record, **{field.name: [str(draft.pk)]})
        assert response.status_code == 200, field
        assert field.name in response.context["adminform"].form.errors
        assert told(world, response) == set()
        assert not {draft.pk} & set(theirs_in(record, field))


@pytest.mark.both_engines
@pytest.mark.parametrize("role", ROLES)
def test_no_answer_to_typing_tells_a_secret_or_searches_in_one(world, role):
    desk = sign_in(role, world.office)
    asked = 0
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not getattr(field, "remote_field", None):
                continue
            if not issubclass(field.remote_field.model, Record):
                continue
            of = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
            for term in ("canary", ""):
                params = {**of, "field_name": field.name, "term": term}
                response = desk.client.get(reverse("admin:autocomplete"), params)
                if not field.concrete:
                    assert response.status_code == 403, params
                    continue
                assert response.status_code == 200, params
                asked += 1
                assert told(world, response) == set()
                shown = [one["text"] for one in response.json()["results"]]
                assert bool(shown) == (term == "")
    assert asked > 20


@pytest.mark.both_engines
def test_a_change_of_title_is_found_by_typing_once_it_is_published():
    record = AgreementFactory(title="Joint kennels", reference="MU-1")
    publish(record)
    record.title = "Joint stables"
    record.save()
    record.record_edit(by=sign_in("editor", record.owner).user)
    assert choices(sign_in("editor", OfficeFactory()), "kennels") == ["MU-1 Joint kennels"]
    assert choices(sign_in("editor", OfficeFactory()), "stables") == []
    for desk in (sign_in("editor", record.owner), sign_in("national", None)):
        assert choices(desk, "kennels") == []
        assert choices(desk, "mu-1 stables") == ["MU-1 Joint stables"]


def test_what_was_removed_is_not_offered():
    record = AgreementFactory(title="Joint kennels")
    publish(record)
    publish(record, "Entered twice.", "removed")
    assert choices(sign_in("editor", OfficeFactory()), "kennels") == []


def choices(desk: Desk, term: str) -> list[str]:
    of = {"app_label": "visions", "model_name": "vision", "field_name": "agreements"}
    answer = desk.client.get(reverse("admin:autocomplete"), {**of, "term": term})
    return [one["text"] for one in answer.json()["results"]]


def test_no_list_is_filtered_by_what_others_wrote(world):
    """A filter that is typed into the address would tell one letter after another."""
    for record in world.mine:
        model = type(record)
        desk = sign_in("editor", world.office).of(kept(model))
        for relation in model._meta.get_fields():
            if not (relation.is_relation and issubclass(relation.related_model, Record)):
                continue
            for name in ("title", "slug", "staff_notes", "owner__name", "submitted_by__username"):
                params = {f"{relation.name}__{name}__startswith": "canary"}
                assert desk.open("changelist", **params).status_code == 400, params


def test_what_is_called_by_the_index_is_what_the_edition_says(world):
    """The two places that a mention is taken from agree."""
    user = sign_in("editor", OfficeFactory()).user
    listed = Agreement.objects.to_name(user)
    assert listed.count() == Entry.objects.current().filter(kind="agreement").count() > 1
    for record in listed:
        assert record.called == f"{record.public_reference} {record.public_title}"
