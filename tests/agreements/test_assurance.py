"""Assurance: what the rules find in the whole register, on the page and by command."""

import datetime
import html
import json
import re
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements import assurance, rules
from agreements.models import Agreement
from collab_portal.views import AssuranceView
from register import answers
from register.models import Entry, Finding
from register.time_query import TimeQuery
from register.version import RegisterVersion
from tests.agreements_rules.bodies import days_agree
from tests.factories import AgreementFactory, publish
from tests.made_up_register import LISTED, PUBLISHED_AT, REMOVED_AT
from tests.reader import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]

DAY = datetime.date(2026, 1, 1)
ROW = re.compile(r'<tr class="govuk-table__row">(.*?)</tr>', re.DOTALL)
NUMBER = re.compile(r'govuk-table__cell--numeric">([\d,]+)<')


def expected(on=DAY, as_at=None) -> Counter:
    """(rule, slug) of every finding, by judging each listed body for itself."""
    time_query = TimeQuery(as_at, on, RegisterVersion.read())
    rows = Entry.objects.filter(kind="agreement").listed(time_query).with_body()
    return Counter((f.rule.id, row.slug) for row in rows for f in rules.check(row.content, on))


def by_rule(findings: Counter) -> dict[str, int]:
    found = Counter()
    for (rule, _), number in findings.items():
        found[rule] += number
    return dict(found)


# The command


def check(*options) -> tuple[str, str]:
    """What it wrote, and why it failed; empty if it did not."""
    output = StringIO()
    try:
        call_command("check_register", *options, stdout=output)
    except CommandError as error:
        assert error.returncode == 1
        return output.getvalue(), str(error)
    return output.getvalue(), ""


def check_json(*options) -> Counter:
    output, _ = check("--format", "json", *options)
    return Counter((item["rule"], item["slug"]) for item in json.loads(output))


def test_the_index_says_of_every_day_what_the_rules_find():
    """Of every edition, listed or not."""
    rows = Entry.objects.filter(kind="agreement").with_body().prefetch_related("findings")
    assert len(rows) > len(LISTED)
    for row in rows:
        days_agree(row.content, DAY, stored=row.findings.all())


def test_it_finds_what_the_rules_find_in_each_body():
    assert check_json("--on", str(DAY)) == expected()
    assert set(Entry.objects.values_list("slug", flat=True)) > LISTED
    assert {slug for _, slug in expected()} <= LISTED


def test_its_json_says_what_where_and_how_serious():
    output, _ = check("--format", "json", "--on", str(DAY))
    for item in json.loads(output):
        assert set(item) == {
            *("rule", "message", "slug", "reference", "title", "owner", "owner_name", "severity"),
        }
        assert item["severity"] == rules.BY_ID[item["rule"]].severity
        assert item["owner"] == "northshire-commissioner"
        assert item["message"]
    assert "Bravo <script>" in output


def test_its_text_is_a_line_for_each():
    output, failed = check("--on", str(DAY))
    *lines, total = output.splitlines()
    assert len(lines) == expected().total()
    assert total == f"{len(lines)} findings"
    not_all = "MU-01 parties-not-all-recorded (must_fix): Not all parties"
    assert len([line for line in lines if line.startswith(not_all)]) == 1
    serious = sum("(must_fix)" in line or "(blocks)" in line for line in lines)
    assert failed == f"{serious} of {len(lines)} findings must be fixed."


def test_advice_alone_does_not_fail():
    Finding.objects.exclude(rule="stage-not-stated").delete()
    output, failed = check()
    assert (len(output.splitlines()), failed) == (4, "")
    Finding.objects.all().delete()
    assert check() == ("0 findings\n", "")
    assert check("--format", "json") == ("[]\n", "")


def test_it_asks_what_the_register_said_then():
    then = PUBLISHED_AT["dogs"]
    found = check_json("--as-at", then.isoformat())
    assert {slug for _, slug in found} == {"forensics", "dogs"}
    assert found == expected(on=then.date(), as_at=then)
    assert check("--as-at", "2023-12-31") == ("0 findings\n", "")
    assert "drones" in {slug for _, slug in check_json("--as-at", "2024-03-01")}
    assert "drones" not in {slug for _, slug in check_json("--as-at", str(REMOVED_AT.date()))}


def test_it_judges_on_the_day_it_is_told():
    before, after = check_json("--on", "2020-03-31"), check_json("--on", "2020-04-01")
    assert after - before == {("past-expiry", "forensics"): 1}


def test_drafts_are_judged_if_asked():
    assert check_json("--drafts", "--on", str(DAY)) == Counter(
        (finding.rule.id, record.slug)
        for record in Agreement.objects.all()
        for finding in rules.check(record.content(), DAY)
    )
    assert "draft" in {slug for _, slug in check_json("--drafts")}
    assert "draft" not in {slug for _, slug in check_json()}


BAD = {
    ("--as-at", "yesterday"): "Give a date, such as 2021-06-01",
    ("--as-at", "2999-01-01"): "It is in the future",
    ("--on", "31 February 2020"): "Give a date that exists",
    ("--on", "2020-02-30"): "Give a date that exists",
    ("--drafts", "--as-at", "2024-01-01"): "Drafts are judged as they are now",
    ("--format", "xml"): "invalid choice",
}


@pytest.mark.parametrize("options", BAD)
def test_bad_options_are_refused_in_words(options):
    output, failed = check(*options)
    assert output == ""
    assert BAD[options] in failed


# The page


def counts_of(response) -> dict[str, int]:
    """The findings of each rule, read off the page's table."""
    text = html.unescape(response.content.decode())
    found = {}
    for row in ROW.findall(text.split("</table>")[0]):
        for rule in rules.RULES:
            if re.search(rf">\s*{re.escape(rule.title)}\s*<", row):
                found[rule.id] = int(NUMBER.search(row)[1])
    assert set(found) == set(rules.BY_ID)
    return {rule: number for rule, number in found.items() if number}


def shown(client, query) -> int:
    """How many findings stand on the pages of an answer, from the first to the last."""
    found, page, last = 0, 1, 1
    while page <= last:
        response = client.get("/assurance/", {**query, "page": page})
        assert response.status_code == 200
        text = response.content.decode()
        found += text.count('class="register-findings__item"')
        last = max([1, *map(int, re.findall(r"[?;&]page=(\d+)", text))])
        page += 1
    return found


@pytest.mark.parametrize(
    "query", [{}, {"on": "2020-04-01"}, {"as_at": "2024-01-03"}, {"as_at": "2023-12-31"}]
)
def test_the_page_counts_what_the_rules_find(client, query):
    day = query.get("on") or query.get("as_at") or str(DAY)
    moment = query.get("as_at") and datetime.datetime.fromisoformat(f"{day}T23:59:59+00:00")
    wanted = expected(on=datetime.date.fromisoformat(day), as_at=moment)
    response = client.get("/assurance/", {"on": day} | query)
    assert counts_of(response) == by_rule(wanted)
    assert shown(client, {"on": day} | query) == wanted.total()
    if wanted:
        assert f"{wanted.total()} findings in all." in text_of(response)
    else:
        assert "There are no findings." in text_of(response)


def test_every_finding_leads_to_its_agreement_and_keeps_the_question(client):
    pages = [client.get(f"/assurance/?on=2026-01-01&page={page}") for page in (1, 2)]
    text = "".join(page.content.decode() for page in pages if page.status_code == 200)
    for slug in {slug for _, slug in expected()}:
        assert f'href="/agreements/{slug}/?on=2026-01-01"' in text
    assert "<script>alert" not in text


@pytest.mark.parametrize("rule", ["stage-not-stated", "past-expiry", "frsa-s16"])
def test_one_rule(client, rule):
    response = client.get("/assurance/", {"rule": rule, "on": str(DAY)})
    assert response.status_code == 200
    assert shown(client, {"rule": rule, "on": str(DAY)}) == by_rule(expected()).get(rule, 0)
    assert counts_of(response) == by_rule(expected())


def test_one_office(client):
    publish(AgreementFactory(title="Kept elsewhere"))
    other = Agreement.objects.get(title="Kept elsewhere").owner.slug
    mine = {"office": "northshire-commissioner", "on": str(DAY)}
    theirs = {"office": other, "on": str(DAY)}
    assert shown(client, mine) + shown(client, theirs) == expected().total()
    assert "Kept elsewhere" in text_of(client.get("/assurance/", theirs))
    assert "Kept elsewhere" not in text_of(client.get("/assurance/", mine))
    assert shown(client, {**theirs, "rule": "stage-not-stated"}) == 1
    nobody = client.get("/assurance/", {"office": "northshire-police"})
    assert "No finding is of that rule and that office." in text_of(nobody)


@pytest.mark.parametrize(
    "query",
    ["rule=nonsense", "office=nobody", "rule=PAST-EXPIRY", "colour=red", "on=soon", "page=x"],
)
def test_what_is_unknown_is_refused_by_name(client, query):
    response = client.get(f"/assurance/?{query}")
    assert response.status_code == 400
    assert query.split("=")[0] in text_of(response)


def test_a_rule_is_asked_for_once(client):
    twice = client.get("/assurance/?rule=past-expiry&rule=stage-not-stated")
    assert twice.status_code == 400
    assert client.get("/assurance/?rule=&rule=past-expiry").status_code == 200


def test_there_is_no_page_after_the_last(client):
    assert client.get("/assurance/?page=99").status_code == 404


def test_pages_of_findings_follow_each_other_in_the_order_of_the_rules(client, monkeypatch):
    monkeypatch.setattr(AssuranceView, "paginate_by", 4)
    time_query = TimeQuery(None, DAY, RegisterVersion.read())
    wanted = list(assurance.of_register(time_query))
    places = [rules.RULES.index(rules.BY_ID[finding.rule]) for finding in wanted]
    assert places == sorted(places)
    found = []
    for page in range(1, -(-len(wanted) // 4) + 1):
        text = client.get(f"/assurance/?on={DAY}&page={page}").content.decode()
        found += re.findall(r'href="/agreements/([^/"]+)/\?on=', text)
    assert found == [finding.slug for finding in wanted]


def test_it_shows_a_new_edition_at_once(client):
    before = expected().total()
    assert shown(client, {"on": str(DAY)}) == before
    publish(AgreementFactory())
    after = expected().total()
    assert shown(client, {"on": str(DAY)}) == after > before


# The version twice, the counts, the findings; of a past moment the counts of two kinds.
@pytest.mark.parametrize(
    ("query", "limit"),
    [("", 4), ("?as_at=2024-03-01", 5), ("?rule=past-expiry", 4)],
)
def test_it_costs_few_queries_even_when_nothing_is_kept(client, query, limit):
    client.get("/organisations/")  # reads the directory
    answers.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/assurance/{query}").status_code == 200
    assert len(queries) <= limit, queries.captured_queries
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/assurance/{query}")
    assert len(queries) == 1
