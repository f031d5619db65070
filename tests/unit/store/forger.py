"""Somebody who can write to the shared folder and holds no key of it: what he does there with keys of his own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from evidence import canonical
from evidence.adapters.envelope_age import AgeEnvelope
from evidence.adapters.signer_ed25519 import Ed25519Signer
from evidence.custody.checkpoint import Checkpoint, sign_note, to_base64
from evidence.custody.merkle import Tree
from evidence.custody.policy import Device, Policy, Role
from evidence.custody.policy_file import parse_policy, sign_policy
from evidence.ids import DeviceId

DEVICE = DeviceId("d-01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forger:
    """His root, his device key and his age key; `folder` is the workspace's."""

    folder: Path
    root: Ed25519Signer = field(default_factory=lambda: Ed25519Signer(b"r" * 32))
    device: Ed25519Signer = field(default_factory=lambda: Ed25519Signer(b"d" * 32))

    def write(self, name: str, content: bytes) -> None:
        """Replace a file, write-once or not."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content)

    def policies(self, change: Callable[[Policy], Policy] = lambda policy: policy) -> Policy:
        """Sign every version anew, changed, from a root of his own; gives the newest."""
        made: Policy | None = None
        for path in sorted(self.folder.glob("policy/*.json")):
            policy = change(replace(parse_policy(path.read_bytes()), root=self.root.public))
            made = replace(policy, previous=made.sha256 if made else None)
            self.write(f"policy/{made.version:04}.json", made.content())
            self.write(f"policy/{made.version:04}.sig", sign_policy(made, self.root))
        assert made is not None
        return made

    def history(self, keep: int) -> None:
        """Cut the log to so many entries, under his device key; the policy names it, and every person is given it."""

        def mine(policy: Policy) -> Policy:
            return replace(policy, devices={DEVICE: Device(id=DEVICE, letter="A", public=self.device.public)})

        policy = self.policies(mine)
        log = self.folder / "log" / DEVICE
        lines = (log / "entries.jsonl").read_bytes().splitlines(keepends=True)[:keep]
        tree = Tree(each.rstrip(b"\n") for each in lines)
        checkpoint = Checkpoint(origin=f"{policy.workspace}/{DEVICE}", size=tree.size, root=tree.root())
        self.write(f"log/{DEVICE}/entries.jsonl", b"".join(lines))
        note = sign_note(checkpoint, public_key=self.device.public, sign=self.device.sign)
        self.write(f"log/{DEVICE}/checkpoint", note)
        for segment in log.glob("bodies/*/*.age"):
            if int(segment.stem) >= keep:
                segment.unlink()
        self.device_key(policy)

    def device_key(self, policy: Policy) -> None:
        """His device key in the place of this machine's, sealed for everybody."""
        content = canonical.encode({"device": DEVICE, "ed25519": to_base64(self.device.seed())})
        persons = [person.recipient for person in policy.persons.values() if person.public is not None]
        self.write("local/device.age", AgeEnvelope().seal(content, persons))


def everybody(policy: Policy) -> Policy:
    """All roles for every person, one approval."""
    persons = {key: replace(person, roles=frozenset(Role)) for key, person in policy.persons.items()}
    return replace(policy, persons=persons, approvals=1, needs_review=False)


def own_epoch(policy: Policy) -> Policy:
    """A second epoch of every compartment, of which he alone holds the key."""
    envelope = AgeEnvelope()
    his = envelope.recipient_of(envelope.new_secret())
    return replace(policy, compartments={name: {**epochs, 2: his} for name, epochs in policy.compartments.items()})
