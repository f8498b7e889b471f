"""Sending documents: ranges, revalidation and headers."""

import io

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from agreements.document_views import file_response
from agreements.documents import acceptance

# Closing a response ends a request, and that looks at the database's connection.
pytestmark = pytest.mark.django_db

DATA = bytes(range(256)) * 3
SHA256 = "ab" * 32
ETAG = f'"{SHA256}"'


def ask(data=DATA, method="get", media_type=acceptance.PDF, filename="Agreement.pdf", **headers):
    request = getattr(RequestFactory(), method)("/", headers=headers)
    file = io.BytesIO(data)
    response = file_response(
        request, file, size=len(data), media_type=media_type, filename=filename, sha256=SHA256
    )
    body = b"".join(response) if response.streaming else response.content
    response.close()
    assert file.closed
    return response, body


def test_whole():
    response, body = ask()
    assert (response.status_code, body) == (200, DATA)
    assert response["ETag"] == ETAG
    assert response["Content-Length"] == str(len(DATA))
    assert response["Content-Type"] == "application/pdf"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Cache-Control"] == "public, no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    assert not response.has_header("Vary")


@given(st.binary(min_size=1, max_size=50), st.integers(0, 60), st.integers(0, 60))
def test_a_range_is_a_slice(data, first, last):
    response, body = ask(data, Range=f"bytes={first}-{last}")
    if last < first:
        assert (response.status_code, body) == (200, data)
    elif first >= len(data):
        assert (response.status_code, body) == (416, b"")
        assert response["Content-Range"] == f"bytes */{len(data)}"
    else:
        assert (response.status_code, body) == (206, data[first : last + 1])
        end = min(last, len(data) - 1)
        assert response["Content-Range"] == f"bytes {first}-{end}/{len(data)}"
        assert response["Content-Length"] == str(len(body))


@given(st.binary(min_size=1, max_size=50), st.integers(0, 60))
def test_open_ranges(data, number):
    response, body = ask(data, Range=f"bytes={number}-")
    assert body == data[number:]
    assert response.status_code == (206 if number < len(data) else 416)
    response, body = ask(data, Range=f"bytes=-{number}")
    assert body == (data[-number:] if number else b"")
    assert response.status_code == (206 if number else 416)


@given(st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "S"])))
def test_any_other_range_gets_the_whole(text):
    if not text.startswith("bytes="):
        assert ask(Range=text)[0].status_code == 200


@pytest.mark.parametrize("value", ["bytes=0-1,4-5", "bytes=-", "bytes=a-b", "lines=0-1", ""])
def test_ranges_not_served(value):
    response, body = ask(Range=value)
    assert (response.status_code, body) == (200, DATA)


def test_a_range_longer_than_a_block():
    data = b"0123456789" * 30_000
    assert ask(data, Range="bytes=5-250004")[1] == data[5:250_005]


@pytest.mark.parametrize(
    ("condition", "status"),
    [(ETAG, 206), (f"W/{ETAG}", 200), ('"other"', 200), ("Fri, 25 Oct 2013 14:03:00 GMT", 200)],
)
def test_if_range(condition, status):
    headers = {"Range": "bytes=0-1", "If-Range": condition}
    assert ask(**headers)[0].status_code == status


def test_not_modified():
    for held in (ETAG, f"W/{ETAG}", f'"other", {ETAG}', "*"):
        response, body = ask(**{"If-None-Match": held, "Range": "bytes=0-1"})
        assert (response.status_code, body) == (304, b"")
        assert (response["ETag"], response["Cache-Control"]) == (ETAG, "public, no-cache")
        assert not response.has_header("Content-Type")
    assert ask(**{"If-None-Match": '"other"'})[0].status_code == 200
    assert ask(**{"If-Match": '"other"'})[0].status_code == 412


def test_head():
    response, body = ask(method="head", Range="bytes=0-1")
    assert isinstance(response, HttpResponse)
    assert (response.status_code, body) == (200, b"")
    assert response["Content-Length"] == str(len(DATA))
    assert response["Content-Type"] == "application/pdf"


def test_a_pdf_is_shown_and_all_else_is_saved():
    shown = ask()[0]
    assert shown["Content-Disposition"] == 'inline; filename="Agreement.pdf"'
    assert shown["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "sandbox" not in shown["Content-Security-Policy"]
    for media_type in ("text/plain; charset=utf-8", acceptance.DOCX, "text/html", "image/svg+xml"):
        saved = ask(media_type=media_type, filename="a.txt")[0]
        assert saved["Content-Type"] == media_type
        assert saved["Content-Disposition"] == 'attachment; filename="a.txt"'
        assert "sandbox" in saved["Content-Security-Policy"]


def test_names_in_other_letters():
    said = ask(filename="Cytundeb â “B”.pdf")[0]["Content-Disposition"]
    assert said == "inline; filename*=utf-8''Cytundeb%20%C3%A2%20%E2%80%9CB%E2%80%9D.pdf"
    assert ask(filename='a"b.pdf')[0]["Content-Disposition"] == r'inline; filename="a\"b.pdf"'
