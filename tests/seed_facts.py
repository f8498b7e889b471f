"""The facts that the register starts with, and where a reader and a program find each.

A Fact's `at` is the part of an address that the page (`/at/`) and the API (`/api/v1/at/`) share.
`words` are on the page. `found` are (path, value) pairs of the API's answer: a path goes by keys,
`*` is every item of a list. A set is all that the path finds; several words may be any part of a
text; anything else is one of the things found.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    says: str
    at: str
    words: tuple
    found: tuple

    def __str__(self):
        return f"{self.at}: {self.says}"


def fact(says: str, at: str, words: str | list[str], *found: tuple) -> Fact:
    return Fact(says, at, (words,) if isinstance(words, str) else tuple(words), found)


# East Midlands

FIVE = ["Derbyshire Constabulary", "Leicestershire Police", "Lincolnshire Police"]
FIVE += ["Northamptonshire Police", "Nottinghamshire Police"]
FOUR = [name for name in FIVE if name != "Lincolnshire Police"]
TWO = FIVE[:2]
LONDON = "City of London Police"

PROGRAMME = "programmes/east-midlands-police-collaboration-programme"
EMSOU = "agreements/east-midlands-special-operations-unit-emsou"
EMCTIU = "agreements/east-midlands-counter-terrorism-intelligence-unit-emctiu"
GATEWAY = "agreements/gateway-shared-service"
EMCHRS = "agreements/east-midlands-collaborative-human-resources-learning-and-development-emchrs-ld"
EMLS = "agreements/east-midlands-legal-services-emls"
ESN = (
    "agreements/east-midlands-regional-programme-team-for-the-emergency-services-network-emr-esn-pt"
)
INTERFERENCE = (
    "agreements/national-collaboration-on-interference-with-property-and-wireless-telegraphy"
)

# The list of regional agreements: its number, its title here, its address, its forces.
REGIONAL = [
    (1, "Payroll Unit", "agreements/payroll-unit-derbyshire-and-leicestershire", TWO),
    (2, "Technical Surveillance Unit", "agreements/emsou-technical-surveillance-unit", FIVE),
    (3, "Major Crime Unit", "agreements/emsou-major-crime-unit", FIVE),
    (4, "Forensic Services Unit", "agreements/emsou-forensic-services-unit", FIVE),
    (5, "Organised Crime Unit", "agreements/emsou-serious-and-organised-crime-unit", FIVE),
    (6, "Fraud and Financial", "agreements/emsou-fraud-and-financial-investigation", FIVE),
    (7, "Special Branch", "agreements/emsou-special-branch", FIVE),
    (8, "Legal Services", EMLS, FIVE),
    (9, "Learning and Development", EMCHRS, FOUR),
    (10, "Digital Interview", "agreements/digital-interview-recording-east-midlands", FOUR),
    (11, "Deputy Chief Constable", "agreements/deputy-chief-constable-east-midlands", FIVE),
    (12, "Cross Border Operations", "agreements/cross-border-operations-east-midlands", FIVE),
    (13, "Programme Team", ESN, FIVE),
    (14, "wireless telegraphy", INTERFERENCE, []),
    (15, "ICT Provision", "agreements/criminal-justice-service-ict-provision", [*FIVE, LONDON]),
    (
        16,
        "Review, Retention amd Detention",
        "agreements/criminal-justice-service-review-retention-and-detention",
        [*FIVE, LONDON],
    ),
    (
        17,
        "Data Quality Team",
        "agreements/criminal-justice-service-data-quality-team",
        [*FIVE, LONDON],
    ),
]
NATIONAL = [
    "agreements/national-police-collaboration-agreement",
    "agreements/modern-slavery-police-transformation-programme",
    "agreements/minerva-national-collaboration-agreement",
]


def parties(names: list[str]) -> tuple:
    """How a body names these forces: all five are a group."""
    if FIVE[2] not in names:
        return (("parties.*.organisation.name", set(names)),)
    alone = set(names) - set(FIVE)
    return (
        ("parties.*.group.name", {"All 5 forces"}),
        ("parties.*.group.members.*.name", set(FIVE)),
        *((("parties.*.organisation.name", alone),) if alone else ()),
    )


EAST_MIDLANDS = [
    *(
        fact(
            f"as the source spells it, and as we would: {title}",
            at,
            [title, "Also known as", ours],
            ("title", title),
            ("other_titles.*", ours),
        )
        for title, ours, at in (
            (
                "National Collaboration regarding property and wireless telegraphy interference",
                "National collaboration on interference with property and wireless telegraphy",
                INTERFERENCE,
            ),
            (
                "Criminal Justice Service – Review, Retention amd Detention summary",
                "Criminal Justice Service: Review, Retention and Detention",
                "agreements/criminal-justice-service-review-retention-and-detention",
            ),
        )
    ),
    *(
        fact(
            f"regional agreement {number}", at, [title, *forces], ("title", title), *parties(forces)
        )
        for number, title, at, forces in REGIONAL
    ),
    *(
        fact(
            f"regional agreement {number} is extended until 31 December 2023, which is not certain",
            at,
            ["Extension", "31 December 2023 (uncertain)", "does not say which of them"],
            ("variations.*.kind", {"extension"}),
            ("variations.*.new_expires_on", {"2023-12-31?"}),
            ("variations.*.note", "does not say which of them the line covers"),
        )
        for number, _, at, _ in REGIONAL
    ),
    *(
        fact(
            "a summary is offered by the office, elsewhere",
            at,
            ["Published elsewhere.", "A summary is offered by the office", "No web address"],
            ("publication", "published_elsewhere"),
            ("publication_reason", "not the agreement itself"),
        )
        for number, _, at, _ in REGIONAL
        if number >= 15
    ),
    *(
        fact("part of EMSOU", at, "(EMSOU) (EM-0021)", ("part_of.reference", "EM-0021"))
        for number, _, at, _ in REGIONAL
        if 2 <= number <= 7
    ),
    *(
        fact(
            "a national section 22A agreement; parties not stated; copies as soon as possible",
            at,
            ["National", "Section 22A agreement", "not known to be all", "as soon as they can"],
            ("scope", "national"),
            ("section_22a", "s22a"),
            ("parties_recorded", "not_stated"),
            ("publication", "awaiting_upload"),
            ("publication_reason", "as soon as they can"),
        )
        for at in NATIONAL
    ),
    fact(
        "called national, listed as regional; parties not stated",
        INTERFERENCE,
        ["not known to be all", "calls it national and lists it among regional agreements"],
        ("scope", "national"),
        ("parties_recorded", "not_stated"),
        ("change_note", "calls it national and lists it among regional agreements"),
    ),
    fact(
        "five forces; major crime, organised crime, forensics, intelligence",
        EMSOU,
        [*FIVE, "major crime", "organised crime groups", "forensics", "intelligence"],
        ("functions.*", {"major_crime", "serious_organised_crime", "forensics", "intelligence"}),
        ("parties.*.group.slug", {"all-5-forces"}),
    ),
    fact(
        "the programme: 4.5 million people, over 6,000 square miles",
        PROGRAMME,
        [*FIVE, "4.5 million", "over 6,000 square miles", "EMSOU"],
        ("description", "4.5 million people in a region of over 6,000 square miles"),
        ("organisations.*.organisation.name", {*FIVE}),
    ),
    fact(
        "its claims, as claims: more than a decade, the largest of its kind",
        PROGRAMME,
        ["for more than a decade”", "“the largest project of its kind in the UK”"],
        ("stated.*.wording", "for more than a decade"),
    ),
    fact(
        "the unit is in the programme",
        EMSOU,
        "East Midlands Police Collaboration Programme",
        ("programme", "East Midlands Police Collaboration Programme"),
        ("programme_record.title", "East Midlands Police Collaboration Programme"),
    ),
    fact(
        "four forces; learning, and an occupational health service",
        EMCHRS,
        ["training", "occupational health", *FOUR],
        ("purpose", "occupational health service"),
        ("functions.*", "learning_and_development"),
    ),
    fact(
        "advice to commissioners and chief constables, and on what",
        EMLS,
        ["commissioners and chief constables", "employment", "court", "civil claims", "commercial"],
        ("purpose", "commissioners and chief constables"),
    ),
    fact(
        "five forces; counter terrorism and domestic extremism; no copy promised",
        EMCTIU,
        [*FIVE, "domestic extremism", "does not say that one will come"],
        ("functions.*", "counter_terrorism"),
        ("publication", "fact_and_details"),
        ("publication_reason", "does not say that one will come"),
    ),
    fact(
        "a Derbyshire owned service; transactional HR for Leicestershire; no copy promised",
        GATEWAY,
        ["“A Derbyshire owned service”", "transactions", *TWO, "does not say that one will come"],
        ("stated.*.wording", {"A Derbyshire owned service"}),
        ("roles.*.kind", {"provider", "recipient"}),
        ("change_note", "is Derbyshire Constabulary is inferred"),
        ("parties.*.organisation.name", set(TWO)),
        ("publication", "fact_and_details"),
    ),
    fact(
        "from Airwave to the Emergency Services Network, with national and regional partners",
        ESN,
        ["Airwave", "Emergency Services Network", "regional and national partners"],
        ("purpose", "Airwave radio to the Emergency Services Network"),
    ),
    *(
        fact(
            "in the table and in the list",
            at,
            ["the table of agreements", "the list of regional", "Commissioner for Derbyshire"],
            ("sources.*.title", "the table of agreements"),
            ("sources.*.title", "the list of regional"),
            ("sources.*.publisher", {"Police and Crime Commissioner for Derbyshire"}),
        )
        for at in (EMLS, EMCHRS, ESN)
    ),
    fact(
        "documents can be downloaded; the office gives further information",
        REGIONAL[0][2],
        ["for download", "tells more to those who ask", "No web address is recorded."],
        ("publication_reason", "for download on its own page; the office tells more to those"),
        ("publication", "published_elsewhere"),
        ("publication_url", ""),
        ("publication_seen_on", None),
    ),
    fact(
        "no start, no lead, no review stated",
        REGIONAL[0][2],
        ["signed, starts", "No review is recorded"],
        ("starts_on", None),
        ("parties.*.is_lead", {False}),
        ("reviews.*", set()),
    ),
    fact("Derbys", "organisations/derbyshire-constabulary", "Derbys", ("aliases.*", "Derbys")),
    fact("Leics", "organisations/leicestershire-police", "Leics", ("aliases.*", "Leics")),
    fact(
        "Northants",
        "organisations/northamptonshire-police",
        "Northants",
        ("aliases.*", "Northants"),
    ),
    fact("Notts", "organisations/nottinghamshire-police", "Notts", ("aliases.*", "Notts")),
    *(
        fact(
            "one of the five",
            f"organisations/{name.lower().replace(' ', '-')}",
            "All 5 forces",
            ("groups.*.name", "All 5 forces"),
        )
        for name in FIVE
    ),
]

# Derbyshire: the co-located team, the sites, the vision

TEAM = "teams/co-located-prevention-team-derbyshire"
HEADQUARTERS = "sites/joint-headquarters-derbyshire"
TRAINING = "sites/joint-training-centre-derbyshire"
VISION = "visions/making-derbyshire-safer-together"
SERVICES = {"Derbyshire Constabulary", "Derbyshire Fire and Rescue Service"}
OCTOBER = "Prevention collaboration launched with Derbyshire Fire and Rescue Service"
OCTOBER_ADDRESS = (
    "https://www.derbyshire.police.uk/news/derbyshire/news/news/forcewide/2019/october/"
    "prevention-collaboration-launched-with-derbyshire-fire-and-rescue-service/"
)
DECEMBER = "Police and fire service join forces to launch shared vision for Derbyshire"

DERBYSHIRE = [
    fact(
        "a police team beside a fire team",
        TEAM,
        [
            "Co-located team",
            "Partnerships, Prevention and Collaboration",
            "Prevention and Inclusion",
        ],
        ("team_kind", "co_located"),
        ("organisations.*.organisation.name", SERVICES),
        ("organisations.*.unit", "Partnerships, Prevention and Collaboration team"),
        ("organisations.*.unit", "Prevention and Inclusion team"),
    ),
    fact(
        "to be in one office at the Joint Headquarters",
        TEAM,
        ["were to work in one office", "Joint Headquarters"],
        ("purpose", "were to work in one office"),
        ("sites.*.slug", {"joint-headquarters-derbyshire"}),
    ),
    fact("from 25 October 2019", TEAM, "25 October 2019", ("starts_on", "2019-10-25")),
    fact(
        "a six-month trial; its end is inferred, its outcome not recorded",
        TEAM,
        ["ix-month trial", "about 25 April 2020 (inferred)", "outcome not recorded"],
        ("trial.length_months", 6),
        ("trial.planned_end_on", "2020-04-25~"),
        ("trial.is_planned_end_inferred", True),
        ("trial.outcome", ""),
        ("trial_state", "outcome_not_recorded"),
    ),
    fact("a bank of desks", TEAM, "a bank of desks", ("purpose", "a bank of desks set aside")),
    fact(
        "the eight named are not the whole team",
        TEAM,
        "are not the whole team",
        ("change_note", "beside the rest of the Prevention and Inclusion team"),
    ),
    fact(
        "sought for several years; it began with the decision to build both buildings",
        TEAM,
        "had sought to work together for several years",
        ("purpose", "the decision to build the Joint Headquarters and the Joint Training Centre"),
    ),
    fact(
        "many collaborative successes, as the force claims",
        TEAM,
        "many collaborative successes",
        ("stated.*.wording", "many collaborative successes"),
    ),
    fact(
        "closer working, readier sharing, on vulnerable people whom both meet",
        TEAM,
        ["more closely", "ideas and information more readily", "vulnerable people"],
        ("purpose", "ideas and information more readily"),
    ),
    *(
        fact(f"post: {rank}", TEAM, rank, ("posts.*.title", rank), ("posts.*.name", {None}))
        for rank in (
            "Chief Superintendent",
            "Chief Inspector",
            "Inspector",
            "Sergeant",
            "Area Manager",
            "Group Manager",
            "Station Manager",
        )
    ),
    fact(
        "from the force’s page of that day",
        TEAM,
        [OCTOBER, "Derbyshire Constabulary, 25 October 2019"],
        ("sources.*.title", OCTOBER),
        ("sources.*.publisher", "Derbyshire Constabulary"),
        ("sources.*.url", OCTOBER_ADDRESS),
        ("sources.*.dated_on", "2019-10-25"),
    ),
    fact(
        "opened in 2016 for both services, by inference",
        HEADQUARTERS,
        ["Opening 2016 (uncertain)", "That it opened in 2016 is inferred", *SERVICES],
        ("opened_on", "2016?"),
        ("confirmed_on", "2019-12-04"),
        ("site_kind", "headquarters"),
        ("organisations.*.organisation.name", SERVICES),
    ),
    fact(
        "when the training centre opened is not recorded",
        TRAINING,
        ["opening", "Derbyshire", *SERVICES],
        ("opened_on", None),
        ("site_kind", "training_centre"),
        ("organisations.*.organisation.name", SERVICES),
    ),
    fact(
        "the vision’s partners",
        VISION,
        [*SERVICES],
        ("organisations.*.organisation.name", SERVICES),
    ),
    fact(
        "launched on 4 December 2019; in use on 25 October",
        VISION,
        ["4 December 2019", "25 October 2019"],
        ("launched_on", "2019-12-04"),
        ("first_used_on", "2019-10-25"),
    ),
    fact(
        "where it was launched",
        VISION,
        ["East Midlands Designer Outlet", "road safety event"],
        ("launch_place", "East Midlands Designer Outlet, at a road safety event"),
    ),
    *(
        fact(
            f"{name} {words}",
            VISION,
            [office, name, words],
            ("signatories.*.name", name),
            ("signatories.*.office", office),
            ("signatories.*.role", role),
        )
        for office, name, words, role in (
            ("Chief Constable", "Peter Goodman", "Launched it", "launched"),
            ("Deputy Chief Fire Officer", "Rick Roberts", "Launched it", "launched"),
            ("Police and Crime Commissioner", "Hardyal Dhindsa", "Was at the launch", "spoke_for"),
            ("Chief Fire Officer", "Gavin Tomlinson", "Spoke for it", "spoke_for"),
        )
    ),
    *(
        fact(f"aim: {words}", VISION, words, ("aims.*.text", words))
        for words in (
            "One strategic direction",
            "Better outcomes",
            "Value for money",
            "Partnership as part of each day’s work",
        )
    ),
    fact(
        "incidents down by more than half in ten years, as the chief fire officer claims",
        VISION,
        ["down more than 50 per cent", "over ten years", "Chief Fire Officer, Derbyshire Fire"],
        ("outcomes.*.change", "down more than 50"),
        ("outcomes.*.unit", "per cent"),
        ("outcomes.*.period", "over ten years"),
        ("outcomes.*.claimed_by", "Chief Fire Officer, Derbyshire Fire and Rescue Service"),
        ("outcomes.*.source.title", DECEMBER),
    ),
    *(
        fact(
            "the headquarters invaluable at Whaley Bridge, as the chief constable claims",
            at,
            ["Whaley Bridge", "invaluable"],
            found,
        )
        for at, found in (
            (VISION, ("outcomes.*.change", "invaluable, and averted disaster")),
            (HEADQUARTERS, ("description", "the chief constable claimed that it had been")),
        )
    ),
    fact(
        "the preferred partner, well beyond statutory commitments",
        VISION,
        ["our preferred partner", "beyond our statutory commitments"],
        ("stated.*.wording", "our preferred partner across all areas of our work"),
        ("stated.*.wording", "goes well beyond our statutory commitments"),
    ),
    fact(
        "the commissioner’s aims: emergencies and critical planning, efficiency",
        VISION,
        ["emergencies", "more efficient for the taxpayer"],
        ("signatories.*.commitment", "to be more efficient for the taxpayer"),
    ),
    fact(
        "the team is part of the vision",
        VISION,
        "Co-located prevention team",
        ("teams.*.slug", {"co-located-prevention-team-derbyshire"}),
    ),
    fact(
        "from the force’s page of the launch",
        VISION,
        [DECEMBER, "Derbyshire Constabulary, 4 December 2019"],
        ("sources.*.title", DECEMBER),
        ("sources.*.dated_on", "2019-12-04"),
    ),
]

# East of England

SEVEN_FORCES = "agreements/seven-forces-joint-training-procurement-and-vetting"
INSIGHT = "agreements/operation-insight-essex"
CHROMEBOOKS = "agreements/safer-peterborough-partnership-chromebooks-for-fire-crews"
SEVEN = [f"{name} Police" for name in ("Bedfordshire", "Essex", "Kent")]
SEVEN += [f"{n} Constabulary" for n in ("Cambridgeshire", "Hertfordshire", "Norfolk", "Suffolk")]

EAST_OF_ENGLAND = [
    fact(
        "seven forces: joint training, procurement and vetting",
        SEVEN_FORCES,
        [*SEVEN, "Seven forces", "Joint training, procurement and vetting"],
        ("parties.*.group.name", {"Seven forces"}),
        ("parties.*.group.members.*.name", set(SEVEN)),
        ("functions.*", {"learning_and_development", "procurement", "vetting"}),
    ),
    fact(
        "developing in April 2017; what it is for; no agreement",
        SEVEN_FORCES,
        ["they were developing in April 2017", "what security needs", "No agreement known"],
        ("purpose", "which they were developing in April 2017"),
        ("purpose", "services run more smoothly"),
        ("stage", "no_agreement_known"),
    ),
    *(
        fact(
            "reported on 4 April 2017",
            at,
            ["Community safety event highlights importance", "4 April 2017"],
            ("sources.*.dated_on", {"2017-04-04"}),
        )
        for at in (SEVEN_FORCES, INSIGHT, CHROMEBOOKS)
    ),
    fact(
        "police and fire share what they know",
        INSIGHT,
        ["Essex Police", "Essex County Fire and Rescue Service", "shared what they knew"],
        ("purpose", "shared what they knew"),
        ("stage", "no_agreement_known"),
        ("parties.*.organisation.slug", "essex-county-fire-and-rescue-service"),
    ),
    fact(
        "burglaries down 29 per cent since it began, as the minister told",
        INSIGHT,
        [
            "Burglaries",
            "down 29 per cent",
            "since it began",
            "Brandon Lewis, Minister of State for Policing and the Fire Service",
        ],
        ("outcomes.*.change", {"down 29"}),
        ("outcomes.*.unit", {"per cent"}),
        ("outcomes.*.area", {"Essex"}),
        ("outcomes.*.claimed_by", "Brandon Lewis, Minister of State"),
    ),
    fact(
        "ChromeBooks give fire crews information wherever they are",
        CHROMEBOOKS,
        ["ChromeBooks", "look up information wherever", "Safer Peterborough Partnership"],
        ("purpose", "look up information wherever they worked"),
        ("stage", "no_agreement_known"),
        ("parties.*.organisation.slug", "safer-peterborough-partnership"),
    ),
]

# Peterborough

PES = "teams/peterborough-prevention-and-enforcement-service"
NORTHERN, SOUTHERN, EASTERN = (
    f"teams/{sector}-team-peterborough-prevention-and-enforcement-service"
    for sector in ("northern", "southern", "eastern")
)
FOUR_SERVICES = {"Peterborough City Council", "Cambridgeshire Constabulary", "HMP Peterborough"}
FOUR_SERVICES |= {"Cambridgeshire Fire and Rescue Service"}
WORK = "policing, parking, fly-tipping, housing and anti-social behaviour"

PETERBOROUGH = [
    fact(
        "four organisations in one service",
        PES,
        [*FOUR_SERVICES, "Integrated team"],
        ("team_kind", "integrated"),
        ("organisations.*.organisation.name", FOUR_SERVICES),
    ),
    fact(
        "grew out of a community safety partnership",
        PES,
        "grew out of the Safer Peterborough Partnership, a community safety partnership",
        ("purpose", "grew out of the Safer Peterborough Partnership"),
    ),
    fact(
        "neighbourhood police teams moved in November 2015",
        PES,
        ["In November 2015 the police superintendent", "Neighbourhood policing teams"],
        ("purpose", "neighbourhood police teams moved into the partnership"),
        ("organisations.*.unit", "Neighbourhood policing teams"),
    ),
    fact(
        "announced in 2016, by inference: one management",
        PES,
        ["to come under one management structure", "2016 (uncertain)", "2016 is inferred"],
        ("starts_on", "2016?"),
        ("stage", "proposed"),
        ("lifecycle", "proposed"),
        ("purpose", "Announced in 2016, as far as can be told"),
        ("purpose", "supervised by police, council, prison and fire managers"),
        ("change_note", "2016 is inferred"),
    ),
    *(
        fact(
            f"to be led jointly: {office}",
            PES,
            [office, "To lead the service jointly"],
            ("posts.*.title", office),
            ("posts.*.role", {"To lead the service jointly"}),
        )
        for office in ("Chief Inspector", "Chief Fire Officer")
    ),
    *(
        fact(
            f"on the board: {office}",
            PES,
            [office, "executive board"],
            ("board_seats.*.office", office),
        )
        for office in (
            "Director for Adult Service and Communities",
            "Lead Fire Officer for Community Safety",
            "Divisional Commander for Peterborough",
        )
    ),
    *(
        fact(
            f"the {sector} team, part of the service, and its manager",
            at,
            [f"To manage the {sector} team", "Peterborough Prevention and Enforcement Service"],
            ("part_of.slug", PES.removeprefix("teams/")),
            ("posts.*.role", {f"To manage the {sector} team"}),
            ("posts.*.title", {title}),
            ("posts.*.name", {None}),
        )
        for sector, at, title in (
            ("northern", NORTHERN, "Inspector"),
            ("southern", SOUTHERN, "Manager"),
            ("eastern", EASTERN, "Manager"),
        )
    ),
    fact(
        "the eastern manager is the partnership’s",
        EASTERN,
        "Safer Peterborough Partnership",
        ("posts.*.organisation.slug", {"safer-peterborough-partnership"}),
    ),
    *(
        fact(
            "its work, and its points of contact",
            at,
            [WORK, "police community support officers as points of contact"],
            ("purpose", WORK),
            ("purpose", "police community support officers as points of contact"),
        )
        for at in (PES, NORTHERN, SOUTHERN, EASTERN)
    ),
    *(
        fact(
            "from a newspaper column of 2016, by inference",
            at,
            ["Partnership working gets better and better", "The Peterborough Evening Telegraph"],
            ("sources.*.dated_on", {"2016?"}),
        )
        for at in (PES, NORTHERN, SOUTHERN, EASTERN)
    ),
]

EVERY = [*EAST_MIDLANDS, *DERBYSHIRE, *EAST_OF_ENGLAND, *PETERBOROUGH]
