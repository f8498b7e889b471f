"""Search on PostgreSQL: a stored tsvector that the database makes of the tokens, under GIN.

The configuration is "simple": the tokens are stems already, the same ones as on SQLite.
"""

from .expressions import TSQUERY, anywhere, in_title
from .query import Query

TABLE = "register_entry"
COLUMN = "search"
INDEX = "register_search"

_COLUMN = f"""
    ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS {COLUMN} tsvector
    GENERATED ALWAYS AS (to_tsvector('simple', tokens)) STORED"""
_INDEX = f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin ({COLUMN})"

# Entries that match.
MATCHING = f"SELECT id FROM {TABLE} WHERE {COLUMN} @@ %s::tsquery"
_BRANCH = f"""
    (SELECT {{tier}} AS tier, d.*, ts_rank({COLUMN}, %s::tsquery, 1) AS rank
    FROM {TABLE} JOIN ({{documents}}) d USING (id)
    WHERE {COLUMN} @@ %s::tsquery LIMIT %s)"""


def matching(query: Query) -> str:
    """The parameter of MATCHING."""
    return anywhere(query, TSQUERY)


def ranked(documents: str, params: tuple, query: Query, limit: int) -> tuple[str, list]:
    """A statement for the tier, columns and rank of the documents (SQL) that match.

    Up to the limit those with all of it in the title, and then as many of any.
    """
    branches = (_BRANCH.format(tier=tier, documents=documents) for tier in (0, 1))
    wanted = in_title(query, TSQUERY), matching(query)
    return " UNION ALL ".join(branches), [
        param for expression in wanted for param in (expression, *params, expression, limit)
    ]


def install(cursor) -> None:
    """Put in place what is missing; nothing is locked if nothing is."""
    if missing(cursor):
        cursor.execute(_COLUMN)
        cursor.execute(_INDEX)


def missing(cursor) -> list[str]:
    cursor.execute("SELECT relname FROM pg_class WHERE oid = to_regclass(%s)", [INDEX])
    return [] if cursor.fetchone() else [INDEX]


def forget(cursor) -> None:
    """Nothing to do: vacuum takes away what is gone, here as in every table."""
