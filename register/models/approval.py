"""Second-person approval: the only way from a working record to an edition."""

from datetime import timedelta

from django.conf import settings
from django.db import OperationalError, models, transaction
from django.db.models import Q
from django.utils import timezone

from .. import erasure, kinds
from ..canonical import digest, mask, utc_text
from ..index import links_of, named_records
from ..publication import PUBLISHING_LIMIT, limit_time, publish
from .edition import Action, Approved, ClockBehindError, Edition
from .entry import Entry

BUSY = (
    "The register was busy with another publication, so nothing was published. Try again in a "
    "minute."
)

# So long before a submission, a change of the approver's account by those who wrote it counts: who
# sets somebody's address or roles first and submits then may be both persons.
ACCOUNT_CHANGES_COUNT = timedelta(days=30)


class Refused(Exception):
    """An approval, submission or rejection that is not allowed. Says why in words for staff."""


class Approvable(models.Model):
    """The approval of a record: who edited it, what was submitted, what is public.

    Nobody who edited or submitted it since it was last published can approve it. A submission holds
    the digest of the whole content, so a later edit voids it.
    """

    # Editors since it was last published. A removal or an erasure does not clear them.
    revision = models.PositiveIntegerField(default=0, editable=False)
    content_digest = models.CharField(max_length=64, blank=True, editable=False)
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, editable=False, related_name="+"
    )

    # Submission
    submitted_action = models.CharField(
        max_length=10, choices=Action.choices, blank=True, editable=False
    )
    submitted_digest = models.CharField(max_length=64, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    change_note = models.TextField(blank=True, editable=False)
    text_to_erase = models.CharField(max_length=200, blank=True, editable=False)

    # Publication
    current_edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    published_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    submitted_at__isnull=True,
                    submitted_by__isnull=True,
                    submitted_action="",
                    submitted_digest="",
                    change_note="",
                    text_to_erase="",
                )
                | (
                    Q(submitted_at__isnull=False, submitted_by__isnull=False)
                    & ~Q(submitted_action="")
                    & ~Q(submitted_digest="")
                    & ~Q(change_note="")
                ),
                name="%(class)s_submission_whole",
                violation_error_message="A submission says what, who, when and why, or nothing.",
            )
        ]

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    # Who may do what

    def can_edit(self, user) -> bool:
        return user.is_national or bool(user.roles_in(self.owner) & {"editor", "publisher"})

    def can_publish(self, user) -> bool:
        return user.is_national or "publisher" in user.roles_in(self.owner)

    def can_reject(self, user) -> bool:
        return self.is_submitted and (self.can_publish(user) or self.submitted_by_id == user.pk)

    # The way to an edition

    @transaction.atomic
    def record_edit(self, by) -> bool:
        """Record a change by somebody. True if it voided a submission that awaited approval."""
        record = self._locked()
        record.content_digest = digest(record.content())
        record.revision += 1
        record.editors.add(by)
        voided = record.is_submitted and record.content_digest != record.submitted_digest
        if voided:
            record._clear_submission()
        record.save()
        self.refresh_from_db()
        return voided

    @transaction.atomic
    def submit(self, by, note: str, action: str = Action.PUBLISHED, erase: str = "") -> None:
        """Ask a second person to publish, remove or erase. Raises Refused."""
        record = self._locked()
        if not record.can_edit(by):
            raise Refused("You do not have a role that edits this office’s records.")
        if record.is_submitted:
            raise Refused("This record already awaits approval.")
        content = record.content()
        record._check_submission(content, note, action, erase)
        record.submitted_action, record.change_note = action, note
        record.text_to_erase = erase
        record.submitted_digest = record.content_digest = digest(content)
        record.submitted_by, record.submitted_at = by, timezone.now()
        record.save()
        record.editors.add(by)
        self.refresh_from_db()

    def _check_submission(self, content: dict, note: str, action: str, erase: str) -> None:
        if not note.strip():
            raise Refused("Say in the note what changes and why; the public will read it.")
        if action == Action.PUBLISHED:
            if blockers := self.blockers(content):
                raise Refused(" ".join(blockers))
            if digest(content) == self.published_digest and self.is_public:
                raise Refused(f"Nothing has changed since edition {self.current_edition.number}.")
            return
        if not self.current_edition:
            raise Refused("Nothing has been published, so there is nothing to take back.")
        if action == Action.REMOVED and not self.is_public:
            raise Refused("This record is already removed from the register.")
        if action == Action.ERASED and (words := erasure.refusal(self, content, note, erase)):
            raise Refused(words)

    def blockers(self, content: dict) -> list[str]:
        """Why its content cannot be published; empty if it can."""
        named = {
            (kind, slug) for _, kind, slug in links_of(content, *kinds.get(self.kind).relations)
        }
        unpublished = named - Entry.objects.current().among(named)
        if not unpublished:
            return []
        titles = sorted(
            " ".join(filter(None, (other["reference"], other["title"])))
            for other in named_records(content, *kinds.get(self.kind).relations)
            if (other["kind"], other["slug"]) in unpublished
        )
        return [
            f"It names {', '.join(titles)}, which the register does not publish. "
            "Publish that first, or take the mention out."
        ]

    def refusal(self, by) -> str:
        """Why this person may not approve what awaits approval; empty if they may."""
        if not self.is_submitted:
            return "Nothing awaits approval here: somebody approved, rejected or edited it first."
        if not self.can_publish(by):
            return "Only a publisher of the office that keeps this record can approve it."
        return self.not_second(by) if settings.SECOND_PERSON_APPROVAL else ""

    def not_second(self, by) -> str:
        """Why this person is no second person for what was submitted; empty if they are."""
        if self.edited_by(by):
            return (
                "You edited or submitted this record since it was last published, so a second "
                "person has to approve it."
            )
        if by.was_changed_by(self.editors.all(), self.submitted_at - ACCOUNT_CHANGES_COUNT):
            return (
                "Somebody who edited or submitted this record has lately changed your account or "
                "your roles, so another publisher has to approve it."
            )
        return ""

    def seal(self) -> str:
        """A hash of the whole submission: what, who, when, why, and the text to erase.

        The approver sends the seal of what they looked at, so that nothing else can be approved.
        """
        at = self.submitted_at and utc_text(self.submitted_at)
        what = [self.submitted_digest, self.submitted_action, self.text_to_erase]
        return digest([*what, self.change_note, self.submitted_by_id, at])

    def edited_by(self, user) -> bool:
        """Whether they edited or submitted it since it was last published."""
        return self.editors.filter(pk=user.pk).exists()

    def approve(self, by, seen: str) -> Edition:
        """Freeze what was submitted as the next edition. Raises Refused.

        `seen` is the `seal` of the submission that the approver looked at.
        """
        (edition,) = self.approve_all({self: seen}, by)
        return edition

    @classmethod
    def approve_all(cls, seen: dict["Approvable", str], by) -> list[Edition]:
        """Approve several submissions, each with the seal that was looked at: all or none."""
        try:
            with transaction.atomic():
                limit_time()
                locked = {record.pk: record for record in cls._locked_all(list(seen))}
                batch = [locked[record.pk]._approved(by, seal) for record, seal in seen.items()]
                editions = publish(batch)
                for record, edition in zip(seen, editions, strict=True):
                    locked[record.pk]._close(edition)
                if timezone.now() - editions[-1].recorded_at > PUBLISHING_LIMIT:
                    raise Refused("Publishing took too long, so nothing was published. Try again.")
        except OperationalError as error:
            raise Refused(BUSY) from error
        except ClockBehindError as error:
            raise Refused(str(error)) from error
        for record in seen:
            record._take_over(locked[record.pk])
        return editions

    @transaction.atomic
    def reject(self, by) -> None:
        """Send a submission back to its editors. Raises Refused."""
        record = self._locked()
        if not record.is_submitted:
            raise Refused("Nothing awaits approval here any more.")
        if not record.can_reject(by):
            raise Refused("Only a publisher, or the person who submitted it, can send it back.")
        record._clear_submission()
        record.save()
        self.refresh_from_db()

    def _approved(self, by, seen: str) -> Approved:
        """What the submission publishes. Raises Refused if it may not, or was not looked at."""
        if refusal := self.refusal(by):
            raise Refused(refusal)
        content = self.content_as_read()
        if seen != self.seal() or digest(content) != self.submitted_digest:
            raise Refused(
                "What you looked at is not what the record says now. Look again; if it no longer "
                "awaits approval, ask for it to be submitted again."
            )
        is_published = self.submitted_action == Action.PUBLISHED
        if is_published and (blockers := self.blockers(content)):
            raise Refused(" ".join(blockers))
        masked = erasure.masked(self, self.text_to_erase) if self.text_to_erase else {}
        kind = kinds.get(self.kind)
        if not is_published:
            content = self.current_edition.content
        if masked:
            content = mask(content, self.text_to_erase, kind.coded_keys)
        body = {
            **content,
            "schema": kind.schema,
            "change_note": self.change_note,
            # If the setting is on, `refusal` has just checked it.
            "second_person_approval": settings.SECOND_PERSON_APPROVAL or not self.not_second(by),
            "erasure": {"masked": [entry for entry, _ in masked.values()]} if masked else None,
        }
        return Approved(
            kind=self.kind,
            slug=self.slug,
            body=body,
            number=self.current_edition.number + 1 if self.current_edition else 1,
            action=self.submitted_action,
            submitted_by=self.submitted_by,
            approved_by=by,
            masked={sequence: text for sequence, (_, text) in masked.items()},
        )

    def _close(self, edition: Edition) -> None:
        self.current_edition = edition
        if edition.action == Action.PUBLISHED:
            self.published_digest = self.submitted_digest
            self.editors.clear()
        self._clear_submission()
        self.save()

    def _take_over(self, saved: "Approvable") -> None:
        """Take over the columns of a saved copy of this record."""
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(saved, field.attname))

    def _clear_submission(self) -> None:
        self.submitted_action = self.submitted_digest = self.change_note = ""
        self.text_to_erase = ""
        self.submitted_by = self.submitted_at = None

    def _locked(self):
        return type(self).objects.select_for_update().get(pk=self.pk)

    @classmethod
    def _locked_all(cls, records: list["Approvable"]):
        """Fresh, complete copies, locked in one order so that two approvals cannot deadlock."""
        rows = cls.objects.with_belongings().select_related("submitted_by")
        rows = rows.select_for_update(of=("self",))
        return rows.filter(pk__in=[record.pk for record in records]).order_by("pk")
