"""Every node and relation of one graph, as plain values, before any engine sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.errors import MalformedError
from graph.schema import Node, NodeLabel, Relation

PROJECTION_ID = "projection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A whole graph: no id twice under a label, no relation twice, and no relation that leads nowhere.

    `sizes` are the lengths, in entries, of the logs that it was made from; they stand on the one Projection node.
    """

    nodes: Sequence[Node]
    relations: Sequence[Relation]
    sizes: Mapping[str, int]

    def __post_init__(self) -> None:
        known: set[tuple[NodeLabel, str]] = set()
        for node in self.nodes:
            key = (node.label, node.id)
            if key in known:
                raise MalformedError(f"{node.label.value} {node.id} stands twice in the rows")
            if node.label is NodeLabel.PROJECTION:
                raise MalformedError("the Projection node is made from the sizes, not given")
            known.add(key)
        seen: set[str] = set()
        for relation in self.relations:
            if relation.rev in seen:
                raise MalformedError(f"a {relation.type.value} from {relation.start} stands twice in the rows")
            seen.add(relation.rev)
            for end in ((relation.start_label, relation.start), (relation.end_label, relation.end)):
                if end not in known:
                    raise MalformedError(f"a {relation.type.value} leads to {end[1]}, which is not among the nodes")

    def projection(self) -> Node:
        """The node that says from how much of which logs this graph was made."""
        sizes = [f"{log} {size}" for log, size in sorted(self.sizes.items())]
        return Node(label=NodeLabel.PROJECTION, id=PROJECTION_ID, properties={"sizes": sizes})

    def all_nodes(self) -> list[Node]:
        """The nodes, the Projection last."""
        return [*self.nodes, self.projection()]
