"""The ways people write an organisation, and which one a written name means.

Documents say "Chief Constable of Derbyshire", "PCC for North Yorkshire" or "Devon & Somerset Fire
Authority" and seldom the full name. Each organisation has the names recorded for it, and further
forms made of the areas in those names. A written name that fits several organisations means all of
them: which one is for a person to say.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from .directory import Directory, DirectoryOrganisation
from .models import Organisation

Kind = Organisation.Kind
# The capacities in which a name can speak of an organisation, as a party's are called.
CHIEF_OFFICER, POLICING_BODY, FIRE_AUTHORITY = "chief_officer", "policing_body", "fire_authority"
NOT_SAID = ""

FORCE = {
    CHIEF_OFFICER: [
        *("chief constable of {}", "chief constable for {}", "{} chief constable", "cc of {}"),
        *("chief constable of {} police", "chief constable of {} constabulary", "{} cc"),
        *("chief officer of {} police", "chief officer of police for {}"),
    ],
    NOT_SAID: ["{}", "{} police", "{} constabulary", "{} police force", "{} police service"],
}
COMMISSIONER = {
    POLICING_BODY: [
        *("{} pcc", "pcc for {}", "pcc of {}", "{} police and crime commissioner"),
        *("police and crime commissioner for {}", "police and crime commissioner of {}"),
    ],
    NOT_SAID: ["{}"],
}
FIRE_COMMISSIONER = {
    NOT_SAID: [
        *("{} pfcc", "pfcc for {}", "{} police fire and crime commissioner"),
        "police fire and crime commissioner for {}",
    ]
}
AUTHORITY = {
    FIRE_AUTHORITY: [
        *("{} fire authority", "{} fire and rescue authority", "{} fra"),
        *("{} combined fire authority", "{} combined fire and rescue authority"),
    ],
    NOT_SAID: ["{}"],
}
SERVICE = {
    NOT_SAID: [
        *("{}", "{} fire and rescue service", "{} fire and rescue", "{} fire service"),
        *("{} fire brigade", "{} frs"),
    ]
}
# What the two commissioners who lead a force are called (Police Act 1996 s.101).
CHIEFS = {
    "metropolitan-police-service": "commissioner of police of metropolis",
    "city-of-london-police": "commissioner of police for city of london",
}
ENDING = re.compile(
    r"(?P<area>.+?) (?:police(?: (?:service|force|authority))?|constabulary|pcc|pfcc"
    r"|police (?:fire )?and crime commissioner|(?:county )?council|fire brigade"
    r"|(?:combined )?fire(?: and rescue)? (?:service|authority))"
)
OFFICES = {"opcc": "pcc", "opfcc": "pfcc"}
Forms = dict[str, str]  # from a written form to the capacity it speaks of


@dataclass(frozen=True, slots=True)
class Reading:
    """What a written name means: no organisation, one, or several between which it leaves open."""

    slugs: tuple[str, ...]
    capacity: str  # one of those above; empty: the name does not say

    @property
    def slug(self) -> str | None:
        """The organisation, if the name can mean only one."""
        return self.slugs[0] if len(self.slugs) == 1 else None


def plain(text: str) -> str:
    """A name as it is compared: "The OPCC for Devon & Cornwall" is "pcc for devon and cornwall"."""
    text = re.sub(r"['’]", "", text.casefold().replace("&", " and "))
    words = [OFFICES.get(word, word) for word in re.findall(r"\w+", text) if word != "the"]
    return " ".join(words[2:] if words[:2] == ["office", "of"] else words)


def resolve(text: str, directory: Directory) -> Reading:
    """Which organisation a written name means: recorded names first, then the forms of areas."""
    written = plain(text)
    for names in _written(directory):
        if found := names.get(written):
            capacities = set(found.values())
            return Reading(tuple(sorted(found)), capacities.pop() if len(capacities) == 1 else "")
    return Reading((), NOT_SAID)


def search(text: str, directory: Directory) -> list[str]:
    """The slugs of all organisations of which one form has all these words, or their beginnings."""
    words = plain(text).split()
    return [
        slug
        for slug, forms in forms_by_slug(directory).items()
        if any(all(word in form for word in words) for form in forms)
    ]


@lru_cache(maxsize=4)
def forms_by_slug(directory: Directory) -> dict[str, tuple[str, ...]]:
    """Every form of every organisation."""
    return {
        slug: tuple(_recorded(entry) | _made(entry, directory))
        for slug, entry in directory.organisations.items()
    }


@lru_cache(maxsize=4)
def _written(directory: Directory) -> tuple[dict[str, Forms], ...]:
    """From a form to the organisations it may mean, with their capacities: recorded, then made."""
    recorded: dict[str, Forms] = defaultdict(dict)
    made: dict[str, Forms] = defaultdict(dict)
    for slug, entry in directory.organisations.items():
        for names, forms in ((recorded, _recorded(entry)), (made, _made(entry, directory))):
            for form, capacity in forms.items():
                names[form][slug] = capacity
    return dict(recorded), dict(made)


def _names(entry: DirectoryOrganisation) -> list[str]:
    names = (entry.slug, entry.name, *entry.aliases, *(name for name, _, _ in entry.former_names))
    return [plain(name) for name in names]


def _recorded(entry: DirectoryOrganisation) -> Forms:
    """Its recorded names. A commissioner who is also the fire authority may act as either."""
    capacity = {
        Kind.POLICING_BODY: NOT_SAID if entry.is_fire_authority else POLICING_BODY,
        Kind.FIRE_AUTHORITY: FIRE_AUTHORITY,
        Kind.AMBULANCE_TRUST: str(Kind.AMBULANCE_TRUST),
    }.get(Kind(entry.kind), NOT_SAID)
    return dict.fromkeys(_names(entry), capacity)


def _made(entry: DirectoryOrganisation, directory: Directory) -> Forms:
    """The forms made of its areas, and its short name."""
    forms = {plain(entry.short_name): NOT_SAID} if entry.short_name else {}
    areas = _areas(entry)
    for one in (directory.organisations[slug] for slug in entry.oversees):
        if one.kind == Kind.FIRE_SERVICE:
            forms |= _filled(AUTHORITY, _areas(one))
    if entry.kind == Kind.POLICE_FORCE:
        forms |= _filled(FORCE, areas | {plain(entry.short_name)} - {""})
        chiefs = [CHIEFS[entry.slug]] if entry.slug in CHIEFS else []
        chiefs += [f"chief constable of {name}" for name in _names(entry)]
        forms |= dict.fromkeys(chiefs, CHIEF_OFFICER)
    elif entry.kind == Kind.FIRE_SERVICE:
        forms |= _filled(SERVICE, areas)
    elif entry.kind == Kind.FIRE_AUTHORITY:
        forms |= _filled(AUTHORITY, areas)
    elif entry.kind == Kind.POLICING_BODY:
        forms |= dict.fromkeys(areas, NOT_SAID)
        if any("commissioner" in name for name in _names(entry)):
            overseen = [directory.organisations[slug] for slug in entry.oversees]
            areas = areas.union(*(_areas(one) for one in overseen if one.kind == Kind.POLICE_FORCE))
            forms |= _filled(COMMISSIONER, areas)
            forms |= _filled(FIRE_COMMISSIONER, areas) if entry.is_fire_authority else {}
    return forms


def _areas(entry: DirectoryOrganisation) -> set[str]:
    """ "derbyshire", of "Derbyshire Constabulary"."""
    found = (ENDING.fullmatch(name) for name in _names(entry))
    return {match["area"] for match in found if match}


def _filled(templates: dict[str, list[str]], areas: set[str]) -> Forms:
    return {
        form.format(area): capacity
        for capacity, forms in templates.items()
        for form in forms
        for area in areas
    }
