"""Editions in the shape of agreement/1, stored for ever and read in today's shape everywhere."""

import pytest

from agreements.kind import AGREEMENT
from register import chain, reindexing
from register.differences import differences
from register.models import Action, Edition, Entry, Facet, Finding, Link, Period, Tally
from tests.factories import AgreementFactory, OfficeFactory, OrganisationFactory, publish
from tests.reader import items, listed, text_of

from .golden import GOLDEN, OLD, TODAY, body, index, make, old_body
from .test_serializers import APPROVAL, CONTENT, HEADER, keys_of

NEW = {
    *("replaced_by", "provision_kinds", "is_in_writing", "has_withdrawal_clause"),
    *("withdrawal_terms", "is_accountability_notified", "accountability_arrangements"),
    *("consultation_note", "decided_on", "signed_on", "documents", "reviews"),
}
SNAPSHOT = {"nation", "overseen_by", "region", "ons_code", "police_uk_id"}
ADDED = {
    ".owner": SNAPSHOT,
    ".parties[]": {"joined_on", "left_on", "stated_as"},
    ".parties[].organisation": SNAPSHOT | {"responsible"},
    ".parties[].group.members[]": SNAPSHOT | {"responsible"},
    ".variations[]": {"party", "document"},
}


@pytest.fixture
def old_edition(db):
    """An edition stored as agreement/1, whose parties the register knows."""
    OrganisationFactory(slug="northshire-police")
    OrganisationFactory(slug="northshire-fire", kind="fire_service")
    (edition,) = index([old_body()], slug="golden")
    return edition


# The upgrade itself


def test_it_gives_exactly_todays_keys_at_every_level():
    upgraded = keys_of(AGREEMENT.upgrade(old_body()))
    assert set(upgraded) >= {".owner", ".parties[].group.members[]", ".outcomes[].source"}
    assert upgraded == {path: keys_of(TODAY)[path] for path in upgraded}
    assert set(GOLDEN) - set(OLD) == NEW
    before = keys_of(OLD)
    for path, added in ADDED.items():
        assert {keys | added for keys in before[path]} == upgraded[path]


def test_it_invents_nothing_and_loses_nothing():
    upgraded = AGREEMENT.upgrade(old_body())
    assert {key: upgraded[key] for key in NEW if upgraded[key] not in (None, "", [])} == {}
    for party in upgraded["parties"]:
        assert (party["joined_on"], party["left_on"]) == (None, None)
    assert upgraded["schema"] == AGREEMENT.schema == "agreement/3"

    def without_what_was_added(value, path=""):
        if isinstance(value, dict):
            known = {key: item for key, item in value.items() if key not in ADDED.get(path, ())}
            return {k: without_what_was_added(item, f"{path}.{k}") for k, item in known.items()}
        if isinstance(value, list):
            return [without_what_was_added(item, f"{path}[]") for item in value]
        return value

    plain = without_what_was_added(upgraded)
    assert {key: plain[key] for key in OLD} == {**OLD, "schema": "agreement/3"}


def test_it_leaves_the_body_it_is_given_alone():
    given = old_body()
    AGREEMENT.upgrade(given)
    assert given == OLD


def test_todays_body_is_left_as_it_is():
    given = body()
    assert AGREEMENT.upgrade(given) is given


def test_shapes_are_brought_forward_one_step_at_a_time(monkeypatch):
    def upgrade(older):
        return {**older, "schema": "agreement/1", "purpose": "Upgraded."}

    monkeypatch.setitem(AGREEMENT.upgrades, "agreement/0", upgrade)
    upgraded = AGREEMENT.upgrade(old_body(schema="agreement/0"))
    assert (upgraded["schema"], upgraded["purpose"]) == ("agreement/3", "Upgraded.")
    assert upgraded["documents"] == []


# An edition in that shape, among today's


def test_the_ledger_keeps_it_as_it_was_published(client, old_edition):
    assert old_edition.stored == OLD
    (entry,) = client.get("/api/v1/changes/").json()["results"]
    assert entry["body"] == OLD
    assert chain.verify().editions == 1


FILTERS = [
    "organisation=northshire-police",
    "organisation=northshire-fire",
    "function=forensics",
    "legal_basis=memorandum",
    "section_22a=s22a",
    "scope=regional",
    "publication=redacted_copy",
    "with_fire=true",
    "lifecycle=in_force&on=2014-01-01",
    "lifecycle=not_confirmed",
]


@pytest.mark.parametrize("query", ["", *FILTERS])
def test_it_is_listed_and_filtered(client, old_edition, query):
    assert listed(client.get(f"/agreements/?{query}")) == ["golden"]
    assert items(client.get(f"/api/v1/agreements/?{query}")) == ["golden"]


@pytest.mark.parametrize("query", ["lifecycle=proposed", "scope=local", "section_22a=legacy_s23"])
def test_it_is_filtered_out_too(client, old_edition, query):
    assert listed(client.get(f"/agreements/?{query}")) == []


@pytest.mark.parametrize("page", ["", "editions/", "editions/1/"])
def test_it_is_shown(client, old_edition, page):
    response = client.get(f"/agreements/golden/{page}")
    assert response.status_code == 200
    assert "Golden “agreement” – très bien" in text_of(response)


def test_its_page_says_not_recorded_of_what_nobody_asked_then(client, old_edition):
    words = text_of(client.get("/agreements/golden/"))
    for said in (
        *("decided, signed", "in writing, says how a party can withdraw"),
        *("No document is recorded.",),
        *("No review is recorded.", "Northshire Police", "about 31 December 2020"),
    ):
        assert said in words, said


@pytest.mark.parametrize("end", ["", "editions/1/"])
def test_the_api_splices_it_in_todays_shape(client, old_edition, end):
    answer = client.get(f"/api/v1/agreements/golden/{end}").json()
    assert set(answer) == CONTENT | APPROVAL | HEADER
    assert answer.items() >= AGREEMENT.upgrade(old_body()).items()
    (answer,) = client.get("/api/v1/agreements/golden/editions/").json()["results"]
    assert answer["schema"] == "agreement/3"


def test_it_is_judged_like_any_other(client, old_edition):
    words = text_of(client.get("/assurance/?rule=parties-not-all-recorded"))
    assert "Golden “agreement” – très bien" in words
    assert "not known to be all" in text_of(client.get("/agreements/golden/"))


@pytest.mark.django_db
def test_the_next_edition_differs_only_in_what_somebody_changed(client):
    """Not in what the register itself has learnt to say of an organisation since."""
    record = make()
    [record.current_edition] = index([old_body()], slug="golden")
    record.save()
    assert publish(record, "More is known.").number == 2
    first, second = Edition.objects.of("agreement", "golden")
    found = differences(first.content, second.content)
    changed = {difference.what for difference in found}
    assert changed == {
        *("Replaced by", "Provision kinds", "In writing", "Has withdrawal clause"),
        *("Withdrawal terms", "Accountability notified", "Accountability arrangements"),
        *("Consultation note", "Decided", "Signed", "Documents", "Reviews"),
        *("Parties", "Variations"),
    }
    # One party joined and left by what is now recorded; the group is as it was.
    parties = [(one.before, one.after) for one in found if one.what == "Parties"]
    assert [bool(before) for before, _ in parties] == [True, False]
    assert all("Northshire Police" in before + after for before, after in parties)
    response = client.get("/agreements/golden/editions/2/")
    assert "Six months’ notice." in text_of(response)


@pytest.fixture
def its_record(old_edition):
    office = OfficeFactory(slug="northshire-commissioner")
    return AgreementFactory(
        slug="golden", reference="MU-0002", owner=office, current_edition=old_edition
    )


def test_it_can_be_removed(client, its_record):
    edition = publish(its_record, "Entered twice.", Action.REMOVED)
    assert keys_of(edition.stored)[""] == keys_of(TODAY)[""]
    assert edition.stored["title"] == OLD["title"]
    assert items(client.get("/api/v1/agreements/")) == []
    assert "Entered twice." in text_of(client.get("/agreements/golden/"))


def test_a_text_in_it_can_be_erased(client, its_record):
    publish(its_record, "A name had to go.", Action.ERASED, "burglaries")
    stored = Edition.objects.get(slug="golden", number=1).stored
    assert stored["outcomes"][0]["measure"] == "[erased]"
    assert stored["schema"] == "agreement/1"
    assert chain.verify().editions == 2
    for page in ("", "editions/1/"):
        assert "Burglaries" not in text_of(client.get(f"/agreements/golden/{page}"))
        assert "Burglaries" not in client.get(f"/api/v1/agreements/golden/{page}").content.decode()


def test_reindexing_reads_it_the_same(old_edition):
    before = whole_index()
    reindexing.reindex()
    assert whole_index() == before
    assert Entry.objects.with_body().get().content == AGREEMENT.upgrade(OLD)


def whole_index() -> dict[str, list]:
    """Every row of the index, without what tells one generation from another."""
    private = {"id", "pk", "entry_id", "generation", "current_in"}
    return {
        model.__name__: sorted(
            repr(sorted((name, value) for name, value in row.items() if name not in private))
            for row in model.objects.values()
        )
        for model in (Entry, Facet, Period, Link, Finding, Tally)
    }
