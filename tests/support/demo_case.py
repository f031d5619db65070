"""The Case desk of the demo: an invented matrix, with claims for every cell that has any."""

from __future__ import annotations

from evidence.errors import NotHeldError
from ui.views.case import Axis, Cell, CellView, Column, Group, Headline, Line, Matrix, Need, Tally
from ui.views.common import Choice, ClaimCard, Spot
from ui.views.words_shown import Coverage, Side, Weight

_STATES = {
    "c": Coverage.CORROBORATED,
    "s": Coverage.SINGLE_SOURCE,
    "l": Coverage.LEAD_ONLY,
    "n": Coverage.NO_EVIDENCE,
    "x": Coverage.CONTESTED,
}
_CONTEXT = (
    ("attack", "Attack on civilians", "c9"),
    ("policy", "State policy", "c4"),
    ("scale", "Large scale or systematic", "s3"),
)
_CRIMES = (
    (
        "BK 100 (e) Imprisonment",
        (
            ("e1", "Deprived of physical liberty", "c4 c3 c2 s1 s2"),
            ("e2", "Gravity against basic rules", "c3 s1 s1 l n"),
            ("e3", "Aware of that gravity", "s1 s1 l n n"),
        ),
    ),
    (
        "BK 100 (f) Torture",
        (
            ("f1", "Severe pain or suffering", "c5 x3 c2 l s1"),
            ("f2", "In custody or under control", "c4 x2 c2 s1 s1"),
            ("f3", "Not from lawful sanctions", "s1 s1 n n n"),
        ),
    ),
    (
        "Ordering (BK 24): A. Zarubavets",
        (
            ("o1", "Held the post on the date", "c2 c2 c2 x1 l"),
            ("o2", "Gave the order", "s1 s1 l n n"),
            ("o3", "Knew of the acts", "s2 l l n n"),
        ),
    ),
)
_INCIDENTS = (
    ("i1", "I-01", "9–12 Aug"),
    ("i2", "I-02", "10 Aug"),
    ("i3", "I-03", "12–14 Aug"),
    ("i4", "I-04", "Sep~ 2020"),
    ("i5", "I-05", "17 Nov"),
)


def _cell(element: str, column: str, code: str) -> Cell:
    state = _STATES[code[0]]
    return Cell(
        element=element,
        column=column,
        state=state,
        claims_for=int(code[1:] or 0),
        claims_against=int(state is Coverage.CONTESTED),
    )


class DemoCase:
    """Nine elements, five incidents; a link raises the number of claims of its cell."""

    def __init__(self, *, order: str, report: str) -> None:
        self._order, self._report = order, report
        self.linked: list[tuple[str, str, str, Side, str]] = []

    def files(self) -> tuple[Choice, ...]:
        return (Choice(id="cas_lt2", label="LT-2 Okrestina"),)

    def headline(self, file: str) -> Headline:
        return Headline(
            title="Okrestina, August 2020",
            about="Case file LT-2 · Prosecutor General’s Office of Lithuania · written in Lithuanian · law data 0.2",
            law_notice="The Lithuanian provisions are not signed off by a Lithuanian lawyer yet."
            " Entries marked M are from memory.",
        )

    def tallies(self, file: str) -> tuple[Tally, ...]:
        counts = ((Weight.BLOCKER, 3, 18), (Weight.MAJOR, 11, 45), (Weight.MINOR, 4, 12), (Weight.PASSED, 57, 75))
        return tuple(Tally(weight=weight, count=count, of=of) for weight, count, of in counts)

    def needs(self, file: str) -> tuple[Need, ...]:
        return (
            Need(
                weight=Weight.BLOCKER,
                text="Two relied-on quotes have no Lithuanian translation",
                reference="FRM-04",
                verb="Translate",
                screen="review",
            ),
            Need(
                weight=Weight.BLOCKER,
                text="Nobody has reviewed who is named in A-000131",
                reference="ACC-02",
                verb="Review",
                screen="review",
            ),
            Need(
                weight=Weight.STALE,
                text="Two sentences of Facts rest on a claim that changed",
                reference="3 hours ago",
                verb="Renew",
                screen="review",
            ),
            Need(
                weight=Weight.SECOND_READING,
                text="Five claims by A. Waszczuk wait for you",
                reference="since Monday",
                verb="Read",
                screen="review",
                exhibit=self._order,
            ),
        )

    def matrix(self, file: str, axis: Axis, *, only_gaps: bool) -> Matrix:
        columns = _INCIDENTS if axis is Axis.INCIDENTS else (("p1", "A. Zarubavets", "head, TsIP"),)
        groups = [
            Group(
                title="Context: once for the whole case",
                lines=tuple(
                    Line(element=element, label=label, whole=_cell(element, "", code))
                    for element, label, code in _CONTEXT
                ),
            )
        ]
        for title, elements in _CRIMES:
            lines = []
            for element, label, codes in elements:
                cells = tuple(
                    _cell(element, column, code) for (column, _l, _n), code in zip(columns, codes.split(), strict=False)
                )
                if not only_gaps or any(cell.state is not Coverage.CORROBORATED for cell in cells):
                    lines.append(Line(element=element, label=label, cells=cells))
            groups.append(Group(title=title, lines=tuple(lines)))
        return Matrix(
            columns=tuple(Column(id=i, label=label, note=note) for i, label, note in columns), groups=tuple(groups)
        )

    def cell(self, file: str, element: str, column: str) -> CellView:
        known = {
            line.element: line
            for group in self.matrix(file, Axis.INCIDENTS, only_gaps=False).groups
            for line in group.lines
        }
        if element not in known:
            raise NotHeldError(f"no element {element} is in this case file")
        line = known[element]
        cell = line.whole or next(each for each in line.cells if each.column == column)
        claims = self._claims()[: cell.claims_for] + self._claims()[3:] * cell.claims_against
        where = "Incident I-02 · 10 Aug 2020 · Pushkinskaya, police van" if column else "the whole case"
        return CellView(
            title=line.label,
            where=where,
            state=cell.state,
            count=f"{cell.claims_for} for, {cell.claims_against} against",
            claims=claims,
        )

    def _claims(self) -> tuple[ClaimCard, ...]:
        order = Spot(exhibit=self._order, page=1, start=0, end=12, label="A-000158.001")
        report = Spot(exhibit=self._report, page=1, start=66, end=96, label="A-000207.001")
        return (
            ClaimCard(
                id="clm_412",
                number="C-0412",
                says="Beaten with batons on the floor of the van for about 20 minutes.",
                quote="клалі тварам у падлогу і білі, хвілін дваццаць",
                source="W-021 · saw",
                note="credibility 2 · read by K. Mazur",
                spot=order,
            ),
            ClaimCard(
                id="clm_388",
                number="C-0388",
                says="Bruising of back and thighs, 14 by 9 cm.",
                quote="гематома бедра 14×9 см",
                source="Hospital No. 6 · read",
                note="credibility 1 · read by K. Mazur",
                spot=order,
            ),
            ClaimCard(
                id="clm_415",
                number="C-0415",
                says="Heard screams from the second compartment.",
                quote="słyszałem krzyki z drugiego przedziału",
                source="W-033 · heard",
                note="same interviewer as W-021",
                spot=order,
            ),
            ClaimCard(
                id="clm_502",
                number="C-0502",
                says="“No physical force was used during delivery.”",
                quote="физическая сила не применялась",
                source="Report, OMON · read",
                note="source E · credibility 5",
                spot=report,
                side=Side.AGAINST,
            ),
        )

    def linkable(self, file: str, element: str, column: str) -> tuple[Choice, ...]:
        return (Choice(id="clm_600", label="C-0600 Held without charge for three days"),)

    def link(self, file: str, element: str, column: str, claim: str, side: Side, *, why: str) -> None:
        self.linked.append((element, column, claim, side, why))
