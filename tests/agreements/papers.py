"""Documents at the staff desk: files as a browser sends them, and what became of them."""

import hashlib
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreements.models import Document
from tests.agreements_documents.samples import new_pdf, saved


@dataclass(frozen=True)
class Paper:
    """A file that staff have on their own disk."""

    data: bytes
    name: str = "Agreement.pdf"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def sent(self) -> SimpleUploadedFile:
        """As it arrives; for one request."""
        return SimpleUploadedFile(self.name, self.data)

    def address(self, slug="joint-vetting") -> str:
        return f"/agreements/{slug}/documents/{self.sha256}/"


def pdf(words="Collaboration agreement", name="Agreement.pdf", **how) -> Paper:
    """A lawful PDF of one page, different for different words."""
    document = new_pdf(content=f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode())
    document.docinfo["/Author"] = "J. Smith"
    return Paper(saved(document, deterministic_id="encryption" not in how, **how), name)


def plain(words="Signed at Kettering.", name="Notes.txt") -> Paper:
    return Paper(words.encode(), name)


PAPER = plain()  # of the agreement that the fixture `published` gives


def row(paper=None, **fields) -> dict:
    """A row of the form's documents."""
    fields = {"kind": "agreement", "title": "The agreement"} | fields
    return fields | ({"upload": paper.sent()} if paper else {})


def upload(desk, record, *papers, page="change", **typed):
    """Send a form with these papers as further documents."""
    return desk.send(page, record, rows={"documents": [row(paper) for paper in papers]}, **typed)


def change_document(desk, record, number=0, paper=None, **fields):
    """Fill in one of the documents that the form already has."""
    if paper:
        fields["upload"] = paper.sent()
    return desk.send(
        "change", record, **{f"documents-{number}-{name}": value for name, value in fields.items()}
    )


def publish(editor, publisher, record, note="For the register."):
    """Submitted by one, approved by the other: not through their pages, which others test."""
    record.refresh_from_db()
    record.submit(by=editor.user, note=note)
    record.approve(by=publisher.user, seen=record.seal())
    record.refresh_from_db()


def errors_of(response, number=0) -> dict[str, list[str]]:
    """What the form says beside each field of a document."""
    assert response.status_code == 200, response
    (formset,) = (
        one.formset
        for one in response.context["inline_admin_formsets"]
        if one.formset.model is Document
    )
    return dict(formset.forms[number].errors)


def kept(folder) -> set[str]:
    """What the storage holds, by the last part of its names."""
    return {path.name for path in folder.rglob("*") if path.is_file()}


def read(address, **headers):
    """What anybody is answered: the response and the whole of its body."""
    response = Client().get(address, headers=headers)
    return response, b"".join(response) if response.streaming else response.content


def status(address) -> int:
    return read(address)[0].status_code
