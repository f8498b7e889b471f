"""Everyone can use the site: WCAG 2.2 AA by axe, by keyboard, at 400% and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.site import Site

pytestmark = pytest.mark.browser

WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": [*WCAG_22_AA, "best-practice"]},
    "resultTypes": ["violations"],
}
ADMIN_OPTIONS = {
    "runOnly": {"type": "tag", "values": WCAG_22_AA},
    "resultTypes": ["violations"],
}
PAGES = range(len(Site("", "").public_paths()))
NAMES = Site("", "slug").public_paths()


def violations(page, options=OPTIONS) -> list[str]:
    """What axe found, one line for each element at fault.

    Ask for this last: axe itself tries inline styles, which the CSP refuses on the console.
    """
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.fixture(params=PAGES, ids=NAMES)
def path(request, site) -> str:
    """Each kind of public page in turn."""
    return site.public_paths()[request.param]


def test_public_page_has_no_violation_and_no_complaint(reader, path):
    page = reader.visit(path)
    assert reader.complaints == [], "console errors, broken addresses or CSP violations"
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert violations(page) == []


def test_public_page_fits_at_400_percent(reader, path):
    """A 1280 px screen at 400% is 320 px wide (WCAG 1.4.10)."""
    reader.page.set_viewport_size({"width": 320, "height": 256})
    page = reader.visit(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_public_page_says_the_same_without_javascript(reader, path, new_context):
    with_script = reader.visit(path).inner_text("main")
    page = new_context(java_script_enabled=False).new_page()
    page.goto(reader.site.url(path))
    assert page.locator("h1").count() == 1
    assert page.inner_text("main") == with_script


def test_one_can_filter_without_javascript(site, new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(site.url("/agreements/"))
    page.locator("main form [type=submit], main form button").first.click()
    assert page.url.startswith(site.url("/agreements/?"))
    assert page.locator("h1").count() == 1


def test_keyboard_reaches_the_content_first(reader):
    page = reader.visit("/agreements/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main-content"
    assert skip.is_visible()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_every_stop_of_the_keyboard_is_seen(reader):
    """Nothing takes the focus without showing it (WCAG 2.4.7)."""
    page = reader.visit("/agreements/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        shown = page.evaluate(
            """() => {
              const element = document.activeElement, style = getComputedStyle(element);
              const box = element.getBoundingClientRect();
              const label = element.nextElementSibling;
              const beside = label ? getComputedStyle(label, '::before').outlineStyle : 'none';
              return box.width > 0 && box.height > 0 && (style.outlineStyle !== 'none'
                || style.boxShadow !== 'none' || beside !== 'none') || element.outerHTML;
            }"""
        )
        assert shown is True, f"no visible focus on {shown}"


def test_sign_in_page_has_no_violation(reader):
    page = reader.visit("/admin/login/")
    assert reader.complaints == []
    assert violations(page, ADMIN_OPTIONS) == []


@pytest.mark.parametrize("page_name", ["list", "change", "add"])
def test_admin_page_has_no_violation(clerk, page_name):
    page = clerk.visit("/admin/agreements/agreement/")
    if page_name == "change":
        page.locator("#result_list tbody th a").first.click()
    elif page_name == "add":
        page.goto(clerk.site.url("/admin/agreements/agreement/add/"))
    page.wait_for_load_state("load")
    assert clerk.complaints == [], "console errors, broken addresses or CSP violations"
    assert violations(page, ADMIN_OPTIONS) == []


def test_an_autocomplete_box_has_its_name_as_soon_as_it_is_there(clerk):
    """Before the browser does anything else: so it never depends on how busy the machine is."""
    page = clerk.visit("/admin/agreements/agreement/add/")
    page.wait_for_selector("#id_part_of + .select2-container")
    boxes = page.evaluate(
        """async () => {
          document.querySelector("#parties-group .add-row a").click();
          await null;
          return [...document.querySelectorAll("#parties-0 .select2-selection")]
            .map((box) => box.getAttribute("aria-labelledby"));
        }"""
    )
    assert boxes == [
        f"id_parties-0-{name}-label select2-id_parties-0-{name}-container"
        for name in ("organisation", "group")
    ]
