"""Who leads, hosts, employs, provides and receives, and when: leads move."""

import datetime

import pytest

from agreements.kind import AGREEMENT
from agreements.models import Agreement
from agreements.roles import leads_on, notice_of_outsider, outside_party, roles_on
from organisations.dates import PartialDate
from register.models import Refused
from tests.agreements_rules import bodies
from tests.factories import AgreementFactory, OrganisationFactory, publish
from tests.reader import listed, text_of

from .golden import GOLDEN

NORTH, SOUTH = bodies.force("north"), bodies.force("south")
PRINTED = bodies.party(None, "not_stated") | {"stated_as": "Derbyshire"}


def role(organisation=NORTH, kind="lead", starts_on=None, ends_on=None):
    return {
        "organisation": organisation,
        "kind": kind,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }


def day(text):
    return datetime.date.fromisoformat(text)


MOVED = bodies.body(roles=[role(ends_on="2020-06"), role(SOUTH, starts_on="2020-07")])


@pytest.mark.parametrize(
    ("on", "lead"),
    [("2000-01-01", "north"), ("2020-06-30", "north"), ("2020-07-01", "south"), ("2099", "south")],
)
def test_the_lead_of_a_day(on, lead):
    assert leads_on(MOVED, day(on if len(on) > 4 else f"{on}-01-01")) == {f"{lead}-police"}


def test_joint_leads_and_none():
    both = bodies.body(roles=[role(), role(SOUTH, starts_on="2021?"), role(SOUTH, "host")])
    assert leads_on(both, day("2022-01-01")) == {"north-police", "south-police"}
    assert leads_on(both, day("2020-12-31")) == {"north-police"}
    assert leads_on(bodies.body(), day("2022-01-01")) == set()


def test_who_has_left_leads_no_more():
    left = [bodies.chief("north", left_on="2020-06"), bodies.chief("south")]
    body = bodies.body(parties=left, roles=[role()])
    assert leads_on(body, day("2020-06-30")) == {"north-police"}
    assert leads_on(body, day("2020-07-01")) == set()
    notice = bodies.variation("notice_of_withdrawal", party=NORTH, effective_on="2019-03")
    gave_notice = bodies.body(roles=[role()], variations=[notice])
    assert leads_on(gave_notice, day("2019-02-28")) == {"north-police"}
    assert leads_on(gave_notice, day("2019-03-01")) == set()


def test_a_role_of_one_that_is_no_party_is_held():
    council = bodies.council()["organisation"]
    body = bodies.body(roles=[role(council, "recipient")])
    assert roles_on(body, day("2024-01-01")) == body["roles"]


OUTSIDE = {
    "before it joined": ({"joined_on": "2015-04"}, role(starts_on="2014"), "joined (April 2015)"),
    "ended before it joined": ({"joined_on": "2015"}, role(ends_on="2014-12"), "joined (2015)"),
    "after it left": ({"left_on": "2018-03-31"}, role(starts_on="2018-04-01"), "left (31 March"),
    "ended after it left": ({"left_on": "2018"}, role(ends_on="2019"), "left (2018)"),
}
INSIDE = {
    "nothing recorded": ({}, role()),
    "the same month": ({"joined_on": "2015-04-20"}, role(starts_on="2015-04")),
    "the same year": ({"joined_on": "2015-04-20", "left_on": "2015-09"}, role(starts_on="2015")),
    "the last day": ({"left_on": "2018-03-31"}, role(starts_on="2018-03-31")),
    "of no party": ({"left_on": "2018"}, role(SOUTH, starts_on="2020")),
}


@pytest.mark.parametrize("case", OUTSIDE)
def test_a_role_outside_the_time_of_its_party(case):
    dates, held, words = OUTSIDE[case]
    body = bodies.body(parties=[bodies.chief("north", **dates)])
    assert words in outside_party(held, body)
    # As the member of a group it is a party all the time; as another capacity it may be.
    group = bodies.group("both", "not_stated", NORTH, SOUTH)
    assert not outside_party(held, {**body, "parties": [*body["parties"], group]})
    again = bodies.chief("north") | {"capacity": "not_stated"}
    assert not outside_party(held, {**body, "parties": [*body["parties"], again]})


@pytest.mark.parametrize("case", INSIDE)
def test_a_role_that_need_not_be_outside(case):
    dates, held = INSIDE[case]
    assert not outside_party(held, bodies.body(parties=[bodies.chief("north", **dates)]))


def test_a_role_after_notice_of_withdrawal():
    notice = bodies.variation("notice_of_withdrawal", party=NORTH, effective_on="2019-03")
    body = bodies.body(variations=[notice])
    assert "its notice of withdrawal took effect (March 2019)" in outside_party(
        role(starts_on="2020"), body
    )
    assert not outside_party(role(starts_on="2018"), body)


def test_only_a_party_gives_notice_of_withdrawal():
    notice = bodies.variation("notice_of_withdrawal", party=NORTH)
    south, group = bodies.chief("south"), bodies.group("both", "not_stated", NORTH, SOUTH)
    empty = bodies.group("some forces", "not_stated")
    assert "is not recorded as a party" in notice_of_outsider(notice, {"parties": [south]})
    assert "is not recorded as a party" in notice_of_outsider(notice, {"parties": []})
    for parties in ([bodies.chief("north")], [south, group], [south, PRINTED], [south, empty]):
        assert not notice_of_outsider(notice, {"parties": parties})


# The API and old editions


def test_the_lead_of_an_old_body_has_the_role():
    upgraded = AGREEMENT.upgrade(GOLDEN)
    (lead,) = (party for party in upgraded["parties"] if party["is_lead"])
    del lead["organisation"]["responsible"]  # of a party alone
    assert upgraded["roles"] == [role(lead["organisation"])]
    marked = {**GOLDEN, "parties": [{**GOLDEN["parties"][1], "is_lead": True}]}
    assert AGREEMENT.upgrade(marked)["roles"] == []
    assert AGREEMENT.upgrade(marked)["parties"][0]["is_lead"] is True


@pytest.fixture
def moved(db):
    """An agreement whose lead moved from North to South in July 2020."""
    north, south, other = (
        OrganisationFactory(slug=f"{name}-police", name=f"{name.title()} Police")
        for name in ("north", "south", "other")
    )
    record = AgreementFactory(slug="moved")
    for one in (north, south):
        record.parties.create(organisation=one)
    record.roles.create(organisation=north, kind="lead", ends_on=PartialDate("2020-06"))
    record.roles.create(organisation=south, kind="lead", starts_on=PartialDate("2020-07"))
    record.roles.create(organisation=other, kind="recipient")
    return record


@pytest.mark.django_db
def test_page_api_and_filter_say_who_led_when(client, moved):
    publish(moved)
    answer = client.get("/api/v1/agreements/moved/").json()
    assert {p["organisation"]["slug"]: p["is_lead"] for p in answer["parties"]} == {
        "north-police": False,
        "south-police": True,
    }
    assert [(r["organisation"]["slug"], r["kind"], r["ends_on"]) for r in answer["roles"]] == [
        ("north-police", "lead", "2020-06"),
        ("south-police", "lead", None),
        ("other-police", "recipient", None),
    ]
    for on, lead, not_lead in (("2020-01-01", "North", "South"), ("2021-01-01", "South", "North")):
        words = text_of(client.get(f"/agreements/moved/?on={on}"))
        assert f"{lead} Police Lead Police force" in words
        assert f"{not_lead} Police Lead Police force" not in words
    assert "North Police Not on 1 January 2021 Lead Not recorded June 2020" in words
    assert listed(client.get("/agreements/?organisation=other-police")) == ["moved"]


@pytest.mark.django_db
def test_a_role_outside_is_not_published_and_says_why(moved):
    moved.parties.filter(organisation__slug="south-police").update(left_on="2019")
    with pytest.raises(Refused, match=r"South Police is recorded as lead after it left \(2019\)"):
        publish(moved)
    assert Agreement.objects.get(slug="moved").current_edition is None


# The form


def rows(organisation, **dates):
    party = {"organisation": str(organisation.pk), "capacity": "not_stated"}
    return {"parties": [party | {k: v for k, v in dates.items() if k in ("joined_on", "left_on")}]}


def test_the_form_refuses_a_role_outside_by_what_is_typed(draft, editor):
    north = OrganisationFactory(name="North Police")
    typed = rows(north, left_on="2018")
    typed["roles"] = [{"organisation": str(north.pk), "kind": "lead", "starts_on": "2019"}]
    refused = editor.send("change", draft, rows=typed, purpose="Typed just now.")
    assert "North Police is recorded as lead after it left (2018)" in text_of(refused)
    assert "Typed just now." in refused.content.decode()
    assert not draft.parties.exists() and not draft.roles.exists()
    typed["parties"][0]["left_on"] = "2019"
    saved = editor.send("change", draft, rows=typed)
    assert saved.status_code == 302, text_of(saved)
    assert draft.roles.get().organisation == north
    # The dates of a party and of its role move together in one save.
    moved = {"parties__0__left_on": "2015", "roles__0__starts_on": "2014"}
    assert editor.send("change", draft, **moved).status_code == 302
    assert "after it left (2013)" in text_of(
        editor.send("change", draft, parties__0__left_on="2013")
    )


def test_the_form_refuses_a_role_twice(draft, editor):
    north = OrganisationFactory()
    role = {"organisation": str(north.pk), "kind": "lead"}
    refused = editor.send("change", draft, rows={"roles": [role, role]})
    assert refused.status_code == 200
    assert "That organisation already has that role from that date." in text_of(refused)
    assert not draft.roles.exists()


def test_the_form_refuses_notice_of_withdrawal_by_an_outsider(draft, editor):
    north, south = OrganisationFactory(), OrganisationFactory(name="South Police")
    notice = {"kind": "notice_of_withdrawal", "party": str(south.pk), "made_on": "2020"}
    refused = editor.send("change", draft, rows={**rows(north), "variations": [notice]})
    assert "South Police gave notice of withdrawal, but is not recorded as a party" in text_of(
        refused
    )
    assert not draft.variations.exists()
    taken = {"parties": rows(north)["parties"] + rows(south)["parties"], "variations": [notice]}
    assert editor.send("change", draft, rows=taken).status_code == 302
    # Nor may the party be taken out and its notice left.
    number = [party.organisation for party in draft.parties.all()].index(south)
    left = editor.send("change", draft, **{f"parties__{number}__DELETE": "on"})
    assert "is not recorded as a party" in text_of(left)
    assert draft.parties.count() == 2
