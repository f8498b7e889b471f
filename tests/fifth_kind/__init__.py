"""A made-up kind of record, for tests: all that a kind takes is in this folder."""
