"""Whether an agreement is a section 22A agreement: derived from what it says, never typed."""

from ..vocabulary import LegalBasis, Section22A, Stage


def section_22a_status(body: dict) -> str:
    """A value of Section22A: whether the body describes a section 22A agreement.

    Police Act 1996 s.22A (legislation.gov.uk/ukpga/1996/16/section/22A), inserted by the Police
    Reform and Social Responsibility Act 2011 s.89, in force on 16 January 2012 (SI 2011/3019
    art. 3); agreements before that day were made under s.23. It follows from the legal bases
    stated; nothing is guessed from the parties.
    """
    bases = set(body["legal_bases"])
    if LegalBasis.S22A in bases:
        return Section22A.PROPOSED if body["stage"] == Stage.PROPOSED else Section22A.S22A
    if LegalBasis.S23 in bases:
        return Section22A.LEGACY_S23
    if bases - {LegalBasis.NOT_STATED}:
        return Section22A.NOT_S22A
    return Section22A.NOT_STATED
