"""Search on PostgreSQL: a stored tsvector that the database makes of the tokens, under GIN.

The configuration is "simple": the tokens are stems already, the same ones as on SQLite.
"""

from .expressions import TSQUERY, anywhere, in_title
from .query import Query

TABLE = "register_searchtext"
COLUMN = "search"
INDEX = "register_search"
FUNCTION = "register_matching"

_STATEMENTS = (
    # Texts, tokens and vectors are kept apart from the rows, which then lie on a few pages: those
    # that a common word matches are a quarter of the table.
    f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128)",
    f"""
    ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS {COLUMN} tsvector
    GENERATED ALWAYS AS (to_tsvector('simple', tokens)) STORED""",
    f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin ({COLUMN})",
    # The planner counts the table's pages and not what it takes to unpack each vector, so left to
    # itself it reads the whole table for a common word. A function can forbid that.
    f"""
    CREATE OR REPLACE FUNCTION {FUNCTION}(wanted tsquery) RETURNS SETOF bigint
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 5000 SET enable_seqscan = off
    AS $$ SELECT entry_id FROM {TABLE} WHERE {COLUMN} @@ wanted $$""",
    # The values of a facet depend on its name: from this the planner learns how many rows match.
    """
    CREATE STATISTICS IF NOT EXISTS facet_values (mcv, dependencies)
    ON name, value, kind, current_in FROM register_facet""",
    "ALTER STATISTICS facet_values SET STATISTICS 2000",
    # Not recorded comes last in either direction, which one index does not give.
    """
    CREATE INDEX IF NOT EXISTS entry_starts_last ON register_entry
    (current_in, kind, starts_from DESC NULLS LAST, id)""",
    """
    CREATE INDEX IF NOT EXISTS period_expires_last ON register_period
    (kind, expires_on DESC NULLS LAST, entry_id, starts_on, ends_on)""",
)
_PRESENT = """
    SELECT relname FROM pg_class WHERE oid IN (to_regclass('register_search'),
        to_regclass('entry_starts_last'), to_regclass('period_expires_last'))
    UNION ALL SELECT proname FROM pg_proc WHERE proname = 'register_matching'"""
_WANTED = (INDEX, "entry_starts_last", "period_expires_last", FUNCTION)

# Entries that match.
MATCHING = f"SELECT id FROM {FUNCTION}(%s::tsquery) AS found(id)"
_BRANCH = f"""
    (SELECT {{tier}} AS tier, d.*, ts_rank(e.{COLUMN}, %s::tsquery, 1) AS rank
    FROM {FUNCTION}(%s::tsquery) AS found(id) JOIN ({{entries}}) d USING (id)
    JOIN {TABLE} e ON e.entry_id = d.id LIMIT %s)"""


def matching(query: Query) -> str:
    """The parameter of MATCHING."""
    return anywhere(query, TSQUERY)


def ranked(entries: str, params: tuple, query: Query, limit: int) -> tuple[str, list]:
    """A statement for the tier, columns and rank of the entries (SQL) that match.

    Up to the limit those with all of it in the title, and then as many of any.
    """
    branches = (_BRANCH.format(tier=tier, entries=entries) for tier in (0, 1))
    wanted = in_title(query, TSQUERY), matching(query)
    return " UNION ALL ".join(branches), [
        param for expression in wanted for param in (expression, expression, *params, limit)
    ]


def install(cursor) -> None:
    """Install what is missing. Locks nothing if nothing is missing."""
    if missing(cursor):
        for statement in _STATEMENTS:
            cursor.execute(statement)


def missing(cursor) -> list[str]:
    cursor.execute(_PRESENT)
    present = {name for (name,) in cursor.fetchall()}
    return [name for name in _WANTED if name not in present]


def purge(cursor) -> None:
    """Nothing to do: vacuum removes deleted rows, as in every table."""


def fault(cursor) -> str:
    """What is wrong with the vectors, in words; empty if each is that of its tokens."""
    cursor.execute(
        f"SELECT EXISTS (SELECT 1 FROM {TABLE} "
        f"WHERE {COLUMN} IS DISTINCT FROM to_tsvector('simple', tokens))"
    )
    return "the search index holds other words than its texts" if cursor.fetchone()[0] else ""
