"""What agreements are filtered and sorted by, on the site and in the API alike."""

from register.filters import AnyOf, EntryFilterSet, LifecycleFilter, Ordering

from .vocabulary import Function, LegalBasis, Lifecycle, PublicationKind, Scope, Section22A, Stage


class AgreementFilterSet(EntryFilterSet):
    kind = "agreement"

    lifecycle = LifecycleFilter(
        Lifecycle,
        label="Is it in force?",
        help_text="On the date asked about: today, unless you choose another.",
    )
    stage = AnyOf(
        Stage,
        label="Stage",
        help_text="`no_agreement_known`: arrangements of which no source says that an agreement "
        "was made.",
    )
    section_22a = AnyOf(Section22A, label="Section 22A status")
    scope = AnyOf(Scope, label="Scope")
    function = AnyOf(Function, label="Function")
    legal_basis = AnyOf(LegalBasis, label="Legal basis")
    publication = AnyOf(PublicationKind, label="What is published")
    ordering = Ordering(
        fields=(
            ("title", "title"),
            ("reference", "reference"),
            ("recorded_at", "updated"),
            ("starts_from", "starts"),
            ("expires_on", "expires"),
        ),
        offered=(
            ("title", "Title"),
            ("reference", "Reference"),
            ("-updated", "Latest published"),
            ("expires", "Expiry, earliest first"),
            ("-expires", "Expiry, latest first"),
            ("starts", "Start, earliest first"),
            ("-starts", "Start, latest first"),
        ),
        label="Sort by",
    )
