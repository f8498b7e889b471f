import django_filters
from django.db.models import Q
from django.utils import timezone

from .models import Agreement, Function, LegalBasis, Organisation

LIFECYCLES = ("proposed", "in_force", "expired", "ended", "not_recorded")


class AgreementFilterSet(django_filters.FilterSet):
    organisation = django_filters.ModelChoiceFilter(
        queryset=Organisation.objects.all(),
        to_field_name="slug",
        method="filter_organisation",
    )
    owner = django_filters.ModelChoiceFilter(
        queryset=Organisation.objects.all(), to_field_name="slug"
    )
    function = django_filters.ModelMultipleChoiceFilter(
        field_name="functions__slug", queryset=Function.objects.all(), to_field_name="slug"
    )
    legal_basis = django_filters.ModelMultipleChoiceFilter(
        field_name="legal_bases__slug", queryset=LegalBasis.objects.all(), to_field_name="slug"
    )
    lifecycle = django_filters.ChoiceFilter(
        choices=[(name, name.replace("_", " ")) for name in LIFECYCLES], method="filter_lifecycle"
    )
    starts = django_filters.DateFromToRangeFilter()
    expires = django_filters.DateFromToRangeFilter()

    class Meta:
        model = Agreement
        fields = ["scope", "section_22a", "publication"]

    def filter_organisation(self, queryset, name, organisation):
        return queryset.filter(
            Q(parties__organisation=organisation) | Q(parties__group__members=organisation)
        ).distinct()

    def filter_lifecycle(self, queryset, name, value):
        today = timezone.localdate()
        proposed = Q(stage="proposed") | Q(starts__gt=today)
        ended = Q(ended__lte=today)
        begun = queryset.exclude(proposed)
        if value == "proposed":
            return queryset.filter(proposed)
        if value == "ended":
            return begun.filter(ended)
        standing = begun.exclude(ended)
        if value == "expired":
            return standing.filter(expires__lt=today)
        if value == "in_force":
            return standing.filter(
                Q(expires__gte=today) | Q(expires__isnull=True, term="until_ended")
            )
        return standing.filter(expires__isnull=True).exclude(term="until_ended")
