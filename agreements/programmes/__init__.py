"""Programmes, a kind of record of their own: what the register has to know of them."""
