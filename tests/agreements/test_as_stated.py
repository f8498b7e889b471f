"""What the sources say, kept as they say it: words, other titles, parties only as printed."""

import json

import pytest

from agreements import rules
from agreements.index import participants
from agreements.kind import AGREEMENT
from organisations.dates import PartialDate
from organisations.models import GroupMembership
from register.models import Edition, Facet
from tests.agreements_rules import bodies
from tests.factories import (
    AgreementFactory,
    GroupFactory,
    OfficeFactory,
    OrganisationFactory,
    SiteFactory,
    TeamFactory,
    VisionFactory,
    publish,
)
from tests.reader import items, listed, text_of

from .golden import FOLDER

PRINTED = bodies.party(None, "not_stated") | {"stated_as": "Derbyshire"}


def make(**fields):
    """A working record with everything that agreement/3 added."""
    office = OfficeFactory(slug="northshire-commissioner", name="Northshire Commissioner")
    force = OrganisationFactory(slug="northshire-police", name="Northshire Police")
    group = GroupFactory(slug="both", name="Both of them")
    GroupMembership.objects.create(group=group, organisation=force)
    record = AgreementFactory(
        owner=office,
        slug="stated",
        reference="ST-0001",
        title="Review, Retention and Disposal",
        other_titles="Review, Retention amd Detention summary\n\n Criminal  Justice – RRD ",
        publication="published_elsewhere",
        publication_url="https://example.org/rrd",
        publication_seen_on=PartialDate("2024-03"),
        **fields,
    )
    record.parties.create(organisation=force)
    record.parties.create(group=group)
    record.parties.create(stated_as="Derbyshire", joined_on=PartialDate("2015"))
    record.roles.create(organisation=force, kind="lead", ends_on=PartialDate("2019-03"))
    table = {"source_title": "The table", "source_publisher": "The office"}
    for topic, wording, source in (
        ("date", "Date: 2015", table),
        ("date", "From April 2014", {"source_title": "The list", "source_url": ADDRESS}),
        ("status", "Ongoing", table),
        ("other", "More than a decade", table),
    ):
        record.stated.create(topic=topic, wording=wording, **source)
    return record


ADDRESS = "https://example.org/list"


@pytest.mark.django_db
def test_an_edition_of_agreement_3_stays_readable():
    stored = publish(make()).stored
    golden = json.loads((FOLDER / "agreement-3.json").read_text(encoding="utf-8"))
    assert golden["schema"] == "agreement/3"
    assert stored == AGREEMENT.upgrade(golden)


@pytest.mark.django_db
def test_the_page_shows_it_beside_ours(client):
    publish(make())
    words = text_of(client.get("/agreements/stated/"))
    for said in (
        "Also known as: “Review, Retention amd Detention summary”, “Criminal Justice – RRD”",
        "What the sources say",
        "Date Sources differ “Date: 2015” Source: The table, The office",
        "“From April 2014” Source: The list",
        "Status “Ongoing”",
        "Something else “More than a decade”",
        "“Derbyshire” As the source prints it. Which body that is, is not known.",
    ):
        assert said in words, said
    assert words.count("Sources differ") == 1
    row = text_of(client.get("/agreements/"))
    assert "Northshire Police, Both of them, “Derbyshire” (not stated whether these are all)" in row


@pytest.mark.django_db
def test_what_says_the_same_does_not_differ(client):
    record = AgreementFactory(slug="same")
    for topic, wording, title in (
        ("lead", "Derbyshire", "One"),
        ("lead", "derbyshire", "Two"),
        ("status", "Ongoing", "One"),
        ("status", "Extended", "One"),
        ("other", "A programme", "One"),
        ("other", "A team", "Two"),
    ):
        record.stated.create(topic=topic, wording=wording, source_title=title)
    publish(record)
    assert "Sources differ" not in text_of(client.get("/agreements/same/"))
    record.stated.create(topic="lead", wording="Leicestershire", source_title="Three")
    publish(record, "A third source.")
    assert "Lead Sources differ" in text_of(client.get("/agreements/same/"))


@pytest.mark.parametrize(
    ("factory", "where"),
    [(TeamFactory, "teams"), (VisionFactory, "visions"), (SiteFactory, "sites")],
)
@pytest.mark.django_db
def test_every_kind_has_it(client, factory, where):
    record = factory(slug="one", title="Ours", other_titles="Theirs amd theirs")
    record.stated.create(topic="date", wording="This month", source_title="A column")
    publish(record)
    words = text_of(client.get(f"/{where}/one/"))
    assert "Also known as: “Theirs amd theirs”" in words
    assert "Date “This month” Source: A column" in words
    answer = client.get(f"/api/v1/{where}/one/").json()
    assert answer["other_titles"] == ["Theirs amd theirs"]
    assert answer["stated"] == [
        {
            "topic": "date",
            "wording": "This month",
            "source": {"title": "A column", "publisher": "", "url": "", "dated_on": None},
        }
    ]
    assert listed(client.get(f"/{where}/?search=amd theirs")) == ["one"]


@pytest.mark.parametrize("words", ["retention amd detention", "“amd Detention summary”", "RRD"])
@pytest.mark.django_db
def test_search_finds_what_the_source_calls_it(client, words):
    publish(make())
    publish(AgreementFactory(title="Detention of people"))
    assert items(client.get("/api/v1/agreements/", {"search": words})) == ["stated"]


@pytest.mark.django_db
def test_a_title_of_the_source_counts_as_a_title(client):
    """It ranks before a record that has the words in its purpose."""
    publish(AgreementFactory(slug="purpose", purpose="Zebra crossings " * 20))
    publish(AgreementFactory(slug="known", other_titles="Zebra crossings"))
    page = client.get("/search/", {"q": "zebra crossings"}).content.decode()
    assert page.index("/agreements/known/") < page.index("/agreements/purpose/")


# A party only as printed is nobody that the register knows


@pytest.mark.django_db
def test_it_has_no_facet_of_an_organisation(client):
    derbyshire = OrganisationFactory(name="Derbyshire", slug="derbyshire")
    record = AgreementFactory(slug="printed")
    record.parties.create(stated_as="Derbyshire")
    publish(record)
    assert Facet.objects.filter(name__in=("organisation", "region")).count() == 0
    assert listed(client.get(f"/agreements/?organisation={derbyshire.slug}")) == []
    assert "Derbyshire" in text_of(client.get("/agreements/printed/"))
    (party,) = client.get("/api/v1/agreements/printed/").json()["parties"]
    assert (party["organisation"], party["group"]) == (None, None)
    assert (party["stated_as"], party["is_lead"]) == ("Derbyshire", False)
    assert Edition.objects.get(slug="printed").stored["parties"] == [party]


PARTY_RULES = {rule.id for rule in rules.parties.RULES} | {rule.id for rule in rules.fire.RULES}
LAWLESS = {
    "one force alone": {"parties": [bodies.chief("north")]},
    "one fire authority": {"parties": [bodies.fire("north")], "legal_bases": [bodies.S13]},
    "no fire authority": {"parties": [bodies.council()], "legal_bases": [bodies.S16]},
    "not two services": {"parties": [bodies.chief("north")], "legal_bases": [bodies.S1_2017]},
}


@pytest.mark.parametrize("case", LAWLESS)
def test_rules_about_parties_take_it_as_unknown(case):
    changes = LAWLESS[case]
    assert set(bodies.found(**changes)) - {"parties-not-all-recorded"}
    unknown = {**changes, "parties": [*changes["parties"], PRINTED]}
    assert bodies.found(**unknown) == ["party-only-in-words"]
    assert "The source names “Derbyshire”" in bodies.messages(**unknown)
    assert "only as printed" in bodies.messages(**unknown)


def test_it_is_no_participant_and_its_dates_are_checked_like_any():
    body = bodies.body(parties=[PRINTED])
    assert list(participants(body)) == []
    left = PRINTED | {"joined_on": "2020", "left_on": "2019"}
    assert "“Derbyshire” is recorded as leaving on 2019" in bodies.messages(parties=[left])


# The form


def test_the_form_takes_one_of_the_three(draft, editor):
    force = OrganisationFactory()
    both = {"organisation": str(force.pk), "stated_as": "Derbyshire", "capacity": "not_stated"}
    refused = editor.send("change", draft, rows={"parties": [both]})
    assert "or only what is printed: fill in one of the three" in text_of(refused)
    printed = {"stated_as": "Derbyshire", "capacity": "not_stated"}
    twice = editor.send("change", draft, rows={"parties": [printed, printed]})
    assert "Please correct the duplicate" in text_of(twice)
    assert not draft.parties.exists()
    assert editor.send("change", draft, rows={"parties": [printed]}).status_code == 302
    assert draft.parties.get().stated_as == "Derbyshire"
    again = editor.send("change", draft, rows={"parties": [printed]})
    assert again.status_code == 200
    assert draft.parties.count() == 1


@pytest.mark.parametrize("typed", ["Joint vetting", "JOINT  VETTING", "One\nTwo\n one"])
def test_two_titles_alike_are_refused(draft, editor, typed):
    refused = editor.send("change", draft, other_titles=typed)
    assert "is here twice, or is its title" in text_of(refused)
    assert typed.splitlines()[0] in refused.content.decode()
    draft.refresh_from_db()
    assert draft.other_titles == ""


def test_what_is_stated_needs_its_words_and_its_source(draft, editor):
    row = {"topic": "date", "wording": "Date 2015"}
    refused = editor.send("change", draft, rows={"stated": [row]})
    assert "This field is required." in text_of(refused)
    assert not draft.stated.exists()
    row["source_title"] = "The table"
    assert editor.send("change", draft, rows={"stated": [row]}).status_code == 302
    assert str(draft.stated.get()) == "Date: “Date 2015”"
