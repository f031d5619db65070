"""Custody: what was taken in and decided, so kept that no one can alter it unseen."""
