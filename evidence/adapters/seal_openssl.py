"""The seal by stock openssl: a detached CMS over the list of tag files, in the one spelling of docs/spec/package.md."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from evidence.errors import MissingToolError, NotConfiguredError, SealError

_SECONDS = 60
_TRIES = 128
_NO_SEALS = frozenset({ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.OCSP_SIGNING})
_CURVES = frozenset(
    {"secp256r1", "secp384r1", "secp521r1", "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"}
)  # fmt: skip
"""Those that the verifiers know (SEC 2, RFC 5639)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpensslSealer:
    """A certificate and its key as PEM files, and the authority that issued it."""

    certificate: Path
    key: Path
    issuer: Path

    def __post_init__(self) -> None:
        for file in (self.certificate, self.key, self.issuer):
            if not file.is_file():
                raise NotConfiguredError("a file named under [seal] does not exist", hint="check the settings")

    def seal(self, content: bytes) -> bytes:
        """A detached CMS signature (DER, SHA-256) over the content and over its certificate, which is inside.

        SealError for a certificate that no verifier takes: one for time stamps or OCSP, or on another curve.
        """
        order = self._order()
        for _ in range(_TRIES):
            sealed = self._sign(content)
            if order is None or _second_number(sealed) <= order // 2:
                return sealed
        raise SealError("openssl made no seal with the lower of the two numbers of ECDSA")

    def authority(self) -> bytes:
        """The certificate (PEM) that the recipient must trust."""
        return _read(self.issuer, "the issuer named under [seal] cannot be read")

    def signer(self) -> bytes:
        """The certificate (PEM) that the seal is made with, alone."""
        return self._certificate().public_bytes(Encoding.PEM)

    def _certificate(self) -> x509.Certificate:
        content = _read(self.certificate, "the certificate named under [seal] cannot be read")
        try:
            return x509.load_pem_x509_certificate(content)
        except ValueError as error:
            raise SealError("the certificate named under [seal] is none (PEM)") from error

    def _order(self) -> int | None:
        """Of the group, if the key is on a curve; an ECDSA signature can be written in two ways, and one is taken."""
        certificate = self._certificate()
        try:
            key = certificate.public_key()
            usages = {
                usage
                for extension in certificate.extensions
                if isinstance(extension.value, x509.ExtendedKeyUsage)
                for usage in extension.value
            }
        except (ValueError, UnsupportedAlgorithm, x509.DuplicateExtension) as error:
            raise SealError("the certificate named under [seal] has parts that cannot be read") from error
        if usages & _NO_SEALS:
            raise SealError("the certificate named under [seal] is one for time stamps or for OCSP")
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return None
        if key.curve.name not in _CURVES:
            raise SealError("the certificate named under [seal] is on a curve that no verifier knows")
        return key.curve.group_order

    def _sign(self, content: bytes) -> bytes:
        openssl = shutil.which("openssl")
        if openssl is None:
            raise MissingToolError("openssl is not installed")
        # -cades: the hash of the certificate is signed too.
        asked = [openssl, "cms", "-sign", "-binary", "-cades", "-md", "sha256", "-outform", "DER", "-nosmimecap"]
        # Without a passphrase given, openssl would ask for one on the terminal and wait for ever.
        keys = ["-signer", str(self.certificate), "-inkey", str(self.key), "-passin", "pass:"]
        try:
            ran = subprocess.run([*asked, *keys], input=content, capture_output=True, check=False, timeout=_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SealError("openssl did not start, or gave no answer") from error
        if ran.returncode != 0 or not ran.stdout:
            raise SealError("openssl made no seal")
        return ran.stdout


def _second_number(sealed: bytes) -> int:
    """`s` of the ECDSA signature, which is the last thing in a CMS with one signer and no unsigned attributes."""
    for size in range(min(len(sealed) - 2, 142), 7, -1):
        if sealed[-size] == 0x30 and sealed[-size - 2 : -size] in (bytes((4, size)), bytes((0x81, size))):
            try:
                return utils.decode_dss_signature(sealed[-size:])[1]
            except ValueError:
                continue
    raise SealError("openssl made no ECDSA signature")


def _read(file: Path, refusal: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NotConfiguredError(refusal, hint="check the settings") from error
