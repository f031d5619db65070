"""What stands around the logs, for an audit: keys, pins, policies that no entry names, stamps, and what is foreign.

Whoever can write to the folder can also put things there. What is merely foreign is told and breaks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from evidence.custody.anchors import folder_of
from evidence.custody.checks import Check, Code, Verdict
from evidence.custody.commit import DeviceLog
from evidence.custody.entry import Opened
from evidence.custody.founding import agrees
from evidence.custody.policy import Policy
from evidence.digest import Sha256, sha256_of
from evidence.errors import LedgerBrokenError, NotAllowedError, NotHeldError
from evidence.ports import Keyring, Shelf

_SHARD = re.compile(r"[0-9a-f]{2}")
_OBJECT = re.compile(r"[0-9a-f]{64}\.age")
_DEVICE = re.compile(r"d-[0-9a-z]{2,16}")
_AUTHORITY = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


def key_checks(keyring: Keyring) -> Iterator[Check]:
    """One check for each compartment of which this person has key files."""
    for compartment in keyring.compartments():
        try:
            keyring.secrets(compartment)
        except NotAllowedError:
            continue
        except LedgerBrokenError:
            yield _check(Code.KEY, Verdict.BROKEN, compartment, "a key file here is not of the key the policy names")
        else:
            yield _check(Code.KEY, Verdict.INTACT, compartment, "the keys held are those the policy names")


def policy_check(opened: Opened, policies: Mapping[int, Policy], subject: str) -> Check:
    """Whether a `begun` or `policy` entry commits to the policy that lies here."""
    if agrees(opened, policies):
        return _check(Code.POLICY, Verdict.INTACT, subject, "the policy here is the one it commits to")
    return _check(Code.POLICY, Verdict.BROKEN, subject, "the policy here is not the one it commits to")


def unnamed_policies(policies: Mapping[int, Policy], named: frozenset[Sha256]) -> Iterator[Check]:
    """Versions that no entry brought into force: signed by the root, and left by a command that did not end."""
    for version, policy in sorted(policies.items()):
        if policy.sha256 not in named:
            subject = f"policy/{version:04}"
            yield _check(Code.POLICY, Verdict.INDETERMINATE, subject, "no entry brought this version into force")


def token_check(shelf: Shelf, opened: Opened, subject: str) -> Check:
    """Whether the time stamp that an `anchored` entry commits to is here, token and note, byte for byte."""
    private = opened.private
    device, size, authority = (private.get(name) for name in ("device", "size", "authority"))
    if not (_named(_DEVICE, device) and isinstance(size, int) and _named(_AUTHORITY, authority)):
        return _check(Code.TOKEN, Verdict.BROKEN, subject, "it names no stamp")
    folder = folder_of(str(device), size)
    try:
        found = [sha256_of(shelf.read(f"{folder}/{name}")) for name in ("checkpoint", f"{authority}.tsr")]
    except NotHeldError:
        return _check(Code.TOKEN, Verdict.INDETERMINATE, subject, "the time stamp that it names is not here")
    if found != [private.get("checkpoint"), private.get("token")]:
        return _check(Code.TOKEN, Verdict.BROKEN, subject, "the time stamp here is not the one it commits to")
    return _check(Code.TOKEN, Verdict.INTACT, subject, "the time stamp here is the one it commits to")


def foreign(shelf: Shelf, logs: Sequence[DeviceLog]) -> Iterator[Check]:
    """Logs of no device of the policy, and what lies among the objects and is none; each place once, without names."""
    known = {str(log.device) for log in logs}
    for place in sorted({_place("log", _DEVICE, name) for name in shelf.names("log") if name not in known}):
        yield _check(Code.STRAY, Verdict.INDETERMINATE, place, "a log of a device that the policy does not name")
    for place in sorted({_place("objects", _SHARD, shard) for shard in shelf.names("objects") if _junk(shelf, shard)}):
        yield _check(Code.STRAY, Verdict.INDETERMINATE, place, "something here is no object; nothing reads it")


def _junk(shelf: Shelf, shard: str) -> bool:
    within = shelf.names(f"objects/{shard}")
    objects = all(_OBJECT.fullmatch(name) and name.startswith(shard) for name in within)
    return not (objects and _SHARD.fullmatch(shard))


def _place(folder: str, known: re.Pattern[str], name: str) -> str:
    # A stranger's name may say anything: it is not repeated.
    return f"{folder}/{name}" if known.fullmatch(name) else folder


def _named(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _check(code: Code, verdict: Verdict, subject: str, says: str) -> Check:
    return Check(code=code, verdict=verdict, subject=subject, says=says)
