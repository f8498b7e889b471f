"""The real organisations, as bodies name them, and how often each takes part in what is made up."""

from dataclasses import dataclass
from random import Random

from organisations.directory import Directory
from register.serializers import OrganisationSnapshotSerializer

from .words import falling

FORCE, BODY, SERVICE = "police_force", "policing_body", "fire_service"
CAPACITIES = {
    FORCE: "chief_officer",
    BODY: "policing_body",
    SERVICE: "fire_authority",
    "fire_authority": "fire_authority",
}


@dataclass(frozen=True)
class Cast:
    """Organisations by slug as snapshots, and who is drawn how often."""

    snapshots: dict[str, dict]
    groups: list[dict]
    forces: list[str]  # the busiest first
    weights: list[float]  # of forces, cumulative
    neighbours: dict[str, list[str]]  # of a force: the other forces of its region
    partners: dict[str, list[str]]  # of a force: its fire and rescue services
    services: list[str]
    owners: list[str]  # policing bodies, the busiest first
    others: list[str]

    @classmethod
    def read(cls, seed: int) -> "Cast":
        """From the reference data in the database; who is busiest depends on the seed alone."""
        directory = Directory.current()
        entries = sorted(directory.organisations.values(), key=lambda entry: entry.slug)
        snapshots = {entry.slug: snapshot(entry) for entry in entries}

        def of_kind(*kinds: str) -> list[str]:
            return [entry.slug for entry in entries if entry.kind in kinds]

        shuffled = Random(f"{seed} cast")
        forces = of_kind(FORCE)
        shuffled.shuffle(forces)
        region = {entry.slug: entry.region for entry in entries}
        overseers = [snapshots[force]["overseen_by"] for force in forces]
        return cls(
            snapshots=snapshots,
            groups=[
                group(entry, snapshots)
                for entry in sorted(directory.groups.values(), key=lambda entry: entry.slug)
            ],
            forces=forces,
            weights=falling(len(forces), 0.8),
            neighbours={
                force: [o for o in forces if o != force and region[o] == region[force] != ""]
                for force in forces
            },
            partners={entry.slug: sorted(entry.fire_partners) for entry in entries},
            services=of_kind(SERVICE),
            owners=list(dict.fromkeys(slug for slug in overseers if slug)),
            others=of_kind("local_authority", "national_body", "partnership", "other"),
        )

    def force(self, random: Random) -> str:
        return random.choices(self.forces, cum_weights=self.weights)[0]

    def company(self, random: Random, count: int) -> list[str]:
        """A force and others that work with it: neighbours mostly, its commissioner, fire, others.

        `count` different slugs, a force first.
        """
        first = self.force(random)
        chosen = {first: None}
        near = [self.snapshots[first]["overseen_by"] or "", *self.partners[first]]
        while len(chosen) < count:
            draw = random.random()
            if draw < 0.45 and self.neighbours[first]:
                slug = random.choice(self.neighbours[first])
                chosen[slug] = None
                if len(chosen) < count and (overseer := self.snapshots[slug]["overseen_by"]):
                    chosen[overseer] = None
            elif draw < 0.75:
                slug = random.choice(near)
            elif draw < 0.9:
                slug = self.force(random)
            elif draw < 0.95:
                slug = random.choice(self.services)
            else:
                slug = random.choice(self.others)
            if slug and len(chosen) < count:
                chosen[slug] = None
        return list(chosen)

    def owner(self, random: Random, company: list[str]) -> dict:
        """The office that keeps a record: mostly that of its first party."""
        overseer = self.snapshots[company[0]]["overseen_by"]
        if overseer in self.snapshots and random.random() < 0.8:
            return self.snapshots[overseer]
        weights = self.weights[: len(self.owners)]
        return self.snapshots[random.choices(self.owners, cum_weights=weights)[0]]


def snapshot(entry) -> dict:
    """An organisation as every body has it."""
    return {name: getattr(entry, name) for name in OrganisationSnapshotSerializer().fields}


def as_party(organisation: dict) -> dict:
    """With who was responsible for it, as bodies have it of a party."""
    return organisation | {"responsible": list(filter(None, [organisation["overseen_by"]]))}


def group(entry, snapshots: dict[str, dict]) -> dict:
    """With everybody who is in it still, in its own order."""
    members = dict.fromkeys(slug for slug, _, left in entry.members if left is None)
    return {
        "slug": entry.slug,
        "name": entry.name,
        "members": [as_party(snapshots[slug]) for slug in members],
    }
