"""The values of docs/spec/record.md: heads, statements, claims, decisions, output, and their one way to bytes."""
