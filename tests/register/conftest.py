"""An office with an editor and a publisher, and a ledger with something of everything in it."""

import pytest

from .desk import Desk


@pytest.fixture
def desk(db):
    return Desk.open()


@pytest.fixture
def ledger(desk):
    """Five editions: published, published, changed, erased (masks the first), removed."""
    alpha = desk.draft(slug="alpha", title="Alpha", purpose="Drawn up by Mallory.")
    beta = desk.draft(slug="beta", title="Beta")
    desk.publish(alpha)
    desk.publish(beta)
    desk.publish(alpha, purpose="Drawn up by the clerk.")
    desk.erase(alpha, "Mallory")
    desk.remove(beta)
    return desk
