"""What the graph is made of: nodes with one label, and relations between them, checked when built.

A graph holds only text, whole numbers, truth values and lists of text, so that every engine gives back what it was
given. Days are `YYYY-MM-DD`; a period without a known end runs to a sentinel day. Instants are UTC and end in `Z`:
one engine keeps the zone of a date-time, another drops it, so no native date-time is ever written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from evidence import canonical
from evidence.canonical import Json
from evidence.digest import blake3_of
from evidence.errors import MalformedError

Scalar = str | int | bool
Value = Scalar | Sequence[str]

EARLIEST = "0001-01-01"
"""The first day of a period whose beginning is not known."""
LATEST = "9999-12-31"
"""The last day of a period whose end is not known."""

_LARGEST = 2**53 - 1
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
# Neo4j and ArcadeDB both refuse or cut longer keys of an index.
_LONGEST_ID = 200
# Well below the size of one message, 4 MiB; a quote or a label is far shorter.
_LONGEST_ROW = 1024 * 1024
_RESERVED = frozenset({"id", "rev"})


class NodeLabel(Enum):
    """The one label of a node."""

    PERSON = "Person"
    UNIT = "Unit"
    PLACE = "Place"
    INCIDENT = "Incident"
    ACT = "Act"
    CLAIM = "Claim"
    CITATION = "Citation"
    EXHIBIT = "Exhibit"
    SOURCE = "Source"
    ELEMENT = "Element"
    ALLEGATION = "Allegation"
    # Both engines read `Case` as the keyword, so the label is another word.
    CASE_FILE = "CaseFile"
    PROJECTION = "Projection"


class RelationType(Enum):
    """What a relation says; the derived ones each stand for one distinct statement."""

    ABOUT = "ABOUT"
    CITES = "CITES"
    OF = "OF"
    FROM = "FROM"
    DERIVES_FROM = "DERIVES_FROM"
    SAID_BY = "SAID_BY"
    BEARS = "BEARS"
    AGAINST = "AGAINST"
    FOR = "FOR"
    IN = "IN"
    HOLDS = "HOLDS"
    PART_OF = "PART_OF"
    REPORTS_TO = "REPORTS_TO"
    WITHIN = "WITHIN"
    AT = "AT"
    PART_OF_INCIDENT = "PART_OF_INCIDENT"
    ALLEGED_PERPETRATOR_OF = "ALLEGED_PERPETRATOR_OF"
    PRESENT_AT = "PRESENT_AT"
    VICTIM_OF = "VICTIM_OF"
    ASSISTED = "ASSISTED"
    HELD_AT = "HELD_AT"
    CROSSED = "CROSSED"
    ORDERED = "ORDERED"
    KNEW_OF = "KNEW_OF"


_PEOPLE = frozenset({NodeLabel.PERSON, NodeLabel.UNIT})
_EVENTS = frozenset({NodeLabel.ACT, NodeLabel.INCIDENT})
_HEADS = _PEOPLE | _EVENTS | {NodeLabel.PLACE}


def _one(label: NodeLabel) -> frozenset[NodeLabel]:
    return frozenset({label})


ENDS: Mapping[RelationType, tuple[frozenset[NodeLabel], frozenset[NodeLabel]]] = {
    RelationType.ABOUT: (_one(NodeLabel.CLAIM), _HEADS | {NodeLabel.EXHIBIT}),
    RelationType.CITES: (_one(NodeLabel.CLAIM), _one(NodeLabel.CITATION)),
    RelationType.OF: (_one(NodeLabel.CITATION), _one(NodeLabel.EXHIBIT)),
    RelationType.FROM: (_one(NodeLabel.EXHIBIT), _one(NodeLabel.SOURCE)),
    RelationType.DERIVES_FROM: (_one(NodeLabel.SOURCE), _one(NodeLabel.SOURCE)),
    RelationType.SAID_BY: (_one(NodeLabel.CLAIM), _one(NodeLabel.SOURCE)),
    RelationType.BEARS: (_one(NodeLabel.CLAIM), _one(NodeLabel.ELEMENT)),
    RelationType.AGAINST: (_one(NodeLabel.ALLEGATION), _one(NodeLabel.PERSON)),
    RelationType.FOR: (_one(NodeLabel.ALLEGATION), _one(NodeLabel.ELEMENT)),
    RelationType.IN: (_one(NodeLabel.ALLEGATION), _one(NodeLabel.CASE_FILE)),
    RelationType.HOLDS: (_one(NodeLabel.PERSON), _one(NodeLabel.UNIT)),
    RelationType.PART_OF: (_one(NodeLabel.UNIT), _one(NodeLabel.UNIT)),
    RelationType.REPORTS_TO: (_PEOPLE, _PEOPLE),
    RelationType.WITHIN: (frozenset({NodeLabel.UNIT, NodeLabel.PLACE}), _one(NodeLabel.PLACE)),
    RelationType.AT: (_EVENTS, _one(NodeLabel.PLACE)),
    RelationType.PART_OF_INCIDENT: (_one(NodeLabel.ACT), _one(NodeLabel.INCIDENT)),
    RelationType.ALLEGED_PERPETRATOR_OF: (_PEOPLE, _EVENTS),
    RelationType.PRESENT_AT: (_PEOPLE, _EVENTS),
    RelationType.VICTIM_OF: (_PEOPLE, _EVENTS),
    RelationType.ASSISTED: (_PEOPLE, _EVENTS),
    RelationType.HELD_AT: (_one(NodeLabel.PERSON), _one(NodeLabel.PLACE)),
    RelationType.CROSSED: (_one(NodeLabel.PERSON), _one(NodeLabel.PLACE)),
    RelationType.ORDERED: (_one(NodeLabel.PERSON), _EVENTS | {NodeLabel.UNIT}),
    RelationType.KNEW_OF: (_one(NodeLabel.PERSON), _EVENTS),
}
"""Which labels each relation may start and end at."""

DERIVED = frozenset(
    {
        RelationType.HOLDS,
        RelationType.PART_OF,
        RelationType.REPORTS_TO,
        RelationType.WITHIN,
        RelationType.AT,
        RelationType.PART_OF_INCIDENT,
        RelationType.ALLEGED_PERPETRATOR_OF,
        RelationType.PRESENT_AT,
        RelationType.VICTIM_OF,
        RelationType.ASSISTED,
        RelationType.HELD_AT,
        RelationType.CROSSED,
        RelationType.ORDERED,
        RelationType.KNEW_OF,
    }
)
"""The relations computed from usable claims; each carries claims, roots, valid_from, valid_to and disputed."""

# The statement's own fields, always present, so that no question rests on how an engine treats what is absent.
_DEGREE: Mapping[str, type] = {"degree": str}
_FURTHER: Mapping[RelationType, Mapping[str, type]] = {
    RelationType.HOLDS: {"commands": bool, "title": str},
    RelationType.REPORTS_TO: {"de_facto": bool},
    RelationType.PART_OF_INCIDENT: {"act_kind": str},
    RelationType.ALLEGED_PERPETRATOR_OF: _DEGREE,
    RelationType.PRESENT_AT: _DEGREE,
    RelationType.VICTIM_OF: _DEGREE,
    RelationType.ASSISTED: _DEGREE,
    RelationType.HELD_AT: {"cell": str},
    RelationType.CROSSED: {"coerced": bool},
    RelationType.ORDERED: {"content": str},
    RelationType.KNEW_OF: {"means": str},
    RelationType.ABOUT: {"part": str},
    RelationType.BEARS: {"side": str, "how": str, "scope": str, "counts": bool, "origins": list},
}
_DERIVED_FIELDS: Mapping[str, type] = {
    "claims": list,
    "roots": list,
    "valid_from": str,
    "valid_to": str,
    "disputed": bool,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One node. `rev` is the digest of its own row: equal revs mean equal rows, so a kept graph can be checked."""

    label: NodeLabel
    id: str
    properties: Mapping[str, Value]
    rev: str = field(init=False)

    def __post_init__(self) -> None:
        check_id(self.id)
        check_properties(self.properties)
        object.__setattr__(self, "rev", _digest([self.label.value, self.id, _plain(self.properties)]))

    def row(self) -> dict[str, Value]:
        """All properties as the engine keeps them, `id` and `rev` among them."""
        return {"id": self.id, "rev": self.rev, **_plain(self.properties)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One relation. Two of one type between the same nodes are two statements and differ in `rev`."""

    type: RelationType
    start: str
    end: str
    start_label: NodeLabel
    end_label: NodeLabel
    properties: Mapping[str, Value]
    rev: str = field(init=False)

    def __post_init__(self) -> None:
        check_id(self.start)
        check_id(self.end)
        starts, ends = ENDS[self.type]
        if self.start_label not in starts or self.end_label not in ends:
            raise MalformedError(f"no {self.type.value} leads from {self.start_label.value} to {self.end_label.value}")
        check_properties(self.properties)
        self._check_fields()
        key: list[Json] = [self.type.value, self.start_label.value, self.start, self.end_label.value, self.end]
        object.__setattr__(self, "rev", _digest([*key, _plain(self.properties)]))

    def row(self) -> dict[str, Value]:
        """All properties as the engine keeps them, `rev` among them."""
        return {"rev": self.rev, **_plain(self.properties)}

    def _check_fields(self) -> None:
        needed = dict(_FURTHER.get(self.type, {}))
        if self.type in DERIVED:
            needed.update(_DERIVED_FIELDS)
        for name, kind in needed.items():
            value = self.properties.get(name)
            if not (_is_list(value) if kind is list else type(value) is kind):
                raise MalformedError(f"{self.type.value} needs {name}, a {kind.__name__}")
        if self.type in DERIVED:
            _check_period(self.type, str(self.properties["valid_from"]), str(self.properties["valid_to"]))


def check_id(untrusted: object) -> None:
    """Refuse what is no id: with a null key, MERGE makes a node that nothing can find again."""
    if not isinstance(untrusted, str) or not untrusted or len(untrusted) > _LONGEST_ID or not untrusted.isascii():
        raise MalformedError("an id in the graph is 1 to 200 ASCII characters")
    if not untrusted.isprintable():
        raise MalformedError("an id in the graph is printable")


def check_properties(untrusted: Mapping[str, object]) -> None:
    """Refuse a name or value that not every engine gives back as it was given."""
    for name, value in untrusted.items():
        if name in _RESERVED or not _NAME.fullmatch(name):
            raise MalformedError("a property is named in lower-case ASCII, and never `id` or `rev`")
        check_value(name, value)
    if sum(map(_length, untrusted.values())) > _LONGEST_ROW:
        raise MalformedError("a row of the graph holds at most 1 MiB of text")


def check_value(name: str, untrusted: object) -> None:
    """Refuse anything but text, a whole number, a truth value or a list of text; an instant must be UTC."""
    if isinstance(untrusted, int) and abs(untrusted) <= _LARGEST:
        return
    items: Sequence[object] = untrusted if isinstance(untrusted, (list, tuple)) else (untrusted,)
    for item in items:
        if not isinstance(item, str):
            raise MalformedError(f"property {name}: text, a whole number, a truth value or a list of text")
        try:
            item.encode()
        except UnicodeEncodeError:
            raise MalformedError(f"property {name}: a lone surrogate is no text") from None
        if name.endswith("_at") and item and not (_DAY.fullmatch(item) or _UTC.fullmatch(item)):
            raise MalformedError(f"property {name}: a day, or an instant in UTC ending in Z")


def _check_period(kind: RelationType, valid_from: str, valid_to: str) -> None:
    if not _DAY.fullmatch(valid_from) or not _DAY.fullmatch(valid_to):
        raise MalformedError(f"{kind.value}: an open period uses {EARLIEST} or {LATEST}, never an empty day")
    if valid_from > valid_to:
        raise MalformedError(f"{kind.value}: a period does not end before it begins")


def _is_list(value: object) -> bool:
    return isinstance(value, (list, tuple))


def _length(value: object) -> int:
    if isinstance(value, (list, tuple)):
        return sum(len(str(item).encode()) for item in value)
    return len(str(value).encode())


def _plain(properties: Mapping[str, Value]) -> dict[str, Value]:
    return {name: list(v) if isinstance(v, (list, tuple)) else v for name, v in properties.items()}


def _digest(row: Json) -> str:
    return blake3_of(canonical.encode(row))[:32]
