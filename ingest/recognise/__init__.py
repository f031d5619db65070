"""Proposals: what rules and word lists find in a text, for a person to accept or dismiss. No relation is asserted."""
