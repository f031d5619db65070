"""One way to write a value: RFC 8785 (JSON Canonicalization Scheme), without floats.

Records, entries and policies are signed and hashed as these bytes, so reading is as strict as writing: what does not
come out again byte for byte is refused (duplicate keys, spare spaces, floats, lone surrogates, other orders).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import orjson

from evidence.errors import MalformedError

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]

# RFC 8785, 3.2.2.3: integers beyond 2^53 are not interoperable.
_LARGEST = 2**53 - 1
_DEEPEST = 64


def encode(value: Json) -> bytes:
    """The canonical bytes of a value; MalformedError for a float, a lone surrogate, or a key that is not ASCII."""
    _check(value, 0)
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except (TypeError, orjson.JSONEncodeError) as error:
        raise MalformedError("a value that canonical JSON cannot hold") from error


def decode(untrusted: bytes) -> Json:
    """The value that these canonical bytes write; MalformedError if they are not canonical."""
    try:
        value: Json = orjson.loads(untrusted)
    except orjson.JSONDecodeError as error:
        raise MalformedError("not JSON") from error
    if encode(value) != untrusted:
        raise MalformedError("not canonical JSON (RFC 8785): order, spaces, a duplicate key or a number")
    return value


def decode_object(untrusted: bytes) -> dict[str, Json]:
    """Like `decode`, for an object."""
    value = decode(untrusted)
    if not isinstance(value, dict):
        raise MalformedError("not a JSON object")
    return value


def _check(value: Json, depth: int) -> None:
    # The plain types first, one look each: every record, entry and body passes here several times.
    if isinstance(value, (str, bool)) or value is None:
        return
    if isinstance(value, dict):
        _check_object(value, depth)
        return
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise MalformedError("a whole number beyond 2^53")
        return
    if isinstance(value, Mapping):
        _check_object(value, depth)
        return
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        _check_depth(value, depth)
        for inner in value:
            if type(inner) is not str:
                _check(inner, depth + 1)
        return
    raise MalformedError("a value that canonical JSON cannot hold: floats are refused")


def _check_object(value: Mapping[str, Json], depth: int) -> None:
    _check_depth(value, depth)
    for key, inner in value.items():
        # Printable ASCII is U+0020 to U+007E, where code point order and RFC 8785's UTF-16 order agree.
        if not isinstance(key, str) or not (key.isascii() and key.isprintable()):
            raise MalformedError("an object key is printable ASCII")
        if type(inner) is not str:
            _check(inner, depth + 1)


def _check_depth(value: Sequence[Json] | Mapping[str, Json], depth: int) -> None:
    """What is in a container stands one deeper than the container."""
    if value and depth >= _DEEPEST:
        raise MalformedError("nested too deep")
