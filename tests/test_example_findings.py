"""What the rules find in the example register: exactly what a lawyer would, each one explained."""

import datetime
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from agreements import assurance, rules
from register.models import Entry
from register.time_query import TimeQuery
from register.version import RegisterVersion
from tests.agreements_rules.bodies import days_agree
from tests.reader import text_of
from tests.test_example import EAST_OF_ENGLAND, EVERYTHING, NATIONAL, REGIONAL

DAY = datetime.date(2026, 11, 22)
AGREEMENTS = EVERYTHING - EAST_OF_ENGLAND
# By rule, the agreements of which it finds something, once each. In words, as in docs/:
EXPECTED = {
    # Two national ones say what they are called, and not what they are about.
    "functions-not-recorded": {"EM-0018", "EM-0020"},
    # No source lists every party.
    "parties-not-all-recorded": AGREEMENTS,
    "others-not-recorded": EAST_OF_ENGLAND,
    # Only the three national ones say what they were made under.
    "legal-basis-not-stated": AGREEMENTS - NATIONAL,
    "dates-not-recorded": AGREEMENTS,
    # No source says in what capacity anybody signed; four name no party.
    "party-capacity-not-stated": AGREEMENTS - NATIONAL - {"EM-0014"},
    # What section 22A asks about the three made under it.
    "made-on-not-recorded": NATIONAL,
    "writing-not-recorded": NATIONAL,
    "provisions-not-recorded": NATIONAL,
    "copy-awaited": NATIONAL,
    # The extension to the end of 2023 has passed; whether it covers each of them is not known.
    "past-uncertain-expiry": REGIONAL,
    # What is past its end has nothing to review.
    "review-not-recorded": AGREEMENTS - REGIONAL,
}
LAW = {"publication-mismatch"}

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine, pytest.mark.usefixtures("example")]


def of_register(day=DAY):
    """Every finding on agreements in the register as it stands, judged on the day."""
    found = assurance.of_register(TimeQuery(None, day, RegisterVersion.read()))
    return [one for one in found if one.kind == "agreement"]


def test_exactly_these():
    found = Counter((one.rule, one.reference) for one in of_register())
    assert found == Counter(
        (rule, reference) for rule, references in EXPECTED.items() for reference in references
    )


def test_nothing_is_a_matter_of_law_but_what_the_register_itself_says_wrongly():
    """The sources are silent: that is no breach, and nothing that anybody must fix."""
    for rule in EXPECTED.keys() - LAW:
        assert rules.BY_ID[rule].severity == "advice"
        assert rules.BY_ID[rule].list != rules.List.LAW


def test_the_law_says_how_little_it_could_judge(client):
    """A nought is no clean bill: no rule on parties could judge any of the 26."""
    law = {one["id"]: one for one in client.get("/api/v1/assurance/").json()["law"]}
    for rule in ("s22a-parties", "s22a-provisions", "s23c-writing", "pca2017-services"):
        one = law[rule]
        assert (one["found"], one["judged"], one["records"]) == (0, 0, len(EVERYTHING))


def test_it_asks_the_office_of_derbyshire_about_the_parties(client):
    asked = {"rule": "parties-not-all-recorded", "on": str(DAY)}
    answer = client.get("/api/v1/assurance/", asked).json()
    (one,) = [gap for gap in answer["gaps"] if gap["id"] == asked["rule"]]
    office = one["offices"][0]
    assert "Derbyshire" in office["name"]
    letter = text_of(client.get("/assurance/", asked | {"office": office["slug"]}))
    assert "A letter to copy" in letter
    assert "Which other organisations are parties to these" in letter
    assert f"in {office['found']} of the records you keep:" in letter


def test_before_the_end_of_2023_nothing_had_expired():
    day = datetime.date(2023, 12, 31)
    found = Counter(one.rule for one in of_register(day))
    assert found == Counter(
        {rule: len(references) for rule, references in EXPECTED.items()}
        | {"past-uncertain-expiry": 0, "review-not-recorded": len(AGREEMENTS)}
    )


def test_the_index_says_of_every_day_what_the_rules_find():
    rows = Entry.objects.filter(kind="agreement").with_body().prefetch_related("findings")
    assert len(rows) == len(EVERYTHING)
    for row in rows:
        days_agree(row.content, DAY, stored=row.findings.all())


def test_every_finding_is_on_the_page_with_its_explanation(client):
    words = text_of(client.get("/assurance/", {"on": str(DAY)}))
    for rule in EXPECTED:
        asked = rules.BY_ID[rule].question or rules.BY_ID[rule].title
        assert f"{asked} {len(EXPECTED[rule])} " in words
        of_rule = text_of(client.get("/assurance/", {"on": str(DAY), "rule": rule}))
        assert " ".join(rules.BY_ID[rule].public.split()) in of_rule
        for reference in EXPECTED[rule]:
            assert f"{reference}, kept by" in of_rule


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.id)
def test_every_rule_explains_itself(rule):
    for words in (rule.title, rule.public, rule.citation):
        assert words.strip()
    assert rule.public.endswith(".")
    assert rule.severity in rules.Severity.values
    is_policy = rule.citation == rules.OFFICE_POLICY
    assert is_policy or rule.url.startswith("https://www.legislation.gov.uk/uk")


def test_each_agreement_shows_its_own(client):
    for reference in ("EM-0001", "EM-0015", "EM-0018", "EE-0002"):
        (slug,) = {one.slug for one in of_register() if one.reference == reference}
        words = text_of(client.get(f"/agreements/{slug}/", {"on": str(DAY)}))
        shown = {rule.id for rule in rules.RULES if " ".join(rule.public.split()) in words}
        assert shown == {rule for rule, found in EXPECTED.items() if reference in found}


def test_the_command_finds_nothing_that_must_be_fixed():
    told = StringIO()
    call_command("check_register", "--on", str(DAY), stdout=told)
    *lines, total = told.getvalue().splitlines()
    assert total == f"{len(lines)} findings"
    assert not [line for line in lines if "(must_fix)" in line or "(blocks)" in line]


def test_the_working_records_are_found_the_same():
    drafts = Counter((one.rule, one.reference) for one in assurance.of_drafts(DAY))
    assert drafts == Counter((one.rule, one.reference) for one in of_register())
    assert {reference for _, reference in drafts} == set(EVERYTHING)
