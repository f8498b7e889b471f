"""Powers beside section 22A: air support, goods and services, mutual aid, contracts, delegation.

Wording read in copies: Police Act 1996 s.23AA as amended; SI 2012/1690 as made; SI 2011/3050 Sch.
para. 4 as substituted by SI 2012/2479 art. 5. Not checked against a copy: Police Reform and Social
Responsibility Act 2011 s.15(3), Police Act 1996 s.24 and Local Government Act 1972 s.101.
"""

import datetime

from ..vocabulary import Function, LegalBasis, PublicationKind
from .base import Act, Rule, Severity, law
from .parties import BODY_AND_FORCE, FORCE
from .readings import (
    Capacity,
    Kind,
    chief_officers,
    has_basis,
    has_capacities,
    is_agreement,
    is_made,
    is_s22a,
    made_span,
    original_parties,
    persons,
    policing_bodies,
)

AIR_SUPPORT_IN_FORCE = datetime.date(2012, 6, 29)
# Police Act 1996 s.1 and Sch. 1: 41, the metropolitan police district and the City of London.
POLICE_AREAS = 43
CONTRACT_THRESHOLD = 10_000  # pounds; a contract "exceeding" it
# What does not say under which power something was agreed.
NO_POWERS = {
    *(LegalBasis.S24, LegalBasis.NOT_STATED, LegalBasis.MEMORANDUM),
    *(LegalBasis.INTENT, LegalBasis.INFORMAL),
}
POLICE_CAPACITIES = {Capacity.CHIEF_OFFICER, Capacity.POLICING_BODY}
POLICE_KINDS = {Kind.POLICE_FORCE, Kind.POLICING_BODY}


def is_air_support(body: dict) -> bool:
    """Judged as a proposal of today where the day it was made is not recorded."""
    first, _ = made_span(body, datetime.date.max)
    return (
        is_agreement(body)
        and Function.AIR_SUPPORT in body["functions"]
        and has_capacities(body)
        and first >= AIR_SUPPORT_IN_FORCE
    )


def air_support(body: dict):
    """s.23FA and SI 2012/1690 art. 2: one agreement that relates to all police areas."""
    people = original_parties(body)
    covered = max(len(chief_officers(people)), len(policing_bodies(people)))
    if not is_s22a(body) or covered < POLICE_AREAS:
        yield (
            "Police air support is provided under one section 22A agreement for all police areas "
            f"of England and Wales, and this one has the police of {covered} as parties. Check its "
            "parties and legal basis; if they are right, ask the lead office for legal advice."
        )


def is_of_goods(body: dict) -> bool:
    return (
        has_basis(body, LegalBasis.S1_1970)
        and has_capacities(body)
        and bool(body["provision_kinds"])
    )


def goods_and_services(body: dict):
    """s.15(3): whether it could be force collaboration provision is what the record says it is."""
    bodies = policing_bodies(original_parties(body))
    if len(bodies) > 1 and {FORCE, BODY_AND_FORCE} & set(body["provision_kinds"]):
        yield (
            "Policing bodies may not agree under section 1 of the Local Authorities (Goods and "
            "Services) Act 1970 about what could be a force collaboration provision. Ask the lead "
            "office for legal advice: it may have to be made under section 22A."
        )


def mutual_aid(body: dict):
    """s.24 is aid that one force gives at the request of another."""
    if not set(body["legal_bases"]) - NO_POWERS:
        yield (
            "Section 24 is about aid that is asked for on an occasion. For an arrangement that "
            "lasts, look at section 22A with the lead office."
        )


def is_contract_of_known_value(body: dict) -> bool:
    parties = persons(body["parties"])
    return (
        has_basis(body, LegalBasis.CONTRACT)
        and is_made(body)
        and body["contract_value"] is not None
        and any(person.capacity in POLICE_CAPACITIES for person in parties)
    )


def contract_published(body: dict):
    """Sch. para. 4(b): a contract to which the policing body or its chief officer is a party."""
    is_fact_only = body["publication"] == PublicationKind.FACT_AND_DETAILS
    if body["contract_value"] > CONTRACT_THRESHOLD and is_fact_only:
        yield (
            f"It is a contract of £{body['contract_value']:,}, and only the fact of it is "
            "published. A policing body publishes a copy of each contract of more than £10,000 to "
            "which it or its chief officer is a party. Add the copy, or where it is published."
        )


def delegation(body: dict):
    """s.101 lets local authorities arrange for others to discharge their functions."""
    people = original_parties(body)
    if all(p.capacity in POLICE_CAPACITIES and p.kind in POLICE_KINDS for p in people):
        yield (
            "Section 101 is a power of local authorities, and every party is a policing body or "
            "chief officer. Check the parties, or correct the legal basis."
        )


def staff_functions(body: dict):
    if body["has_staff_functions"] is False:
        yield (
            "It lets designated staff of one force act for another, and does not say in which "
            "functions. Section 23AA asks for that, and for any conditions. Ask the lead office to "
            "vary it, or correct what is recorded."
        )


RULES = (
    Rule(
        "s23fa-air-support",
        "Police air support for some areas alone",
        "Police Act 1996, section 23FA, with SI 2012/1690",
        "https://www.legislation.gov.uk/uksi/2012/1690",
        Severity.MUST_FIX,
        "Police air support is provided under one agreement for all police areas of England and "
        "Wales. This one is recorded with fewer.",
        air_support,
        judges=is_air_support,
    ),
    law(
        Act.REFORM,
        "15(3)",
        Severity.MUST_FIX,
        "prsra-goods-and-services",
        "Goods and services between policing bodies",
        "Policing bodies are recorded as agreeing under a power that the law closes to them for "
        "this.",
        goods_and_services,
        judges=is_of_goods,
    ),
    law(
        Act.POLICE,
        "24",
        Severity.ADVICE,
        "s24-alone",
        "Standing arrangement under mutual aid alone",
        "The only power recorded is that of aid on request, and this arrangement lasts.",
        mutual_aid,
        judges=lambda body: has_basis(body, LegalBasis.S24) and is_agreement(body),
    ),
    Rule(
        "contract-copy",
        "Contract of more than £10,000 without a copy",
        "Elected Local Policing Bodies (Specified Information) Order 2011, Schedule, paragraph 4",
        "https://www.legislation.gov.uk/uksi/2011/3050/schedule",
        Severity.MUST_FIX,
        "A copy of a contract of this value must be published. Only the fact of it is.",
        contract_published,
        judges=is_contract_of_known_value,
    ),
    law(
        Act.LOCAL_GOVERNMENT,
        "101",
        Severity.MUST_FIX,
        "lga-s101",
        "Delegation without a local authority",
        "This power is one of local authorities, and none is recorded as a party.",
        delegation,
        judges=lambda body: has_basis(body, LegalBasis.S101) and has_capacities(body),
    ),
    law(
        Act.POLICE,
        "23AA",
        Severity.ADVICE,
        "s23aa-functions",
        "Functions of designated staff not specified",
        "Staff of one force may act for another under this agreement, and it does not say in "
        "which functions.",
        staff_functions,
        judges=lambda body: is_s22a(body) and body["has_staff_functions"] is not None,
    ),
)
