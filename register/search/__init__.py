"""Search over every kind of record: the same matches on SQLite and PostgreSQL.

words       text into words and their stems, the one way for what is stored and what is asked
documents   what of a body is searched, and the tokens that stand for it in the index
query       what a reader typed, understood
sqlite, postgresql   how each engine keeps the tokens and finds them
highlights  which words of a text matched
results     a reader's search, answered: ranked, counted, cut into pages
"""
