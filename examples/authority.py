"""A time-stamp authority and a seal certificate, for the demo and the tests. Invented names; trust nothing of it.

    python examples/authority.py FOLDER     makes FOLDER and serves http://127.0.0.1:PORT/ until it is ended

FOLDER then holds ca.pem (the root to give to a verifier), tsa.pem with tsa.key, and seal.pem with seal.key for a CMS
seal. Keys lie there unprotected: that is what makes this a demonstration.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_LARGEST = 1 << 16
_DAYS = "3650"
_ROOT = "/C=XX/O=Demonstration Trust Services/CN=Demonstration Root"
_STAMPS = "/C=XX/O=Demonstration Trust Services/CN=Demonstration Time Stamps"
_SEAL = "/C=XX/O=Demonstration Documentation Centre/CN=Demonstration Seal"

_CONFIG = """\
[tsa]
default_tsa = demo
[demo]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[root_ext]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[stamp_ext]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[seal_ext]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature, nonRepudiation
extendedKeyUsage = emailProtection
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAuthority:
    """Where the demonstration's certificates and keys stand (all PEM)."""

    folder: Path

    @property
    def root(self) -> Path:
        """The root certificate, which a verifier is given."""
        return self.folder / "ca.pem"

    @property
    def seal_certificate(self) -> Path:
        """The certificate of a package's CMS seal."""
        return self.folder / "seal.pem"

    @property
    def seal_key(self) -> Path:
        """Its private key, unprotected."""
        return self.folder / "seal.key"


def make_authority(folder: Path) -> DemoAuthority:
    """Make root, time-stamp and seal certificates; a folder that is complete already is left as it is."""
    authority = DemoAuthority(folder=folder)
    if authority.seal_certificate.exists():
        return authority
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "openssl.cnf").write_text(_CONFIG.format(folder=folder.resolve()), encoding="utf-8")
    (folder / "serial").write_text("01\n", encoding="ascii")
    for name in ("ca", "tsa", "seal"):
        _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", folder / f"{name}.key")
    _openssl(
        *("req", "-x509", "-new", "-key", folder / "ca.key", "-sha256", "-days", _DAYS, "-subj", _ROOT),
        *("-config", _minimal(folder), "-extensions", "root_ext", "-out", folder / "ca.pem"),
    )
    _certify(folder, "tsa", _STAMPS, "stamp_ext")
    _certify(folder, "seal", _SEAL, "seal_ext")
    return authority


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve time stamps on the loopback interface while the block runs; gives the URL."""
    make_authority(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(folder: Path) -> type[BaseHTTPRequestHandler]:
    lock = threading.Lock()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            if not 0 < size <= _LARGEST or self.headers.get("Content-Type") != "application/timestamp-query":
                self.send_error(400)
                return
            with lock:
                # One at a time: openssl counts serial numbers in a file.
                answer = reply(folder, self.rfile.read(size))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Answer


def reply(folder: Path, request: bytes) -> bytes:
    """The authority's answer to one DER request (`openssl ts -reply`), as over a stick."""
    with tempfile.TemporaryDirectory(prefix="sviedka-") as scratch:
        question, answer = Path(scratch, "q.tsq"), Path(scratch, "a.tsr")
        question.write_bytes(request)
        _openssl(
            *("ts", "-reply", "-queryfile", question, "-config", folder / "openssl.cnf", "-section", "demo"),
            *("-signer", folder / "tsa.pem", "-inkey", folder / "tsa.key", "-chain", folder / "ca.pem"),
            *("-out", answer),
        )
        return answer.read_bytes()


def _certify(folder: Path, name: str, subject: str, extensions: str) -> None:
    request = folder / f"{name}.csr"
    _openssl(
        *("req", "-new", "-key", folder / f"{name}.key", "-sha256", "-subj", subject),
        *("-config", _minimal(folder), "-out", request),
    )
    _openssl(
        *("x509", "-req", "-in", request, "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key", "-sha256"),
        *("-CAcreateserial", "-days", _DAYS, "-extfile", folder / "openssl.cnf", "-extensions", extensions),
        *("-out", folder / f"{name}.pem"),
    )
    request.unlink()


def _minimal(folder: Path) -> Path:
    """`openssl req` insists on a section of its own name."""
    path = folder / "request.cnf"
    path.write_text("[req]\ndistinguished_name = none\n[none]\n" + (folder / "openssl.cnf").read_text("utf-8"), "utf-8")
    return path


def _openssl(*arguments: str | Path) -> None:
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"openssl {arguments[0]} failed: {done.stderr.decode('utf-8', 'replace').strip()[-400:]}")


def main() -> None:
    """Make the folder named on the command line and serve until interrupted."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python examples/authority.py FOLDER")
    with serving(Path(sys.argv[1])) as url:
        print(url, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
