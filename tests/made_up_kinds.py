"""Made-up teams, sites and visions for the tests of templates: full, and with nothing recorded."""

from tests.made_up_records import FULL_BODY, NO_SOURCE, named, row

APPROVAL = {"change_note": "", "second_person_approval": True, "erasure": None}
COMMON = {
    "owner": named("derbyshire-pcc"),
    "other_titles": [],
    "organisations": [],
    "stated": [],
    "sources": [],
    **APPROVAL,
}


def link(kind, title="Another <b>record</b>"):
    return {"kind": kind, "slug": "another", "title": title, "reference": None}


EMPTY = {
    "team": {
        "schema": "team/1",
        "title": "A team of which little is known",
        "purpose": "",
        "team_kind": "joint_unit",
        "area": "",
        "sites": [],
        "agreement": None,
        "part_of": None,
        "starts_on": None,
        "ends_on": None,
        "trial": None,
        "posts": [],
        "board_seats": [],
        "outcomes": [],
        **COMMON,
    },
    "site": {
        "schema": "site/1",
        "title": "A site of which little is known",
        "site_kind": "other",
        "place": "",
        "description": "",
        "opened_on": None,
        **COMMON,
    },
    "vision": {
        "schema": "vision/1",
        "title": "A vision of which little is known",
        "commitment": "",
        "area": "",
        "first_used_on": None,
        "launched_on": None,
        "launch_place": "",
        "review_on": None,
        "aims": [],
        "signatories": [],
        "agreements": [],
        "teams": [],
        "outcomes": [],
        **COMMON,
    },
}
EMPTY["programme"] = {
    "schema": "programme/1",
    "title": "A programme of which little is known",
    "description": "",
    "area": "",
    **COMMON,
}
TRIAL = {
    "length_text": "six months",
    "length_months": 6,
    "planned_end_on": "2020-04-25~",
    "is_planned_end_inferred": True,
    "decision": "not_recorded",
    "decided_on": None,
    "outcome": "",
}
POST = {
    "title": "Inspector",
    "organisation": named("derbyshire-constabulary"),
    "unit": "Prevention",
    "role": "Leads it",
    "name": "Made Up",
    "starts_on": "2019-10-25",
    "ends_on": None,
}
BARE_POST = {**POST, "organisation": None, "unit": "", "role": "", "name": None, "starts_on": None}
SHARED = {key: FULL_BODY[key] for key in ("outcomes", "stated", "sources", "other_titles")}
FULL = {
    "team": EMPTY["team"]
    | SHARED
    | {
        "purpose": "Works side by side.",
        "team_kind": "co_located",
        "area": "Derbyshire",
        "sites": [link("site")],
        "agreement": link("agreement"),
        "part_of": link("team"),
        "starts_on": "2019-10-25",
        "trial": TRIAL,
        "organisations": [
            {
                "organisation": named("derbyshire-fire"),
                "unit": "Inclusion",
                "staff_count": 4,
                "is_lead": True,
            }
        ],
        "posts": [POST, BARE_POST],
        "board_seats": [
            {"office": "Director", "organisation": named("force-10"), "name": None},
            {"office": "Commander", "organisation": None, "name": "Made Up"},
        ],
    },
    "site": EMPTY["site"]
    | {
        "site_kind": "headquarters",
        "place": "Ripley",
        "description": "Shared since it opened.",
        "opened_on": "2016",
        "organisations": [
            {"organisation": named("derbyshire-fire"), "role": "owner"},
            {"organisation": named("force-10"), "role": "not_stated"},
        ],
        "sources": [NO_SOURCE],
    },
    "vision": EMPTY["vision"]
    | SHARED
    | {
        "commitment": "Safer together.",
        "area": "Derbyshire",
        "first_used_on": "2019-10-25",
        "launched_on": "2019-12-04",
        "launch_place": "A shop",
        "organisations": [{"organisation": named("derbyshire-fire"), "contribution": "Prevention"}],
        "aims": [{"text": "Value for money"}],
        "signatories": [
            {
                "office": "Chief Constable",
                "organisation": named("derbyshire-constabulary"),
                "name": "Made Up",
                "role": "launched",
                "commitment": "To pool what they have.",
            },
            {
                "office": "Commissioner",
                "organisation": None,
                "name": "",
                "role": "not_stated",
                "commitment": "",
            },
        ],
        "agreements": [link("agreement")],
        "teams": [link("team")],
    },
    "programme": EMPTY["programme"]
    | {key: SHARED[key] for key in ("stated", "sources", "other_titles")}
    | {
        "description": "Five forces together.",
        "area": "East Midlands",
        "organisations": [{"organisation": named("derbyshire-constabulary")}],
    },
}
ROWS = {
    kind: [row(FULL[kind], 1, lifecycle="working", kind=kind), row(EMPTY[kind], kind=kind)]
    for kind in EMPTY
}
ROWS["team"][1].lifecycle = ROWS["site"][1].lifecycle = "not_recorded"
ROWS["site"][0].lifecycle = "open"


def team(lifecycle, **fields):
    return row(FULL["team"] | fields, lifecycle=lifecycle, kind="team")


TEAMS = {
    "trial over": team("not_confirmed"),
    "proposed": team("proposed", trial=None),
    "working, start not recorded": team(
        "working", starts_on=None, trial=TRIAL | {"length_months": 18, "planned_end_on": "2190"}
    ),
    "ended": team(
        "ended",
        ends_on="2020-05",
        trial=TRIAL
        | {"decision": "ended", "decided_on": "2020-04", "outcome": "It cost too much."},
    ),
    "trial, nothing recorded of it": team(
        "working",
        trial=TRIAL
        | {
            "length_text": "",
            "length_months": None,
            "planned_end_on": None,
            "is_planned_end_inferred": False,
        },
        posts=[BARE_POST],
    ),
    "trial, length in words": team("working", trial=TRIAL | {"length_months": None}),
}
