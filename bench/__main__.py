"""`make bench`: load what is missing, measure each size, check for stale reads, report.

SIZES: numbers of agreements, "1000 10000" unless told. `--smoke`: one quick round of the smallest,
which fails only if a request fails or a table is missing, never on a time, and writes no page.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from . import database, report

DOCS = database.ROOT / "docs"
ROUNDS = 5
SECONDS, SMOKE_SECONDS = 0.5, 0.05  # for which an address is asked in a round
READS, SMOKE_READS = 10_000, 400


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--smoke", action="store_true")
    chosen = parser.parse_args()
    database.check()
    sizes = [1000] if chosen.smoke else sorted(chosen.sizes)
    effort = (1, SMOKE_SECONDS) if chosen.smoke else (chosen.rounds, SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        measured = [measure(size, *effort, Path(folder)) for size in sizes]
        stale = check_reads(sizes[0], SMOKE_READS if chosen.smoke else READS, Path(folder))
    print(report.console(measured, stale))
    if not chosen.smoke:
        report.write(measured, stale, DOCS)


def measure(size: int, rounds: int, seconds: float, folder: Path) -> dict:
    """Each step is a process of its own, so that its memory and its connections are its own."""
    file = folder / f"{size}.json"
    run("bench.load", size)
    run("bench.measure", size, rounds, seconds, file)
    return json.loads(file.read_text())


def check_reads(size: int, reads: int, folder: Path) -> dict:
    file = folder / "stale.json"
    run("bench.stale", size, reads, file)
    return json.loads(file.read_text())


def run(module: str, *arguments) -> None:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    subprocess.run(command, cwd=database.ROOT, check=True)


if __name__ == "__main__":
    main()
