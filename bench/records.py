"""Records a second: made by a hand, read from the ledger, weighed by Standing; beside a loop that only opens bodies.

The loop decrypts the same segments and parses the same JSON, and compares nothing with the tree, the digests or the
rules: it is what a program would do that trusts its disk.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path

import orjson

from bench.claims import Claims
from bench.measure import Row, Size, Spent, median, scratch, timed
from bench.place import Place, new_place
from evidence.adapters.envelope_age import AgeEnvelope
from evidence.adapters.shelf_folder import FolderShelf
from evidence.custody.entry import Draft, EntryType
from evidence.custody.keys import PersonKeyring
from evidence.model import codec
from evidence.standing import Standing
from evidence.workspace import Workspace
from graph.derive import rows_of
from ui.session import Session

LOOP = "decrypt and parse the same bodies"
_COMPARTMENT = "case"


def rows(size: Size) -> Iterator[Row]:
    """Making, reading, Standing, the graph's rows, and one more claim on top of all."""
    with scratch() as folder:
        place = new_place(folder / "workspace")
        with place.session() as session:
            claims = Claims(session, folder)
            yield _making(session, claims, size.claims, folder)
            yield from _rebuilding(place, session, size)
            yield _click(session, claims, size)


def _making(session: Session, claims: Claims, count: int, folder: Path) -> Row:
    ours, made = timed(lambda: claims.make(count))
    bodies = [codec.body_of(claim) for claim in made]

    def signed() -> None:
        with (folder / "signed").open("wb") as file:
            for at, body in enumerate(bodies, start=1):
                content = orjson.dumps(body)
                file.write(content + session.workspace.sign(content))
                if at % claims.batch == 0:
                    file.flush()
                    os.fsync(file.fileno())

    return Row(
        what="claims made, checked, signed, entered",
        unit="records",
        amount=count,
        ours=ours,
        peer="only write the same JSON and sign it once; the hand encrypts and reads back what it made",
        peer_amount=count,
        theirs=timed(signed)[0],
    )


def _rebuilding(place: Place, session: Session, size: Size) -> Iterator[Row]:
    workspace = session.workspace
    count = float(sum(1 for _ in session.standing.records()))
    loop = median(size.repeats, lambda: _loop(place, workspace))

    def row(what: str, ours: Spent) -> Row:
        return Row(what=what, unit="records", amount=count, ours=ours, peer=LOOP, peer_amount=count, theirs=loop)

    yield row("ledger read, tree and digests checked", median(size.repeats, lambda: list(workspace.entries())))
    entries, policies = list(workspace.entries()), list(workspace.policies.values())
    yield row("Standing of what was read", median(size.repeats, lambda: Standing.of(entries, policies)))
    yield row("rows of the graph from Standing", timed(lambda: rows_of(Standing.of(entries, policies)))[0])
    yield row("workspace opened: both, and the index", timed(lambda: _opened(place))[0])


def _opened(place: Place) -> int:
    with place.session() as session:
        return len(session.standing.usable_claims)


def _loop(place: Place, workspace: Workspace) -> int:
    envelope = AgeEnvelope()
    keyring = PersonKeyring(workspace.policy, place.identity, FolderShelf(place.folder), envelope)
    secrets = list(keyring.secrets(_COMPARTMENT).values())
    log, found = workspace.log().log, 0
    for first in log.segments(_COMPARTMENT):
        for line in envelope.open(log.segment(_COMPARTMENT, first), secrets).splitlines():
            for disclosure in orjson.loads(line)["sd"]:
                orjson.loads(base64.urlsafe_b64decode(disclosure + "=" * (-len(disclosure) % 4)))
                found += 1
    return found


def _click(session: Session, claims: Claims, size: Size) -> Row:
    """What a person waits for after saving: the record entered, and the usable claims asked again."""

    def ours() -> int:
        claims.make(1)
        return len(session.standing.usable_claims)

    def theirs() -> None:
        record = codec.body_of(claims.last)
        draft = Draft(type=EntryType.RECORDED, compartment=_COMPARTMENT, private=(("record", record),))
        session.workspace.commit([draft])

    return Row(
        what=f"one claim more, on top of {size.claims}",
        unit="clicks",
        amount=1,
        ours=median(size.clicks, ours),
        peer="only the durable commit of one entry",
        peer_amount=1,
        theirs=median(size.clicks, theirs),
    )
