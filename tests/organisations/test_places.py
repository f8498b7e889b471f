"""Nation and region: a value for machines, words for people."""

import pytest
from django.urls import reverse

from organisations.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def somewhere():
    return Organisation.objects.create(
        name="Moorshire Police",
        slug="moorshire-police",
        kind="police_force",
        nation="england",
        region="yorkshire_and_the_humber",
    )


def test_values_are_labels_in_snake_case():
    for choices in (Organisation.Nation, Organisation.Region):
        assert choices.values == [label.lower().replace(" ", "_") for label in choices.labels]


def test_the_api_gives_and_takes_values(client, force):
    address = reverse("api:organisations-list")
    found = client.get(address, {"region": "yorkshire_and_the_humber"}).json()["results"]
    assert [(item["slug"], item["nation"], item["region"]) for item in found] == [
        ("moorshire-police", "england", "yorkshire_and_the_humber")
    ]
    nowhere = client.get(reverse("api:organisations-detail", args=[force.slug])).json()
    assert (nowhere["nation"], nowhere["region"]) == (None, None)
    assert client.get(address, {"nation": "England"}).status_code == 400


def test_pages_show_the_words(client):
    listed = client.get(reverse("organisations:list"), {"nation": "england"}).content.decode()
    assert "<li>Yorkshire and the Humber, England</li>" in listed
    assert "Nation: England" in listed
    assert 'value="yorkshire_and_the_humber"' in listed
    detail = client.get(reverse("organisations:detail", args=["moorshire-police"])).content.decode()
    assert "Yorkshire and the Humber" in detail
    assert "yorkshire_and_the_humber" not in detail
