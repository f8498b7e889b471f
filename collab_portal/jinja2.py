"""The Jinja2 environment of the public pages: what their templates can call, and the words.

Public pages are Jinja2 because GOV.UK Frontend's macros are; the admin stays on Django templates.
"""

import datetime
import logging
from collections import defaultdict
from functools import cache, lru_cache
from itertools import combinations
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.contrib.staticfiles import finders
from django.db.models import TextChoices
from django.http import HttpRequest, QueryDict
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
)

from agreements.documents import acceptance
from agreements.roles import leads_on, roles_on
from agreements.terms import ENDINGS, ended_from, expiry_on, folded_variations, parties_on
from organisations.dates import PartialDate
from organisations.models import Organisation
from register import kinds
from register.models import Action
from teams.sharing import is_shared

STYLESHEET = "build/register.css"
NOT_RECORDED = "Not recorded"
KB = 1024
MEDIA_TYPES = {
    acceptance.PDF: "PDF",
    acceptance.DOCX: "Word document",
    acceptance.XLSX: "Excel spreadsheet",
    acceptance.ODT: "OpenDocument text",
    acceptance.ODS: "OpenDocument spreadsheet",
    acceptance.CSV: "CSV",
    acceptance.TXT: "Plain text",
}


def _words(choices: type[TextChoices]) -> dict[str, str]:
    return {value: str(words) for value, words in choices.choices}


@cache
def labels() -> dict[str, dict[str, str]]:
    """The words for every value of the vocabularies: those of each kind, and those shared."""
    return kinds.labels() | {"action": _words(Action), "organisation": _words(Organisation.Kind)}


def environment(**options) -> Environment:
    """The environment that settings.TEMPLATES names; Django passes the loader of our folder."""
    options["loader"] = with_macros(options["loader"])
    # The macros read options they were not given, which a strict undefined would refuse; a test
    # renders each of our own templates with a strict one.
    env = Environment(**{**options, "undefined": ChainableUndefined})
    configure(env)
    if not finders.find(STYLESHEET):
        logging.getLogger(__name__).warning(
            "The stylesheet static/%s is not built, so pages have no style: run `npm ci` and "
            "`npm run build`.",
            STYLESHEET,
        )
    return env


def with_macros(loader: BaseLoader) -> BaseLoader:
    """Our templates, and GOV.UK Frontend's macros under the prefix they import each other by."""
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return ChoiceLoader([macros, loader])


def configure(env: Environment) -> None:
    """Give an environment the functions and filters of our templates."""
    env.autoescape = env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.do")
    env.globals.update(
        url=address,
        kinds=kinds.every,
        kind_of=kinds.get,
        static=static,
        with_time=with_time,
        query_with=query_with,
        now_named=now_named,
        colour_of=colour_of,
        called=called,
        lifecycle_label=lifecycle_label,
        expiry_on=expiry_on,
        parties_on=parties_on,
        parties_apart=parties_apart,
        folded_variations=folded_variations,
        ending_of=ending_of,
        leads_on=leads_on,
        roles_on=roles_on,
        site_is_shared=is_shared,
        sources_differ=sources_differ,
        ended_from=ended_from,
    )
    env.filters.update(
        partial_date=partial_date,
        day=day,
        moment=moment,
        london_day=london_day,
        label=label,
        yes_no=yes_no,
        media_type=media_type,
        file_size=file_size,
    )


# Addresses


@lru_cache(maxsize=10_000)
def address(name: str, *args, **kwargs) -> str:
    """The address of a named page, in the manner of Django's url tag. Cached: pages repeat many."""
    return reverse(name, args=args, kwargs=kwargs)


def with_time(path: str, time_query, **more: str | None) -> str:
    """The address with the moment and the day asked about, so that a reader stays in them.

    And with more parameters, but for those that are None.
    """
    given = {name: value for name, value in more.items() if value is not None}
    added = given | (time_query.parameters if time_query else {})
    if not added:
        return path
    parts = urlsplit(path)
    kept = [(name, v) for name, v in parse_qsl(parts.query) if name not in added]
    query = kept + list(added.items())
    return urlunsplit(parts._replace(query=urlencode(query)))


def query_with(request: HttpRequest, **changes) -> str:
    """The present query string with changes, to use as a link; None takes a parameter out.

    The page is taken out unless given: another filter or order starts at the first page.
    """
    query: QueryDict = request.GET.copy()
    for name, value in ({"page": None} | changes).items():
        query.pop(name, None)
        if isinstance(value, list | tuple):
            query.setlist(name, [str(item) for item in value])
        elif value is not None:
            query[name] = str(value)
    return "?" + query.urlencode()


# Words


def now_named(time_query, slug: str, name: str) -> str | None:
    """The organisation's present name where it differs from the one frozen in an edition."""
    entry = time_query.directory.organisations.get(slug)
    return entry.name if entry and entry.name != name else None


def colour_of(kind: str, lifecycle: str) -> str:
    """The colour of a lifecycle's tag, as GOV.UK Frontend names it."""
    return kinds.get(kind).colours.get(lifecycle, "grey")


def called(row) -> str:
    """What a record is called: an agreement, or an arrangement where none is known."""
    return kinds.get(row.kind).called(row.content)


def lifecycle_label(row) -> str:
    """The word for where a record stands."""
    return kinds.get(row.kind).lifecycle_label(row.content, row.lifecycle)


def partial_date(value: str | PartialDate | None) -> str:
    """A date that may be partial, as written: "October 2013", "about 2018", "Not recorded"."""
    if not value:
        return NOT_RECORDED
    if isinstance(value, str):
        try:
            value = PartialDate.parse(value)
        except ValueError:  # an erased or very old text: shown unchanged, not as an error page
            return value
    return value.display()


def day(value: datetime.date | None) -> str:
    """1 June 2021"""
    return f"{value.day} {value:%B %Y}" if value else NOT_RECORDED


def moment(value: datetime.datetime | None) -> str:
    """1 June 2021, 2:05pm (London time)"""
    if not value:
        return NOT_RECORDED
    local = timezone.localtime(value)
    return f"{day(local)}, {local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def london_day(value: datetime.datetime) -> datetime.date:
    """The day it was in London at a moment."""
    return timezone.localtime(value).date()


def label(value: str | None, vocabulary: str) -> str:
    """The words for a value of a vocabulary. A value no longer in it is shown in its own words."""
    if not value:
        return NOT_RECORDED
    return labels()[vocabulary].get(value, value.replace("_", " ").capitalize())


def yes_no(value: bool | None) -> str:
    """Yes, No, or "Not recorded": what nobody recorded is not a no."""
    return NOT_RECORDED if value is None else "Yes" if value else "No"


def media_type(value: str) -> str:
    """PDF"""
    return MEDIA_TYPES.get(value.partition(";")[0], value)


def file_size(size: int) -> str:
    """340 KB, 1.2 MB: in units of 1,024, as readers' own computers show it."""
    if size < KB:
        return "1 byte" if size == 1 else f"{size} bytes"
    if round(size / KB) < KB:
        return f"{round(size / KB)} KB"
    return f"{size / KB**2:.1f} MB"


# What a body says


def sources_differ(stated: list[dict]) -> bool:
    """Whether different sources say different things about one topic, in any letter case."""
    said = defaultdict(set)
    for one in stated:
        said[tuple(one["source"].values())].add(" ".join(one["wording"].casefold().split()))
    return any(words != others for words, others in combinations(said.values(), 2))


def ending_of(body: dict) -> dict | None:
    """The variation that ends an agreement: the first termination or replacement to take effect."""
    return next((v for _, v in folded_variations(body) if v["kind"] in ENDINGS), None)


def parties_apart(body: dict, day: datetime.date) -> list[dict]:
    """The parties that `parties_on` leaves out; of a group in part, the members it leaves out."""
    apart = []
    for party in body["parties"]:
        bound = parties_on({**body, "parties": [party]}, day)
        if not bound:
            apart.append(party)
        elif bound != [party]:
            staying = bound[0]["group"]["members"]
            gone = [member for member in party["group"]["members"] if member not in staying]
            apart.append({**party, "group": {**party["group"], "members": gone}})
    return apart
