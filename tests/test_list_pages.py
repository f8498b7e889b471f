"""Pages of a list: cut from the whole wherever they begin, in every order, with true counts."""

import datetime
import itertools

import pytest
from django.http import QueryDict

from agreements.filters import AgreementFilterSet
from collab_portal.holdings import holdings
from register import counts, kinds
from register.listing import Keys
from register.models import Edition, Entry
from register.pagination import RegisterPagination
from register.publication import Approved, publish_many
from register.time_query import TimeQuery
from tests.agreements.golden import body
from tests.reader import items, listed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("many")]

TITLES = ["Alpha", "alpha", "Alpha", "Ålpha", "Beta", "Beta", "Gamma"]
STARTS = [None, "2018-04-01", "2018", "2018-04-01", None]
EXPIRIES = ["2028-03-31", None, "2028", "2021-12?"]
ORDERS = ["title", "-title", "reference", "-reference", "updated", "-updated"]
ORDERS += ["starts", "-starts", "expires", "-expires", "starts,-expires", "-expires,title", ""]
FILTERS = ["", "scope=local", "scope=local&scope=regional", "lifecycle=in_force", "search=alpha"]
TIMES = ["", "on=2020-06-01", "as_at={moment}"]


@pytest.fixture
def many(small_register):
    """Twenty-three agreements more, many of one title, of one date, or of none."""
    parts = itertools.cycle(TITLES), itertools.cycle(STARTS), itertools.cycle(EXPIRIES)
    publish_many(
        (
            Approved(
                "agreement",
                f"tied-{number:02}",
                body(
                    title=title,
                    starts_on=starts_on,
                    expires_on=expires_on,
                    reference=f"T-{number % 5}",
                    scope=["local", "regional"][number % 2],
                ),
            )
            for number, title, starts_on, expires_on in zip(range(23), *parts, strict=False)
        ),
        size=10,
    )


def filtered(query: str) -> AgreementFilterSet:
    params = QueryDict(query, mutable=True)
    time_query = TimeQuery.read(params, AgreementFilterSet.parameters())
    for name in ("as_at", "on"):
        params.pop(name, None)
    rows = Entry.objects.filter(kind="agreement").listed(time_query)
    filters = AgreementFilterSet(params, rows, time_query=time_query)
    filters.refuse_bad_values()
    return filters


def queries():
    moment = Edition.objects.get(slug="tied-12").recorded_at.isoformat()
    for order, filters, time in itertools.product(ORDERS, FILTERS, TIMES):
        given = [f"ordering={order}" if order else "", filters, time.format(moment=moment)]
        yield "&".join(filter(None, given)).replace("+", "%2B")


def test_a_page_from_either_end_is_a_part_of_the_whole_list():
    for query in queries():
        whole = list(filtered(query).in_order())
        keys = Keys(filtered(query))
        assert keys.count() == len(whole) == len(set(whole)), query
        for size in (4, 7, 25):
            for start in range(0, len(whole), size):
                assert keys[start : start + size] == whole[start : start + size], (query, start)


def test_the_whole_list_is_in_the_order_asked_for():
    """Ties in the order of publication, or against it; not recorded last either way."""
    for query in queries():
        order = QueryDict(query).get("ordering", "") or "title"
        words = order.split(",")
        keys = list(filtered(query).in_order())
        day = filtered(query).time_query.on
        found = Entry.objects.with_lifecycle(day).in_bulk(keys)
        rows = [found[key] for key in keys]
        for one, other in itertools.pairwise(rows):
            assert in_order(one, other, words), (query, one, other)


COLUMNS = {
    "title": "title",
    "reference": "reference",
    "updated": "recorded_at",
    "starts": "starts_from",
    "expires": "expires_on",
}


def in_order(one, other, words) -> bool:
    for word in words:
        column = COLUMNS[word.removeprefix("-")]
        first, second = getattr(one, column), getattr(other, column)
        if first == second:
            continue
        if first is None or second is None:
            return second is None
        if column == "title":  # how letters sort is the database's own
            plain, folded = first < second, first.casefold() < second.casefold()
            is_accented = not (first.isascii() and second.isascii())
            return is_accented or word.startswith("-") in (not plain, not folded)
        return (first < second) != word.startswith("-")
    return one.pk < other.pk


def test_first_middle_and_last_page_by_page_and_in_the_api(client, monkeypatch):
    monkeypatch.setattr("register.views.FilteredListView.paginate_by", 4)
    monkeypatch.setattr(RegisterPagination, "default_size", 4)
    for query in ("", "ordering=-expires", "scope=local&ordering=starts", "as_at=2024-03-01"):
        whole = items(client.get(f"/api/v1/agreements/?page_size=1000&{query}"))
        last = -(-len(whole) // 4)
        for page in {1, last // 2, last - 1, last} - {0}:
            wanted = whole[4 * page - 4 : 4 * page]
            assert listed(client.get(f"/agreements/?{query}&page={page}")) == wanted
            assert items(client.get(f"/api/v1/agreements/?{query}&page={page}")) == wanted
        assert client.get(f"/agreements/?{query}&page={last + 1}").status_code == 404


def test_a_walk_by_cursor_meets_each_record_once_in_the_order_of_publication(client):
    for query in ("", "scope=local&", "lifecycle=in_force&search=alpha&"):
        address, seen = f"/api/v1/agreements/?{query}cursor=start&page_size=4", []
        while address:
            answer = client.get(address).json()
            seen += [item["slug"] for item in answer["results"]]
            address = answer["next"]
        order = f"/api/v1/agreements/?{query}ordering=updated&page_size=1000"
        assert seen == items(client.get(order))
        assert answer["count"] == len(seen)


def moments() -> list[datetime.datetime | None]:
    """Each moment at which an edition was recorded, just before it, and now."""
    recorded = list(Edition.objects.values_list("recorded_at", flat=True))
    before = [moment - datetime.timedelta(microseconds=1) for moment in recorded]
    return [None, *recorded, *before]


def test_at_every_moment_the_count_of_a_list_is_its_length(client):
    for moment in moments():
        query = f"as_at={moment.isoformat()}".replace("+", "%2B") if moment else ""
        filters = filtered(query)
        time_query = filters.time_query
        for kind in kinds.every():
            rows = Entry.objects.filter(kind=kind.name).listed(time_query)
            assert counts.total(kind.name, time_query) == rows.count(), (kind.name, moment)
        length = len(list(filters.in_order()))
        assert counts.matching(filters) == length
        by_kind = {holding.kind.name: holding.total for holding in holdings(time_query)}
        assert by_kind["agreement"] == length


def test_the_last_page_at_a_moment_is_what_the_count_promises(client):
    for moment in moments()[1::5]:
        address, seen = f"/api/v1/agreements/?as_at={moment:%Y-%m-%dT%H:%M:%S.%fZ}&page_size=3", []
        while address:
            answer = client.get(address).json()
            seen += [item["slug"] for item in answer["results"]]
            address = answer["next"]
        assert answer["count"] == len(seen) == len(set(seen))
