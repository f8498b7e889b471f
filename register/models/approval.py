"""Second-person approval: the way from a working record to an edition, and nothing else's way."""

import datetime
import json

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from .. import kinds
from ..canonical import canonical, digest, fixed_paths_of, mask, paths_of, sha256
from .edition import Action, Edition

# A publication that takes longer than this is given up, so that an as-at answer is final long
# before it is 60 seconds old.
STATEMENT_TIMEOUT = "20s"
PUBLISHING_LIMIT = datetime.timedelta(seconds=30)


class Refused(Exception):
    """An approval, submission or rejection that may not be done; says why in words for staff."""


class Approvable(models.Model):
    """What a record knows of its own approval: who edited it, what was submitted, what is public.

    Nobody who edited or submitted since it was last published can approve. A submission stands
    for the digest of the whole content, so a later edit voids it.
    """

    # Since it was last published: a removal or an erasure publishes no edit
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
    def edited(self, by) -> bool:
        """Note a change by somebody. True if it voided a submission that awaited approval."""
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
        record._check_submission(note, action, erase)
        record.submitted_action, record.change_note = action, note
        record.text_to_erase = erase
        record.submitted_digest = record.content_digest = digest(record.content())
        record.submitted_by, record.submitted_at = by, timezone.now()
        record.save()
        record.editors.add(by)
        self.refresh_from_db()

    def _check_submission(self, note: str, action: str, erase: str) -> None:
        if not note.strip():
            raise Refused("Say in the note what changes and why; the public will read it.")
        if action == Action.PUBLISHED:
            if blockers := self.blockers():
                raise Refused(" ".join(blockers))
            if self.is_public and digest(self.content()) == self.published_digest:
                raise Refused(f"Nothing has changed since edition {self.current_edition.number}.")
            return
        if not self.current_edition:
            raise Refused("Nothing has been published, so there is nothing to take back.")
        if action == Action.REMOVED and not self.is_public:
            raise Refused("This record is already removed from the register.")
        if action == Action.ERASED:
            self._check_erasure(note, erase)

    def _check_erasure(self, note: str, erase: str) -> None:
        if not 3 <= len(erase.strip()) <= 200:
            raise Refused("Give the text to erase: from 3 to 200 characters of it.")
        if paths_of([note], erase):
            raise Refused("The note is public: it must not repeat the text to erase.")
        words = kinds.get(self.kind).words
        if still := paths_of(self.content(), erase, words):
            raise Refused(
                "The working record still holds that text, so the next edition would publish it "
                f"again. Take it out first, in: {', '.join(still)}."
            )
        editions = Edition.objects.of(self.kind, self.slug)
        standing = {path for e in editions for path in fixed_paths_of(e.stored, erase, words)}
        if standing:
            raise Refused(
                "That text is also part of fixed words or addresses, which cannot be masked: "
                f"{', '.join(sorted(standing))}. Give a longer text."
            )
        if not self._mask(erase):
            raise Refused("No edition of this record holds that text.")

    def other_records_with(self, text: str) -> list[str]:
        """Other records whose editions hold the text: an erasure masks only the record's own."""
        written = json.dumps(text, ensure_ascii=False)[1:-1]
        others = Edition.objects.filter(body__icontains=written)
        return sorted({str(e) for e in others if (e.kind, e.slug) != (self.kind, self.slug)})

    def blockers(self) -> list[str]:
        """Why it cannot be published as it stands; empty if it can."""
        unpublished = [str(other) for other in self.linked_records() if not other.is_public]
        if not unpublished:
            return []
        return [
            f"It names {', '.join(unpublished)}, which the register does not publish. "
            "Publish that first, or take the mention out."
        ]

    def refusal(self, by) -> str:
        """Why this person may not approve what awaits approval; empty if they may."""
        if not self.is_submitted:
            return "Nothing awaits approval here: somebody approved, rejected or edited it first."
        if not self.can_publish(by):
            return "Only a publisher of the office that keeps this record can approve it."
        if settings.SECOND_PERSON_APPROVAL and self.editors.filter(pk=by.pk).exists():
            return (
                "You edited or submitted this record since it was last published, so a second "
                "person has to approve it."
            )
        return ""

    @transaction.atomic
    def approve(self, by, seen: str) -> Edition:
        """Freeze what was submitted as the next edition. Raises Refused.

        `seen` is the digest of the submission the approver looked at.
        """
        self._limit_time()
        record = self._locked()
        if refusal := record.refusal(by):
            raise Refused(refusal)
        content = record.content()
        if not seen == record.submitted_digest == digest(content):
            raise Refused(
                "What you looked at is not what the record says now. Look again; if it no longer "
                "awaits approval, ask for it to be submitted again."
            )
        if record.submitted_action == Action.PUBLISHED and (blockers := record.blockers()):
            raise Refused(" ".join(blockers))
        edition = record._publish(content, by)
        if timezone.now() - edition.recorded_at > PUBLISHING_LIMIT:
            raise Refused("Publishing took too long, so nothing was published. Try again.")
        self.refresh_from_db()
        return edition

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

    def _publish(self, content: dict, by) -> Edition:
        kind = kinds.get(self.kind)
        masked = self._mask(self.text_to_erase) if self.text_to_erase else {}
        if self.submitted_action != Action.PUBLISHED:
            content = self.current_edition.content
        if masked:
            content = mask(content, self.text_to_erase, kind.words)
        body = {
            **content,
            "schema": kind.schema,
            "change_note": self.change_note,
            "second_person_approval": not self.editors.filter(pk=by.pk).exists(),
            "erasure": {"masked": [entry for entry, _ in masked.values()]} if masked else None,
        }
        edition = Edition.objects.append(
            kind=self.kind,
            slug=self.slug,
            action=self.submitted_action,
            body=body,
            submitted_by=self.submitted_by,
            approved_by=by,
        )
        for sequence, (_, text) in masked.items():
            Edition.objects.filter(sequence=sequence).update(body=text)
        if masked:
            kind.published.objects.rebuild(self.slug)
        else:
            kind.published.objects.add(edition)
        self._close(edition)
        return edition

    def _mask(self, text: str) -> dict[int, tuple[dict, str]]:
        """Per sequence that holds the text: what the ledger will say of it, and its new body."""
        found, words = {}, kinds.get(self.kind).words
        for edition in Edition.objects.of(self.kind, self.slug):
            if paths := paths_of(edition.stored, text, words):
                masked = canonical(mask(edition.stored, text, words))
                entry = {
                    "sequence": edition.sequence,
                    "paths": paths,
                    "body_sha256": sha256(masked),
                }
                found[edition.sequence] = (entry, masked)
        return found

    def _close(self, edition: Edition) -> None:
        self.current_edition = edition
        if edition.action == Action.PUBLISHED:
            self.published_digest = self.submitted_digest
            self.editors.clear()
        self._clear_submission()
        self.save()

    def _clear_submission(self) -> None:
        self.submitted_action = self.submitted_digest = self.change_note = ""
        self.text_to_erase = ""
        self.submitted_by = self.submitted_at = None

    def _locked(self):
        return type(self).objects.select_for_update().get(pk=self.pk)

    @staticmethod
    def _limit_time() -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for setting in ("lock_timeout", "statement_timeout"):
                    cursor.execute(f"SET LOCAL {setting} = '{STATEMENT_TIMEOUT}'")
