"""From Standing to the rows of a graph: what is usable today, with ids that follow the judgements.

Only usable claims enter. A source enters as its code, sort and reliability: who it is stands in records that are never
read here. Quotes stay out as well; a Citation says where to read, and the page is shown from the vault.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from evidence.casefile.coverage import Origins, can_be_judged
from evidence.casefile.edges import days, disputed_claims, edges
from evidence.ids import ExhibitId, RecordId
from evidence.model.claim import Citation, Claim, Message, Span, Turn
from evidence.model.decision import AnyScope, Bearing, Description, IncidentScope, PersonScope
from evidence.model.heads import Account, Head, Source
from evidence.model.output import Allegation, CaseFile
from evidence.model.statement import Authenticates
from evidence.standing import Standing
from graph.rows import Rows
from graph.schema import Node, NodeLabel, Relation, RelationType, Value

_HEAD_LABELS = {
    "per": NodeLabel.PERSON,
    "unt": NodeLabel.UNIT,
    "plc": NodeLabel.PLACE,
    "inc": NodeLabel.INCIDENT,
    "act": NodeLabel.ACT,
}


def rows_of(standing: Standing, crimes: Mapping[str, Sequence[str]] | None = None) -> Rows:
    """All nodes and relations that this Standing makes; `crimes` gives the element ids of each crime of the law data.

    The same Standing gives equal rows, whatever the order of its entries. UnknownReferenceError where a record names
    what this workspace does not hold.
    """
    making = _Making(standing, crimes or {})
    making.heads()
    making.claims()
    making.edges()
    making.bearings()
    making.case()
    return Rows(
        nodes=[making.nodes[key] for key in sorted(making.nodes, key=lambda key: (key[0].value, key[1]))],
        relations=[making.relations[rev] for rev in sorted(making.relations)],
        sizes={str(device): size for device, size in standing.sizes.items()},
    )


class _Making:
    def __init__(self, standing: Standing, crimes: Mapping[str, Sequence[str]]) -> None:
        self._standing = standing
        self._crimes = crimes
        self._said_at = _said_at(standing)
        self._disputed = disputed_claims(standing)
        self._origins = Origins(standing)
        self.nodes: dict[tuple[NodeLabel, str], Node] = {}
        self.relations: dict[str, Relation] = {}

    def heads(self) -> None:
        for kind in Head.__subclasses__():
            for head in self._standing.live(kind):
                self._head(head.id)

    def claims(self) -> None:
        for claim in self._standing.usable_claims:
            self._claim(claim)
            for n, citation in enumerate(claim.cites, start=1):
                self._citation(claim, n, citation)

    def edges(self) -> None:
        for edge in edges(self._standing, self._disputed):
            properties: dict[str, Value] = {
                "claims": edge.claims,
                "roots": edge.roots,
                "valid_from": edge.valid_from,
                "valid_to": edge.valid_to,
                "disputed": edge.disputed,
                **dict(edge.details),
            }
            self._relate(RelationType(edge.type.value), self._head(edge.start), self._head(edge.end), properties)

    def bearings(self) -> None:
        usable = {claim.id: claim for claim in self._standing.usable_claims}
        for crime in self._crimes.values():
            for element in crime:
                self._element(element)
        for bearing in self._standing.bearings():
            if bearing.claim in usable:
                self._bearing(bearing, usable[bearing.claim])

    def case(self) -> None:
        files = {self._standing.line(file.id): file for file in self._standing.live(CaseFile)}
        members: dict[RecordId, list[tuple[NodeLabel, str]]] = defaultdict(list)
        for line, file in files.items():
            node = self._node(NodeLabel.CASE_FILE, line, {"forum": file.forum, "language": file.language})
            for allegation in file.allegations:
                members[self._standing.line(allegation)].append(node)
        alleged = {self._standing.line(allegation.id): allegation for allegation in self._standing.live(Allegation)}
        for line, current in alleged.items():
            node = self._allegation(current)
            for file_node in members[line]:
                self._relate(RelationType.IN, node, file_node, {})

    def _head(self, head: str) -> tuple[NodeLabel, str]:
        name = self._standing.canonical(head)
        label = _HEAD_LABELS[name.partition("_")[0]]
        if (label, name) not in self.nodes:
            members = self._standing.clusters.members(name)
            self._node(label, name, {"label": self._standing.label(name), "heads": sorted(members)})
        return label, name

    def _claim(self, claim: Claim) -> None:
        says = claim.says
        first, last = days(getattr(says, "when", None) or getattr(says, "period", None))
        properties: dict[str, Value] = {
            "form": str(says.__struct_config__.tag),
            "denies": claim.denies,
            "basis": claim.basis.value,
            # 0 where nobody has graded it: an absent property is not the same on every engine.
            "credibility": claim.credibility or 0,
            "said_at": max((self._said_at.get(citation.exhibit, "") for citation in claim.cites), default=""),
            "valid_from": first,
            "valid_to": last,
            "roots": sorted(self._standing.claim_roots(claim)),
            "disputed": claim.id in self._disputed,
        }
        node = self._node(NodeLabel.CLAIM, claim.id, properties)
        self._relate(RelationType.SAID_BY, node, self._source(claim.said_by), {})
        if claim.told_by is not None:
            self._source(claim.told_by)
        for part, head in says.heads():
            self._relate(RelationType.ABOUT, node, self._head(head), {"part": part})
        if isinstance(says, Authenticates):
            self._relate(RelationType.ABOUT, node, self._exhibit(says.exhibit), {"part": "exhibit"})

    def _citation(self, claim: Claim, n: int, citation: Citation) -> None:
        start, end = (citation.at.start, citation.at.end) if isinstance(citation.at, Span | Turn | Message) else (0, 0)
        node = self._node(
            NodeLabel.CITATION, f"{claim.id}.{n}", {"page": citation.page or 0, "start": start, "end": end}
        )
        self._relate(RelationType.CITES, (NodeLabel.CLAIM, claim.id), node, {})
        self._relate(RelationType.OF, node, self._exhibit(citation.exhibit), {})

    def _exhibit(self, exhibit: ExhibitId) -> tuple[NodeLabel, str]:
        if (NodeLabel.EXHIBIT, exhibit) not in self.nodes:
            held = self._standing.holdings.exhibit(exhibit)
            node = self._node(NodeLabel.EXHIBIT, exhibit, {"number": held.number, "sha256": held.sha256})
            for receipt in held.receipts:
                self._relate(RelationType.FROM, node, self._source(receipt.source), {})
        return NodeLabel.EXHIBIT, exhibit

    def _source(self, source: str) -> tuple[NodeLabel, str]:
        line = self._standing.line(RecordId(source))
        if (NodeLabel.SOURCE, line) not in self.nodes:
            now = self._standing.current(line, Source)
            graded = now.reliability.value if now.reliability else ""
            node = self._node(NodeLabel.SOURCE, line, {"sort": now.sort.value, "reliability": graded, "code": now.code})
            for origin in now.derives_from:
                self._relate(RelationType.DERIVES_FROM, node, self._source(origin), {})
        return NodeLabel.SOURCE, line

    def _element(self, element: str) -> tuple[NodeLabel, str]:
        if (NodeLabel.ELEMENT, element) not in self.nodes:
            self._node(NodeLabel.ELEMENT, element, {})
        return NodeLabel.ELEMENT, element

    def _bearing(self, bearing: Bearing, claim: Claim) -> None:
        properties: dict[str, Value] = {
            # Two people may make the same bearing: their ids keep the two apart.
            "bearing": bearing.id,
            "side": bearing.side.value,
            "how": "inference" if bearing.inference is not None else "direct",
            "scope": self._scope(bearing.scope),
            "counts": can_be_judged(self._standing, claim),
            # Independent means no origin in common, nor an interviewer: both in one list, so one test serves.
            "origins": sorted(self._origins.of(claim)),
        }
        self._relate(RelationType.BEARS, (NodeLabel.CLAIM, claim.id), self._element(bearing.element), properties)

    def _scope(self, scope: AnyScope) -> str:
        match scope:
            case IncidentScope():
                return self._head(scope.incident)[1]
            case PersonScope():
                return self._head(scope.person)[1]
            case _:
                return ""

    def _allegation(self, allegation: Allegation) -> tuple[NodeLabel, str]:
        first, last = days(allegation.period)
        properties: dict[str, Value] = {
            "crime": allegation.crime,
            "mode": allegation.mode,
            "valid_from": first,
            "valid_to": last,
        }
        node = self._node(NodeLabel.ALLEGATION, self._standing.line(allegation.id), properties)
        if allegation.person is not None:
            self._relate(RelationType.AGAINST, node, self._head(allegation.person), {})
        for element in self._crimes.get(allegation.crime, ()):
            self._relate(RelationType.FOR, node, self._element(element), {})
        return node

    def _node(self, label: NodeLabel, key: str, properties: Mapping[str, Value]) -> tuple[NodeLabel, str]:
        # Two contested versions of one line: the later one is shown, as `Standing.current` does.
        self.nodes[label, key] = Node(label=label, id=key, properties=properties)
        return label, key

    def _relate(
        self,
        kind: RelationType,
        start: tuple[NodeLabel, str],
        end: tuple[NodeLabel, str],
        properties: Mapping[str, Value],
    ) -> None:
        made = Relation(
            type=kind, start=start[1], end=end[1], start_label=start[0], end_label=end[0], properties=properties
        )
        self.relations[made.rev] = made


def _said_at(standing: Standing) -> dict[ExhibitId, str]:
    """The last day on which an exhibit's content can have been said, where an account or a description tells it."""
    found = {one.exhibit: one.date.latest.isoformat() for one in standing.live(Description) if one.date is not None}
    for account in standing.live(Account):
        found |= dict.fromkeys(account.exhibits, account.taken.when.latest.isoformat())
    return found
