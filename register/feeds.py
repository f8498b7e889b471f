"""Feeds of a filtered list and of a record: Atom for what is published, iCalendar for what ends."""

import datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from icalendar import Calendar, Event, Timezone

from organisations.dates import PartialDate

from . import kinds
from .filters import EntryFilterSet
from .models import Action, Entry
from .selection import EXPIRES
from .version import LONDON
from .views import PublicView

MOST_EDITIONS = 50
MOST_ENDS = 1_000


class FeedView(PublicView):
    """A feed of a kind's list under its filters or, where the address has a slug, of a record."""

    filterset_class: type[EntryFilterSet] = EntryFilterSet

    @property
    def parameters(self):
        return frozenset() if "slug" in self.kwargs else self.filterset_class.parameters()

    @property
    def kind(self) -> kinds.Kind:
        return kinds.get(self.filterset_class.kind)

    def filters(self) -> EntryFilterSet:
        return self.filterset_class.read(self.request.GET, self.time_query)

    def of_record(self):
        """The editions of the record, as published by the moment asked about."""
        rows = Entry.objects.filter(kind=self.kind.name, slug=self.kwargs["slug"])
        return rows.published_by(self.time_query)

    def page(self, name: str, *args) -> str:
        address = reverse(f"{self.kind.namespace}:{name}", args=args)
        return self.request.build_absolute_uri(address)

    def title(self, what: str, record: Entry | None) -> str:
        return f"{record.title if record else self.kind.plural.capitalize()}: {what}"


class AtomFeed(Atom1Feed):
    """One whose time of change depends on what is public alone, if it has no items too."""

    def latest_post_date(self) -> datetime.datetime:
        return super().latest_post_date() if self.items else self.feed["updated"]


class AtomView(FeedView):
    """The newest editions of a list's records as they are, or of one record."""

    def get(self, request, **kwargs):
        entries = self.editions()
        changed_at = self.time_query.as_at or self.time_query.version.recorded_at
        record = entries[0] if "slug" in kwargs else None
        feed = AtomFeed(
            title=self.title("what is published", record),
            link=self.page("detail", record.slug) if record else self.page("list"),
            description=request.GET.urlencode(),
            language="en-gb",
            feed_url=request.build_absolute_uri(),
            updated=changed_at or datetime.datetime.min.replace(tzinfo=datetime.UTC),
        )
        for entry in entries:
            self.add(feed, entry)
        return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)

    def editions(self) -> list[Entry]:
        if "slug" in self.kwargs:
            editions = self.of_record().with_body().defer("body").order_by("-number")
            entries = list(editions[:MOST_EDITIONS])
            if not entries:
                raise Http404("The register has no such record at that time.")
            return entries
        newest = self.filters().selection(by="recorded_at").in_order([("recorded_at", True)])
        return Entry.objects.with_body().in_order(list(newest[:MOST_EDITIONS]))

    def add(self, feed: AtomFeed, entry: Entry) -> None:
        did = "" if entry.action == Action.PUBLISHED else f"{Action(entry.action).label}: "
        address = self.page("edition", entry.slug, entry.number)
        feed.add_item(
            title=f"{did}{entry.title}",
            link=address,
            unique_id=address,
            description=entry.content["change_note"],
            author_name=entry.content["owner"]["name"],
            pubdate=entry.recorded_at,
            updateddate=entry.recorded_at,
        )


class CalendarView(FeedView):
    """The recorded ends of a list's records from the day asked about on, or that of one record.

    A day of RFC 5545. The end of a month or year is on the last day that it can be.
    """

    def get(self, request, **kwargs):
        calendar = Calendar()
        entries = self.ending()
        record = entries[0] if "slug" in kwargs else None
        calendar.add("prodid", "-//Collaboration register//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", self.title("recorded ends", record))
        if len(entries) == MOST_ENDS:
            calendar.add("x-wr-caldesc", f"The next {MOST_ENDS:,}; there may be more.")
        for entry in entries:
            if entry.expires_on and entry.is_listed:
                calendar.add_component(self.event(entry))
        if not calendar.subcomponents:  # a calendar without any component is not valid
            calendar.add_component(Timezone.from_tzid(LONDON.key))
        return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")

    def ending(self) -> list[Entry]:
        if "slug" in self.kwargs:
            rows = self.of_record().as_at(self.time_query).with_lifecycle(self.time_query.on)
            entry = rows.defer("body").first()
            if entry is None:
                raise Http404("The register has no such record at that time.")
            return [entry]
        selection = self.filters().selection(by=EXPIRES)
        coming = selection.rows.filter(expires_on__gte=self.time_query.on)
        keys = coming.order_by("expires_on", selection.key).values_list(selection.key, flat=True)
        rows = Entry.objects.with_lifecycle(self.time_query.on)
        return rows.in_order(list(keys[:MOST_ENDS]))

    def event(self, entry: Entry) -> Event:
        recorded = PartialDate(entry.expiry)
        event = Event()
        event.add("uid", f"end-{self.kind.name}-{entry.slug}@{self.request.get_host()}")
        event.add("dtstamp", entry.recorded_at)
        event.add("last-modified", entry.recorded_at)
        event.add("sequence", entry.number)
        event.add("dtstart", recorded.last)
        event.add("dtend", recorded.last + datetime.timedelta(days=1))
        event.add("summary", f"Recorded end: {entry.title}")
        event.add("description", f"The register records its end as {recorded.display()}.")
        event.add("url", self.page("detail", entry.slug))
        event.add("transp", "TRANSPARENT")
        return event
