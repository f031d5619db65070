"""The fixed words of method, limits and annexes: what this program does, and what its proofs do not show."""

from __future__ import annotations

from collections.abc import Mapping

from evidence.casefile.papers import Handling
from evidence.words import marked as _

# Method
METHODS: tuple[tuple[str, str], ...] = (
    (
        _("How it was made."),
        _(
            "Each exhibit was kept as received and its digests recorded before anything opened it. Programs recognise "
            "text and propose; a proposal counts only once a person has accepted and signed it. Persons are never "
            "merged by a program: that two records mean one person is a signed, reversible judgement."
        ),
    ),
    (
        _("Claims and sentences."),
        _(
            "A claim is one statement by one source, read at one place. Every sentence of fact names its claims; one "
            "that names none is printed as unbound, and one whose claim was replaced or taken back as stale. The fixed "
            "text of this program asserts nothing about the case."
        ),
    ),
    (
        _("Places in exhibits."),
        _(
            "“p.” is a page of the exhibit; “part” counts what a document without fixed pages consists of: its body, "
            "then each note, comment and header. Quotes are given letter by letter as the stored text has them; where "
            "a picture was read by a program, its reading may err and the picture counts."
        ),
    ),
    (
        _("Independence."),
        _(
            "Sources are counted by origin, not by document: two documents that go back to one witness, or two "
            "accounts taken by one interviewer, count once. Grades of reliability and credibility are never "
            "multiplied, and no score is computed. A claim that cannot be judged, or that no second person has read "
            "where that is asked for, is a lead only."
        ),
    ),
    (
        _("Accounts."),
        _(
            "What persons told the organisation are accounts, not testimony before a court; they show whom an "
            "authority could hear, and about what. Protected sources stand under a code."
        ),
    ),
)
TRANSLATION_HEAD = _("Translations.")
TRANSLATIONS: Mapping[str, str] = {
    "reviewed": _(
        "Translations by persons, sworn translations, and machine translations that another person reviewed."
    ),
    "human": _("Translations by persons and sworn translations only; machine translation is not used."),
    "sworn": _("Sworn or certified translations only."),
}
NO_MACHINE = _("Machine translation that no other person has reviewed is never printed.")
UNTRANSLATED = _("{count} quotes that this file relies on are printed without a translation.")
ALL_TRANSLATED = _("Every quote in another language is translated.")
SHOWN_HEAD = _("What the digests, seal and ledger show.")
SHOWN = _(
    "That these bytes were received and recorded at the place in the ledger that is named, that they have not changed "
    "since, and that no entry was left out or exchanged."
)
NOT_SHOWN_HEAD = _("What they do not show.")
NOT_SHOWN = _(
    "That what a document or a person says is true; that a file was not altered before it was received; who made it; "
    "that nothing else exists. Whoever held the organisation’s devices and keys before the last outside time stamp "
    "could have written another history up to then."
)
NOT_DONE_HEAD = _("What has not been done.")
NO_STAMP = _("No time-stamp authority is configured: a time stamp was not made, and is recorded as not done.")
STAMPED = _("Time stamps are asked of: {authorities}.")
NOT_VISITED = _("No place was visited, and no register of the State concerned was consulted, unless a claim says so.")
ONLY_PREVIEW = _("This is a preview: no list of the package was made, nobody has approved it, and nothing was sealed.")
LAW_HEAD = _("Law.")
LAW_DATA = _("The law is given by the law data with this SHA-256:")
CHARACTERS = _("Characters.")
CHARACTERS_NONE = _("Every character of this document is shown as it stands in its source.")
CHARACTERS_SOME = _("{count} characters that the typefaces lack, or that nobody sees, are written out: {list}.")

# Annexes
INDEX_CAPTION = _("Exhibits. Whether they are evidence, the court decides")
INDEX_HEADS = (
    _("No."),
    _("Title"),
    _("Date"),
    _("Lang."),
    _("Extent"),
    _("Source"),
    _("Received"),
    _("SHA-256 (start)"),
    _("Fact to prove"),
)
PAGES, PARTS = _("{n} p."), _("parts: {n}")
NOT_STATED, UNTITLED = _("not stated"), _("(not described)")
INDEX_NOTE = _("A digest is that of the bytes handed over; all digits stand in ")
REDACTED_NOTE = _("A number that ends in -R and two digits is that of a redacted copy.")
NO_EXHIBITS = _("No exhibit is handed over with this file.")
WITHHELD_CAPTION = _("Exhibits that are not handed over")
H_REASON = _("Why")
CUSTODY_INTRO = _(
    "Every receipt, reading, description and disclosure of an exhibit is an entry in a ledger. Time is UTC."
)
CUSTODY_CAPTION = _("Entries about each exhibit handed over")
CUSTODY_HEADS = (_("Entry"), _("Time"), _("What happened"), _("By"), _("SHA-256"))
CUSTODY_EMPTY = _("No entry is shown here.")
HANDLINGS: Mapping[Handling, str] = {
    Handling.RECEIVED: _("received"),
    Handling.RECEIVED_AGAIN: _("the same bytes received again"),
    Handling.READ: _("text read by a program"),
    Handling.DERIVED: _("made from it by a program"),
    Handling.NOT_DONE: _("tried and not done"),
    Handling.DESCRIBED: _("described by a person"),
    Handling.OPENED: _("opened"),
    Handling.DISCLOSED: _("disclosed"),
}
LEDGER = _("The ledger.")
ORIGIN = _("Origin of the log: {origin}")
PROOFS_IN = _("The proof for each exhibit lies in the package under custody/exhibits/, the disclosure’s own beside it.")
VERIFY_INTRO = _(
    "All of it works offline, with common tools. Compare values with this document, not with a program that lies in "
    "the package: a verifier inside a suspect package proves nothing by itself."
)
STEPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        _("1. The list of the package (Windows)."),
        _("In a command prompt, in the folder of the package; compare with the value below:"),
        ("certutil -hashfile manifest-sha256.txt SHA256",),
    ),
    (
        _("2. All files (Linux)."),
        _("sha256sum says nothing about added files; verify.sh compares the whole tree:"),
        ("sha256sum -c tagmanifest-sha256.txt manifest-sha256.txt", "sh verify/verify.sh --keys ../keys --all"),
    ),
    (
        _("3. All files (any system with Python 3.9 or newer)."),
        _("The same checks, with Python’s standard library:"),
        ("python3 -I verify/verify.py --keys ../keys --all",),
    ),
    (
        _("4. Seal and time stamp, by hand (OpenSSL 3 or newer)."),
        _("The certificates come in the folder keys, handed over beside the package and never in it:"),
        (
            "openssl cms -verify -binary -inform DER -in seal/case.p7s \\",
            "  -content tagmanifest-sha256.txt -CAfile ../keys/seal-ca.pem -purpose any -out /dev/null",
            "openssl ts -verify -data custody/checkpoint \\",
            "  -in custody/checkpoint.tsr -CAfile ../keys/tsa-ca.pem",
        ),
    ),
)
VERDICTS = _(
    "The verdict is the last line. INTACT: all that was asked for was checked and fits. BROKEN: something is not what "
    "was sealed. INDETERMINATE: something could not be checked; the lines above say what and why."
)
VALUES_CAPTION = _("Values to compare with")
H_WHAT, H_VALUE = _("What"), _("SHA-256")
V_MANIFEST, V_LOG, V_ROOT, V_LAW = (
    "manifest-sha256.txt",
    _("key of the log (Ed25519)"),
    _("root key (Ed25519)"),
    _("law data"),
)
NOT_MADE = _("not made")
AUTHORITIES = _("Time-stamp authorities")
NO_AUTHORITY = _("none configured: recorded as not done")
