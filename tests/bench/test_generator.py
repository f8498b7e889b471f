"""The made-up register of the measurements: in the product's shapes, the same every time."""

import datetime
import io
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import transaction
from rest_framework import serializers

from agreements import rules, vocabulary
from bench.cast import Cast
from bench.generator import Made, Register
from organisations.dates import PartialDate
from register import kinds
from register.canonical import digest
from register.serializers import ApprovalSerializer

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

SIZE = 400
WORDS = {
    "functions": vocabulary.Function,
    "legal_bases": vocabulary.LegalBasis,
    "provision_kinds": vocabulary.ProvisionKind,
}


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker) -> Cast:
    """Of the real organisations, loaded for a moment."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", stdout=io.StringIO())
        cast = Cast.read(seed=1)
        transaction.set_rollback(True)
    return cast


@pytest.fixture(scope="module")
def editions(cast) -> list[Made]:
    return list(Register(SIZE, cast))


def problems(value, field: serializers.Field, where: str = "") -> list[str]:
    """What a value has that its serializer would not give."""
    if value is None:
        return [] if field.allow_null else [f"{where} is null"]
    if isinstance(field, serializers.ListSerializer):
        return [
            p for n, item in enumerate(value) for p in problems(item, field.child, f"{where}/{n}")
        ]
    if isinstance(field, serializers.BaseSerializer):
        if value.keys() != field.fields.keys():
            return [f"{where}: {sorted(value.keys() ^ field.fields.keys())}"]
        inner = field.fields.items()
        return [p for name, part in inner for p in problems(value[name], part, f"{where}/{name}")]
    if isinstance(field, serializers.ChoiceField) and value not in field.choices:
        return [f"{where}: {value}"]
    return []


def serializer_of(kind: str) -> serializers.Serializer:
    """What an edition holds: the record's content and what the approval adds."""
    content = kinds.get(kind).serializer
    return type("Body", (ApprovalSerializer, content), {"Meta": whole_meta(content)})()


def whole_meta(content):
    fields = [*content.Meta.fields, *ApprovalSerializer().fields]
    return type("Meta", (content.Meta,), {"fields": fields})


@pytest.mark.parametrize("kind", ["agreement", "team", "site", "vision"])
def test_bodies_are_of_the_kinds_shape(editions, kind):
    of_kind = [made for made in editions if made.kind == kind]
    serializer = serializer_of(kind)
    assert of_kind
    assert [p for made in of_kind for p in problems(made.body, serializer, made.slug)] == []


def test_words_are_of_the_vocabularies(editions):
    used = {
        (key, word)
        for made in editions
        if made.kind == "agreement"
        for key in WORDS
        for word in made.body[key]
    }
    assert [(key, word) for key, word in used if word not in WORDS[key].values] == []


def dates(value, key: str = ""):
    if isinstance(value, dict):
        for name, item in value.items():
            yield from dates(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from dates(item, key)
    elif key.endswith("_on") and value is not None:
        yield PartialDate(value)


def test_dates_can_be_read_and_some_are_partial_or_in_doubt(editions):
    starts = [made.body["starts_on"] for made in editions if made.kind == "agreement"]
    known = [PartialDate(start) for start in starts if start]
    assert all(date for made in editions for date in dates(made.body))
    assert {date.precision for date in known} == {"year", "month", "day"}
    assert any(date.is_uncertain for date in known) and any(date.is_approximate for date in known)
    assert (
        Counter(d.text[5:] for d in known if d.precision == "day").most_common(1)[0][0] == "04-01"
    )


def test_the_same_seed_makes_the_same_register(cast, editions):
    again = [digest(made.body) for made in Register(SIZE, cast)]
    assert again == [digest(made.body) for made in editions]
    assert again != [digest(made.body) for made in Register(SIZE, cast, seed=2)]


def test_it_is_shaped_as_real_registers_are(cast):
    made = list(Register(2000, cast))
    editions = Counter(edition.kind for edition in made)
    records = Counter(kind for kind, _ in {(edition.kind, edition.slug) for edition in made})
    parties = [len(edition.body["parties"]) for edition in made if edition.kind == "agreement"]
    assert records == {"agreement": 2000, "team": 100, "site": 40, "vision": 20}
    assert 1.25 < editions["agreement"] / records["agreement"] < 1.35
    assert 4.5 < sum(parties) / len(parties) < 5.5
    assert max(parties) == len(cast.forces)


def test_editions_follow_each_other_and_the_last_is_the_latest(cast, editions):
    numbers = Counter()
    last = {}
    for made in editions:
        numbers[made.kind, made.slug] += 1
        assert made.number == numbers[made.kind, made.slug]
        if made.kind == "agreement":
            last[made.slug] = made
    assert {made.slug: made for _, made in Register(SIZE, cast).latest()} == last


def named(value):
    if isinstance(value, dict):
        if value.keys() == {"kind", "slug", "reference", "title"}:
            yield value
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from named(item)


def test_a_body_names_only_records_published_before_it(editions):
    published = set()
    count = 0
    for made in editions:
        for other in named(made.body):
            count += 1
            assert (other["kind"], other["slug"], other["title"]) in published
        published.add((made.kind, made.slug, made.body["title"]))
    assert count > 50


def test_no_rule_would_have_blocked_its_publication(editions):
    on = datetime.date(2026, 11, 1)
    found = {
        finding.rule.id: made.slug
        for made in editions
        if made.kind == "agreement"
        for finding in rules.check(made.body, on)
        if finding.rule.severity == rules.Severity.BLOCKS
    }
    assert found == {}
