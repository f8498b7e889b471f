"""The reference data as one read-only snapshot in memory.

A page names dozens of organisations. Reading them all once for each version of the reference data
(a few hundred rows) means that no page and no answer of the API queries for a name.
"""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from .dates import PartialDate, covers
from .models import (
    Alias,
    FormerName,
    Group,
    GroupMembership,
    Organisation,
    PoliceFirePair,
    ReferenceVersion,
    Succession,
)

Dated = tuple[str, PartialDate | None, PartialDate | None]
Since = tuple[str, PartialDate | None]
Related = defaultdict[int | None, defaultdict[str, Any]]


@dataclass(frozen=True, slots=True)
class DirectoryOrganisation:
    """One organisation and what is recorded about it. Others are named by slug.

    A field is said here and nowhere else: one of the model's name is read from its column, any
    other from what `_related` finds in other tables.
    """

    pk: int
    slug: str
    name: str
    kind: str
    short_name: str = ""
    nation: str = ""
    region: str = ""
    ons_code: str = ""
    police_uk_id: str = ""
    website: str = ""
    is_fire_authority: bool = False
    governance: str = ""
    source: str = ""
    overseen_by: str | None = None
    oversees: tuple[str, ...] = ()
    former_names: tuple[Dated, ...] = ()
    aliases: tuple[str, ...] = ()
    took_over_from: tuple[Since, ...] = ()  # with the first day of this one
    replaced_by: tuple[Since, ...] = ()  # with the first day of the other
    groups: tuple[Dated, ...] = ()
    fire_partners: tuple[str, ...] = ()
    police_partners: tuple[str, ...] = ()

    @property
    def kind_label(self):
        """What it is, in words."""
        return Organisation.Kind(self.kind).label

    @property
    def nation_label(self):
        """Its nation in words; empty: not recorded."""
        return self.nation and Organisation.Nation(self.nation).label

    @property
    def region_label(self):
        """Its region in words; empty: none, or not recorded."""
        return self.region and Organisation.Region(self.region).label

    @property
    def predecessors(self) -> tuple[str, ...]:
        """Those it took over from directly."""
        return tuple(slug for slug, _ in self.took_over_from)

    @property
    def successors(self) -> tuple[str, ...]:
        """Those that took over from it directly."""
        return tuple(slug for slug, _ in self.replaced_by)

    def name_on(self, date):
        """The name it went by on a day; today's name where no former name is known to cover it."""
        for name, first, last in self.former_names:
            if last and covers(first, last, date):
                return name
        return self.name


@dataclass(frozen=True, slots=True)
class DirectoryGroup:
    """One group, and who was in it when."""

    pk: int
    slug: str
    name: str
    note: str
    source: str
    members: tuple[Dated, ...]

    def members_on(self, date):
        """The slugs of its members on a day, in order of name."""
        return tuple(
            dict.fromkeys(slug for slug, joined, left in self.members if covers(joined, left, date))
        )


class Directory:
    """Every organisation and group by slug, at one reference version."""

    def __init__(self, organisations, groups):
        # Every request shares it, so nobody may write to it.
        self.organisations: Mapping[str, DirectoryOrganisation] = MappingProxyType(organisations)
        self.groups: Mapping[str, DirectoryGroup] = MappingProxyType(groups)

    @classmethod
    def at(cls, version):
        """The snapshot for a reference version, read from the database the first time."""
        return _snapshot(version)

    @classmethod
    def current(cls):
        """The snapshot for the present reference version: one query when it has been read."""
        return cls.at(ReferenceVersion.current())

    def name_on(self, slug, date: datetime.date):
        """The name an organisation went by on a day."""
        return self.organisations[slug].name_on(date)

    def with_predecessors(self, slugs):
        """These organisations and all that they succeeded, however far back."""
        return self._and_beyond(slugs, "predecessors")

    def with_successors(self, slugs):
        """These organisations and all that succeeded them, however far on."""
        return self._and_beyond(slugs, "successors")

    def predecessors(self, slug: str) -> frozenset[str]:
        """All that an organisation succeeded, however far back, without itself."""
        return frozenset(self.with_predecessors([slug]) - {slug})

    def overseers_on(self, slug: str, day: datetime.date) -> list[str]:
        """The policing bodies that oversaw a force on a day; empty: not known, or no force.

        Followed from the present one back and forth over the dated successions. Where one of them
        has no date, or one that leaves that day in doubt, or where several bodies became one, who
        it was is not known. A list, because an area may come to have more than one.
        """
        entry = self.organisations.get(slug)
        if entry is None or entry.kind != Organisation.Kind.POLICE_FORCE or not entry.overseen_by:
            return []
        try:
            return [self._policing_body_on(entry.overseen_by, day)]
        except LookupError:
            return []

    def _policing_body_on(self, slug, day):
        """Who did on a day what this body does. Raises LookupError where that is not known."""
        seen = set()
        while slug not in seen:
            seen.add(slug)
            entry = self.organisations[slug]
            before, after = map(self._policing, (entry.took_over_from, entry.replaced_by))
            others = [other for other, since in before if not _has_come(since, day)]
            others = others or [other for other, since in after if _has_come(since, day)]
            if not others:
                return slug
            if len(others) > 1:
                raise LookupError("which of several oversaw this one is not recorded")
            slug = others[0]
        raise LookupError("the successions go round in a circle")

    def _policing(self, successions):
        """The successions to or from another policing body, and not to or from a fire authority."""
        return [
            (slug, since)
            for slug, since in successions
            if self.organisations[slug].kind == Organisation.Kind.POLICING_BODY
        ]

    def _and_beyond(self, slugs, relation):
        found, ahead = set(), list(slugs)
        while ahead:
            slug = ahead.pop()
            if slug not in found:
                found.add(slug)
                entry = self.organisations.get(slug)
                ahead.extend(getattr(entry, relation) if entry else ())
        return found

    def names(self):
        """Present names by slug."""
        return {slug: entry.name for slug, entry in self.organisations.items()}

    def choices(self):
        """(slug, name) of every organisation in order of name, for select boxes."""
        return list(self._choices)

    @cached_property
    def by_pk(self) -> Mapping[int, DirectoryOrganisation]:
        """Every organisation by primary key."""
        return {entry.pk: entry for entry in self.organisations.values()}

    @cached_property
    def groups_by_pk(self) -> Mapping[int, DirectoryGroup]:
        """Every group by primary key."""
        return {group.pk: group for group in self.groups.values()}

    @cached_property
    def _choices(self):
        return sorted(self.names().items(), key=lambda choice: choice[1].casefold())


def _has_come(since: PartialDate | None, day: datetime.date) -> bool:
    """Whether the first day of a successor has come. Raises LookupError if that is in doubt."""
    if since is None or since.text[-1] in "~?" or since.first <= day < since.last:
        raise LookupError("the day of a succession is in doubt")
    return since.last <= day


@lru_cache(maxsize=4)
def _snapshot(version):
    """Read everything, in as many queries as there are tables."""
    organisations = list(Organisation.objects.order_by("name"))
    groups = list(Group.objects.order_by("name"))
    memberships = list(GroupMembership.objects.order_by("organisation__name", "pk"))
    slugs: dict[int | None, str] = {one.pk: one.slug for one in organisations}
    group_slugs = {group.pk: group.slug for group in groups}
    related = _related(organisations, slugs)
    members = defaultdict(list)
    for row in memberships:
        dates = (row.joined_on, row.left_on)
        related[row.organisation_id]["groups"] += ((group_slugs[row.group_id], *dates),)
        members[row.group_id].append((slugs[row.organisation_id], *dates))
    return Directory(
        {one.slug: _organisation(one, related[one.pk]) for one in organisations},
        {
            group.slug: DirectoryGroup(
                group.pk, group.slug, group.name, group.note, group.source, tuple(members[group.pk])
            )
            for group in groups
        },
    )


def _related(organisations, slugs):
    """For each organisation, by pk: what the checked rows of all tables say about it."""
    related: Related = defaultdict(lambda: defaultdict(tuple))
    for one in organisations:
        if one.overseen_by_id and "overseen_by" not in one.unverified_fields:
            related[one.overseen_by_id]["oversees"] += (one.slug,)
            related[one.pk]["overseen_by"] = slugs[one.overseen_by_id]
    for former in FormerName.objects.order_by("until_on", "name"):
        dated = (former.name, former.from_on, former.until_on)
        related[former.organisation_id]["former_names"] += (dated,)
    for alias in Alias.objects.order_by("name"):
        related[alias.organisation_id]["aliases"] += (alias.name,)
    for link in Succession.objects.filter(is_verified=True).order_by("pk"):
        since = (slugs[link.predecessor_id], link.on)
        related[link.successor_id]["took_over_from"] += (since,)
        related[link.predecessor_id]["replaced_by"] += ((slugs[link.successor_id], link.on),)
    for pair in PoliceFirePair.objects.filter(is_verified=True).order_by("pk"):
        related[pair.police_force_id]["fire_partners"] += (slugs[pair.fire_service_id],)
        related[pair.fire_service_id]["police_partners"] += (slugs[pair.police_force_id],)
    return related


def _organisation(organisation, related):
    """What is checked of an organisation: a fact from memory is for staff alone."""
    columns = {field.name for field in organisation._meta.concrete_fields} | {"pk"}
    checked = columns - {"overseen_by", *organisation.unverified_fields}
    values: dict[str, Any] = {
        field.name: getattr(organisation, field.name)
        for field in fields(DirectoryOrganisation)
        if field.name in checked
    }
    return DirectoryOrganisation(**values, **related)
