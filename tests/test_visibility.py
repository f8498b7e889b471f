"""What the public must never read, planted everywhere staff can write, and looked for everywhere.

Each secret is a word of its own (a canary). The whole public site is read before they are planted
and again after: every answer is the same to the byte, and no canary is in any of them.
"""

import datetime
import json
import re
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
import time_machine
from django.contrib.admindocs.views import simplify_regex
from django.db import transaction
from django.test import Client, override_settings

from organisations.models import Organisation
from register import answers as kept_answers
from register.exports import FORMATS
from register.models import Edition
from register.views import EntryListView, PublicView
from tests import canaries
from tests.canaries import (
    OPEN_COPY,
    PENDING,
    PUBLIC,
    PUBLIC_TITLE,
    SECRET,
    SECRET_COPIES,
    TAKEN_DOWN_COPY,
    sha256_of,
)
from tests.crawl import Crawl, Route, addresses, queries, routes

EARLIER = datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC)
NOW = datetime.datetime(2026, 6, 10, 12, tzinfo=datetime.UTC)
SEARCHES = ["aardvarks", "canary*", "made-up", "!"]
UNKNOWN = "never-was-written-at-all"
COPIES = [OPEN_COPY, TAKEN_DOWN_COPY, *SECRET_COPIES]


def fills() -> dict[str, list]:
    """Values for the arguments of routes, by room: a page with another argument must be added."""
    others = {
        f"{kind} slug": [canaries.OPEN[kind], canaries.CLOSED[kind], UNKNOWN]
        for kind in canaries.OPEN
    }
    return {
        **others,
        **{f"{kind} number": [1, 2, 99] for kind in canaries.OPEN},
        **{f"{kind} extension": [*FORMATS] for kind in canaries.OPEN},
        "agreements extension": [*FORMATS],
        "agreements slug": [*PUBLIC, *SECRET, UNKNOWN],
        "agreements number": [1, 2, 3, 99],
        "agreements sha256": [*map(sha256_of, COPIES), "0" * 64],
        "organisations slug": [*Organisation.objects.values_list("slug", flat=True), UNKNOWN],
    }


def start() -> list[str]:
    """Each public route, filled in, with each value of each parameter."""
    filling = fills()
    values = {
        "organisation": filling["organisations slug"],
        "owner": filling["organisations slug"],
        "programme": filling["programmes slug"],
        "search": SEARCHES,
        "q": SEARCHES,
        "page": ["1", "2", "99"],
        "page_size": ["1", "1000"],
        "cursor": ["start", "0"],
        "after": ["0", "1", "99"],
        "hash": ["0" * 64, "f" * 64],
        "kind": ["agreement", "police_force", "team"],
        "rows": ["records", "organisations"],
        "bom": ["true"],
        "rule": ["parties-not-all-recorded", "stage-not-stated", UNKNOWN],
        "office": ["the-office", "loud-police", UNKNOWN],
    }
    moments = Edition.objects.values_list("recorded_at", flat=True)[:2]
    times = {
        "as_at": ["2026-05-01", "2026-06-10", "2026-04-30", *(m.isoformat() for m in moments)],
        "on": ["2030-12-31", "1850-01-01"],
    }
    found = []
    for route in routes():
        if route.is_staff:
            continue
        filled = addresses(route, filling)
        found += filled
        for address in filled if len(filled) < 3 else [filled[0], filled[-1]]:
            asked = [*queries(route, values, times), urlencode({"canary": "?"})]
            # A file holds what a list holds, which is asked in full: some of its queries do.
            asked = asked[::9] if "." in address else asked
            found += [f"{address}?{query}" for query in asked]
    return [*found, "/no/such/page/", "/api/v1/no/such/", "/agreements/it's/"]


@pytest.fixture(scope="module")
def visibility(django_db_setup, django_db_blocker, tmp_path_factory):
    """The secrets, and the public site as read before they were planted and after."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        override_settings(
            MEDIA_ROOT=tmp_path_factory.mktemp("documents"),
            SECURITY_CONTACT=["mailto:weaknesses@register.example"],
        ),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(EntryListView, "paginate_by", 2)
        secret, client = canaries.Canaries(), Client()
        with time_machine.travel(EARLIER, tick=False):
            staff = canaries.Staff(secret)
            world = canaries.publish_what_is_public(staff, client)
        before, after = Crawl(client), Crawl(client)
        before.follow(start())
        canaries.plant(staff, world)
        kept_answers.clear()  # or nothing that is kept could have changed
        for address in before.seen:
            after.read(address)
        yield SimpleNamespace(staff=staff, secret=secret, before=before, after=after)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


def test_every_secret_was_really_written(visibility):
    """A canary that never sat in the cage proves nothing. Two are gone by now, as they should."""
    written = canaries.written_by_staff()
    missing = {word for word in visibility.secret if word not in written}
    assert missing == {"canaryerased", "canaryvoidednote"}
    assert PENDING in written
    assert len(visibility.secret) > 45


def test_no_secret_is_anywhere_public(visibility):
    exact, found = {PENDING, "1987-03-04", "4 March 1987"}, set()
    for address, text in visibility.after.texts():
        folded = text.casefold()
        found |= {(word, address) for word in visibility.secret if word in folded}
        found |= {(word, address) for word in exact if word in text}
    assert found == set()


def test_the_addresses_of_secrets_are_told_by_nobody(visibility):
    """They are read only because this test knows them."""
    told = {
        (slug, address)
        for address, text in visibility.after.texts()
        for slug in (*SECRET, *canaries.CLOSED.values())
        if slug in text and slug not in address
    }
    assert told == set()


def test_nothing_public_changes_by_what_staff_write(visibility):
    """Not a count, not a header, not an ETag: byte for byte the same as before the secrets."""
    before, after = visibility.before.seen, visibility.after.seen
    assert [address for address in before if before[address] != after[address]] == []
    assert list(before) == list(after)


def test_of_the_copies_only_what_an_edition_gives_is_served(visibility):
    """And that at the address of its own agreement alone."""
    after = visibility.after.seen
    served = {
        address: (after[address][0], after[address][2].decode())
        for address in after
        if "/documents/" in address and "?" not in address and after[address][0] != 404
    }
    open_copy, taken_down = (
        f"/agreements/open/documents/{sha256_of(copy)}/" for copy in (OPEN_COPY, TAKEN_DOWN_COPY)
    )
    assert set(served) == {open_copy, taken_down}
    assert served[open_copy] == (200, OPEN_COPY)
    assert served[taken_down][0] == 410
    assert TAKEN_DOWN_COPY not in served[taken_down][1]


def test_totals_count_only_what_is_listed(visibility):
    totals = {
        address: json.loads(visibility.after.seen[address][2])["count"]
        for address in (
            "/api/v1/agreements/",
            "/api/v1/agreements/?organisation=loud-police",
            "/api/v1/agreements/?organisation=quiet-fire",
            "/api/v1/agreements/?with_fire=true",
            "/api/v1/agreements/open/editions/",
        )
    }
    assert list(totals.values()) == [4, 1, 0, 0, 2]
    fire = json.loads(visibility.after.seen["/api/v1/organisations/quiet-fire/"][2])
    assert fire["records"] == 0


def test_the_crawl_saw_what_there_is_to_see(visibility):
    statuses = {address: status for address, (status, _, _) in visibility.after.seen.items()}
    assert set(statuses.values()) == {200, 400, 404, 409, 410}
    titled = [address for address, text in visibility.after.texts() if PUBLIC_TITLE in text]
    assert len(titled) > 100
    expected = {"/", "/agreements/", "/agreements/open/", "/agreements/open/editions/1/"}
    expected |= {"/organisations/loud-police/", "/agreements/?page=1", "/agreements/?scope=local"}
    expected |= {f"/api/v1/agreements/{end}" for end in ("", "open/", "open/editions/2/")}
    expected |= {"/api/v1/changes/?page_size=1000", "/api/v1/agreements/?page_size=1"}
    expected |= {f"{of}assurance/?rule=stage-not-stated" for of in ("/", "/api/v1/")}
    assert expected - set(titled) == set()
    followed = set(statuses) - set(start())
    assert {"/agreements/?page=2&scope=not_stated"} - followed == set()
    assert any(address.startswith("/api/v1/changes/?after=") for address in titled)
    assert {address for address in followed if statuses[address] != 200} == set()


def test_every_public_route_was_read(visibility):
    paths = {
        address.partition("?")[0]
        for address, (status, _, _) in visibility.after.seen.items()
        if status == 200
    }
    public = [route for route in routes() if not route.is_staff]
    unread = [route.path for route in public if not paths & set(addresses(route, fills()))]
    assert unread == []
    assert len(public) > 15


def test_no_new_page_or_parameter_escapes_the_crawl():
    class Page(PublicView):
        parameters = frozenset({"colour"})

    new = Route("loans:detail", "loans/<slug:slug>/", frozenset({"slug"}), Page.as_view())
    with pytest.raises(pytest.fail.Exception, match=r"cannot fill “slug” of loans/"):
        addresses(new, fills())
    with pytest.raises(pytest.fail.Exception, match=r"no value of “colour” of loans/"):
        queries(new, {}, {})


def test_a_record_never_published_is_as_unknown_as_one_never_written(visibility):
    """But for the slug itself, which the address gave."""
    for route in routes():
        if route.is_staff or "slug" not in route.arguments or "organisations" in route.path:
            continue
        for slug in (*SECRET, *canaries.CLOSED.values()):
            unknown = answers(route, UNKNOWN[: len(slug)].ljust(len(slug), "x"))
            assert answers(route, slug) == unknown
            assert unknown[0][0] == unknown[1][0] == 404


def answers(route: Route, slug: str) -> list[tuple]:
    """What is answered about a record, in whatever way it is asked, with its slug taken out."""
    client, told = Client(), []
    filling = {**fills()}
    for room in ("agreements", *canaries.OPEN):
        filling |= {f"{room} slug": [slug], f"{room} number": [1, 2]}
    for address in addresses(route, filling):
        for query in ("", "?as_at=2026-06-09", "?on=2030-01-01"):
            for send in (client.get, client.head, client.options, client.post):
                response = send(address + query)
                headers = sorted(response.headers.items())
                plain = [(name, value.replace(slug, "SLUG")) for name, value in headers]
                text = response.content.decode().replace(slug, "SLUG")
                told.append((response.status_code, plain, text))
    return told


def test_staff_read_the_same_public_pages_as_everybody(visibility):
    """Signed in or not: no public page looks at who asks."""
    mine = Crawl(Client())
    mine.client.force_login(visibility.staff.editor)
    for address in visibility.after.seen:
        if "?" not in address:
            mine.read(address)
    assert len(mine.seen) > 50
    after = visibility.after.seen
    assert [address for address, answer in mine.seen.items() if answer != after[address]] == []


def test_no_answer_sets_a_cookie_or_looks_at_one(visibility):
    for address, (_, headers, _) in visibility.after.seen.items():
        names = {name: value.casefold() for name, value in headers}
        assert "Set-Cookie" not in names, address
        assert "cookie" not in names.get("Vary", ""), address


def test_the_admin_opens_to_nobody_who_has_not_signed_in(visibility):
    client, crawl = Client(), Crawl(Client())
    staff = [route for route in routes() if route.is_staff]
    assert len(staff) > 35
    for route in staff:
        address = re.sub(r"<[^>]+>", "1", simplify_regex(route.path))
        for send in (client.get, client.post):
            response = send(address)
            crawl.read(address)
            if not address.startswith(("/admin/login/", "/admin/password-reset/")):
                assert response.status_code in {302, 403, 405}, address
            if response.status_code == 302:
                assert response["Location"].startswith("/admin/"), address
    told = [text.casefold() for _, text in crawl.texts()]
    assert [word for word in visibility.secret if any(word in text for text in told)] == []
