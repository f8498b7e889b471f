"""What the rules find in the register: counted by question and office, and one by one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from register import counts, kinds
from register.models import Entry, Facet, Finding, Link, Period
from register.time_query import TimeQuery

from . import rules
from .models import Agreement
from .rules.base import List, places
from .vocabulary import Lifecycle

LAPSED = (Lifecycle.EXPIRED, Lifecycle.ENDED)
# The one rule that looks at two records, so that its findings are not stored but asked for.
OUTLIVES = "team-outlives-agreement"


@dataclass(frozen=True)
class FindingOn:
    """A finding, and the record it is about."""

    rule: str  # its id
    message: str
    kind: str
    slug: str
    reference: str
    title: str
    owner: str  # slug of the office that keeps the record
    owner_name: str
    severity: str
    list: str


@dataclass(frozen=True)
class Question:
    """A rule, how many findings it has, and how many records it could judge."""

    rule: Any
    found: int  # of a gap at most one a record
    judged: int
    records: int  # of its kind
    offices: tuple[tuple[str, str, int], ...]  # slug, name, how many; the most first


class Findings:
    """What is found in what the register listed, on the day asked about."""

    def __init__(self, time_query: TimeQuery, office: str = ""):
        self.time_query, self.office = time_query, office
        self.rules = kinds.rules()

    @cached_property
    def lists(self) -> dict[str, list[Question]]:
        """The questions of each list, in the order of the rules."""
        lists: dict[str, list[Question]] = {name: [] for name in List.values}
        for question in self.questions.values():
            lists[question.rule.list].append(question)
        return lists

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Each rule by its id. Two queries; of the past or of an office three."""
        by_rule: dict[str, list[tuple[str, str, int]]] = {}
        for (rule, owner), number in self._found.most_common():
            by_rule.setdefault(rule, []).append((owner, self._name(owner), number))
        judged: Counter[int] = Counter()
        records: Counter[str] = Counter()
        for value, number in self._judged.items():
            asked = list(places(value))
            judged.update(dict.fromkeys(asked, number))
            records[self._kind_of(asked[0])] += number
        return {
            rule.id: Question(
                rule,
                sum(number for _, _, number in by_rule.get(rule.id, ())),
                judged[place],
                records[self._kind_of(place)],
                tuple(by_rule.get(rule.id, ())),
            )
            for place, rule in self.rules.items()
        }

    @cached_property
    def completeness(self) -> tuple[int, int]:
        """How many of the facts that apply to the records are recorded, and how many apply."""
        gaps = self.lists[List.GAPS]
        asked = sum(question.judged for question in gaps)
        return asked - sum(question.found for question in gaps), asked

    def of(self, rule: str) -> "FindingsOfRule":
        return FindingsOfRule(self, rule)

    @cached_property
    def _found(self) -> Counter[tuple[str, str]]:
        """By rule and office."""
        if "rule_owner" in self._kept:
            found = Counter(
                {tuple(value.split(" ", 1)): n for value, n in self._kept["rule_owner"].items()}
            )
        else:
            rows = _every(self.time_query, self.office).order_by().values_list("rule", "owner")
            counted = rows.annotate(findings=Count("pk"))
            found = Counter({(rule, owner): n for rule, owner, n in counted})
        outlived = outliving(self.time_query, self.office).order_by().values_list("entry__owner")
        for owner, number in outlived.annotate(findings=Count("pk")):
            found[OUTLIVES, owner] = number
        return found

    @cached_property
    def _judged(self) -> dict[str, int]:
        """How many records each set of rules can judge."""
        if "judged" in self._kept:
            return self._kept["judged"]
        facets = Facet.objects.listed(self.time_query).order_by()
        rows = facets.filter(name="judged")
        if self.office:
            rows = rows.filter(
                entry__in=facets.filter(name="owner", value=self.office).values("entry")
            )
        return dict(rows.values_list("value").annotate(records=Count("entry")))

    @cached_property
    def _kept(self) -> counts.Counts:
        """Of the whole register of today, what publication has counted."""
        if self.office or self.time_query.as_at:
            return {}
        names = ("rule_owner", "judged")
        return {name: {} for name in names} | counts.tallied(self.time_query, names)

    def _name(self, owner: str) -> str:
        known = self.time_query.directory.organisations
        return known[owner].name if owner in known else owner

    @staticmethod
    def _kind_of(place: int) -> str:
        return max(
            (kind for kind in kinds.every() if kind.rules and kind.first_rule <= place),
            key=lambda kind: kind.first_rule,
        ).name


class FindingsOfRule:
    """What one rule finds, in the records of an office or of all; a paginator slices it."""

    def __init__(self, findings: Findings, rule: str):
        self.findings, self.rule = findings, rule

    def count(self) -> int:
        """Of records. Without a query of its own."""
        return self.findings.questions[self.rule].found

    def __getitem__(self, part: slice) -> list[FindingOn]:
        """Some of them, in the order of title. One query."""
        time_query, office = self.findings.time_query, self.findings.office
        if self.rule == OUTLIVES:
            rows = outliving(time_query, office).select_related("entry").defer("entry__body")
            return [_outlived_on(link, self.findings._name) for link in rows[part]]
        place = next(p for p, rule in self.findings.rules.items() if rule.id == self.rule)
        rows = _every(time_query, office).filter(place=place)  # which the indexes begin with
        rows = rows.select_related("entry").defer("entry__body")
        return [_finding_on(row, self.findings._name) for row in rows[part]]


def _every(time_query: TimeQuery, office: str = ""):
    rows = Finding.objects.covering(time_query.on).listed(time_query)
    return rows.filter(owner=office) if office else rows


def outliving(time_query: TimeQuery, office: str = ""):
    """Links to an agreement that has lapsed, from what is at work under it all the same."""
    periods = Period.objects.covering(time_query.on)
    lapsed = periods.filter(
        entry__kind=Agreement.kind, entry__slug=OuterRef("to_slug"), lifecycle__in=LAPSED
    )
    at_work = [kind.under_way for kind in kinds.every() if "agreement" in kind.relations]
    works = periods.filter(entry=OuterRef("entry"), lifecycle__in=at_work)
    links = Link.objects.filter(relation="agreement", to_kind=Agreement.kind).listed(time_query)
    links = links.filter(Exists(lapsed.listed(time_query)), Exists(works))
    return (links.filter(entry__owner=office) if office else links).order_by(
        "entry__title", "entry"
    )


def outlived(entry: Entry, time_query: TimeQuery) -> list[dict]:
    """The finding of this entry. One query where it names an agreement."""
    rule = kinds.get(entry.kind).rules[OUTLIVES]
    agreement = entry.content["agreement"]
    if not agreement or not outliving(time_query).filter(entry=entry).exists():
        return []
    return [{"rule": rule, "message": _lapsed(agreement["title"])}]


def _lapsed(title: str) -> str:
    return (
        f"It works under “{title}”, which is over by the dates recorded. Ask the lead office at "
        "once under what it works now: record the renewal, the agreement, or when the team ended."
    )


def _outlived_on(link: Link, name_of) -> FindingOn:
    message = (
        "It works under an agreement that is over by the dates recorded. Ask at once under what."
    )
    return _on(link.entry, OUTLIVES, message, name_of)


def _finding_on(row: Finding, name_of) -> FindingOn:
    return _on(row.entry, row.rule, row.message, name_of)


def _on(entry: Entry, rule_id: str, message: str, name_of) -> FindingOn:
    rule = kinds.get(entry.kind).rules[rule_id]
    return FindingOn(
        rule=rule_id,
        message=message,
        kind=entry.kind,
        slug=entry.slug,
        reference=entry.reference,
        title=entry.title,
        owner=entry.owner,
        owner_name=name_of(entry.owner),
        severity=rule.severity,
        list=rule.list,
    )


def of_register(time_query: TimeQuery) -> Iterator[FindingOn]:
    """Every finding, on a day, in what the register said at a moment."""
    findings = Findings(time_query)
    rows = _every(time_query).select_related("entry").defer("entry__body")
    for link in outliving(time_query).select_related("entry").defer("entry__body"):
        yield _outlived_on(link, findings._name)
    for row in rows:
        yield _finding_on(row, findings._name)


def of_drafts(on=None) -> Iterator[FindingOn]:
    """Findings on the working agreements, as if each were approved today. For staff alone."""
    for agreement in Agreement.objects.order_by("reference"):
        body = agreement.content()
        for finding in rules.check(body, on or timezone.localdate()):
            yield FindingOn(
                rule=finding.rule.id,
                message=finding.message,
                kind=agreement.kind,
                slug=agreement.slug,
                reference=body["reference"],
                title=body["title"],
                owner=body["owner"]["slug"],
                owner_name=body["owner"]["name"],
                severity=finding.rule.severity,
                list=finding.rule.list,
            )
