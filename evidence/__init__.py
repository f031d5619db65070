"""What is kept, who said it, what follows from it: the domain, which knows no engine, no clock and no network."""
