from django.db.models import Prefetch
from django.utils import timezone
from django.views.generic import DetailView
from django_filters.rest_framework import DjangoFilterBackend
from django_filters.views import FilterView
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.viewsets import ReadOnlyModelViewSet

from .filters import AgreementFilterSet
from .models import Agreement, Document, Group, Organisation, Party, Variation
from .serializers import AgreementSerializer

ORGANISATIONS = Organisation.objects.select_related("overseen_by")
PARTIES = Prefetch(
    "parties",
    Party.objects.select_related("organisation__overseen_by").prefetch_related(
        Prefetch("group", Group.objects.prefetch_related(Prefetch("members", ORGANISATIONS)))
    ),
)
WHOLE = (
    PARTIES,
    Prefetch("variations", Variation.objects.select_related("party", "document")),
    Prefetch("documents", Document.objects.select_related("decided_by")),
    "functions",
    "legal_bases",
    "reviews",
    "outcomes",
    "sources",
)


class Pagination(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 1000


class AgreementViewSet(ReadOnlyModelViewSet):
    queryset = Agreement.objects.select_related(
        "owner__overseen_by", "part_of", "replaced_by"
    ).prefetch_related(*WHOLE)
    serializer_class = AgreementSerializer
    lookup_field = "slug"
    renderer_classes = [JSONRenderer]
    content_negotiation_class = DefaultContentNegotiation
    pagination_class = Pagination
    filter_backends = [DjangoFilterBackend, SearchFilter, OrderingFilter]
    filterset_class = AgreementFilterSet
    search_fields = ["title", "purpose", "parties__organisation__name"]
    ordering_fields = ["title", "reference", "recorded_at", "starts", "expires"]


class AgreementListView(FilterView):
    queryset = Agreement.objects.select_related("owner").prefetch_related(
        Prefetch("parties", Party.objects.select_related("organisation", "group")), "functions"
    )
    filterset_class = AgreementFilterSet
    template_name = "plain/agreement_list.html"
    paginate_by = 25

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        for agreement in context["page_obj"]:
            agreement.lifecycle_today = agreement.lifecycle(today)
        return context


class AgreementDetailView(DetailView):
    queryset = AgreementViewSet.queryset
    template_name = "plain/agreement_detail.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(lifecycle=self.object.lifecycle(today), **kwargs)
