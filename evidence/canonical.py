"""One way to write a value: RFC 8785 (JSON Canonicalization Scheme), without floats.

Records, entries and policies are signed and hashed as these bytes, so reading is as strict as writing: what does not
come out again byte for byte is refused (duplicate keys, spare spaces, floats, lone surrogates, other orders).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import orjson

from evidence.errors import MalformedError

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]

# RFC 8785, 3.2.2.3: integers beyond 2^53 are not interoperable.
_LARGEST = 2**53 - 1
_DEEPEST = 64
_PLAIN = frozenset({str, bool, type(None)})


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
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise MalformedError("a whole number beyond 2^53")
        return
    if isinstance(value, (dict, Mapping)):
        _check_keys(value)
        _check_all(value.values(), depth)
        return
    if isinstance(value, (list, Sequence)) and not isinstance(value, (bytes, bytearray)):
        _check_all(value, depth)
        return
    raise MalformedError("a value that canonical JSON cannot hold: floats are refused")


def _check_all(values: Collection[Json], depth: int) -> None:
    if depth >= _DEEPEST and values:
        raise MalformedError("nested too deep")
    for value in values:
        # Every record and entry passes here several times, and most values in one are of these types.
        if type(value) not in _PLAIN:
            _check(value, depth + 1)


def _check_keys(untrusted: Mapping[str, Json]) -> None:
    try:
        # All keys at once. Printable ASCII is U+0020 to U+007E, where code points and UTF-16 (RFC 8785) order alike.
        keys = "".join(untrusted)
    except TypeError:
        keys = "\x00"
    if not (keys.isascii() and keys.isprintable()):
        raise MalformedError("an object key is printable ASCII")
