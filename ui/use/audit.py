"""Verifying a workspace: every check, and the two lines that it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evidence.custody.audit import Depth
from evidence.custody.checks import Check, Code, Summary, Verdict, summarise
from evidence.custody.commitments import from_base64url
from evidence.custody.entry import Opened
from evidence.custody.signature import verifies
from evidence.errors import SviedkaError
from evidence.ids import ExhibitId
from evidence.model.codec import check_record, signed_message
from ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """All checks, their summary, and the moment of the newest outside anchor that holds (None: none does)."""

    checks: tuple[Check, ...]
    summary: Summary
    anchored_since: str | None

    @property
    def outside(self) -> str:
        """The outside line: its verdict and since when; `none` only where no entry names a stamp either."""
        if self.anchored_since:
            return f"{self.summary.outside.value}, since {self.anchored_since}"
        named = {Code.ANCHOR, Code.TOKEN} & {check.code for check in self.checks}
        return self.summary.outside.value if named else "none"


def audit_workspace(session: Session, *, quick: bool = False) -> Audited:
    """Compare everything with what was recorded; with `quick` the stored bytes only, and nothing is decrypted."""
    workspace = session.workspace
    inside = tuple(
        workspace.audit(Depth.STORED if quick else Depth.WHOLE, lambda opened: record_holds(session, opened))
    )
    if not quick:
        session.means.keep_broken(_broken_exhibits(session, inside))
    authority = session.authority
    known = {authority.name: authority} if authority is not None else {}
    anchors = list(workspace.anchor_checks(known))
    moments = [moment for _, moment in anchors if moment is not None]
    checks = (*inside, *(check for check, _ in anchors))
    return Audited(
        checks=checks,
        summary=summarise(checks, outside_required=bool(workspace.policy.quorum)),
        anchored_since=max(moments).isoformat() if moments else None,
    )


def _broken_exhibits(session: Session, checks: Iterable[Check]) -> frozenset[ExhibitId]:
    bad = {check.subject for check in checks if check.verdict is Verdict.BROKEN}
    holdings = session.standing.holdings
    texts = {one.of for one in holdings.derivatives.values() if one.object in bad}
    originals = {one.id for one in holdings.exhibits.values() if one.object in bad}
    return frozenset(originals | {ExhibitId(one) for one in texts if one in holdings.exhibits})


def record_holds(session: Session, opened: Opened) -> bool:
    """Whether a record carries its own id and its author's signature."""
    body = opened.private.get("record")
    if not isinstance(body, Mapping):
        return False
    try:
        check_record(body)
        signature = from_base64url(str(body.get("sig")))
    except SviedkaError:
        return False
    keys = _keys(session, str(body.get("by")))
    return any(verifies(key, signature, signed_message(session.workspace.id, body)) for key in keys)


def _keys(session: Session, author: str) -> Iterator[bytes]:
    for policy in session.workspace.policies.values():
        for person in policy.persons.values():
            if person.key == author and person.public is not None:
                yield person.public
