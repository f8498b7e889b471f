"""A document's whole way, as two people of an office walk it in a browser."""

import pytest

from tests.agreements_documents.samples import new_pdf, saved

from .conftest import Reader

pytestmark = pytest.mark.browser
FORM = "/admin/agreements/agreement/add/"


@pytest.fixture
def sign_in(site, new_context):
    def as_demo(role) -> Reader:
        person = Reader(new_context().new_page(), site)
        page = person.visit("/admin/login/")
        page.fill("input[name=username]", f"demo-{role}")
        page.fill("input[name=password]", f"made-up-{role}")
        page.click("[type=submit]")
        page.wait_for_url("**/admin/")
        return person

    return as_demo


def save(page):
    page.locator("input[name=_continue]").first.click()
    page.wait_for_load_state("load")


def test_from_the_form_to_the_download(sign_in, reader):
    data = saved(new_pdf())
    editor = sign_in("editor")
    page = editor.visit(FORM)
    page.fill("#id_reference", "BT-1")
    page.fill("#id_title", "Walked in a browser")
    page.select_option("#id_owner", index=1)
    page.fill("#id_purpose", "To see whether it works.")
    page.fill("#id_starts_on", "31 February 2020")
    page.click("#documents-group .add-row a")
    page.fill("#id_documents-0-title", "The signed copy")
    file = {"name": "Signed.pdf", "mimeType": "application/pdf", "buffer": data}
    page.set_input_files("#id_documents-0-upload", file)
    save(page)

    assert page.locator(".errorlist", has_text="31 February 2020 is not a date").count()
    assert page.locator("#documents-0", has_text="Signed.pdf, application/pdf").count()
    page.fill("#id_starts_on", "1 February 2020")
    save(page)
    assert page.locator(".success").count()
    unpublished = page.get_by_role("link", name="Read the file").get_attribute("href")
    assert page.request.get(reader.site.url(unpublished)).body() == data
    page.get_by_role("link", name="Submit for approval").click()
    page.fill("textarea[name=note]", "New.")
    page.locator(".submit-row input[type=submit]").first.click()
    page.wait_for_url("**/change/")
    approve = page.url.replace("/change/", "/approve/")
    publisher = sign_in("publisher")
    page = publisher.page
    page.goto(approve)
    page.locator("input[type=submit][value=Approve]").click()
    page.wait_for_load_state("load")
    assert page.locator(".success", has_text="edition 1 is published").count()

    page = reader.visit("/agreements/walked-in-a-browser/")
    address = page.get_by_role("link", name="The signed copy").get_attribute("href")
    answer = page.request.get(reader.site.url(address))
    assert (answer.status, answer.body()) == (200, data)
    assert editor.complaints == publisher.complaints == reader.complaints == []
