"""The annexes of the sample case file: index, custody, how to verify, handover."""

from __future__ import annotations

from hashlib import sha256

from evidence.casefile.blocks import (
    Callout,
    Column,
    Commands,
    CustodyAnnex,
    CustodyGroup,
    CustodyRow,
    EvidenceIndex,
    ExhibitRow,
    Notice,
    Paragraph,
    Row,
    Signature,
    Table,
)
from evidence.casefile.document import Section, SectionKind
from evidence.casefile.runs import Digest, Mono, Plain, cell, fixed, plain

_EXHIBITS = (
    ("A-000101", "Account of N-01 (not testimony)", "2021-02-18", "be", "14 p.", "S-07", "in person"),
    ("A-000102", "Account of N-02 (not testimony)", "2024-01-15", "ru", "19 p.", "S-09", "in person"),
    ("A-000103", "Account of L-014 (not testimony)", "2021-06-03", "be", "11 p.", "S-11", "in person"),
    ("A-000104", "Account of L-021 (not testimony)", "2024-02-27", "ru", "9 p.", "S-15", "by video"),
    ("A-000110", "Hospital record on N-01", "2020-08-14", "ru", "3 p.", "S-08", "paper copy from N-01"),
    ("A-000111", "Specialist’s conclusion on N-02", "2024-02-05", "lt", "6 p.", "E-01", "from the clinic"),
    ("A-000120", "Photographs of the register of the centre", "2020-08", "ru", "4 p.", "S-12", "USB"),
    ("A-000121", "Order on the appointment of P-01", "2020-02-03", "ru", "1 p.", "S-12", "USB"),
    ("A-000122", "Page of an institution’s website (WARC)", "2023-11-02", "ru", "2 p.", "public", "captured by D-03"),
    ("A-000130", "Video: cars in the yard of the centre", "2023-10-12", "ru", "00:04:37", "S-16", "messenger"),
    ("A-000131", "Ruling on N-01", "2020-08-11", "ru", "2 p.", "S-07", "copy from N-01"),
    ("A-000132-R01", "Passport page of N-02, redacted copy", "2023-10-21", "lt, ru", "1 p.", "S-09", "scanned by D-01"),
    ("A-000140", "Answer of the regional department", "2023-10-16", "ru", "1 p.", "S-09", "copy from N-02"),
    ("A-000141", "Interview of N-02 to the press, extract", "2023-11-30", "ru", "3 p.", "public", "captured by D-03"),
    ("A-000150", "Letter of the regional department No. 17-s", "2020-08-09", "ru", "2 p.", "S-12", "USB"),
    ("A-000151", "Sound recording of a meeting", "2023-10-09", "ru", "00:11:20", "S-17", "messenger"),
)  # fmt: skip


def _digest(seed: str) -> str:
    return sha256(seed.encode()).hexdigest()


def annexes() -> tuple[Section, ...]:
    """All four."""
    return (_index(), _custody(), _verify(), _handover())


def _index() -> Section:
    return Section(
        key="evidence_index",
        title="Evidence index",
        kind=SectionKind.ANNEX,
        landscape=True,
        blocks=(
            EvidenceIndex(
                heads=(
                    "No.",
                    "Title",
                    "Date",
                    "Lang.",
                    "Extent",
                    "Source",
                    "Received",
                    "SHA-256 (start)",
                    "Fact to prove",
                ),
                caption=plain("Exhibits. Whether they are evidence, the court decides"),
                rows=tuple(
                    ExhibitRow(
                        number=number,
                        title=plain(title),
                        date=date,
                        language=language,
                        extent=extent,
                        source=source,
                        received=f"{date}, {received}",
                        sha256=_digest(number),
                        fact=cell("conditions of detention and violence (incident 1)"),
                    )
                    for number, title, date, language, extent, source, received in _EXHIBITS
                ),
            ),
            Paragraph(
                sentences=(
                    fixed("R marks a redacted copy: A-000132-R01 was made from the sealed original."),
                    fixed((Plain(text="All digests in full: "), Mono(text="manifest-sha256.txt"), Plain(text="."))),
                ),
                numbered=False,
                small=True,
            ),
        ),
    )


def _custody() -> Section:
    def row(entry: str, time: str, event: str, hands: str, seed: str | None = None) -> CustodyRow:
        return CustodyRow(
            entry=entry, time=time, event=cell(event), hands=hands, sha256=_digest(seed) if seed else None
        )

    groups = (
        CustodyGroup(
            title=plain("A-000120 – photographs of the register, 4 p."),
            rows=(
                row("118", "2021-05-11 08:14", "Received on a USB medium", "S-12 → D-01", "A-000120"),
                row("119", "2021-05-11 08:20", "Working copy made; original sealed", "D-01", "A-000120"),
                row("402", "2026-09-14 12:02", "Translation bound to p. 1, 2 and 4", "V-03"),
            ),
        ),
        CustodyGroup(
            title=plain("A-000132-R01 – redacted copy of a passport page"),
            rows=(row("511", "2026-10-05 09:30", "Two fields of the original removed", "D-02", "A-000132-R01"),),
        ),
    )  # fmt: skip
    return Section(
        key="custody_annex",
        title="Chain of custody annex",
        kind=SectionKind.ANNEX,
        new_page=True,
        blocks=(
            Paragraph(
                sentences=(
                    fixed("Every receipt, copy and disclosure of an exhibit is an entry in a ledger bound by digests."),
                )
            ),
            CustodyAnnex(
                heads=("Entry", "Time", "What happened", "From → to", "SHA-256"),
                groups=groups,
                caption=plain("Entries of custody (time: UTC)"),
            ),
            Callout(
                head="State of the ledger when this document was prepared.",
                lines=(
                    cell("Entries: 611; root:"),
                    cell(Digest(hex=_digest("root"))),
                    cell("Qualified time stamp: 2026-11-25 07:40:12 UTC; the same root was signed by W-01 and W-02."),
                ),
            ),
            Paragraph(
                sentences=(fixed("since the entry, the file has not changed and no entry was left out or exchanged."),),
                head="What this shows:",
            ),
            Paragraph(sentences=(fixed("that the content is true, or who made it."),), head="What this does not show:"),
        ),
    )


def _verify() -> Section:
    values = ("manifest-sha256.txt", "verify/verify.sh", "verify/verify.py", "ledger key (Ed25519)")
    return Section(
        key="verification",
        title="How to verify this package",
        kind=SectionKind.ANNEX,
        new_page=True,
        blocks=(
            Paragraph(sentences=(fixed("Offline, with common tools. Compare values with this signed PDF."),)),
            Paragraph(
                sentences=(fixed("Open the PDF in a reader; the signature must be valid."),), head="1. Signature."
            ),
            Paragraph(sentences=(fixed("In a command prompt:"),), head="2. List of the package (Windows)."),
            Commands(lines=("certutil -hashfile manifest-sha256.txt SHA256",)),
            Paragraph(sentences=(fixed("In a shell:"),), head="3. All files (Linux)."),
            Commands(
                lines=(
                    "sha256sum -c tagmanifest-sha256.txt manifest-sha256.txt",
                    "# sha256sum says nothing about ADDED files; verify.sh compares the whole tree",
                    "sh verify/verify.sh --keys ../keys",
                )
            ),
            Paragraph(sentences=(fixed("With OpenSSL 3.0 or later:"),), head="4. Seal and time stamp."),
            Commands(
                lines=(
                    "openssl cms -verify -binary -inform DER -in seal/case.p7s \\",
                    "  -content tagmanifest-sha256.txt -CAfile CA.pem -purpose any -out /dev/null",
                    "openssl ts -verify -data custody/checkpoint -in custody/checkpoint.tsr -CAfile TSA.pem",
                )
            ),
            Table(
                caption=plain("Values to compare with"),
                columns=(Column(head="What"), Column(head="SHA-256 or key", share=1)),
                rows=tuple(Row(cells=(cell(Mono(text=value)), cell(Digest(hex=_digest(value))))) for value in values),
                key="values",
            ),
        ),
    )


def _handover() -> Section:
    return Section(
        key="handover",
        title="Record of handover",
        kind=SectionKind.ANNEX,
        new_page=True,
        blocks=(
            Notice(head="SEPARATE DOCUMENT", words=plain("Printed after signing; shown here as a specimen only.")),
            Paragraph(
                sentences=(fixed("VšĮ “House of Testimonies” hands over, and the Prosecutor’s Office receives:"),)
            ),
            Table(
                caption=plain("Media handed over"),
                columns=(Column(head="No."), Column(head="Thing", share=1), Column(head="SHA-256", share=1)),
                rows=(Row(cells=(cell("1"), cell("USB medium, encrypted"), cell(Digest(hex=_digest("container"))))),),
            ),
            Signature(role="Handed over", name="", remark="(post, name, signature, date)", by_hand=True),
            Signature(role="Received", name="", remark="(post, name, signature, date)", by_hand=True),
        ),
    )
