"""The vectors of entry, checkpoint and proof: one good file each, and one for each way to be bad.

The files beside this module are what readers in other languages use; a test holds them to what is written here.
Run `python -m tests.vectors.custody_vectors` to write them anew after a change of format.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from evidence.custody.checkpoint import Checkpoint, sign_note, to_base64
from evidence.custody.entry import Draft, EntryType, line, make_entry
from evidence.custody.merkle import Tree
from evidence.custody.proof import write_proof

HERE = Path(__file__).parent
ORIGIN = "wsp-0123456789abcdef/d-02"
KEY = Ed25519PrivateKey.from_private_bytes(b"\x11" * 32)
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
SIZE = 7
SEQ = 4

_RECEIPT = Draft(
    type=EntryType.RECEIVED,
    compartment="case",
    private=(("sha256", hashlib.sha256(b"invented\n").hexdigest()), ("size", 9)),
    object="ab" * 32,
    number="A-000123",
)
MADE = make_entry(
    _RECEIPT, seq=SEQ, time="2026-11-25T09:14:03Z", actor="k-7f3a", device="d-02", salts=iter([b"s" * 16, b"t" * 16])
)
LINE = line(MADE.entry)
TREE = Tree(LINE if index == SEQ else b"leaf %d" % index for index in range(SIZE))
CHECKPOINT = Checkpoint(origin=ORIGIN, size=SIZE, root=TREE.root())
NOTE = sign_note(CHECKPOINT, public_key=PUBLIC, sign=KEY.sign)
PROOF = write_proof(index=SEQ, path=TREE.inclusion(SEQ), note=NOTE)


def changed(content: bytes, old: bytes, new: bytes) -> bytes:
    """The content with its first `old` replaced; what is not there cannot be."""
    if old not in content:
        raise ValueError(old)
    return content.replace(old, new, 1)


def bad_entries() -> dict[str, bytes]:
    """Lines, without newline, that no reader takes for an entry."""
    one, two = (digest.encode() for digest in MADE.entry.sd)
    return {
        "a-space": changed(LINE, b",", b", "),
        "another-order": changed(
            LINE, b'"seq":4,"time":"2026-11-25T09:14:03Z"', b'"time":"2026-11-25T09:14:03Z","seq":4'
        ),
        "a-key-twice": changed(LINE, b'"seq":4', b'"seq":4,"seq":4'),
        "a-key-more": changed(LINE, b'"seq"', b'"note":"","seq"'),
        "a-key-less": changed(LINE, b'"device":"d-02",', b""),
        "digests-unsorted": changed(LINE, b'"' + one + b'","' + two, b'"' + two + b'","' + one),
        "a-digest-twice": changed(LINE, two, one),
        "a-digest-short": changed(LINE, two, two[:-1]),
        "a-digest-with-spare-bits": changed(LINE, two, two[:-1] + b"B"),
        "a-digest-padded": changed(LINE, two, two + b"="),
        "no-such-type": changed(LINE, b"received", b"believed"),
        "a-newer-version": changed(LINE, b'"v":1', b'"v":2'),
        "version-true": changed(LINE, b'"v":1', b'"v":true'),
        "received-without-number": changed(LINE, b'"number":"A-000123",', b""),
        "received-without-object": changed(LINE, b'"object":"' + b"ab" * 32 + b'",', b""),
        "recorded-with-number": changed(LINE, b"received", b"recorded"),
        "object-in-capitals": changed(LINE, b"ab" * 32, b"AB" * 32),
        "number-too-short": changed(LINE, b"A-000123", b"A-123"),
        "seq-with-a-zero": changed(LINE, b'"seq":4', b'"seq":04'),
        "seq-negative": changed(LINE, b'"seq":4', b'"seq":-4'),
        "seq-a-float": changed(LINE, b'"seq":4', b'"seq":4.0'),
        "seq-a-string": changed(LINE, b'"seq":4', b'"seq":"4"'),
        "time-with-an-offset": changed(LINE, b"09:14:03Z", b"09:14:03+00:00"),
        "time-with-a-fraction": changed(LINE, b"09:14:03Z", b"09:14:03.1Z"),
        "time-on-no-day": changed(LINE, b"2026-11-25", b"2026-11-31"),
        "an-escape": changed(LINE, b"case", b"c\\u0061se"),
        "an-actor-outside-ascii": changed(LINE, b"k-7f3a", "k-7f3а".encode()),
        "a-byte-order-mark": b"\xef\xbb\xbf" + LINE,
        "a-carriage-return": LINE + b"\r",
        "a-nul": LINE + b"\0",
        "two-lines": LINE + b"\n" + LINE,
        "empty": b"",
        "not-json": LINE[:-1],
    }


def bad_checkpoints() -> dict[str, bytes]:
    """Notes that no reader takes for a checkpoint of this log; those named `signature-…` are well spelled."""
    text, _, signed = NOTE.partition(b"\n\n")
    root, spelled = text.split(b"\n")[2], signed.split(b" ")[2]
    foreign = Ed25519PrivateKey.from_private_bytes(b"\x22" * 32)
    public = foreign.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    other_text = Checkpoint(origin=ORIGIN, size=SIZE + 1, root=TREE.root()).text()
    return {
        "no-signature": text + b"\n",
        "two-signatures": NOTE + signed,
        "no-empty-line": text + b"\n" + signed,
        "an-extension-line": text + b"\nextension\n\n" + signed,
        "size-with-a-zero": changed(NOTE, b"\n7\n", b"\n07\n"),
        "size-negative": changed(NOTE, b"\n7\n", b"\n-7\n"),
        "root-with-spare-bits": changed(NOTE, root, root[:-2] + bytes([root[-2] + 1]) + b"="),
        "root-without-padding": changed(NOTE, root, root[:-1]),
        "root-too-short": changed(NOTE, root, to_base64(b"r" * 31).encode()),
        "a-hyphen-for-the-dash": changed(NOTE, "—".encode(), b"-"),
        "a-key-of-another-name": changed(NOTE, "— wsp".encode(), "— wsq".encode()),
        "an-origin-with-a-space": NOTE.replace(b"/d-02", b"/d 02"),
        "signature-line-too-short": changed(NOTE, spelled, spelled[:-5] + b"\n"),
        "carriage-returns": NOTE.replace(b"\n", b"\r\n"),
        "no-last-newline": NOTE[:-1],
        "a-nul": NOTE[:-1] + b"\0\n",
        "empty": b"",
        "signature-of-another-key": sign_note(CHECKPOINT, public_key=public, sign=foreign.sign),
        "signature-of-another-text": other_text + b"\n" + signed,
        "signature-of-another-log": NOTE.replace(b"/d-02", b"/d-03"),
    }


def bad_proofs() -> dict[str, bytes]:
    """Texts that prove nothing; those named `path-…` are well spelled and lead elsewhere."""
    head, _, note = PROOF.partition(b"\n\n")
    lines = head.split(b"\n")
    steps = lines[2:]

    def proof(*parts: bytes) -> bytes:
        return b"\n".join([*lines[:2], *parts]) + b"\n\n" + note

    return {
        "another-header": changed(PROOF, b"@v1", b"@v2"),
        "an-extra-line": changed(PROOF, b"\nindex", b"\nextra YQ==\nindex"),
        "no-index": changed(PROOF, b"index 4\n", b""),
        "index-with-a-zero": changed(PROOF, b"index 4", b"index 04"),
        "index-past-the-end": changed(PROOF, b"index 4", b"index 7"),
        "a-step-too-short": changed(PROOF, steps[0], to_base64(b"r" * 31).encode()),
        "a-step-with-spare-bits": changed(PROOF, steps[0], steps[0][:-2] + bytes([steps[0][-2] + 1]) + b"="),
        "a-step-in-base64url": proof(b"-" * 43 + b"=", *steps[1:]),
        "no-empty-line": head + b"\n" + note,
        "two-empty-lines": head + b"\n\n\n" + note,
        "no-checkpoint": head + b"\n\n",
        "carriage-returns": head.replace(b"\n", b"\r\n") + b"\r\n\r\n" + note,
        "no-last-newline": PROOF[:-1],
        "too-many-steps": proof(*steps, *[steps[0]] * 50),
        "empty": b"",
        "path-without-a-step": proof(*steps[1:]),
        "path-with-a-step-more": proof(*steps, steps[0]),
        "path-with-steps-swapped": proof(steps[1], steps[0], *steps[2:]),
        "path-with-a-wrong-step": proof(to_base64(b"r" * 32).encode(), *steps[1:]),
        "path-of-another-index": changed(PROOF, b"index 4", b"index 5"),
    }


def files() -> dict[str, bytes]:
    """Every vector by its path beside this module."""
    written = {
        "entry/good.line": LINE,
        "entry/good.opened": "".join(text + "\n" for text in MADE.disclosures).encode(),
        "checkpoint/good.note": NOTE,
        "checkpoint/log.key": PUBLIC.hex().encode() + b"\n",
        "proof/good.proof": PROOF,
    }
    written |= {f"entry/bad-{name}.line": content for name, content in bad_entries().items()}
    written |= {f"checkpoint/bad-{name}.note": content for name, content in bad_checkpoints().items()}
    written |= {f"proof/bad-{name}.proof": content for name, content in bad_proofs().items()}
    return written


if __name__ == "__main__":
    for path, content in files().items():
        (HERE / path).write_bytes(content)
