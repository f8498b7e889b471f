"""Whether a site is shared. A pure function of a body."""


def is_shared(body: dict) -> bool:
    """Whether two organisations at least are recorded at the site, in whatever role."""
    return len({one["organisation"]["slug"] for one in body["organisations"]}) > 1
