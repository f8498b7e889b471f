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

from agreements import rules
from agreements.models import Agreement
from collab_portal.assurance import AssuranceView
from organisations.dates import PartialDate
from register import answers, kinds
from register.models import Entry, Finding
from register.time_query import TimeQuery
from register.version import RegisterVersion
from tests.agreements_rules.bodies import days_agree
from tests.factories import AgreementFactory, TeamFactory, publish
from tests.made_up_register import LISTED, PUBLISHED_AT, REMOVED_AT
from tests.reader import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]

DAY = datetime.date(2026, 1, 1)


def expected(on=DAY, as_at=None) -> Counter:
    """(rule, slug) of every finding on agreements, by judging each listed body for itself."""
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
    found = json.loads(output)
    return Counter((one["rule"], one["slug"]) for one in found if one["kind"] == "agreement")


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
            *("rule", "message", "kind", "slug", "reference", "title"),
            *("owner", "owner_name", "severity", "list"),
        }
        rule = kinds.get(item["kind"]).rules[item["rule"]]
        assert (item["severity"], item["list"]) == (rule.severity, rule.list)
        assert item["owner"] == "northshire-commissioner"
        assert item["message"]
    assert "Bravo <script>" in output


def test_its_text_is_a_line_for_each():
    output, failed = check("--on", str(DAY))
    *lines, total = output.splitlines()
    assert len(lines) == expected().total()
    assert total == f"{len(lines)} findings"
    not_all = "MU-01 parties-not-all-recorded (advice): The parties recorded"
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


# The page and the API


def counted(client, **query) -> dict[str, dict]:
    """Each rule of the API's three lists that is about agreements."""
    answer = client.get("/api/v1/assurance/", {"on": str(DAY)} | query).json()
    lists = {name: answer[name] for name in ("law", "due", "gaps")}
    assert set(rules.List.values) == set(lists)
    assert {one["id"]: name for name, some in lists.items() for one in some} == {
        rule.id: rule.list for rule in kinds.rules().values()
    }
    return {one["id"]: one for some in lists.values() for one in some if one["id"] in rules.BY_ID}


def numbers(client, **query) -> dict[str, int]:
    return {rule: one["found"] for rule, one in counted(client, **query).items() if one["found"]}


def shown(client, query) -> int:
    """How many findings of a rule stand on the pages of an answer, from the first to the last."""
    found, page, last = 0, 1, 1
    while page <= last:
        response = client.get("/assurance/", {"on": str(DAY), **query, "page": page})
        assert response.status_code == 200
        text = response.content.decode()
        found += text.count('class="register-findings__item"')
        last = max([1, *map(int, re.findall(r"[?;&]page=(\d+)", text))])
        page += 1
    return found


@pytest.mark.parametrize(
    "query", [{}, {"on": "2020-04-01"}, {"as_at": "2024-01-03"}, {"as_at": "2023-12-31"}]
)
def test_it_counts_what_the_rules_find(client, query):
    day = query.get("on") or query.get("as_at") or str(DAY)
    moment = query.get("as_at") and datetime.datetime.fromisoformat(f"{day}T23:59:59+00:00")
    wanted = by_rule(expected(on=datetime.date.fromisoformat(day), as_at=moment))
    query = {"on": day} | query
    assert numbers(client, **query) == wanted
    for rule in (*wanted, "frsa-s16"):
        assert shown(client, query | {"rule": rule}) == wanted.get(rule, 0)
    page = text_of(client.get("/assurance/", query))
    for rule, number in wanted.items():
        words = rules.BY_ID[rule].question or rules.BY_ID[rule].title
        assert re.search(rf"{re.escape(' '.join(words.split()))} {number} \d+ of \d+", page)


@pytest.mark.parametrize(
    "query", [{}, {"as_at": "2024-03-01"}, {"office": "northshire-commissioner"}]
)
def test_each_rule_says_how_many_records_it_could_judge(client, query):
    """Of today from what publication counted, of the past and of an office from the rows."""
    moment = (
        datetime.datetime(2024, 3, 1, 23, 59, 59, tzinfo=datetime.UTC) if "as_at" in query else None
    )
    time_query = TimeQuery(moment, DAY, RegisterVersion.read())
    entries = Entry.objects.filter(kind="agreement").listed(time_query).with_body()
    bodies = [entry.content for entry in entries]
    for rule, one in counted(client, **query).items():
        judged = [body for body in bodies if rules.BY_ID[rule].judges(body)]
        assert (one["judged"], one["records"]) == (len(judged), len(bodies)), rule
    assert counted(client, **query)["s22a-parties"]["judged"] < len(bodies)


def test_a_rule_that_found_nothing_is_folded_away_with_how_many_it_could_judge(client):
    text = client.get("/assurance/", {"on": str(DAY)}).content.decode()
    folded = " ".join("".join(re.findall(r"<details.*?</details>", text, re.DOTALL)).split())
    one = counted(client)["frsa-s16"]
    assert one["found"] == 0
    assert f"{one['title']}: could judge {one['judged']} of {one['records']}" in html.unescape(
        folded
    )


def test_completeness_is_what_applies_less_the_gaps(client):
    asked = missing = 0
    time_query = TimeQuery(None, DAY, RegisterVersion.read())
    for entry in Entry.objects.listed(time_query).with_body():
        body, kind = entry.content, kinds.get(entry.kind)
        gaps = [rule for rule in kind.rules.values() if rule.list == rules.List.GAPS]
        asked += sum(rule.judges(body) for rule in gaps)
        missing += sum(bool(list(rule.messages(body, DAY))) for rule in gaps)
    answer = client.get("/api/v1/assurance/", {"on": str(DAY)}).json()
    assert answer["completeness"] == {"recorded": asked - missing, "facts": asked}
    assert 0 < missing < asked
    page = text_of(client.get("/assurance/", {"on": str(DAY)}))
    assert f"{asked - missing:,} of {asked:,} facts" in page


def test_a_record_says_how_complete_it_is(client):
    body = Entry.objects.current().with_body().get(slug="forensics").content
    gaps = [rule for rule in rules.RULES if rule.list == rules.List.GAPS]
    asked = sum(rule.judges(body) for rule in gaps)
    missing = [rule for rule in gaps if list(rule.messages(body, DAY))]
    page = text_of(client.get("/agreements/forensics/", {"on": str(DAY)}))
    assert f"{asked - len(missing)} of {asked} facts that apply to this agreement" in page
    assert page.count("What is not known") == 2  # its heading, and in the contents
    for rule in missing:
        assert " ".join(rule.public.split()) in page


def test_every_finding_leads_to_its_record_and_keeps_the_question(client):
    for rule, slug in expected():
        text = client.get("/assurance/", {"rule": rule, "on": str(DAY)}).content.decode()
        assert f'href="/agreements/{slug}/?on=2026-01-01"' in text
        assert "<script>alert" not in text


def test_one_office(client):
    publish(AgreementFactory(title="Kept elsewhere"))
    other = Agreement.objects.get(title="Kept elsewhere").owner
    mine, theirs = "northshire-commissioner", other.slug
    assert Counter(numbers(client, office=mine)) + Counter(numbers(client, office=theirs)) == (
        Counter(by_rule(expected()))
    )
    rule = "stage-not-stated"
    assert shown(client, {"rule": rule, "office": theirs}) == 1
    assert "Kept elsewhere" in text_of(client.get(f"/assurance/?rule={rule}&office={theirs}"))
    assert "Kept elsewhere" not in text_of(client.get(f"/assurance/?rule={rule}&office={mine}"))
    assert shown(client, {"rule": rule, "office": "northshire-police"}) == 0
    offices = {one["slug"]: one["found"] for one in counted(client)[rule]["offices"]}
    assert offices == {mine: by_rule(expected())[rule] - 1, theirs: 1}
    page = text_of(client.get(f"/organisations/{mine}/"))
    assert "What the register finds in the records it keeps" in page
    assert "in the records it keeps" not in text_of(client.get("/organisations/northshire-police/"))


def test_a_letter_is_drafted_for_each_office_and_question(client):
    asked = {"rule": "stage-not-stated", "office": "northshire-commissioner", "on": str(DAY)}
    text = html.unescape(client.get("/assurance/", asked).content.decode())
    letter = re.search(r'<pre class="register-letter".*?>(.*?)</pre>', text, re.DOTALL)[1]
    rows = client.get("/api/v1/assurance/", asked).json()["results"]
    assert letter.startswith("To: Northshire")
    assert rules.BY_ID["stage-not-stated"].question in letter
    assert f"in {len(rows)} of the records you keep:" in letter
    for row in rows:
        assert row["title"] in letter and row["html_url"].partition("?")[0] in letter
        assert row["message"] in letter
    everyone = client.get("/assurance/", asked | {"office": ""})
    assert "register-letter" not in everyone.content.decode()


def test_the_api_gives_the_findings_of_a_rule(client):
    answer = client.get("/api/v1/assurance/", {"rule": "stage-not-stated", "on": str(DAY)}).json()
    assert answer["count"] == len(answer["results"]) == by_rule(expected())["stage-not-stated"]
    assert {row["slug"] for row in answer["results"]} == {
        slug for rule, slug in expected() if rule == "stage-not-stated"
    }
    assert client.get("/api/v1/assurance/").json()["results"] == []


@pytest.mark.parametrize("address", ["/assurance/", "/api/v1/assurance/"])
@pytest.mark.parametrize(
    "query",
    ["rule=nonsense", "office=nobody", "rule=PAST-EXPIRY", "colour=red", "on=soon", "page=x"],
)
def test_what_is_unknown_is_refused_by_name(client, address, query):
    response = client.get(f"{address}?{query}")
    assert response.status_code == 400
    assert query.split("=")[0] in response.content.decode()


def test_a_rule_is_asked_for_once(client):
    twice = client.get("/assurance/?rule=past-expiry&rule=stage-not-stated")
    assert twice.status_code == 400


def test_there_is_no_page_after_the_last(client):
    assert client.get("/assurance/?page=99").status_code == 404
    assert client.get("/assurance/?rule=stage-not-stated&page=99").status_code == 404


def test_pages_of_findings_follow_each_other(client, monkeypatch):
    monkeypatch.setattr(AssuranceView, "paginate_by", 2)
    wanted = [slug for rule, slug in expected() if rule == "stage-not-stated"]
    assert len(wanted) > 2
    found = []
    for page in range(1, -(-len(wanted) // 2) + 1):
        asked = {"on": str(DAY), "rule": "stage-not-stated", "page": page}
        text = client.get("/assurance/", asked).content.decode()
        found += re.findall(r'href="/agreements/([^/"]+)/\?on=', text)
    assert sorted(found) == sorted(wanted)


def test_it_shows_a_new_edition_at_once(client):
    before = numbers(client)
    publish(AgreementFactory())
    after = by_rule(expected())
    assert numbers(client) == after != before


# A team that works on under an agreement that is over


def outliving(client, **query) -> list[str]:
    answer = client.get("/api/v1/assurance/", {"rule": "team-outlives-agreement", **query}).json()
    (one,) = [one for one in answer["law"] if one["id"] == "team-outlives-agreement"]
    assert one["found"] == answer["count"] == len(answer["results"])
    assert client.get("/assurance/", query).status_code == 200
    return [row["slug"] for row in answer["results"]]


def test_a_team_that_works_under_an_agreement_that_is_over(client):
    agreement = AgreementFactory(
        slug="over",
        starts_on=PartialDate("2018"),
        expires_on=PartialDate("2021-06-30"),
        stage="made",
    )
    publish(agreement)
    team = TeamFactory(
        slug="at-work",
        agreement=agreement,
        starts_on=PartialDate("2019"),
        confirmed_on=PartialDate("2021-05-01"),
        confirmed_by="The commissioner's office",
    )
    publish(team)
    publish(TeamFactory(slug="done", agreement=agreement, ends_on=PartialDate("2020")))
    before = Entry.objects.current().get(slug="at-work").recorded_at
    assert outliving(client, on="2021-06-30") == []
    assert outliving(client, on="2021-07-01") == ["at-work"]
    assert outliving(client, on="2021-07-01", office=team.owner.slug) == ["at-work"]
    page = text_of(client.get("/teams/at-work/", {"on": "2021-07-01"}))
    assert "Team at work under an agreement that has lapsed" in page
    assert "has lapsed" not in text_of(client.get("/teams/at-work/", {"on": "2021-06-30"}))
    # The agreement is renewed, without a new edition of the team.
    agreement.variations.create(
        kind="renewal", effective_on=PartialDate("2021-06-01"), new_expires_on=PartialDate("2030")
    )
    publish(agreement)
    assert outliving(client, on="2021-07-01") == []
    assert outliving(client, on="2021-07-01", as_at=before.isoformat()) == ["at-work"]


# The version twice, the counts, what outlives an agreement, the findings; of a past moment the
# counts of two kinds.
@pytest.mark.parametrize(
    ("query", "limit"),
    [
        *[("", 4), ("?as_at=2024-03-01", 5), ("?rule=past-expiry", 5)],
        ("?rule=past-expiry&office=northshire-commissioner", 6),
    ],
)
def test_it_costs_few_queries_even_when_nothing_is_kept(client, query, limit):
    client.get("/organisations/")  # reads the directory
    for address in ("/assurance/", "/api/v1/assurance/"):
        answers.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{address}{query}").status_code == 200
        assert len(queries) <= limit, queries.captured_queries
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{address}{query}")
        assert len(queries) == 1
