"""All findings of the register: what the rules say of every agreement, published or in draft."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.utils import timezone

from register import counts
from register.models import Finding
from register.time_query import TimeQuery

from . import rules
from .models import Agreement


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


class Findings:
    """Findings in what the register listed, on the day asked about; a paginator slices them."""

    def __init__(self, time_query: TimeQuery, rule: str = "", office: str = ""):
        self.time_query = time_query
        self.chosen = {"rule": rule, "owner": office}

    @cached_property
    def by_rule(self) -> Counter[str]:
        """How many findings of each rule, regardless of what was chosen."""
        return self._counted["rule"]

    @cached_property
    def by_office(self) -> Counter[tuple[str, str]]:
        """How many of each office, by slug and present name, regardless of what was chosen."""
        known = self.time_query.directory.organisations
        return Counter(
            {
                (slug, known[slug].name if slug in known else slug): number
                for slug, number in self._counted["rule_owner"].items()
            }
        )

    @cached_property
    def _counted(self) -> dict[str, Counter[str]]:
        """Today's from stored tallies, those of the past by counting. One or two queries."""
        if self.time_query.as_at is None:
            kept = counts.tallied(self.time_query, ("rule", "rule_owner"))
        else:
            every = self._every().order_by()
            kept = {
                name: dict(every.values_list(column).annotate(records=Count("pk")))
                for name, column in (("rule", "rule"), ("rule_owner", "owner"))
            }
        return {name: Counter(kept.get(name, {})) for name in ("rule", "rule_owner")}

    def _every(self):
        return Finding.objects.covering(self.time_query.on).listed(self.time_query)

    def _rows(self):
        chosen = {name: value for name, value in self.chosen.items() if value}
        if "rule" in chosen:  # by its place, which the indexes begin with
            chosen["place"] = rules.RULES.index(rules.BY_ID[chosen["rule"]])
        return self._every().filter(**chosen)

    def count(self) -> int:
        """How many findings were chosen. At most one query."""
        rule, office = self.chosen["rule"], self.chosen["owner"]
        if rule and office:
            return self._rows().order_by().count()
        if office:
            return self._counted["rule_owner"][office]
        return self.by_rule[rule] if rule else self.by_rule.total()

    def __getitem__(self, part: slice) -> list[FindingOn]:
        """Some of them, in the order of the rules. One query."""
        rows = self._rows().select_related("entry").defer("entry__body")
        return [self._finding(row) for row in rows[part]]

    def _finding(self, row: Finding) -> FindingOn:
        known = self.time_query.directory.organisations
        return FindingOn(
            rule=row.rule,
            message=row.message,
            slug=row.entry.slug,
            reference=row.entry.reference,
            title=row.entry.title,
            owner=row.owner,
            owner_name=known[row.owner].name if row.owner in known else row.owner,
        )


def of_register(time_query: TimeQuery) -> Iterator[FindingOn]:
    """Every finding, on a day, in what the register said at a moment."""
    yield from Findings(time_query)[:]


def of_drafts(on=None) -> Iterator[FindingOn]:
    """Findings on the working records, as if each were approved today. For staff alone."""
    for agreement in Agreement.objects.order_by("reference"):
        body = agreement.content()
        for finding in rules.check(body, on or timezone.localdate()):
            yield FindingOn(
                rule=finding.rule.id,
                message=finding.message,
                slug=agreement.slug,
                reference=body["reference"],
                title=body["title"],
                owner=body["owner"]["slug"],
                owner_name=body["owner"]["name"],
            )
