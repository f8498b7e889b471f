"""Every sentence that a record's public page makes up: where it is true, and where it would not be.

Each row is a sentence, a record that it is true of, and a record of which it would say more than is
recorded. Where a record stands is worked out from its body, as the index does.
"""

import re

import pytest

from agreements import terms
from register import kinds
from teams import terms as team_terms
from tests.made_up_kinds import EMPTY, FULL, TRIAL
from tests.made_up_pages import DETAIL, asked, judged
from tests.made_up_records import (
    DOCUMENTS,
    EMPTY_BODY,
    FULL_BODY,
    GROUP,
    document,
    file,
    party,
    row,
    variation,
)
from tests.test_templates import STRICT

ON = "on=2021-07-03"
STATES = {
    "agreement": terms.state_on,
    "team": team_terms.state_on,
    "site": team_terms.site_state_on,
}


def words(body, kind="agreement", **more) -> str:
    """The text of the record's page on 3 July 2021."""
    body = kinds.get(kind).upgrade(body)
    state = STATES[kind](body, asked(ON)["time_query"].on)
    shown = row(body, kind=kind, lifecycle=state.lifecycle)
    shown.reason = state.reason
    html = STRICT.get_template(DETAIL).render(judged(shown, ON, **more))
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def agreement(**changes):
    return EMPTY_BODY | {"stage": "made", "parties": [party("force-10")]} | changes


RUNNING = agreement(starts_on="2013", expires_on="2030")
EXPIRED = agreement(starts_on="2013", expires_on="2020")
PERHAPS = agreement(starts_on="2013", expires_on="2020?")
UNKNOWN = agreement()
PLANNED = agreement(stage="proposed", starts_on="2013")
COPY, REDACTED = (
    document("The agreement", file=file("a", is_redacted=is_redacted))
    for is_redacted in (False, True)
)
SUMMARY = document("A summary", "summary", file=file("b"))


def ended(kind="termination", **dates):
    return agreement(starts_on="2013", variations=[variation(kind, **dates)])


def published(kind, *documents):
    return agreement(publication=kind, documents=list(documents))


def arrangement(**changes):
    return agreement(stage="no_agreement_known", publication=None) | changes


AGREEMENTS = [
    # Who is a party, and whether anything binds them, is known only while it is in force.
    ("Parties on 3 July 2021, as far as is recorded.", RUNNING, PERHAPS),
    ("Parties on 3 July 2021, as far as is recorded.", RUNNING, UNKNOWN),
    ("Whether the agreement was in force on 3 July 2021 is not known.", PERHAPS, RUNNING),
    ("Whether the agreement was in force on 3 July 2021 is not known.", UNKNOWN, EXPIRED),
    ("The agreement had passed its recorded end by 3 July 2021.", EXPIRED, PERHAPS),
    ("The agreement had ended by 3 July 2021.", ended(made_on="2020"), ended(made_on="2020?")),
    ("Who is to take part, as far as is recorded.", PLANNED, RUNNING),
    (
        "By the dates recorded, none of these was a party on 3 July 2021.",
        agreement(parties=[party("force-10", left_on="2014")]),
        agreement(parties=[party("force-10", left_on="2022")]),
    ),
    (
        "By the dates recorded, left before 3 July 2021 or had not joined by then",
        agreement(parties=[party("force-10", left_on="2014")]),
        RUNNING,
    ),
    (
        "These are not all of them.",
        agreement(parties_recorded="some"),
        agreement(parties_recorded="not_stated"),
    ),
    (
        "It is not recorded whether these are all the parties.",
        agreement(parties_recorded="not_stated"),
        agreement(parties_recorded="not_stated", parties=[]),
    ),
    (
        "As chief officer of police",
        agreement(parties=[party("force-10")]),
        agreement(parties=[party("force-10", capacity="not_stated")]),
    ),
    ("Gave notice 2020", agreement(
        variations=[variation("notice_of_withdrawal", made_on="2020", party={
            "slug": "force-10", "name": "Force 10"})],
    ), RUNNING),
    # When it is in force, and from what its end follows.
    ("start is not recorded, so it counts as in force", agreement(expires_on="2030"), RUNNING),
    (
        "It counts from the day it was signed.",
        agreement(signed_on="2013", expires_on="2030"),
        agreement(signed_on="2013", starts_on="2014", expires_on="2030"),
    ),
    ("The source leaves this date in doubt", PERHAPS, EXPIRED),
    (
        "From a later change",
        agreement(expires_on="2020", variations=[variation("extension", new_expires_on="2023")]),
        RUNNING,
    ),
    (
        "By its terms it lasts until it is ended.",
        agreement(starts_on="2021", term="until_ended"),
        agreement(starts_on="2021"),
    ),
    (
        "By its terms it lasts until it is ended.",
        agreement(starts_on="2021", term="until_ended"),
        ended(made_on="2020") | {"term": "until_ended"},
    ),
    ("It was ended", ended(made_on="2020"), ended(made_on="2022")),
    ("It is to be ended", ended(made_on="2022"), ended(made_on="2020?")),
    ("It was replaced", ended("replacement", made_on="2020"), ended(made_on="2020")),
    ("the date is not recorded.", ended(), ended(made_on="2020")),
    (
        "Which agreement took its place is not recorded.",
        ended("replacement"),
        ended("replacement") | {"replaced_by": FULL_BODY["replaced_by"]},
    ),
    ("At first", RUNNING, PLANNED),
    ("As proposed", PLANNED, RUNNING),
    ("The recorded end that counts on 3 July 2021", EXPIRED, UNKNOWN),
    ("Not yet in effect on 3 July 2021", ended(made_on="2022"), ended(made_on="2020")),
    ("It counts from when it was made", ended(made_on="2020"), ended()),
    ("It counts from the change before it", ended(), ended(made_on="2020")),
    ("It brings the agreement to an end", ended(), agreement(variations=[variation("variation")])),
    ("No later change is recorded.", RUNNING, ended()),
    # The law.
    (
        "A collaboration agreement under section 22A of the Police Act 1996, by its recorded",
        agreement(legal_bases=["s22a_police_act_1996"]),
        PLANNED | {"legal_bases": ["s22a_police_act_1996"]},
    ),
    (
        "It is recorded as proposed under section 22A of the Police Act 1996, not as made.",
        PLANNED | {"legal_bases": ["s22a_police_act_1996"]},
        agreement(legal_bases=["s22a_police_act_1996"]),
    ),
    (
        "Its legal basis is section 23 of the Police Act 1996",
        PLANNED | {"legal_bases": ["s23_police_act_1996"]},
        agreement(legal_bases=["contract"]),
    ),
    (
        "Of its recorded legal bases, none is section 22A of the Police Act 1996.",
        agreement(legal_bases=["contract"]),
        agreement(legal_bases=["not_stated"]),
    ),
    ("It is not recorded which law it rests on.", UNKNOWN, agreement(legal_bases=["contract"])),
    # What is published, by what is attached.
    (
        "The whole agreement is published below.",
        published("full_copy", COPY),
        published("full_copy"),
    ),
    (
        "The agreement is published below with some words taken out of the copy.",
        published("redacted_copy", REDACTED),
        published("redacted_copy"),
    ),
    (
        "A summary of the agreement is published below.",
        published("summary", SUMMARY),
        published("summary"),
    ),
    (
        "A summary of the agreement is recorded as published. It is not in this register.",
        published("summary"),
        published("summary", SUMMARY),
    ),
    ("The agreement is not published.", published("withheld"), published("fact_and_details")),
    (
        "No copy of the agreement is in this register.",
        published("fact_and_details"),
        published("fact_and_details", COPY),
    ),
    (
        "Parts of this copy were taken out or blacked out.",
        published("", REDACTED),
        published("", COPY),
    ),
    (
        "This copy is a scan without text",
        published("", document("It", file=file("a", has_text=False))),
        published("", COPY),
    ),
    ("No copy of it is in the register.", published("", document("It")), published("", COPY)),
    (
        "No copy of it is in the register.",
        published("", document("It")),
        published("", DOCUMENTS[3]),
    ),
    ("Earlier editions gave a copy.", published("", DOCUMENTS[3]), published("", DOCUMENTS[4])),
    ("No document is recorded.", published(""), published("", COPY)),
    ("No review is recorded.", UNKNOWN, agreement(reviews=FULL_BODY["reviews"])),
    ("What is said to have changed.", agreement(outcomes=FULL_BODY["outcomes"]), UNKNOWN),
    # Of people who work together, where no agreement is known.
    ("No recorded source says that an agreement was made.", arrangement(), UNKNOWN),
    (
        "It is not recorded whether these are all.",
        arrangement(),
        arrangement(parties_recorded="some"),
    ),
    ("These are not all of them.", arrangement(parties_recorded="some"), arrangement()),
    ("It is not recorded whether these are all.", arrangement(), arrangement(parties=[])),
    ("Under way", arrangement(expires_on="2030"), arrangement(expires_on="2020?")),
    ("Past its end", arrangement(expires_on="2020"), arrangement(expires_on="2030")),
    ("In force", RUNNING, arrangement(expires_on="2030")),
    ("Expired", EXPIRED, arrangement(expires_on="2020")),
    ("Expired", EXPIRED, PERHAPS),
    ("Group of 5 organisations", agreement(parties=[party(group=GROUP)]), arrangement(
        parties=[party(group=GROUP)])),
    # About the edition.
    ("It was approved by one person.", FULL_BODY, UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "known", "other"), AGREEMENTS)
def test_a_sentence_is_on_the_page_only_where_it_is_true(sentence, known, other):
    assert sentence in words(known)
    assert sentence not in words(other)


def team(**changes):
    return EMPTY["team"] | changes


def site(**changes):
    return EMPTY["site"] | changes


ANNOUNCED = team(stage="proposed", starts_on="2015-11")
TRIED = team(starts_on="2019-10-25", trial=TRIAL)
POSTS = FULL["team"]["posts"]
OTHERS = [
    ("To start November 2015", "team", ANNOUNCED, team(starts_on="2015-11")),
    ("Working", "team", team(starts_on="2021"), ANNOUNCED),
    ("Working", "team", team(starts_on="2021"), team(starts_on="2016")),
    ("Working", "team", team(starts_on="2021"), TRIED),
    ("Ended 2020", "team", team(ends_on="2020"), team(ends_on="2020?")),
    ("outcome not recorded", "team", TRIED, team(
        trial=TRIAL | {"outcome": "It works."})),
    ("Worked out from the start and the length", "team", TRIED, team(
        trial=TRIAL | {"is_planned_end_inferred": False})),
    ("What each does in the team is not recorded.", "team", team(
        posts=[post | {"role": ""} for post in POSTS]), team(posts=POSTS)),
    ("Staff: not recorded", "team", team(organisations=[
        part | {"staff_count": None} for part in FULL["team"]["organisations"]]), team()),
    ("Opened 2016", "site", site(opened_on="2016"), site(stage="proposed", opened_on="2016")),
    ("Open opened 2021", "site", site(opened_on="2021"), site(opened_on="2016")),
    ("Closed 2020", "site", site(closed_on="2020"), site(closed_on="2020?")),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "kind", "known", "other"), OTHERS)
def test_a_sentence_about_a_team_or_site_is_there_only_where_it_is_true(
    sentence, kind, known, other
):
    assert sentence.lower() in words(known, kind).lower()
    assert sentence.lower() not in words(other, kind).lower()
