"""Which addresses are measured, against which of the baseline, and what is to be reached."""

from dataclasses import dataclass

from django.db.models import Count

from register.models import Edition

from .plain.models import Agreement, Organisation

LIST, PLAIN = "/api/v1/agreements/", "/plain/api/agreements/"
FREQUENT, RARE = "training", "kennels"  # words of the generator's own lists
ORDERINGS = {
    "title": "title",
    "reference": "reference",
    "updated": "recorded_at",
    "starts": "starts",
    "expires": "expires",
}


@dataclass(frozen=True)
class Target:
    """What is to be reached at one size, or from one size on."""

    size: int
    times_plain: float | None = None  # cheaper than the baseline by this factor, cold
    milliseconds: float | None = None  # of CPU, cold


@dataclass(frozen=True)
class Case:
    """One thing asked of the product, and the same asked of the baseline if it has it."""

    name: str
    product: str
    plain: str | None = None
    targets: tuple[Target, ...] = ()
    is_warm_measured: bool = False
    growth: float | None = None  # at most so many times dearer at 100,000 than at 10,000
    is_held: bool = False  # asked by a reader who holds the answer, as the site does: 304


def at_100k(times: float) -> tuple[Target, ...]:
    return (Target(100_000, times_plain=times),)


FORTY = (Target(100_000, milliseconds=40),)


@dataclass(frozen=True)
class Places:
    """What of the loaded register the addresses name: read from it, so that none is special."""

    typical: str  # organisation at a third of the order by how many records it is in
    largest: str
    agreement: str  # slug of the one in the middle
    pages: int  # of the list of 50
    moment: str  # when three quarters of the ledger had been recorded
    sequence: int  # in the middle of the ledger

    @classmethod
    def read(cls) -> "Places":
        busiest = Organisation.objects.annotate(count=Count("parties")).order_by("-count", "slug")
        slugs = list(busiest.filter(count__gt=0).values_list("slug", flat=True))
        agreements = Agreement.objects.count()
        editions = Edition.objects.count()
        moment = Edition.objects.get(sequence=max(1, editions * 3 // 4)).recorded_at
        return cls(
            typical=slugs[len(slugs) // 3],
            largest=slugs[0],
            agreement=Agreement.objects.get(pk=agreements // 2).slug,
            pages=-(-agreements // 50),
            moment=f"{moment:%Y-%m-%dT%H:%M:%S.%f}Z",
            sequence=editions // 2,
        )


def cases(places: Places) -> list[Case]:
    """In the order of the table."""
    return [
        *lists(places),
        *searches(),
        *pages(places),
        *records(places),
        Case("changes, the first 100", "/api/v1/changes/", growth=1.3),
        Case("changes, from the middle", f"/api/v1/changes/?after={places.sequence}", growth=1.3),
        Case("304, nothing changed", LIST, growth=1.3, is_held=True),
    ]


def lists(places: Places) -> list[Case]:
    list_targets = (Target(10_000, times_plain=8), Target(100_000, times_plain=20))
    filters = {
        "by an organisation": f"organisation={places.typical}",
        "by the largest organisation": f"organisation={places.largest}",
        "by function": "function=forensics",
        "by lifecycle": "lifecycle=in_force",
        "by function and lifecycle": "function=forensics&lifecycle=in_force",
    }
    middle, last = f"?page={places.pages // 2 or 1}", f"?page={places.pages}"
    return [
        Case("JSON list of 50", LIST, PLAIN, list_targets, True, 1.3),
        *(
            Case(f"list {name}", f"{LIST}?{query}", f"{PLAIN}?{query}", at_100k(5), growth=2)
            for name, query in filters.items()
        ),
        Case("middle page", LIST + middle, PLAIN + middle, at_100k(10), growth=1.3),
        Case("last page", LIST + last, PLAIN + last, at_100k(10), growth=1.3),
        Case("list as at a moment", f"{LIST}?as_at={places.moment}", PLAIN, at_100k(5)),
        *(
            Case(
                f"list in order of {sign}{name}",
                f"{LIST}?ordering={sign}{name}",
                f"{PLAIN}?ordering={sign}{column}",
                at_100k(5),
            )
            for name, column in ORDERINGS.items()
            for sign in ("", "-")
        ),
    ]


def searches() -> list[Case]:
    return [
        *(
            Case(
                f"list, search for a {name} word",
                f"{LIST}?search={word}",
                f"{PLAIN}?search={word}",
                at_100k(15),
                growth=2,
            )
            for name, word in (("frequent", FREQUENT), ("rare", RARE))
        ),
        Case(
            "search page",
            f"/search/?q={FREQUENT}",
            f"{PLAIN}?search={FREQUENT}",
            at_100k(15),
            True,
            2,
        ),
        Case(
            "search JSON",
            f"/api/v1/search/?q={FREQUENT}",
            f"{PLAIN}?search={FREQUENT}",
            at_100k(15),
            growth=2,
        ),
    ]


def pages(places: Places) -> list[Case]:
    chosen = f"?organisation={places.largest}"
    return [
        Case("HTML list of 25", "/agreements/", "/plain/agreements/", at_100k(2), True, 2),
        Case(
            "HTML list by the largest organisation",
            f"/agreements/{chosen}",
            f"/plain/agreements/{chosen}",
            growth=2,
        ),
        Case("organisation page", f"/organisations/{places.typical}/", None, FORTY, True, 2),
        Case(
            "largest organisation’s page",
            f"/organisations/{places.largest}/",
            None,
            FORTY,
            False,
            2,
        ),
        Case("home", "/", None, FORTY),
        Case("assurance", "/assurance/", None, FORTY, True),
    ]


def records(places: Places) -> list[Case]:
    plain = f"{PLAIN}{places.agreement}/"
    detail = f"{LIST}{places.agreement}/"
    return [
        Case("detail JSON", detail, plain, at_100k(2), True, 1.3),
        Case("detail HTML", f"/agreements/{places.agreement}/", plain, at_100k(1), growth=1.3),
    ]
