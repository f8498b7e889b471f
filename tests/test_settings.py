"""Settings: production refuses to start half-configured; every answer carries its headers."""

import datetime
import os
import runpy
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.utils import timezone

ROOT = Path(__file__).resolve().parent.parent
COMPLETE = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "a-key-of-this-test-alone",
    "ALLOWED_HOSTS": "register.example",
    "DATABASE_URL": "sqlite://:memory:",
}
OURS = {
    *(*COMPLETE, "DEBUG", "CACHE_URL", "DJANGO_SETTINGS_MODULE", "LOG_LEVEL"),
    *("SECURE_SSL_REDIRECT", "SECURITY_CONTACT", "TRUST_X_FORWARDED_PROTO"),
}


def outer() -> dict[str, str]:
    """The environment of this process, without what the settings read."""
    return {key: value for key, value in os.environ.items() if key not in OURS}


def read(**environment) -> dict:
    """The settings file as it is read in no environment but the one given."""
    with patch.dict(os.environ, {**outer(), **environment}, clear=True):
        return runpy.run_path(str(ROOT / "collab_portal" / "settings.py"))


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
@pytest.mark.parametrize("value", [None, ""])
def test_production_does_not_start_without(name, value):
    environment = {key: text for key, text in COMPLETE.items() if key != name}
    if value is not None:
        environment[name] = value
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(**environment)
    assert str(refusal.value) == f"In production set {name} in the environment."


def test_production_names_everything_that_is_missing():
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL"):
        read(ENVIRONMENT="production")


def start(**environment):
    """A process of its own that reads the settings."""
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup(); print('started')"],
        env={**outer(), "DJANGO_SETTINGS_MODULE": "collab_portal.settings", **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_process_that_is_refused_its_settings_does_not_start():
    process = start(ENVIRONMENT="production")
    assert process.returncode != 0
    assert "started" not in process.stdout
    assert "In production set SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL" in process.stderr


def test_production_starts_when_all_is_set():
    process = start(**COMPLETE)
    assert process.stdout == "started\n", process.stderr
    assert read(**COMPLETE)["DEBUG"] is False


def test_production_asks_for_https_and_secure_cookies():
    settings = read(**COMPLETE)
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        assert settings[name] is True


@pytest.mark.django_db
@pytest.mark.parametrize(("trusted", "status"), [("", 301), ("True", 200)])
def test_only_a_proxy_that_was_named_can_say_that_a_request_was_encrypted(
    client, settings, trusted, status
):
    """Anyone can send X-Forwarded-Proto."""
    made = read(**COMPLETE, **{"TRUST_X_FORWARDED_PROTO": trusted} if trusted else {})
    for name in ("SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER"):
        setattr(settings, name, made.get(name))
    response = client.get("/", headers={"X-Forwarded-Proto": "https"})
    assert response.status_code == status


def test_where_to_report_a_weakness(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = read(
        SECURITY_CONTACT="mailto:security@register.example,https://register.example/report"
    )["SECURITY_CONTACT"]
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    contact, other, expires, language, end = response.content.decode().split("\n")
    assert contact == "Contact: mailto:security@register.example"
    assert other == "Contact: https://register.example/report"
    field, moment = expires.split(": ")
    left = datetime.datetime.fromisoformat(moment) - timezone.now()
    assert (field, left.days) == ("Expires", 29)  # RFC 9116: less than a year ahead
    assert (language, end) == ("Preferred-Languages: en", "")


def test_a_contact_without_its_scheme_is_refused():
    with pytest.raises(ImproperlyConfigured, match="must begin with mailto:"):
        read(SECURITY_CONTACT="security@register.example")


@pytest.mark.parametrize("typo", ["prodution", "Production", "live", ""])
def test_an_unknown_environment_is_refused(typo):
    with pytest.raises(ImproperlyConfigured, match="must be development or production"):
        read(**COMPLETE | {"ENVIRONMENT": typo})


def test_development_starts_with_nothing_set():
    assert read()["DEBUG"] is False


PERMISSIONS_POLICY = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
}
POLICY = {
    "default-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    *(f"{part}-src 'self'" for part in ("script", "style", "img", "font", "connect")),
    "form-action 'self'",
}
ANYWHERE = [
    ("/", 200),
    ("/agreements/?page=0", 400),
    ("/nowhere/", 404),
    ("/api/v1/agreements/", 200),
    ("/api/v1/agreements/?page=0", 400),
    ("/api/nowhere/", 404),
    ("/admin/login/", 200),
    ("/admin/", 302),
    ("/ready/", 200),
    ("/.well-known/security.txt", 404),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), ANYWHERE)
def test_every_answer_carries_the_security_headers(client, address, status):
    response = client.get(address)
    assert response.status_code == status
    for name, value in HEADERS.items():
        assert response[name] == value
    assert set(response["Content-Security-Policy"].split("; ")) == POLICY


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/agreements/", "/admin/login/", "/nowhere/"])
def test_no_page_needs_what_the_policy_forbids(client, address):
    page = client.get(address).content.decode()
    for inline in ("<style", " style=", "onclick=", "onload=", "javascript:"):
        assert inline not in page
    scripts = page.split("<script")[1:]
    assert all(" src=" in script.split(">", 1)[0] for script in scripts)


@pytest.mark.django_db
def test_errors_of_the_server_show_no_insides(client, monkeypatch):
    def broken(*args):
        raise RuntimeError("insides")

    monkeypatch.setattr("register.time_query.RegisterVersion.read", broken)
    client.raise_request_exception = False
    page, answer = client.get("/agreements/"), client.get("/api/v1/agreements/")
    assert (page.status_code, answer.status_code) == (500, 500)
    assert answer["Content-Type"] == "application/problem+json"
    for response in (page, answer):
        assert "insides" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.sqlite
def test_sqlite_waits_its_turn_and_meets_the_guards():
    def pragma(name):
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {name}")
            return cursor.fetchone()[0]

    assert pragma("journal_mode") == "wal"
    assert pragma("recursive_triggers") == 1
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") == 20_000
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
def test_a_transaction_takes_the_write_lock_as_it_begins():
    """Two writers queue, where DEFERRED would let one fail half-way."""
    statements = []
    connection.ensure_connection()
    connection.connection.set_trace_callback(statements.append)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    connection.connection.set_trace_callback(None)
    assert statements[0] == "BEGIN IMMEDIATE"
