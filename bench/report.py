"""The report: tables on the console, docs/performance.md and its plot."""

from pathlib import Path

from . import plot, tables

PLOTTED = (
    "JSON list of 50",
    "list by the largest organisation",
    "last page",
    "list, search for a frequent word",
    "HTML list of 25",
    "detail JSON",
)
PLOT = "performance-growth.svg"


def console(runs: list[dict], stale: dict) -> str:
    parts = []
    for run in runs:
        parts.append(f"\n{run['size']:,} agreements, {run['loading']['editions']:,} editions")
        parts += (tables.columns(make(run)) for make in (tables.cold, tables.warm, tables.bulk))
    if len(runs) > 1:
        parts.append(tables.columns(tables.growth(runs)))
    return "\n\n".join([*parts, tables.columns(tables.reads(stale))])


def write(runs: list[dict], stale: dict, folder: Path) -> None:
    parts = [introduction(runs[-1])]
    for run in reversed(runs):
        parts.append(f"## {run['size']:,} agreements, {run['loading']['editions']:,} editions")
        parts += ["### Cold", tables.markdown(tables.cold(run))]
        parts += ["### Warm", tables.markdown(tables.warm(run))]
        parts += ["### Bulk", tables.markdown(tables.bulk(run))]
    if len(runs) > 1:
        parts += ["## Growth", f"![Cost of a request by size of the register]({PLOT})"]
        parts.append(tables.markdown(tables.growth(runs)))
        (folder / PLOT).write_text(growth_plot(runs))
    parts += ["## Reads while one record is published", READS, tables.markdown(tables.reads(stale))]
    (folder / "performance.md").write_text("\n\n".join(parts) + "\n")


def growth_plot(runs: list[dict]) -> str:
    series: dict[str, list[float | None]] = {}
    by_name = [{case["name"]: case for case in run["cases"]} for run in runs]
    for name in PLOTTED:
        for side, words in (("product", name), ("plain", f"{name}, plain")):
            series[words] = [tables.cpu(cases[name][side]) for cases in by_name]
    title = "CPU time of a cold request; dashed: plain"
    return plot.growth(title, [run["size"] for run in runs], series)


def introduction(run: dict) -> str:
    machine = run["machine"]
    return INTRODUCTION.format(
        **machine,
        rounds=run["rounds"],
        database_clock=run["database_clock"],
        warm_share=tables.WARM_SHARE,
    )


INTRODUCTION = """# Performance

Written by `make bench` on {date}; do not edit it.

**Machine.** {processor}, {processors} processors, {memory_gb} GB; {system}; Python {python}, Django
{django}; {postgresql} on the same machine with its own settings. Load when it began: {load}.

**Repeat it.** `make bench` measures 1,000 and 10,000 agreements, `make bench SIZES="10000 100000"`
the sizes of the targets. It needs PostgreSQL, named by `BENCH_POSTGRES_URL`, and keeps a database
`collab_bench_<size>` for the next run. `make bench-smoke` is a quick round that fails on no figure.

**The register** is made up (`bench/generator.py`): about five parties an agreement, 1.3 editions a
record, documents, variations, reviews, sources and outcomes, values as unevenly spread as real
ones, with teams, sites and visions. Nothing in the product is chosen to suit it.

**Plain** is the same register of agreements as Django and its usual companions have it
(`bench/plain/`): normalised tables with indexes, ModelSerializer, prefetch_related, django-filter,
SearchFilter, a list in a Django template. It keeps no history, so a list as at a moment is compared
with its present list; its page has filters but no counts.

**Cold** means that no kept answer is used; PostgreSQL has read its tables before. Requests go
through the whole WSGI application in one process, product and plain in turn, {rounds} rounds.
Figures are medians of the mean CPU time of a request: the application's, Python's garbage
collections included, and the database's ({database_clock}). “Plain is × dearer” compares the sums.

**Warm** means the same address again, over HTTP from one gunicorn worker, beside constant bytes of
the same length behind the same middleware. Requests a second are those that one processor can serve
by the CPU time of the worker and its PostgreSQL process; the share is that of the constant bytes’
rate, and the target is {warm_share}."""

READS = """Two processes read pages and the API while a third publishes the same record again and
again. Stale is an answer older than what had been published or shown before it was asked for;
backward is one older than the answer before it in the same process."""
