"""The words of made-up titles and purposes: common ones often, rare ones seldom, as in real text.

Nothing here is taken from a real agreement. Frequencies fall with the rank of a word in its list
(Zipf), so that a search finds anything from a handful of records to half of the register.
"""

from itertools import accumulate
from random import Random


def falling(count: int, power: float = 1.0) -> list[float]:
    """Cumulative weights 1, 1/2^power, 1/3^power … for `random.choices`."""
    return list(accumulate(1 / rank**power for rank in range(1, count + 1)))


class Words:
    """Words separated by bars, the commonest first."""

    def __init__(self, words: str):
        self.words = words.split("|")
        self.weights = falling(len(self.words))

    def draw(self, random: Random) -> str:
        return random.choices(self.words, cum_weights=self.weights)[0]


SUBJECTS = {
    "major_crime": "major crime investigation|homicide investigation|cold case review",
    "forensics": "forensic services|fingerprint bureau|digital forensics|scientific support",
    "serious_organised_crime": "serious and organised crime|regional organised crime unit",
    "ict": "information technology|records management system|shared data centre|cyber resilience",
    "human_resources": "human resources|shared service centre|recruitment|employee relations",
    "estates": "shared buildings|joint headquarters|fire and police station|estates management",
    "procurement": "joint procurement|fleet and vehicle workshop|uniform and equipment|purchasing",
    "emergency_communications": "joint control room|emergency call handling|interoperable radio",
    "learning_and_development": "learning and development|driver training|firearms training",
    "legal_services": "legal services|insurance consortium|civil claims",
    "community_safety": "community safety|safe and well visits|road safety partnership",
    "intelligence": "intelligence bureau|confidential unit|prison intelligence",
    "criminal_justice": "criminal justice|custody|witness care|disclosure unit",
    "prevention": "prevention|youth engagement|arson reduction|missing person search",
    "information_sharing": "information sharing|data protection|joint analysis",
    "surveillance": "surveillance|technical support unit",
    "occupational_health": "occupational health|wellbeing service|fitness testing",
    "vetting": "vetting|professional standards",
    "payroll": "payroll|pensions administration",
    "cross_border": "cross border operations|air support|roads policing|dog section",
    "counter_terrorism": "counter terrorism|protective security",
    "special_branch": "special branch|ports policing",
    "fraud_and_financial": "fraud and financial investigation|asset recovery",
    "digital_evidence": "digital evidence|body worn video|interview recording",
    "leadership": "leadership|shared chief officer|programme office",
    "modern_slavery": "modern slavery|safeguarding hub",
    "other": "wildlife and rural crime|drone unit|mounted section|chaplaincy|underwater search",
}
FORMS = Words(
    "collaboration agreement|agreement|memorandum of understanding|partnership agreement|unit|"
    "shared service|framework|protocol|programme|lease|joint venture|data sharing agreement|"
    "service level agreement|concordat|deed"
)
VERBS = Words(
    "provides|shares|supports|brings together|delivers|manages|coordinates|maintains|hosts|funds|"
    "improves|reviews|procures|trains|oversees|reduces|strengthens|combines|replaces|records|"
    "staffs|commissions|simplifies|protects|monitors|standardises|plans|pools|extends|accredits"
)
ADJECTIVES = Words(
    "joint|regional|shared|specialist|operational|local|national|common|strategic|single|public|"
    "effective|efficient|resilient|sustainable|digital|technical|financial|annual|emergency|"
    "accredited|collaborative|central|secure|tactical|experienced|dedicated|mobile|temporary|"
    "statutory|independent|vulnerable|rural|urban|coastal|historic|complex|urgent|planned|"
    "multi-agency|proportionate|modern|robust|flexible|consistent|covert|civil|clinical"
)
NOUNS = Words(
    "service|officers|forces|team|staff|training|unit|resources|costs|policing|support|capability|"
    "crews|response|incidents|communities|equipment|information|investigation|premises|governance|"
    "operations|control|demand|savings|vehicles|systems|partners|duty|standards|budget|command|"
    "performance|evidence|victims|public|firefighters|stations|risk|records|contracts|buildings|"
    "procurement|intelligence|teams|specialists|assets|board|programme|area|leadership|accounts|"
    "data|technology|analysis|crime|offenders|roads|safety|prevention|rescue|ambulance|hazards|"
    "workshop|fleet|fuel|uniform|radio|network|software|licences|hosting|archive|disclosure|"
    "custody|detention|witnesses|courts|prosecution|forensics|laboratory|fingerprints|exhibits|"
    "surveillance|firearms|weapons|dogs|horses|drones|helicopters|search|divers|boats|floods|"
    "wildfire|decontamination|exercises|planning|resilience|volunteers|cadets|specials|recruits|"
    "probationers|supervisors|inspectors|superintendents|payroll|pensions|wellbeing|sickness|"
    "vetting|complaints|misconduct|insurance|claims|audit|estates|maintenance|cleaning|catering|"
    "energy|utilities|leases|car parks|canteens|classrooms|ranges|kennels|stables|hangars|"
    "control rooms|call handlers|dispatchers|interpreters|schools|hospitals|councils|charities|"
    "landlords|farmers|retailers|ports|airports|railways|borders|trafficking|slavery|fraud|"
    "burglary|robbery|homicide|arson|antisocial behaviour|domestic abuse|missing people|"
    "exploitation|cybercrime|hate crime|drugs|knives|speeding|collisions|casualties|wildlife|"
    "heritage|metal theft|quad bikes|poaching|festivals|football|protests|elections|visits"
)
TAILS = Words(
    "at all hours|in every district|under one command|with a single budget|on behalf of all|"
    "where the parties ask for it|by a joint board|across the area|each year|for a trial period|"
    "without extra cost|from a shared building|through a host organisation|when demand is high|"
    "until the parties decide otherwise|to an agreed standard|with equal contributions|"
    "as the business case sets out|in place of separate arrangements|subject to review"
)


def sentence(random: Random) -> str:
    told = f"It {VERBS.draw(random)} {ADJECTIVES.draw(random)} {NOUNS.draw(random)}"
    if random.random() < 0.7:
        told += f" and {NOUNS.draw(random)}"
    if random.random() < 0.6:
        told += f" for {ADJECTIVES.draw(random)} {NOUNS.draw(random)}"
    return f"{told} {TAILS.draw(random)}."


def text(random: Random, fewest: int, most: int) -> str:
    """Some sentences."""
    return " ".join(sentence(random) for _ in range(random.randint(fewest, most)))
