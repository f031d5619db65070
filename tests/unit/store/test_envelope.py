from __future__ import annotations

import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.adapters.envelope_age import AgeEnvelope
from evidence.errors import DigestMismatchError, MalformedError, NotAllowedError, SviedkaError
from evidence.secrecy import Confidential

ENVELOPE = AgeEnvelope()
SECRET = ENVELOPE.new_secret()
RECIPIENT = ENVELOPE.recipient_of(SECRET)


def _sealed(chunks: list[bytes]) -> bytes:
    pieces: list[bytes] = []
    ENVELOPE.seal_stream(chunks, [RECIPIENT], pieces.append)
    return b"".join(pieces)


def _read(content: bytes) -> Iterator[bytes]:
    left = bytearray(content)

    def read(size: int) -> bytes:
        piece = bytes(left[:size])
        del left[:size]
        return piece

    yield from ENVELOPE.open_stream(read, [SECRET])


@settings(max_examples=30, deadline=None)
@given(chunks=st.lists(st.binary(max_size=200_000), max_size=4))
def test_what_is_sealed_whole_or_in_a_stream_opens_whole_or_in_a_stream(chunks: list[bytes]) -> None:
    content = b"".join(chunks)
    for sealed in (ENVELOPE.seal(content, [RECIPIENT]), _sealed(chunks)):
        assert ENVELOPE.open(sealed, [SECRET]) == content
        assert b"".join(_read(sealed)) == content


@pytest.mark.parametrize("size", [0, 10, 1000, 70_000, 3_000_000])
@pytest.mark.parametrize("taken", [0, 1])
def test_a_sink_that_refuses_is_never_success(size: int, taken: int) -> None:
    written: list[int] = []

    def sink(piece: bytes) -> None:
        if len(written) >= taken:
            raise OSError(errno.ENOSPC, "full")
        written.append(len(piece))

    if taken and size < 60_000:
        ENVELOPE.seal_stream([b"x" * size], [RECIPIENT], sink)
        taken = 0
    with pytest.raises(OSError, match="full") as caught:
        ENVELOPE.seal_stream([b"x" * size], [RECIPIENT], sink)
    assert caught.value.errno == errno.ENOSPC


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_bytes_that_were_changed_or_cut_do_not_open(data: st.DataObject) -> None:
    sealed = bytearray(_sealed([b"x" * 100]))
    # age adds a random stanza now and then, so that the length is not the same each time.
    at = data.draw(st.integers(0, 10_000)) % len(sealed)
    if data.draw(st.booleans()):
        sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del sealed[at:]

    with pytest.raises(SviedkaError):
        ENVELOPE.open(bytes(sealed), [SECRET])
    with pytest.raises(SviedkaError):
        list(_read(bytes(sealed)))


def test_a_stream_cut_between_two_pieces_is_not_the_end() -> None:
    sealed = _sealed([b"x" * 65536 * 40])
    cut = sealed[: -(len(sealed) // 2)]
    with pytest.raises(DigestMismatchError):
        list(_read(cut))


def test_a_key_that_does_not_fit_is_told_from_bytes_that_were_changed() -> None:
    with pytest.raises(NotAllowedError):
        ENVELOPE.open(_sealed([b"x"]), [ENVELOPE.new_secret()])


def test_what_is_no_key_is_malformed() -> None:
    with pytest.raises(MalformedError):
        ENVELOPE.recipient_of(Confidential("AGE-SECRET-KEY-1QQQQ"))
    with pytest.raises(MalformedError):
        ENVELOPE.seal(b"x", ["age1qqqq"])


def test_stock_age_opens_a_stream_and_is_opened(tmp_path: Path) -> None:
    key = tmp_path / "key.txt"
    key.write_text(SECRET.reveal("to test with stock age") + "\n")
    content = b"page" * 50_000

    opened = subprocess.run(["age", "-d", "-i", str(key)], input=_sealed([content]), capture_output=True, check=True)
    sealed = subprocess.run(["age", "-r", RECIPIENT], input=content, capture_output=True, check=True)

    assert opened.stdout == content
    assert b"".join(_read(sealed.stdout)) == content


def test_an_error_of_the_disk_while_opening_comes_out_as_it_is() -> None:
    def read(_: int) -> bytes:
        raise OSError(errno.EIO, "bad sector")

    with pytest.raises(OSError, match="bad sector"):
        list(ENVELOPE.open_stream(read, [SECRET]))
