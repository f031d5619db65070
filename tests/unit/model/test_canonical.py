"""Canonical JSON has one spelling for every value, and refuses what has two or none."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import canonical
from evidence.canonical import Json
from evidence.errors import MalformedError

LARGEST = 2**53 - 1
DEEPEST = 64
Wrap = Callable[[Json], Json]
_LEAVES = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(st.characters(codec="utf-8"))
_KEYS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=4)
VALUES: st.SearchStrategy[Json] = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4), max_leaves=12
)


@given(value=VALUES)
def test_what_was_encoded_decodes_to_the_same_value(value: Json) -> None:
    assert canonical.decode(canonical.encode(value)) == value


@given(keys=st.lists(st.text(max_size=3), unique=True, max_size=3))
def test_a_key_is_printable_ascii_and_no_other_passes_beside_it(keys: list[str]) -> None:
    allowed = all(re.fullmatch(r"[\x20-\x7e]*", key) for key in keys)

    if allowed:
        assert canonical.decode(canonical.encode(dict.fromkeys(keys))) == dict.fromkeys(keys)
    else:
        with pytest.raises(MalformedError, match="ASCII"):
            canonical.encode(dict.fromkeys(keys))


@pytest.mark.parametrize("key", [1, None, True, b"a", ("a",)])
def test_a_key_that_is_no_text_is_refused(key: str) -> None:
    with pytest.raises(MalformedError, match="key"):
        canonical.encode({"a": 1, key: 2})


@pytest.mark.parametrize("inside", ["word", 1, None, True, [], {}])
@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"a": inner}])
def test_sixty_four_levels_pass_and_one_more_does_not(inside: Json, wrap: Wrap) -> None:
    value = inside
    for _ in range(DEEPEST):
        value = wrap(value)
    written = canonical.encode(value)

    assert canonical.decode(written) == value
    with pytest.raises(MalformedError, match="deep"):
        canonical.encode(wrap(value))


@pytest.mark.parametrize("value", [1.0, LARGEST + 1, -LARGEST - 1, "\ud800", b"a", {1}, object()])
@pytest.mark.parametrize("wrap", [lambda inner: inner, lambda inner: ["a", inner], lambda inner: {"a": inner}])
def test_what_has_no_one_spelling_is_refused_wherever_it_stands(value: Json, wrap: Wrap) -> None:
    with pytest.raises(MalformedError):
        canonical.encode(wrap(value))


@pytest.mark.parametrize(
    "untrusted",
    [b'{"b":1,"a":2}', b'{"a":1,"a":1}', b"[1, 2]", b"1.0", b"1e3", b"-0", b'"\\u0041"', b"[1]\n", b"", b"nul"],
)
def test_another_spelling_of_a_value_is_refused(untrusted: bytes) -> None:
    with pytest.raises(MalformedError):
        canonical.decode(untrusted)
