"""What a case file prints besides its content: who handed over what, under which keys, and how to check it."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.casefile.papers import Papers, Withheld, handed_as_received
from evidence.digest import Sha256, sha256_of
from evidence.disclosure.package import verifier_digests
from evidence.holdings import TEXT
from evidence.ids import DeviceId, ExhibitId
from evidence.model import output
from ui.session import Session


def papers_for(
    session: Session, exhibits: Sequence[ExhibitId], withheld: Sequence[output.Withheld], manifest: Sha256 | None
) -> Papers:
    """The papers of a file as it would leave now; `manifest` is None while it is only previewed."""
    workspace, holdings = session.workspace, session.standing.holdings
    device = workspace.policy.devices[DeviceId(workspace.log().device)]
    pages = {one: len(session.texts.pages(session.text(one))) for one in exhibits if holdings.latest(one, TEXT)}
    authority = session.authority
    return Papers(
        handed=handed_as_received(session.standing, workspace.entries(), exhibits, pages),
        withheld=tuple(Withheld(number=holdings.exhibit(one.exhibit).number, reason=one.reason) for one in withheld),
        submitted_by=session.settings.organisation,
        origin=f"{workspace.id}/{device.id}",
        log_key=sha256_of(device.public),
        root_key=sha256_of(workspace.policy.root),
        authorities=(authority.name,) if authority is not None else (),
        manifest=manifest,
        verifiers=verifier_digests(),
    )
