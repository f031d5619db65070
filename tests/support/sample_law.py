"""Law, matrix, exonerating material and method of the sample case; all of it invented."""

from __future__ import annotations

from evidence.casefile.blocks import (
    Column,
    Matrix,
    MatrixGroup,
    MatrixRow,
    Paragraph,
    Row,
    Table,
    Unprintable,
)
from evidence.casefile.document import Section
from evidence.casefile.runs import LawMark, LawNote, State, Tally, bound, cell, fixed, plain
from tests.support.sample_notes import note

_NO, _FROM_CASE = "not applicable", "from the case"


def _tally(state: State, plus: int, minus: int = 0) -> Tally:
    return Tally(state=state, plus=plus, minus=minus)


def legal() -> Section:
    """Provisions beside those of the Rome Statute."""
    rows = (
        ("Article 100 BK, unlawful imprisonment", "Article 7(1)(e)", "no difference of substance seen", "1, 2"),
        (
            "Article 100 BK, torture",
            "Article 7(1)(f)",
            "BK does not define torture; 100³ needs a link to a State",
            "1, 2",
        ),
        ("Article 100 BK, deportation", "Article 7(1)(d)", "lawful presence is needed", "2"),
        ("Article 100 BK, persecution", "Article 7(1)(h)", "BK asks for no link with another act", "1, 2"),
    )
    return Section(
        key="legal",
        title="Legal qualification",
        blocks=(
            Paragraph(sentences=(fixed("The Lithuanian provision first, and beside it that of the Rome Statute."),)),
            Table(
                caption=plain("Lithuanian provision, Rome Statute, difference"),
                columns=(
                    Column(head="Provision", share=5),
                    Column(head="Rome Statute", share=3),
                    Column(head="Difference", share=6),
                    Column(head="Incidents"),
                ),
                rows=tuple(Row(cells=tuple(cell(text) for text in row)) for row in rows),
            ),
            Paragraph(
                sentences=(
                    fixed(
                        (
                            *plain("The Rome Statute is in force for Lithuania from 2003-08-01 "),
                            LawNote(mark=LawMark.MEMORY),
                            *plain("."),
                        )
                    ),
                )
            ),
        ),
    )


def matrix() -> Section:
    """Elements and incidents, every state among them."""
    single, both = State.SINGLE_SOURCE, State.CORROBORATED
    contested, none = State.CONTESTED, State.NO_EVIDENCE
    lead = Tally(state=State.LEAD_ONLY, leads=1)
    groups = (
        MatrixGroup(
            title=plain("Context – Article 100 BK"),
            rows=(
                MatrixRow(element=plain("Attack on civilians"), cells=(_tally(both, 5), _FROM_CASE, _FROM_CASE)),
                MatrixRow(
                    element=plain("Large scale or systematic"), cells=(_tally(single, 2), _FROM_CASE, _FROM_CASE)
                ),
                MatrixRow(element=plain("Policy of a State"), cells=(_tally(both, 2), _FROM_CASE, _FROM_CASE)),
            ),
        ),
        MatrixGroup(
            title=plain("Acts – Article 100 BK"),
            rows=(
                MatrixRow(element=plain("Imprisonment"), cells=(_NO, _tally(contested, 3, 1), _tally(contested, 2, 1))),
                MatrixRow(element=plain("Torture"), cells=(_NO, _tally(both, 3), _tally(contested, 2, 1))),
                MatrixRow(element=plain("Deportation"), cells=(_NO, _NO, _tally(contested, 3, 1))),
                MatrixRow(
                    element=plain("Persecution on political grounds"), cells=(_NO, _tally(single, 1), _tally(both, 2))
                ),
            ),
        ),
        MatrixGroup(
            title=plain("Further qualification – Article 100³ BK"),
            rows=(
                MatrixRow(
                    element=plain("Policy, permission or consent of a State"),
                    cells=(_NO, _tally(single, 1), _tally(both, 2)),
                    marks=(None, LawMark.MEMORY, None),
                ),
            ),
        ),
        MatrixGroup(
            title=plain("Superior – Article 113¹ BK (P-01)"),
            rows=(
                MatrixRow(
                    element=plain("Subordination in law or in fact"), cells=(_NO, _tally(single, 2), _tally(both, 2))
                ),
                MatrixRow(element=plain("Knowledge of the acts"), cells=(_NO, _tally(none, 0, 1), _tally(single, 1))),
                MatrixRow(element=plain("Failure to take measures"), cells=(_NO, _tally(none, 0), lead)),
            ),
        ),
    )
    return Section(
        key="matrix",
        title="Elements and evidence matrix",
        new_page=True,
        blocks=(
            Paragraph(sentences=(fixed("The table shows how much material there is, not whether an element is met."),)),
            Matrix(
                heads=("Element", "Whole case", "Incident 1", "Incident 2"),
                groups=groups,
                caption=plain("Elements × incidents: state, claims for (+) and against (−)"),
                legend_head="Signs.",
                legend=plain(
                    "Two claims of one origin stay a single source. One claim for and one against make a cell "
                    "contested, whatever their number."
                ),
                key="elements",
            ),
            _contested(),
        ),
    )


def _contested() -> Table:
    rows = (
        ("Imprisonment, incident 1", "T-0101 (A-000101, p. 3), T-0102 (A-000103, p. 4), T-0106 (A-000120, p. 2)",
         "T-0105 (A-000131, p. 1): ruling to arrest"),
        ("Imprisonment, incident 2", "T-0201 (A-000102, p. 4), T-0210 (A-000130, 00:02:10)",
         "T-0208 (A-000140, p. 1): denies the detention"),
        ("Torture, incident 2", "T-0202 (A-000102, p. 9), T-0203 (A-000111, p. 4)",
         "T-0211 (A-000111, p. 5): another origin possible"),
        ("Deportation, incident 2", "T-0204 (A-000151, 00:03:12), T-0206 (A-000102, p. 13), T-0207 (A-000132, p. 1)",
         "T-0209 (A-000141, p. 2): left of her own will"),
    )  # fmt: skip
    return Table(
        caption=plain("What stands in the contested cells: for and against"),
        columns=(Column(head="Cell", share=3), Column(head="For", share=4), Column(head="Against", share=4)),
        rows=tuple(Row(cells=tuple(cell(text) for text in row)) for row in rows),
    )


def exonerating() -> Section:
    """What speaks for the persons, or against the report."""
    rows = (
        (cell("T-0208"), (bound("The regional department answered that N-02 was not held.", note("T-0208")),),
         cell("T-0201. Whether the author of the answer looked into the register is not known")),
        (cell("T-0209"), (bound("In an interview N-02 said she had left by herself, on the 24th.", note("T-0209")),),
         (fixed("T-0206, T-0207."), bound("Later she said that she had feared for her family.", note("T-0212")))),
        (cell("T-0211"), cell("The specialist did not exclude another origin of the scars (A-000111, p. 5)"),
         cell("T-0202, T-0203. No expert examination has been made")),
        (cell("T-0105"), (bound("The ruling gives the 11th as day of detention.", note("T-0105")),),
         cell("T-0101. Whether the procedure was fair has not been examined")),
        (cell("T-0304"), (bound("P-01, L-021 was told, was in the capital from 10 to 12 August.", note("T-0304")),),
         cell("the knowledge of P-01 in incident 1. Hearsay; there is no second source")),
    )  # fmt: skip
    found = "All 16 exhibits and 3 public sources were searched; the search ended on 2026-11-20. Found:"
    return Section(
        key="exonerating",
        title="Exonerating and contradicting information",
        new_page=True,
        blocks=(
            Paragraph(sentences=(fixed(found),)),
            Table(
                caption=plain("Material that may speak for the persons or contradicts the report"),
                columns=(
                    Column(head="Claim"),
                    Column(head="What it shows", share=1),
                    Column(head="Against what", share=1),
                ),
                rows=tuple(Row(cells=row) for row in rows),
            ),
        ),
    )


def method() -> Section:
    """How it was made and what it cannot show."""
    processed = (
        "Text was recognised and proposals made by a program; a proposal becomes a claim only when a person accepts "
        "and signs it and another has reviewed it."
    )
    limits = (
        "(a) Nobody was on the spot. (b) A-000120, A-000121 and A-000150 come from S-12; who that is, only D-01 knows. "
        "(c) Independence is counted by origin, not by document. (d) Registers of Belarus cannot be consulted."
    )
    return Section(
        key="methodology",
        title="Methodology and limitations",
        blocks=(
            Paragraph(sentences=(fixed("Accounts were taken down as told, questions after."),), head="How collected."),
            Paragraph(sentences=(fixed(processed),), head="How processed."),
            Unprintable(
                head="Characters.",
                none="Every character of this document is shown as it stands in its source.",
                some="{count} characters that the typefaces lack, or that nobody sees, are written out: {list}.",
            ),
            Paragraph(sentences=(fixed(limits),), head="Limits."),
        ),
    )
