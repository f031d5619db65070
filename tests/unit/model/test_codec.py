"""Records to bytes and back: vectors, and laws over every kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from evidence import canonical
from evidence.custody.commitments import from_base64url
from evidence.custody.signature import verifies
from evidence.errors import MalformedError
from evidence.ids import WorkspaceId
from evidence.model.claim import Claim
from evidence.model.codec import body_of, check_record, parse_record, signed_message, unsigned_bytes
from evidence.model.record import UnknownRecord

VECTORS = Path(__file__).parents[2] / "vectors" / "record"
GOOD = canonical.decode_object((VECTORS / "claim.json").read_bytes())
EXPECTED = json.loads((VECTORS / "claim.expected.json").read_text())


def holds(body: dict[str, canonical.Json]) -> bool:
    try:
        check_record(body)
        signature = from_base64url(str(body["sig"]))
    except MalformedError:
        return False
    return verifies(
        bytes.fromhex(EXPECTED["public_key"]), signature, signed_message(WorkspaceId(EXPECTED["workspace"]), body)
    )


def test_the_good_vector_reads_as_its_claim_and_writes_the_same_bytes() -> None:
    record = parse_record(GOOD)

    assert isinstance(record, Claim)
    assert record.id == EXPECTED["id"] == check_record(GOOD)
    assert canonical.encode(body_of(record)) == (VECTORS / "claim.json").read_bytes()
    assert holds(GOOD)


@pytest.mark.parametrize("vector", sorted(VECTORS.glob("bad-*.json")), ids=lambda path: path.stem)
def test_each_bad_vector_fails_its_id_or_its_signature(vector: Path) -> None:
    assert not holds(canonical.decode_object(vector.read_bytes()))


def test_a_newer_kind_is_kept_and_still_verifies() -> None:
    body = canonical.decode_object((VECTORS / "newer-kind.json").read_bytes())

    assert isinstance(parse_record(body), UnknownRecord)
    assert holds(body)


@given(st.data())
def test_any_changed_field_is_noticed(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(GOOD)))
    value: canonical.Json = data.draw(
        st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=5), st.just([]))
    )
    changed = {**GOOD, name: value}

    assert holds(changed) == (changed == GOOD)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.text(st.characters(exclude_categories=["Cs"])),
)
KEYS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
VALUES: st.SearchStrategy[canonical.Json] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=20,
)


@given(VALUES)
def test_canonical_json_is_what_an_independent_writer_of_rfc_8785_writes(value: canonical.Json) -> None:
    written = canonical.encode(value)

    assert written == rfc8785.dumps(value)
    assert canonical.decode(written) == value


NOT_CANONICAL = (
    b'{"a":1,"a":2}', b'{"b":1,"a":2}', b'{"a": 1}', b"1.0", b"1e2", b'"\\ud800"', b"9007199254740992", b"{}\n", b"",
    b"nul", b'{"\xd1\x84":1}', b'"\\u0041"', b"[1,]",
)  # fmt: skip


@pytest.mark.parametrize("untrusted", NOT_CANONICAL)
def test_json_that_is_not_canonical_is_refused(untrusted: bytes) -> None:
    with pytest.raises(MalformedError):
        canonical.decode(untrusted)


def test_id_and_signature_are_not_part_of_what_is_named_and_signed() -> None:
    assert unsigned_bytes(GOOD) == unsigned_bytes({**GOOD, "id": "x", "sig": "y"})
