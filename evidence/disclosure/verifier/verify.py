#!/usr/bin/env python3
"""Checks a Sviedka package offline: python3 -I verify/verify.py [--keys FOLDER] [--all] [--package FOLDER].

Needs Python 3.9 or newer and nothing else; with openssl 3 or newer it also checks the seal and the time stamp.
Exit: 0 INTACT, 1 BROKEN, 2 INDETERMINATE (something could not be checked; the lines say what). Python itself exits
with 1 when it fails: without the printed line BROKEN that code means nothing.
A tool that is missing or fails is never BROKEN. docs/spec/package.md says what each code means.
This file is the same in every package. Its SHA-256 stands in the PDF: compare it there first.
"""

# ruff: noqa: E402, UP037 - the order of what follows is what keeps a package's files from being run; and
# "X | None" is spelled with quotes because Python 3.9 cannot evaluate it.
import sys  # part of the interpreter: no file can stand in its place

if sys.version_info < (3, 9):  # noqa: UP036 - this file is run by the Python that a stranger has
    sys.stdout.write("INDETERMINATE F0 Python 3.9 or newer is needed\nINDETERMINATE\n")
    sys.exit(2)

HERE = __file__.replace("\\", "/").rpartition("/")[0]
if __name__ == "__main__":
    # Without -I Python looks for modules in the folder of this file first, and that is a folder of the package.
    if not sys.flags.isolated and not getattr(sys.flags, "safe_path", False):
        sys.path[:1] = []
    sys.path[:] = [at for at in sys.path if (at[:1] in ("/", "\\") or at[1:2] == ":") and at != HERE]

import os

CONFUSING = (
    *("OPENSSL_CONF", "OPENSSL_CONF_INCLUDE", "OPENSSL_ENGINES", "OPENSSL_MODULES", "SSL_CERT_DIR", "SSL_CERT_FILE"),
    *("CTLOG_FILE", "RANDFILE"),
)
if __name__ == "__main__":
    try:
        _current = os.getcwd()  # noqa: PTH109 - pathlib is not imported yet
    except OSError:
        _current = HERE
    _own = {os.path.realpath(HERE), os.path.realpath(_current)}
    sys.path[:] = [at for at in sys.path if os.path.realpath(at) not in _own]
    for _name in CONFUSING:
        os.environ.pop(_name, None)  # also for the openssl that is inside Python, which reads them when it is loaded

import base64
import hashlib
import re
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import NoReturn

Found = list[tuple[str, str]]  # verdict and text

USAGE = "usage: verify.py [--keys FOLDER] [--all] [--package FOLDER]"
REQUIRED = (
    *("bag-info.txt", "bagit.txt", "case-file.pdf", "custody/checkpoint", "custody/disclosed.entry"),
    *("custody/disclosed.opened", "custody/disclosed.proof", "manifest-sha256.txt", "seal/case.p7s"),
    *("tagmanifest-sha256.txt", "verify/README.en.txt", "verify/verify.py", "verify/verify.sh"),
)
OUTSIDE = {"S2", "S3", "C2", "T1", "T3"}
MOST = 10
DEEPEST = 8
LARGEST = 1_000_000
NO_OPENSSL = "openssl 3 or newer is missing on this machine"
NO_PROOF = "no checkpoint to prove anything under"
STAMP = "custody/checkpoint.tsr"

_B43 = r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"
_TOKEN = r"[a-z0-9][a-z0-9_-]{0,63}"  # noqa: S105 - a pattern, not a secret
_ROOT = r"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="
ENTRY = re.compile(
    rf'\{{"_sd":\[((?:"{_B43}"(?:,"{_B43}")*)?)\],"actor":"{_TOKEN}","compartment":"{_TOKEN}","device":"({_TOKEN})"'
    r'(?:,"number":"([A-Z]{1,2}-[0-9]{6,9})")?(?:,"object":"([0-9a-f]{64})")?,"seq":(0|[1-9][0-9]{0,14})'
    r',"time":"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z","type":"([a-z_]+)","v":1\}'
)
DISCLOSURE = re.compile(r'\["[A-Za-z0-9_-]{21}[AQgw]","([a-z][a-z0-9_]{0,63})",(.+)\]', re.DOTALL)
CHECKPOINT = re.compile(
    r"([A-Za-z0-9][A-Za-z0-9._-]{0,63}/[A-Za-z0-9][A-Za-z0-9._-]{0,63})\n(0|[1-9][0-9]{0,14})\n"
    rf"({_ROOT})\n\n\u2014 \1 ([A-Za-z0-9+/]{{90}}[AEIMQUYcgkosw048]=)\n"
)
PROOF = re.compile(rf"c2sp\.org/tlog-proof@v1\nindex (0|[1-9][0-9]{{0,14}})\n((?:{_ROOT}\n){{0,50}})\n", re.DOTALL)
EXHIBIT = re.compile(r"([A-Z]{1,2}-[0-9]{6,9})(-R[0-9]{2})?(\.[a-z0-9]+)?")
UNCLEAN = re.compile(rb"[^\n -~\xe2\x80\x94]")  # anything but printable ASCII, newline and a signature line's dash
PLAIN = re.compile(r"[A-Za-z0-9._-]+")


class Report:
    """Prints one line a check and keeps the two conclusions."""

    def __init__(self) -> None:
        self.internal = "INTACT"
        self.outside = "INTACT"
        self.stamped = ""

    def say(self, verdict: str, code: str, text: str) -> None:
        """One line, and its weight in one of the two conclusions."""
        print(f"{verdict:<13} {code} {text}")
        if verdict == "NOTE":
            return
        if code in OUTSIDE:
            self.outside = worse(self.outside, verdict)
        else:
            self.internal = worse(self.internal, verdict)

    def each(self, code: str, found: Found, summary: str) -> None:
        """At most ten lines of what was found, or the summary."""
        if not found:
            self.say("INTACT", code, summary)
        ordered = sorted(found)
        for verdict, text in ordered[:MOST]:
            self.say(verdict, code, text)
        if len(ordered) > MOST:
            self.say(ordered[0][0], code, f"and {len(ordered) - MOST} more")

    def conclude(self) -> NoReturn:
        """The two conclusions and the verdict, as last lines and exit code."""
        final = worse(self.internal, self.outside)
        print(
            f"internal consistency: {self.internal}\noutside anchor: {self.outside}{self.stamped}\n{final}", flush=True
        )
        sys.exit({"INTACT": 0, "BROKEN": 1}.get(final, 2))

    def give_up(self, text: str) -> NoReturn:
        """Nothing can be checked."""
        self.say("INDETERMINATE", "F0", text)
        self.outside = "INDETERMINATE"
        self.conclude()


def worse(one: str, other: str) -> str:
    """The worse of two verdicts."""
    return next((verdict for verdict in ("BROKEN", "INDETERMINATE") if verdict in (one, other)), "INTACT")


# ---- Ed25519, RFC 8032, 5.1.7 ----------------------------------------------------------------------------------------
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]


def add(a: Point, b: Point) -> Point:
    """RFC 8032, 5.1.4: the sum, in extended coordinates."""
    left, right = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = right - left, d - c, d + c, right + left
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar: int, point: Point) -> Point:
    """The point, added to itself so often."""
    result: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def point_of(coded: bytes) -> "Point | None":
    """RFC 8032, 5.1.3: the point, or None if no point is coded so."""
    y = int.from_bytes(coded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def coded(point: Point) -> bytes:
    """RFC 8032, 5.1.2."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point_of(bytes.fromhex("5866666666666666666666666666666666666666666666666666666666666666"))


def ed25519_fits(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is that key's over the message; S is below L, R is compared as bytes, as openssl does."""
    key, s = point_of(public), int.from_bytes(signature[32:], "little")
    if key is None or BASE is None or len(signature) != 64 or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    minus: Point = (P - key[0], key[1], key[2], P - key[3])
    return coded(add(times(s, BASE), times(h, minus))) == signature[:32]


# ---- the package as it lies there ------------------------------------------------------------------------------------
class Package:
    """Files with plain names, their hashes and sizes, each read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: list[str] = []
        self.folders: list[str] = []
        self.sha256: dict[str, str] = {}
        self.size: dict[str, int] = {}
        self.found: Found = []
        self.blind = False
        waiting = [""]
        while waiting:
            self._look(waiting.pop(), waiting)
        for path in self.files:
            try:
                self.size[path], self.sha256[path] = hash_file(root / path)
            except OSError:
                continue
        self.files.sort()
        self.there = frozenset(self.files)

    def _look(self, under: str, waiting: list[str]) -> None:
        try:
            names = sorted(inner.name for inner in (self.root / under).iterdir())
            modes = [os.lstat(self.root / under / name).st_mode for name in names]
        except OSError:
            self.blind = True
            return
        for name, mode in zip(names, modes):  # noqa: B905 - Python 3.9 has no strict=
            path = f"{under}/{name}" if under else name
            if path.count("/") >= DEEPEST:
                self._note("BROKEN", "folders deeper than in any package")
            elif not PLAIN.fullmatch(name) or name.startswith("-"):
                self._note("BROKEN", "a name with characters outside A-Z a-z 0-9 . _ -")
            elif stat.S_ISDIR(mode):
                self.folders.append(path)
                waiting.append(path)
            elif stat.S_ISREG(mode):
                self.files.append(path)
            else:
                self._note("BROKEN", "a link or a special file")

    def _note(self, verdict: str, text: str) -> None:
        if (verdict, text) not in self.found:
            self.found.append((verdict, text))

    def read(self, path: str) -> "bytes | None":
        """The bytes, or None if they cannot be read."""
        try:
            return (self.root / path).read_bytes()
        except OSError:
            return None

    def unread(self, *paths: str) -> bool:
        """Whether one of them lies there and cannot be read."""
        return any(path in self.there and path not in self.sha256 for path in paths)

    def text(self, path: str) -> "str | None":
        """The file as lines, each ended, without a control character; else None."""
        content = self.read(path)
        if not content or content[-1:] != b"\n" or re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", content):
            return None
        return content.decode("latin-1")


def hash_file(path: Path) -> tuple[int, str]:
    """Size and SHA-256."""
    hasher, size = hashlib.sha256(), 0
    with path.open("rb") as opened:
        for chunk in iter(lambda: opened.read(1 << 20), b""):
            hasher.update(chunk)
            size += len(chunk)
    return size, hasher.hexdigest()


def check_files(package: Package, report: Report) -> None:
    """F1: what lies there."""
    found = [*package.found, *(("BROKEN", f"{path}: missing") for path in REQUIRED if path not in package.there)]
    used = {path.rsplit("/", count)[0] for path in package.files for count in range(1, path.count("/") + 1)}
    lower: set[str] = set()
    for path in sorted(package.files):
        if path.lower() in lower:
            found.append(("BROKEN", f"{path}: a second name that differs only by case"))
        lower.add(path.lower())
    found += [("BROKEN", f"{path}: an empty folder") for path in package.folders if path not in used]
    report.each("F1", found, f"{len(package.files)} files with plain names, no links, every part in its place")


def check_bag(package: Package, report: Report) -> str:
    """F2: the bag declaration; gives what bag-info.txt says of a time stamp."""
    found: Found = []
    promised = ""
    if package.unread("bagit.txt", "bag-info.txt"):
        found.append(("INDETERMINATE", "bagit.txt or bag-info.txt could not be read"))
    elif {"bagit.txt", "bag-info.txt"} <= package.there:
        if package.read("bagit.txt") != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
            found.append(("BROKEN", "bagit.txt is not that of BagIt 1.0"))
        lines = (package.text("bag-info.txt") or "").split("\n")[:-1]
        if lines and all(re.match(r"[A-Za-z][A-Za-z-]*: [^ ]", line) for line in lines):
            said = [line[15:] for line in lines if line.startswith("Sviedka-Stamp: ")]
            if said in (["rfc3161"], ["none"]):
                promised = said[0]
            else:
                found.append(("BROKEN", "bag-info.txt does not say once whether a time stamp was promised"))
            form = [line[17:] for line in lines if line.startswith("Sviedka-Package: ")]
            if form != ["1"] and len(form) == 1 and re.fullmatch("[1-9][0-9]?", form[0]):
                found.append(("INDETERMINATE", "a package of a newer form: use its own verifier"))
            elif form != ["1"]:
                found.append(("BROKEN", "bag-info.txt does not name the form of the package"))
        else:
            found.append(("BROKEN", 'bag-info.txt is not lines of "Label: value"'))
    else:
        found.append(("BROKEN", "no bag declaration"))
    report.each("F2", found, "BagIt 1.0, form 1")
    return promised


Listed = list[tuple[str, str]]  # hash and path


def read_list(package: Package, name: str, found: Found) -> Listed:
    """The lines of a list, up to the first that is not one."""
    listed: Listed = []
    content = package.read(name)
    if content is None or package.unread(name):
        found.append(("INDETERMINATE", f"{name}: could not be read"))
        return listed
    if package.text(name) is None:
        found.append(("BROKEN", f"{name}: not lines of text"))
    for line in content.decode("latin-1").removesuffix("\n").split("\n") if content else []:
        path, payload = line[66:], line[66:].startswith("data/")
        good = re.fullmatch("[0-9a-f]{64}  ", line[:66]) and all(
            PLAIN.fullmatch(part) and part not in (".", "..") and part[0] != "-" for part in path.split("/")
        )
        if payload != (name == "manifest-sha256.txt") or path.startswith("seal/") or path == "tagmanifest-sha256.txt":
            good = False
        if not good:
            found.append(("BROKEN", f"{name}: a line that is not a hash, two spaces and a plain path of its part"))
            break
        listed.append((line[:64], path))
    return listed


def compare(package: Package, listed: Listed, hashes: dict[str, str]) -> Found:
    """What differs between the lines of a list and the files."""
    found: Found = []
    for recorded, path in listed:
        if path in package.there and path not in hashes:
            found.append(("INDETERMINATE", f"{path}: could not be read"))
        elif path in package.there and hashes[path] != recorded:
            found.append(("BROKEN", f"{path}: not the bytes that were listed"))
    return found


def check_lists(package: Package, report: Report) -> None:
    """F3 to F5: both lists, complete both ways, and every hash."""
    found: Found = []
    lists = {
        name: read_list(package, name, found) if name in package.there else []
        for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt")
    }
    seen = {"tagmanifest-sha256.txt", "seal/case.p7s"}
    for _, path in [*lists["manifest-sha256.txt"], *lists["tagmanifest-sha256.txt"]]:
        if path in seen:
            found.append(("BROKEN", f"{path}: listed twice"))
        elif path not in package.there:
            found.append(("BROKEN", f"{path}: listed, but missing"))
        seen.add(path)
    if not package.unread(*lists):
        found += [("BROKEN", f"{path}: in no list") for path in package.files if path not in seen]
    report.each("F3", found, "every file is in one list and every line has its file")
    payload, tags = lists["manifest-sha256.txt"], lists["tagmanifest-sha256.txt"]
    report.each(
        "F4",
        compare(package, payload, package.sha256),
        f"payload: {len(payload)} hashes (they do not show who made them)",
    )
    report.each("F5", compare(package, tags, package.sha256), f"everything else: {len(tags)} hashes")


def check_blake3(package: Package, report: Report) -> None:
    """F6: the second, structurally different hash, where a tool for it is there."""
    if "b3sums.txt" not in package.there:
        report.say("NOTE", "F6", "no BLAKE3 list")
        return
    program = shutil.which("b3sum")
    if program is None or blake3_sums(program, package.root, [], b"abc").get("-", "")[:16] != "6437b3ac38465133":
        report.say("NOTE", "F6", "b3sum is missing: the BLAKE3 list was not used; SHA-256 covers the same files")
        return
    if package.unread("b3sums.txt"):
        report.say("INDETERMINATE", "F6", "b3sums.txt: could not be read")
        return
    hashes: dict[str, str] = {}
    payload = [path for path in package.files if path.startswith("data/")]
    for start in range(0, len(payload), 500):
        hashes.update(blake3_sums(program, package.root, payload[start : start + 500], b""))
    listed: Listed = []
    good = package.text("b3sums.txt") is not None
    for line in (package.read("b3sums.txt") or b"").decode("latin-1").split("\n")[:-1]:
        if not re.fullmatch("[0-9a-f]{64}  [A-Za-z0-9._/-]+", line):
            good = False
            break
        listed.append((line[:64], line[66:]))
    found = compare(package, listed, hashes)
    if not good or sorted(path for _, path in listed) != payload:
        found.append(("BROKEN", "b3sums.txt does not list what data/ holds, each file once"))
    report.each("F6", found, "BLAKE3 of the payload")


def blake3_sums(program: str, root: Path, paths: list[str], given: bytes) -> dict[str, str]:
    """What b3sum prints of these files, or of what it is given, by path."""
    try:
        done = subprocess.run([program, *paths], cwd=root, input=given, capture_output=True, check=False)
    except OSError:
        return {}
    return {line[66:]: line[:64] for line in done.stdout.decode("latin-1").split("\n") if line}


def inside(path: Path, root: Path) -> bool:
    """Whether a path that is resolved lies in the package."""
    return path == root or root in path.parents


def without_package(root: Path, report: Report) -> None:
    """PATH from here on: absolute folders outside the package; nor may a link in one of them lead into it."""
    folders = [Path(folder or ".").resolve() for folder in os.environ.get("PATH", os.defpath).split(os.pathsep)]
    kept = [str(folder) for folder in folders if folder.is_dir() and not inside(folder, root)]
    os.environ["PATH"] = os.pathsep.join(folder for folder in kept if os.pathsep not in folder) or os.devnull
    for name in ("b3sum", "openssl"):
        found = shutil.which(name)
        if found is not None and inside(Path(found).resolve(), root):
            report.give_up(f"{name} lies inside the package")
    if inside(Path(tempfile.gettempdir()).resolve(), root):
        report.give_up("the temporary folder lies inside the package")


# ---- openssl ---------------------------------------------------------------------------------------------------------
class Openssl:
    """The openssl of this machine, if it is one and works: an openssl that fails its control is no witness."""

    def __init__(self, scratch: Path, root: Path, keys: "Path | None") -> None:
        self.scratch, self.root, self.keys = scratch, root, keys
        self.works = False
        self.program = shutil.which("openssl") or ""
        if not self.program:
            return
        _, version = self.run("version")
        self.works = bool(re.match(rb"OpenSSL ([3-9]|[1-9][0-9]+)", version)) and self._control()

    def run(self, *arguments: "str | Path") -> tuple[bool, bytes]:
        """Whether openssl succeeded, and what it printed."""
        environment = {**os.environ, "LC_ALL": "C"}
        try:
            done = subprocess.run(
                [self.program, *map(str, arguments)],
                cwd=self.root,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except OSError:
            return False, b""
        return done.returncode == 0, done.stdout

    def _control(self) -> bool:
        """RFC 8032, 7.1, test 2: does it tell a good signature from a bad one?"""
        at = self.scratch
        (at / "k").write_bytes(
            bytes.fromhex("302a300506032b65700321003d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        )
        (at / "sig").write_bytes(
            bytes.fromhex(
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            )
        )
        (at / "m").write_bytes(b"r")
        (at / "m2").write_bytes(b"s")
        key = ("-pubin", "-keyform", "DER", "-inkey", at / "k", "-sigfile", at / "sig")
        common: "tuple[str | Path, ...]" = ("pkeyutl", "-verify", "-rawin", *key)
        return self.run(*common, "-in", at / "m")[0] and not self.run(*common, "-in", at / "m2")[0]

    def cms_works(self) -> bool:
        """After a failure: does this openssl verify a signature that it has just made?"""
        at = self.scratch
        (at / "cnf").write_text("[req]\ndistinguished_name=d\nprompt=no\n[d]\nCN=control\n")
        made, _ = self.run(
            "req", "-x509", "-config", at / "cnf", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", "2", "-keyout", at / "ck", "-out", at / "cc",
        )  # fmt: skip
        signed, _ = self.run(
            "cms", "-sign", "-cades", "-binary", "-in", at / "m", "-signer", at / "cc", "-inkey", at / "ck",
            "-outform", "DER", "-out", at / "cs",
        )  # fmt: skip
        verified, _ = self.run(
            "cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", at / "cs", "-content", at / "m",
        )  # fmt: skip
        again = self.run("cms", "-cmsout", "-inform", "DER", "-in", at / "cs", "-outform", "DER")
        stamps, _ = self.run("ts", "-query", "-data", at / "m", "-sha256", "-out", at / "q")
        if not (made and signed and verified and again[0] and stamps):
            return False
        return again[1] == (at / "cs").read_bytes() and len(self.fingerprint(at / "cs")) == 64

    def failed(self, report: Report, code: str, text: str) -> None:
        """BROKEN, unless it is openssl that fails here."""
        if self.cms_works():
            report.say("BROKEN", code, text)
        else:
            report.say("INDETERMINATE", code, "openssl fails on this machine")

    def authority(self, name: str) -> "Path | None":
        """The given certificates, if all that lies there can be read as such (PEM): a copy in one spelling."""
        if self.keys is None or not (self.keys / name).is_file():
            return None
        bag, pem = self.scratch / "given.p7", self.scratch / name
        read = self.run("crl2pkcs7", "-nocrl", "-certfile", self.keys / name, "-out", bag)[0]
        printed = self.run("pkcs7", "-in", bag, "-print_certs", "-out", pem)[0] if read else False
        return pem if printed and b"-----BEGIN CERTIFICATE-----" in pem.read_bytes() else None

    def fingerprint(self, signed: "Path | str") -> str:
        """SHA-256 of the first certificate in a CMS file."""
        pem = self.scratch / "certificates.pem"
        pem.unlink(missing_ok=True)
        self.run("pkcs7", "-inform", "DER", "-in", signed, "-print_certs", "-out", pem)
        return self.fingerprint_of(pem)

    def fingerprint_of(self, certificate: Path) -> str:
        """SHA-256 of the first certificate in a file; "" if there is none."""
        printed = self.run("x509", "-in", certificate, "-noout", "-fingerprint", "-sha256")[1].decode("latin-1")
        return printed.strip().rpartition("=")[2].replace(":", "").lower()


# ---- S1 to S3: the seal ----------------------------------------------------------------------------------------------
class Der:
    """One element of DER: its tag, its bytes, what is in it. ValueError for any other spelling."""

    def __init__(self, content: bytes, at: int, deep: int) -> None:
        head, size = at + 2, content[at + 1] if at + 1 < len(content) else -1
        if size >= 128:
            head, size = head + size - 128, int.from_bytes(content[head : head + size - 128], "big")
        least = 2 if size < 128 else 2 + (size.bit_length() + 7) // 8
        spelled = size >= 0 and content[at + 1] != 128 and head - at == least and content[at] & 31 != 31
        if not spelled or head + size > len(content) or deep > 40:
            raise ValueError("not DER")
        self.tag, self.raw = content[at], content[at : head + size]
        self.body = content[head : head + size]
        self.parts: list[Der] = []
        inner = head
        while self.tag & 32 and inner < head + size:
            self.parts.append(Der(content[: head + size], inner, deep + 1))
            inner += len(self.parts[-1].raw)

    def tags(self) -> bytes:
        """The tags of what is in it."""
        return bytes(part.tag for part in self.parts)

    def walk(self) -> "list[Der]":
        """It and all that is in it, in their order."""
        return [self, *(one for part in self.parts for one in part.walk())]


SHA2 = {  # an algorithm without parameters: how it is written, its name, its part of ecdsa-with-SHA*n*
    bytes.fromhex("300b06096086480165030402" + last): (name, ecdsa)
    for last, name, ecdsa in (("01", "sha256", "02"), ("02", "sha384", "03"), ("03", "sha512", "04"))
}
RSA = bytes.fromhex("300d06092a864886f70d0101010500")
ED25519 = bytes.fromhex("300506032b6570")
SIGNING_CERTIFICATE = bytes.fromhex("060b2a864886f70d010910022f")
EXTENDED_KEY_USAGE = bytes.fromhex("0603551d25")
NO_SEALS = (bytes.fromhex("06082b06010505070308"), bytes.fromhex("06082b06010505070309"))  # time stamps, OCSP answers
HALVES = {  # half of the order of the group, by the curve: its OBJECT IDENTIFIER, then the number, in hexadecimal
    "06082a8648ce3d030107": "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8",  # prime256v1
    # secp384r1
    "06052b81040022": (
        "7fffffffffffffffffffffffffffffffffffffffffffffffe3b1a6c0fa1b96efac0d06d9245853bd76760cb5666294b9"
    ),
    # secp521r1
    "06052b81040023": (
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd28c343c1df97cb35bfe600a47b84"
        "d2e81ddae4dc44ce23d75db7db8f489c3204"
    ),
    "06092b2403030208010107": "54fdabedd0f754de1f3305484ec1c6b8c61cbd51dab0d37bc80f07414ba42b53",  # brainpoolP256r1
    # brainpoolP384r1
    "06092b240303020801010b": (
        "465c8f41519c369407aeb7bf287320ef8a97b884f6aa2b598f8b3736560212d3e79d5b57b5bfe1881dc41901748232b2"
    ),
    # brainpoolP512r1
    "06092b240303020801010d": (
        "556ecedc6df4e2459fea735719e4fe03e59846d9d9e4e9076b31ce65381984382a9f2e20a654930ca0c3308cbfd60823"
        "8ed8e9c0842eed6edac3cb414e548034"
    ),
}


class Seal:
    """What seal/case.p7s says where it has the one form of docs/spec/package.md, "The seal"; else ValueError."""

    def __init__(self, content: bytes) -> None:
        outer = Der(content, 0, 0)
        signed = outer.parts[1].parts[0] if outer.tags() == b"\x06\xa0" and outer.parts[1].parts else outer
        if len(outer.raw) != len(content) or signed.tags() != b"\x02\x31\x30\xa0\x31":
            raise ValueError("another form")
        version, digests, encapsulated, certificates, signers = signed.parts
        if digests.tags() != b"0" or certificates.tags() != b"0" or signers.tags() != b"0":
            raise ValueError("another form")
        self.certificate, signer = certificates.parts[0], signers.parts[0]
        if signer.tags() != b"\x02\x30\x30\xa0\x30\x04" or self.certificate.tags() != b"\x30\x30\x03":
            raise ValueError("another form")
        own, named, digest, attributes, algorithm, signature = signer.parts
        tbs = self.certificate.parts[0]
        good = (
            *(version.raw == own.raw == b"\x02\x01\x01", digests.parts[0].raw == digest.raw, digest.raw in SHA2),
            encapsulated.raw == bytes.fromhex("300b06092a864886f70d010701"),
            *(len(tbs.parts) > 6 and tbs.parts[0].tag == 0xA0, named.tags() == b"\x30\x02"),
        )
        # openssl compares names without regard to case: here the two issuers are the same bytes.
        if not all(good) or named.parts[0].raw != tbs.parts[3].raw:
            raise ValueError("another form")
        hashed, ecdsa = SHA2[digest.raw]
        key = tbs.parts[6].parts[0].raw if tbs.parts[6].tags() == b"\x30\x03" else b""
        if algorithm.raw == bytes.fromhex("300a06082a8648ce3d0403" + ecdsa):
            _lower(key, signature.body)
        elif algorithm.raw not in (RSA, ED25519):
            raise ValueError("another form")
        self._names_certificate(attributes, hashed)
        usages = [one for one in tbs.walk() if one.parts and one.parts[0].raw == EXTENDED_KEY_USAGE]
        self.for_seals = not any(usage in one.raw for one in usages for usage in NO_SEALS)

    def _names_certificate(self, attributes: Der, hashed: str) -> None:
        """RFC 5035: the signature covers the hash of the whole certificate, its own signature with it."""
        held = [one for one in attributes.parts if one.parts and one.parts[0].raw == SIGNING_CERTIFICATE]
        hashes = [one.body for attribute in held for one in attribute.walk() if one.tag == 4]
        if len(held) != 1 or hashes[:1] != [hashlib.new(hashed, self.certificate.raw).digest()]:
            raise ValueError("another certificate")


def _lower(key: bytes, signature: bytes) -> None:
    """ValueError unless the second number is the lower of the two that an ECDSA signature can be written with."""
    curve = key.hex()[4:]
    half = next((half for oid, half in HALVES.items() if curve == "06072a8648ce3d0201" + oid), "0")
    numbers = Der(signature, 0, 0)
    if numbers.tags() != b"\x02\x02" or int.from_bytes(numbers.parts[1].body, "big") > int(half, 16):
        raise ValueError("not the lower number")


def seal_of(content: bytes) -> "Seal | None":
    """The seal, if it has its one form."""
    try:
        return Seal(content)
    except (ValueError, IndexError):
        return None


def check_seal(package: Package, openssl: Openssl, report: Report) -> None:
    """S1 and S2: the seal over tagmanifest-sha256.txt, first by itself, then under the given authority."""
    if not {"seal/case.p7s", "tagmanifest-sha256.txt"} <= package.there:
        report.say("BROKEN", "S1", "no seal")
        report.say("INDETERMINATE", "S2", "no seal to ask about")
        return
    if package.unread("seal/case.p7s", "tagmanifest-sha256.txt"):
        report.say("INDETERMINATE", "S1", "the seal or its list could not be read")
        report.say("INDETERMINATE", "S2", "no seal to ask about")
        return
    if not openssl.works:
        report.say("INDETERMINATE", "S1", NO_OPENSSL)
        report.say("INDETERMINATE", "S2", NO_OPENSSL)
        return

    def fits(*arguments: "str | Path") -> bool:
        return openssl.run(
            "cms", "-verify", *arguments, "-binary", "-inform", "DER", "-in", "seal/case.p7s", "-content",
            "tagmanifest-sha256.txt",
        )[0]  # fmt: skip

    content = package.read("seal/case.p7s") or b""
    seal = seal_of(content)
    canonical = ("cms", "-cmsout", "-inform", "DER", "-in", "seal/case.p7s", "-outform", "DER")
    if seal is None or not fits("-noverify") or openssl.run(*canonical) != (True, content):
        openssl.failed(report, "S1", "the seal does not fit the list")
    elif not seal.for_seals:
        report.say("BROKEN", "S1", "the certificate of the seal is one for time stamps or for OCSP")
    else:
        report.say("INTACT", "S1", "the seal fits the list (it does not show whose it is)")
    used = openssl.fingerprint("seal/case.p7s")
    report.say("NOTE", "K1", f"seal certificate, SHA-256: {used}")
    authority = openssl.authority("seal-ca.pem")
    if authority is None:
        report.say("INDETERMINATE", "S2", "no certificate in keys/seal-ca.pem (PEM): compare the seal's with the PDF")
    else:
        chain = ("-CAfile", authority, "-no-CApath", "-no-CAstore", "-purpose", "any")
        if fits(*chain):
            report.say("INTACT", "S2", "the seal is of the given authority (revocation was not asked)")
        elif fits(*chain, "-no_check_time"):
            text = "the seal is of the given authority, but a certificate is not valid today"
            report.say("INDETERMINATE", "S2", text)
        else:
            openssl.failed(report, "S2", "the seal is not of the given authority")
    report.say(*seal_certificate(openssl, used))


def seal_certificate(openssl: Openssl, used: str) -> tuple[str, str, str]:
    """S3: verdict, code and text."""
    if openssl.keys is None or not (openssl.keys / "seal.pem").is_file():
        return "NOTE", "S3", "no keys/seal.pem: any other certificate of the same authority would do as well"
    given = openssl.fingerprint_of(openssl.keys / "seal.pem")
    if not given or not used:
        return "INDETERMINATE", "S3", "no certificate in keys/seal.pem or in the seal"
    if given != used:
        return "BROKEN", "S3", "the seal is made with another certificate than keys/seal.pem"
    return "INTACT", "S3", "the seal is made with the given certificate"


# ---- C1, C2: the checkpoint ------------------------------------------------------------------------------------------
class Checkpoint:
    """A checkpoint in its one spelling, its signature not yet checked."""

    def __init__(self, content: bytes, match: re.Match[str]) -> None:
        self.content = content
        self.origin, self.size = match[1], int(match[2])
        self.root = base64.b64decode(match[3])
        signed = base64.b64decode(match[4])
        self.key_id, self.signature = signed[:4].hex(), signed[4:]
        self.text = content[: content.index(b"\n\n") + 1]


def check_checkpoint(package: Package, keys: "Path | None", openssl: Openssl, report: Report) -> "Checkpoint | None":
    """C1 and C2: its form, then its signature under the given key."""
    content = package.read("custody/checkpoint") if "custody/checkpoint" in package.there else None
    if package.unread("custody/checkpoint"):
        report.say("INDETERMINATE", "C1", "custody/checkpoint could not be read")
        report.say("INDETERMINATE", "C2", "no checkpoint to ask about")
        return None
    match = CHECKPOINT.fullmatch((content or b"").decode("utf-8", "replace"))
    if content is None or match is None:
        report.say("BROKEN", "C1", "custody/checkpoint is not a checkpoint in its one spelling")
        report.say("INDETERMINATE", "C2", "no checkpoint to ask about")
        return None
    checkpoint = Checkpoint(content, match)
    report.say("INTACT", "C1", f"a checkpoint of {checkpoint.size} entries")
    report.say("NOTE", "K2", f"log {checkpoint.origin}, key id {checkpoint.key_id}")
    report.say(*checkpoint_signature(checkpoint, keys))
    return checkpoint


def checkpoint_signature(checkpoint: Checkpoint, keys: "Path | None") -> tuple[str, str, str]:
    """C2: verdict, code and text."""
    if keys is None or not (keys / "log.pem").is_file():
        return "INDETERMINATE", "C2", "no keys/log.pem: compare log and key id with the PDF"
    public = public_key(keys / "log.pem")
    if public is None:
        return "INDETERMINATE", "C2", "keys/log.pem is not an Ed25519 public key (PEM)"
    origin = checkpoint.origin.encode()
    if (keys / "origin").is_file():
        given = named_log(keys / "origin")
        if given is None:
            return "INDETERMINATE", "C2", "keys/origin names no log"
        if given != checkpoint.origin:
            return "BROKEN", "C2", "the checkpoint is of another log than keys/origin names"
    if hashlib.sha256(origin + b"\n\x01" + public).hexdigest()[:8] != checkpoint.key_id:
        return "BROKEN", "C2", "the checkpoint is signed with another key"
    if not ed25519_fits(public, checkpoint.text, checkpoint.signature):
        return "BROKEN", "C2", "the signature of the checkpoint is wrong"
    return "INTACT", "C2", "signed with the given key of the log (it does not show when)"


def public_key(file: Path) -> "bytes | None":
    """RFC 8410: the 32 bytes of an Ed25519 SubjectPublicKeyInfo, from the first such block of a PEM file."""
    lines = [line[:-1] if line.endswith("\r") else line for line in given_text(file).split("\n")]
    _, begun, rest = "\n".join(["", *lines, ""]).partition("\n-----BEGIN PUBLIC KEY-----\n")
    text, ended, _ = ("\n" + rest).partition("\n-----END PUBLIC KEY-----\n")
    coded_key = text.replace("\n", "")
    if not begun or not ended or not re.fullmatch("MCowBQYDK2VwAyEA[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=", coded_key):
        return None
    return base64.b64decode(coded_key)[12:]


def named_log(file: Path) -> "str | None":
    """The origin that a file of one line names."""
    text = given_text(file).rstrip("\n")
    text = text[:-1] if text.endswith("\r") else text
    return text if re.fullmatch("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+", text) else None


def given_text(file: Path) -> str:
    """A file of keys/; "" if it cannot be read."""
    try:
        return file.read_bytes().decode("latin-1")
    except OSError:
        return ""


# ---- D, E: entries, openings, proofs ---------------------------------------------------------------------------------
class Item:
    """One entry with its openings and its proof: the first thing wrong, and what it opens."""

    def __init__(self, package: Package, checkpoint: Checkpoint, prefix: str) -> None:
        self.prefix, self.part = prefix, 1
        self.problem: "tuple[str, str] | None" = None
        self.facts: "tuple[str, str] | None" = None
        contents = [package.read(prefix + suffix) if prefix + suffix in package.sha256 else None
                    for suffix in (".entry", ".opened", ".proof")]  # fmt: skip
        self.problem = self._check(contents, checkpoint)

    def _check(self, contents: "list[bytes | None]", checkpoint: Checkpoint) -> "tuple[str, str] | None":
        entry, opened, proof = contents
        if entry is None:
            return "INDETERMINATE", "its entry could not be read"
        match = ENTRY.fullmatch(entry[:-1].decode("latin-1")) if entry.endswith(b"\n") else None
        commitments = match[1][1:-1].split('","') if match and match[1] else []
        if match is None or len(entry) > LARGEST or commitments != sorted(set(commitments)):
            return "BROKEN", "its entry is not in its one spelling"
        _, device, number, stored, seq, kind = match.groups()
        wanted = "disclosed" if self.prefix == "custody/disclosed" else "received"
        expected = self.prefix.rpartition("/")[2] if wanted == "received" else None
        if number != expected or (stored is None) != (expected is None):
            return "BROKEN", "its entry is of another type, number or log"
        if kind != wanted or device != checkpoint.origin.partition("/")[2]:
            return "BROKEN", "its entry is of another type, number or log"
        if opened is None:
            return "INDETERMINATE", "its openings could not be read"
        return self._check_openings(opened, commitments, wanted) or self._check_proof(entry, proof, seq, checkpoint)

    def _check_openings(self, opened: bytes, commitments: list[str], wanted: str) -> "tuple[str, str] | None":
        values: dict[str, str] = {}
        lines = opened.decode("latin-1").split("\n")
        good = len(lines) > 1 and not lines[-1] and len(opened) <= LARGEST
        for line in lines[:-1]:
            match = DISCLOSURE.fullmatch(plain(line))
            if match is None or match[1] in values:
                good = False
                break
            values[match[1]] = match[2]
        if not good:
            return "BROKEN", "its openings are not disclosures, one a line, each name once"
        names = ("manifest_sha256", "pdf_sha256") if wanted == "disclosed" else ("sha256", "size")
        first, second = (values.get(name, "") for name in names)
        form = '"[0-9a-f]{64}"' if wanted == "disclosed" else "0|[1-9][0-9]{0,14}"
        if not re.fullmatch('"[0-9a-f]{64}"', first) or not re.fullmatch(form, second):
            return "BROKEN", "what must be opened is not opened"
        self.facts = (first.strip('"'), second.strip('"'))
        digests = (base64.urlsafe_b64encode(hashlib.sha256(line.encode("latin-1")).digest()) for line in lines[:-1])
        if not {digest.rstrip(b"=").decode() for digest in digests} <= set(commitments):
            return "BROKEN", "an opening that its entry does not commit to"
        return None

    def _check_proof(
        self, entry: bytes, proof: "bytes | None", seq: str, checkpoint: Checkpoint
    ) -> "tuple[str, str] | None":
        self.part = 2
        if proof is None:
            return "INDETERMINATE", "its proof could not be read"
        match = PROOF.match(proof.decode("latin-1")) if not UNCLEAN.search(proof) else None
        # What follows is five lines in any case; whether they are the checkpoint's is the next question.
        if match is None or len(proof) > LARGEST or proof[match.end() :].count(b"\n") != 5 or proof[-1:] != b"\n":
            return "BROKEN", "its proof is not in its one spelling"
        if proof[match.end() :] != checkpoint.content:
            return "BROKEN", "its proof is under another checkpoint"
        if match[1] != seq or int(seq) >= checkpoint.size:
            return "BROKEN", "its proof is of another entry"
        path = [base64.b64decode(step) for step in match[2].split()]
        leaf = hashlib.sha256(b"\0" + entry[:-1]).digest()
        if inclusion_root(int(seq), checkpoint.size, leaf, path) != checkpoint.root:
            return "BROKEN", "its path does not lead to the root"
        return None


def plain(text: str) -> str:
    """What a disclosure spells; a byte outside printable ASCII becomes a control character; "" for no spelling."""
    if not re.fullmatch("[A-Za-z0-9_-]+", text) or len(text) % 4 == 1:
        return ""
    content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(content).rstrip(b"=").decode() != text:
        return ""
    return re.sub("[^ -~]", "\x01", content.decode("latin-1"))


def inclusion_root(index: int, size: int, hashed: bytes, path: list[bytes]) -> "bytes | None":
    """RFC 9162, 2.1.3.2: the root that this path leads to, or None if it is no path of that tree."""
    fn, sn = index, size - 1
    for step in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            hashed = hashlib.sha256(b"\1" + step + hashed).digest()
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            hashed = hashlib.sha256(b"\1" + hashed + step).digest()
        fn, sn = fn >> 1, sn >> 1
    return hashed if sn == 0 else None


def whole(package: Package, prefix: str) -> bool:
    """Whether entry, openings and proof all lie there."""
    return all(prefix + suffix in package.there for suffix in (".entry", ".opened", ".proof"))


def check_disclosed(package: Package, checkpoint: "Checkpoint | None", report: Report) -> None:
    """D1 to D3: the disclosed entry, its proof, and what it names."""
    if checkpoint is None or not whole(package, "custody/disclosed"):
        for code in ("D1", "D2", "D3"):
            if checkpoint is None:
                report.say("INDETERMINATE", code, NO_PROOF)
            else:
                report.say("BROKEN", code, "no disclosed entry with openings and proof")
        return
    item = Item(package, checkpoint, "custody/disclosed")
    if item.problem and item.part == 1:
        report.say(item.problem[0], "D1", f"custody/disclosed: {item.problem[1]}")
        report.say("INDETERMINATE", "D2", "no entry to prove")
        report.say("INDETERMINATE", "D3", "no opened digests to compare")
        return
    report.say("INTACT", "D1", "the disclosed entry and its openings fit")
    found = [(item.problem[0], f"custody/disclosed: {item.problem[1]}")] if item.problem else []
    limits = "(it does not show when, nor that its content is true)"
    report.each("D2", found, f"the disclosed entry is in the log under this checkpoint {limits}")
    if package.unread("manifest-sha256.txt", "case-file.pdf"):
        report.say("INDETERMINATE", "D3", "the payload list or the PDF could not be read")
    elif item.facts == (package.sha256.get("manifest-sha256.txt"), package.sha256.get("case-file.pdf")):
        report.say("INTACT", "D3", "the disclosed entry names this payload list and this PDF")
    else:
        report.say("BROKEN", "D3", "the disclosed entry names another payload list or another PDF")


def check_exhibits(package: Package, checkpoint: Checkpoint, report: Report) -> None:
    """E1 to E3: every exhibit."""
    under = [path for path in package.files if path.startswith("custody/exhibits/")]
    prefixes = sorted({re.sub(r"\.[a-z]*$", "", path) for path in under})
    found: Found = []
    facts: dict[str, tuple[str, str]] = {}
    for prefix in prefixes:
        if not whole(package, prefix):
            found.append(("BROKEN", f"{prefix}: not a set of .entry, .opened and .proof"))
            continue
        item = Item(package, checkpoint, prefix)
        if item.problem:
            found.append((item.problem[0], f"{prefix}: {item.problem[1]}"))
        if item.facts:
            facts[prefix.rpartition("/")[2]] = item.facts
    report.each("E1", found, f"{len(prefixes)} exhibits: received, opened and proven under this checkpoint")
    found, redacted = compare_exhibits(package, {prefix.rpartition("/")[2] for prefix in prefixes}, facts)
    report.each("E2", found, "every exhibit that is not redacted is, byte for byte, what was received")
    if redacted:
        text = f"{redacted} redacted copies: listed and sealed, but not the bytes that were received"
        report.say("NOTE", "E3", text)


def compare_exhibits(package: Package, proven: set[str], facts: dict[str, tuple[str, str]]) -> tuple[Found, int]:
    """The files under data/exhibits against what their entries open; and how many are redacted copies."""
    found: Found = []
    redacted, used = 0, set()
    for path in (path for path in package.files if path.startswith("data/exhibits/")):
        match = EXHIBIT.fullmatch(path[len("data/exhibits/") :])
        if match is None:
            found.append(("BROKEN", f"{path}: not named by an exhibit number"))
            continue
        number = match[1]
        used.add(number)
        if number not in proven:
            found.append(("BROKEN", f"{path}: without an entry of its receipt"))
        elif match[2]:
            redacted += 1
        elif number in facts and path not in package.sha256:
            found.append(("INDETERMINATE", f"{path}: could not be read"))
        elif number in facts and facts[number] != (package.sha256[path], str(package.size[path])):
            found.append(("BROKEN", f"{path}: not the bytes that were received"))
    found += [("BROKEN", f"custody/exhibits/{number}: an entry without a file") for number in proven - used]
    return found, redacted


# ---- T1 to T3: the time stamp ----------------------------------------------------------------------------------------
def check_stamp(package: Package, promised: str, openssl: Openssl, report: Report) -> None:
    """T1 to T3: promised or not, over this checkpoint, and under the given authority."""
    if STAMP not in package.there:
        if promised == "none":
            text = "no time stamp was promised: nothing outside shows when the checkpoint was made"
            report.say("NOTE", "T1", text)
            report.stamped = " (no time stamp was promised)"
        else:
            report.say("INDETERMINATE", "T1", "a time stamp was promised and is missing")
        return
    if not openssl.works:
        report.say("INDETERMINATE", "T2", NO_OPENSSL)
        report.say("INDETERMINATE", "T3", NO_OPENSSL)
        return
    if package.unread(STAMP, "custody/checkpoint"):
        report.say("INDETERMINATE", "T2", "the time stamp or the checkpoint could not be read")
        report.say("INDETERMINATE", "T3", "no time stamp to ask about")
        return
    token, signer = openssl.scratch / "token", openssl.scratch / "tsa.pem"
    # Nothing signs what stands before the token: it is "granted", without a word more, and the token alone is printed.
    granted = re.match(rb"0(?:\x81.|\x82..|\x83...)0\x03\x02\x01\x00", package.read(STAMP) or b"", re.DOTALL)
    taken = granted and openssl.run("ts", "-reply", "-in", STAMP, "-token_out", "-out", token)[0]
    printed = openssl.run("ts", "-reply", "-token_in", "-in", token, "-text")[1].decode("latin-1") if taken else ""
    time = stamp_time(printed)
    fits = imprint_fits(printed, package.read("custody/checkpoint") or b"")
    signed = ("cms", "-verify", "-noverify", "-inform", "DER", "-in", token, "-signer", signer)
    if not fits or time is None or not openssl.run(*signed)[0]:
        openssl.failed(report, "T2", "the time stamp is not over this checkpoint, or is damaged")
        report.say("INDETERMINATE", "T3", "no time stamp to ask about")
        return
    written, seconds = time
    report.say("INTACT", "T2", f"the time stamp is over this checkpoint and says {written}")
    report.say("NOTE", "K3", f"time-stamp certificate, SHA-256: {openssl.fingerprint_of(signer)}")
    authority = openssl.authority("tsa-ca.pem")
    if authority is None:
        report.say("INDETERMINATE", "T3", "no certificate in keys/tsa-ca.pem (PEM): compare the stamp's with the PDF")
    elif openssl.run(
        "ts", "-verify", "-data", "custody/checkpoint", "-token_in", "-in", token, "-CAfile", authority,
        "-attime", str(seconds),
    )[0]:  # fmt: skip
        text = "the time stamp is of the given authority (whether it is a qualified one, its trusted list says)"
        report.say("INTACT", "T3", text)
        report.stamped = f" (time stamp of {written})"
    else:
        openssl.failed(report, "T3", "the time stamp is not of the given authority")


def stamp_time(printed: str) -> "tuple[str, int] | None":
    """Of the text that openssl prints: ISO 8601, and seconds since 1970."""
    match = re.search(r"^Time stamp: (\w{3}) +(\d+) (\d+):(\d+):(\d+)\S* (\d{4})", printed, re.MULTILINE)
    if match is None:
        return None
    month = ("JanFebMarAprMayJunJulAugSepOctNovDec".find(match[1]) + 3) // 3
    day, hour, minute, second, year = (int(part) for part in match.groups()[1:])
    a, b = year - (month <= 2), (month + 9) % 12
    days = 365 * a + a // 4 - a // 100 + a // 400 + (b * 153 + 2) // 5 + day - 1 - 719468
    written = f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}Z"
    return written, days * 86400 + hour * 3600 + minute * 60 + second


def imprint_fits(printed: str, checkpoint: bytes) -> bool:
    """Whether the token is over the hash of these bytes."""
    algorithm = re.search(r"^Hash Algorithm: (sha256|sha384|sha512)$", printed, re.MULTILINE)
    data = printed.partition("Message data:\n")[2].partition("Serial")[0]
    held = "".join(re.findall(r"^ *[0-9a-f]* - (.{48})", data, re.MULTILINE)).replace(" ", "").replace("-", "")
    if algorithm is None:
        return False
    return held == hashlib.new(algorithm[1], checkpoint).hexdigest()


def arguments(report: Report) -> "tuple[Path, Path | None, bool]":
    """The package, the folder of keys and whether every exhibit is asked for."""
    package, keys, every = Path(__file__).parent / "..", None, False
    rest = sys.argv[1:]
    while rest:
        word = rest.pop(0)
        if word in ("--keys", "--package") and rest:
            value = Path(rest.pop(0))
            package, keys = (value, keys) if word == "--package" else (package, value)
        elif word == "--all":
            every = True
        else:
            report.give_up(USAGE)
    if keys is not None and not (keys.is_dir() and os.access(keys, os.X_OK)):
        report.give_up("the folder of keys cannot be opened")
    if not (package.is_dir() and os.access(package, os.X_OK)):
        report.give_up("the package cannot be opened")
    return package.resolve(), keys.resolve() if keys else None, every


def main() -> NoReturn:
    """Every check, in the order of docs/spec/package.md."""
    report = Report()
    root, keys, every = arguments(report)
    if keys is not None and inside(keys, root):
        report.say("NOTE", "K0", "keys from inside the package prove nothing: they are not used")
        keys = None
    without_package(root, report)
    package = Package(root)
    if package.blind:
        report.give_up("a folder of the package cannot be read")
    check_files(package, report)
    promised = check_bag(package, report)
    check_lists(package, report)
    check_blake3(package, report)
    with tempfile.TemporaryDirectory() as scratch:
        openssl = Openssl(Path(scratch), root, keys)
        check_seal(package, openssl, report)
        checkpoint = check_checkpoint(package, keys, openssl, report)
        check_disclosed(package, checkpoint, report)
        check_stamp(package, promised, openssl, report)
    if not every:
        report.say("NOTE", "E1", "proofs of single exhibits were not checked: run again with --all")
    elif checkpoint is None:
        report.say("INDETERMINATE", "E1", NO_PROOF)
    else:
        check_exhibits(package, checkpoint, report)
    for code, path in (("K4", "manifest-sha256.txt"), ("K5", "verify/verify.sh"), ("K6", "verify/verify.py")):
        report.say("NOTE", code, f"{path}, SHA-256: {package.sha256.get(path, '')}")
    report.conclude()


if __name__ == "__main__":
    try:
        main()
    except Exception as error:  # noqa: BLE001 - Python would exit with 1, and 1 says BROKEN: no error may say that.
        try:
            print(f"INDETERMINATE F0 this program failed ({type(error).__name__})\nINDETERMINATE", flush=True)
        finally:
            os._exit(2)
