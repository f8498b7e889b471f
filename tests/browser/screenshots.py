"""Pictures of the main pages on the example register, into docs/screenshots/: `make screenshots`.

Kept small: they are part of every clone.
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests import services
from tests.browser.chromium import launch
from tests.browser.site import ROOT, Site, example_site

FOLDER = ROOT / "docs" / "screenshots"
LARGEST_BYTES = 100_000
DESKTOP = {"width": 1040, "height": 1200}
PHONE = {"width": 375, "height": 812}


def main() -> int:
    """Take every picture anew."""
    if not services.chromium():
        print("Chromium not found (Debian: apt install chromium)")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        example_site(Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        chromium = launch(playwright)
        take_all(chromium.new_page(viewport=DESKTOP, locale="en-GB"), site)
        chromium.close()
    return 0


def take_all(page: Page, site: Site) -> None:
    """The public pages, one of them on a telephone, and the admin."""
    for name, path in public_pages(site).items():
        take(page, name, site.url(path))
    page.set_viewport_size(PHONE)
    take(page, "agreements-phone", site.url("/agreements/"))
    page.set_viewport_size(DESKTOP)
    sign_in(page, site)
    take(page, "admin-list", site.url("/admin/agreements/agreement/"))
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_load_state("load")
    take(page, "admin-agreement", page.url)


def public_pages(site: Site) -> dict[str, str]:
    """File name and path of each public picture."""
    agreement = f"/agreements/{site.agreement}/"
    return {
        "home": "/",
        "agreements": "/agreements/",
        "agreements-filtered": "/agreements/?organisation=leicestershire-police&lifecycle=expired",
        "agreement": agreement,
        "agreements-on-a-day": "/agreements/?on=2023-06-01",
        "editions": f"{agreement}editions/",
        "assurance": "/assurance/",
        "team": "/teams/co-located-prevention-team-derbyshire/",
        "vision": "/visions/making-derbyshire-safer-together/",
        "search": "/search/?q=forensics",
        "organisation": "/organisations/leicestershire-police/",
        "not-found": "/no-such-page/",
    }


def sign_in(page: Page, site: Site) -> None:
    """Sign in to the admin as the clerk of the example."""
    page.goto(site.url("/admin/login/"))
    page.fill("input[name=username]", "demo-editor")
    page.fill("input[name=password]", "made-up-editor")
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


def take(page: Page, name: str, url: str) -> None:
    """Store the top of a page as a PNG of few colours."""
    page.goto(url, wait_until="load")
    picture = Image.open(io.BytesIO(page.screenshot()))
    data = b""
    for colours in (64, 32, 16):
        packed = io.BytesIO()
        picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(
            packed, "PNG", optimize=True
        )
        data = packed.getvalue()
        if len(data) <= LARGEST_BYTES:
            break
    (FOLDER / f"{name}.png").write_bytes(data)
    print(f"docs/screenshots/{name}.png  {len(data) // 1000} kB")


if __name__ == "__main__":
    sys.exit(main())
