"""Made-up contexts for every public template: full, and with everything not recorded.

No database: the index rows, links and organisations are objects that nobody saved.
"""

from collections import Counter
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.test import RequestFactory

from agreements.assurance import Question
from agreements.document_views import Copy
from agreements.documents.acceptance import PDF
from agreements.filters import AgreementFilterSet
from agreements.kind import AGREEMENT
from agreements.programmes.filters import ProgrammeFilterSet
from collab_portal.holdings import Holding
from collab_portal.participation import Participation, Partner
from collab_portal.search import ResultGroup
from organisations.models import Organisation
from register import kinds
from register.differences import Difference
from register.exports import FORMATS
from register.facets import OfferedFacet, Option
from register.models import Entry, Link
from register.search.highlights import mark
from register.search.query import Query
from register.search.results import Hit, Results
from register.states import standings
from register.time_query import TimeQuery, parse_as_at, parse_on
from register.version import RegisterVersion
from teams.filters import SiteFilterSet, TeamFilterSet
from tests.made_up_kinds import ROWS as KIND_ROWS
from tests.made_up_kinds import TEAMS
from tests.made_up_records import (
    ARRANGEMENT_BODY,
    COMPLETENESS,
    DIRECTORY,
    EMPTY_BODY,
    EMPTY_ENTRY,
    FINDINGS,
    FINDINGS_ON,
    FULL_BODY,
    FULL_ENTRY,
    RECORDED,
    ROWS,
    RULES,
    TERMINATED_BODY,
    row,
)
from visions.filters import VisionFilterSet


def asked(query):
    params = QueryDict(query)
    as_at = parse_as_at(params.get("as_at", ""))
    parameters = {name: params[name] for name in ("as_at", "on") if name in params}
    version = RegisterVersion(1, "ab" * 32, RECORDED, "reference")
    on = parse_on(params.get("on", "")) or RECORDED.date()
    time_query = TimeQuery(as_at=as_at, on=on, version=version, parameters=parameters)
    vars(time_query)["directory"] = DIRECTORY
    return {"time_query": time_query, "request": RequestFactory().get(f"/somewhere/?{query}")}


TAKEN_DOWN = {
    document["file"]["sha256"]: False for document in FULL_BODY["documents"] if document["file"]
}


def gone(is_removed=False, is_taken_down=False, is_taken_down_at_once=False):
    file = {} if is_taken_down else {"name": "Agreement.pdf", "size": 1, "media_type": PDF}
    copy = Copy(file, is_removed, is_taken_down_at_once)
    return {"slug": "one", "copy": copy, "note": "Entered twice." if is_removed else ""}


def page(rows, number=1, per_page=2):
    paginator = Paginator(rows, per_page)
    shown = paginator.page(number)
    return {"page_obj": shown, "paginator": paginator, "object_list": shown.object_list}


def agreement_filter(base):
    return AgreementFilterSet(
        base["request"].GET, Entry.objects.none(), time_query=base["time_query"]
    )


class OtherFields(forms.Form):
    """The kinds of field that no filter uses yet."""

    search = forms.CharField(label="Search")
    starts_after = forms.DateField(label="Starts after")
    only = forms.BooleanField(label="Only these")
    kind = forms.MultipleChoiceField(choices=Organisation.Kind.choices, label="Kind")
    nation = forms.ChoiceField(choices=[("", "---"), ("england", "England")], label="Nation")

    def clean(self):
        raise forms.ValidationError("Choose less.")


class OtherFilter:
    def __init__(self, data):
        self.form = OtherFields(data)


FILTERS = {
    "team": TeamFilterSet,
    "site": SiteFilterSet,
    "vision": VisionFilterSet,
    "programme": ProgrammeFilterSet,
}


def record_list(kind, filterset_class, rows):
    base = asked("")
    none = Entry.objects.none()
    filterset = filterset_class(base["request"].GET, none, time_query=base["time_query"])
    more = {"filter": filterset, "kind": kinds.get(kind), "facets": FACETS, "counted": "3 x"}
    more["formats"] = FORMATS
    shown = page(rows)
    return base | shown | more | {"rows": shown["object_list"]}


def offered(name, *options, is_long=False, is_single=False):
    return OfferedFacet(
        name, name.replace("_", " ").capitalize(), is_long, is_single, list(options)
    )


FACETS = {
    "organisation": offered(
        "organisation",
        *(
            Option(slug, one.name, number, is_chosen=slug == "force-10")
            for number, (slug, one) in enumerate(DIRECTORY.organisations.items(), start=1)
        ),
        is_long=True,
    ),
    "owner": offered("owner", is_long=True),
    "scope": offered("scope", Option("local", "Local", 1_234, True), Option("x", "<b>", 1, False)),
    "with_fire": offered("with_fire", Option("true", "Yes", 1, True), is_single=True),
    "publication": offered("publication"),
}


def agreement_list(query="", rows=ROWS, number=1, facets=FACETS):
    base = asked(query)
    shown = page(rows, number)
    more = {"filter": agreement_filter(base), "kind": AGREEMENT, "facets": facets}
    more |= {"counted": "3 arrangements", "formats": FORMATS}
    return base | shown | more | {"rows": shown["object_list"]}


def facet_page(facet, query=""):
    """Every value of a long filter."""
    return asked(query) | {"kind": AGREEMENT, "name": facet.name, "facet": facet}


def organisation_list(query="", number=1, filter=None):
    base = asked(query)
    organisations = [Organisation(slug=slug) for slug in DIRECTORY.organisations]
    form = filter or type("Filter", (), {"form": forms.Form(base["request"].GET)})()
    return (
        base
        | page(organisations, number, 20)
        | {"filter": form, "counts": Counter({"derbyshire-constabulary": 4, "derbyshire-pcc": 1})}
    )


def record(shown, query="", links=(), **more):
    """What every page of a record is given; its own page gets `judged` besides."""
    kind = kinds.get(shown.kind)
    return asked(query) | {
        "kind": kind,
        "row": shown,
        "body": shown.content,
        "links": links,
        **more,
    }


def judged(shown, query="", findings=(), **more):
    return record(shown, query, findings=findings, completeness=COMPLETENESS, **more)


def assurance(query="", findings=FINDINGS_ON):
    base = asked(query)
    chosen, office = (base["request"].GET.get(name, "") for name in ("rule", "office"))
    some = [finding for finding in findings if office in ("", finding.owner)]
    questions = {rule.id: question(rule, some) for rule in RULES}
    lists = {name: [] for name in ("law", "due", "gaps")}
    for one in questions.values():
        lists[one.rule.list].append(one)
    found = SimpleNamespace(lists=lists, office=office, completeness=COMPLETENESS)
    context = base | {"findings": found, "office": office}
    if chosen:
        rows = [finding for finding in some if finding.rule == chosen]
        context |= {"question": questions[chosen]} | page(rows, per_page=50)
    return context | ({"letter": "To: the office <b>"} if chosen and office else {})


def question(rule, findings) -> Question:
    of_rule = [finding for finding in findings if finding.rule == rule.id]
    offices = Counter((finding.owner, finding.owner_name) for finding in of_rule).most_common()
    return Question(
        rule=rule,
        found=len(of_rule),
        judged=1_200,
        records=2_345,
        offices=tuple((slug, name, number) for (slug, name), number in offices),
    )


LINKS = [
    Link(relation=relation, entry=Entry(kind=kind, slug="two", title="Two"))
    for kind, relation in (
        ("agreement", "part_of"),
        ("agreement", "replaced_by"),
        ("team", "sites"),
        ("vision", "teams"),
        ("agreement", "programme_record"),
    )
]
BESIDE = {"is_current": False, "newer": 3, "older": 1, "newest": 3}
ALONE = {"is_current": True, "newer": None, "older": None, "newest": 1}
CHANGES = [
    Difference("Scope", "", "regional"),
    Difference("Parties", "Force 10, chief officer", ""),
    Difference("Title", "Before", "After"),
]
REMOVED = row(EMPTY_BODY | {"change_note": "Published twice."}, 3, "removed", is_listed=False)
STANDINGS = standings(AGREEMENT, {"not_confirmed": 4, "not_recorded": 1}, {"past_end": 4})
HOLDINGS = [
    Holding(kind, total=number, apart=0, standings=STANDINGS if number == 1 else [])
    for number, kind in enumerate(kinds.every())
]
EACH_KIND = [rows[0] for rows in KIND_ROWS.values()]
HOME = {"holdings": HOLDINGS, "organisations": 1}


def organisation(entry, query="", parts=(), partners=()):
    context = {
        "entry": entry,
        "participations": parts,
        "partners": partners,
        "name_then": "Once named so",
        "assurance": assurance(f"office={entry.slug}")["findings"],
    }
    return asked(query) | context


PARTS = [
    Participation(kinds.get(kind), 1 + kept, 0, kept, STANDINGS, rows[:1], rows[1:])
    for kept, (kind, rows) in enumerate({"agreement": ROWS[:2], **KIND_ROWS}.items())
]
PARTNERS = [
    Partner(entry, 2, {"agreement": 1, "team": 1})
    for entry in [*DIRECTORY.organisations.values()] * 2
]

ASSURANCE, ASSURANCE_RULE = "assurance.html", "assurance_rule.html"
DETAIL = "register/entry_detail.html"
EDITION = "register/entry_edition.html"
EDITIONS = "register/entry_editions.html"
LIST = "register/entry_list.html"
ORGANISATION = "organisations/organisation_detail.html"
ORGANISATIONS = "organisations/organisation_list.html"

SEARCH = "search.html"


def search(query="q=forensics", **more):
    """A search before anything is typed; `searched` for one that found something."""
    base = asked(query)
    context = {"typed": base["request"].GET.get("q", ""), "longest": 200, "problem": ""}
    context |= {"results": None, "groups": [], "page_obj": None, "organisations": [], "chosen": ()}
    return base | context | more


def searched(query="q=forensics", most=2, **more):
    document = Entry(
        kind="agreement", slug="one", title="<b>Forensics</b>", reference="EM-0001", number=1
    )
    understood = Query.parse("forensics")
    hits = [Hit(document, mark(document.title, understood), mark("Of forensics.", understood))]
    results = Results(understood, None)
    vars(results)["_found"] = vars(results)["candidates"] = hits * most
    groups = [ResultGroup(kinds.get("agreement"), most, hits)]
    return search(query, results=results, groups=groups, organisations=[FULL_ENTRY], **more)


PAGES = {
    "search": (SEARCH, search("")),
    "search, refused": (SEARCH, search("q=!", problem="Give a word or a number to search for.")),
    "search, found": (SEARCH, searched("q=forensics&as_at=2021-07-03")),
    "search, one kind": (
        SEARCH,
        searched("q=forensics&kind=agreement&page=2", chosen=("agreement",))
        | {"page_obj": page(ROWS, 2)["page_obj"]},
    ),
    "search, nothing": (SEARCH, searched(most=0) | {"groups": [], "organisations": []}),
    "search, too much": (SEARCH, searched(most=1_001)),
    "home": (
        "home.html",
        asked("") | HOME | {"newest": [*ROWS, *EACH_KIND], "expiring": EACH_KIND[:1]},
    ),
    "home, empty, historic": (
        "home.html",
        asked("as_at=2021-07-03&on=2023-06-01") | HOME | {"newest": [], "expiring": []},
    ),
    "list": (LIST, agreement_list()),
    "list, filtered, page 2": (
        LIST,
        agreement_list(
            "organisation=force-10&organisation=force-11&lifecycle=in_force&with_fire=true"
            "&ordering=-updated&as_at=2021-07-03T09:00:00Z&page=2",
            number=2,
        ),
    ),
    "list, empty": (LIST, agreement_list("scope=local", rows=[], facets={})),
    "every value of a filter": ("register/facet.html", facet_page(FACETS["organisation"])),
    "every value, of none": (
        "register/facet.html",
        facet_page(FACETS["owner"], "as_at=2021-07-03&scope=local"),
    ),
    "list, errors": (LIST, agreement_list("lifecycle=nonsense&organisation=x", rows=[])),
    "record, full": (DETAIL, judged(row(FULL_BODY), links=LINKS, findings=FINDINGS)),
    "record, nothing recorded": (DETAIL, judged(row(EMPTY_BODY, lifecycle="not_recorded"))),
    "record, previewed": (DETAIL, judged(row(FULL_BODY), preview=True)),
    "record, a copy taken down": (DETAIL, judged(row(FULL_BODY), taken_down=TAKEN_DOWN)),
    "record, a copy kept down": (
        DETAIL,
        judged(row(FULL_BODY), taken_down=dict.fromkeys(TAKEN_DOWN, True)),
    ),
    "record, expired": (DETAIL, judged(row(FULL_BODY, lifecycle="expired"), "on=2024-03-31")),
    "record, replaced": (DETAIL, judged(row(FULL_BODY, lifecycle="ended"), "on=2024-04-01")),
    "record, terminated": (DETAIL, judged(row(TERMINATED_BODY, lifecycle="ended"))),
    "record, replaced, nobody says by what": (
        DETAIL,
        judged(row(FULL_BODY | {"replaced_by": None}, lifecycle="proposed")),
    ),
    "record, of known parts": (
        DETAIL,
        judged(row(EMPTY_BODY, lifecycle="not_recorded"), parts=5, parts_standing=STANDINGS),
    ),
    "record, not yet ended": (
        DETAIL,
        judged(row(TERMINATED_BODY | {"starts_on": "2013"}, lifecycle="in_force")),
    ),
    "arrangement": (DETAIL, judged(row(ARRANGEMENT_BODY), links=LINKS, parts=5)),
    "arrangement, nothing recorded": (
        DETAIL,
        judged(
            row(
                EMPTY_BODY | {"stage": "no_agreement_known", "publication": None},
                lifecycle="not_recorded",
            )
        ),
    ),
    "arrangement, historic edition": (
        EDITION,
        record(row(ARRANGEMENT_BODY), differences=CHANGES, **BESIDE),
    ),
    "arrangements": (LIST, agreement_list(rows=[row(ARRANGEMENT_BODY)])),
    "record, removed": (DETAIL, judged(REMOVED, "as_at=2021-07-03")),
    "editions": (EDITIONS, record(ROWS[1], editions=[REMOVED, *ROWS])),
    "edition, historic": (EDITION, record(ROWS[0], differences=CHANGES, **BESIDE)),
    "edition, nothing changed": (EDITION, record(ROWS[0], differences=[], **BESIDE)),
    "edition, only": (EDITION, record(ROWS[1], differences=[], **ALONE)),
    "edition, removal": (EDITION, record(REMOVED, differences=[], **ALONE)),
    "assurance": (ASSURANCE, assurance()),
    "assurance, one rule": (ASSURANCE_RULE, assurance("rule=parties-recorded&as_at=2021-07-03")),
    "assurance, one rule and office": (
        ASSURANCE_RULE,
        assurance("rule=review-overdue&office=force-10"),
    ),
    "assurance, one office without any": (ASSURANCE, assurance("office=force-12")),
    "assurance, nothing found": (ASSURANCE, assurance(findings=[])),
    "organisations": (ORGANISATIONS, organisation_list("page=2", number=2)),
    "organisations, errors": (
        ORGANISATIONS,
        organisation_list("kind=x", filter=OtherFilter({"kind": ["x"], "nation": "y"})),
    ),
    "organisation, full": (ORGANISATION, organisation(FULL_ENTRY, "", PARTS, PARTNERS)),
    "organisation, nothing recorded": (ORGANISATION, organisation(EMPTY_ENTRY, "as_at=2021-07-03")),
    "organisation, fire": (
        ORGANISATION,
        organisation(DIRECTORY.organisations["derbyshire-fire"], "", PARTS[:1], PARTNERS[:2]),
    ),
    **{
        f"{kind}, {words}": (DETAIL, record(shown, links=LINKS))
        for kind, rows in KIND_ROWS.items()
        for words, shown in zip(("full", "nothing recorded"), rows, strict=True)
    },
    **{
        f"{kind}, historic edition": (EDITION, record(rows[0], differences=CHANGES, **BESIDE))
        for kind, rows in KIND_ROWS.items()
    },
    **{
        f"team, {words}": (DETAIL, judged(shown, links=LINKS, findings=FINDINGS[:1]))
        for words, shown in TEAMS.items()
    },
    "teams in every state": (LIST, record_list("team", TeamFilterSet, list(TEAMS.values()))),
    **{
        f"{kind}s": (LIST, record_list(kind, filterset, KIND_ROWS[kind]))
        for kind, filterset in FILTERS.items()
    },
    "400": (
        "400.html",
        {
            "problems": {"as_at": "Give a date.", "zz": "There is no such parameter here."},
            "typed": {"as_at": "yesterday", "zz": "1"},
            "kept": [("function", "forensics")],
            "page_without": "/agreements/?function=forensics",
            "time_query": None,
        },
    ),
    "copy taken down at once": ("agreements/copy_gone.html", gone(is_taken_down_at_once=True)),
    "copy taken down": ("agreements/copy_gone.html", gone(is_taken_down=True)),
    "copy of a removed agreement": ("agreements/copy_gone.html", gone(is_removed=True)),
    "400, nothing known": ("400.html", {}),
    "403": ("403.html", {"time_query": None}),
    "404": ("404.html", {}),
    "500": ("500.html", {}),
}
