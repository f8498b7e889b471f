"""What made-up agreements say, but for their names and the records they name."""

import datetime
from random import Random

from . import dates, words
from .cast import CAPACITIES, Cast, as_party
from .papers import documents, review, reviews

PUBLISHER = "Office of the Police and Crime Commissioner"
BASES = {
    "s22a_police_act_1996": 42,
    "not_stated": 24,
    "memorandum": 10,
    "s1_policing_and_crime_act_2017": 7,
    "contract": 6,
    "lease_or_licence": 3,
    "informal": 2,
    "s16_fire_and_rescue_services_act_2004": 2,
    "s13_fire_and_rescue_services_act_2004": 1,
    "s113_local_government_act_1972": 1,
    "s24_police_act_1996": 1,
    "statement_of_intent": 1,
}
PUBLICATIONS = {
    "fact_and_details": 35,
    "full_copy": 25,
    "redacted_copy": 12,
    "summary": 10,
    "awaiting_upload": 14,
    "withheld": 4,
}
KNOWN = (True, True, None, None, False)


def drawn(random: Random, shares: dict[str, int]) -> str:
    return random.choices(list(shares), list(shares.values()))[0]


# What several kinds have


def sources(random: Random) -> list[dict]:
    count = random.choice((0, 1, 1, 1, 2))
    return [source(random, f"{words.FORMS.draw(random)} of the office") for _ in range(count)]


def source(random: Random, title: str) -> dict:
    day = dates.start(random)
    return {
        "title": f"{title}, {words.ADJECTIVES.draw(random)} papers",
        "publisher": PUBLISHER,
        "url": f"https://example.org/papers/{random.getrandbits(40):x}",
        "dated_on": dates.written(random, day) if random.random() < 0.6 else None,
    }


def outcomes(random: Random, share: float = 0.15) -> list[dict]:
    if random.random() > share:
        return []
    return [
        {
            "measure": f"{words.ADJECTIVES.draw(random)} {words.NOUNS.draw(random)}",
            "change": f"down {random.randint(2, 40)}",
            "unit": "per cent",
            "period": "since it began",
            "area": "",
            "claimed_by": PUBLISHER,
            "source": source(random, "Annual report"),
        }
    ]


# Agreements


def agreement(random: Random, cast: Cast) -> dict:
    parties, scope, company = parties_of(random, cast)
    basis = [drawn(random, BASES)]
    if basis != ["not_stated"] and random.random() < 0.08:
        basis.append("memorandum" if basis != ["memorandum"] else "informal")
    functions = random.choices(
        list(words.SUBJECTS),
        cum_weights=words.falling(len(words.SUBJECTS), 0.8),
        k=random.choice((1, 1, 1, 2, 2, 3)),
    )
    publication = drawn(random, PUBLICATIONS)
    has_terms = random.random() < 0.25
    return {
        "owner": cast.owner(random, company),
        "confirmed_on": None,
        "confirmed_by": "",
        "purpose": words.text(random, 2, 6) if random.random() < 0.95 else "",
        "scope": scope,
        "functions": list(dict.fromkeys(functions)),
        "programme": "Regional collaboration programme" if random.random() < 0.2 else "",
        "programme_record": None,
        "legal_bases": basis,
        "stage": drawn(random, {"made": 80, "not_stated": 14, "proposed": 6}),
        "provision_kinds": ["force"] if random.random() < 0.2 else [],
        "is_in_writing": random.choice(KNOWN),
        "has_withdrawal_clause": True if has_terms else random.choice(KNOWN),
        "withdrawal_terms": "Six months’ notice in writing." if has_terms else "",
        "is_accountability_notified": random.choice((True, None, None)),
        "accountability_arrangements": words.sentence(random) if random.random() < 0.1 else "",
        "consultation_note": words.sentence(random) if random.random() < 0.1 else "",
        "contract_value": None,
        "has_staff_functions": None,
        **times(random, cast, company),
        "parties_recorded": drawn(random, {"all": 55, "some": 35, "not_stated": 10}),
        "parties": parties,
        "roles": [
            {
                "organisation": cast.snapshots[one["organisation"]["slug"]],
                "kind": "lead",
                "starts_on": None,
                "ends_on": None,
            }
            for one in parties
            if one["is_lead"]
        ],
        "publication": publication,
        "publication_url": "",
        "publication_seen_on": None,
        "publication_reason": words.sentence(random)
        if publication in ("withheld", "awaiting_upload", "redacted_copy")
        else "",
        "documents": documents(random, cast, publication),
        "reviews": reviews(random),
        "outcomes": outcomes(random),
        "sources": sources(random),
    }


def parties_of(random: Random, cast: Cast) -> tuple[list[dict], str, list[str]]:
    """(parties, scope, slugs of those that are organisations or members of the group)."""
    draw = random.random()
    if draw < 0.035:
        company, group, scope = cast.forces, None, "national"
    elif draw < 0.095:
        group = random.choice(cast.groups)
        scope = "regional" if len(group["members"]) < 10 else "national"
        company = [member["slug"] for member in group["members"]]
    else:
        company, group = cast.company(random, random.choice((2, 2, 3, 3, 4, 4, 5, 6))), None
        scope = drawn(random, {"local": 45, "regional": 40, "not_stated": 15})
    if group:
        return [party(random, group=group)], scope, company
    found = [party(random, organisation=as_party(cast.snapshots[slug])) for slug in company]
    found[0]["is_lead"] = random.random() < 0.6
    return found, scope, company


def party(random: Random, organisation: dict | None = None, group: dict | None = None) -> dict:
    capacity = CAPACITIES.get(organisation["kind"], "other_person") if organisation else ""
    joined = left = None
    if random.random() < 0.04:
        day = dates.start(random)
        joined = dates.written(random, day)
        left = dates.written(random, dates.end(random, day)) if random.random() < 0.4 else None
    return {
        "organisation": organisation,
        "group": group,
        "stated_as": None,
        "capacity": capacity if capacity and random.random() < 0.7 else "not_stated",
        "is_lead": False,
        "joined_on": joined,
        "left_on": left,
    }


def times(random: Random, cast: Cast, company: list[str]) -> dict:
    """Dates, term and variations, in an order that can be true."""
    begins = dates.start(random)
    signed = begins - datetime.timedelta(days=random.randrange(90))
    ends = dates.end(random, begins)
    has_end = random.random() < 0.6
    known = random.random() < 0.9
    variations = [variation(random, ends)] if has_end and random.random() < 0.35 else []
    if has_end and random.random() < 0.08:
        variations.append(variation(random, dates.after(random, ends, 1000)))
    if random.random() < 0.05:
        variations.append(notice(random, cast, company, begins))
    if random.random() < 0.06:
        variations.append(ending(random, begins))
    decided = signed - datetime.timedelta(days=random.randrange(60))
    return {
        "decided_on": f"{decided:%Y-%m}" if random.random() < 0.3 else None,
        "signed_on": f"{signed}" if random.random() < 0.5 else None,
        "starts_on": dates.written(random, begins) if known else None,
        "expires_on": dates.written(random, ends) if has_end else None,
        "term": "fixed" if has_end else drawn(random, {"until_ended": 40, "not_recorded": 60}),
        "variations": variations,
    }


def variation(random: Random, ends: datetime.date) -> dict:
    made = ends - datetime.timedelta(days=random.randrange(1, 120))
    new = dates.end(random, ends)
    return {
        "kind": drawn(random, {"extension": 80, "renewal": 20}),
        "made_on": f"{made:%Y-%m}" if random.random() < 0.5 else f"{made}",
        "effective_on": f"{ends + datetime.timedelta(days=1)}" if random.random() < 0.6 else None,
        "new_expires_on": dates.written(random, new),
        "party": None,
        "document": None,
        "note": words.sentence(random) if random.random() < 0.3 else "",
    }


def notice(random: Random, cast: Cast, company: list[str], begins: datetime.date) -> dict:
    leaver = cast.snapshots[random.choice(company)]
    return {
        "kind": "notice_of_withdrawal",
        "made_on": None,
        "effective_on": f"{dates.after(random, begins, 1500)}",
        "new_expires_on": None,
        "party": {"slug": leaver["slug"], "name": leaver["name"]},
        "document": None,
        "note": "",
    }


def ending(random: Random, begins: datetime.date) -> dict:
    return {
        "kind": drawn(random, {"termination": 70, "replacement": 30}),
        "made_on": None,
        "effective_on": f"{dates.after(random, begins, 3000)}",
        "new_expires_on": None,
        "party": None,
        "document": None,
        "note": words.sentence(random),
    }


def revise(random: Random, body: dict) -> None:
    """What a later edition changes: a term extended, a review held, words made better."""
    draw = random.random()
    if draw < 0.35 and body["expires_on"]:
        ends = datetime.date(int(body["expires_on"][:4]), 12, 31)
        body["variations"].append(variation(random, ends))
    elif draw < 0.7:
        body["reviews"].append(review(random))
    else:
        body["purpose"] = words.text(random, 2, 6)
