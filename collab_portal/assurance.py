"""Assurance: three lists of what the rules find, by question and office, as page and API."""

import datetime

from django.core.paginator import Paginator
from django.views.generic import TemplateView
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse

from agreements.assurance import FindingOn, Findings, Question
from agreements.rules.base import List, Severity
from register import kinds, pagination
from register.api import PublicAPI
from register.pagination import page_of
from register.schema import AS_AT, ON, PAGE_PARAMETERS
from register.time_query import BadParameters, TimeQuery
from register.views import PublicView

PARAMETERS = frozenset({"rule", "office"})


def chosen(params, name: str, known) -> str:
    """The one value given, which has to be known. Raises BadParameters."""
    values = params.getlist(name)
    if len(values) > 1:
        raise BadParameters({name: "Give it once."})
    value = values[0] if values else ""
    if value and value not in known:
        raise BadParameters({name: "There is no such one here."})
    return value


def read(params, time_query: TimeQuery) -> tuple[str, Findings]:
    """The rule asked about, or an empty text, and the findings of the office or of all."""
    rule = chosen(params, "rule", {rule.id for rule in kinds.rules().values()})
    office = chosen(params, "office", time_query.directory.organisations)
    return rule, Findings(time_query, office)


class AssuranceView(PublicView, TemplateView):
    """The three lists, or what one rule finds, with a letter to the office."""

    parameters = PARAMETERS | {"page"}
    paginate_by = 50

    def get_template_names(self):
        return ["assurance_rule.html" if self.rule else "assurance.html"]

    def get_context_data(self, **kwargs):
        self.rule, findings = read(self.request.GET, self.time_query)
        context = {"findings": findings, "office": findings.office}
        rows = findings.of(self.rule) if self.rule else ()
        page = page_of(Paginator(rows, self.paginate_by), self.request.GET)
        if self.rule:
            question = findings.questions[self.rule]
            context |= {"page_obj": page, "question": question}
            if findings.office and page.object_list:
                context["letter"] = self.letter(question, page.object_list)
        return super().get_context_data(**context, **kwargs)

    def letter(self, question: Question, rows: list[FindingOn]) -> str:
        pages = [
            self.request.build_absolute_uri(kinds.get(row.kind).page_of(row.slug)) for row in rows
        ]
        return letter(question, list(zip(rows, pages, strict=True)), self.time_query.on)


def letter(question: Question, rows: list[tuple[FindingOn, str]], on: datetime.date) -> str:
    """A draft in plain text to the office that keeps these records, of which each has its page."""
    rule, office = question.rule, rows[0][0].owner_name
    said = {row.message for row, _ in rows}
    about = [f"To: {office}", f"About: {rule.title}", "", rule.question or rule.public, ""]
    records = []
    for row, page in rows:
        reference = f" ({row.reference})" if row.reference else ""
        records += [f"- {row.title}{reference}", f"  {page}"]
        records += [f"  {row.message}"] if len(said) > 1 else []
    which = f"The collaboration register finds this on {on.day} {on:%B %Y} in"
    left = question.found - len(rows)
    records.insert(0, f"{which} {len(rows)} of the records you keep:" if not left else f"{which}:")
    if left:
        records.append(f"  and in {left} more that this letter does not list")
    more = [*([*said, ""] if len(said) == 1 else []), f"Where it comes from: {rule.citation}"]
    if rule.url:
        more.append(rule.url)
    asked = (
        "Please say what you know and which document or page says so. If nobody knows, please say "
        "that: the register then goes on showing it as not recorded."
    )
    return "\n".join([*about, *records, "", *more, "", asked])


# The API


class OfficeCountSerializer(serializers.Serializer):
    """How many findings are in the records that an office keeps."""

    slug = serializers.CharField()
    name = serializers.CharField()
    found = serializers.IntegerField()


class QuestionSerializer(serializers.Serializer):
    """A rule, with what it finds and how many records it could judge."""

    id = serializers.CharField(source="rule.id")
    title = serializers.CharField(source="rule.title")
    question = serializers.CharField(source="rule.question", help_text="Of gaps; else empty.")
    severity = serializers.ChoiceField(source="rule.severity", choices=Severity.choices)
    citation = serializers.CharField(source="rule.citation")
    url = serializers.CharField(source="rule.url", help_text="Of the law; empty: office policy.")
    records = serializers.IntegerField(help_text="Records of the kind that the rule is about.")
    judged = serializers.IntegerField(
        help_text="Of these, how many it is about and have the facts that it needs. No finding in "
        "the others means nothing."
    )
    found = serializers.IntegerField(help_text="Findings.")
    offices = serializers.SerializerMethodField()

    @extend_schema_field(OfficeCountSerializer(many=True))
    def get_offices(self, question: Question) -> list[dict]:
        keys = ("slug", "name", "found")
        return [dict(zip(keys, office, strict=True)) for office in question.offices]


class CompletenessSerializer(serializers.Serializer):
    """How much of what applies to the records is recorded."""

    recorded = serializers.IntegerField()
    facts = serializers.IntegerField(help_text="Facts that apply to the records, by kind and stage")


class FoundSerializer(serializers.Serializer):
    """A finding, and the record it is about."""

    kind = serializers.CharField()
    slug = serializers.CharField()
    reference = serializers.CharField(help_text="Empty where the kind has none.")
    title = serializers.CharField()
    owner = serializers.CharField(help_text="Slug of the office that keeps the record.")
    message = serializers.CharField()
    url = serializers.URLField()
    html_url = serializers.URLField()


class AssuranceSerializer(serializers.Serializer):
    """Three lists, which are never added up; with a rule, what it finds."""

    on = serializers.DateField()
    completeness = CompletenessSerializer()
    law = QuestionSerializer(many=True)
    due = QuestionSerializer(many=True)
    gaps = QuestionSerializer(many=True)
    count = serializers.IntegerField(help_text="Findings of the rule asked about; 0 without one.")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = FoundSerializer(many=True)


class AssuranceAPI(PublicAPI):
    """What the rules find in the register, by question and office, and of how many records."""

    parameters = PARAMETERS | pagination.PARAMETERS

    @extend_schema(
        operation_id="assurance",
        responses=AssuranceSerializer,
        parameters=[
            OpenApiParameter("rule", str, description="Id of a rule: what it finds, one by one."),
            OpenApiParameter("office", str, description="Slug: in the records that it keeps."),
            *PAGE_PARAMETERS,
            AS_AT,
            ON,
        ],
    )
    def get(self, request):
        rule, findings = read(request.query_params, self.time_query)
        pages = pagination.RegisterPagination()
        shown = pages.paginate_queryset(findings.of(rule) if rule else [], request)
        envelope = pages.get_paginated_response([self.item(row) for row in shown]).data
        recorded, facts = findings.completeness
        return Response(
            {
                "on": self.time_query.on.isoformat(),
                "completeness": {"recorded": recorded, "facts": facts},
                **{
                    name: QuestionSerializer(findings.lists[name], many=True).data
                    for name in List.values
                },
                **envelope,
            }
        )

    def item(self, row: FindingOn) -> dict:
        namespace = kinds.get(row.kind).namespace
        names = ("kind", "slug", "reference", "title", "owner", "message")
        return {
            **{name: getattr(row, name) for name in names},
            "url": reverse(f"api:{namespace}-detail", [row.slug], request=self.request),
            "html_url": reverse(f"{namespace}:detail", [row.slug], request=self.request),
        }
