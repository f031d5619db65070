"""What no signature covers has one spelling: the seal as a file, and what stands before the token of a time stamp."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.adapters.seal_openssl import OpensslSealer
from evidence.custody.stamp_reply import bare
from tests.security.der import Node, read, twin
from tests.security.package_maker import openssl
from tests.security.verifier_bench import BROKEN, INTACT, Case, both

NULL = Node(5)


def seal_of(case: Case) -> Node:
    [seal] = read((case.root / "seal/case.p7s").read_bytes())
    return seal


def parts_of(seal: Node) -> dict[str, Node]:
    """The parts that no signature, or no signature in this spelling, covers."""
    signed = seal[1][0]
    signer, certificate = signed[4][0], signed[3][0]
    return {
        "all": seal, "signed data": signed, "digests": signed[1], "digest": signed[1][0], "content": signed[2],
        "certificates": signed[3], "certificate": certificate, "its algorithm": certificate[1],
        "its signature": certificate[2], "signers": signed[4], "signer": signer, "signer's name": signer[1],
        "issuer": signer[1][0], "part of the issuer": signer[1][0][0], "issuer's text": signer[1][0][0][0][1],
        "serial number": signer[1][1], "signer's digest": signer[2], "attributes": signer[3],
        "an attribute": signer[3][0], "an attribute's value": signer[3][0][1], "algorithm": signer[4],
        "signature": signer[5],
    }  # fmt: skip


def test_the_parts_are_put_together_to_the_same_bytes(true_case: Case) -> None:
    assert seal_of(true_case).coded() == (true_case.root / "seal/case.p7s").read_bytes()


NAMES = (
    "all", "signed data", "digests", "digest", "content", "certificates", "certificate", "its algorithm",
    "its signature", "signers", "signer", "signer's name", "issuer", "part of the issuer", "issuer's text",
    "serial number", "signer's digest", "attributes", "an attribute", "an attribute's value", "algorithm", "signature",
)  # fmt: skip


@pytest.mark.parametrize("spelling", ["long", "indefinite"])
@pytest.mark.parametrize("name", NAMES)
def test_a_length_of_the_seal_has_one_spelling(case: Case, name: str, spelling: str) -> None:
    seal = seal_of(case)
    part = parts_of(seal)[name]
    if part.parts is None and spelling == "indefinite":
        spelling = "long"
    part.spelling = spelling
    (case.root / "seal/case.p7s").write_bytes(seal.coded())

    answer = both(case.root, case.keys, every=False)

    assert (answer.code, answer.judged("S1")) == (BROKEN, {"BROKEN"})


def another_digest(name: str) -> Callable[[Node], None]:
    def change(seal: Node) -> None:
        parts = parts_of(seal)[name].parts
        assert parts is not None
        parts.append(NULL)

    return change


def other_twin(seal: Node) -> None:
    signature = parts_of(seal)["signature"]
    signature.body = twin(signature.body)


def certificates_twin(seal: Node) -> None:
    signature = parts_of(seal)["its signature"]
    signature.body = b"\0" + twin(signature.body[1:])


def signature_in_pieces(seal: Node) -> None:
    signature = parts_of(seal)["signature"]
    signature.tag, signature.parts = 0x24, [Node(4, signature.body[:9]), Node(4, signature.body[9:])]


def attributes_in_another_order(seal: Node) -> None:
    parts = parts_of(seal)["attributes"].parts
    assert parts is not None
    parts.reverse()


def digest_twice(seal: Node) -> None:
    parts = parts_of(seal)["digests"].parts
    assert parts is not None
    parts.append(parts[0])


def certificate_twice(seal: Node) -> None:
    parts = parts_of(seal)["certificates"].parts
    assert parts is not None
    parts.append(parts[0])


def empty_content(seal: Node) -> None:
    parts = parts_of(seal)["content"].parts
    assert parts is not None
    parts.append(Node(0xA0, parts=[Node(4)]))


def padded(name: str) -> Callable[[Node], None]:
    def change(seal: Node) -> None:
        node = parts_of(seal)[name]
        node.body = b"\0" + node.body

    return change


def unsigned_attribute(seal: Node) -> None:
    parts = parts_of(seal)["signer"].parts
    assert parts is not None
    parts.append(Node(0xA1, parts=[parts[3][0]]))


SPELLINGS: dict[str, Callable[[Node], None]] = {
    "NULL after the digest": another_digest("digest"),
    "NULL after the signer's digest": another_digest("signer's digest"),
    "NULL after the algorithm": another_digest("algorithm"),
    "NULL after the certificate's algorithm": another_digest("its algorithm"),
    "the twin of the signature": other_twin,
    "the twin of the certificate's signature": certificates_twin,
    "a signature in pieces": signature_in_pieces,
    "attributes in another order": attributes_in_another_order,
    "the digest twice": digest_twice,
    "the certificate twice": certificate_twice,
    "an empty content": empty_content,
    "a padded serial number": padded("serial number"),
    "an unsigned attribute": unsigned_attribute,
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_the_seal_has_no_second_spelling(case: Case, name: str) -> None:
    seal = seal_of(case)
    SPELLINGS[name](seal)
    (case.root / "seal/case.p7s").write_bytes(seal.coded())

    answer = both(case.root, case.keys, every=False)

    assert (answer.code, answer.judged("S1")) == (BROKEN, {"BROKEN"})


@pytest.mark.parametrize("added", [b"\0", b"A" * 1000, b"\x30\x00", b"\n"])
def test_bytes_after_the_seal_are_broken(case: Case, added: bytes) -> None:
    with (case.root / "seal/case.p7s").open("ab") as opened:
        opened.write(added)

    answer = both(case.root, case.keys, every=False)

    assert (answer.code, answer.judged("S1")) == (BROKEN, {"BROKEN"})


def test_a_seal_with_rsa_has_one_name_for_its_algorithm(case: Case, tmp_path: Path) -> None:
    at = case.maker.authorities.folder
    openssl("req", "-x509", "-config", at / "cnf", "-newkey", "rsa:2048", "-nodes", "-keyout", tmp_path / "rsa.key",
            "-out", tmp_path / "rsa.pem", "-days", 30, "-extensions", "ca")  # fmt: skip
    case.maker.authorities.seal_with(case.root, tmp_path / "rsa.pem", tmp_path / "rsa.key")
    seal = seal_of(case)
    assert both(case.root, case.keys, every=False).judged("S1") == {"INTACT"}

    parts_of(seal)["algorithm"][0].body = bytes.fromhex("2a864886f70d01010b")
    (case.root / "seal/case.p7s").write_bytes(seal.coded())

    assert both(case.root, case.keys, every=False).judged("S1") == {"BROKEN"}


def test_a_seal_that_does_not_sign_its_certificate_is_broken(case: Case) -> None:
    at = case.maker.authorities.folder
    openssl("cms", "-sign", "-binary", "-in", case.root / "tagmanifest-sha256.txt", "-signer", at / "seal.pem",
            "-inkey", at / "seal.key", "-outform", "DER", "-md", "sha256",
            "-out", case.root / "seal/case.p7s")  # fmt: skip

    assert both(case.root, case.keys, every=False).judged("S1") == {"BROKEN"}


CURVES = ("P-256", "P-384", "P-521", "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1")


@pytest.mark.parametrize("subject", ["/CN=invented", "/O=Хартыя выдуманая/CN=пячатка"])
@pytest.mark.parametrize("curve", CURVES)
def test_a_seal_of_every_known_curve_and_of_any_name_is_intact(
    case: Case, tmp_path: Path, curve: str, subject: str
) -> None:
    at = case.maker.authorities.folder
    openssl("req", "-x509", "-config", at / "cnf", "-utf8", "-newkey", "ec", "-pkeyopt", f"ec_paramgen_curve:{curve}",
            "-nodes", "-keyout", tmp_path / "key", "-out", tmp_path / "own.pem", "-subj", subject, "-days", 30,
            "-extensions", "ca")  # fmt: skip
    sealer = OpensslSealer(certificate=tmp_path / "own.pem", key=tmp_path / "key", issuer=tmp_path / "own.pem")
    (case.root / "seal/case.p7s").write_bytes(sealer.seal((case.root / "tagmanifest-sha256.txt").read_bytes()))
    shutil.copytree(case.keys, tmp_path / "keys")
    for name, content in (("seal.pem", sealer.signer()), ("seal-ca.pem", sealer.authority())):
        (tmp_path / "keys" / name).write_bytes(content)

    answer = both(case.root, tmp_path / "keys", every=False)

    assert answer.code == INTACT, answer.lines


# ---- the time stamp ------------------------------------------------------------------------------------------------
def before_the_token(case: Case, status: Node) -> None:
    target = case.root / "custody/checkpoint.tsr"
    [response] = read(target.read_bytes())
    token = response[1]
    target.write_bytes(Node(0x30, parts=[status, token]).coded())
    case.maker.reseal()


def text(words: str) -> Node:
    return Node(0x30, parts=[Node(0x0C, words.encode())])


GRANTED = Node(2, b"\0")
FORGED = "x\nTime stamp: Jan  1 00:00:00 2027 GMT\n"


@pytest.mark.parametrize(
    "status",
    [
        Node(0x30, parts=[GRANTED, text(FORGED)]),
        Node(0x30, parts=[GRANTED, text("Operation Okay")]),
        Node(0x30, parts=[GRANTED, Node(3, b"\0\1")]),
        Node(0x30, parts=[Node(2, b"\2"), text("x\nStatus: Granted.\n" + FORGED)]),
        Node(0x30, parts=[Node(2, b"\1")]),
    ],
    ids=["a forged time", "any text", "a failure", "rejected, with a forged grant", "granted with changes"],
)
def test_what_nobody_signed_before_a_token_is_broken_and_no_time_is_read_from_it(case: Case, status: Node) -> None:
    before_the_token(case, status)

    answer = both(case.root, case.keys, every=False)

    assert (answer.code, answer.judged("T2")) == (BROKEN, {"BROKEN"})
    assert not any("2027" in line for line in answer.lines)


@pytest.mark.parametrize("status", [b"\0", b"\1"])
def test_a_package_is_written_with_the_token_and_nothing_said_before_it(case: Case, status: bytes) -> None:
    target = case.root / "custody/checkpoint.tsr"
    plain = target.read_bytes()
    before_the_token(case, Node(0x30, parts=[Node(2, status), text(FORGED)]))

    target.write_bytes(bare(target.read_bytes()))
    case.maker.reseal()

    assert target.read_bytes() == plain
    assert both(case.root, case.keys, every=False).code == INTACT
