"""Cold requests: what each address costs when nothing of its answer was kept."""

import gc
import statistics
import time
from collections.abc import Iterable
from dataclasses import asdict

from register import answers

from .addresses import Case
from .clocks import Cost, DatabaseClock
from .requests import Answer, Application, is_parallel, statements

FEWEST, MOST = 2, 40  # requests of an address in one round


class Asked:
    """One address: what it costs, round by round."""

    def __init__(self, application: Application, address: str, seconds: float):
        self.application, self.address = application, address
        self.costs: list[Cost] = []
        self.request()  # templates compiled, buffers filled
        self.forget()
        started = time.perf_counter()
        self.bytes = len(self.request().body)
        took = time.perf_counter() - started
        self.times = max(FEWEST, min(MOST, int(seconds / took)))
        self.forget()
        sent = statements(self.request)
        self.queries, self.is_parallel = len(sent), is_parallel(sent)

    def request(self) -> Answer:
        return self.application.expect(200, self.address)

    def forget(self) -> None:
        answers.clear()

    def round(self, clock: DatabaseClock) -> None:
        """The mean of so many requests in a row.

        Python's full collections (some 100 ms) fall to whoever happens to be asked next: what
        others left is collected first, so that an address pays for its own alone.
        """
        gc.collect()
        costs = []
        for _ in range(self.times):
            self.forget()
            costs.append(clock.cost(self.request, self.is_parallel))
        self.costs.append(mean(costs))

    def told(self) -> dict:
        return {
            "address": self.address,
            **asdict(middle(self.costs)),
            "lowest": min(cost.cpu for cost in self.costs),
            "highest": max(cost.cpu for cost in self.costs),
            "queries": self.queries,
            "bytes": self.bytes,
        }


class Held(Asked):
    """Asked by a reader who holds the answer, of a site that does."""

    def __init__(self, application: Application, address: str, seconds: float):
        self.tag = application.expect(200, address).headers["ETag"]
        super().__init__(application, address, seconds)

    def request(self) -> Answer:
        return self.application.expect(304, self.address, HTTP_IF_NONE_MATCH=self.tag)

    def forget(self) -> None:
        """Nothing: the site has been asked for it before."""


def mean(costs: list[Cost]) -> Cost:
    return Cost(*map(statistics.mean, zip(*map(Cost.parts, costs), strict=True)))


def middle(costs: list[Cost]) -> Cost:
    """Medians, each of its own."""
    return Cost(*map(statistics.median, zip(*map(Cost.parts, costs), strict=True)))


def measure(cases: Iterable[Case], rounds: int, seconds: float) -> tuple[list[dict], DatabaseClock]:
    """What each case cost, of the product and of the baseline, asked in turn.

    Each address is asked for about so many seconds in each round.
    """
    application, clock = Application(), DatabaseClock()
    asked = [
        (
            case,
            (Held if case.is_held else Asked)(application, case.product, seconds),
            Asked(application, case.plain, seconds) if case.plain else None,
        )
        for case in cases
    ]
    for _ in range(rounds):
        for _, *pair in asked:
            for each in filter(None, pair):
                each.round(clock)
    return [told(*each) for each in asked], clock


def told(case: Case, product: Asked, plain: Asked | None) -> dict:
    return {
        "name": case.name,
        "targets": [asdict(target) for target in case.targets],
        "growth": case.growth,
        "product": product.told(),
        "plain": plain and plain.told(),
    }
