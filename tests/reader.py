"""How tests read the public pages and the API: by what a reader would see."""

import html
import re

TITLE_LINK = re.compile(
    r'<h3 class="register-list__title">\s*<a class="govuk-link" href="/\w+/([^/"]+)/'
)
TAGS = re.compile(r"<[^>]+>")


def listed(response) -> list[str]:
    """The slugs of a page's results, in order."""
    assert response.status_code == 200, text_of(response)
    return TITLE_LINK.findall(response.content.decode())


def items(response) -> list[str]:
    """The slugs of an API list, in order."""
    assert response.status_code == 200, response.content
    return [item["slug"] for item in response.json()["results"]]


def text_of(response) -> str:
    """The words of a page's main part."""
    main = response.content.decode().split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(html.unescape(TAGS.sub(" ", main)).split())
