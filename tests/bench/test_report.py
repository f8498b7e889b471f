"""The report of the measurements: whole tables, and a plot that the site's policy would show."""

from xml.etree import ElementTree

from bench import plot, report, tables

COST = {"app": 2.0, "database": 1.0, "wall": 3.5, "lowest": 2.9, "highest": 3.3}
ASKED = {**COST, "address": "/", "queries": 2, "bytes": 1234}
WORK = {"editions": 13_000, "seconds": 20.0, "app_ms": 1.5, "database_ms": 1, "peak_mb": 90.0}
MACHINE = {
    "date": "1 May 2026",
    "processor": "One",
    "processors": 2,
    "memory_gb": 8,
    "system": "Linux",
    "python": "3.11",
    "django": "5.2",
    "postgresql": "PostgreSQL 15",
    "load": 0.1,
}
STALE = {"size": 1_000, "reads": 400, "published": 20, "stale": 0, "backward": 1}


def case(name, times, plain_ms):
    plain = {**ASKED, "app": plain_ms, "database": 0} if plain_ms else None
    target = {"size": 100_000, "times_plain": times, "milliseconds": None if times else 2}
    return {"name": name, "targets": [target], "growth": 1.3, "product": ASKED, "plain": plain}


def run(size):
    cases = [case("JSON list of 50", 5, 15), case("last page", 10, 15), case("home", None, None)]
    warm = {"name": "list", "product_ms": 1.0, "constant_ms": 0.7, "share": 0.7}
    return {
        "size": size,
        "rounds": 5,
        "machine": MACHINE,
        "database_clock": "CPU time",
        "loading": WORK,
        "cases": cases,
        "warm": [warm],
        "copy": None,
        "reindex": WORK,
    }


def verdicts(table):
    heading, rows = table
    assert {len(row) for row in rows} == {len(heading)}
    return [row[-1] for row in rows]


def test_targets_stand_beside_what_was_measured():
    measured = run(100_000)
    assert verdicts(tables.cold(measured)) == [
        "5 ×: reached",
        "10 ×: not reached",
        "2 ms: not reached",
    ]
    assert verdicts(tables.warm(measured)) == ["0.6: reached"]
    assert verdicts(tables.bulk(measured)) == [
        "3 ms: reached",
        "3 ms: reached; 8 minutes: reached",
    ]
    assert verdicts(tables.growth([run(10_000), measured])) == ["1.3 ×: reached"] * 3
    assert verdicts(tables.reads(STALE)) == ["0: not reached"]


def test_a_target_of_another_size_is_not_judged():
    assert verdicts(tables.cold(run(10_000))) == ["", "", ""]
    assert verdicts(tables.growth([run(1000), run(10_000)])) == ["", "", ""]


def test_the_page_has_every_table_and_its_plot(tmp_path):
    runs = [run(10_000), run(100_000)]
    for measured in runs:
        measured["cases"] = [case(name, 5, 15) for name in report.PLOTTED]
    report.write(runs, STALE, tmp_path)
    page = (tmp_path / "performance.md").read_text()
    assert page.count("### Cold") == page.count("### Warm") == page.count("### Bulk") == 2
    assert f"({report.PLOT})" in page
    ElementTree.parse(tmp_path / report.PLOT)
    assert "Reads" in report.console([run(1000)], STALE)


def test_the_plot_is_svg_without_styles():
    text = plot.growth("A & B", [1000, 10_000], {"one": [0.5, 40.0], "two": [None, 7.0]})
    root = ElementTree.fromstring(text)
    elements = list(root.iter())
    assert not [e for e in elements if "style" in e.attrib or e.tag.endswith("style")]
    assert len([e for e in elements if e.tag.endswith("polyline")]) == 2
    assert len([e for e in elements if e.tag.endswith("circle")]) == 3
