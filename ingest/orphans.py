"""Objects that a killed process kept and never entered: whoever has the same bytes to keep enters these instead."""

from __future__ import annotations

from evidence.digest import Sha256, digests_of
from evidence.errors import DigestMismatchError, NotAllowedError, NotHeldError
from evidence.ports import Stored
from evidence.workspace import Workspace


def orphans(workspace: Workspace, compartment: str) -> dict[Sha256, Stored]:
    """Those of a compartment, by the digest of what they hold; only what still opens is among them."""
    vault, named, found = workspace.vault, workspace.named_objects(), {}
    for object_ in vault.objects():
        if object_ in named:
            continue
        try:
            digests = digests_of(vault.get(object_, compartment))
        except (NotHeldError, NotAllowedError, DigestMismatchError):
            continue
        found[digests.sha256] = Stored(digests=digests, object=object_, compartment=compartment)
    return found
