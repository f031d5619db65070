"""What the command line and the pages both do: one function a use-case, over a session."""
