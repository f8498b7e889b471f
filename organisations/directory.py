"""The reference data as one read-only snapshot in memory.

A page names dozens of organisations. Reading them all once for each version of the reference data
(a few hundred rows) means that no page and no answer of the API queries for a name.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
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
Related = defaultdict[int | None, defaultdict[str, list[Any]]]
# Fields that are columns of the organisation, and fields that come from other tables.
OWN = (
    *("pk", "slug", "name", "short_name", "kind", "nation", "region", "is_fire_authority"),
    *("governance", "ons_code", "police_uk_id", "website", "source"),
)
RELATED = (
    *("oversees", "former_names", "aliases", "predecessors", "successors", "groups"),
    *("fire_partners", "police_partners"),
)


@dataclass(frozen=True, slots=True)
class DirectoryOrganisation:
    """One organisation and everything recorded about it. Others are named by slug."""

    pk: int
    slug: str
    name: str
    short_name: str
    kind: str
    kind_label: str
    nation: str
    nation_label: str
    region: str
    region_label: str
    ons_code: str
    police_uk_id: str
    website: str
    overseen_by: str | None
    is_fire_authority: bool
    governance: str
    source: str
    unverified: tuple[str, ...]
    oversees: tuple[str, ...]
    former_names: tuple[Dated, ...]
    aliases: tuple[str, ...]
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    groups: tuple[Dated, ...]
    fire_partners: tuple[str, ...]
    police_partners: tuple[str, ...]

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

    def find(self, text):
        """The organisation that has this name, alias or short form, if only one has it."""
        return self.organisations.get(self._slugs_by_name.get(_plain(text)))

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

    @cached_property
    def _slugs_by_name(self):
        short = Counter(_plain(entry.short_name) for entry in self.organisations.values())
        slugs = {
            _plain(entry.short_name): slug
            for slug, entry in self.organisations.items()
            if short[_plain(entry.short_name)] == 1  # “Cheshire” may be any of three
        }
        for slug, entry in self.organisations.items():
            for name, _, _ in entry.former_names:
                slugs.setdefault(_plain(name), slug)
        for slug, entry in self.organisations.items():
            slugs |= {_plain(alias): slug for alias in entry.aliases}
        for slug, entry in self.organisations.items():
            slugs |= {_plain(entry.name): slug, slug: slug}
        return slugs


def _plain(name):
    """A name as it is compared: "Derbyshire Fire & Rescue" is "derbyshire fire and rescue"."""
    return " ".join(name.replace("&", " and ").split()).casefold()


@lru_cache(maxsize=4)
def _snapshot(version):
    """Read everything, in as many queries as there are tables."""
    organisations = list(Organisation.objects.order_by("name"))
    slugs: dict[int | None, str] = {
        organisation.pk: organisation.slug for organisation in organisations
    }
    groups = list(Group.objects.order_by("name"))
    memberships = list(GroupMembership.objects.order_by("organisation__name", "pk"))
    related = _related(organisations, slugs)
    group_slugs = {group.pk: group.slug for group in groups}
    for row in memberships:
        dated = (group_slugs[row.group_id], row.joined_on, row.left_on)
        related[row.organisation_id]["groups"].append(dated)
    return Directory(
        {
            o.slug: _organisation(o, slugs.get(o.overseen_by_id), related[o.pk])
            for o in organisations
        },
        {group.slug: _group(group, slugs, memberships) for group in groups},
    )


def _related(organisations, slugs):
    """For each organisation, by pk: lists of what other tables say about it."""
    related: Related = defaultdict(lambda: defaultdict(list))
    for organisation in organisations:
        related[organisation.overseen_by_id]["oversees"].append(organisation.slug)
    for former in FormerName.objects.order_by("until_on", "name"):
        dated = (former.name, former.from_on, former.until_on)
        related[former.organisation_id]["former_names"].append(dated)
    for alias in Alias.objects.order_by("name"):
        related[alias.organisation_id]["aliases"].append(alias.name)
    for link in Succession.objects.order_by("pk"):
        related[link.successor_id]["predecessors"].append(slugs[link.predecessor_id])
        related[link.predecessor_id]["successors"].append(slugs[link.successor_id])
    for pair in PoliceFirePair.objects.order_by("pk"):
        related[pair.police_force_id]["fire_partners"].append(slugs[pair.fire_service_id])
        related[pair.fire_service_id]["police_partners"].append(slugs[pair.police_force_id])
    return related


def _organisation(organisation, overseen_by, related):
    fields: dict[str, Any] = {name: getattr(organisation, name) for name in OWN}
    fields |= {name: tuple(related[name]) for name in RELATED}
    return DirectoryOrganisation(
        **fields,
        kind_label=organisation.get_kind_display(),
        nation_label=organisation.get_nation_display(),
        region_label=organisation.get_region_display(),
        overseen_by=overseen_by,
        unverified=organisation.unverified_fields,
    )


def _group(group, slugs, memberships):
    return DirectoryGroup(
        pk=group.pk,
        slug=group.slug,
        name=group.name,
        note=group.note,
        source=group.source,
        members=tuple(
            (slugs[row.organisation_id], row.joined_on, row.left_on)
            for row in memberships
            if row.group_id == group.pk
        ),
    )
