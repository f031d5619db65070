"""What must be fast, each measured beside a peer in the same run; nothing here is asserted, and nothing is shipped."""
