"""age (C2SP age-encryption.org/v1) by pyrage: what it seals, stock `age` opens, and the other way round."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence

import pyrage  # type: ignore[import-untyped]  # it carries no types
from pyrage import x25519

from evidence.errors import DigestMismatchError, MalformedError, NotAllowedError, SviedkaError
from evidence.ports import AgeSecret
from evidence.secrecy import Confidential

CHUNK = 1 << 20
_QUEUED = 4


class AgeEnvelope:
    """X25519 recipients only; a passphrase belongs to the identity file."""

    def new_secret(self) -> AgeSecret:
        """A fresh identity line."""
        return Confidential(str(x25519.Identity.generate()))

    def recipient_of(self, secret: AgeSecret) -> str:
        """The `age1…` line of the identity."""
        return str(_identity(secret).to_public())

    def seal(self, content: bytes, recipients: Sequence[str]) -> bytes:
        """One age file for all the recipients."""
        return bytes(pyrage.encrypt(content, _recipients(recipients)))

    def open(self, sealed: bytes, secrets: Sequence[AgeSecret]) -> bytes:
        """The content, authenticated to its end."""
        try:
            return bytes(pyrage.decrypt(sealed, [_identity(secret) for secret in secrets]))
        except pyrage.DecryptError as error:
            raise _refusal(error) from error

    def seal_stream(self, chunks: Iterable[bytes], recipients: Sequence[str], sink: Callable[[bytes], None]) -> None:
        """Seal chunk after chunk; the sink gets the sealed bytes in pieces of 64 KiB."""
        source, target = _Source(chunks), _Sink(sink)
        try:
            pyrage.encrypt_io(source, target, _recipients(recipients))
        except (pyrage.EncryptError, OSError) as error:
            raise source.error or target.error or MalformedError("age refused to seal") from error
        # pyrage reports success when the sink refuses the last piece, which for a small thing is the only one.
        for refused in (source.error, target.error):
            if refused is not None:
                raise refused

    def open_stream(self, read: Callable[[int], bytes], secrets: Sequence[AgeSecret]) -> Iterator[bytes]:
        """Open piece after piece; pyrage pushes, so it runs in a thread and waits while four pieces lie untaken."""
        pump = _Pump(read, [_identity(secret) for secret in secrets])
        try:
            yield from pump.pieces()
        finally:
            pump.stop()


class _Source:
    """Gives chunks of any size in the sizes asked for, and keeps what their iterator raised."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._left = memoryview(b"")
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        while not self._left:
            try:
                self._left = memoryview(next(self._chunks))
            except StopIteration:
                return b""
            except Exception as error:
                # Handed on unchanged by seal_stream: pyrage would make a text of it.
                self.error = error
                raise OSError("the source failed") from error
        size = len(self._left) if size < 0 else size
        piece, self._left = self._left[:size], self._left[size:]
        return bytes(piece)


class _Sink:
    """Takes sealed bytes until the first refusal, which it keeps."""

    def __init__(self, sink: Callable[[bytes], None]) -> None:
        self._sink = sink
        self.error: Exception | None = None

    def write(self, piece: bytes) -> int:
        if self.error is None:
            try:
                self._sink(piece)
            except Exception as error:  # noqa: BLE001 - handed on unchanged by seal_stream
                self.error = error
        if self.error is not None:
            raise OSError("the sink refused") from self.error
        return len(piece)

    def flush(self) -> None:
        """Nothing waits here."""


class _Pump:
    """Runs pyrage's decryption in a thread and hands its pieces over a short queue."""

    def __init__(self, read: Callable[[int], bytes], identities: Sequence[x25519.Identity]) -> None:
        self._queue: queue.Queue[bytes | Exception | None] = queue.Queue(_QUEUED)
        self._stopped = threading.Event()
        self._read = read
        self._waiting = bytearray()
        self._thread = threading.Thread(target=self._run, args=(list(identities),), daemon=True)

    def pieces(self) -> Iterator[bytes]:
        self._thread.start()
        while (piece := self._queue.get()) is not None:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    def stop(self) -> None:
        self._stopped.set()
        while self._thread.is_alive():
            self._drain()
            self._thread.join(0.01)

    def _drain(self) -> None:
        try:
            self._queue.get_nowait()
        except queue.Empty:
            return

    def _run(self, identities: Sequence[x25519.Identity]) -> None:
        source = _Source(iter(lambda: self._read(CHUNK), b""))
        try:
            pyrage.decrypt_io(source, self, identities)
        except Exception as error:  # noqa: BLE001 - every end of this thread is told, or the other one waits for ever
            self._put(source.error or _refusal(error))
            return
        if self._waiting:
            self._put(bytes(self._waiting))
        self._put(None)

    def write(self, piece: bytes) -> int:
        if self._stopped.is_set():
            raise OSError("nobody waits for more")
        self._waiting += piece
        if len(self._waiting) >= CHUNK:
            self._put(bytes(self._waiting))
            self._waiting.clear()
        return len(piece)

    def flush(self) -> None:
        """The rest is handed over at the end, once the end is authenticated."""

    def _put(self, piece: bytes | Exception | None) -> None:
        while not self._stopped.is_set():
            try:
                self._queue.put(piece, timeout=0.1)
            except queue.Full:
                continue
            return


def _refusal(error: Exception) -> SviedkaError:
    # pyrage tells its reasons apart by their text only.
    if "No matching keys" in str(error):
        return NotAllowedError("none of the keys held opens this")
    return DigestMismatchError("sealed bytes that were changed, cut or never were an age file")


def _identity(secret: AgeSecret) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(secret.reveal("to open or to name a recipient"))
    except pyrage.IdentityError as error:
        raise MalformedError("not an age identity line", hint="bech32 notices a slip: compare each group") from error


def _recipients(lines: Sequence[str]) -> list[x25519.Recipient]:
    try:
        return [x25519.Recipient.from_str(line) for line in lines]
    except pyrage.RecipientError as error:
        raise MalformedError("not an age1 recipient line") from error
