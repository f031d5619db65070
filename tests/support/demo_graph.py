"""The Graph desk of the demo: one officer who changed posts, and the chain of command over his unit."""

from __future__ import annotations

from datetime import date

from evidence.errors import NotHeldError
from tests.support.demo_names import ORDER_ID
from ui.views.common import Choice, ClaimCard, Spot
from ui.views.graph import Chain, Edge, EdgeView, Node, NodeKind, Order, Post, Surroundings
from ui.views.layout import rings, tidy_tree
from ui.views.words_shown import Coverage


class DemoGraph:
    """One officer's surroundings and his chain of command; before 2020-06 he held another post."""

    turn = date(2020, 6, 1)

    def persons(self) -> tuple[Choice, ...]:
        return (
            Choice(id="per_zarubavets", label="Zarubavets, Aleh Mikalaevich"),
            Choice(id="per_dubanosau", label="Dubanosau, Siarhei"),
        )

    def units(self) -> tuple[Choice, ...]:
        return (Choice(id="unt_tsip", label="TsIP GUVD, Okrestina"),)

    def days(self) -> tuple[date, ...]:
        return tuple(date(2019 + month // 12, month % 12 + 1, 1) for month in range(0, 38, 2))

    def around(self, person: str, on: date) -> Surroundings:
        if person != "per_zarubavets":
            raise NotHeldError(f"no person {person} is held here")
        later = on >= self.turn
        near = [
            "unt_guvd",
            "inc_01",
            "plc_okrestina",
            "src_w021",
            "plc_prison8",
            "src_w033",
            "unt_tsip",
            "per_dubanosau",
        ]
        if not later:
            near = ["unt_guvd", "per_dubanosau"]
        places, width, height = rings(person, near)
        return Surroundings(
            nodes=tuple(self._node(each, places[each], focus=each == person) for each in [person, *near]),
            edges=tuple(edge for edge in self._edges(later=later) if {edge.tail, edge.head} <= set(places)),
            width=width,
            height=height,
            neighbours=41,
        )

    @staticmethod
    def _node(identity: str, place: tuple[int, int], *, focus: bool) -> Node:
        kind, label, note = {
            "per_zarubavets": (NodeKind.PERSON, "Zarubavets, Aleh", "4 spellings"),
            "per_dubanosau": (NodeKind.PERSON, "Dubanosau, Siarhei", ""),
            "unt_guvd": (NodeKind.UNIT, "GUVD Minsk", ""),
            "unt_tsip": (NodeKind.UNIT, "TsIP GUVD", ""),
            "inc_01": (NodeKind.INCIDENT, "I-01", "Okrestina"),
            "plc_okrestina": (NodeKind.PLACE, "Okrestina", ""),
            "plc_prison8": (NodeKind.PLACE, "Prison No. 8", "Zhodino"),
            "src_w021": (NodeKind.SOURCE, "W-021", ""),
            "src_w033": (NodeKind.SOURCE, "W-033", ""),
        }[identity]
        return Node(id=identity, kind=kind, label=label, note=note, x=place[0], y=place[1], focus=focus)

    @staticmethod
    def _edges(*, later: bool) -> tuple[Edge, ...]:
        post = (
            ("head of", "unt_tsip", "2019-03 … 2021-06?") if later else ("deputy head of", "unt_guvd", "2017 … 2020-06")
        )
        return (
            Edge(id="e_post", tail="per_zarubavets", head=post[1], label=post[0], dates=post[2]),
            Edge(id="e_dep", tail="per_dubanosau", head="unt_guvd", label="deputy head of", dates="2018 … 2022-01"),
            Edge(id="e_part", tail="unt_tsip", head="unt_guvd", label="part of", dates=""),
            Edge(id="e_ord", tail="per_dubanosau", head="per_zarubavets", label="ordered", dates="2020-08-10"),
            Edge(id="e_pres", tail="per_zarubavets", head="inc_01", label="present at", dates="2020-08-09/12"),
            Edge(id="e_at", tail="inc_01", head="plc_okrestina", label="at", dates="2020-08-09/12"),
            Edge(id="e_held", tail="src_w021", head="plc_okrestina", label="held at", dates="2020-08-10/12"),
            Edge(
                id="e_saw",
                tail="src_w033",
                head="per_zarubavets",
                label="saw him there: disputed",
                dates="2020-08-12",
                disputed=True,
            ),
            Edge(id="e_p8", tail="src_w033", head="plc_prison8", label="held at", dates="2020-08-12/14"),
        )

    def chain(self, unit: str, on: date) -> Chain:
        titles = {
            "mvd": ("Minister, MVD", "I. Takmen", Coverage.CORROBORATED),
            "guvd": ("Head, GUVD Minsk", "P. Kavylka", Coverage.CORROBORATED),
            "omon": ("Commander, OMON", "", Coverage.LEAD_ONLY),
            "dep": ("Deputy head, GUVD", "S. Dubanosau", Coverage.CORROBORATED),
            "order": ("Head, public order", "V. Staradub", Coverage.SINGLE_SOURCE),
            "log": ("Deputy head, logistics", "", Coverage.LEAD_ONLY),
            "tsip": ("Head, TsIP", "A. Zarubavets" if on >= self.turn else "", Coverage.CORROBORATED),
            "duty": ("Duty unit", "R. Piatrusenka", Coverage.SINGLE_SOURCE),
            "company": ("Company 2, OMON", "H. Valatouka", Coverage.SINGLE_SOURCE),
        }
        under = {
            "mvd": ["guvd", "omon"],
            "guvd": ["dep", "order", "log"],
            "omon": ["company"],
            "dep": ["tsip"],
            "order": ["duty"],
        }
        places, width, height = tidy_tree(under, "mvd")
        posts = tuple(
            Post(
                id=each,
                title=title,
                holder=holder,
                state=state,
                x=places[each][0],
                y=places[each][1],
                focus=each == "tsip",
            )
            for each, (title, holder, state) in titles.items()
        )
        orders = tuple(
            Order(
                id=f"o_{over}_{each}",
                over=over,
                under=each,
                label="on loan, disputed" if each == "company" else "",
                disputed=each == "company",
            )
            for over, below in under.items()
            for each in below
        )
        return Chain(posts=posts, orders=orders, width=width, height=height)

    def edge(self, edge: str, on: date) -> EdgeView:
        order = Spot(exhibit=ORDER_ID, page=1, start=0, end=12, label="A-000158.001")
        cards = (
            ClaimCard(
                id="clm_511",
                number="C-0511",
                says="Zarubavets is addressed as head of the TsIP.",
                quote="Начальнику ЦИП подполковнику милиции Зарубовцу О.Н.",
                source="Order No. 127, GUVD · read",
                note="credibility 1",
                spot=order,
            ),
            ClaimCard(
                id="clm_342",
                number="C-0342",
                says="He became head in the spring of 2019.",
                quote="ён быў начальнікам з вясны дзевятнаццатага",
                source="W-014, former officer · saw",
                note="credibility 2",
                spot=order,
            ),
        )
        return EdgeView(
            title="Zarubavets held the post: head of the TsIP",
            state=Coverage.CORROBORATED,
            dates="2019-03 … 2021-06?",
            note="“?” end uncertain: two sources give June and July 2021.",
            claims=cards,
        )
