"""A realistic case file in English, sixteen pages and more; the case, the people and the town are invented."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from evidence.casefile.blocks import (
    Block,
    Column,
    Contents,
    Enumeration,
    Field,
    Heading,
    Paragraph,
    Row,
    Signature,
    Table,
)
from evidence.casefile.document import Cover, Document, Labels, Section, SectionKind
from evidence.casefile.runs import (
    Break,
    Cell,
    Digest,
    Flag,
    LawMark,
    LawNote,
    Mono,
    Plain,
    Ref,
    Run,
    State,
    StateMark,
    bound,
    cell,
    fixed,
    plain,
    unbound,
)
from tests.support.sample_annexes import annexes
from tests.support.sample_facts import chronology, incidents, persons
from tests.support.sample_law import exonerating, legal, matrix, method
from tests.support.sample_notes import note
from tests.support.sample_people import summary, witnesses

AT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
MEMORY, PARTLY = LawNote(mark=LawMark.MEMORY), LawNote(mark=LawMark.PARTLY)

ENGLISH = Labels(
    page="Page {page} of {pages}",
    table="Table {n}.",
    figure="Figure {n}.",
    annex="Annex {n}.",
    section_ref="section {n}",
    annex_ref="annex {n}",
    table_ref="table {n}",
    figure_ref="figure {n}",
    unbound="UNBOUND",
    stale="STALE",
    sources="Sources.",
    lead="lead {n}",
    memory="M – to check",
    partly="P – in part",
    human="h",
    sworn="s",
    machine_reviewed="m+h",
    no_evidence="no evidence",
    lead_only="lead only",
    single_source="single source",
    corroborated="corroborated",
    contested="contested",
)


def digest(seed: str) -> str:
    """A digest that looks real and is always the same."""
    return sha256(seed.encode()).hexdigest()


def paragraph(text: str, *, head: str = "") -> Paragraph:
    """A numbered paragraph of fixed text."""
    return Paragraph(sentences=(fixed(text),), head=head)


def table(caption: str, columns: tuple[Column, ...], *rows: tuple[Cell, ...], key: str = "") -> Table:
    """A plain table."""
    return Table(caption=plain(caption), columns=columns, rows=tuple(Row(cells=row) for row in rows), key=key)


def columns(*heads: tuple[str, int]) -> tuple[Column, ...]:
    """Columns from head and share."""
    return tuple(Column(head=head, share=share) for head, share in heads)


def sample(*, extra: tuple[Section, ...] = ()) -> Document:
    """The whole sample; `extra` sections stand before the annexes."""
    return Document(
        title="Report of a crime SV-LT-2026-007",
        lang="en",
        at=AT,
        running_head="Report of a crime · case SV-LT-2026-007",
        confidentiality="Confidential",
        labels=ENGLISH,
        cover=_cover(),
        sections=(_reading(), *_complaint(), *_middle(), *extra, *annexes()),
        foot="SPECIMEN – case, persons and material are invented",
    )


def _middle() -> tuple[Section, ...]:
    before = (summary(), _context(), incidents(), witnesses(), *persons())
    return (*before, chronology(), legal(), matrix(), exonerating(), method())


def _cover() -> Cover:
    facts: tuple[tuple[str, Cell], ...] = (
        ("Date, number, place", cell("25 November 2026, No. SV-LT-2026-007, Vilnius")),
        ("Applicant", cell("VšĮ “House of Testimonies” (code of legal person 000000000)")),
        ("Representative", cell("advocate Rasa Pavyzdytė (powers of attorney: ", Ref(to="handover"), ")")),
        ("Victims", cell("N-01 and N-02 (identity only in the sealed address annex)")),
        ("Persons", cell("P-01 Viktar Prykladau; P-02 Siarhei Uzorau; P-03, identity not established, called “Graf”")),
        ("Law", cell("Article 100 BK; also Articles 100³ and 113¹ BK; jurisdiction: Article 7(1) and Article 4(3) BK")),
        ("Extent", cell("5 annexes; 16 exhibits, handed over on a separate encrypted medium")),
        (
            "Package of exhibits",
            cell(Mono(text="manifest-sha256.txt"), " SHA-256:", Break(), Digest(hex=digest("manifest"))),
        ),
    )
    return Cover(
        confidentiality="Confidential · copy No. 1 · for the addressee only",
        addressee=("Prosecutor General’s Office of the Republic of Lithuania", "Rinktinės g. 5A, 01515 Vilnius"),
        title="Report of a crime (criminal complaint)",
        subtitle="on crimes against humanity allegedly committed in Vydumava (Republic of Belarus), 2020–2023",
        facts=tuple(Field(label=label, cell=content) for label, content in facts),
        note=(
            Plain(text="To be signed electronically (PAdES), which is invisible on the page. Where "),
            MEMORY,
            Plain(text=" or "),
            PARTLY,
            Plain(text=" stands, a Lithuanian lawyer has yet to confirm the article or the date beside it."),
        ),
    )  # fmt: skip


def _reading() -> Section:
    how = (
        "Every sentence of fact has a note, always built alike: claim · exhibit and page (or time in a recording) · "
        "how the person knows · the quote in its own language → translation (translator). Translators: h, a person; s, "
        "sworn or certified; m+h, by machine, reviewed and corrected by a person. Unreviewed machine text is not used."
    )
    signs: tuple[tuple[tuple[str | Run, ...], str], ...] = (
        ((StateMark(state=State.CORROBORATED),), "Corroborated: two sources or more whose origins share nothing"),
        ((StateMark(state=State.SINGLE_SOURCE),), "Single source"),
        ((StateMark(state=State.LEAD_ONLY),), "Lead only: a pointer that nothing may rest on yet"),
        ((StateMark(state=State.CONTESTED),), "Contested: there are claims for and against"),
        ((StateMark(state=State.NO_EVIDENCE),), "No evidence"),
        (("+3 −1",), "so many claims for and against; not a weight and not a probability"),
        ((Flag(),), "the sentence rests on no claim; it stays visible so that nobody relies on it"),
        ((Flag(stale=True),), "a claim under the sentence has changed since it was written"),
        ((MEMORY,), "the article, or its wording, is given from memory and has to be checked"),
        ((PARTLY,), "the article was seen, but not the day it came into force, or its earlier wording"),
    )
    return Section(
        key="contents",
        title="Contents",
        kind=SectionKind.FRONT,
        blocks=(
            Contents(),
            Heading(title="How to read this document"),
            Paragraph(sentences=(fixed(how),), numbered=False),
            Table(
                columns=columns(("Sign", 0), ("Meaning", 1)),
                rows=tuple(Row(cells=(cell(*sign), cell(meaning))) for sign, meaning in signs),
            ),
        ),
    )


def _complaint() -> tuple[Section, ...]:
    who = table(
        "Persons allegedly linked to the acts",
        columns(("Code", 0), ("Person", 4), ("Post and time", 4), ("Allegedly linked to", 3)),
        (cell("P-01"), cell("Viktar Prykladau (", Plain(text="Віктар Прыкладаў", lang="be"), ", ",
                            Plain(text="Виктор Прикладов", lang="ru"), ")"),
         cell("head of the Vydumava department 2020-02-03 – 2022-06-30; deputy head of the region from 2022-07-01"),
         cell("incident 1 (superior); incident 2 (allegedly ordered)")),
        (cell("P-02"), cell("Siarhei Uzorau (", Plain(text="Сяргей Узораў", lang="be"), ")"),
         cell("head of the detention centre not later than from 2020-08-09"), cell("incident 1 (allegedly ordered)")),
        (cell("P-03"), cell("identity not established; called “Graf”"), cell("leader of a group, October 2023"),
         cell("incident 2 (alleged perpetrator)")),
        key="who",
    )  # fmt: skip
    law = table(
        "Law at the time of the acts",
        columns(("Provision", 0), ("2020-08-10 – 2020-08-13", 1), ("2023-10-09 – 2023-10-21", 1)),
        (cell("Article 100 BK"), cell("In force; from 5 to 20 years or for life"), cell("Same; from 2025-02-01 ",
         PARTLY, " from 10 to 20 years or for life")),
        (cell("Article 100³ BK"), cell("In force from 2019-07-27 ", PARTLY, "; its wording not seen ", MEMORY),
         cell("Wording in force from 2023-07-06 ", PARTLY)),
    )  # fmt: skip
    requests = (
        "to open a pre-trial investigation under Article 100 BK, or to join this material to one under way;",
        "to hear the persons of the list of witnesses, L-014 and L-021 before a judge (Article 184 BPK);",
        "to grant anonymity to L-014 and L-021 (Articles 198–204 BPK);",
        "to obtain the border crossing data of N-02 for 2023-10-18 – 2023-10-25 (Article 97 BPK);",
        "to inform the representative of the decision (Article 168 BPK).",
    )
    blocks: tuple[Block, ...] = (
        paragraph("VšĮ “House of Testimonies”, Vilnius, represented by advocate Rasa Pavyzdytė.", head="Who applies."),
        paragraph("N-01 (power of attorney 2024-03-04) and N-02 (2024-02-12). Both live in Lithuania and can be heard.",
                  head="For whom."),
        paragraph("The applicant asks whether the acts described below were committed in the detention centre of "
                  "the Vydumava district from 10 to 13 August 2020 and from 9 to 21 October 2023. The applicant does "
                  "not decide on anybody’s responsibility; only a court does (Article 44 BPK).", head="What about."),
        who,
        law,
        Heading(title="Requests", key="requests"),
        paragraph("On these grounds the applicant asks:"),
        Enumeration(items=tuple(cell(request) for request in requests)),
        paragraph("The applicant knows that a knowingly false report may be punished.", head=""),
        Signature(role="Advocate", name="Rasa Pavyzdytė", remark="(qualified electronic signature, 2026-11-25)"),
    )  # fmt: skip
    jurisdiction = (
        Paragraph(sentences=(fixed("Article 7(1) BK: crimes against humanity are answered for whatever citizenship, "
                                   "the residence or the place."),), head="Universal jurisdiction."),
        Paragraph(sentences=(bound("N-02, it is alleged, was forced to leave and came in at Medininkai.",
                                   note("T-0207")),), head="An act completed in Lithuania."),
    )  # fmt: skip
    return (
        Section(key="complaint", title="Report of a crime", blocks=blocks, new_page=True),
        Section(key="jurisdiction", title="Jurisdiction and admissibility", blocks=jurisdiction),
    )


def _context() -> Section:
    elements = table(
        "Contextual elements, claims and their origin",
        columns(("Element", 4), ("Claims for", 5), ("Distinct origins", 3), ("State", 0)),
        (cell("Attack on civilians"), cell("T-0001 (A-000150, p. 1), T-0003 (A-000101, p. 2), T-0101 (A-000101, p. 3)"),
         cell("S-12, S-07"), cell(StateMark(state=State.CORROBORATED, word=True))),
        (cell("Large scale or systematic"), cell("T-0001 (A-000150, p. 1), T-0002 (A-000120, p. 4)"), cell("S-12"),
         cell(StateMark(state=State.SINGLE_SOURCE, word=True))),
        (cell("Policy of a State"), cell("T-0001 (A-000150, p. 1), T-0204 (A-000151, 00:03:12)"), cell("S-12, S-17"),
         cell(StateMark(state=State.CORROBORATED, word=True))),
    )  # fmt: skip
    return Section(
        key="context",
        title="Contextual elements (attack and policy)",
        new_page=True,
        blocks=(
            paragraph("The contextual elements are assessed once for the whole case and hold for both incidents."),
            Paragraph(
                head="Policy.",
                sentences=(
                    bound("A letter of the regional department of 2020-08-09, No. 17-s, told the districts to bring in "
                          "all participants regardless of their health.", note("T-0001")),
                    bound("In a recording of 2023-10-09 a person whose voice L-021 knows as that of P-01 speaks of "
                          "removing people from the country.", note("T-0204"), note("T-0205")),
                ),
            ),
            Paragraph(
                head="Scale.",
                sentences=(
                    bound("The register counts 411 admissions from 2020-08-09 to 2020-08-12.", note("T-0002")),
                    bound("In one cell, L-014 said, there were 30 to 32 persons at a time.", note("T-0102")),
                    unbound("Similar practice was known at that time in other detention centres of the region."),
                ),
            ),
            Paragraph(
                head="Civilians.",
                sentences=(
                    bound("N-01 said that nobody resisted and people only had flowers.", note("T-0003"), stale=True),
                ),
            ),
            elements,
        ),
    )  # fmt: skip
