"""The working record that staff keep, published through second-person approval."""

from collections import Counter
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Concat, Trim
from django.utils import timezone
from django.utils.text import slugify

from organisations.dates import PartialDateField
from organisations.directory import Directory
from organisations.models import Membership, Organisation
from organisations.validators import no_invisible_characters

from .. import kinds
from ..canonical import digest
from .approval import Approvable, Refused
from .edition import Action, Edition
from .entry import Entry


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    AWAITING = "awaiting_approval", "Awaiting approval"
    PUBLISHED = "published", "Published"
    CHANGED = "changed", "Published with unpublished changes"
    REMOVED = "removed", "Removed from the register"


class RecordQuerySet(models.QuerySet):
    def with_state(self):
        """Annotated with `state`, a value of State: what staff see in lists and filter by."""
        editions = Edition.objects.filter(kind=self.model.kind, slug=OuterRef("slug"))
        # An erasure changes what editions say, not whether the register lists the record.
        last = editions.exclude(action=Action.ERASED).order_by("-number")
        return self.alias(last_action=Subquery(last.values("action")[:1])).annotate(
            state=models.Case(
                models.When(submitted_at__isnull=False, then=models.Value(State.AWAITING)),
                models.When(current_edition__isnull=True, then=models.Value(State.DRAFT)),
                models.When(last_action=Action.REMOVED, then=models.Value(State.REMOVED)),
                models.When(
                    ~Q(content_digest=F("published_digest")), then=models.Value(State.CHANGED)
                ),
                default=models.Value(State.PUBLISHED),
                output_field=models.CharField(),
            )
        )

    def with_submitter(self):
        """Annotated with `has_submitter_left`: who submitted it may no longer edit it."""
        works_here = Q(organisation=OuterRef("owner"), role__in=("editor", "publisher"))
        held = Membership.objects.current().filter(works_here | Q(role="national"))
        held = Q(Exists(held.filter(user=OuterRef("submitted_by"))))
        stays = Q(submitted_by__is_active=True) & (Q(submitted_by__is_superuser=True) | held)
        return self.annotate(
            has_submitter_left=models.ExpressionWrapper(
                Q(submitted_by__isnull=False) & ~stays, output_field=models.BooleanField()
            )
        )

    def with_belongings(self):
        """Read with all that the content of a record is made of."""
        joined = self.select_related("owner", "current_edition", *self.model.named)
        return joined.prefetch_related(*self.model.belongings)

    def kept_by(self, user):
        """The records of the offices the user works for; all of them for the national role."""
        if user.is_national:
            return self
        return self.filter(owner__in=user.current_organisations())

    def called_for(self, user):
        """Annotated with `called`: the words by which the user knows them.

        Of the user's offices, as they are now; of others, as the register lists them, or null.
        """
        written = _called_in(self.model)
        if user.is_national:
            return self.annotate(called=written)
        listed = Entry.objects.current().filter(kind=self.model.kind, slug=OuterRef("slug"))
        listed = listed.annotate(called=_called_in(Entry)).values("called")
        mine = models.When(owner__in=user.current_organisations(), then=written)
        return self.annotate(called=models.Case(mine, default=Subquery(listed[:1])))

    def to_name(self, user):
        """The records that the user's records may name: theirs, and what the register lists."""
        return self.called_for(user).filter(called__isnull=False)


def _called_in(model):
    """What its rows are called: their reference, if they have any, and their title."""
    if all(field.name != "reference" for field in model._meta.fields):
        return F("title")
    return Trim(Concat("reference", models.Value(" "), "title"))


class Record(Approvable):
    """A working record: seen by the staff of its owner, never by the public.

    The public reads the editions that approval makes of it. Every write path calls `record_edit`
    when it has saved the record and all that belongs to it.
    """

    kind: ClassVar[str]
    # What the content is made of besides the record's own columns: names for select_related, and
    # names for prefetch_related.
    named: ClassVar[tuple[str, ...]] = ()
    belongings: ClassVar[tuple[str, ...]] = ()
    # The dates with which it may begin, the first that is recorded.
    begins: ClassVar[tuple[str, ...]] = ()

    # Identification
    title = models.CharField(
        max_length=250,
        validators=[no_invisible_characters],
        help_text="What the public would call it. Spell out a short form the first time.",
    )
    other_titles = models.TextField(
        "also known as",
        blank=True,
        help_text="Other names it goes by, one a line: as a source writes them, its spelling too. "
        "Public, and found by search.",
    )
    slug = models.SlugField(
        "address",
        max_length=120,
        unique=True,
        blank=True,
        help_text="The last part of its public address. Left empty, it is made from the title. "
        "It cannot change once published, because people link to it.",
    )
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="owned_%(class)ss",
        verbose_name="kept by",
        help_text="The office that answers for this record; its staff can edit it.",
    )
    staff_notes = models.TextField(
        blank=True, help_text="For colleagues. Never published, whatever is approved."
    )

    # When it was last known to be true
    confirmed_on = PartialDateField(
        "last confirmed",
        null=True,
        blank=True,
        help_text="The last day on which a source, or a person in office, said that it is as "
        "recorded here: in force, working, open. Not when you looked at this form.",
    )
    confirmed_by = models.CharField(
        "who or what says so",
        max_length=200,
        blank=True,
        help_text="The source, or the office whose holder says so: “Chief executive, Office of the "
        "Police and Crime Commissioner for Derbyshire, by letter”. Public.",
    )

    objects = RecordQuerySet.as_manager()

    class Meta(Approvable.Meta):
        abstract = True
        ordering = ["title"]
        constraints = [
            *Approvable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
                name="%(class)s_confirmation_whole",
                violation_error_message="Give both when it was last confirmed and who or what says "
                "so, or neither.",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    def clean(self):
        self.check_other_titles()
        if self.current_edition_id and self.slug != self.current_edition.slug:
            raise ValidationError(
                {"slug": "The address cannot change once published, because people link to it."}
            )
        if words := self.wrong_confirmation():
            raise ValidationError({"confirmed_on": words})

    def wrong_confirmation(self) -> str:
        """Why nobody can have confirmed it on the date given, in words; empty if they can."""
        confirmed = self.confirmed_on
        if not confirmed:
            return ""
        if confirmed.is_uncertain:
            return "A date in doubt confirms nothing. Give the date as far as it is certain."
        if confirmed.first > timezone.localdate():
            return "That is in the future. Give the day on which somebody said so."
        begins = next(filter(None, (getattr(self, name) for name in self.begins)), None)
        if begins and not begins.is_uncertain and confirmed.last < begins.first:
            return f"That is before it began ({begins.display()}). Check both dates."
        return ""

    def check_other_titles(self) -> None:
        """Refuse two alike, in any letter case, and characters that nobody sees."""
        try:
            for title in self.other_titles_listed:
                no_invisible_characters(title)
        except ValidationError as error:
            raise ValidationError({"other_titles": error}) from error
        alike = Counter(title.casefold() for title in [self.title, *self.other_titles_listed])
        if twice := [title for title, number in alike.items() if number > 1]:
            raise ValidationError(
                {"other_titles": f"“{twice[0]}” is here twice, or is its title. Take one out."}
            )

    @property
    def other_titles_listed(self) -> list[str]:
        """Each of its other titles."""
        lines = (" ".join(line.split()) for line in self.other_titles.splitlines())
        return [line for line in lines if line]

    def check_circle(self, field: str, message: str) -> None:
        """Refuse a link that leads back to this record, directly or through others of its kind."""
        seen, other = {self.pk}, getattr(self, field)
        while other:
            if other.pk in seen:
                raise ValidationError({field: message})
            seen.add(other.pk)
            other = getattr(other, field)

    def blockers(self, content):
        """Also a confirmation that cannot be, on a path that no form checked."""
        words = self.wrong_confirmation()
        return [*super().blockers(content), *([f"Last confirmed: {words}"] if words else [])]

    @transaction.atomic
    def confirm(self, by, confirmed_on, confirmed_by: str) -> None:
        """Submit that it is still right, as somebody said on a day. Raises Refused."""
        record = self._locked()
        if record.is_submitted:
            raise Refused("It already awaits approval.")
        if not record.is_public or digest(record.content()) != record.published_digest:
            raise Refused(
                "What it says is not what is public, so there is nothing to confirm. Publish it "
                "or undo its changes first."
            )
        record.confirmed_on, record.confirmed_by = confirmed_on, confirmed_by
        record.full_clean()
        record.save()
        record.record_edit(by)
        record.submit(by, f"Confirmed {confirmed_on.display()}: {confirmed_by}.")
        self.refresh_from_db()

    @property
    def public_page(self) -> str:
        """Name of its page's URL, which takes the slug."""
        return f"{kinds.get(self.kind).namespace}:detail"

    @property
    def public_title(self) -> str:
        """What other records may call it: the title last published; its own if it never was."""
        return self.current_edition.content["title"] if self.current_edition else self.title

    @property
    def public_reference(self) -> str | None:
        """The reference last published, as of `public_title`; None if its kind has none."""
        if self.current_edition:
            return self.current_edition.content.get("reference")
        return getattr(self, "reference", None)

    @property
    def is_public(self) -> bool:
        """Whether the register lists it now."""
        return Entry.objects.current().filter(kind=self.kind, slug=self.slug).exists()

    def free_slug(self) -> str:
        stem = slugify(self.title)[:110] or self.kind
        taken = set(type(self).objects.filter(slug__startswith=stem).values_list("slug", flat=True))
        candidates = [stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))]
        return next(slug for slug in candidates if slug not in taken)

    def content(self) -> dict:
        """What an edition made now would say, without what the approval adds.

        Reads each table once, from the database; organisations and groups are in memory.
        """
        return type(self).objects.with_belongings().get(pk=self.pk).content_as_read()

    def content_as_read(self) -> dict:
        """The content of a record that was read with its belongings, as they were read."""
        context = {"directory": Directory.current()}
        return kinds.get(self.kind).serializer(self, context=context).data

    def findings(self, content: dict) -> list:
        """What the rules of its kind find in its content today. A kind with rules overrides it."""
        return []
