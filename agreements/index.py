"""What an agreement is filtered and ordered by, and its findings: a pure function of its body."""

from collections.abc import Iterator

from django.utils.text import slugify

from register.index import Index
from register.kinds import Apart

from . import rules, terms
from .vocabulary import Lifecycle, Stage

# Where no agreement is known, people who work together have an arrangement.
APART = Apart(
    facet="stage",
    value=Stage.NO_AGREEMENT_KNOWN,
    participants="in_arrangement",
    singular="arrangement",
    plural="arrangements",
    lifecycles={Lifecycle.IN_FORCE: "Under way", Lifecycle.EXPIRED: "Past its end"},
)


def index(body: dict) -> Index:
    start = terms.parse(body["starts_on"])
    section_22a = rules.section_22a_status(body)
    is_arrangement = terms.is_arrangement(body)
    return Index(
        facets={
            "scope": [body["scope"]],
            "function": body["functions"],
            "legal_basis": body["legal_bases"],
            "judged": [rules.judged(body)],
            "stage": [body["stage"]],
            "programme": programme(body),
            "section_22a": [] if is_arrangement else [section_22a],
            "publication": [body["publication"]] if body["publication"] else [],
            APART.participants: [one["slug"] for one in participants(body)]
            if is_arrangement
            else [],
        },
        reference=body["reference"],
        starts_from=start and start.first,
        derived={"is_start_recorded": bool(start), "section_22a": section_22a},
        periods=terms.periods(body),
        findings=rules.findings_by_day(body),
        documents=dict(documents(body)),
    )


def programme(body: dict) -> list[str]:
    """What its programme is found by: the slug of its record, or one made from what it is called.

    So agreements from before there was a record are found together with those that name it.
    """
    record = body["programme_record"]
    slug = record["slug"] if record else slugify(body["programme"])[:200]
    return [slug] if slug else []


def participants(body: dict) -> Iterator[dict]:
    """The parties, the members of groups included, and who has a role; nobody only as printed."""
    for party in body["parties"]:
        if party["organisation"]:
            yield party["organisation"]
        elif party["group"]:
            yield from party["group"]["members"]
    for role in body["roles"]:
        yield role["organisation"]


def documents(body: dict) -> Iterator[tuple[str, bool]]:
    """(SHA-256, whether taken down) of each copy that the body gives or takes back."""
    for document in body["documents"]:
        file, withheld = document["file"], document["withheld"]
        if file:
            yield file["sha256"], False
        elif withheld and withheld["taken_down_sha256"]:
            yield withheld["taken_down_sha256"], True
