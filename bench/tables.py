"""What was measured, as tables of text, with the targets beside it."""

from collections.abc import Sequence

Row = Sequence[str]
MARK = {True: "reached", False: "not reached"}
WARM_SHARE = 0.6  # of the requests a second of constant bytes
BULK_MS = 3  # of CPU an edition, published in bulk or indexed anew
REINDEX_MINUTES = 8  # for 100,000 agreements
GROWN_FROM, GROWN_TO = 10_000, 100_000


def cpu(cost: dict | None) -> float | None:
    return cost and cost["app"] + cost["database"]


def ratio(case: dict) -> float | None:
    """How many times dearer the baseline is."""
    return case["plain"] and cpu(case["plain"]) / cpu(case["product"])


def figure(value: float | None, unit: str = "") -> str:
    if value is None:
        return ""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f}{unit}"


def verdict(case: dict, size: int) -> str:
    """The target at this size and whether it was reached; empty if there is none."""
    words = []
    for target in case["targets"]:
        if target["size"] != size:
            continue
        if times := target["times_plain"]:
            words.append(f"{times:g} ×: {MARK[ratio(case) >= times]}")
        if limit := target["milliseconds"]:
            words.append(f"{limit:g} ms: {MARK[cpu(case['product']) <= limit]}")
    return "; ".join(words)


def cold(run: dict) -> tuple[Row, list[Row]]:
    heading = (
        "Asked for",
        "Application + database, ms",
        "Lowest–highest",
        "Wall, ms",
        "Queries",
        "kB",
        "Plain, ms",
        "Plain is × dearer",
        "Target",
    )
    return heading, [
        (
            case["name"],
            f"{figure(case['product']['app'])} + {figure(case['product']['database'])}",
            f"{figure(case['product']['lowest'])}–{figure(case['product']['highest'])}",
            figure(case["product"]["wall"]),
            str(case["product"]["queries"]),
            figure(case["product"]["bytes"] / 1000),
            split(case["plain"]),
            figure(ratio(case)),
            verdict(case, run["size"]),
        )
        for case in run["cases"]
    ]


def split(cost: dict | None) -> str:
    return f"{figure(cost['app'])} + {figure(cost['database'])}" if cost else ""


def warm(run: dict) -> tuple[Row, list[Row]]:
    heading = ("Asked for", "ms", "Requests a second", "Constant bytes, ms", "Share", "Target")
    return heading, [
        (
            each["name"],
            figure(each["product_ms"]),
            figure(1000 / each["product_ms"]),
            figure(each["constant_ms"]),
            figure(each["share"]),
            f"{WARM_SHARE}: {MARK[each['share'] >= WARM_SHARE]}",
        )
        for each in run["warm"]
    ]


def bulk(run: dict) -> tuple[Row, list[Row]]:
    loading, reindex, copied = run["loading"], run["reindex"], run["copy"]
    heading = (
        "Bulk work",
        "Editions",
        "Seconds",
        "CPU an edition, ms",
        "Peak memory, MB",
        "Target",
    )
    rows = [work("published in bulk", loading, ""), work("reindex", reindex, minutes(run))]
    if copied:
        told = f"{copied['editions']:,}", figure(copied["seconds"])
        rows.append(("COPY of the bodies by psql", *told, "", "", ""))
    return heading, rows


def work(name: str, cost: dict, target: str) -> Row:
    spent = cost["app_ms"] + cost["database_ms"]
    return (
        name,
        f"{cost['editions']:,}",
        figure(cost["seconds"]),
        f"{figure(cost['app_ms'])} + {figure(cost['database_ms'])}",
        figure(cost["peak_mb"]),
        "; ".join(filter(None, (f"{BULK_MS} ms: {MARK[spent <= BULK_MS]}", target))),
    )


def minutes(run: dict) -> str:
    if run["size"] != GROWN_TO:
        return ""
    is_reached = run["reindex"]["seconds"] <= REINDEX_MINUTES * 60
    return f"{REINDEX_MINUTES} minutes: {MARK[is_reached]}"


def growth(runs: list[dict]) -> tuple[Row, list[Row]]:
    """From the smallest size to the largest, and by how much each case may grow."""
    first, last = runs[0], runs[-1]
    heading = (
        "Asked for",
        *(f"{run['size']:,}, ms" for run in runs),
        f"× from {first['size']:,} to {last['size']:,}",
        "Target",
    )
    rows = []
    for position, case in enumerate(first["cases"]):
        costs = [cpu(run["cases"][position]["product"]) for run in runs]
        grown = costs[-1] / costs[0]
        is_judged = case["growth"] and (first["size"], last["size"]) == (GROWN_FROM, GROWN_TO)
        target = f"{case['growth']:g} ×: {MARK[grown <= case['growth']]}" if is_judged else ""
        rows.append((case["name"], *map(figure, costs), figure(grown), target))
    return heading, rows


def reads(stale: dict) -> tuple[Row, list[Row]]:
    wrong = stale["stale"] + stale["backward"]
    heading = ("Agreements", "Reads", "Editions published meanwhile", "Stale", "Backward", "Target")
    counts = (f"{stale[name]:,}" for name in ("size", "reads", "published", "stale", "backward"))
    return heading, [(*counts, f"0: {MARK[wrong == 0]}")]


def markdown(table: tuple[Row, list[Row]]) -> str:
    heading, rows = table
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def columns(table: tuple[Row, list[Row]]) -> str:
    heading, rows = table
    widths = [max(len(row[i]) for row in (heading, *rows)) for i in range(len(heading))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (heading, *rows)
    )
