"""What agreements are filtered and sorted by, on the site and in the API alike."""

import django_filters

from register.filters import Ordering, PublishedFilterSet, WordsFilter, YesNoFilter

from .models import PublishedAgreement
from .vocabulary import Function, LegalBasis, Lifecycle, PublicationKind, Scope, Section22A


class AgreementFilterSet(PublishedFilterSet):
    lifecycle = django_filters.MultipleChoiceFilter(
        choices=Lifecycle.choices,
        distinct=False,
        label="Is it in force?",
        help_text="On the date asked about: today, unless you choose another.",
    )
    section_22a = django_filters.MultipleChoiceFilter(
        choices=Section22A.choices, distinct=False, label="Section 22A status"
    )
    scope = django_filters.MultipleChoiceFilter(
        choices=Scope.choices, distinct=False, label="Scope"
    )
    function = WordsFilter(field_name="functions", choices=Function.choices, label="Function")
    legal_basis = WordsFilter(
        field_name="legal_bases", choices=LegalBasis.choices, label="Legal basis"
    )
    publication = django_filters.MultipleChoiceFilter(
        choices=PublicationKind.choices, distinct=False, label="What is published"
    )
    with_fire = YesNoFilter(field_name="with_fire", label="With a fire and rescue service")
    ordering = Ordering(
        fields=(
            ("title", "title"),
            ("reference", "reference"),
            ("recorded_at", "updated"),
            ("starts_from", "starts"),
            ("expires_by", "expires"),
        ),
        label="Sort by",
    )

    class Meta:
        model = PublishedAgreement
        fields = []
