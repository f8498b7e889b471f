"""What `/ready/` looks at, at each call: little enough to ask every few seconds."""

from . import index_check

INDEX = "The index does not say what the ledger says: run manage.py verify_register."


def problems() -> list[str]:
    """What is wrong, in words that may be public."""
    return [INDEX] if index_check.sample_differs() else []
