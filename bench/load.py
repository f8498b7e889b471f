"""Loads the made-up register into the product and into the baseline: `python -m bench.load SIZE`.

A process of its own, so that its peak of memory is that of the bulk path.
"""

import os
import sys

import django

from . import database


def main(size: int) -> None:
    name = database.name_of(size)
    is_kept = database.told(name) is not None
    if not is_kept:
        print(f"{name}: making it", flush=True)
        database.create(name)
    os.environ["DATABASE_URL"] = database.url_of(name)
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    # Models can be imported only now.
    from . import filling

    if not is_kept:
        facts = filling.fill(size)
        spent = f"{facts['app_ms']:.2f} + {facts['database_ms']:.2f} ms CPU each"
        print(f"{name}: {facts['editions']:,} editions, {spent}", flush=True)
        database.keep(name, facts)
    filling.make_ready()


if __name__ == "__main__":
    main(int(sys.argv[1]))
