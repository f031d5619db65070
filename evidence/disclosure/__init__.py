"""Disclosure: what leaves the house, to whom, and how a stranger checks it."""
