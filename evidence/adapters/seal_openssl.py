"""The seal by stock openssl: a detached CMS over the list of tag files."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from evidence.errors import MissingToolError, NotConfiguredError, SealError

_SECONDS = 60


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
        """A detached CMS signature (DER, SHA-256) over the content, its certificate inside."""
        if shutil.which("openssl") is None:
            raise MissingToolError("openssl is not installed")
        asked = ["openssl", "cms", "-sign", "-binary", "-md", "sha256", "-outform", "DER", "-nosmimecap"]
        # Without a passphrase given, openssl would ask for one on the terminal and wait for ever.
        keys = ["-signer", str(self.certificate), "-inkey", str(self.key), "-passin", "pass:"]
        try:
            ran = subprocess.run([*asked, *keys], input=content, capture_output=True, check=False, timeout=_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SealError("openssl did not start, or gave no answer") from error
        if ran.returncode != 0 or not ran.stdout:
            raise SealError("openssl made no seal")
        return ran.stdout

    def authority(self) -> bytes:
        """The certificate (PEM) that the recipient must trust."""
        try:
            return self.issuer.read_bytes()
        except OSError as error:
            raise NotConfiguredError("the issuer named under [seal] cannot be read") from error
