"""A running example register and a Chromium to look at it with, started once for all the tests."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import launch
from tests.browser.site import STAFF_NAME, STAFF_PASSWORD, Site, example_site


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """The example register, served."""
    with example_site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. Playwright keeps an event loop running, which Django would take for async code."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def new_context(browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make a browser profile without history or cookies; several in one test if need be."""
    made: list[BrowserContext] = []

    def make(**options) -> BrowserContext:
        made.append(browser.new_context(locale="en-GB", timezone_id="Europe/London", **options))
        return made[-1]

    yield make
    for context in made:
        context.close()


@dataclass
class Reader:
    """A member of the public with a browser that notes whatever goes wrong."""

    page: Page
    site: Site
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", lambda asked: self.complaints.append(f"failed: {asked.url}"))
        self.page.on("response", self._note_missing)

    def _note_message(self, message):
        # That an address answered 404 is noted below, where the page itself can be told apart.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _note_missing(self, response):
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{response.status}: {response.url}")

    def visit(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.site.url(path), wait_until="load")
        return self.page


@pytest.fixture
def reader(site, new_context) -> Reader:
    """A reader on a desktop screen."""
    return Reader(new_context().new_page(), site)


@pytest.fixture
def clerk(site, new_context) -> Reader:
    """Staff, signed in to the admin."""
    signed_in = Reader(new_context().new_page(), site)
    page = signed_in.visit("/admin/login/")
    page.fill("input[name=username]", STAFF_NAME)
    page.fill("input[name=password]", STAFF_PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/**")
    assert "login" not in page.url, "the staff sign-in was refused"
    return signed_in
