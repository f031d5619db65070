"""Incidents, persons, chain of command and chronology of the sample case; all of it invented."""

from __future__ import annotations

from evidence.casefile.blocks import (
    Chronology,
    ChronologyRow,
    Column,
    Field,
    Figure,
    Heading,
    IncidentTable,
    Paragraph,
    QuoteRow,
    QuoteTable,
    Row,
    Table,
)
from evidence.casefile.document import Section
from evidence.casefile.figures import ChartWords, Line, Post, chain_of_command
from evidence.casefile.runs import Plain, Ref, State, StateMark, bound, cell, fixed, plain, unbound
from tests.support.sample_notes import note

WORDS = ChartWords(
    again="(shown elsewhere)",
    under="{below} answered to {above}",
    continued="(continued below)",
    resumed="(continued from above)",
)

POSTS = (
    Post(key="ministry", title="Ministry of Internal Affairs", lines=("(institution only; no person is named)",)),
    Post(key="region", title="Regional department", lines=("P-01 – deputy head from 2022-07-01",)),
    Post(key="district", title="Vydumava district department", lines=("P-01 – head 2020-02-03 – 2022-06-30",)),
    Post(key="centre", title="Detention centre", lines=("P-02 – head not later than from 2020-08-09",)),
    Post(key="shift", title="Shift on duty", lines=("persons not identified",)),
    Post(key="graf", title="“Graf” group", lines=("P-03 – leader; identity not established",), unnamed=True),
)
LINES = (
    Line(above="ministry", below="region", dates="2019–", sources=(1,), word="legal"),
    Line(above="region", below="district", dates="2020-02–", sources=(2,), word="legal"),
    Line(above="region", below="graf", dates="2023-10", sources=(5, 6), word="de facto", de_facto=True),
    Line(above="district", below="centre", dates="2020-08–", sources=(3,), word="legal"),
    Line(above="district", below="shift", dates="2020-08", sources=(4,), word="legal"),
)


def incidents() -> Section:
    """Two incidents, each with its nine rows, its sentences and its quotes."""
    return Section(
        key="incidents",
        title="Incidents (episodes)",
        new_page=True,
        blocks=(
            Heading(title="Incident 1. Detention in the Vydumava centre, 10–13 August 2020", key="incident-1"),
            _first_table(),
            _first_sentences(),
            _quotes("Quotes most relied on (incident 1): original and translation", "T-0107", "T-0103", "T-0104"),
            Heading(title="Incident 2. Detention and departure, 9–21 October 2023", key="incident-2"),
            _second_table(),
            _second_sentences(),
            _quotes("Quotes most relied on (incident 2): original and translation", "T-0202", "T-0204", "T-0209"),
        ),
    )


def _first_table() -> IncidentTable:
    def mark(state: State) -> StateMark:
        return StateMark(state=state, word=True)

    return IncidentTable(
        heads=("Field", "Content"),
        date=Field(label="Date", cell=cell("2020-08-10, about 22:40 – 2020-08-13, morning (hour not known)")),
        place=Field(label="Place", cell=cell("temporary detention centre of the Vydumava district, cell 4")),
        acts=Field(label="Acts", cell=cell("deprivation of liberty; beating; refusal of water")),
        victims=Field(label="Victims", cell=cell("N-01; the others in the cell (28–32) are not identified")),
        unit=Field(label="Unit", cell=cell("shift on duty, under the district department (", Ref(to="chain"), ")")),
        officials=Field(label="Named officials", cell=cell("P-02 allegedly forbade water; P-01, head")),
        exhibits=Field(label="Exhibits", cell=cell("A-000101, A-000103, A-000110, A-000120, A-000131")),
        contradictions=Field(
            label="Contradictions",
            cell=cell("In the cell: 28 (register), 32 (N-01, L-014). Day: 10th (N-01, register), 11th (ruling)"),
        ),
        elements=Field(
            label="Elements",
            cell=cell("Article 100 BK: imprisonment ", mark(State.CONTESTED), ", torture ", mark(State.CORROBORATED),
                      ", persecution ", mark(State.SINGLE_SOURCE), ". Article 113¹ BK: subordination ",
                      mark(State.SINGLE_SOURCE), ", knowledge ", mark(State.NO_EVIDENCE)),
        ),
    )  # fmt: skip


def _first_sentences() -> Paragraph:
    return Paragraph(
        sentences=(
            bound("N-01 said that thirty-two persons were held in a cell for four.", note("T-0101")),
            bound("The register counts twenty-eight that evening.", note("T-0106")),
            bound("According to N-01, they were beaten on the legs.", note("T-0103")),
            bound("A hospital record describes bruises in the same place.", note("T-0104")),
            bound("L-014 heard the head of the centre forbid water until the morning.", note("T-0107")),
            unbound("The guards reported this to the head of the department."),
        )
    )


def _second_table() -> IncidentTable:
    def field(label: str, text: str) -> Field:
        return Field(label=label, cell=cell(text))

    return IncidentTable(
        heads=("Field", "Content"),
        date=field("Date", "2023-10-09 – 2023-10-20 (detention, 11 days); 2023-10-21 (crossing of the border)"),
        place=field("Place", "yard of the house of N-02; detention centre, basement; Medininkai border post"),
        acts=field("Acts", "deprivation of liberty without contact; electric current; compulsion to leave"),
        victims=field("Victims", "N-02"),
        unit=field("Unit", "“Graf” group, allegedly under the regional department in fact"),
        officials=field("Named officials", "P-03 alleged perpetrator; P-01 allegedly ordered"),
        exhibits=field("Exhibits", "A-000102, A-000104, A-000111, A-000130, A-000132-R01, A-000140, A-000151"),
        contradictions=field("Contradictions", "Detention: denied by the regional department. Day and will of leaving: "
                             "an earlier interview of N-02"),
        elements=field("Elements", "Article 100 BK: imprisonment, torture and deportation contested"),
    )  # fmt: skip


def _second_sentences() -> Paragraph:
    return Paragraph(
        sentences=(
            bound("N-02 said that on 9 October 2023 people in masks took her outside her house.", note("T-0201")),
            bound(
                "A video shows two cars without plates entering the yard of the centre on 12 October.", note("T-0210")
            ),
            bound("According to N-02, a man called Graf switched the current on.", note("T-0202")),
            bound(
                "A specialist found that the scars may come from electric current, and did not exclude another origin.",
                note("T-0203"),
                note("T-0211"),
            ),
            bound("N-02 was told, she said, to sign and leave.", note("T-0206")),
        )
    )


def _quotes(caption: str, *claims: str) -> QuoteTable:
    rows = []
    for claim in claims:
        found = note(claim)
        translation = Plain(text=found.translation.text, lang="en") if found.translation else None
        rows.append(
            QuoteRow(
                claim=claim,
                exhibit=found.exhibit,
                place=found.place,
                quote=found.quote,
                translation=translation,
                sort="person (V-03), 2026-09-14; reviewed by V-05",
            )
        )
    return QuoteTable(
        heads=("Claim", "Original", "Translation", "Translator"), rows=tuple(rows), caption=plain(caption)
    )


def persons() -> tuple[Section, ...]:
    """The persons and the chain of command."""
    posts = Table(
        caption=plain("Posts, grounds of identity, possible form of responsibility"),
        columns=(
            Column(head="Code"),
            Column(head="Post and time", share=3),
            Column(head="Grounds of identity", share=5),
            Column(head="Possible form", share=3),
        ),
        rows=(
            Row(
                cells=(
                    cell("P-01"),
                    cell("head of the district department 2020-02-03 – 2022-06-30; deputy head of the region"),
                    (
                        bound("Order of appointment;", note("T-0301")),
                        bound("website of the institution;", note("T-0302")),
                        bound("L-021 knows the voice.", note("T-0205")),
                        fixed("Namesakes: searched on 2026-10-30, none found"),
                    ),
                    cell("incident 1: Article 113¹ BK; incident 2: Article 24 BK (organiser)"),
                )
            ),
            Row(
                cells=(
                    cell("P-02"),
                    cell("head of the detention centre, not later than from 2020-08-09"),
                    (bound("Signature in the register;", note("T-0303")), fixed("photographs were shown to nobody")),
                    cell("incident 1: Article 24 BK"),
                )
            ),
        ),
        key="posts",
    )
    [drawing] = chain_of_command(POSTS, LINES, WORDS)
    figure = Figure(
        svg=drawing.svg,
        alt=drawing.alt,
        caption=plain("Subordination 2020–2023. Solid line: legal; dashed: in fact; [n]: source"),
        sources=(
            fixed("[1] A-000122, p. 2; [2] A-000121, p. 1; [3] A-000120, p. 1; [4] A-000120, p. 2–3;"),
            fixed(
                (
                    Plain(text="[5] T-0305 · A-000104, p. 6 «"),
                    Plain(text="Граф подчинялся только Прикладову", lang="ru"),
                    Plain(text="» → “Graf answered to Prykladau alone” (s); [6] T-0306 · A-000151, 00:05:02."),
                )
            ),
        ),
        key="chain",
    )
    nobody = fixed("Nobody is named here for a post alone: each entry has its time, incident, form and grounds.")
    return (
        Section(
            key="alleged",
            title="Persons allegedly responsible",
            blocks=(Paragraph(sentences=(nobody,)), posts),
            new_page=True,
        ),
        Section(key="structure", title="Structures and chain of command", blocks=(figure,)),
    )


def chronology() -> Section:
    """Events in order, an uncertain date and two contested ones among them."""
    rows = (
        ("2020-02-03", "P-01 appointed head of the district department", "P-01", "T-0301", False),
        ("2020-08-09", "Letter No. 17-s of the regional department", "context", "T-0001", False),
        ("2020-08-10 22:40", "N-01 and others admitted, cell 4", "incident 1", "T-0101, T-0106", False),
        ("2020-08-11", "Day of detention according to the ruling", "incident 1", "T-0105", True),
        ("2020-08-13 ~", "N-01 released; hour not known", "incident 1", "T-0108", False),
        ("2023-10-09", "N-02 detained; on the same day the recorded meeting", "incident 2", "T-0201, T-0204", False),
        ("2023-10-16", "Answer of the department: N-02 was not held", "incident 2", "T-0208", True),
        (
            "2023-10-21",
            "N-02 crosses the border; her own interview says the 24th",
            "incident 2",
            "T-0207, T-0209",
            True,
        ),
    )
    return Section(
        key="chronology",
        title="Chronology of events",
        new_page=True,
        blocks=(
            Chronology(
                heads=("Date", "Event, as its source gives it", "Relation", "Sources"),
                caption=plain("Chronology; an uncertain date is marked “~”, contradicting dates are both shown"),
                rows=tuple(
                    ChronologyRow(
                        date=date,
                        event=cell(event),
                        relation=relation,
                        sources=tuple(sources.split(", ")),
                        contested=contested,
                    )
                    for date, event, relation, sources, contested in rows
                ),
            ),
        ),
    )
