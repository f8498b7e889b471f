"""How tests read the public pages and the API: by what a reader would see."""

import csv
import html
import io
import re

from openpyxl import load_workbook

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


def content(client, address: str, **headers) -> bytes:
    """A file of the API, whole."""
    response = client.get(f"/api/v1/{address}", **headers)
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def table(client, address: str) -> list[dict]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content(client, address).decode())))


def sheet(client, address: str) -> list[dict]:
    """The rows of an Excel file."""
    rows = load_workbook(io.BytesIO(content(client, address)), read_only=True).active.rows
    columns, *cells = [["" if c.value is None else str(c.value) for c in row] for row in rows]
    return [dict(zip(columns, row, strict=True)) for row in cells]
