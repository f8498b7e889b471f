"""The public templates, on made-up contexts: full, and with everything not recorded.

The environment of the site forgives an unknown name, because GOV.UK Frontend's macros read options
they were not given. Here every template of ours is rendered with a strict undefined, which refuses
it; only the macros keep the forgiving one.
"""

import datetime
import itertools
import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.template import engines
from django.test import RequestFactory, override_settings
from jinja2 import ChainableUndefined, Environment, FileSystemLoader, StrictUndefined
from jinja2.exceptions import UndefinedError

from collab_portal.jinja2 import (
    configure,
    day,
    file_size,
    label,
    media_type,
    moment,
    now_named,
    partial_date,
    parties_apart,
    query_with,
    with_macros,
    with_time,
    yes_no,
)
from collab_portal.storage import ManifestStorage
from organisations.dates import PartialDate
from tests.made_up_pages import PAGES, asked
from tests.made_up_records import FULL_BODY, RECORDED

FOLDER = settings.BASE_DIR / "templates" / "public"
MACROS = "govuk_frontend_jinja/"
LAYOUTS = {"layout.html", "base.html"}


class StrictEnvironment(Environment):
    """Strict for our templates, forgiving for the macros; notes the templates it gave."""

    def __init__(self):
        loader = with_macros(FileSystemLoader(FOLDER))
        super().__init__(loader=loader, undefined=StrictUndefined)
        self.macros = Environment(loader=loader, undefined=ChainableUndefined)
        self.used = set()
        configure(self)
        configure(self.macros)

    def get_template(self, name, parent=None, globals=None):
        if isinstance(name, str) and name.startswith(MACROS):
            return self.macros.get_template(name, parent, globals)
        template = super().get_template(name, parent, globals)
        self.used.add(template.name)
        return template


STRICT = StrictEnvironment()


def render(name):
    template, context = PAGES[name]
    return STRICT.get_template(template).render(context)


class Outline(HTMLParser):
    """What the checks below look at."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.headings = [], []
        self.in_label = False
        self.labelled = []  # the controls that a label holds
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(int(tag[1]))
        if tag == "label":
            self.in_label = True
        elif self.in_label:
            self.labelled.append(attributes)

    def handle_endtag(self, tag):
        if tag == "label":
            self.in_label = False

    def all(self, *tags):
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.mark.parametrize("name", PAGES)
def test_page_renders_with_strict_names_and_sound_markup(name):
    outline = Outline(render(name))
    ids = [element["id"] for _, element in outline.elements if "id" in element]
    assert len(ids) == len(set(ids)), "an id is used twice"
    assert outline.headings.count(1) == 1
    # The summary of errors stands above the main heading, as GOV.UK has it.
    after = outline.headings[outline.headings.index(1) :]
    assert all(b <= a + 1 for a, b in itertools.pairwise(after)), after
    labelled = {element.get("for") for element in outline.all("label")}
    for control in outline.all("input", "select", "textarea"):
        is_labelled = control in outline.labelled or control.get("id") in labelled
        assert control.get("type") == "hidden" or is_labelled, control
    for link in outline.all("a"):
        assert not link["href"].startswith("#") or link["href"][1:] in ids, link
    named = [
        element["aria-labelledby"]
        for _, element in outline.elements
        if "aria-labelledby" in element
    ]
    assert set(named) <= set(ids)
    assert len(outline.all("table")) == len(outline.all("caption"))
    assert all(cell.get("scope") for cell in outline.all("th"))


@pytest.mark.parametrize("name", PAGES)
def test_page_needs_no_script_and_no_inline_style(name):
    outline = Outline(render(name))
    assert not outline.all("script", "style")
    for _, attributes in outline.elements:
        assert not {key for key in attributes if key == "style" or key.startswith("on")}


def test_every_template_is_rendered():
    for name in PAGES:
        render(name)
    ours = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html")}
    assert ours - STRICT.used == set()
    assert {template for template, _ in PAGES.values()} == {
        name for name in ours - LAYOUTS if not name.rpartition("/")[2].startswith("_")
    }


def test_unknown_names_are_refused_here_and_forgiven_on_the_site():
    with pytest.raises(UndefinedError):
        STRICT.from_string("{{ body.misspelt }}").render(body=FULL_BODY)
    assert engines["jinja2"].env.from_string("{{ body.misspelt }}").render(body={}) == ""


def test_site_renders_the_same_templates():
    template, context = PAGES["record, full"]
    html = engines["jinja2"].get_template(template).render(context, context["request"])
    assert "Investigates major crime together." in html


def test_text_of_a_record_is_escaped():
    html = render("record, full")
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_what_is_not_recorded_is_said_so():
    html = render("record, nothing recorded")
    assert html.count("Not recorded") >= 6
    assert "no expiry" not in html.lower()


def test_as_at_is_carried_through_links():
    html = render("home, empty, historic")
    assert "the end of 3 July 2021" in " ".join(html.split())
    assert "/agreements/?as_at=2021-07-03&amp;on=2023-06-01" in html
    assert "See the register as it is today" in " ".join(html.split())


def words_of(name):
    """The text of a page, its white space evened out."""
    return " ".join(re.sub(r"<[^>]*>", " ", render(name)).split())


def test_what_nobody_recorded_is_not_a_no():
    words = words_of("record, nothing recorded")
    said = next(part for part in words.split("Not recorded: ") if "in writing" in part)
    for question in ("says how a party can withdraw", "notified", "consultation"):
        assert question in said.partition(".")[0]
    assert "In writing No" not in words


def test_terms_that_bind_are_told_from_those_to_come():
    words = words_of("record, full")  # on 3 July 2021
    assert words.count("The recorded end that counts on 3 July 2021") == 1
    assert words.count("Not yet in effect on 3 July 2021") == 2
    assert "It is to be replaced, with effect from 1 April 2024" in words
    assert "It was replaced, with effect from 1 April 2024" in words_of("record, replaced")
    assert "It was ended; the date is not recorded." in words_of("record, terminated")


def test_documents_say_what_they_are_and_why_one_is_withheld_or_awaited():
    html, words = render("record, full"), words_of("record, full")
    assert f'/agreements/one/documents/{"a" * 64}/"' in html
    assert "d" * 64 not in html
    for said in (
        "PDF, 12 pages, 340 KB",
        "PDF, 1 page, 1.2 MB",
        "This copy is a scan without text",
        "Commercial interests (section 43)",
        "Prices would be known to bidders.",
        "No copy of it is in the register.",
    ):
        assert said in words
    assert "/documents/" not in render("record, previewed")


def test_findings_of_law_and_time_are_shown_apart_from_what_is_not_known():
    words = words_of("record, full")
    assert "What s22a-parties asks In plain words, of s22a-parties. Police Act 1996" in words
    gaps = words.partition("What is not known In")[2]
    assert gaps.startswith(" plain words, of parties-recorded.")
    assert "11 of 17 facts that apply to this agreement are recorded." in gaps
    assert "What is not known" not in words_of("edition, historic")


def test_the_three_lists_ask_each_question_of_its_offices():
    words = words_of("assurance")
    gap = "Which others are parties to these? 60 1,200 of 2,345 Derbyshire"
    assert gap in words
    assert "1 rule that found nothing in the list Law" in words
    assert "What never-broken asks: could judge 1,200 of 2,345" in words
    assert "11 of 17 facts that apply to the records of the register are recorded." in words
    assert "Nothing is found. That is no clean bill" in words_of("assurance, nothing found")


def test_a_long_list_of_findings_has_pages():
    one_rule = words_of("assurance, one rule")
    assert one_rule.count("Mind parties-recorded.") == 50
    assert "60 findings, judged on" in one_rule
    assert "?rule=parties-recorded&amp;as_at=2021-07-03&amp;page=2" in render("assurance, one rule")
    assert "To: the office &lt;b&gt;" in render("assurance, one rule and office")


def test_a_filter_offers_what_occurs_with_its_count():
    words = words_of("list")
    assert "Local (1,234)" in words
    assert "&lt;b&gt; (1)" in render("list")
    # Of a long one the most frequent and what is chosen; the rest is a page of its own.
    assert words.count("Force ") < 22
    assert "Force 10 (4)" in words
    assert "All 23 values of organisation" in words
    assert words_of("every value of a filter").count(" agreement") >= 23
    assert "Derbyshire Constabulary (1 agreement)" in words_of("every value of a filter")
    assert "Nothing in the register matches." in words_of("every value, of none")


def test_an_empty_side_of_a_change_is_said_so():
    assert "Scope nothing recorded regional" in words_of("edition, historic")


def test_a_trial_whose_outcome_nobody_recorded_is_shown_as_a_gap():
    gap = "Six-month trial: planned end about 25 April 2020 (inferred); outcome not recorded"
    words = words_of("team, trial over")
    assert gap in words
    assert "Not confirmed Co-located team" in words
    assert gap in words_of("teams in every state")
    assert "18-month trial: planned end 2190" in words_of("team, working, start not recorded")
    assert "Trial of six months: planned end" in words_of("team, trial, length in words")
    assert "Trial, length not recorded: planned end not recorded; outcome not recorded" in (
        words_of("team, trial, nothing recorded of it")
    )
    ended = words_of("team, ended")
    assert "decision: ended; outcome recorded" in ended
    assert "It cost too much." in ended
    assert "Outcome of trial not recorded" not in ended


def test_posts_are_by_rank_and_role_and_a_gap_is_no_name():
    words = words_of("team, trial over")
    assert "Inspector Made Up Role: Leads it From 25 October 2019" in words
    assert "What each does in the team is not recorded." not in words
    assert "What each does in the team is not recorded." in (
        words_of("team, trial, nothing recorded of it")
    )
    assert "None" not in words


def test_a_list_of_several_kinds_says_what_each_is_and_when_it_was_published():
    words = words_of("home")
    for kind in ("Agreement", "Team", "Shared site", "Shared vision"):
        assert f"{kind} Published 3 July 2021" in words


def test_who_an_organisation_works_with_is_counted_by_kind():
    words = words_of("organisation, full")
    assert "Organisation Agreements and arrangements Teams In all" in words
    assert "Force 10 1 1 2" in words
    assert "21 more" in words
    assert "Took over from Derbyshire PCC (renamed)" in words_of("organisation, fire")


# Functions and filters


def test_dates_and_moments_in_words():
    assert partial_date("2013-10") == "October 2013"
    assert partial_date("2023-12-31?") == "31 December 2023 (uncertain)"
    assert partial_date(PartialDate("2018~")) == "about 2018"
    assert partial_date(None) == partial_date("") == "Not recorded"
    assert partial_date("[erased]") == "[erased]"
    assert day(datetime.date(2021, 6, 1)) == "1 June 2021"
    assert moment(RECORDED) == "3 July 2021, 2:05pm"
    assert moment(datetime.datetime(2026, 1, 1, 0, 5, tzinfo=datetime.UTC)) == (
        "1 January 2026, 12:05am"
    )


def test_labels():
    assert label("in_force", "lifecycle") == "In force"
    assert label("chief_officer", "parties.capacity") == "Chief officer of police"
    assert label("police_force", "organisation") == "Police force"
    assert label("a_word_of_long_ago", "functions") == "A word of long ago"
    assert label(None, "scope") == "Not recorded"


def test_what_is_not_known_is_neither_yes_nor_no():
    assert [yes_no(value) for value in (True, False, None)] == ["Yes", "No", "Not recorded"]


def test_files_in_words():
    assert media_type("application/pdf") == "PDF"
    assert media_type("application/x-unknown") == "application/x-unknown"
    sizes = {0: "0 bytes", 1: "1 byte", 1023: "1023 bytes", 1024: "1 KB", 348_160: "340 KB"}
    sizes |= {1024**2 - 1: "1.0 MB", 1_258_291: "1.2 MB"}
    assert {size: file_size(size) for size in sizes} == sizes


def test_parties_apart_are_those_not_bound():
    apart = parties_apart(FULL_BODY, RECORDED.date())
    single = [party["organisation"]["slug"] for party in apart if party["organisation"]]
    assert single == ["force-16", "force-17", "force-18"]
    (group,) = [party["group"] for party in apart if party["group"]]
    assert [member["slug"] for member in group["members"]] == ["force-10", "force-11"]


def test_carry_keeps_repeated_parameters():
    time_query = asked("as_at=2021-06-01")["time_query"]
    assert with_time("/a/?x=1&x=2&as_at=2020-01-01", time_query) == "/a/?x=1&x=2&as_at=2021-06-01"
    assert with_time("/a/?x=1", None) == "/a/?x=1"


def test_query_with_starts_again_at_the_first_page():
    request = RequestFactory().get("/a/?x=1&x=2&page=3&as_at=2021-06-01")
    assert query_with(request, as_at=None) == "?x=1&x=2"
    assert query_with(request, x=["2"], page=4) == "?as_at=2021-06-01&page=4&x=2"


def test_now_named_only_if_renamed():
    time_query = asked("")["time_query"]
    assert now_named(time_query, "derbyshire-pcc", "Derbyshire PCC") == "Derbyshire PCC (renamed)"
    assert now_named(time_query, "derbyshire-fire", "Derbyshire Fire and Rescue Service") is None
    assert now_named(time_query, "unknown", "Unknown") is None


def test_an_unbuilt_stylesheet_is_no_error(tmp_path):
    with override_settings(STATIC_ROOT=tmp_path, DEBUG=False):
        storage = ManifestStorage(location=tmp_path, base_url="/static/")
        assert storage.url("build/register.css") == "/static/build/register.css"
