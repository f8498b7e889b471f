"""A site of one organisation is not shared, and one that is planned is not open."""

import pytest

from organisations.dates import PartialDate
from register.models import Refused
from register.publication import Approved, publish_many
from tests.factories import OrganisationFactory, SiteFactory, publish
from tests.reader import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.mark.parametrize("number", [0, 1])
def test_a_site_that_nobody_is_known_to_share_is_not_published(client, number):
    force = OrganisationFactory()
    site = SiteFactory(slug="alone", organisations=[force] * number)
    if number:  # owner and occupier, and still one organisation
        site.organisations.create(organisation=force, role="owner")
    with pytest.raises(Refused, match="Fewer than two organisations are recorded at this site"):
        publish(site)
    assert client.get("/sites/alone/").status_code == 404
    for _ in range(2 - number):
        site.organisations.create(organisation=OrganisationFactory())
    assert publish(site).number == 1
    assert "Shared with: not recorded" not in text_of(client.get("/sites/alone/"))


def test_an_older_edition_with_one_organisation_says_that_sharing_is_not_recorded(client):
    body = publish(SiteFactory(slug="hq")).stored
    alone = {**body, "title": "Alone", "organisations": body["organisations"][:1]}
    publish_many([Approved("site", "alone", alone)])
    assert "Shared with: not recorded" in text_of(client.get("/sites/alone/"))
    assert text_of(client.get("/sites/")).count("(shared with: not recorded)") == 1


def test_a_planned_site_is_not_open(client):
    publish(SiteFactory(slug="planned", opened_on=PartialDate("2190-05?")))
    for address in ("/sites/planned/", "/sites/", "/sites/planned/?on=2190-05-01"):
        words = text_of(client.get(address))
        assert "May 2190 (uncertain)" in words
        assert not {"Opened", "Open", "open."} & set(words.split())
