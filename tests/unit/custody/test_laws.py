"""Laws of the pure custody formats: round trips, one spelling, and proofs that hold for exactly one thing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.canonical import Json
from evidence.custody.checkpoint import Checkpoint, parse_note
from evidence.custody.commitments import digest_of, disclose, open_disclosure
from evidence.custody.entry import (
    Draft,
    EntryType,
    Made,
    body_line,
    line,
    make_entry,
    open_entry,
    parse_body_line,
    parse_entry,
)
from evidence.custody.merkle import EMPTY_ROOT, Tree, leaf_hash, node_hash, verify_consistency, verify_inclusion
from evidence.custody.proof import check_proof, parse_proof, write_proof
from evidence.errors import DigestMismatchError, MalformedError, NewerFormatError, SviedkaError
from tests.vectors import custody_vectors as vectors

names = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
values: st.SearchStrategy[Json] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
salt = st.binary(min_size=16, max_size=16)


def salts() -> Iterator[bytes]:
    return (hashlib.sha256(b"%d" % number).digest()[:16] for number in count())


@st.composite
def made_entries(draw: st.DrawFn) -> Made:
    kind = draw(st.sampled_from(EntryType))
    private = draw(st.dictionaries(names, values, max_size=5))
    draft = Draft(
        type=kind,
        compartment=draw(st.sampled_from(["open", "case", "protected", "sealed"])),
        private=(("record", draw(values)),) if kind is EntryType.RECORDED else tuple(private.items()),
        object="0f" * 32 if kind in (EntryType.RECEIVED, EntryType.DERIVED) else None,
        number="B-000007" if kind is EntryType.RECEIVED else None,
    )
    seq = draw(st.integers(0, 10**15 - 1))
    return make_entry(draft, seq=seq, time="2026-11-25T09:14:03Z", actor="k-7f3a", device="d-02", salts=salts())


# ---- commitments -----------------------------------------------------------------------------------------------------
@given(names, values, salt)
def test_what_was_disclosed_is_opened_again(name: str, value: Json, salt: bytes) -> None:
    assert open_disclosure(disclose(name, value, salt)) == (salt, name, value)


@given(names, values, salt, salt)
def test_another_salt_gives_another_digest(name: str, value: Json, one: bytes, other: bytes) -> None:
    same = digest_of(disclose(name, value, one)) == digest_of(disclose(name, value, other))

    assert same == (one == other)


@given(names, values, salt, st.data())
def test_a_disclosure_has_one_spelling(name: str, value: Json, salt: bytes, data: st.DataObject) -> None:
    disclosure = disclose(name, value, salt)
    place = data.draw(st.integers(0, len(disclosure) - 1))
    letter = data.draw(st.sampled_from("AQgw019-_+/= \n"))
    changed = disclosure[:place] + letter + disclosure[place + 1 :]

    try:
        opened = open_disclosure(changed)
    except MalformedError:
        return
    assert (opened == (salt, name, value)) == (changed == disclosure)


def test_a_digest_is_that_of_rfc_9901() -> None:
    # RFC 9901, 4.2.3: the digest of the example in 4.2.1.
    disclosure = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"

    assert digest_of(disclosure) == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"


@pytest.mark.parametrize("name", ["", "_sd", "...", "Name", "a-b", "é"])
def test_a_name_outside_the_pattern_is_refused(name: str) -> None:
    with pytest.raises(MalformedError):
        disclose(name, 1, b"s" * 16)


# ---- entries ---------------------------------------------------------------------------------------------------------
@given(made_entries())
def test_an_entry_is_read_back_and_opens_whole(made: Made) -> None:
    assert parse_entry(line(made.entry)) == made.entry
    assert set(open_entry(made.entry, made.disclosures).private) == {
        open_disclosure(text)[1] for text in made.disclosures
    }
    assert parse_body_line(body_line(made.entry.seq, made.disclosures)) == (made.entry.seq, made.disclosures)


@given(made_entries(), st.data())
def test_a_changed_byte_is_refused_or_is_another_entry(made: Made, data: st.DataObject) -> None:
    content = bytearray(line(made.entry))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))

    try:
        entry = parse_entry(bytes(content))
    except (MalformedError, NewerFormatError):
        return
    assert entry != made.entry
    assert line(entry) == bytes(content)


@given(made_entries())
def test_an_entry_with_an_opening_left_out_opens_only_in_part(made: Made) -> None:
    if not made.disclosures:
        return
    with pytest.raises(DigestMismatchError):
        open_entry(made.entry, made.disclosures[1:])

    assert len(open_entry(made.entry, made.disclosures[1:], whole=False).private) == len(made.disclosures) - 1


@given(made_entries(), names, values)
def test_what_an_entry_does_not_commit_to_is_refused(made: Made, name: str, value: Json) -> None:
    with pytest.raises(DigestMismatchError):
        open_entry(made.entry, [*made.disclosures, disclose(name, value, b"f" * 16)], whole=False)


def test_the_same_field_is_not_opened_twice() -> None:
    with pytest.raises(DigestMismatchError):
        open_entry(vectors.MADE.entry, [vectors.MADE.disclosures[0]] * 2, whole=False)


@pytest.mark.parametrize(
    "text",
    [b"", b"{}", b'{"sd":[],"seq":true}', b'{"sd":[1],"seq":1}', b'{"seq":1,"sd":[]}', b'{"a":1,"sd":[],"seq":1}'],
)
def test_a_body_line_of_another_form_is_refused(text: bytes) -> None:
    with pytest.raises(MalformedError):
        parse_body_line(text)


def test_a_recorded_draft_has_one_private_field() -> None:
    with pytest.raises(MalformedError):
        Draft(type=EntryType.RECORDED, compartment="case", private=(("record", 1), ("more", 2)))


# ---- tree ------------------------------------------------------------------------------------------------------------
def plain_root(leaves: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, as it is written there."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(plain_root(leaves[:k]), plain_root(leaves[k:]))


LEAVES = [b"leaf %d" % number for number in range(70)]
GROWN = Tree(LEAVES)


@given(st.integers(0, 70))
def test_every_root_is_that_of_the_definition(size: int) -> None:
    assert GROWN.root(size) == Tree(LEAVES[:size]).root() == plain_root(LEAVES[:size])


@given(st.integers(1, 70), st.data())
def test_an_inclusion_proof_holds_for_its_leaf_index_and_size_only(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    path, root, leaf = GROWN.inclusion(index, size), GROWN.root(size), leaf_hash(LEAVES[index])
    other = data.draw(st.integers(0, 71))
    shorter = data.draw(st.integers(0, 10))

    assert verify_inclusion(index=index, size=size, leaf=leaf, path=path, root=root)
    assert verify_inclusion(index=other, size=size, leaf=leaf, path=path, root=root) == (other == index)
    assert not verify_inclusion(index=index, size=size, leaf=leaf_hash(b"else"), path=path, root=root)
    assert not verify_inclusion(index=index, size=size, leaf=leaf, path=[*path, root], root=root)
    if shorter < len(path):
        assert not verify_inclusion(index=index, size=size, leaf=leaf, path=path[:shorter], root=root)


@given(st.integers(1, 70), st.data())
def test_a_consistency_proof_holds_for_its_two_roots_only(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, new))
    path = GROWN.consistency(old, new)
    forged = Tree([*LEAVES[: max(old - 1, 0)], b"forged"]).root()

    def holds(old_root: bytes, new_root: bytes) -> bool:
        return verify_consistency(old=old, new=new, old_root=old_root, new_root=new_root, path=path)

    assert holds(GROWN.root(old), GROWN.root(new))
    assert not holds(forged, GROWN.root(new))
    # An empty tree is a beginning of everything, and says nothing of the newer root.
    assert old == 0 or not holds(GROWN.root(old), forged)


def test_a_tree_gives_no_proof_beyond_itself() -> None:
    for ask in (lambda: GROWN.root(71), lambda: GROWN.inclusion(70), lambda: GROWN.consistency(5, 4)):
        with pytest.raises(MalformedError):
            ask()


# ---- checkpoints and proofs ------------------------------------------------------------------------------------------
@settings(max_examples=300)
@given(st.integers(0, len(vectors.NOTE) - 1), st.integers(1, 255))
def test_any_changed_byte_of_a_note_is_refused(place: int, change: int) -> None:
    note = bytearray(vectors.NOTE)
    note[place] ^= change

    with pytest.raises(SviedkaError):
        parse_note(bytes(note), origin=vectors.ORIGIN, public_key=vectors.PUBLIC)


@settings(max_examples=400)
@given(st.integers(0, len(vectors.PROOF) - 1), st.integers(1, 255))
def test_any_changed_byte_of_a_proof_is_refused(place: int, change: int) -> None:
    content = bytearray(vectors.PROOF)
    content[place] ^= change

    with pytest.raises(SviedkaError):
        check_proof(parse_proof(bytes(content)), leaf=vectors.LINE, origin=vectors.ORIGIN, public_key=vectors.PUBLIC)


@given(st.integers(1, 70), st.data())
def test_a_proof_is_written_back_as_it_was_read(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    text = write_proof(index=index, path=GROWN.inclusion(index, size), note=_note(size))
    proof = parse_proof(text)

    assert write_proof(index=proof.index, path=proof.path, note=proof.note) == text
    checked = check_proof(proof, leaf=LEAVES[index], origin=vectors.ORIGIN, public_key=vectors.PUBLIC)
    assert (checked.size, checked.root) == (size, GROWN.root(size))


def _note(size: int) -> bytes:
    from evidence.custody.checkpoint import sign_note

    checkpoint = Checkpoint(origin=vectors.ORIGIN, size=size, root=GROWN.root(size))
    return sign_note(checkpoint, public_key=vectors.PUBLIC, sign=vectors.KEY.sign)
