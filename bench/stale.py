"""Whether a reader ever sees an older register than it has been shown: `python -m bench.stale`.

Two server processes are read in turn, by several readers each, while a third process publishes
one record again and again with a number in its title. An answer is stale if its number is lower
than one already published or already shown, by whichever process, before it was asked for;
backward if it is lower than the one before it on the same connection.
"""

import json
import os
import re
import sys
import time
from multiprocessing import get_context
from pathlib import Path

import django

from . import database

NAME = "collab_bench_stale"
SLUG, TITLE = "read-while-written", "Read while written, number {:06}"
NUMBER = re.compile(rb"number (\d{6})\b")  # a search marks the words before it
ADDRESSES = (
    "/api/v1/agreements/?ordering=-updated",
    f"/api/v1/agreements/{SLUG}/",
    f"/agreements/{SLUG}/",
    "/agreements/?ordering=-updated",
    "/search/?q=%22read+while+written%22",
)
WORKERS = 2


def main(size: int, reads: int, file: Path) -> None:
    database.create(NAME, template=database.name_of(size))
    try:
        file.write_text(json.dumps({"size": size, **check(reads)}))
    finally:
        database.drop(NAME)


def check(reads: int) -> dict:
    os.environ["DATABASE_URL"] = database.url_of(NAME)
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    context = get_context("spawn")
    newest, done, answers = context.Value("q", 0), context.Event(), context.SimpleQueue()
    writer = context.Process(target=write, args=(newest, done))
    share = reads // WORKERS
    readers = [context.Process(target=read, args=(newest, share, answers)) for _ in range(WORKERS)]
    writer.start()
    try:
        while not newest.value and writer.is_alive():
            time.sleep(0.05)
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
    finally:
        done.set()
        writer.join()
    if any(process.exitcode for process in (writer, *readers)):
        raise SystemExit("A reader or the writer failed.")
    told = [answers.get() for _ in readers]
    counts = {name: sum(each[name] for each in told) for name in told[0]}
    return {**counts, "published": newest.value}


def write(newest, done) -> None:
    """Publish the record with the next number, until told to stop."""
    django.setup()
    from register.publication import Approved, publish_many

    from .cast import Cast
    from .generator import Register

    body = Register(1, Cast.read(seed=1)).agreement(1, 1).body
    body |= {"part_of": None, "replaced_by": None, "reference": "BM-STALE"}
    number = 0
    while not done.is_set():
        number += 1
        titled = body | {"title": TITLE.format(number)}
        publish_many([Approved("agreement", SLUG, titled, number)])
        with newest.get_lock():
            newest.value = max(newest.value, number)
        time.sleep(0.02)  # long enough for answers to be kept and found between two editions


def read(newest, reads: int, answers) -> None:
    """Read each address in turn; what is shown here may not be newer than what is shown there."""
    django.setup()
    from .requests import Application

    application = Application()
    told = {"reads": 0, "stale": 0, "backward": 0}
    before = dict.fromkeys(ADDRESSES, 0)
    for turn in range(reads):
        address = ADDRESSES[turn % len(ADDRESSES)]
        floor = newest.value
        found = NUMBER.findall(application.expect(200, address).body)
        number = int(max(found)) if found else 0
        told["reads"] += 1
        told["stale"] += number < floor
        told["backward"] += number < before[address]
        before[address] = number
        with newest.get_lock():
            newest.value = max(newest.value, number)
    answers.put(told)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
