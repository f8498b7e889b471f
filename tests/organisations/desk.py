"""How the tests of the staff desk find its pages and fill in its forms; how they spoil a file."""

import csv

from django.urls import reverse

from organisations.models import Group, Organisation, User

INLINES = {
    Organisation: [
        "former_names",
        "aliases",
        "group_memberships",
        "successions_in",
        "successions_out",
        "fire_pairs",
        "police_pairs",
    ],
    Group: ["memberships"],
    User: ["memberships"],
}


def address(model, page, *args):
    return reverse(f"admin:organisations_{model._meta.model_name}_{page}", args=args)


def posted(instance, **changes):
    """A change form of this object as a browser would send it, without inlines' rows."""
    data = {
        field.name: getattr(instance, field.attname)
        for field in instance._meta.concrete_fields
        if getattr(instance, field.attname) not in (None, False)
    }
    for prefix in INLINES[type(instance)]:
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return {key: str(value) for key, value in (data | changes).items()}


def spoil(path, row, column, cell):
    """Write one cell; rows are numbered as in a spreadsheet."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    rows[row - 1][rows[0].index(column)] = cell
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
