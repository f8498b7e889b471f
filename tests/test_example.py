"""The example register: what the documents say is in it, and nothing half-written."""

import datetime
import json
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone

from agreements.models import Agreement
from collab_portal.example import loader, sign_ins
from organisations.models import Membership, User
from register import chain
from register.models import Edition, Entry, Refused
from register.time_query import TimeQuery
from register.version import RegisterVersion
from tests.reader import content, items, sheet, table, text_of

REGIONAL = {f"EM-{number:04}" for number in range(1, 18)}
NATIONAL = {"EM-0018", "EM-0019", "EM-0020"}
DESCRIBED = {"EM-0021", "EM-0022", "EM-0023"}
EAST_OF_ENGLAND = {"EE-0001", "EE-0002", "EE-0003"}
EVERYTHING = REGIONAL | NATIONAL | DESCRIBED | EAST_OF_ENGLAND

DERBYSHIRE_TEAM = "co-located-prevention-team-derbyshire"
PES = "peterborough-prevention-and-enforcement-service"
SECTORS = {f"{sector}-team-{PES}" for sector in ("northern", "southern", "eastern")}
TEAMS = SECTORS | {DERBYSHIRE_TEAM, PES}
SITES = {"joint-headquarters-derbyshire", "joint-training-centre-derbyshire"}
VISION = "making-derbyshire-safer-together"
PROGRAMME = "east-midlands-police-collaboration-programme"
EDITIONS = len(EVERYTHING) + len(TEAMS) + len(SITES) + 2

FIRST = """
[[agreements]]
reference = "XX-0001"
title = "A good entry"
owner = "derbyshire-police-and-crime-commissioner"
change_note = "First entry."

[[agreements]]"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(example):
    """What the register says of each agreement, by reference."""
    return {row.reference: row.content for row in listed("agreement").with_body()}


def listed(kind):
    """What the register lists of a kind."""
    return Entry.objects.filter(kind=kind).current()


def by_slug(kind):
    """What the register says of each record of a kind."""
    return {row.slug: row.content for row in listed(kind).with_body()}


def slugs(links):
    return [link["slug"] for link in links]


def organisations(body):
    return [part["organisation"]["slug"] for part in body["organisations"]]


def references(rows):
    return set(rows.values_list("reference", flat=True))


def lifecycles_on(day):
    """References by lifecycle."""
    rows = listed("agreement").with_lifecycle(day)
    return {
        lifecycle: references(rows.filter(lifecycle=lifecycle))
        for lifecycle in rows.values_list("lifecycle", flat=True)
    }


def test_the_register_holds_exactly_the_agreements_of_the_documents(bodies):
    assert set(bodies) == EVERYTHING
    assert len(EVERYTHING) == 26
    assert Edition.objects.filter(kind="agreement").count() == len(EVERYTHING)


def test_the_teams_sites_and_the_vision_of_the_documents(example):
    assert set(by_slug("team")) == TEAMS
    assert set(by_slug("site")) == SITES
    assert set(by_slug("vision")) == {VISION}
    assert set(by_slug("programme")) == {PROGRAMME}
    assert Edition.objects.count() == EDITIONS == 35


def test_the_derbyshire_trial_ends_by_inference_and_its_outcome_is_a_gap(example):
    body = by_slug("team")[DERBYSHIRE_TEAM]
    assert body["starts_on"] == "2019-10-25"
    assert body["trial"] == {
        "length_text": "six months",
        "length_months": 6,
        "planned_end_on": "2020-04-25~",
        "is_planned_end_inferred": True,
        "decision": "not_recorded",
        "decided_on": None,
        "outcome": "",
    }
    row = listed("team").get(slug=DERBYSHIRE_TEAM)
    assert row.derived["trial_state"] == "outcome_not_recorded"


def test_the_peterborough_service_has_three_teams_within_it(example):
    bodies = by_slug("team")
    assert {slug for slug in TEAMS if bodies[slug]["part_of"]} == SECTORS
    assert {bodies[slug]["part_of"]["slug"] for slug in SECTORS} == {PES}
    assert bodies[PES]["starts_on"] == "2016?"
    assert len(bodies[PES]["board_seats"]) == 3


def test_only_holders_of_public_office_and_chief_officers_are_named(example):
    people = [
        person
        for body in by_slug("team").values()
        for person in (*body["posts"], *body["board_seats"])
    ]
    assert len(people) == 8 + 2 + 3 + 3
    assert {person["name"] for person in people} == {None}
    signatories = by_slug("vision")[VISION]["signatories"]
    assert [(one["name"], one["role"]) for one in signatories] == [
        ("Peter Goodman", "launched"),
        ("Rick Roberts", "launched"),
        ("Hardyal Dhindsa", "spoke_for"),
        ("Gavin Tomlinson", "spoke_for"),
    ]


def test_the_vision_is_delivered_by_the_team_at_the_joint_headquarters(example):
    vision = by_slug("vision")[VISION]
    assert slugs(vision["teams"]) == [DERBYSHIRE_TEAM]
    assert vision["agreements"] == []
    team = by_slug("team")[DERBYSHIRE_TEAM]
    assert slugs(team["sites"]) == ["joint-headquarters-derbyshire"]
    services = ["derbyshire-constabulary", "derbyshire-fire-and-rescue-service"]
    for body in (vision, team, *by_slug("site").values()):
        assert organisations(body) == services


def test_every_team_site_and_vision_says_where_it_is_from_and_leaves_out_what_is_not(example):
    sites, teams, visions = map(by_slug, ("site", "team", "vision"))
    assert all(body["sources"] for bodies in (sites, teams, visions) for body in bodies.values())
    assert {slug: body["opened_on"] for slug, body in sites.items()} == {
        "joint-headquarters-derbyshire": "2016?",
        "joint-training-centre-derbyshire": None,
    }
    assert {body["starts_on"] for slug, body in teams.items() if slug in SECTORS} == {None}
    assert {body["ends_on"] for body in teams.values()} == {None}
    assert {body["agreement"] and body["agreement"]["slug"] for body in teams.values()} == {None}
    leads = [part["is_lead"] for body in teams.values() for part in body["organisations"]]
    assert leads and not any(leads)
    assert visions[VISION]["review_on"] is None


def test_every_edition_was_approved_by_a_second_person(bodies):
    assert {body["second_person_approval"] for body in bodies.values()} == {True}
    assert set(Edition.objects.values_list("submitted_by__username", "approved_by__username")) == {
        ("demo-editor", "demo-publisher")
    }
    assert set(Agreement.objects.with_state().values_list("state", flat=True)) == {"published"}


def test_leicestershire_police_takes_part_in(example):
    rows = listed("agreement").filter(
        facets__name="organisation", facets__value="leicestershire-police"
    )
    assert references(rows) == REGIONAL - {"EM-0014"} | DESCRIBED


@pytest.mark.parametrize(
    ("day", "lifecycle"),
    [(datetime.date(2023, 6, 1), "in_force"), (datetime.date(2026, 11, 22), "not_confirmed")],
)
def test_the_regional_agreements_run_until_the_end_of_2023(example, day, lifecycle):
    assert lifecycles_on(day) == {lifecycle: REGIONAL, "not_recorded": EVERYTHING - REGIONAL}


@pytest.mark.parametrize("moment", ["on=2026-11-22", f"as_at={timezone.localdate()}&on=2026-11-22"])
def test_home_says_what_is_known_of_them_and_what_is_not(client, example, moment):
    words = text_of(client.get(f"/?{moment}"))
    assert (
        "On 22 November 2026: none known to be in force or under way ; "
        "17 past a recorded end, renewal not known ; 9 not recorded"
    ) in words


def test_an_organisation_says_where_what_it_is_named_in_stands(client, example):
    words = text_of(client.get("/organisations/leicestershire-police/?on=2026-11-22"))
    assert (
        "On 22 November 2026: none known to be in force; "
        "16 past a recorded end, renewal not known; 3 not recorded."
    ) in words


def test_why_one_is_not_confirmed_is_said_on_page_list_and_in_the_api(client, example):
    reason = "past its recorded end, 31 December 2023; whether it was renewed is not known"
    query = "lifecycle=not_confirmed&on=2026-11-22"
    answer = client.get(f"/api/v1/agreements/?{query}&page_size=100").json()["results"]
    assert {one["reference"] for one in answer} == REGIONAL
    assert {one["lifecycle_reason"] for one in answer} == {reason}
    shown = reason.capitalize().replace("december", "December")
    assert text_of(client.get(f"/agreements/?{query}")).count(shown) == len(REGIONAL)
    page = text_of(client.get(f"/agreements/{answer[0]['slug']}/?on=2026-11-22"))
    assert f"On 22 November 2026 Not confirmed {shown}." in page


def test_a_parent_shows_what_its_parts_show(client, example):
    address = "/agreements/east-midlands-special-operations-unit-emsou/"
    page = text_of(client.get(f"{address}?on=2026-11-22"))
    assert (
        "Dates not recorded Neither a start nor an end is recorded. 6 parts of it are in this "
        "register: none known to be in force; 6 past a recorded end, renewal not known."
    ) in page
    assert "6 known to be in force." in text_of(client.get(f"{address}?on=2023-06-01"))


def test_the_register_said_nothing_in_2001(example):
    moment = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)
    time_query = TimeQuery(moment, moment.date(), RegisterVersion.read())
    assert not Entry.objects.as_at(time_query).exists()


def test_the_three_national_ones_are_section_22a_agreements(example):
    by_status = {"s22a": NATIONAL, "not_stated": EVERYTHING - NATIONAL - EAST_OF_ENGLAND}
    for status, wanted in by_status.items():
        rows = listed("agreement").filter(facets__name="section_22a", facets__value=status)
        assert references(rows) == wanted


def test_the_extension_is_recorded_on_the_regional_ones_as_uncertain(bodies):
    extended = {
        reference: [
            (item["kind"], item["made_on"], item["effective_on"], item["new_expires_on"])
            for item in body["variations"]
        ]
        for reference, body in bodies.items()
        if body["variations"]
    }
    assert extended == {
        reference: [("extension", None, None, "2023-12-31?")] for reference in REGIONAL
    }


def test_nothing_that_the_documents_leave_out_is_stated(bodies):
    parties = [party for body in bodies.values() for party in body["parties"]]
    assert {party["capacity"] for party in parties} == {"not_stated"}
    assert {party["is_lead"] for party in parties} == {False}
    assert {body["starts_on"] for body in bodies.values()} == {None}
    assert {body["expires_on"] for body in bodies.values()} == {None}
    assert {body["term"] for body in bodies.values()} == {"not_recorded"}
    without_parties = {reference for reference, body in bodies.items() if not body["parties"]}
    assert without_parties == NATIONAL | {"EM-0014"}
    assert {body["parties_recorded"] for body in bodies.values()} == {"not_stated"}
    by_stage = {reference: body["stage"] for reference, body in bodies.items()}
    assert by_stage == dict.fromkeys(EVERYTHING, "made") | dict.fromkeys(
        EAST_OF_ENGLAND, "no_agreement_known"
    )


def test_the_six_units_are_part_of_emsou(bodies):
    parts = {
        reference: body["part_of"]["reference"]
        for reference, body in bodies.items()
        if body["part_of"]
    }
    assert parts == {f"EM-{number:04}": "EM-0021" for number in range(2, 8)}


def test_what_stands_in_the_table_and_the_list_cites_both(bodies):
    twice = {reference for reference, body in bodies.items() if len(body["sources"]) == 2}
    assert twice == {"EM-0008", "EM-0009", "EM-0013"}
    assert all(body["sources"] for body in bodies.values())


def test_what_is_published_of_each(bodies):
    assert {r: b["publication"] for r, b in bodies.items()} == (
        dict.fromkeys(REGIONAL, "published_elsewhere")
        | dict.fromkeys(NATIONAL, "awaiting_upload")
        | dict.fromkeys(DESCRIBED, "fact_and_details")
        | dict.fromkeys(EAST_OF_ENGLAND)
    )
    reasons = {r: bool(b["publication_reason"]) for r, b in bodies.items()}
    assert reasons == {r: r not in EAST_OF_ENGLAND for r in EVERYTHING}


def test_operation_insight_has_its_outcome_and_who_claims_it(bodies):
    outcomes = {reference: body["outcomes"] for reference, body in bodies.items()}
    assert {reference for reference, found in outcomes.items() if found} == {"EE-0002"}
    assert outcomes["EE-0002"] == [
        {
            "measure": "Burglaries",
            "change": "down 29",
            "unit": "per cent",
            "period": "since it began",
            "area": "Essex",
            "claimed_by": "Brandon Lewis, Minister of State for Policing and the Fire Service",
            "source": bodies["EE-0002"]["sources"][0],
        }
    ]


@pytest.mark.parametrize("address", ["agreements/", "agreements/?scope=regional", "teams/"])
def test_no_list_is_heavy(example, client, address):
    """At most 40 kB before compression, with 25 records and all that the filters offer."""
    response = client.get(f"/{address}")
    assert len(response.content) <= 40_000
    if address == "agreements/":
        assert response.content.count(b'class="register-list__item"') == 25


def test_the_ledger_holds(example):
    assert chain.verify().editions == EDITIONS


def test_loading_again_adds_nothing(example):
    before = chain.verify().head, User.objects.count(), Membership.objects.count()
    output = StringIO()
    call_command("load_example", stdout=output)
    assert (chain.verify().head, User.objects.count(), Membership.objects.count()) == before
    assert [line.strip() for line in output.getvalue().splitlines()[1:6]] == [
        "0 programmes published, 1 already there",
        "0 agreements published, 26 already there",
        "0 shared sites published, 2 already there",
        "0 teams published, 5 already there",
        "0 shared visions published, 1 already there",
    ]


def test_an_agreement_already_there_is_left_alone(example):
    Agreement.objects.filter(reference="EM-0001").update(title="Changed by staff")
    call_command("load_example", stdout=StringIO())
    assert Agreement.objects.get(reference="EM-0001").title == "Changed by staff"


def test_the_sign_ins_it_prints_work_and_are_marked_as_made_up(example):
    printed = [line.split() for line in example.splitlines() if line.startswith("  demo-")]
    roles = ["editor", "publisher", "auditor", "national"]
    assert [name for name, _ in printed] == [f"demo-{role}" for role in roles]
    for name, password in printed:
        user = User.objects.get(username=name)
        assert user.check_password(password)
        assert user.is_staff and not user.is_superuser
        assert user.get_full_name().endswith("(made up)")
    assert User.objects.get(username="demo-national").is_national


def test_a_password_changed_since_is_not_printed(example):
    user = User.objects.get(username=sign_ins.EDITOR.username)
    user.set_password("something else")
    user.save()
    output = StringIO()
    call_command("load_example", stdout=output)
    assert sign_ins.EDITOR.password not in output.getvalue()
    assert "(changed since)" in output.getvalue()


def test_the_demo_editor_cannot_approve(example):
    editor = User.objects.get(username=sign_ins.EDITOR.username)
    agreement = Agreement.objects.get(reference="EM-0001")
    agreement.purpose = "Changed."
    agreement.save()
    agreement.record_edit(by=editor)
    agreement.submit(by=editor, note="Again.")
    with pytest.raises(Refused, match="Only a publisher"):
        agreement.approve(by=editor, seen=agreement.seal())


@pytest.fixture
def without_demo_staff():
    """No demo sign-ins, whether or not the example was loaded before."""
    User.objects.filter(username__startswith="demo-").update(
        username=Concat(Value("other-"), "username")
    )


def test_production_never_gets_known_passwords(without_demo_staff, settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="This is production"):
        call_command("load_example", stdout=StringIO())
    assert not User.objects.filter(username__startswith="demo-").exists()


def test_nor_does_a_register_that_staff_already_use(example, without_demo_staff):
    with pytest.raises(CommandError, match="Staff already use this register"):
        call_command("load_example", stdout=StringIO())
    assert not User.objects.filter(username__startswith="demo-").exists()


BAD = {
    'owner = "derby"': "XX-0002, owner: no organisation has the slug “derby”.",
    "": "XX-0002, owner: This field cannot be null.",
    'parties = [{ organisation = "derby" }]': (
        "XX-0002, parties 1, organisation: no organisation has the slug “derby”."
    ),
    'parties = [{ group = "all-5-forces" }, { group = "six" }]': (
        "XX-0002, parties 2, group: no group has the slug “six”."
    ),
    'part_of = "EM-9999"': "XX-0002, part_of: no agreement has the reference “EM-9999”.",
    'functions = ["payrol"]': "XX-0002, functions: Not one of the choices: payrol.",
    'legal_bases = ["s22"]': "XX-0002, legal_bases: Not one of the choices: s22.",
    'stage = "signed"': "XX-0002, stage: Value 'signed' is not a valid choice.",
    'starts_on = "31 February 2020"': ("XX-0002, starts_on: 31 February 2020 is not a date."),
    'starts_on = "2020"\nexpires_on = "2019"': (
        "XX-0002, expires_on: It cannot expire before it starts. Check both dates."
    ),
    'variations = [{ new_expires_on = "soon" }]': "XX-0002, variations 1, new_expires_on: “soon”",
    'variations = ["extension"]': "XX-0002, variations: the file has no [variations.extension].",
    'like = "others"': "XX-0002, like: the file has no [like.others].",
    'purpouse = "To help"': "XX-0002, purpouse: there is no such field.",
    'submitted_digest = "0"': "XX-0002, submitted_digest: there is no such field.",
    'sources = [{ title = "" }]': "XX-0002, sources 1, title: This field cannot be blank.",
    'change_note = ""': "XX-0002: Say in the note what changes and why",
    'reference = "XX-0001"': "XX-0001: the file has this reference twice.",
    "owner =": "agreements.toml: Invalid value",
}


@pytest.fixture
def copies(example, tmp_path, monkeypatch):
    """A folder of copies of the files, for a test to change; the command reads it."""
    for file in loader.FOLDER.glob("*.toml"):
        shutil.copy(file, tmp_path)
    monkeypatch.setattr(loader, "FOLDER", tmp_path)
    return tmp_path


def assert_refused(message):
    with pytest.raises(CommandError) as error:
        call_command("load_example", stdout=StringIO())
    assert str(error.value).startswith(f"Nothing was loaded. {message}")
    assert set(Agreement.objects.values_list("reference", flat=True)) == EVERYTHING
    assert Edition.objects.count() == EDITIONS


@pytest.mark.parametrize(("lines", "message"), BAD.items())
def test_a_bad_entry_is_named_and_nothing_is_written(copies, lines, message):
    (copies / "agreements.toml").write_text(entries(lines), encoding="utf-8")
    assert_refused(message)


OTHER_BAD = {
    ("teams", 'sites = ["nowhere"]'): "bad-one, sites: no shared site has the slug “nowhere”.",
    ("teams", 'part_of = "bad-one"'): "bad-one, part_of: no team has the slug “bad-one”.",
    ("teams", 'agreement = "EM-9999"'): (
        "bad-one, agreement: no agreement has the reference “EM-9999”."
    ),
    ("teams", 'starts_on = "2020"\nis_trial = true\ntrial_planned_end_on = "2019"'): (
        "bad-one, trial_planned_end_on: The trial cannot end before it starts."
    ),
    ("teams", 'starts_on = "2020"\nposts = [{ title = "Sergeant", ends_on = "2019" }]'): (
        "bad-one, posts 1: The post is there before its team starts (2020)."
    ),
    ("teams", 'posts = [{ title = "Sergeant", is_name_public = true }]'): (
        "bad-one, posts 1: There is no name to publish"
    ),
    ("sites", 'organisations = [{ organisation = "derby" }]'): (
        "bad-one, organisations 1, organisation: no organisation has the slug “derby”."
    ),
    ("sites", 'posts = [{ title = "Sergeant" }]'): "bad-one, posts: there is no such field.",
    ("visions", 'agreements = ["EM-0001", "EM-9999"]'): (
        "bad-one, agreements: no agreement has the reference “EM-9999”."
    ),
    ("visions", 'outcomes = [{ measure = "Fires" }]'): (
        "bad-one, outcomes 1, change: This field cannot be blank."
    ),
    ("visions", 'slug = "again"'): "visions.toml: Cannot overwrite a value",
}


@pytest.mark.parametrize(("entry", "message"), OTHER_BAD.items())
def test_so_it_is_in_the_files_of_the_other_kinds(copies, entry, message):
    kind, lines = entry
    kinds = {"teams": 'team_kind = "co_located"', "sites": 'site_kind = "office"', "visions": ""}
    common = f"""
[[{kind}]]
slug = "bad-one"
title = "The entry under test"
owner = "derbyshire-police-and-crime-commissioner"
change_note = "First entry."
{kinds[kind]}
{lines}
"""
    (copies / f"{kind}.toml").write_text(common, encoding="utf-8")
    assert_refused(message)


def entries(lines: str) -> str:
    """A file of a good entry and one that has these lines."""
    good = {
        "reference": "XX-0002",
        "title": "The entry under test",
        "owner": "derbyshire-police-and-crime-commissioner",
        "change_note": "First entry.",
    }
    given = {line.split(" =")[0] for line in lines.splitlines()} or {"owner"}
    rest = [f'{key} = "{value}"' for key, value in good.items() if key not in given]
    return "\n".join([FIRST, *rest, lines])


@pytest.mark.parametrize("kind", ["agreements", "teams", "sites", "visions"])
def test_a_file_holds_the_records_of_the_list_in_its_order(client, example, kind):
    listed = client.get(f"/api/v1/{kind}/?page_size=1000")
    records = listed.json()["results"]
    assert json.loads(content(client, f"{kind}.json")) == records
    lines = content(client, f"{kind}.ndjson").decode().splitlines()
    assert [json.loads(line) for line in lines] == records
    assert [row["slug"] for row in table(client, f"{kind}.csv")] == items(listed)
    assert sheet(client, f"{kind}.xlsx") == table(client, f"{kind}.csv")
    assert records
