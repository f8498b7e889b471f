"""Answers kept in memory: of the register as it is, to each reader their own, never too many."""

import gzip
import threading
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
from django.db import connection
from django.http import HttpResponse, HttpResponseNotFound
from django.test import RequestFactory

from register import answers
from register.models import Entry
from register.version import RegisterVersion

from .desk import reindex
from .rollback import rolled_back
from .test_concurrency import PATIENCE, own_connection

pytestmark = pytest.mark.django_db
LISTS = ["/agreements/", "/api/v1/agreements/"]


@pytest.fixture
def first(desk):
    record = desk.draft(slug="first", title="First", scope="local")
    desk.publish(record)
    return record


def kept() -> int:
    return len(answers.store()._answers)


def respond(make, address="/agreements/", **headers) -> HttpResponse:
    return answers.respond(RequestFactory().get(address, headers=headers), make)


# Under one address


@pytest.mark.parametrize("address", LISTS)
def test_one_answer_serves_every_way_of_asking_the_same(
    client, first, address, django_assert_num_queries
):
    asked = client.get(address, {"scope": "local", "lifecycle": "not_recorded"})
    assert "First" in asked.content.decode()
    for query in (
        "lifecycle=not_recorded&scope=local",
        "scope=local&lifecycle=not_recorded",
        "search=&scope=local&on=&lifecycle=not_recorded&region=",
    ):
        with django_assert_num_queries(1):  # the register version
            again = client.get(f"{address}?{query}")
        assert again.content == asked.content
    assert kept() == 1


@pytest.mark.parametrize("address", LISTS)
def test_what_differs_is_kept_apart(client, first, address):
    queries = ["", "scope=local", "scope=regional", "scope=local&scope=regional", "on=2020-01-01"]
    found = [client.get(f"{address}?{query}").content for query in queries]
    assert kept() == len(queries)
    holds = ["first/" in content.decode() for content in found]
    assert holds == [True, True, False, True, True]
    assert [client.get(f"{address}?{query}").content for query in queries] == found


def test_two_hosts_share_no_absolute_address(client, first, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    for secure, scheme in ((False, "http"), (True, "https")):
        for host in settings.ALLOWED_HOSTS:
            response = client.get("/api/v1/agreements/", headers={"host": host}, secure=secure)
            [item] = response.json()["results"]
            assert item["url"] == f"{scheme}://{host}/api/v1/agreements/first/"
            assert b"://" not in response.content.replace(f"{scheme}://{host}".encode(), b"")
    assert kept() == 4


# In every encoding

DECODERS = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
ACCEPTED = {
    "": "",
    "identity": "",
    "gzip": "gzip",
    "GZIP": "gzip",
    "br": "br",
    "gzip, deflate, br, zstd": "br",
    "gzip, br;q=0": "gzip",
    "br; q=0, gzip; q=0.0": "",
    "deflate": "",
}


@pytest.mark.parametrize("address", [*LISTS, "/agreements/first/", "/api/v1/changes/"])
def test_every_encoding_says_the_same(client, first, address):
    plain = client.get(address)
    for accepted, encoding in ACCEPTED.items():
        response = client.get(address, headers={"accept-encoding": accepted})
        assert response.get("Content-Encoding", "") == encoding, accepted
        assert DECODERS[encoding](response.content) == plain.content
        assert int(response["Content-Length"]) == len(response.content)
        assert "Accept-Encoding" in response["Vary"]
        assert response["ETag"] == plain["ETag"]
    assert kept() == 1


def test_what_is_small_is_not_compressed(client, first):
    response = client.get("/api/v1/head/", headers={"accept-encoding": "br, gzip"})
    assert len(response.content) < answers.COMPRESSED_FROM
    assert "Content-Encoding" not in response


@pytest.mark.parametrize("before", [True, False], ids=["HEAD first", "GET first"])
@pytest.mark.parametrize("address", LISTS)
def test_head_has_the_headers_of_get_and_no_body(client, first, address, before):
    head = client.head(address) if before else None
    get = client.get(address)
    head = head or client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert b"First" in get.content
    assert dict(head.items()) == dict(get.items())
    assert kept() == 1


# Not modified: only what is known to be a 200

REFUSED = {
    "/agreements/?scope=galactic": 400,
    "/agreements/?colour=red": 400,
    "/agreements/?as_at=2999-01-01": 400,
    "/agreements/?page=99999": 404,
    "/agreements/none/": 404,
    "/agreements/first/editions/9/": 404,
    "/organisations/none/": 404,
    "/search/?q=%22": 400,
    "/api/v1/agreements/?scope=galactic": 400,
    "/api/v1/agreements/?colour=red": 400,
    "/api/v1/agreements/?page=99999": 404,
    "/api/v1/agreements/none/": 404,
    "/api/v1/agreements/first/editions/9/": 404,
    "/api/v1/organisations/none/": 404,
    "/api/v1/changes/?after=x": 400,
    "/api/v1/changes/?after=1&hash=0": 409,
}


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_refused_is_never_not_modified(client, first, address):
    tag = client.get("/agreements/")["ETag"]
    for sent in (tag, "*", f'"x", {tag}'):
        for method in (client.get, client.head):
            response = method(address, headers={"if-none-match": sent})
            assert response.status_code == REFUSED[address]
    assert kept() == 1


def test_what_ceases_to_be_a_200_is_no_longer_not_modified(client, desk, first):
    """By the tag of the time when it was one."""
    with rolled_back():
        tag = client.get("/agreements/first/")["ETag"]
        headers = {"if-none-match": tag}
        assert client.get("/agreements/first/", headers=headers).status_code == 304
    assert client.get("/agreements/first/", headers=headers).status_code == 304
    with rolled_back():
        second = desk.draft(slug="second")
        desk.publish(second)
        headers = {"if-none-match": client.get("/agreements/second/")["ETag"]}
        assert client.get("/agreements/second/", headers=headers).status_code == 304
    assert client.get("/agreements/second/", headers=headers).status_code == 404


# Of the register as it is


@pytest.mark.parametrize("address", [*LISTS, "/", "/search/?q=never", "/api/v1/changes/"])
def test_what_was_rolled_back_is_never_served(client, desk, first, address):
    second = desk.draft(slug="never", title="Never")
    written = b'"never"' if "changes" in address else b"/never/"
    with rolled_back():
        desk.publish(second)
        seen = client.get(address)
        assert written in seen.content
    second.refresh_from_db()
    assert written not in client.get(address).content
    # The next publication has the same sequence, and is another.
    desk.publish(desk.draft(slug="third", title="Third"))
    after = client.get(address, headers={"if-none-match": seen["ETag"]})
    assert after.status_code == 200
    assert written not in after.content


def titles(meanwhile):
    """A page that tells the titles listed, while which something happens."""
    made = []

    def make(version):
        told = ", ".join(Entry.objects.current().values_list("title", flat=True))
        made.append(version)
        meanwhile(len(made))
        return HttpResponse(told)

    return make, made


def test_an_answer_that_a_publication_came_between_is_made_again(desk, first):
    def publishes(turn):
        if turn == 1:
            desk.publish(desk.draft(title="Second"))

    make, made = titles(publishes)
    response = respond(make)
    assert response.content == b"First, Second"
    assert [version.sequence for version in made] == [1, 2]
    assert response["ETag"].startswith(f'W/"{RegisterVersion.read()}')
    assert respond(make).content == b"First, Second"
    assert (len(made), kept()) == (2, 1)


def test_one_that_publications_always_come_between_is_not_kept(desk, first):
    """It goes out under the version read before it: it can be newer than that, never older."""
    make, made = titles(lambda turn: desk.publish(desk.draft(title=f"Record {turn}")))
    response = respond(make)
    assert (len(made), kept()) == (answers.TRIES, 0)
    assert response["ETag"].startswith(f'W/"{made[-1]}')
    assert str(made[-1]) != str(RegisterVersion.read())
    quiet, again = titles(lambda turn: None)
    newer = respond(quiet, **{"if-none-match": response["ETag"]})
    assert newer.status_code == 200
    assert newer.content.decode().count("Record") == answers.TRIES
    assert (len(again), kept()) == (1, 1)


@pytest.mark.parametrize("status", [200, 404])
def test_one_made_while_another_index_took_its_place_is_made_again(first, status):
    """The entries of the index that it began to read are gone: that is no reason for a 404."""
    made = []

    def make(version):
        made.append(version.generation)
        if len(made) > 1:
            return HttpResponse("First")
        reindex()
        return HttpResponseNotFound() if status == 404 else HttpResponse("")

    response = respond(make)
    assert (response.status_code, response.content) == (200, b"First")
    assert (made, kept()) == ([1, 2], 1)


# Within its bounds


def sized(size: int) -> HttpResponse:
    return HttpResponse(b"x" * size)


def test_memory_is_bounded_and_the_least_used_go(settings, first):
    settings.ANSWERS_BYTES = 100_000
    answers.clear()
    made = []

    def page(number):
        def make(_version):
            made.append(number)
            return sized(2_000)  # counts as 4,000

        return respond(make, f"/agreements/?page={number}")

    for number in range(100):
        page(number)
        page(0)  # used all the time
        assert answers.store()._answers.currsize <= 100_000
    assert kept() == 25
    made.clear()
    page(0), page(99), page(1)
    assert made == [1]


def test_an_answer_too_large_for_its_share_is_sent_and_not_kept(settings, first):
    settings.ANSWERS_BYTES = 100_000
    answers.clear()
    respond(lambda _: sized(50))
    assert respond(lambda _: sized(50_000), "/large/").content == b"x" * 50_000
    assert kept() == 1


@pytest.mark.parametrize("address", ["/agreements/", "/api/v1/agreements/"])
def test_what_is_kept_in_every_encoding_takes_no_more_than_was_reckoned(client, first, address):
    for encoding in ("br", "gzip", ""):
        client.get(address, headers={"accept-encoding": encoding})
    [answer] = answers.store()._answers.values()
    assert set(answer.encoded) == {"br", "gzip"}
    assert len(answer.body) + sum(map(len, answer.encoded.values())) <= answer.size


@pytest.mark.django_db(transaction=True)
def test_one_thread_makes_an_answer_that_many_ask_for():
    ready, made = threading.Barrier(8), []

    def make(_version):
        made.append(threading.get_ident())
        threading.Event().wait(0.3)
        return HttpResponse("Made once")

    def ask():
        connection.ensure_connection()
        ready.wait(PATIENCE)
        return respond(make).content

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: own_connection(ask), range(8), timeout=PATIENCE))
    assert told == [b"Made once"] * 8
    assert len(made) == 1
    assert not answers.store()._builders


@pytest.mark.django_db(transaction=True)
def test_one_that_fails_to_be_made_blocks_nobody():
    def fails(_version):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        respond(fails)
    assert not answers.store()._builders
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(own_connection, lambda: respond(lambda _: HttpResponse("Whole")).content)
        assert job.result(PATIENCE) == b"Whole"


def test_with_no_memory_every_answer_is_made_and_none_kept(client, settings, first):
    settings.ANSWERS_BYTES = 0
    answers.clear()
    for _ in range(2):
        assert "First" in client.get("/agreements/").content.decode()
    assert kept() == 0
