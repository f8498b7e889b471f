"""Search over every kind of record: the same matches on SQLite and PostgreSQL.

words       text into words and their stems, for what is stored and what is searched for
documents   what of a body is searched, and the tokens of it in the index
query       parsing what a reader typed
sqlite, postgresql   how each engine keeps the tokens and finds them
highlights  which words of a text matched
results     the results of a search: ranked, counted, cut into pages
"""
