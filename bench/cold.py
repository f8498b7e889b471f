"""Cold requests: what each address costs when nothing of its answer was kept."""

import statistics
import time
from collections.abc import Iterable
from dataclasses import asdict

from register import answers

from .addresses import Case
from .clocks import Cost, DatabaseClock
from .requests import Application, is_parallel, statements

ENOUGH = 0.25  # seconds for which an address is asked in one round
FEWEST, MOST = 2, 40  # requests of it in one round


class Asked:
    """One address: what it costs, round by round."""

    def __init__(self, application: Application, address: str, status: int = 200, **headers: str):
        self.application, self.address = application, address
        self.status, self.headers = status, headers
        self.costs: list[Cost] = []
        self.request()  # templates compiled, buffers filled
        started = time.perf_counter()
        answer = self.request()
        self.bytes = len(answer.body)
        took = time.perf_counter() - started
        self.times = max(FEWEST, min(MOST, int(ENOUGH / took)))
        answers.clear()
        sent = statements(self.request)
        self.queries, self.is_parallel = len(sent), is_parallel(sent)

    def request(self):
        return self.application.expect(self.status, self.address, **self.headers)

    def round(self, clock: DatabaseClock) -> None:
        """The mean of so many cold requests in a row."""
        costs = []
        for _ in range(self.times):
            answers.clear()
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


def mean(costs: list[Cost]) -> Cost:
    return Cost(*map(statistics.mean, zip(*map(Cost.parts, costs), strict=True)))


def middle(costs: list[Cost]) -> Cost:
    """Medians, each of its own."""
    return Cost(*map(statistics.median, zip(*map(Cost.parts, costs), strict=True)))


def measure(cases: Iterable[Case], rounds: int) -> tuple[list[dict], DatabaseClock]:
    """What each case cost, of the product and of the baseline, asked in turn."""
    application, clock = Application(), DatabaseClock()
    asked = [
        (case, of_product(application, case), case.plain and Asked(application, case.plain))
        for case in cases
    ]
    for _ in range(rounds):
        for _, *pair in asked:
            for each in filter(None, pair):
                each.round(clock)
    return [told(*each) for each in asked], clock


def of_product(application: Application, case: Case) -> Asked:
    if case.status != 304:
        return Asked(application, case.product)
    tag = application.expect(200, case.product).headers["ETag"]
    return Asked(application, case.product, 304, HTTP_IF_NONE_MATCH=tag)


def told(case: Case, product: Asked, plain: Asked | None) -> dict:
    return {
        "name": case.name,
        "targets": [asdict(target) for target in case.targets],
        "growth": case.growth,
        "product": product.told(),
        "plain": plain and plain.told(),
    }
