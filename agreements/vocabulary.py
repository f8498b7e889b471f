"""The words agreements are described with: values as the API gives them, labels as people read."""

from django.db.models import TextChoices


class Scope(TextChoices):
    LOCAL = "local", "Local"
    REGIONAL = "regional", "Regional"
    NATIONAL = "national", "National"
    NOT_STATED = "not_stated", "Not stated"


class Function(TextChoices):
    """What police and fire services work together on."""

    MAJOR_CRIME = "major_crime", "Major crime"
    SERIOUS_ORGANISED_CRIME = "serious_organised_crime", "Serious and organised crime"
    FORENSICS = "forensics", "Forensics"
    INTELLIGENCE = "intelligence", "Intelligence"
    SURVEILLANCE = "surveillance", "Surveillance"
    FRAUD_AND_FINANCIAL = "fraud_and_financial", "Fraud and financial investigation"
    SPECIAL_BRANCH = "special_branch", "Special Branch"
    COUNTER_TERRORISM = "counter_terrorism", "Counter terrorism"
    CROSS_BORDER = "cross_border", "Cross border operations"
    CRIMINAL_JUSTICE = "criminal_justice", "Criminal justice"
    DIGITAL_EVIDENCE = "digital_evidence", "Digital evidence"
    LEGAL_SERVICES = "legal_services", "Legal services"
    HUMAN_RESOURCES = "human_resources", "Human resources"
    PAYROLL = "payroll", "Payroll"
    LEARNING_AND_DEVELOPMENT = "learning_and_development", "Learning and development"
    OCCUPATIONAL_HEALTH = "occupational_health", "Occupational health"
    ICT = "ict", "Information technology"
    EMERGENCY_COMMUNICATIONS = "emergency_communications", "Emergency communications"
    LEADERSHIP = "leadership", "Leadership"
    PROCUREMENT = "procurement", "Procurement"
    VETTING = "vetting", "Vetting"
    MODERN_SLAVERY = "modern_slavery", "Modern slavery"
    PREVENTION = "prevention", "Prevention"
    COMMUNITY_SAFETY = "community_safety", "Community safety"
    INFORMATION_SHARING = "information_sharing", "Information sharing"
    ESTATES = "estates", "Buildings and estates"
    AIR_SUPPORT = "air_support", "Police air support"
    OTHER = "other", "Other"


class LegalBasis(TextChoices):
    """The power an agreement was made under, as it says itself."""

    S22A = "s22a_police_act_1996", "Section 22A, Police Act 1996"
    S23 = "s23_police_act_1996", "Section 23, Police Act 1996 (before 16 January 2012)"
    S24 = "s24_police_act_1996", "Section 24, Police Act 1996 (mutual aid)"
    S1_1970 = (
        "s1_local_authorities_goods_and_services_act_1970",
        "Section 1, Local Authorities (Goods and Services) Act 1970",
    )
    S1_2017 = "s1_policing_and_crime_act_2017", "Section 1, Policing and Crime Act 2017"
    S13 = (
        "s13_fire_and_rescue_services_act_2004",
        "Section 13, Fire and Rescue Services Act 2004",
    )
    S15 = (
        "s15_fire_and_rescue_services_act_2004",
        "Section 15, Fire and Rescue Services Act 2004",
    )
    S16 = (
        "s16_fire_and_rescue_services_act_2004",
        "Section 16, Fire and Rescue Services Act 2004",
    )
    S101 = "s101_local_government_act_1972", "Section 101, Local Government Act 1972"
    S113 = "s113_local_government_act_1972", "Section 113, Local Government Act 1972"
    LEASE = "lease_or_licence", "Lease or licence"
    CONTRACT = "contract", "Contract"
    MEMORANDUM = "memorandum", "Memorandum of understanding"
    INTENT = "statement_of_intent", "Statement of intent"
    INFORMAL = "informal", "Informal arrangement"
    NOT_STATED = "not_stated", "Not stated"


class Stage(TextChoices):
    """How far an agreement has come; or that they work together, and no source speaks of one."""

    PROPOSED = "proposed", "Proposed"
    MADE = "made", "Made"
    NO_AGREEMENT_KNOWN = "no_agreement_known", "No agreement known"
    NOT_STATED = "not_stated", "Not stated"


class Term(TextChoices):
    FIXED = "fixed", "Until a fixed date"
    UNTIL_ENDED = "until_ended", "Until it is ended"
    NOT_RECORDED = "not_recorded", "Not recorded"


class PartiesRecorded(TextChoices):
    ALL = "all", "All parties are recorded"
    SOME = "some", "Some parties are recorded"
    NOT_STATED = "not_stated", "Parties not stated"


class Capacity(TextChoices):
    """In what capacity a party signs. The statutes turn on that, not on the organisation's name."""

    CHIEF_OFFICER = "chief_officer", "Chief officer of police"
    POLICING_BODY = "policing_body", "Policing body"
    FIRE_AUTHORITY = "fire_authority", "Fire and rescue authority"
    AMBULANCE_TRUST = "ambulance_trust", "Ambulance trust"
    OTHER_PERSON = "other_person", "Other person"
    NOT_STATED = "not_stated", "Not stated"


class RoleKind(TextChoices):
    """What an organisation does for the others in an agreement."""

    LEAD = "lead", "Lead"
    HOST = "host", "Host"
    EMPLOYER = "employer", "Employer"
    PROVIDER = "provider", "Provider"
    RECIPIENT = "recipient", "Recipient"


class ProvisionKind(TextChoices):
    """What a section 22A agreement provides for (Police Act 1996 s22A(2))."""

    FORCE = "force", "Force collaboration provision, s22A(2)(a)"
    POLICING_BODY = "policing_body", "Policing body collaboration provision, s22A(2)(b)"
    POLICING_BODY_AND_FORCE = (
        "policing_body_and_force",
        "Policing body and force collaboration provision, s22A(2)(c)",
    )


class VariationKind(TextChoices):
    """How the terms changed. A termination is a variation, not a separate agreement."""

    EXTENSION = "extension", "Extension"
    VARIATION = "variation", "Variation"
    RENEWAL = "renewal", "Renewal"
    NOTICE_OF_WITHDRAWAL = "notice_of_withdrawal", "Notice of withdrawal by a party"
    TERMINATION = "termination", "Termination"
    REPLACEMENT = "replacement", "Replacement by another agreement"


class DocumentKind(TextChoices):
    AGREEMENT = "agreement", "The agreement"
    VARIATION = "variation", "A variation of it"
    SUMMARY = "summary", "A summary"
    REVIEW = "review", "A review"
    OTHER = "other", "Other"


class Exemption(TextChoices):
    """Why a document is not published, in the words of the Freedom of Information Act 2000."""

    NATIONAL_SECURITY = "national_security", "National security (sections 23 and 24)"
    LAW_ENFORCEMENT = "law_enforcement", "Law enforcement (sections 30 and 31)"
    PERSONAL_INFORMATION = "personal_information", "Personal information (section 40)"
    CONFIDENTIAL = "confidential", "Given in confidence (section 41)"
    COMMERCIAL = "commercial", "Commercial interests (section 43)"
    OTHER = "other", "Another reason"


class PublicationKind(TextChoices):
    FULL_COPY = "full_copy", "Full copy"
    REDACTED_COPY = "redacted_copy", "Redacted copy"
    SUMMARY = "summary", "Summary"
    PUBLISHED_ELSEWHERE = "published_elsewhere", "Published elsewhere"
    FACT_AND_DETAILS = "fact_and_details", "Fact of the agreement, with details"
    WITHHELD = "withheld", "Withheld, with the reason"
    AWAITING_UPLOAD = "awaiting_upload", "Copy awaiting upload"


class Section22A(TextChoices):
    """Whether it is a collaboration agreement under section 22A. Derived, never typed."""

    S22A = "s22a", "Section 22A agreement"
    LEGACY_S23 = "legacy_s23", "Section 23 agreement (before 16 January 2012)"
    PROPOSED = "proposed", "Proposed section 22A agreement"
    NOT_S22A = "not_s22a", "Not a section 22A agreement"
    NOT_STATED = "not_stated", "Not stated"


class Lifecycle(TextChoices):
    """The lifecycle of an agreement on a date. Derived, never typed."""

    PROPOSED = "proposed", "Proposed"
    IN_FORCE = "in_force", "In force"
    NOT_CONFIRMED = "not_confirmed", "Not confirmed"
    EXPIRED = "expired", "Expired"
    ENDED = "ended", "Ended"
    NOT_RECORDED = "not_recorded", "Dates not recorded"
