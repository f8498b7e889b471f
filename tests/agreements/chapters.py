"""The story of one agreement, chapter by chapter: what the public reads when each is approved.

Joint forensics: proposed in 2012, signed in October 2013, joined in 2015, varied in 2016, its text
withheld and released, extended twice, left by one party, replaced in 2024. All of it is made up.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from . import story


@dataclass(frozen=True)
class Chapter:
    """What the office does on a day, and what the register says from then on."""

    day: str
    act: Callable
    note: str
    lifecycle: str
    section_22a: str
    says: tuple[str, ...]
    expiry: str | None = None
    bound: tuple[str, ...] = ()
    findings: frozenset[str] = frozenset()
    document: int = 404
    body: dict = field(default_factory=dict)
    # On other days than its own: (lifecycle, binding expiry, how many are bound, findings).
    on: dict[str, tuple] = field(default_factory=dict)

    @property
    def at(self) -> datetime.datetime:
        return datetime.datetime.fromisoformat(f"{self.day}T12:00:00+00:00")


NORTH_AND_SOUTH = (
    *("Northshire Police", "Northshire Commissioner"),
    *("Southshire Police", "Southshire Commissioner"),
)
ALL_SIX = (*NORTH_AND_SOUTH, "Westshire Police", "Westshire Commissioner")
OVERDUE = frozenset({"review-overdue"})
AWAITED = frozenset({"copy-awaited"})
NONE: frozenset[str] = frozenset()
IN_FORCE = {"lifecycle": "in_force", "section_22a": "s22a"}

CHAPTERS = {
    "proposed": Chapter(
        "2012-03-05",
        story.propose,
        "First entry: the commissioners have proposed it.",
        lifecycle="proposed",
        section_22a="proposed",
        says=("Proposed section 22A agreement", "decided, signed, starts, expires"),
        bound=NORTH_AND_SOUTH,
        body={"stage": "proposed", "signed_on": None, "variations": [], "documents": []},
        on={"2030-01-01": ("proposed", None, 4, NONE)},
    ),
    "signed": Chapter(
        "2013-11-04",
        story.sign,
        "It was signed in October.",
        **IN_FORCE,
        says=(
            *("Signed October 2013", "Starts 1 November 2013", "Expires 31 December 2016"),
            *("A collaboration agreement under section 22A", "Six months’ notice."),
            "The commissioners meet every quarter.",
        ),
        expiry="2016-12-31",
        bound=NORTH_AND_SOUTH,
        findings=AWAITED,
        body={"signed_on": "2013-10", "decided_on": "2013-07", "is_in_writing": True},
        on={
            "2013-10-31": ("proposed", "2016-12-31", 4, AWAITED),
            "2017-01-01": ("expired", "2016-12-31", 4, {"copy-awaited", "past-expiry"}),
        },
    ),
    "joined": Chapter(
        "2015-04-10",
        story.join,
        "Westshire has joined.",
        **IN_FORCE,
        says=("Party from 1 April 2015", "Westshire Police"),
        expiry="2016-12-31",
        bound=ALL_SIX,
        findings=AWAITED | OVERDUE,
        on={
            "2015-03-31": ("in_force", "2016-12-31", 4, AWAITED | OVERDUE),
            "2015-04-01": ("in_force", "2016-12-31", 6, AWAITED | OVERDUE),
        },
    ),
    "varied": Chapter(
        "2016-07-05",
        story.vary,
        "Telephones are examined too.",
        **IN_FORCE,
        says=("Digital evidence", "Telephones too.", "1 July 2016"),
        expiry="2016-12-31",
        bound=ALL_SIX,
        findings=AWAITED | OVERDUE,
        body={"functions": ["forensics", "digital_evidence"]},
        on={"2016-11-01": ("in_force", "2016-12-31", 6, AWAITED | OVERDUE)},
    ),
    "withheld": Chapter(
        "2016-09-12",
        story.withhold,
        "The text is withheld, and why.",
        **IN_FORCE,
        says=(
            *("Withheld", "Law enforcement", "It names covert premises."),
            *("Decided by Northshire Commissioner", "To be looked at again June 2017"),
        ),
        expiry="2016-12-31",
        bound=ALL_SIX,
        findings=OVERDUE,
        on={
            "2017-06-29": (*("expired", "2016-12-31", 6, {"past-expiry"}),),
            "2017-06-30": (
                *("expired", "2016-12-31", 6, {"past-expiry", "document-withheld-review"}),
            ),
        },
    ),
    "released": Chapter(
        "2016-11-14",
        story.release,
        "The premises have moved: here is the text.",
        **IN_FORCE,
        says=("Full copy.", "The agreement", "Plain text, 34 bytes"),
        expiry="2016-12-31",
        bound=ALL_SIX,
        findings=OVERDUE,
        document=200,
    ),
    "extended": Chapter(
        "2016-12-12",
        story.extend,
        "Extended until the end of 2019.",
        **IN_FORCE,
        says=("Extension", "31 December 2019", "It serves. Extend it.", "Not yet in effect"),
        expiry="2016-12-31",
        bound=ALL_SIX,
        document=200,
        on={
            "2016-12-31": ("in_force", "2016-12-31", 6, NONE),
            "2017-01-01": ("in_force", "2019-12-31", 6, NONE),
            "2020-01-01": ("expired", "2019-12-31", 6, {"past-expiry"}),
        },
    ),
    "extended again": Chapter(
        "2019-11-18",
        story.extend_again,
        "Extended until the end of 2024.",
        **IN_FORCE,
        says=("It still serves.", "31 December 2024", "Expires 31 December 2019"),
        expiry="2019-12-31",
        bound=ALL_SIX,
        document=200,
        on={
            "2020-01-01": ("in_force", "2024-12-31", 6, NONE),
            "2022-12-01": ("in_force", "2024-12-31", 6, OVERDUE),
            "2025-01-01": ("expired", "2024-12-31", 6, {"past-expiry"}),
        },
    ),
    "notice": Chapter(
        "2022-03-21",
        story.give_notice,
        "Southshire Police has given notice.",
        **IN_FORCE,
        says=(
            *("Notice given by Southshire Police", "Gave notice 14 March 2022"),
            "with effect from 30 September 2022",
        ),
        expiry="2024-12-31",
        bound=ALL_SIX,
        document=200,
        on={
            "2022-09-29": ("in_force", "2024-12-31", 6, NONE),
            "2022-09-30": ("in_force", "2024-12-31", 5, NONE),
        },
    ),
    "replaced": Chapter(
        "2024-04-08",
        story.replace,
        "Forensic services has taken its place.",
        lifecycle="ended",
        section_22a="s22a",
        says=(
            *("It was replaced", "with effect from 1 April 2024", "Forensic services"),
            *("Ended 1 April 2024", "NS-0002"),
        ),
        expiry="2024-12-31",
        bound=tuple(name for name in ALL_SIX if name != "Southshire Police"),
        document=200,
        on={"2024-03-31": ("in_force", "2024-12-31", 5, OVERDUE)},
    ),
}
