"""All rules together: their names, their sources, and what they are silent about."""

from pathlib import Path

import pytest

from agreements import rules
from agreements.rules import OFFICE_POLICY, RULES, Severity
from agreements.rules.base import text_list
from agreements.vocabulary import LegalBasis

from .bodies import ON, PLAIN, S1_2017, S22A, body, fire, found, pcc


def test_a_lawful_and_complete_agreement_has_no_finding():
    assert found() == []


def test_ids_are_unique():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_where_it_comes_from(rule):
    if rule.citation == OFFICE_POLICY:
        assert rule.url == ""
    else:
        assert ", section " in rule.citation or " Order 2011, Schedule" in rule.citation
        assert rule.url.startswith("https://www.legislation.gov.uk/uk")
        assert rule.url.rpartition("/")[2].isalnum()
    assert rule.severity in Severity
    assert rule.title and rule.public.endswith(".")


def test_every_rule_has_a_case_in_these_tests():
    text = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    assert [rule.id for rule in RULES if f'"{rule.id}"' not in text] == []


def test_findings_come_in_the_order_of_the_rules_and_say_what_to_do():
    findings = rules.check(body(legal_bases=[], parties_recorded="some", starts_on=None), ON)
    ids = [finding.rule.id for finding in findings]
    assert ids == ["parties-not-all-recorded", "legal-basis-not-stated", "dates-not-recorded"]
    assert all(finding.message.endswith(".") for finding in findings)


def test_parties_are_judged_only_where_all_are_recorded():
    bases = [S22A, S1_2017, "s13_fire_and_rescue_services_act_2004"]
    for recorded in ("some", "not_stated"):
        changes = {"parties_recorded": recorded, "parties": [pcc("north")], "legal_bases": bases}
        assert found(**changes) == ["parties-not-all-recorded"]


def test_section_22a_status_is_found_where_it_was():
    assert rules.section_22a_status(body()) == "s22a"
    assert rules.section_22a_status(body(stage="proposed")) == "proposed"


def test_an_old_body_without_the_new_keys_of_organisations_can_be_judged():
    parties = [pcc("north"), fire("north")]
    for party in parties:
        del party["organisation"]["nation"], party["organisation"]["overseen_by"]
    # Whether the bodies are “in England” is not recorded, so nobody is accused.
    assert "pca2017-services" not in found(legal_bases=[S1_2017], parties=parties)


@pytest.mark.parametrize("key", [key for key in PLAIN if key not in ("stage", "publication")])
def test_whatever_is_empty_can_be_judged(key):
    empty = {str: "", list: [], bool: None, dict: None, type(None): None}[type(PLAIN[key])]
    if key.endswith("_on"):
        empty = None
    for bases in ([S22A], [S1_2017], list(LegalBasis)):
        rules.check(body(**{"legal_bases": bases, key: empty}), ON)


def test_names_in_a_sentence():
    assert text_list(["A"]) == "A"
    assert text_list("ABC") == "A, B and C"
    assert text_list("ABCDEFG") == "A, B, C, D and 3 more"
