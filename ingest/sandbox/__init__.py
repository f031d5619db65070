"""The child process in which a document is opened: no network, little memory, no keys."""
