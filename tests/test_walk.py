"""From a vision to who is behind it and back, as a reader walks: from the home page, by links.

No document names an agreement that delivers the vision, or one that the team works under. So the
example is walked as far as its facts go, and the whole chain on made-up records.
"""

from html.parser import HTMLParser

import pytest

from teams.models import SiteOrganisation, TeamOrganisation
from tests.factories import (
    AgreementFactory,
    OrganisationFactory,
    PartyFactory,
    SiteFactory,
    TeamFactory,
    VisionFactory,
    publish,
)
from visions.models import VisionOrganisation

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


class Links(HTMLParser):
    """The links within a page's main part: their words, and where they lead."""

    def __init__(self, page: str):
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.address = None
        self.feed(page.split("<main", 1)[-1].split("</main>", 1)[0])

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.address, self.words = dict(attrs).get("href"), []

    def handle_data(self, data):
        if self.address:
            self.words.append(data)

    def handle_endtag(self, tag):
        if tag == "a" and self.address:
            self.found.append((" ".join("".join(self.words).split()), self.address))
            self.address = None


class Walker:
    """A reader who only clicks."""

    def __init__(self, client):
        self.client = client
        self.arrive("/")

    def arrive(self, address):
        response = self.client.get(address)
        assert response.status_code == 200, address
        self.address = address
        self.links = Links(response.content.decode()).found

    def click(self, words):
        """The link of these words; two of the same words have to lead to the same place."""
        addresses = {address for found, address in self.links if found == words}
        assert len(addresses) == 1, f"{words!r} from {self.address}: {addresses or self.links}"
        self.arrive(addresses.pop())

    def walk(self, *steps):
        """Click each in turn; the rooms that were passed through."""
        rooms = []
        for words in steps:
            self.click(words)
            rooms.append(self.address.split("/")[1])
        return rooms


@pytest.fixture
def walker(client):
    return Walker(client)


def test_the_example_from_the_vision_to_the_services_and_back(example, client):
    vision, team = "Making Derbyshire Safer Together", "Co-located prevention team, Derbyshire"
    site, service = "Joint Headquarters, Derbyshire", "Derbyshire Fire and Rescue Service"
    walker = Walker(client)
    there = walker.walk("Shared visions", vision, team, site, service)
    assert there == ["visions", "visions", "teams", "sites", "organisations"]
    assert walker.walk(site, team, vision) == ["sites", "teams", "visions"]


def test_the_example_from_a_service_to_its_teams_and_back(example, client):
    service = "Peterborough Prevention and Enforcement Service (PES)"
    eastern = "Eastern team, Peterborough Prevention and Enforcement Service"
    partnership = "Safer Peterborough Partnership"
    walker = Walker(client)
    there = walker.walk("Teams", service, eastern, partnership)
    assert there == ["teams", "teams", "teams", "organisations"]
    assert walker.walk(eastern, service) == ["teams", "teams"]
    walker.click("HMP Peterborough")
    walker.click(service)


@pytest.fixture
def chain():
    """One record of each kind, each naming the next, and the organisation of them all."""
    organisation = OrganisationFactory(name="The walked constabulary")
    agreement = AgreementFactory(title="The walked agreement")
    PartyFactory(agreement=agreement, organisation=organisation)
    publish(agreement)
    site = SiteFactory(title="The walked site")
    SiteOrganisation.objects.create(site=site, organisation=organisation)
    publish(site)
    team = TeamFactory(title="The walked team", agreement=agreement)
    team.sites.add(site)
    TeamOrganisation.objects.create(team=team, organisation=organisation)
    publish(team)
    vision = VisionFactory(title="The walked vision")
    vision.agreements.add(agreement)
    vision.teams.add(team)
    VisionOrganisation.objects.create(vision=vision, organisation=organisation)
    publish(vision)


RECORDS = ["vision", "agreement", "team", "site"]
STEPS = [*(f"The walked {each}" for each in RECORDS), "The walked constabulary"]
ROOMS = [*(f"{each}s" for each in RECORDS), "organisations"]


def test_vision_agreement_team_site_organisation_and_back(chain, walker):
    walker.click("Shared visions")
    assert walker.walk(*STEPS) == ROOMS
    assert walker.walk(*reversed(STEPS[:-1])) == list(reversed(ROOMS[:-1]))


@pytest.mark.parametrize("title", STEPS[:-1])
def test_each_of_them_is_one_step_from_the_organisation_and_back(chain, walker, title):
    walker.walk("Shared visions", STEPS[0], STEPS[-1], title, STEPS[-1])
