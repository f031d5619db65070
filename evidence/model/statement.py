"""What a claim can say: a closed union of forms, HURIDOCS' event, act, involvement and information made small.

Postings, detentions and orders are forms of statement, not tables of their own: whatever is known about a person, a
unit, a place, an incident or an act is one of these, said by one source at one place.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator

import msgspec

from evidence.errors import MalformedError
from evidence.ids import ExhibitId
from evidence.model.values import (
    HEAD_PREFIXES,
    ActId,
    HeadId,
    IncidentId,
    PersonId,
    PlaceId,
    UnitId,
    check_lang,
    check_reference,
    shown,
)
from evidence.when import Period, When


class Statement(msgspec.Struct, frozen=True, kw_only=True, tag_field="form"):
    """One thing said; `heads` gives every head it speaks of, with the part each plays."""

    def heads(self) -> Iterator[tuple[str, HeadId]]:
        """Pairs of part and head, in the order of the fields."""
        for part, prefixes in _PARTS[type(self)].items():
            value = getattr(self, part)
            for head in value if isinstance(value, tuple) else (value,):
                if head is not None:
                    check_reference(part, head, *prefixes)
                    yield part, head

    def __post_init__(self) -> None:
        # Building checks every reference: types of references fit the form.
        for _ in self.heads():
            pass


class NameSort(enum.Enum):
    """What sort of name it is."""

    OFFICIAL = "official"
    ALIAS = "alias"
    CALLSIGN = "callsign"


class AttributeKey(enum.Enum):
    """What an Attribute may be about; dates are EDTF."""

    BORN = "born"
    DIED = "died"
    PATRONYMIC = "patronymic"
    RANK = "rank"
    CITIZENSHIP = "citizenship"
    SEX = "sex"
    NUMBER = "number"
    CLOCK = "clock"


class Role(enum.Enum):
    """The part a person or unit took in an act or incident."""

    VICTIM = "victim"
    ALLEGED_PERPETRATOR = "alleged_perpetrator"
    PRESENT = "present"
    ASSISTED = "assisted"


class Degree(enum.Enum):
    """HURIDOCS degrees of involvement."""

    DIRECT = "direct"
    GAVE_ORDERS = "gave_orders"
    FAILED_TO_EXERCISE_AUTHORITY = "failed_to_exercise_authority"
    FAILED_TO_ACT_ON_KNOWLEDGE = "failed_to_act_on_knowledge"
    FAILED_TO_PREVENT = "failed_to_prevent"


class Aspect(enum.Enum):
    """What is authenticated of an exhibit."""

    SOURCE = "source"
    PLACE = "place"
    TIME = "time"
    CONTENT = "content"


class Named(Statement, frozen=True, kw_only=True, tag="named"):
    """An entity is called so."""

    entity: HeadId
    name: str
    lang: str
    sort: NameSort

    def __post_init__(self) -> None:
        super().__post_init__()
        check_lang(self.lang)
        if not self.name.strip():
            raise MalformedError("a name is not empty")


class Attribute(Statement, frozen=True, kw_only=True, tag="attribute"):
    """An entity has this property, as the source gives it."""

    entity: HeadId
    key: AttributeKey
    value: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.key in (AttributeKey.BORN, AttributeKey.DIED):
            When.parse(self.value)
        elif not self.value.strip():
            raise MalformedError("an attribute has a value")

    def as_date(self) -> When | None:
        """The date, where the property is one."""
        return When.parse(self.value) if self.key in (AttributeKey.BORN, AttributeKey.DIED) else None


class Posted(Statement, frozen=True, kw_only=True, tag="posted"):
    """A person held a post in a unit; `commands` says whether the post commands it."""

    person: PersonId
    unit: UnitId
    title: str
    commands: bool
    period: Period


class PartOf(Statement, frozen=True, kw_only=True, tag="part_of"):
    """A unit belonged to another."""

    unit: UnitId
    parent: UnitId
    period: Period

    def __post_init__(self) -> None:
        super().__post_init__()
        _refuse_same("part_of", self.unit, self.parent)


class ReportsTo(Statement, frozen=True, kw_only=True, tag="reports_to"):
    """A person or unit answered to another, by law or in fact."""

    subordinate: HeadId
    superior: HeadId
    period: Period
    de_facto: bool

    def __post_init__(self) -> None:
        super().__post_init__()
        _refuse_same("reports_to", self.subordinate, self.superior)


class Located(Statement, frozen=True, kw_only=True, tag="located"):
    """A unit or place lay in a place."""

    entity: HeadId
    place: PlaceId
    period: Period

    def __post_init__(self) -> None:
        super().__post_init__()
        _refuse_same("located", self.entity, self.place)


class Happened(Statement, frozen=True, kw_only=True, tag="happened"):
    """An incident happened then and there."""

    incident: IncidentId
    when: When
    place: PlaceId | None = None


class Did(Statement, frozen=True, kw_only=True, tag="did"):
    """An act was done within an incident; who did it to whom are TookPart."""

    act: ActId
    incident: IncidentId
    act_kind: str
    when: When
    place: PlaceId | None = None
    method: str | None = None


class TookPart(Statement, frozen=True, kw_only=True, tag="took_part"):
    """Who took which part in an act or incident."""

    who: HeadId
    what: HeadId
    role: Role
    degree: Degree | None = None


class Held(Statement, frozen=True, kw_only=True, tag="held"):
    """A person was deprived of liberty at a place."""

    person: PersonId
    place: PlaceId
    period: Period
    cell: str | None = None
    legal_ground: str | None = None


class Crossed(Statement, frozen=True, kw_only=True, tag="crossed"):
    """A person crossed a border (deportation needs date, point and States)."""

    person: PersonId
    point: PlaceId
    when: When
    from_state: str
    to_state: str
    coerced: bool


class Ordered(Statement, frozen=True, kw_only=True, tag="ordered"):
    """A person gave an order that concerned an act, an incident or a unit."""

    person: PersonId
    what: HeadId
    content: str
    when: When


class Knew(Statement, frozen=True, kw_only=True, tag="knew"):
    """A person had notice of an act or incident, by these means."""

    person: PersonId
    what: HeadId
    means: str
    when: When


class Context(Statement, frozen=True, kw_only=True, tag="context"):
    """A fact on the attack, the policy or the scale; sub_fact is an id of the law data."""

    sub_fact: str
    text: str
    period: Period | None = None


class Authenticates(Statement, frozen=True, kw_only=True, tag="authenticates"):
    """An exhibit was tested for one aspect, by a method, with a result."""

    exhibit: ExhibitId
    aspect: Aspect
    method: str
    result: str


class Says(Statement, frozen=True, kw_only=True, tag="says"):
    """The escape: whatever a reader finds that no other form holds."""

    entities: tuple[HeadId, ...]
    text: str


AnyStatement = (
    Named | Attribute | Posted | PartOf | ReportsTo | Located | Happened | Did | TookPart
    | Held | Crossed | Ordered | Knew | Context | Authenticates | Says
)  # fmt: skip

_PARTS: dict[type[Statement], dict[str, tuple[str, ...]]] = {
    Named: {"entity": HEAD_PREFIXES},
    Attribute: {"entity": HEAD_PREFIXES},
    Posted: {"person": ("per",), "unit": ("unt",)},
    PartOf: {"unit": ("unt",), "parent": ("unt",)},
    ReportsTo: {"subordinate": ("per", "unt"), "superior": ("per", "unt")},
    Located: {"entity": ("unt", "plc"), "place": ("plc",)},
    Happened: {"incident": ("inc",), "place": ("plc",)},
    Did: {"act": ("act",), "incident": ("inc",), "place": ("plc",)},
    TookPart: {"who": ("per", "unt"), "what": ("act", "inc")},
    Held: {"person": ("per",), "place": ("plc",)},
    Crossed: {"person": ("per",), "point": ("plc",)},
    Ordered: {"person": ("per",), "what": ("act", "inc", "unt")},
    Knew: {"person": ("per",), "what": ("act", "inc")},
    Context: {},
    Authenticates: {},
    Says: {"entities": HEAD_PREFIXES},
}


def _refuse_same(form: str, one: str, other: str) -> None:
    if one == other:
        raise MalformedError(f"{form}: nothing stands in this relation to itself ({shown(one)})")
