"""Documents and reviews of made-up agreements."""

import datetime
from random import Random

from . import dates, words
from .cast import Cast

EXEMPTIONS = ("law_enforcement", "law_enforcement", "commercial", "personal_information")


def documents(random: Random, cast: Cast, publication: str) -> list[dict]:
    """What fits the form of publication, and now and then a paper more."""
    made = []
    if publication in ("full_copy", "redacted_copy"):
        copy = file(random, is_redacted=publication == "redacted_copy")
        made.append(document(random, "agreement", "The agreement", file=copy))
    elif publication == "summary":
        made.append(document(random, "summary", "Summary of the agreement", file=file(random)))
    elif publication == "withheld":
        reason = withheld(random, cast)
        made.append(document(random, "agreement", "The agreement", withheld=reason))
    elif publication == "awaiting_upload":
        made.append(document(random, "agreement", "The agreement"))
    if random.random() < 0.25:
        title = f"{words.ADJECTIVES.draw(random).capitalize()} business case"
        made.append(document(random, "other", title, file=file(random)))
    if random.random() < 0.05:
        title = f"Schedule of {words.NOUNS.draw(random)}"
        made.append(document(random, "other", title, withheld=withheld(random, cast)))
    return made


def document(
    random: Random, kind: str, title: str, file: dict | None = None, withheld: dict | None = None
) -> dict:
    day = dates.start(random)
    return {
        "kind": kind,
        "title": title,
        "dated_on": dates.written(random, day) if random.random() < 0.7 else None,
        "file": file,
        "withheld": withheld,
    }


def file(random: Random, is_redacted: bool = False) -> dict:
    return {
        "sha256": f"{random.getrandbits(256):064x}",
        "name": f"{words.NOUNS.draw(random)}-{random.randrange(10_000)}.pdf",
        "size": int(random.lognormvariate(12.5, 1)),
        "media_type": "application/pdf",
        "pages": random.randint(2, 60),
        "has_text": random.random() < 0.9,
        "is_redacted": is_redacted,
    }


def withheld(random: Random, cast: Cast) -> dict:
    office = cast.snapshots[random.choice(cast.owners)]
    return {
        "exemption": random.choice(EXEMPTIONS),
        "reason": words.sentence(random),
        "decided_by": {"slug": office["slug"], "name": office["name"]},
        "decided_on": f"{dates.start(random):%Y-%m}",
        "review_on": str(random.randint(2025, 2032)) if random.random() < 0.7 else None,
        "taken_down_sha256": None,
    }


def reviews(random: Random) -> list[dict]:
    return [review(random) for _ in range(random.choice((0, 0, 0, 1, 1, 2)))]


def review(random: Random) -> dict:
    day = dates.start(random)
    following = dates.written(random, day + datetime.timedelta(days=random.choice((365, 730))))
    return {
        "reviewed_on": f"{day:%Y-%m}" if random.random() < 0.6 else f"{day}",
        "outcome": words.sentence(random),
        "next_review_on": following if random.random() < 0.6 else None,
    }
