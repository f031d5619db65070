"""The outside world: folders, age, Ed25519, the clock. Only `ui.wiring` names what stands here."""
