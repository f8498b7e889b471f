"""All findings of the register: what the rules say of every agreement, published or in draft."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone

from register.question import Question

from . import rules
from .models import Agreement, PublishedAgreement


@dataclass(frozen=True)
class FindingOn:
    """A finding, and the agreement it is about."""

    rule: str  # its id
    message: str
    slug: str
    reference: str
    title: str
    owner: str  # slug of the office that keeps the record
    owner_name: str

    @property
    def severity(self) -> str:
        return rules.BY_ID[self.rule].severity


def of_register(as_at, on) -> Iterator[FindingOn]:
    """Findings on what the register said at a moment (None: now), judged on a day."""
    for row in PublishedAgreement.objects.as_at(as_at).listed().with_body().order_by("reference"):
        yield from _findings(row.slug, row.body, on)


def of_drafts(on=None) -> Iterator[FindingOn]:
    """Findings on the working records, as if each were approved today. For staff alone."""
    for agreement in Agreement.objects.order_by("reference"):
        yield from _findings(agreement.slug, agreement.content(), on or timezone.localdate())


def answer(question: Question) -> list[FindingOn]:
    """Findings for a public page, kept under the register version until anything changes."""
    moment = question.as_at.isoformat() if question.as_at else ""
    key = f"assurance:{question.version}:{moment}:{question.on}"
    return cache.get_or_set(key, lambda: list(of_register(question.as_at, question.on)))


def _findings(slug: str, body: dict, on) -> Iterator[FindingOn]:
    for finding in rules.judge(body, on):
        yield FindingOn(
            rule=finding.rule.id,
            message=finding.message,
            slug=slug,
            reference=body["reference"],
            title=body["title"],
            owner=body["owner"]["slug"],
            owner_name=body["owner"]["name"],
        )
