"""Taking a copy down at once: one publisher's act, confirmed by a second or undone."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import TakeDown
from tests.admin.desk import sign_in
from tests.factories import OfficeFactory
from tests.reader import text_of

from .papers import PAPER, change_document, plain, publish, read, row, status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

PAGE = "/agreements/joint-vetting/"
SECRET = "Sam Roe rang: it names her."


@pytest.fixture
def second(office):
    return sign_in("publisher", office)


def address(record) -> str:
    (document,) = record.documents.all()
    return reverse("admin:agreements_agreement_take_down", args=[document.pk])


def act(desk, record, **typed):
    """Open the page and press a button on it."""
    page = desk.client.get(address(record), follow=True)
    form = desk.read(page) if page.status_code == 200 else {}
    return desk.client.post(page.request["PATH_INFO"], form | typed)


def take_down(desk, record, reason=SECRET):
    return act(desk, record, reason=reason)


def test_it_is_down_at_once(client, published, publisher):
    assert status(PAPER.address()) == 200
    response = take_down(publisher, published)
    assert response.status_code == 302
    assert "A second publisher has to confirm it" in text_of(publisher.open("change", published))
    response, body = read(PAPER.address())
    assert response.status_code == 410
    assert PAPER.data not in body
    assert "This copy has been taken down" in text_of(response)
    assert "Set-Cookie" not in response.headers
    assert client.head(PAPER.address()).status_code == 410
    assert read(PAPER.address(), range="bytes=0-4")[0].status_code == 410
    held = {"if-none-match": f'"{PAPER.sha256}"'}
    assert read(PAPER.address(), **held)[0].status_code == 410


def test_why_is_for_colleagues_only(client, published, publisher):
    take_down(publisher, published)
    for page in (PAPER.address(), PAGE, "/api/v1/changes/", "/assurance/", f"{PAGE}editions/1/"):
        response, body = read(page)
        assert b"Sam Roe" not in body + str(response.headers).encode()
    assert SECRET in text_of(publisher.open("history", published))


def test_a_reason_is_asked_for(published, publisher):
    response = take_down(publisher, published, reason="  ")
    assert "This field is required" in text_of(response)
    assert status(PAPER.address()) == 200


def test_a_second_publisher_confirms_it(published, publisher, second):
    take_down(publisher, published)
    assert "Confirm" in second.client.get(address(published), follow=True).content.decode()
    assert act(second, published, confirm="Confirm").status_code == 302
    standing = TakeDown.objects.get()
    assert (standing.taken_down_by, standing.confirmed_by) == (publisher.user, second.user)
    assert status(PAPER.address()) == 410


@pytest.mark.parametrize("button", ["confirm", "put_back"])
def test_the_same_person_cannot_settle_it(published, publisher, second, button):
    take_down(publisher, published)
    page = publisher.client.get(address(published), follow=True)
    assert 'type="submit" name=' not in page.content.decode()
    assert "You took it down, so somebody else has to confirm it or put it back." in text_of(page)
    act(publisher, published, **{button: "Yes"})
    assert "You took it down, so somebody else" in text_of(publisher.open("change", published))
    assert TakeDown.objects.get().confirmed_by is None
    # Nor once it is confirmed.
    act(second, published, confirm="Confirm")
    act(publisher, published, put_back="Put the copy back")
    assert TakeDown.objects.get().confirmed_by == second.user
    assert status(PAPER.address()) == 410


@pytest.mark.parametrize(("button", "is_down"), [("confirm", True), ("put_back", False)])
def test_in_an_office_of_one_the_same_person_settles_it(
    published, publisher, settings, button, is_down
):
    settings.SECOND_PERSON_APPROVAL = False
    take_down(publisher, published)
    page = publisher.client.get(address(published), follow=True)
    assert f'type="submit" name="{button}"' in page.content.decode()
    act(publisher, published, **{button: "Yes"})
    assert [one.confirmed_by for one in TakeDown.objects.all()] == [publisher.user] * is_down
    assert status(PAPER.address()) == (410 if is_down else 200)


# What the public reads of it

API = "/api/v1/agreements/"
PAGES = (PAGE, f"{PAGE}editions/1/", f"{PAGE}?on=2020-01-01")
ANSWERS = (API, f"{API}joint-vetting/", f"{API}joint-vetting/editions/")
IS_LOOKED_AT = "The copy of “The agreement” has been taken down while it is looked at."
IS_DOWN = "The copy of “The agreement” has been taken down."


def told(client) -> tuple[set, set]:
    """What the pages say of the copy, with whether they link to it; what the API says of it."""
    said = set()
    for page in PAGES:
        response = client.get(page)
        words = [line for line in (IS_LOOKED_AT, IS_DOWN) if line in text_of(response)]
        said.add((*words, f'href="{PAPER.address()}"' in response.content.decode()))
    answers = (client.get(address).json() for address in ANSWERS)
    items = [item for answer in answers for item in answer.get("results", [answer])]
    return said, {tuple(map(tuple, map(dict.items, one["copies_taken_down"]))) for one in items}


def test_page_and_api_say_so_at_once(client, published, publisher, second):
    """All of them were read before, so their answers are kept."""
    up = ({(True,)}, {()})
    assert told(client) == up
    take_down(publisher, published)
    copy = ("sha256", PAPER.sha256)
    assert told(client) == ({(IS_LOOKED_AT, False)}, {((copy, ("is_confirmed", False)),)})
    act(second, published, confirm="Confirm")
    assert told(client) == ({(IS_DOWN, False)}, {((copy, ("is_confirmed", True)),)})
    act(second, published, put_back="Put the copy back")
    assert told(client) == up


def test_what_a_reader_holds_is_out_of_date_with_each_step(client, published, publisher, second):
    tags = []
    for step in (
        lambda: None,
        lambda: take_down(publisher, published),
        lambda: act(second, published, confirm="Confirm"),
        lambda: act(second, published, put_back="Put the copy back"),
        lambda: take_down(publisher, published),
    ):
        step()
        for page in (PAGE, f"{API}joint-vetting/"):
            for tag in tags:
                assert client.get(page, headers={"If-None-Match": tag}).status_code == 200
        tags.append(client.get(PAGE)["ETag"])
        assert client.get(PAGE, headers={"If-None-Match": tags[-1]}).status_code == 304
    assert len(set(tags)) == 5
    assert client.get("/api/v1/head/").json()["version"] in tags[-1]


def test_the_copy_of_a_draft_is_told_by_nobody(client, published, editor, publisher):
    other = plain("Not published.", "Draft.txt")
    editor.send("change", published, rows={"documents": [row(other, title="Not yet")]})
    draft = published.documents.get(title="Not yet")
    page = reverse("admin:agreements_agreement_take_down", args=[draft.pk])
    form = publisher.read(publisher.client.get(page))
    assert publisher.client.post(page, form | {"reason": SECRET}).status_code == 302
    assert told(client) == ({(True,)}, {()})
    for address in (*PAGES, *ANSWERS, "/api/v1/changes/"):
        assert other.sha256 not in client.get(address).content.decode()


@pytest.mark.parametrize("confirmed", [False, True])
def test_it_can_be_put_back(published, publisher, second, confirmed):
    take_down(publisher, published)
    if confirmed:
        act(second, published, confirm="Confirm")
    assert act(second, published, put_back="Put the copy back").status_code == 302
    assert (status(PAPER.address()), TakeDown.objects.count()) == (200, 0)
    assert "Put the copy back" in text_of(second.open("history", published))
    assert take_down(second, published).status_code == 302
    assert status(PAPER.address()) == 410


@pytest.mark.parametrize("role", ["editor", "auditor"])
def test_only_a_publisher_may(office, published, role):
    desk = sign_in(role, office)
    assert desk.client.get(address(published)).status_code == 403
    assert take_down(desk, published).status_code == 403
    assert status(PAPER.address()) == 200


@pytest.mark.parametrize(("role", "is_of_the_office"), [("editor", True), ("publisher", False)])
def test_only_a_publisher_of_the_office_settles_it(
    office, published, publisher, role, is_of_the_office
):
    take_down(publisher, published)
    page = reverse("admin:agreements_agreement_settle", args=[TakeDown.objects.get().pk])
    desk = sign_in(role, office if is_of_the_office else OfficeFactory())
    assert desk.client.get(page).status_code == 403
    token = desk.form("add")["csrfmiddlewaretoken"]
    for button in ("confirm", "put_back"):
        typed = {"csrfmiddlewaretoken": token, button: "Yes"}
        assert desk.client.post(page, typed).status_code == 403
    assert TakeDown.objects.get().confirmed_by is None


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_nobody_of_another_office_may(published, publisher, role):
    desk = sign_in(role, OfficeFactory())
    assert desk.client.get(address(published)).status_code == 403
    assert take_down(desk, published).status_code == 403
    take_down(publisher, published)
    assert act(desk, published, put_back="Put the copy back").status_code == 403
    assert status(PAPER.address()) == 410


def test_nobody_who_has_not_signed_in_may(published):
    for send in (Client().get, Client().post):
        response = send(address(published))
        assert (response.status_code, response["Location"][:13]) == (302, "/admin/login/")
    assert status(PAPER.address()) == 200


def test_the_national_role_may(published):
    assert take_down(sign_in("national", None), published).status_code == 302
    assert status(PAPER.address()) == 410


def test_then_the_next_edition_withholds_it_and_says_why(
    client, published, publisher, second, editor
):
    take_down(publisher, published)
    act(second, published, confirm="Confirm")
    why = {"is_withheld": "on", "exemption": "personal_information", "reason": "A name."}
    change_document(editor, published, is_withheld_from_earlier="true", **why)
    publish(editor, second, published)
    assert "Personal information" in text_of(client.get(PAGE))
    assert status(PAPER.address()) in {404, 410}


def test_a_document_without_a_file_has_nothing_to_take_down(draft, editor, publisher):
    editor.send("change", draft, rows={"documents": [{"kind": "agreement", "title": "Awaited"}]})
    page = publisher.client.get(address(draft))
    assert "There is no copy to take down." in text_of(page)
    assert publisher.client.post(address(draft), {"reason": "x"}).status_code in {200, 403}
    assert TakeDown.objects.count() == 0


def test_a_page_that_nobody_wrote(publisher):
    nowhere = reverse("admin:agreements_agreement_take_down", args=[999])
    assert publisher.client.get(nowhere).status_code == 404


@pytest.mark.parametrize("change", ["replaced", "deleted"])
@pytest.mark.parametrize("button", ["confirm", "put_back"])
def test_it_is_settled_after_its_file_is_gone_from_the_form(
    published, editor, publisher, second, change, button
):
    take_down(publisher, published)
    typed = {"DELETE": "on"} if change == "deleted" else {"paper": plain("Another.")}
    changed = change_document(editor, published, is_withheld_from_earlier="false", **typed)
    assert changed.status_code == 302
    standing = TakeDown.objects.get()
    page = reverse("admin:agreements_agreement_settle", args=[standing.pk])
    form = second.open("change", published)
    assert f'href="{page}"' in form.content.decode()
    assert "Notes.txt Confirm or put back" in text_of(form)
    assert page not in editor.open("change", published).content.decode()
    assert "Notes.txt" in text_of(second.client.get(page))
    typed = second.read(second.client.get(page)) | {button: "Yes"}
    assert second.client.post(page, typed).status_code == 302
    assert status(PAPER.address()) == (410 if button == "confirm" else 200)
    assert TakeDown.objects.count() == (1 if button == "confirm" else 0)


def test_a_take_down_that_nobody_made(publisher):
    nowhere = reverse("admin:agreements_agreement_settle", args=[999])
    assert publisher.client.get(nowhere).status_code == 404
