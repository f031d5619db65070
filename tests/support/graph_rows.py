"""Small random graphs, and short ways to write one by hand; the people in them are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from graph.rows import Rows
from graph.schema import DERIVED, EARLIEST, ENDS, LATEST, Node, NodeLabel, Relation, RelationType, Value

_PREFIX = {
    "per": NodeLabel.PERSON, "unt": NodeLabel.UNIT, "plc": NodeLabel.PLACE, "inc": NodeLabel.INCIDENT,
    "act": NodeLabel.ACT, "clm": NodeLabel.CLAIM, "cit": NodeLabel.CITATION, "exh": NodeLabel.EXHIBIT,
    "src": NodeLabel.SOURCE, "elm": NodeLabel.ELEMENT, "alg": NodeLabel.ALLEGATION, "cas": NodeLabel.CASE_FILE,
}  # fmt: skip
_DEFAULTS: Mapping[RelationType, Mapping[str, Value]] = {
    RelationType.HOLDS: {"commands": False, "title": ""},
    RelationType.REPORTS_TO: {"de_facto": False},
    RelationType.PART_OF_INCIDENT: {"act_kind": "beating"},
    RelationType.ALLEGED_PERPETRATOR_OF: {"degree": ""},
    RelationType.PRESENT_AT: {"degree": ""},
    RelationType.VICTIM_OF: {"degree": ""},
    RelationType.ASSISTED: {"degree": ""},
    RelationType.HELD_AT: {"cell": ""},
    RelationType.CROSSED: {"coerced": True},
    RelationType.ORDERED: {"content": ""},
    RelationType.KNEW_OF: {"means": ""},
    RelationType.ABOUT: {"part": "person"},
    RelationType.BEARS: {"side": "for", "how": "direct", "scope": "", "counts": True, "origins": ["src_1"]},
}


def label_of(key: str) -> NodeLabel:
    return _PREFIX[key.partition("_")[0]]


def node(key: str, **properties: Value) -> Node:
    return Node(label=label_of(key), id=key, properties=properties)


def edge(kind: RelationType, start: str, end: str, **properties: Value) -> Relation:
    common: dict[str, Value] = {}
    if kind in DERIVED:
        common = {
            "claims": ["clm_x"],
            "roots": ["src_1"],
            "valid_from": EARLIEST,
            "valid_to": LATEST,
            "disputed": False,
        }
    return Relation(
        type=kind,
        start=start,
        end=end,
        start_label=label_of(start),
        end_label=label_of(end),
        properties={**common, **_DEFAULTS.get(kind, {}), **properties},
    )


def rows(*relations: Relation, nodes: Sequence[Node] = (), sizes: Mapping[str, int] | None = None) -> Rows:
    """Rows of these relations, the nodes at their ends made as needed."""
    made = {one.id: one for one in nodes}
    for relation in relations:
        for key in (relation.start, relation.end):
            made.setdefault(key, node(key))
    return Rows(nodes=list(made.values()), relations=list(relations), sizes=sizes or {})


# Letters of several scripts, one beyond the BMP, a decomposed й, marks that turn the direction of writing.
_TEXTS = st.text(alphabet="abЖўї🙂\u0438\u0306\u202e\u00ad'\"\\$`{}\n ", max_size=6)
_DAYS = st.sampled_from(
    [EARLIEST, "2019-12-31", "2020-01-01", "2020-08-09", "2020-08-10", "2020-08-31", "2020-09-01", LATEST]
)
_PERIODS = st.tuples(_DAYS, _DAYS).map(sorted)
_CLAIMED = st.one_of(_DAYS.map(lambda day: [day, day]), _PERIODS)
_SELDOM = st.sampled_from([False, False, True])
_LISTS = st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=2, unique=True).map(sorted)
_SIZES = {"per": 5, "unt": 4, "plc": 2, "inc": 2, "act": 2, "clm": 4, "src": 3, "elm": 3}
# What the questions on lines and on incidents join.
_OFTEN = [
    RelationType.ALLEGED_PERPETRATOR_OF, RelationType.HOLDS, RelationType.REPORTS_TO, RelationType.PART_OF,
    RelationType.PART_OF_INCIDENT, RelationType.ABOUT, RelationType.ABOUT,
] * 4  # fmt: skip
_EXTRA: Mapping[str, st.SearchStrategy[Value]] = {
    "commands": st.booleans(), "title": _TEXTS, "de_facto": st.booleans(), "act_kind": _TEXTS, "degree": _TEXTS,
    "cell": _TEXTS, "coerced": st.booleans(), "content": _TEXTS, "means": _TEXTS,
    "part": st.sampled_from(["incident", "incident", "person"]),
    "side": st.sampled_from(["for", "for", "against"]), "how": st.just("direct"),
    "scope": st.sampled_from(["", "inc_0"]), "counts": st.booleans(), "origins": _LISTS,
}  # fmt: skip


@st.composite
def graphs(draw: st.DrawFn) -> Rows:
    """A random graph of a few nodes of each label that questions read, and up to sixty relations: few, or many."""
    many = draw(st.booleans())
    keys = [f"{prefix}_{n}" for prefix, most in _SIZES.items() for n in range(draw(st.integers(int(many), most)))]
    nodes = [draw(_nodes(key)) for key in keys]
    kinds = [*sorted(RelationType, key=lambda kind: kind.value), *_OFTEN]
    wanted = draw(st.lists(st.sampled_from(kinds), min_size=40 if many else 0, max_size=60 if many else 20))
    relations: dict[str, Relation] = {}
    for kind in wanted:
        starts = [key for key in keys if label_of(key) in ENDS[kind][0]]
        ends = [key for key in keys if label_of(key) in ENDS[kind][1]]
        if starts and ends:
            made = draw(_relations(kind, starts, ends))
            alike = [one for one in relations.values() if (one.start, one.end) == (made.start, made.end)]
            # An engine follows each statement by itself: of many between two heads it would not come to an end.
            if len(alike) < (1 if made.start == made.end else 4):
                relations[made.rev] = made
    return Rows(nodes=nodes, relations=list(relations.values()), sizes={"d-01": draw(st.integers(0, 9))})


@st.composite
def _nodes(draw: st.DrawFn, key: str) -> Node:
    properties: dict[str, Value] = {"label": draw(_TEXTS), "n": draw(st.integers(-5, 5))}
    if label_of(key) is NodeLabel.CLAIM:
        first, last = draw(_CLAIMED)
        properties |= {"form": draw(st.sampled_from(["happened", "did", "held"])), "denies": draw(_SELDOM)}
        properties |= {"valid_from": first, "valid_to": last, "disputed": draw(st.booleans())}
    return node(key, **properties)


@st.composite
def _relations(draw: st.DrawFn, kind: RelationType, starts: list[str], ends: list[str]) -> Relation:
    properties: dict[str, Value] = {name: draw(_EXTRA[name]) for name in _DEFAULTS.get(kind, {})}
    if properties.get("part") == "incident":
        ends = [end for end in ends if label_of(end) is NodeLabel.INCIDENT] or ends
    if kind in DERIVED:
        first, last = draw(st.one_of(st.just([EARLIEST, LATEST]), _PERIODS))
        claims = draw(_LISTS)
        properties |= {"claims": claims, "roots": draw(_LISTS), "valid_from": first, "valid_to": last}
        properties["disputed"] = draw(st.booleans())
    return edge(kind, draw(st.sampled_from(starts)), draw(st.sampled_from(ends)), **properties)
