"""Everything that can go wrong, as one tree: what, which and where in the message, what to do in the hint.

A message carries ids, numbers and digests, never a name, a place or a line of testimony. Each class has its own exit
code, so that a script can tell them apart; 1 and 2 stay free for the verdicts BROKEN and INDETERMINATE.
"""

from __future__ import annotations

from typing import ClassVar


class SviedkaError(Exception):
    """A refusal that the person can act on; nothing was lost and nothing is half written."""

    exit_code: ClassVar[int] = 3
    default_hint: ClassVar[str] = ""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint or self.default_hint


class MalformedError(SviedkaError):
    """Bytes or fields that are not what their page in docs/spec asks for."""

    exit_code = 10
    default_hint = "see what is asked: `sviedka COMMAND --help`, or its page under docs/spec"


class InvalidDateError(MalformedError):
    """A date that no calendar has, or that EDTF level 1 does not write so."""

    exit_code = 11
    default_hint = "write it as 2020, 2020-08, 2020-08-09, 202X, 2020-08-XX or 2020-08-09/2020-08-12"


class NewerFormatError(SviedkaError):
    """Written by a newer Sviedka than this one."""

    exit_code = 12
    default_hint = "use the newer version; this one changes nothing here"


class NotHeldError(SviedkaError):
    """Named, but not held here."""

    exit_code = 13
    default_hint = "check the path or the id; nothing was changed"


class DigestMismatchError(SviedkaError):
    """Bytes that are not those recorded."""

    exit_code = 14
    default_hint = "run `sviedka workspace verify`, and compare with a backup or a second copy"


class LedgerBrokenError(SviedkaError):
    """A log that does not agree with its own checkpoint."""

    exit_code = 15
    default_hint = "do not write; compare with a backup, an anchor or another device's copy"


class WrongPassphraseError(SviedkaError):
    """A file that this passphrase does not open."""

    exit_code = 20
    default_hint = "try again, or use the recovery sheet"


class NotAllowedError(SviedkaError):
    """The person's role does not cover this act or this compartment."""

    exit_code = 21
    default_hint = "ask whoever holds the root key: `sviedka workspace admit` gives keys and roles"


class NotTrustedError(SviedkaError):
    """A workspace whose root this person has not compared with what was handed over another way."""

    exit_code = 23
    default_hint = "ask the person who admitted you for the root's fingerprint; do not work here until it is the same"


class BusyError(SviedkaError):
    """Another process holds what this one needs."""

    exit_code = 22
    default_hint = "wait for the other command, or end it; nothing was changed"


class UnreadableError(SviedkaError):
    """A file of the outside world that could not be taken in."""

    exit_code = 30
    default_hint = "check what it is and whose it is, then run the same command again"


class StorageError(SviedkaError):
    """The disk refused a write; it is never retried, because a second fsync may lie."""

    exit_code = 31
    default_hint = "look at path, permissions and free space, then run the same command again: it resumes"


class ReaderError(SviedkaError):
    """A document that the isolated reader could not read."""

    exit_code = 32
    default_hint = "the original is kept as it came: `sviedka exhibit list` shows its state"


class NotConfiguredError(SviedkaError):
    """Something only a person may configure, and nobody has."""

    exit_code = 40
    default_hint = "see docs/guide/settings.md"


class UsageError(SviedkaError):
    """A command line that is not as its help says."""

    exit_code = 42
    default_hint = "see what is asked: add --help"


class MissingToolError(SviedkaError):
    """A program or data file that this machine lacks."""

    exit_code = 41
    default_hint = "run `sviedka doctor`: it names what to install"


class UnknownReferenceError(SviedkaError):
    """A record that names something this workspace does not hold."""

    exit_code = 50
    default_hint = "list what there is: `exhibit list`, `head list`, `source list`, `claim list --json`"


class CitationError(SviedkaError):
    """A quote that does not stand where the citation says."""

    exit_code = 51
    default_hint = "select the words again on the page"


class NotClearedError(SviedkaError):
    """Something that may not leave: not cleared, without consent, or without approval."""

    exit_code = 60
    default_hint = "`sviedka disclosure check` lists what is in the way"


class StaleError(SviedkaError):
    """Made from records that have changed since."""

    exit_code = 61
    default_hint = "build it again"


class GraphUnavailableError(SviedkaError):
    """No graph engine answers at the configured place."""

    exit_code = 70
    default_hint = "start it, or take [graph] out of the settings to use the one in memory"


class GraphRefusedError(SviedkaError):
    """The graph engine answers, and refuses the user or the password."""

    exit_code = 71
    default_hint = "check the user and the password file in the settings"


class QuestionError(SviedkaError):
    """A question that the graph will not run: it would write, has no bound, takes too long, or is no Cypher."""

    exit_code = 72
    default_hint = "ask a smaller question that only reads, with a bound on each path"


class TypesetError(SviedkaError):
    """A document that could not be set."""

    exit_code = 80
    default_hint = "run the same command again; if it fails again, report the code of the case file"


class TimestampError(SviedkaError):
    """A time-stamp authority that gave no usable token; recorded as not done."""

    exit_code = 81
    default_hint = "check [authority], or carry the request over on a stick: `ledger stamp --request FILE`"


class SealError(SviedkaError):
    """The seal's tool gave no signature."""

    exit_code = 82
    default_hint = "check that the certificate and the key under [seal] belong together"
