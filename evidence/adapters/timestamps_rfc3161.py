"""RFC 3161 time stamps by stock openssl; the token is kept as it came, whatever order its certificates are in.

What an answer says outside its token nobody signed, so nothing of it is believed: the moment is read from the token
alone. Many authorities send a status text with a good token: it is cut off before anything is kept.

Over a stick: `request(note)` gives the `.tsq`, any machine sends it, `Workspace.import_stamp(authority, note, tsr)`
takes the answer. A connection is opened only to the URL that a person configured.
"""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from evidence.custody.stamp_reply import GRANTED, bare, parts_of
from evidence.errors import MalformedError, MissingToolError, NotConfiguredError, TimestampError

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_URL = re.compile(r"https?://[!-~]+")
_TIME = re.compile(r"^Time stamp: (\w{3} [ 0-9]\d \d\d:\d\d:\d\d(?:\.\d+)? \d{4}) GMT$", re.MULTILINE)
_LARGEST_ANSWER = 1 << 20
_SECONDS = 20.0


class StampReason(Enum):
    """Why there is no token: the closed set that a `not_done` entry names."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    NOT_A_TOKEN = "not_a_token"  # noqa: S105 - a reason, no secret
    OTHER_CONTENT = "other_content"
    NOT_CONFIGURED = "not_configured"


class StampFailedError(TimestampError):
    """No usable token, with the reason."""

    def __init__(self, reason: StampReason) -> None:
        super().__init__(f"the time-stamp authority gave no usable token ({reason.value})")
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Rfc3161Authority:
    """One authority: its name in the policy, its root certificates (PEM), and a URL where a person configured one."""

    name: str
    certificates: Path
    url: str | None = None
    untrusted: Path | None = None

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise MalformedError("an authority's name is small letters, digits and hyphens")
        if self.url is not None and not _URL.fullmatch(self.url):
            raise MalformedError("an authority's URL starts with http:// or https://")

    def request(self, content: bytes) -> bytes:
        """A DER request over SHA-256 with a nonce, asking for the certificate (`openssl ts -query`)."""
        with tempfile.TemporaryDirectory(prefix="sviedka-") as folder:
            stamped = Path(folder, "content")
            stamped.write_bytes(content)
            return _openssl("ts", "-query", "-data", str(stamped), "-sha256", "-cert").stdout

    def stamp(self, content: bytes) -> bytes:
        """Ask over HTTP, verify, and give the answer with nothing before its token but "granted"."""
        if self.url is None:
            raise NotConfiguredError("no URL is configured for this time-stamp authority")
        asked = self.request(content)
        response = self.bare(_post(self.url, asked))
        self._check(content, response, asked)
        return response

    def bare(self, response: bytes) -> bytes:
        """Nothing before the token but "granted"."""
        try:
            return bare(response)
        except MalformedError:
            _require_granted(response)
            raise StampFailedError(StampReason.NOT_A_TOKEN) from None

    def verify(self, content: bytes, response: bytes) -> datetime:
        """The stamped moment; TimestampError if the token is not over this content or its chain does not hold."""
        return self._check(content, response, None)

    def _check(self, content: bytes, response: bytes, asked: bytes | None) -> datetime:
        _require_granted(response)
        with tempfile.TemporaryDirectory(prefix="sviedka-") as folder:
            stamped, answer, question = (Path(folder, name) for name in ("content", "answer.tsr", "question.tsq"))
            stamped.write_bytes(content)
            answer.write_bytes(response)
            moment = _stamped_moment(answer, Path(folder, "token"))
            over = ["-data", str(stamped)]
            if asked is not None:
                # The question holds a nonce: an old answer to another question does not pass.
                question.write_bytes(asked)
                over = ["-queryfile", str(question)]
            chain = ["-untrusted", str(self.untrusted)] if self.untrusted else []
            verified = _openssl(
                "ts", "-verify", *over, "-in", str(answer), "-CAfile", str(self.certificates), *chain, check=False
            )
            if verified.returncode != 0 or b"Verification: OK" not in verified.stdout + verified.stderr:
                raise StampFailedError(StampReason.OTHER_CONTENT)
        return moment


def _require_granted(untrusted: bytes) -> None:
    """Granted, and nothing said beside it; of what was not granted, whether that is the authority's own refusal."""
    try:
        said, _ = parts_of(untrusted)
    except MalformedError:
        raise StampFailedError(StampReason.NOT_A_TOKEN) from None
    if said not in GRANTED:
        refused = said[:2] == b"\x02\x01" and said[:3] not in GRANTED
        raise StampFailedError(StampReason.REFUSED if refused else StampReason.NOT_A_TOKEN)


def _stamped_moment(answer: Path, token: Path) -> datetime:
    taken = _openssl("ts", "-reply", "-in", str(answer), "-token_out", "-out", str(token), check=False)
    if taken.returncode != 0:
        raise StampFailedError(StampReason.NOT_A_TOKEN)
    said = _openssl("ts", "-reply", "-token_in", "-in", str(token), "-text", check=False)
    moment = _TIME.search(said.stdout.decode("utf-8", "replace"))
    if said.returncode != 0 or moment is None:
        raise StampFailedError(StampReason.NOT_A_TOKEN)
    return _moment(moment[1])


def _moment(spelled: str) -> datetime:
    without_fraction = re.sub(r"\.\d+", "", spelled)
    # The C locale: openssl prints English month names whatever the locale is.
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    month, day, clock, year = without_fraction.split()
    hour, minute, second = map(int, clock.split(":"))
    return datetime(int(year), months.index(month) + 1, int(day), hour, minute, second, tzinfo=UTC)


def _post(url: str, content: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query"}
    request = urllib.request.Request(url, data=content, headers=headers, method="POST")  # noqa: S310 - http(s), checked
    # No proxy of the environment: only what a person configured for this program.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            response: bytes = answer.read(_LARGEST_ANSWER + 1)
    except urllib.error.HTTPError as error:
        raise StampFailedError(StampReason.REFUSED) from error
    except (OSError, http.client.HTTPException) as error:
        raise StampFailedError(StampReason.UNREACHABLE) from error
    if len(response) > _LARGEST_ANSWER:
        raise StampFailedError(StampReason.NOT_A_TOKEN)
    return response


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Nobody but the configured host is spoken to."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Refuse: the answer then counts as an error."""


def _openssl(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("openssl")
    if program is None:
        raise MissingToolError("openssl is not installed")
    done = subprocess.run([program, *arguments], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    if check and done.returncode != 0:
        raise MissingToolError("openssl could not make a time-stamp request")
    return done
