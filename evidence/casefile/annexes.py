"""The annexes: every exhibit with the digest of the bytes handed over, who had it when, and how to verify all that."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.casefile import english_annexes as e
from evidence.casefile.blocks import (
    Block,
    Callout,
    Column,
    Commands,
    CustodyAnnex,
    CustodyGroup,
    CustodyRow,
    EvidenceIndex,
    ExhibitRow,
    Paragraph,
    Row,
    Table,
)
from evidence.casefile.footnotes import Notes
from evidence.casefile.matter import Matter
from evidence.casefile.papers import CustodyNote, Handed
from evidence.casefile.passages import paragraphs
from evidence.casefile.runs import Cell, Digest, Mono, Plain, Run, Words, cell, fixed, plain
from evidence.ids import ExhibitId, RecordId
from evidence.model.heads import Source


def evidence_index(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    """The exhibits handed over, by number, and those that are not, by number and reason alone."""
    blocks: list[Block] = [*paragraphs(matter, notes, "evidence_index")]
    handed = _handed(matter)
    if handed:
        blocks.append(
            EvidenceIndex(
                heads=tuple(matter.say(head) for head in e.INDEX_HEADS),
                rows=tuple(_exhibit(matter, exhibit, one) for exhibit, one in handed),
                caption=plain(matter.say(e.INDEX_CAPTION)),
                key="exhibits",
            )
        )
        note = (Plain(text=matter.say(e.INDEX_NOTE)), Mono(text="manifest-sha256.txt"), Plain(text="."))
        redacted = fixed(matter.say(e.REDACTED_NOTE))
        blocks.append(Paragraph(sentences=(fixed(note), redacted), numbered=False, small=True))
    else:
        blocks.append(Paragraph(sentences=(fixed(matter.say(e.NO_EXHIBITS)),)))
    if matter.papers.withheld:
        rows = [
            Row(cells=(cell(one.number), cell(one.reason)))
            for one in sorted(matter.papers.withheld, key=lambda one: one.number)
        ]
        blocks.append(
            Table(
                columns=(Column(head=matter.say(e.INDEX_HEADS[0])), Column(head=matter.say(e.H_REASON), share=1)),
                rows=tuple(rows),
                caption=plain(matter.say(e.WITHHELD_CAPTION)),
                key="withheld",
            )
        )
    return tuple(blocks)


def custody_annex(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    """The ledger's entries about each exhibit handed over, and which ledger it is."""
    blocks: list[Block] = [
        *paragraphs(matter, notes, "custody_annex"),
        Paragraph(sentences=(fixed(matter.say(e.CUSTODY_INTRO)),)),
    ]
    groups = tuple(_custody(matter, exhibit, one) for exhibit, one in _handed(matter) if one.custody)
    if groups:
        one, two, three, four, five = (matter.say(head) for head in e.CUSTODY_HEADS)
        blocks.append(
            CustodyAnnex(
                heads=(one, two, three, four, five),
                groups=groups,
                caption=plain(matter.say(e.CUSTODY_CAPTION)),
                key="custody",
            )
        )
    else:
        blocks.append(Paragraph(sentences=(fixed(matter.say(e.CUSTODY_EMPTY)),)))
    origin = matter.papers.origin or matter.say(e.NOT_STATED)
    lines: list[Cell] = [cell(matter.say(e.ORIGIN, origin=origin)), cell(matter.say(e.PROOFS_IN))]
    blocks.append(Callout(head=matter.say(e.LEDGER), lines=tuple(lines)))
    blocks += [
        Paragraph(head=matter.say(e.SHOWN_HEAD), sentences=(fixed(matter.say(e.SHOWN)),)),
        Paragraph(head=matter.say(e.NOT_SHOWN_HEAD), sentences=(fixed(matter.say(e.NOT_SHOWN)),)),
    ]
    return tuple(blocks)


def verification(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    """The exact commands, and the values that they must show."""
    blocks: list[Block] = [
        *paragraphs(matter, notes, "verification"),
        Paragraph(sentences=(fixed(matter.say(e.VERIFY_INTRO)),)),
    ]
    for head, text, lines in e.STEPS:
        blocks += [Paragraph(head=matter.say(head), sentences=(fixed(matter.say(text)),)), Commands(lines=lines)]
    blocks.append(Paragraph(sentences=(fixed(matter.say(e.VERDICTS)),)))
    blocks.append(
        Table(
            columns=(Column(head=matter.say(e.H_WHAT)), Column(head=matter.say(e.H_VALUE), share=1)),
            rows=tuple(Row(cells=(cell(name), value)) for name, value in _values(matter)),
            caption=plain(matter.say(e.VALUES_CAPTION)),
            key="values",
        )
    )
    return tuple(blocks)


def _values(matter: Matter) -> Iterator[tuple[Run, Cell]]:
    papers = matter.papers
    yield Mono(text=e.V_MANIFEST), _digest(matter, papers.manifest)
    for name, digest in sorted(papers.verifiers.items()):
        yield Mono(text=f"verify/{name}"), _digest(matter, digest)
    yield Plain(text=matter.say(e.V_LOG)), _digest(matter, papers.log_key)
    yield Plain(text=matter.say(e.V_ROOT)), _digest(matter, papers.root_key)
    yield Plain(text=matter.say(e.V_LAW)), _digest(matter, matter.law.digest)
    authorities = ", ".join(papers.authorities) or matter.say(e.NO_AUTHORITY)
    yield Plain(text=matter.say(e.AUTHORITIES)), cell(authorities)


def _digest(matter: Matter, hexadecimal: str | None) -> Cell:
    return cell(Digest(hex=hexadecimal) if hexadecimal else matter.say(e.NOT_MADE))


def _handed(matter: Matter) -> list[tuple[ExhibitId, Handed]]:
    return sorted(matter.papers.handed.items(), key=lambda item: (item[1].number, item[0]))


def _exhibit(matter: Matter, exhibit: ExhibitId, handed: Handed) -> ExhibitRow:
    about, held = matter.description(exhibit), matter.standing.holdings.exhibit(exhibit)
    language = about.language if about and about.language != "und" else matter.say(e.NOT_STATED)
    fact = about.fact_to_prove if about and about.fact_to_prove else "–"
    return ExhibitRow(
        number=handed.number,
        title=_title(matter, exhibit),
        date=about.date.text if about and about.date else "–",
        language=language,
        extent=_extent(matter, exhibit, handed),
        source=matter.source(held.source),
        received=_received(matter, exhibit),
        sha256=handed.sha256,
        fact=cell(fact),
    )


def _title(matter: Matter, exhibit: ExhibitId) -> Words:
    about = matter.description(exhibit)
    if about is None:
        return plain(matter.say(e.UNTITLED))
    lang = about.title.lang.partition("-")[0]
    return plain(about.title.text, "" if len(lang) != 2 or lang == matter.language else lang)


def _extent(matter: Matter, exhibit: ExhibitId, handed: Handed) -> str:
    if handed.pages is None:
        return matter.say(e.NOT_STATED)
    media_type = matter.standing.holdings.media_type(exhibit) or matter.standing.holdings.exhibit(exhibit).media_type
    paged = media_type is None or media_type.startswith(("application/pdf", "image/"))
    return matter.say(e.PAGES if paged else e.PARTS, n=str(handed.pages))


def _received(matter: Matter, exhibit: ExhibitId) -> str:
    """The day it came in; how, only where the source needs no protection: the way may give the person away."""
    receipt = matter.standing.holdings.exhibit(exhibit).receipts[0]
    day = receipt.time[:10]
    source = matter.standing.current(RecordId(receipt.source), Source)
    how = "" if source.protected else receipt.obtained.how or ""
    return f"{day}, {how}" if how else day


def _custody(matter: Matter, exhibit: ExhibitId, handed: Handed) -> CustodyGroup:
    title = (Plain(text=f"{handed.number} – "), *_title(matter, exhibit))
    return CustodyGroup(title=title, rows=tuple(_entry(matter, note) for note in handed.custody))


def _entry(matter: Matter, note: CustodyNote) -> CustodyRow:
    what = matter.say(e.HANDLINGS[note.what])
    return CustodyRow(
        entry=note.entry,
        time=note.time.replace("T", " ").removesuffix("Z"),
        event=cell(f"{what} ({note.detail})" if note.detail else what),
        hands=note.by,
        sha256=note.sha256,
    )
