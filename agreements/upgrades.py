"""From the shapes that bodies once had to the shape they have today, one step at a time.

An upgrade only adds what an old body cannot have said: null, empty, or "not recorded".
"""

from .vocabulary import RoleKind


def _snapshot(organisation: dict | None) -> dict | None:
    return organisation and {**organisation, "nation": "", "overseen_by": None}


def _party(party: dict) -> dict:
    group = party["group"]
    if group:
        group = {**group, "members": [_snapshot(member) for member in group["members"]]}
    return {
        **party,
        "organisation": _snapshot(party["organisation"]),
        "group": group,
        "joined_on": None,
        "left_on": None,
    }


def from_1_to_2(body: dict) -> dict:
    """agreement/2 adds how it was made, its documents and reviews, and who came and went."""
    return {
        **body,
        "schema": "agreement/2",
        "owner": _snapshot(body["owner"]),
        "parties": [_party(party) for party in body["parties"]],
        "variations": [
            {**variation, "party": None, "document": None} for variation in body["variations"]
        ],
        "replaced_by": None,
        "provision_kinds": [],
        "is_in_writing": None,
        "has_withdrawal_clause": None,
        "withdrawal_terms": "",
        "is_accountability_notified": None,
        "accountability_arrangements": "",
        "consultation_note": "",
        "decided_on": None,
        "signed_on": None,
        "documents": [],
        "reviews": [],
    }


def from_2_to_3(body: dict) -> dict:
    """agreement/3 says who has which role, and when; the lead was only marked on its party.

    The lead of an old body has that role, from when and until when is not recorded. A group that
    was marked as lead keeps its mark: roles are of organisations.
    """
    leads = [party for party in body["parties"] if party["is_lead"] and party["organisation"]]
    return {
        **body,
        "schema": "agreement/3",
        "roles": [
            {
                "organisation": party["organisation"],
                "kind": RoleKind.LEAD.value,
                "starts_on": None,
                "ends_on": None,
            }
            for party in leads
        ],
    }


UPGRADES = {"agreement/1": from_1_to_2, "agreement/2": from_2_to_3}
