"""What organisations are filtered by, on the site and in the API alike."""

import django_filters

from organisations.models import Organisation
from register.filters import RegisterFilterSet


class OrganisationFilterSet(RegisterFilterSet):
    kind = django_filters.MultipleChoiceFilter(
        choices=Organisation.Kind.choices, distinct=False, label="Kind of organisation"
    )
    nation = django_filters.MultipleChoiceFilter(
        choices=Organisation.Nation.choices, distinct=False, label="Nation"
    )
    region = django_filters.MultipleChoiceFilter(
        choices=Organisation.Region.choices, distinct=False, label="Region of England"
    )

    class Meta:
        model = Organisation
        fields = []
