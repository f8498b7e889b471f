"""What organisations are filtered by, on the site and in the API alike."""

import django_filters

from organisations.models import Organisation
from register.filters import RegisterFilterSet


class PublishedFilter(django_filters.MultipleChoiceFilter):
    """A fact as readers see it: one that nobody has checked is not there to be filtered by."""

    def filter(self, qs, value):
        if not value:
            return qs
        entries = self.parent.time_query.directory.organisations.values()
        return qs.filter(
            slug__in=[one.slug for one in entries if getattr(one, self.field_name) in value]
        )


class OrganisationFilterSet(RegisterFilterSet):
    kind = PublishedFilter(
        choices=Organisation.Kind.choices, distinct=False, label="Kind of organisation"
    )
    nation = PublishedFilter(choices=Organisation.Nation.choices, distinct=False, label="Nation")
    region = PublishedFilter(
        choices=Organisation.Region.choices, distinct=False, label="Region of England"
    )

    class Meta:
        model = Organisation
        fields = []
