"""Where a document may point: to the web and to mailboxes, not into somebody's network."""

import re

from .verdict import Unacceptable, clean

_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_LAWFUL = {"http", "https", "mailto", "tel"}


def check_link(target: str) -> None:
    """Refuse a link that runs something or names a place on somebody's own disk or network."""
    scheme = _SCHEME.match(target)
    if scheme and scheme[1].lower() in _LAWFUL:
        return
    if scheme or target.strip().startswith(("\\\\", "//")):
        raise Unacceptable(
            f"It links to “{clean(target)[:100]}”, which is neither a web nor a mail address. "
            "Take that link out."
        )
