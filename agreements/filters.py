"""What agreements are filtered and sorted by, on the site and in the API alike."""

from django import forms
from django.core.validators import slug_re
from django.db.models import Max
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from register.filters import AnyOf, EntryFilterSet, FacetFilter, LifecycleFilter, Ordering
from register.models import Entry, Facet

from .index import programme
from .models import Programme
from .vocabulary import Function, LegalBasis, Lifecycle, PublicationKind, Scope, Section22A, Stage


class ProgrammeField(forms.MultipleChoiceField):
    """Programmes that an edition of any age has or is."""

    def validate(self, value):
        asked = [one for one in value if slug_re.match(one)]
        used = Facet.objects.filter(name="programme", value__in=asked).values_list("value")
        own = Entry.objects.filter(kind=Programme.kind, slug__in=asked).values_list("slug")
        known = {slug for (slug,) in own.order_by().union(used.order_by())}
        if unknown := [one for one in value if one not in known]:
            raise forms.ValidationError(
                f"The register knows no programme called “{unknown[0]}”. Give its slug, as the "
                "filter form and its page’s address have it."
            )


@extend_schema_field(OpenApiTypes.STR)
class ProgrammeFilter(FacetFilter):
    """The programme of an agreement, called by the title of its record.

    One without a record is called as the latest agreement in it has it.
    """

    field_class = ProgrammeField

    def offered(self, values, time_query):
        values = {value for value in values if slug_re.match(value)}
        if not values:
            return []
        records = Entry.objects.filter(kind=Programme.kind, slug__in=values).listed(time_query)
        labels = dict(records.order_by().values_list("slug", "title"))
        if rest := values - labels.keys():
            having = Facet.objects.filter(name="programme", value__in=rest).listed(time_query)
            latest = (
                having.order_by().values("value").annotate(latest=Max("entry")).values("latest")
            )
            bodies = Entry.objects.filter(pk__in=latest).with_body().select_related("edition")
            for entry in bodies:
                labels |= dict.fromkeys(programme(entry.content), entry.content["programme"])
        return sorted(labels.items(), key=lambda one: one[1].casefold())


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
    programme = ProgrammeFilter(
        label="Programme",
        help_text="Slug of the programme’s record; of one without a record, its name in lower case "
        "with hyphens. Repeat it for any of several.",
    )
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
