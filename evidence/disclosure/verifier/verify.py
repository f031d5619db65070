#!/usr/bin/env python3
"""Checks a Sviedka package offline: python3 verify/verify.py [--keys FOLDER] [--all] [--package FOLDER].

Needs Python 3.9 or newer and nothing else; with openssl 3 or newer it also checks the seal and the time stamp.
Exit: 0 INTACT, 1 BROKEN, 2 INDETERMINATE (something could not be checked; the lines say what).
A tool that is missing or fails is never BROKEN. docs/spec/package.md says what each code means.
This file is the same in every package. Its SHA-256 stands in the PDF: compare it there first.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
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
OUTSIDE = {"S2", "C2", "T1", "T3"}
MOST = 10
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
        print(f"internal consistency: {self.internal}\noutside anchor: {self.outside}{self.stamped}\n{final}")
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


def point_of(coded: bytes) -> Point | None:
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
        self._walk("")
        for path in self.files:
            try:
                self.size[path], self.sha256[path] = hash_file(root / path)
            except OSError:
                continue
        self.there = frozenset(self.files)

    def _walk(self, under: str) -> None:
        try:
            names = sorted(inner.name for inner in (self.root / under).iterdir())
        except OSError:
            self._note("INDETERMINATE", "a folder could not be read")
            return
        for name in names:
            path = f"{under}/{name}" if under else name
            mode = os.lstat(self.root / path).st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                self._note("BROKEN", "a link or a special file")
            if not PLAIN.fullmatch(name) or name.startswith("-"):
                self._note("BROKEN", "a name with characters outside A-Z a-z 0-9 . _ -")
            elif stat.S_ISDIR(mode):
                self.folders.append(path)
                self._walk(path)
            elif stat.S_ISREG(mode):
                self.files.append(path)

    def _note(self, verdict: str, text: str) -> None:
        if (verdict, text) not in self.found:
            self.found.append((verdict, text))

    def read(self, path: str) -> bytes | None:
        """The bytes, or None if they cannot be read."""
        try:
            return (self.root / path).read_bytes()
        except OSError:
            return None

    def text(self, path: str) -> str | None:
        """The file as lines, each ended, without a control character; else None."""
        content = self.read(path)
        if not content or content[-1:] != b"\n" or re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", content):
            return None
        return content.decode("latin-1")


def hash_file(path: Path) -> tuple[int, str]:
    """Size and SHA-256."""
    hasher, size = hashlib.sha256(), 0
    with path.open("rb") as opened:
        while chunk := opened.read(1 << 20):
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
    if {"bagit.txt", "bag-info.txt"} <= package.there:
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
    if content is None:
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
    if shutil.which("b3sum") is None:
        report.say("NOTE", "F6", "b3sum is missing: the BLAKE3 list was not used; SHA-256 covers the same files")
        return
    hashes: dict[str, str] = {}
    payload = [path for path in package.files if path.startswith("data/")]
    for start in range(0, len(payload), 500):
        some = payload[start : start + 500]
        done = subprocess.run(["b3sum", *some], cwd=package.root, capture_output=True, check=False)
        for line in done.stdout.decode("latin-1").splitlines():
            hashes[line[66:]] = line[:64]
    lines = (package.read("b3sums.txt") or b"").decode("latin-1").splitlines()
    listed = [(line[:64], line[66:]) for line in lines]
    found = compare(package, listed, hashes)
    if sorted(path for _, path in listed) != sorted(payload):
        found.append(("BROKEN", "b3sums.txt does not list what data/ holds"))
    report.each("F6", found, "BLAKE3 of the payload")


# ---- openssl ---------------------------------------------------------------------------------------------------------
class Openssl:
    """The openssl of this machine, if it is one and works: an openssl that fails its control is no witness."""

    def __init__(self, scratch: Path, root: Path, keys: Path | None) -> None:
        self.scratch, self.root, self.keys = scratch, root, keys
        self.works = False
        if shutil.which("openssl") is None:
            return
        _, version = self.run("version")
        self.works = bool(re.match(rb"OpenSSL ([3-9]|[1-9][0-9]+)", version)) and self._control()

    def run(self, *arguments: str | Path) -> tuple[bool, bytes]:
        """Whether openssl succeeded, and what it printed."""
        environment = {**os.environ, "LC_ALL": "C"}
        environment.pop("OPENSSL_CONF", None)
        try:
            done = subprocess.run(
                ["openssl", *map(str, arguments)],
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
        common: tuple[str | Path, ...] = ("pkeyutl", "-verify", "-rawin", *key)
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
            "cms", "-sign", "-binary", "-in", at / "m", "-signer", at / "cc", "-inkey", at / "ck", "-outform", "DER",
            "-out", at / "cs",
        )  # fmt: skip
        verified, _ = self.run(
            "cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", at / "cs", "-content", at / "m",
        )  # fmt: skip
        return made and signed and verified

    def failed(self, report: Report, code: str, text: str) -> None:
        """BROKEN, unless it is openssl that fails here."""
        if self.cms_works():
            report.say("BROKEN", code, text)
        else:
            report.say("INDETERMINATE", code, "openssl fails on this machine")

    def authority(self, name: str) -> Path | None:
        """The given certificate, if it is there and is one."""
        if self.keys is None or not (self.keys / name).is_file():
            return None
        return self.keys / name if self.run("x509", "-in", self.keys / name, "-noout")[0] else None

    def fingerprint(self, signed: Path | str) -> str:
        """SHA-256 of the first certificate in a CMS file."""
        pem = self.scratch / "certificates.pem"
        self.run("pkcs7", "-inform", "DER", "-in", signed, "-print_certs", "-out", pem)
        printed = self.run("x509", "-in", pem, "-noout", "-fingerprint", "-sha256")[1].decode("latin-1")
        return printed.strip().rpartition("=")[2].replace(":", "").lower()


# ---- S1, S2: the seal ------------------------------------------------------------------------------------------------
def seal_shape(openssl: Openssl) -> bool:
    """CMS fields that no signature covers have one allowed value (docs/spec/package.md, "The seal")."""
    parts: dict[tuple[int, int, int], list[str]] = {}
    issuers: dict[tuple[int, int, int], list[tuple[int, str]]] = {(4, 1, 4): [], (5, 2, 1): []}
    section = field = item = 0
    for line in openssl.run("asn1parse", "-inform", "DER", "-in", "seal/case.p7s")[1].decode("latin-1").splitlines():
        split = re.match(r" *[0-9]+:d=([0-9]+) +hl=[^:]*: (.*)", line)
        if split is None:
            return False
        depth, what = int(split[1]), re.sub(" +", " ", split[2]).rstrip()
        if depth == 3:
            section, field = section + 1, 0
        if depth == 5:
            field, item = field + 1, 0
        if depth == 6:
            item += 1
        if depth > 6 and (section, field, item) in issuers:
            issuers[section, field, item].append((depth, what))
        key = (depth, section if depth > 3 else 0, field if depth > 5 else 0)
        parts.setdefault(key, []).append("OCTET STRING" if what.startswith("OCTET STRING") else what)
    digest = [without_null(parts.get(key, [])) for key in ((5, 2, 0), (6, 5, 3))]
    bits = re.fullmatch(r"OBJECT :sha(256|384|512)", "".join(digest[0]))
    # openssl compares names without regard to case: here the two issuers are the same bytes.
    if bits is None or digest[0] != digest[1] or not issuers[4, 1, 4] or issuers[4, 1, 4] != issuers[5, 2, 1]:
        return False
    algorithms = (
        [f"OBJECT :ecdsa-with-SHA{bits[1]}"],
        [f"OBJECT :sha{bits[1]}WithRSAEncryption", "NULL"],
        ["OBJECT :rsaEncryption", "NULL"],
        ["OBJECT :ED25519"],
    )
    return (
        parts.get((3, 0, 0)) == ["INTEGER :01", "SET", "SEQUENCE", "cont [ 0 ]", "SET"]
        and parts.get((4, 2, 0)) == parts.get((4, 4, 0)) == parts.get((4, 5, 0)) == ["SEQUENCE"]
        and parts.get((4, 3, 0)) == ["OBJECT :pkcs7-data"]
        and parts.get((5, 5, 0)) == ["INTEGER :01", "SEQUENCE", "SEQUENCE", "cont [ 0 ]", "SEQUENCE", "OCTET STRING"]
        and parts.get((6, 5, 5)) in algorithms
    )


def without_null(values: list[str]) -> list[str]:
    """An algorithm without its empty parameters."""
    return values[:-1] if values[-1:] == ["NULL"] else values


def check_seal(package: Package, openssl: Openssl, report: Report) -> None:
    """S1 and S2: the seal over tagmanifest-sha256.txt, first by itself, then under the given authority."""
    if not {"seal/case.p7s", "tagmanifest-sha256.txt"} <= package.there:
        report.say("BROKEN", "S1", "no seal")
        report.say("INDETERMINATE", "S2", "no seal to ask about")
        return
    if not openssl.works:
        report.say("INDETERMINATE", "S1", NO_OPENSSL)
        report.say("INDETERMINATE", "S2", NO_OPENSSL)
        return

    def fits(*arguments: str | Path) -> bool:
        return openssl.run(
            "cms", "-verify", *arguments, "-binary", "-inform", "DER", "-in", "seal/case.p7s", "-content",
            "tagmanifest-sha256.txt",
        )[0]  # fmt: skip

    if fits("-noverify") and seal_shape(openssl):
        report.say("INTACT", "S1", "the seal fits the list (it does not show whose it is)")
    else:
        openssl.failed(report, "S1", "the seal does not fit the list")
    report.say("NOTE", "K1", f"seal certificate, SHA-256: {openssl.fingerprint('seal/case.p7s')}")
    authority = openssl.authority("seal-ca.pem")
    if authority is None:
        report.say("INDETERMINATE", "S2", "no keys/seal-ca.pem: compare the certificate with the PDF")
        return
    chain = ("-CAfile", authority, "-no-CApath", "-no-CAstore", "-purpose", "any")
    if fits(*chain):
        report.say("INTACT", "S2", "the seal is of the given authority (revocation was not asked)")
    elif fits(*chain, "-no_check_time"):
        text = "the seal is of the given authority, but a certificate is not valid today"
        report.say("INDETERMINATE", "S2", text)
    else:
        openssl.failed(report, "S2", "the seal is not of the given authority")


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


def check_checkpoint(package: Package, keys: Path | None, openssl: Openssl, report: Report) -> Checkpoint | None:
    """C1 and C2: its form, then its signature under the given key."""
    content = package.read("custody/checkpoint") if "custody/checkpoint" in package.there else None
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


def checkpoint_signature(checkpoint: Checkpoint, keys: Path | None) -> tuple[str, str, str]:
    """C2: verdict, code and text."""
    if keys is None or not (keys / "log.pem").is_file():
        return "INDETERMINATE", "C2", "no keys/log.pem: compare log and key id with the PDF"
    public = public_key((keys / "log.pem").read_bytes())
    if public is None:
        return "INDETERMINATE", "C2", "keys/log.pem is not an Ed25519 public key"
    origin = checkpoint.origin.encode()
    if (keys / "origin").is_file() and (keys / "origin").read_bytes().rstrip(b"\n") != origin:
        return "BROKEN", "C2", "the checkpoint is of another log than keys/origin names"
    if hashlib.sha256(origin + b"\n\x01" + public).hexdigest()[:8] != checkpoint.key_id:
        return "BROKEN", "C2", "the checkpoint is signed with another key"
    if not ed25519_fits(public, checkpoint.text, checkpoint.signature):
        return "BROKEN", "C2", "the signature of the checkpoint is wrong"
    return "INTACT", "C2", "signed with the given key of the log (it does not show when)"


def public_key(pem: bytes) -> bytes | None:
    """RFC 8410: the 32 bytes of an Ed25519 SubjectPublicKeyInfo."""
    match = re.search(rb"-----BEGIN PUBLIC KEY-----\s+([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----", pem)
    try:
        der = base64.b64decode(b"".join(match[1].split())) if match else b""
    except ValueError:
        return None
    return der[12:] if len(der) == 44 and der.startswith(bytes.fromhex("302a300506032b6570032100")) else None


# ---- D, E: entries, openings, proofs ---------------------------------------------------------------------------------
class Item:
    """One entry with its openings and its proof: the first thing wrong, and what it opens."""

    def __init__(self, package: Package, checkpoint: Checkpoint, prefix: str) -> None:
        self.prefix, self.part = prefix, 1
        self.problem: tuple[str, str] | None = None
        self.facts: tuple[str, str] | None = None
        contents = [package.read(prefix + suffix) if prefix + suffix in package.sha256 else None
                    for suffix in (".entry", ".opened", ".proof")]  # fmt: skip
        self.problem = self._check(contents, checkpoint)

    def _check(self, contents: list[bytes | None], checkpoint: Checkpoint) -> tuple[str, str] | None:
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

    def _check_openings(self, opened: bytes, commitments: list[str], wanted: str) -> tuple[str, str] | None:
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
        self, entry: bytes, proof: bytes | None, seq: str, checkpoint: Checkpoint
    ) -> tuple[str, str] | None:
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


def inclusion_root(index: int, size: int, hashed: bytes, path: list[bytes]) -> bytes | None:
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


def check_disclosed(package: Package, checkpoint: Checkpoint | None, report: Report) -> None:
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
    if item.facts == (package.sha256.get("manifest-sha256.txt"), package.sha256.get("case-file.pdf")):
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
    token = openssl.scratch / "token"
    printed = openssl.run("ts", "-reply", "-in", STAMP, "-text")[1].decode("latin-1")
    time = stamp_time(printed)
    fits = imprint_fits(printed, package.read("custody/checkpoint") or b"") and time is not None
    fits = fits and openssl.run("ts", "-reply", "-in", STAMP, "-token_out", "-out", token)[0]
    if not fits or not openssl.run("cms", "-verify", "-noverify", "-inform", "DER", "-in", token)[0] or time is None:
        openssl.failed(report, "T2", "the time stamp is not over this checkpoint, or is damaged")
        report.say("INDETERMINATE", "T3", "no time stamp to ask about")
        return
    written, seconds = time
    report.say("INTACT", "T2", f"the time stamp is over this checkpoint and says {written}")
    report.say("NOTE", "K3", f"time-stamp certificate, SHA-256: {openssl.fingerprint(token)}")
    authority = openssl.authority("tsa-ca.pem")
    if authority is None:
        report.say("INDETERMINATE", "T3", "no keys/tsa-ca.pem: compare the certificate with the PDF")
    elif openssl.run(
        "ts", "-verify", "-data", "custody/checkpoint", "-in", STAMP, "-CAfile", authority, "-attime", str(seconds)
    )[0]:
        text = "the time stamp is of the given authority (whether it is a qualified one, its trusted list says)"
        report.say("INTACT", "T3", text)
        report.stamped = f" (time stamp of {written})"
    else:
        openssl.failed(report, "T3", "the time stamp is not of the given authority")


def stamp_time(printed: str) -> tuple[str, int] | None:
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
    """Whether the token was granted over the hash of these bytes."""
    algorithm = re.search(r"^Hash Algorithm: (sha256|sha384|sha512)$", printed, re.MULTILINE)
    data = printed.partition("Message data:\n")[2].partition("Serial")[0]
    held = "".join(re.findall(r"^ *[0-9a-f]* - (.{48})", data, re.MULTILINE)).replace(" ", "").replace("-", "")
    if algorithm is None or not re.search(r"^Status: Granted\.$", printed, re.MULTILINE):
        return False
    return held == hashlib.new(algorithm[1], checkpoint).hexdigest()


def arguments(report: Report) -> tuple[Path, Path | None, bool]:
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
    if keys is not None and not keys.is_dir():
        report.give_up("the folder of keys cannot be opened")
    if not package.is_dir():
        report.give_up("the package cannot be opened")
    return package.resolve(), keys.resolve() if keys else None, every


def main() -> NoReturn:
    """Every check, in the order of docs/spec/package.md."""
    report = Report()
    root, keys, every = arguments(report)
    if keys is not None and (keys == root or root in keys.parents):
        report.say("NOTE", "K0", "keys from inside the package prove nothing: they are not used")
        keys = None
    package = Package(root)
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
    except Exception as error:  # noqa: BLE001 - Python would exit with 1, and 1 says BROKEN: no error of ours may say that.
        print(f"INDETERMINATE F0 this program failed ({type(error).__name__})\nINDETERMINATE")
        sys.exit(2)
