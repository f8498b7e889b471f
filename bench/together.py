"""What made-up teams, sites and visions say, but for their names and the records they name."""

from random import Random

from . import dates, words
from .cast import Cast
from .parts import outcomes, sources

PLACES = words.Words("North|South|East|West|Central|Valley|Coast|Moor|River|Market|Harbour|Forest")


def place(random: Random) -> str:
    return f"{PLACES.draw(random)} {PLACES.draw(random)}"


def team(random: Random, cast: Cast, company: list[str]) -> dict:
    begins = dates.start(random)
    is_over = random.random() < 0.25
    return {
        "purpose": words.text(random, 1, 4),
        "confirmed_on": None,
        "confirmed_by": "",
        "stage": "not_stated",
        "team_kind": random.choice(("co_located", "co_located", "integrated", "joint_unit")),
        "area": place(random),
        "starts_on": dates.written(random, begins),
        "ends_on": dates.written(random, dates.end(random, begins)) if is_over else None,
        "trial": trial() if not is_over and random.random() < 0.1 else None,
        "organisations": [
            {
                "organisation": cast.snapshots[slug],
                "unit": f"{words.NOUNS.draw(random)} unit" if random.random() < 0.4 else "",
                "staff_count": random.randint(2, 60) if random.random() < 0.5 else None,
                "is_lead": position == 0,
            }
            for position, slug in enumerate(company)
        ],
        "posts": [post(random, cast.snapshots[random.choice(company)])]
        if random.random() < 0.5
        else [],
        "board_seats": [
            {"office": "Chief officer", "organisation": cast.snapshots[slug], "name": None}
            for slug in company
        ]
        if random.random() < 0.2
        else [],
        "outcomes": outcomes(random, 0.3),
        "sources": sources(random),
    }


def trial() -> dict:
    return {
        "length_text": "six months",
        "length_months": 6,
        "planned_end_on": None,
        "is_planned_end_inferred": False,
        "decision": "not_recorded",
        "decided_on": None,
        "outcome": "",
    }


def post(random: Random, organisation: dict) -> dict:
    return {
        "title": random.choice(("Inspector", "Station manager", "Coordinator", "Analyst")),
        "organisation": organisation,
        "unit": "",
        "role": words.sentence(random),
        "name": None,
        "starts_on": None,
        "ends_on": None,
    }


def site(random: Random, cast: Cast, company: list[str]) -> dict:
    return {
        "confirmed_on": None,
        "confirmed_by": "",
        "stage": "not_stated",
        **dict.fromkeys(("proposed_on", "approved_on", "closed_on")),
        "site_kind": random.choice(("station", "station", "headquarters", "control_room", "other")),
        "place": place(random),
        "description": words.text(random, 1, 2),
        "opened_on": dates.written(random, dates.start(random)) if random.random() < 0.6 else None,
        "organisations": [
            {
                "organisation": cast.snapshots[slug],
                "role": "owner" if position == 0 else "occupier",
            }
            for position, slug in enumerate(company)
        ],
        "sources": sources(random),
    }


def vision(random: Random, cast: Cast, company: list[str]) -> dict:
    launched = dates.start(random)
    return {
        "confirmed_on": None,
        "confirmed_by": "",
        "commitment": words.text(random, 2, 5),
        "area": place(random),
        "first_used_on": None,
        "launched_on": dates.written(random, launched),
        "launch_place": place(random) if random.random() < 0.5 else "",
        "review_on": None,
        "organisations": [
            {"organisation": cast.snapshots[slug], "contribution": words.sentence(random)}
            for slug in company
        ],
        "aims": [{"text": words.sentence(random)} for _ in range(random.randint(2, 5))],
        "signatories": [
            {
                "office": "Chief officer",
                "organisation": cast.snapshots[slug],
                "name": "",
                "role": random.choice(("launched", "spoke_for", "not_stated")),
                "commitment": words.sentence(random),
            }
            for slug in company[:3]
        ],
        "outcomes": outcomes(random, 0.3),
        "sources": sources(random),
    }
