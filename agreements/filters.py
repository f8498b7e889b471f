"""What agreements are filtered and sorted by, on the site and in the API alike."""

from register.filters import AnyOf, Ordering, PublishedFilterSet, WordsFilter

from .models import PublishedAgreement
from .vocabulary import Function, LegalBasis, Lifecycle, PublicationKind, Scope, Section22A


class AgreementFilterSet(PublishedFilterSet):
    lifecycle = AnyOf(
        Lifecycle,
        label="Is it in force?",
        help_text="On the date asked about: today, unless you choose another.",
    )
    section_22a = AnyOf(Section22A, label="Section 22A status")
    scope = AnyOf(Scope, label="Scope")
    function = WordsFilter(field_name="functions", choices=Function.choices, label="Function")
    legal_basis = WordsFilter(
        field_name="legal_bases", choices=LegalBasis.choices, label="Legal basis"
    )
    publication = AnyOf(PublicationKind, label="What is published")
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
