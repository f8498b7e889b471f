"""Made-up bodies to judge. A plain one is lawful and complete: it has no finding at all."""

import calendar
import copy
import datetime
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from django.conf import settings

from agreements.rules import Finding, check, findings_by_day
from organisations.dates import PartialDate

ON = datetime.date(2024, 6, 1)
S22A, S23 = "s22a_police_act_1996", "s23_police_act_1996"
S1_2017 = "s1_policing_and_crime_act_2017"
S13, S15, S16 = (f"s{number}_fire_and_rescue_services_act_2004" for number in (13, 15, 16))


def organisation(slug, kind, nation="england", overseen_by=None, responsible=()):
    name = slug.replace("-", " ").title()
    return {
        "slug": slug,
        "name": name,
        "kind": kind,
        "nation": nation,
        "overseen_by": overseen_by,
        "responsible": list(responsible),
    }


def party(organisation, capacity, **dates):
    return {
        "organisation": organisation,
        "group": None,
        "stated_as": None,
        "capacity": capacity,
        "is_lead": False,
        "joined_on": None,
        "left_on": None,
        **dates,
    }


def group(slug, capacity, *members):
    name = slug.replace("-", " ").title()
    snapshot = {"slug": slug, "name": name, "members": list(members)}
    return party(None, capacity) | {"group": snapshot}


def force(county, nation="england"):
    return organisation(f"{county}-police", "police_force", nation, f"{county}-commissioner")


def commissioner(county, nation="england"):
    return organisation(f"{county}-commissioner", "policing_body", nation)


def chief(county, nation="england", **dates):
    return party(force(county, nation), "chief_officer", **dates)


def pcc(county, nation="england", **dates):
    return party(commissioner(county, nation), "policing_body", **dates)


def fire(county, nation="england", **dates):
    authority = organisation(f"{county}-fire-authority", "fire_authority", nation)
    return party(authority, "fire_authority", **dates)


def ambulance(region="midshires", nation="england"):
    return party(organisation(f"{region}-ambulance", "ambulance_trust", nation), "ambulance_trust")


def council():
    return party(organisation("midtown-council", "local_authority"), "other_person")


BTP = organisation(
    "british-transport-police",
    "police_force",
    "great_britain",
    "british-transport-police-authority",
)
BTPA = organisation("british-transport-police-authority", "policing_body", "great_britain")
CNC = organisation(
    "civil-nuclear-constabulary",
    "police_force",
    "united_kingdom",
    "civil-nuclear-police-authority",
)
CNPA = organisation("civil-nuclear-police-authority", "policing_body", "united_kingdom")
NCA = organisation("national-crime-agency", "national_body", "united_kingdom")
MDP = organisation("ministry-of-defence-police", "police_force", "united_kingdom")
TWO_FORCES = [chief("north"), pcc("north"), chief("south"), pcc("south")]
ONE_FORCE_AND_FIRE = [chief("north"), pcc("north"), fire("north")]


def file(name="agreement.pdf", is_redacted=False):
    return {
        "sha256": "0" * 64,
        "name": name,
        "size": 1,
        "media_type": "application/pdf",
        "pages": 1,
        "has_text": True,
        "is_redacted": is_redacted,
    }


def document(kind="agreement", file=None, withheld=None, title="The agreement"):
    return {"kind": kind, "title": title, "dated_on": None, "file": file, "withheld": withheld}


def withheld(**changes):
    return {
        "exemption": "Freedom of Information Act 2000, section 31",
        "reason": "It describes how the police work against crime.",
        "decided_by": {"slug": "north-commissioner", "name": "North Commissioner"},
        "decided_on": "2024-01-10",
        "review_on": "2025-01-10",
        **changes,
    }


def variation(kind="extension", **changes):
    return {
        "kind": kind,
        "made_on": None,
        "effective_on": None,
        "new_expires_on": None,
        "party": None,
        "document": None,
        "note": "",
        **changes,
    }


def review(reviewed_on="2024-01-15", next_review_on=None):
    return {"reviewed_on": reviewed_on, "outcome": "Continues.", "next_review_on": next_review_on}


PLAIN = {
    "schema": "agreement/3",
    "title": "Shared forensics",
    "reference": "MU-0001",
    "owner": commissioner("north"),
    "confirmed_on": None,
    "confirmed_by": "",
    "purpose": "One laboratory for two forces.",
    "scope": "regional",
    "functions": ["forensics"],
    "programme": None,
    "part_of": None,
    "replaced_by": None,
    "legal_bases": [S22A],
    "provision_kinds": ["force"],
    "stage": "made",
    "decided_on": "2018-01-10",
    "signed_on": "2018-02-01",
    "starts_on": "2018-04-01",
    "expires_on": "2028-03-31",
    "term": "fixed",
    "is_in_writing": True,
    "has_withdrawal_clause": True,
    "withdrawal_terms": "Twelve months’ notice.",
    "is_accountability_notified": True,
    "accountability_arrangements": "The commissioners meet both chief constables each quarter.",
    "has_staff_functions": None,
    "contract_value": None,
    "consultation_note": "",
    "parties_recorded": "all",
    "parties": TWO_FORCES,
    "roles": [],
    "variations": [],
    "documents": [document(file=file())],
    "reviews": [review()],
    "publication": "full_copy",
    "publication_reason": "",
    "outcomes": [],
    "sources": [],
    "change_note": "First entry.",
    "second_person_approval": True,
    "erasure": None,
}


def body(**changes):
    """The plain body, with changes to its fields."""
    return copy.deepcopy(PLAIN | changes)


def found(on=ON, **changes) -> list[str]:
    """The ids of the rules that find something in the plain body with these changes."""
    return [finding.rule.id for finding in judged(on, changes)]


def messages(on=ON, **changes) -> str:
    return "\n".join(finding.message for finding in judged(on, changes))


def judged(on, changes) -> list[Finding]:
    """What is found on the day; what the index would store has to say the same of every day."""
    made = body(**changes)
    days_agree(made, on)
    return check(made, on)


def days_agree(made: dict, *more: datetime.date, stored=None) -> None:
    """What is stored of a body is what the rules find, on every day that can matter.

    Stored by the index if that is given; else as it would be.
    """
    stored = findings_by_day(made) if stored is None else list(stored)
    for day in {*days_that_matter(made), *more}:
        of_day = [(one.rule, one.message) for one in stored if one.starts_on <= day <= one.ends_on]
        wanted = [(finding.rule.id, finding.message) for finding in check(made, day)]
        assert Counter(of_day) == Counter(wanted), f"on {day}"
        assert [rule for rule, _ in of_day] == [rule for rule, _ in wanted], f"on {day}"


def days_that_matter(made: dict) -> set[datetime.date]:
    """Each date of a body and those on which a law or a term runs out, and the days around them.

    Found by looking at every text, not by the code under test.
    """
    days = {datetime.date.min, datetime.date.max, *LAWS}
    for date in dates_in(made):
        days |= {date.first, date.last, later(date.last, settings.REVIEW_INTERVAL_MONTHS)}
        days.add(later(date.last, settings.CONFIRMED_FOR_MONTHS))
    return {near for day in days for near in around(day)}


LAWS = {
    datetime.date(2012, 1, 16),
    datetime.date(2017, 1, 31),
    datetime.date(2017, 3, 31),
    datetime.date(2017, 4, 3),
}


def dates_in(value) -> Iterator[PartialDate]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from dates_in(inner)
    elif isinstance(value, str) and DATE.fullmatch(value):
        yield PartialDate.parse(value)


DATE = re.compile(r"\d{4}(-\d\d){0,2}[~?]?")


def later(day: datetime.date, months: int) -> datetime.date:
    """So many months on; where that month is shorter, its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > datetime.MAXYEAR:
        return datetime.date.max
    year = day.year + years
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def around(day: datetime.date) -> Iterator[datetime.date]:
    for offset in (-1, 0, 1):
        with suppress(OverflowError):
            yield day + datetime.timedelta(days=offset)
