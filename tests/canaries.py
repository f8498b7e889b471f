"""Secrets for tests/test_visibility.py: words of their own wherever staff can write.

What the public must never read is a canary: one word, written in one place and nowhere else.
"""

import datetime
import hashlib

import time_machine
from django.apps import apps

from agreements.models import StoredFile
from organisations.dates import PartialDate
from register.models import Action
from tests.admin.desk import Desk as StaffDesk
from tests.factories import (
    GroupFactory,
    OfficeFactory,
    OrganisationFactory,
    ProgrammeFactory,
    SiteFactory,
    StoredFileFactory,
    TeamFactory,
    UserFactory,
    VisionFactory,
)
from tests.register.desk import Desk

PUBLIC_TITLE = "Aardvarks agreed in public"
PUBLIC = ["open", "wider", "removed", "erased", "pending"]
SECRET = ["canaryslug-draft", "canaryslug-submitted", "canaryslug-rejected"]
ROOMS = ("register", "agreements", "teams", "visions", "organisations", "admin")
OPEN = {
    "teams": "open-team",
    "sites": "open-site",
    "visions": "open-vision",
    "programmes": "open-programme",
}
CLOSED = {kind: f"canaryslug-{kind}" for kind in OPEN}
# The text of a pending erasure is still public in other letters; only this writing is secret.
PENDING = "PeNdInG tExT"
LATER = datetime.datetime(2026, 6, 9, 12, tzinfo=datetime.UTC)
BORN = datetime.date(1987, 3, 4)  # since when the staff are members, which is nobody's business
OPEN_COPY, TAKEN_DOWN_COPY = "A copy for everyone.", "A copy that was for everyone."
SECRET_COPIES = ["canarycopy of a draft", "canarycopy not approved"]


class Canaries(set):
    """Words that nobody else writes, remembered as they are made."""

    def __call__(self, name: str) -> str:
        word = "canary" + name.replace(" ", "")
        self.add(word)
        return word


class Staff(Desk):
    """The office. Its people's names are canaries from the start: they publish what is public."""

    def __init__(self, secret: Canaries):
        self.secret = secret
        self.office = OfficeFactory(slug="the-office")
        super().__init__(self.office, self.person("editor"), self.person("publisher"))

    def person(self, role):
        names = ("username", "first_name", "last_name")
        user = UserFactory(
            **{name: self.secret(f"{role} {name}") for name in names},
            email=f"{self.secret(f'{role} mail')}@example.org",
        )
        user.memberships.create(organisation=self.office, role=role, from_on=BORN)
        return user


TEXTS = (
    *("purpose", "programme", "publication_reason", "withdrawal_terms"),
    *("accountability_arrangements", "consultation_note", "publication_url"),
    "other_titles",
)
BELONGING = ("parties", "variations", "reviews", "documents", "stated", "sources", "outcomes")


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def attach(record, text: str, title: str, name: str, metadata: dict) -> None:
    """A document with its file, as the form saves it."""
    file = StoredFileFactory(data=text.encode(), name=name, metadata=metadata)
    record.documents.create(title=title, file=file)


def attach_secret(record, text: str, secret) -> None:
    words = {name: secret(f"{name} {text[-12:]}") for name in ("document", "file", "author")}
    metadata = {"Author": words["author"]}
    attach(record, text, words["document"], f"{words['file']}.txt", metadata)
    secret |= {sha256_of(text), text.split()[0]}


def write_everywhere(record, word) -> None:
    """The word in every field that staff can write, and in all that belongs to the record."""
    for name in (*TEXTS, "title", "staff_notes"):
        setattr(record, name, word(name))
    record.publication = "published_elsewhere"
    record.publication_url = f"https://example.org/{record.publication_url}"
    record.variations.create(new_expires_on=PartialDate("2031"), note=word("variation"))
    record.reviews.create(reviewed_on=PartialDate("2020"), outcome=word("review"))
    record.documents.create(title=word("document"))
    record.documents.create(
        title=word("withheld"), is_withheld=True, exemption="other", reason=word("withholding")
    )
    record.parties.create(stated_as=word("printed party"))
    record.stated.create(topic="date", wording=word("stated"), source_title=word("stated source"))
    record.sources.create(title=word("source"), publisher=word("source publisher"))
    record.outcomes.create(
        measure=word("measure"),
        change="down",
        unit="x",
        claimed_by=word("claim"),
        source_title=word("outcome source"),
    )


def publish_what_is_public(staff, client) -> dict:
    """A small register, with secrets only where what is public depends on them."""
    secret = staff.secret
    force = OrganisationFactory(slug="loud-police")
    fire = OrganisationFactory(slug="quiet-fire", kind="fire_service")
    group = GroupFactory()
    group.memberships.create(organisation=force)
    records = {slug: staff.draft(slug=slug, title=f"Agreement {slug}") for slug in PUBLIC}
    staff.change(records["open"], title=PUBLIC_TITLE, functions=["forensics"], scope="local")
    records["open"].parties.create(organisation=force)
    records["open"].parties.create(group=group)
    for slug in ("wider", "removed", "pending"):
        staff.change(records[slug], purpose=f"For {PENDING.casefold()}.")
        staff.publish(records[slug])
    staff.change(records["wider"], title=secret("wider title"))
    staff.change(records["open"], part_of=records["wider"])
    attach(records["open"], OPEN_COPY, "The agreement", "Agreement.txt", {"Author": secret("by")})
    attach(records["open"], TAKEN_DOWN_COPY, "A schedule", "Schedule.txt", {})
    staff.publish(records["open"])
    records["open"].take_downs.create(
        sha256=sha256_of(TAKEN_DOWN_COPY),
        reason=secret("take-down reason"),
        taken_down_by=staff.publisher,
    )
    staff.remove(records["removed"], "Entered twice.")
    erase_a_text(staff, records["erased"], client)
    others = publish_other_kinds(staff, force)
    staff.change(records["open"], programme_record=others["programmes"])
    with time_machine.travel(LATER, tick=False):
        staff.change(records["open"], purpose="Changed once.")
        staff.publish(records["open"])
    return {"records": records, "force": force, "fire": fire, **others}


def publish_other_kinds(staff, force) -> dict:
    """A team in a site and a vision it delivers; who holds a post is not public."""
    secret = staff.secret
    others = [OrganisationFactory()]
    site = SiteFactory(slug=OPEN["sites"], owner=staff.office, organisations=others)
    team = TeamFactory(slug=OPEN["teams"], owner=staff.office)
    vision = VisionFactory(slug=OPEN["visions"], owner=staff.office)
    programme = ProgrammeFactory(slug=OPEN["programmes"], owner=staff.office)
    for record in (site, team, vision, programme):
        record.organisations.create(organisation=force)
    team.posts.create(title="Inspector", organisation=force, name=secret("holder"))
    team.board_seats.create(office="Director", name=secret("board member"))
    staff.publish(site)
    team.sites.add(site)
    staff.publish(team)
    vision.teams.add(team)
    staff.publish(vision)
    staff.publish(programme)
    return {"teams": team, "sites": site, "visions": vision, "programmes": programme}


def plant_in_other_kinds(staff, world) -> None:
    """Drafts of every other kind, and unpublished words in what is public."""
    secret, fire = staff.secret, world["fire"]
    drafts = {
        "sites": SiteFactory(slug=CLOSED["sites"], owner=staff.office, organisations=[]),
        "teams": TeamFactory(slug=CLOSED["teams"], owner=staff.office),
        "visions": VisionFactory(slug=CLOSED["visions"], owner=staff.office),
        "programmes": ProgrammeFactory(slug=CLOSED["programmes"], owner=staff.office),
    }
    texts = {
        "sites": "place",
        "teams": "purpose",
        "visions": "commitment",
        "programmes": "description",
    }
    for kind, text in texts.items():
        for word, record in (("draft", drafts[kind]), ("changed", world[kind])):
            for field in ("title", text, "staff_notes"):
                setattr(record, field, secret(f"{word} {kind} {field}"))
            record.organisations.create(organisation=fire)
            record.sources.create(title=secret(f"{word} {kind} source"))
    for record in (drafts["teams"], world["teams"]):
        number = record.pk
        record.posts.create(title=secret(f"post {number}"), name=secret(f"post holder {number}"))
        record.agreement = world["records"]["open"]
        record.sites.add(drafts["sites"])
    world["visions"].teams.add(drafts["teams"])
    world["records"]["wider"].programme_record = drafts["programmes"]
    staff.change(world["records"]["wider"])
    for record in (*drafts.values(), *(world[kind] for kind in drafts)):
        staff.change(record)


def erase_a_text(staff, record, client) -> None:
    """Publish a text in every field, clean the record, erase the text."""
    text = staff.secret("erased")
    write_everywhere(record, lambda name: f"{text} {name}")
    record.staff_notes = ""
    staff.change(record)
    staff.publish(record, f"Because {text} said so.")
    assert text in client.get("/agreements/erased/").content.decode()
    assert text in client.get("/api/v1/changes/").content.decode()
    for name in BELONGING:
        getattr(record, name).all().delete()
    staff.change(record, title="Agreement erased", **dict.fromkeys(TEXTS, ""))
    staff.publish(record)
    staff.erase(record, text.upper())


def plant(staff, world) -> None:
    """Every secret that staff can have without the public noticing."""
    secret, records, fire = staff.secret, world["records"], world["fire"]
    plant_in_other_kinds(staff, world)  # first: a change would void what awaits approval
    draft = staff.draft(slug=SECRET[0], reference=secret("reference"))
    write_everywhere(draft, lambda name: secret(f"draft {name}"))
    draft.part_of = records["wider"]
    draft.parties.create(organisation=fire)
    attach_secret(draft, SECRET_COPIES[0], secret)
    staff.change(draft)
    write_everywhere(records["open"], lambda name: secret(f"unpublished {name}"))
    records["open"].parties.create(organisation=fire)
    attach_secret(records["open"], SECRET_COPIES[1], secret)
    staff.change(records["open"])
    submitted = staff.draft(slug=SECRET[1], title=secret("submitted title"))
    staff.submit(submitted, secret("submitted note"))
    staff.submit(records["open"], secret("change note"))
    staff.submit(records["wider"], secret("removal note"), Action.REMOVED)
    staff.change(records["pending"], purpose="")
    staff.submit(records["pending"], secret("erasure note"), Action.ERASED, PENDING)
    voided = staff.draft(slug=f"{SECRET[1]}-voided", title="Voided")
    staff.submit(voided, secret("voided note"))
    staff.change(voided, title=secret("voided title"))
    reject(staff)
    for record in (draft, submitted, records["open"]):
        record.refresh_from_db()
        secret.add(record.content_digest)
    staff.person("auditor")


def reject(staff) -> None:
    """Sent back through the admin, which keeps the reason and the note in its history."""
    secret = staff.secret
    rejected = staff.draft(slug=SECRET[2], title=secret("rejected title"))
    desks = StaffDesk(staff.editor), StaffDesk(staff.publisher)
    assert desks[0].submit(rejected, note=secret("rejected note")).status_code == 302
    response = desks[1].send("reject", rejected, reason=secret("rejection reason"))
    assert response.status_code == 302


def written_by_staff() -> str:
    """Everything in the tables that staff write to, and in the files they keep."""
    values = [
        str(value)
        for room in ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        for row in model.objects.values_list()
        for value in row
    ]
    for stored in StoredFile.objects.all():
        with stored.content.open("rb") as content:
            values.append(content.read().decode())
    return "\n".join(values)
