"""An RFC 3161 answer without what nobody signed: the status' text may say anything, and authorities do say things."""

from __future__ import annotations

from evidence.errors import MalformedError

GRANTED = (b"\x02\x01\x00", b"\x02\x01\x01")
"""The status granted, and granted with modifications."""
_SHORT = 0x80


def bare(untrusted: bytes) -> bytes:
    """The same answer with nothing before its token but "granted" (PKIStatusInfo, RFC 3161, 2.4.2).

    MalformedError where it was not granted, or is no such answer from its first to its last byte.
    """
    said, token = parts_of(untrusted)
    if said[:3] not in GRANTED or not token or _sequence(token)[0] != token:
        raise MalformedError("a time stamp that was not granted")
    content = b"\x30\x03\x02\x01\x00" + token
    size = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return b"\x30" + (size if len(content) < _SHORT else bytes((_SHORT + len(size),)) + size) + content


def parts_of(untrusted: bytes) -> tuple[bytes, bytes]:
    """What the PKIStatusInfo of an answer holds, and the token behind it; MalformedError for another form."""
    whole, inside = _sequence(untrusted)
    status, said = _sequence(inside)
    if whole != untrusted:
        raise MalformedError("a time stamp that goes on after its end")
    return said, inside[len(status) :]


def _sequence(der: bytes) -> tuple[bytes, bytes]:
    """The first SEQUENCE of some DER: all of it, and what is in it."""
    if len(der) < 2 or der[0] != 0x30:
        raise MalformedError("a time stamp that is no RFC 3161 answer")
    long = der[1] - _SHORT
    head, size = (2, der[1]) if long < 0 else (2 + long, int.from_bytes(der[2 : 2 + long], "big"))
    if head + size > len(der):
        raise MalformedError("a time stamp that is no RFC 3161 answer")
    return der[: head + size], der[head : head + size]
