"""Search on SQLite: an FTS5 table over the documents' tokens, kept in step by triggers.

FTS5 reads the tokens from the documents' own table and stores none of them twice.
"""

from django.db import DatabaseError, transaction

from .expressions import FTS5, anywhere, in_title
from .query import Query

TABLE = "register_searchtext"
INDEX = "register_search"

_CREATE = f"""
    CREATE VIRTUAL TABLE {INDEX} USING fts5(
        tokens, content='{TABLE}', content_rowid='entry_id', tokenize='ascii')"""
_ADD = f"INSERT INTO {INDEX}(rowid, tokens) VALUES (NEW.entry_id, NEW.tokens);"
_TAKE = f"""
    INSERT INTO {INDEX}({INDEX}, rowid, tokens) VALUES ('delete', OLD.entry_id, OLD.tokens);"""
_TRIGGERS = {
    f"{INDEX}_insert": f"AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
    f"{INDEX}_delete": f"AFTER DELETE ON {TABLE} BEGIN {_TAKE} END",
    f"{INDEX}_update": f"""
        AFTER UPDATE OF tokens, entry_id ON {TABLE} BEGIN {_TAKE} {_ADD} END""",
}

# Entries that match.
MATCHING = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s"
_BRANCH = f"""
    SELECT * FROM (
        SELECT {{tier}} AS tier, d.*, -bm25({INDEX}) AS rank
        FROM {INDEX} JOIN ({{entries}}) d ON d.id = {INDEX}.rowid
        WHERE {INDEX} MATCH %s LIMIT %s)"""


def matching(query: Query) -> str:
    """The parameter of MATCHING."""
    return anywhere(query, FTS5)


def ranked(entries: str, params: tuple, query: Query, limit: int) -> tuple[str, list]:
    """A statement for the tier, columns and rank of the entries (SQL) that match.

    Up to the limit those with all of it in the title, and then as many of any.
    """
    branches = (_BRANCH.format(tier=tier, entries=entries) for tier in (0, 1))
    wanted = in_title(query, FTS5), matching(query)
    return " UNION ALL ".join(branches), [
        param for expression in wanted for param in (*params, expression, limit)
    ]


def install(cursor) -> None:
    """Install what is missing. A migration that rebuilds the table drops its triggers."""
    absent = missing(cursor)
    if INDEX in absent:
        cursor.execute(_CREATE)
    for name in _TRIGGERS:
        if name in absent:
            cursor.execute(f"CREATE TRIGGER {name} {_TRIGGERS[name]}")
    if absent:
        cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")


def missing(cursor) -> list[str]:
    cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')")
    present = {name for (name,) in cursor.fetchall()}
    return [name for name in (INDEX, *_TRIGGERS) if name not in present]


def purge(cursor) -> None:
    """Remove the tokens of deleted documents from the index's own pages, after an erasure."""
    cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('optimize')")


def fault(cursor) -> str:
    """What is wrong with FTS5's own tables, in words; empty if they agree with the tokens."""
    try:
        with transaction.atomic():
            cursor.execute(f"INSERT INTO {INDEX}({INDEX}, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return "the search index holds other words than its texts"
    return ""
