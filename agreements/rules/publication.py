"""How an agreement and its documents are published: section 23E, and the office's own policy.

s.23E(1) of the Police Act 1996 asks those who make an agreement to publish it, or the fact of it
and such other details as they think appropriate (wording read as substituted by 2009 c. 26 s.5 and
amended by 2011 c. 13 Sch. 12 para. 7; later changes not checked). An entry in this register is the
fact and the details, for the office that keeps it; every other party has the duty too. So a copy
that is not yet here is no breach, and how far one may be withheld is a matter of policy.
"""

import datetime

from ..terms import parse
from ..vocabulary import PublicationKind
from .base import Act, Severity, due, gap, law, policy, text_list
from .readings import certainly_past, is_made, is_s22a

AGREEMENT, SUMMARY = "agreement", "summary"


def copies(body: dict, kind: str = AGREEMENT) -> list[dict]:
    """The files of this kind that would be published with it."""
    return [d["file"] for d in body["documents"] if d["kind"] == kind and d["file"]]


def details_published(body: dict):
    """s.23E(1)(b): without a copy, the fact of the agreement needs some details."""
    if not copies(body) and not body["purpose"].strip():
        yield (
            "No copy is published and the purpose is empty, so nothing is said about the "
            "agreement but that it exists. Say in a sentence or two what it is for."
        )


def nothing_withheld_attached(body: dict):
    """What is said to be withheld or redacted must not go out with the same edition."""
    for document in body["documents"]:
        if document["withheld"] and document["file"]:
            yield (
                f"“{document['title']}” is marked as withheld but has a file, which would be "
                "published. Take the file off, or take the withholding off."
            )
    unredacted = [copy for copy in copies(body) if not copy["is_redacted"]]
    if body["publication"] == PublicationKind.WITHHELD and copies(body):
        yield (
            "The agreement is withheld, but a copy of it is attached and would be published. Take "
            "the copy off, or change how the agreement is published."
        )
    elif body["publication"] == PublicationKind.REDACTED_COPY and unredacted:
        yield (
            "A redacted copy is to be published, but a copy not marked as redacted is attached: "
            f"{text_list(copy['name'] for copy in unredacted)}. Replace it with the redacted copy, "
            "or mark it as redacted once you have looked through it."
        )


def form_matches_documents(body: dict):
    """The form of publication is a statement to the public about what they find here."""
    form, attached = body["publication"], copies(body)
    if form == PublicationKind.FULL_COPY and not any(not c["is_redacted"] for c in attached):
        yield (
            "It says that a full copy is published, but none is attached. Attach it, or set “what "
            "is published” to what is here (a redacted copy, or copy awaiting upload)."
        )
    elif form == PublicationKind.REDACTED_COPY and not attached:
        yield (
            "It says that a redacted copy is published, but none is attached. Attach it, or set "
            "“what is published” to copy awaiting upload."
        )
    elif form == PublicationKind.SUMMARY and not copies(body, SUMMARY):
        yield (
            "It says that a summary is published, but none is attached. Attach it, or set “what "
            "is published” to what is here, or to published elsewhere."
        )
    elif attached and form in (
        PublicationKind.FACT_AND_DETAILS,
        PublicationKind.AWAITING_UPLOAD,
        PublicationKind.PUBLISHED_ELSEWHERE,
    ):
        yield (
            "A copy of the agreement is attached, but it says that there is none here. Set “what "
            "is published” to full copy or redacted copy."
        )


def withheld_shows_enough(body: dict):
    """What a withheld agreement must still show: by office policy its title, parties and reason."""
    missing = [
        *(["its title"] if not body["title"].strip() else []),
        *(["its parties"] if not body["parties"] else []),
        *(["the reason"] if not body["publication_reason"].strip() else []),
    ]
    if missing:
        yield (
            "The agreement is withheld. The register still shows its title, its parties and why, "
            f"and this lacks {text_list(missing)}. Add it."
        )


def has_withheld(body: dict) -> bool:
    return any(document["withheld"] for document in body["documents"])


def withheld_documents_explained(body: dict):
    for document in body["documents"]:
        withheld = document["withheld"]
        if not withheld:
            continue
        missing = [
            *(["which exemption applies"] if not withheld["exemption"].strip() else []),
            *(["the reason"] if not withheld["reason"].strip() else []),
            *(["which office decided"] if not withheld["decided_by"] else []),
        ]
        if missing:
            yield f"“{document['title']}” is withheld without saying {text_list(missing)}. Add it."


def withheld_documents_reviewed(body: dict, on: datetime.date):
    for document in body["documents"]:
        withheld = document["withheld"]
        if withheld and not withheld["review_on"]:
            yield (
                f"“{document['title']}” is withheld with no date for looking at it again. Set one."
            )
        elif withheld and certainly_past(parse(withheld["review_on"]), on):
            yield (
                f"“{document['title']}” is withheld, and the date for looking at it again has "
                f"passed ({parse(withheld['review_on']).display()}). Release it, or decide anew "
                "and set the next date."
            )


def copy_awaited(body: dict):
    """A reminder, for any agreement: meanwhile the fact and the details are lawful."""
    titles = [d["title"] for d in body["documents"] if not d["file"] and not d["withheld"]]
    if body["publication"] == PublicationKind.AWAITING_UPLOAD and not copies(body):
        yield (
            "The copy is still to be uploaded. Upload it, or say that only the fact and details "
            "are published, and why."
        )
    elif titles:
        yield f"Documents still to be uploaded: {text_list(titles)}. Upload or remove them."


RULES = (
    policy(
        Severity.BLOCKS,
        "withheld-text-attached",
        "Withheld or unredacted text attached",
        "A document that is to be withheld is attached.",
        nothing_withheld_attached,
    ),
    law(
        Act.POLICE,
        "23E(1)",
        Severity.MUST_FIX,
        "s23e-details",
        "Nothing said but that the agreement exists",
        "No details of this agreement are published.",
        details_published,
        judges=lambda body: is_s22a(body) and is_made(body),
    ),
    policy(
        Severity.MUST_FIX,
        "publication-mismatch",
        "Publication that does not match the documents",
        "The copy or summary of this agreement that the register speaks of is not the one here.",
        form_matches_documents,
    ),
    policy(
        Severity.MUST_FIX,
        "withheld-shows-enough",
        "Withheld without title, parties or reason",
        "This agreement is withheld, and the register does not yet show all that it should: its "
        "title, its parties and the reason.",
        withheld_shows_enough,
        judges=lambda body: body["publication"] == PublicationKind.WITHHELD,
    ),
    policy(
        Severity.MUST_FIX,
        "document-withheld-reason",
        "Document withheld without its reason",
        "A document is withheld and it is not fully recorded why, or who decided.",
        withheld_documents_explained,
        judges=has_withheld,
    ),
    due(
        Severity.ADVICE,
        "document-withheld-review",
        "Withheld document to look at again",
        "Whether a document should still be withheld is due to be looked at again.",
        withheld_documents_reviewed,
        judges=has_withheld,
    ),
    gap(
        "copy-awaited",
        "Copy awaiting upload",
        "When can copies of these be added?",
        "A copy is still to be added here.",
        copy_awaited,
    ),
)
