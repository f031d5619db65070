"""What every vault promises, asked of the folder and of the one in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.adapters.envelope_age import AgeEnvelope
from evidence.adapters.vault_folder import FolderVault
from evidence.digest import Blake3, blake3_of, digests_of
from evidence.errors import DigestMismatchError, NotAllowedError, NotHeldError, UnknownReferenceError
from evidence.ports import AgeSecret, Vault
from tests.support.store import MemoryVault, PaperKeyring

ABSENT = Blake3("0" * 64)


class _RealKeyring(PaperKeyring):
    """Like the paper one, with age keys that open."""

    def __init__(self, held: tuple[str, ...]) -> None:
        super().__init__(held)
        self._envelope = AgeEnvelope()
        self._secrets = {name: self._envelope.new_secret() for name in self.compartments()}

    def recipient(self, compartment: str) -> tuple[int, str]:
        super().recipient(compartment)
        return 1, self._envelope.recipient_of(self._secrets[compartment])

    def secrets(self, compartment: str) -> dict[int, AgeSecret]:
        super().secrets(compartment)
        return {1: self._secrets[compartment]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    vault: Vault
    swap: Callable[[Blake3], None]
    shred: Callable[[Blake3], None]


def _memory(_: Path) -> Case:
    vault = MemoryVault(PaperKeyring(("open", "case")))
    return Case(vault=vault, swap=vault.swap, shred=vault.shred)


def _folder(folder: Path) -> Case:
    def swap(object_: Blake3) -> None:
        path = folder / "objects" / object_[:2] / f"{object_}.age"
        content = bytearray(path.read_bytes())
        content[-1] ^= 1
        path.chmod(0o600)
        path.write_bytes(content)

    def shred(object_: Blake3) -> None:
        for path in folder.glob(f"keys/*/*/*/{object_}.age"):
            path.unlink()

    vault = FolderVault(folder, AgeEnvelope(), _RealKeyring(("open", "case")))
    return Case(vault=vault, swap=swap, shred=shred)


@pytest.fixture(params=[_memory, _folder], ids=["memory", "folder"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    made: Case = request.param(tmp_path)
    return made


def _all(vault: Vault, object_: Blake3, compartment: str | None = None) -> bytes:
    return b"".join(vault.get(object_, compartment))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(chunks=st.lists(st.binary(max_size=200_000), max_size=4))
def test_what_was_put_comes_out_with_both_its_digests(case: Case, chunks: list[bytes]) -> None:
    stored = case.vault.put(chunks, "case")

    assert _all(case.vault, stored.object) == b"".join(chunks)
    assert stored.digests == digests_of(chunks)


def test_the_address_is_the_blake3_of_the_stored_bytes(case: Case) -> None:
    stored = case.vault.put([b"a page"], "case")

    sealed = b"".join(case.vault.stored(stored.object))
    assert blake3_of(sealed) == stored.object
    assert case.vault.size(stored.object) == len(sealed)
    assert list(case.vault.objects()) == [stored.object]


def test_one_thing_put_twice_is_two_objects_that_say_nothing_of_each_other(case: Case) -> None:
    first, second = case.vault.put([b"same"], "case"), case.vault.put([b"same"], "case")

    assert first.object != second.object
    assert first.digests == second.digests


def test_staged_bytes_that_are_dropped_leave_nothing(case: Case) -> None:
    staged = case.vault.stage([b"never kept"], "case")
    case.vault.drop(staged)
    case.vault.drop(staged)

    assert list(case.vault.objects()) == []


def test_a_source_that_fails_in_the_middle_leaves_nothing_and_its_error_comes_out(case: Case) -> None:
    class _TornError(Exception):
        pass

    def torn() -> Iterator[bytes]:
        yield b"x" * 3_000_000
        raise _TornError

    with pytest.raises(_TornError):
        case.vault.put(torn(), "case")
    assert list(case.vault.objects()) == []


def test_an_absent_object_is_not_held(case: Case) -> None:
    for ask in (lambda: _all(case.vault, ABSENT), lambda: list(case.vault.stored(ABSENT))):
        with pytest.raises(NotHeldError):
            ask()
    with pytest.raises(NotHeldError):
        case.vault.size(ABSENT)


def test_a_compartment_that_is_not_held_is_not_opened(case: Case) -> None:
    stored = case.vault.put([b"a name"], "sealed")

    with pytest.raises(NotAllowedError):
        _all(case.vault, stored.object)
    assert case.vault.has_key(stored.object)


def test_a_compartment_that_the_policy_lacks_takes_nothing(case: Case) -> None:
    with pytest.raises(UnknownReferenceError):
        case.vault.put([b"x"], "attic")


def test_an_object_of_another_compartment_is_not_held_in_this_one(case: Case) -> None:
    stored = case.vault.put([b"x"], "case")

    with pytest.raises(NotHeldError):
        _all(case.vault, stored.object, "open")
    assert _all(case.vault, stored.object, "case") == b"x"


def test_a_flipped_bit_does_not_open(case: Case) -> None:
    stored = case.vault.put([b"x" * 100_000], "case")
    case.swap(stored.object)

    with pytest.raises(DigestMismatchError):
        _all(case.vault, stored.object)
    assert blake3_of(b"".join(case.vault.stored(stored.object))) != stored.object


def test_a_shredded_object_is_there_and_opens_no_more(case: Case) -> None:
    stored = case.vault.put([b"x"], "case")
    case.shred(stored.object)

    assert not case.vault.has_key(stored.object)
    assert case.vault.size(stored.object) > 0
    with pytest.raises(NotHeldError):
        _all(case.vault, stored.object)


def test_only_what_this_vault_put_is_taken_back(case: Case) -> None:
    stored = case.vault.put([b"x"], "case")
    case.vault.take_back(stored)

    assert list(case.vault.objects()) == []
    with pytest.raises(NotAllowedError):
        case.vault.take_back(stored)


def test_a_reader_that_goes_away_early_ends_cleanly(case: Case) -> None:
    stored = case.vault.put([b"x" * 1_000_000] * 12, "case")
    pieces = case.vault.get(stored.object)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]  # every adapter gives a generator

    assert len(_all(case.vault, stored.object)) == 12_000_000
