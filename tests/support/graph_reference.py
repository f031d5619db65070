"""The graph's questions answered in plain Python, by following relations: what every engine must agree with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from evidence.casefile.facts import Commander, HeldTogether, Line, Thin, UnitMonth
from graph.rows import Rows
from graph.schema import EARLIEST, LATEST, Node, NodeLabel, Relation, RelationType

_UP = frozenset({RelationType.PART_OF, RelationType.REPORTS_TO})
_CLIMB = _UP | {RelationType.HOLDS}
Follow = Callable[[Relation], bool]


class Reference:
    """One graph, held as lists."""

    def __init__(self, rows: Rows) -> None:
        self._labels = {node.id: node.label for node in rows.nodes}
        self._claims = [node for node in rows.nodes if node.label is NodeLabel.CLAIM]
        self._out: dict[str, list[Relation]] = defaultdict(list)
        self._in: dict[str, list[Relation]] = defaultdict(list)
        for relation in rows.relations:
            self._out[relation.start].append(relation)
            self._in[relation.end].append(relation)
        self._all = rows.relations

    def chain_of_command(self, unit: str, day: str) -> tuple[Commander, ...]:
        found: dict[tuple[int, str, str, str, str, str], list[Relation]] = defaultdict(list)
        if self._labels.get(unit) is not NodeLabel.UNIT:
            return ()
        for steps in self._paths(unit, 0, 8, lambda r: r.type in _UP and _covers(r, day)):
            heads = _heads(unit, steps)
            posts: list[Relation | None] = [post for post in self._commands(heads[-1]) if _covers(post, day)]
            for post in posts or [None]:
                commander, title = (post.start, _text(post, "title")) if post else ("", "")
                key = (len(steps), heads[-1], commander, " ".join(heads), _how(steps), title)
                found[key] += [*steps, *([post] if post else [])]
        rows = [
            (
                (*key[:5], min((r.rev for r in rests_on if r.type is RelationType.HOLDS), default="")),
                Commander(
                    level=key[0],
                    head=key[1],
                    commander=key[2] or None,
                    title=key[5],
                    de_facto="1" in key[4],
                    disputed=_any(rests_on, "disputed"),
                    claims=_claims(rests_on),
                ),
            )
            for key, rests_on in found.items()
        ]
        return _sorted(rows)

    def perpetrator_to_superior(self, incident: str, superior: str, day: str) -> tuple[Line, ...]:
        found: dict[tuple[int, str, str, str, str, str], list[Relation]] = defaultdict(list)
        if self._labels.get(superior) is not NodeLabel.PERSON:
            return ()
        for alleged, inner in self._alleged(incident):
            who = alleged.start
            if who == superior or self._labels[who] is not NodeLabel.PERSON:
                continue
            for steps, heads in self._lines(who, superior, day):
                degree = _text(alleged, "degree")
                key = (len(steps), who, alleged.end, " ".join(heads), _how(steps), degree)
                found[key] += [alleged, *inner, *steps]
        rows = []
        for key, rests_on in found.items():
            first = min(r.rev for r in rests_on if r.type is RelationType.ALLEGED_PERPETRATOR_OF)
            row = Line(
                perpetrator=key[1],
                what=key[2],
                degree=key[5],
                steps=tuple(key[3].split()),
                de_facto="1" in key[4],
                disputed=_any(rests_on, "disputed"),
                claims=_claims(rests_on),
            )
            rows.append(((*key[:3], first, *key[3:5]), row))
        return _sorted(rows)

    def held_with(self, persons: Sequence[str]) -> tuple[HeldTogether, ...]:
        found: list[tuple[tuple[object, ...], HeldTogether]] = []
        stays = [relation for relation in self._all if relation.type is RelationType.HELD_AT]
        for one in stays:
            for other in stays:
                first = max(_text(one, "valid_from"), _text(other, "valid_from"))
                last = min(_text(one, "valid_to"), _text(other, "valid_to"))
                apart = one.end != other.end or one.start == other.start or first > last
                if one.start not in persons or apart:
                    continue
                row = HeldTogether(
                    person=one.start,
                    other=other.start,
                    place=one.end,
                    first_day=first,
                    last_day=last,
                    cell=_text(one, "cell"),
                    other_cell=_text(other, "cell"),
                    disputed=_any([one, other], "disputed"),
                    claims=_claims([one, other]),
                )
                found.append(((one.start, other.start, one.end, first, one.rev, other.rev), row))
        return _sorted(found)

    def incidents_by_unit(self) -> tuple[UnitMonth, ...]:
        groups: dict[tuple[str, str], list[tuple[str, list[Relation], Node | None]]] = defaultdict(list)
        for incident in self._having(NodeLabel.INCIDENT):
            for alleged, inner in self._alleged(incident):
                for unit, post in self._units_of(alleged.start):
                    for date in self._dated(incident):
                        if post is None or _shares_a_day(post, date):
                            rests_on = [alleged, *inner, *([post] if post else [])]
                            groups[unit, _month(date)].append((incident, rests_on, date))
        return tuple(
            UnitMonth(
                unit=unit,
                month=month,
                incidents=tuple(sorted({incident for incident, _, _ in found})),
                disputed=any(_any([*rests_on, *([date] if date else [])], "disputed") for _, rests_on, date in found),
                claims=tuple(
                    sorted(
                        {*_claims([r for _, rests_on, _ in found for r in rests_on])}
                        | {date.id for _, _, date in found if date}
                    )
                ),
            )
            for (unit, month), found in sorted(groups.items())
        )

    def _dated(self, incident: str) -> list[Node] | list[None]:
        about = {r.start for r in self._in[incident] if r.type is RelationType.ABOUT and _text(r, "part") == "incident"}
        said = [claim for claim in self._claims if claim.id in about and claim.properties.get("denies") is False]
        happened = [claim for claim in said if claim.properties["form"] == "happened"]
        return happened or [claim for claim in said if claim.properties["form"] == "did"] or [None]

    def thinly_supported(self) -> tuple[Thin, ...]:
        found = []
        for element in sorted(self._having(NodeLabel.ELEMENT)):
            bearings = [r for r in self._in[element] if r.type is RelationType.BEARS]
            for scope in sorted({_text(r, "scope") for r in bearings}) or [""]:
                here = [r for r in bearings if _text(r, "scope") == scope]
                counted = [r for r in here if _text(r, "side") == "for" and r.properties["counts"]]
                origins = [_texts(r, "origins") for r in counted]
                if any(one.isdisjoint(other) for one in origins for other in origins):
                    continue
                leads = [r for r in here if _text(r, "side") == "for" and not r.properties["counts"]]
                against = [r for r in here if _text(r, "side") == "against"]
                found.append(
                    Thin(
                        element=element,
                        scope=scope,
                        origins=1 if counted else 0,
                        claims=_starts(counted),
                        leads=_starts(leads),
                        against=_starts(against),
                    )
                )
        return tuple(found)

    def _having(self, label: NodeLabel) -> list[str]:
        return [key for key, found in self._labels.items() if found is label]

    def _commands(self, unit: str) -> list[Relation]:
        return [r for r in self._in[unit] if r.type is RelationType.HOLDS and r.properties["commands"]]

    def _alleged(self, incident: str) -> Iterator[tuple[Relation, list[Relation]]]:
        if self._labels.get(incident) is not NodeLabel.INCIDENT:
            return
        whats: list[tuple[str, list[Relation]]] = [(incident, [])]
        whats += [(r.start, [r]) for r in self._in[incident] if r.type is RelationType.PART_OF_INCIDENT]
        for what, inner in whats:
            for relation in self._in[what]:
                if relation.type is RelationType.ALLEGED_PERPETRATOR_OF:
                    yield relation, inner

    def _units_of(self, who: str) -> Iterator[tuple[str, Relation | None]]:
        if self._labels[who] is NodeLabel.UNIT:
            yield who, None
        for relation in self._out[who]:
            if relation.type is RelationType.HOLDS:
                yield relation.end, relation

    def _lines(self, who: str, superior: str, day: str) -> Iterator[tuple[list[Relation], tuple[str, ...]]]:
        for steps in self._paths(who, 1, 8, lambda r: r.type in _CLIMB and _covers(r, day)):
            heads = _heads(who, steps)
            top = heads[-1]
            if top == superior:
                yield steps, heads
            for post in self._commands(top):
                if not _covers(post, day):
                    continue
                for over in self._paths(
                    post.start, 0, 3, lambda r: r.type is RelationType.REPORTS_TO and _covers(r, day)
                ):
                    above = _heads(post.start, over)
                    if above[-1] == superior and not set(heads) & set(above):
                        yield [*steps, post, *over], (*heads, *above)

    def _paths(self, start: str, least: int, most: int, follow: Follow) -> Iterator[list[Relation]]:
        """Every path along relations, each by itself, that comes to no head twice."""
        waiting: list[tuple[str, list[Relation]]] = [(start, [])]
        while waiting:
            at, steps = waiting.pop()
            if len(steps) >= least:
                yield steps
            if len(steps) < most:
                further = [r for r in self._out[at] if follow(r) and r.end not in _heads(start, steps)]
                waiting += [(r.end, [*steps, r]) for r in further]


def _sorted(found: Sequence[tuple[tuple[object, ...], object]]) -> tuple:  # type: ignore[type-arg]  # rows of one kind
    return tuple(row for _, row in sorted(found, key=lambda pair: pair[0]))


def _covers(relation: Relation, day: str) -> bool:
    return _text(relation, "valid_from") <= day <= _text(relation, "valid_to")


def _shares_a_day(post: Relation, date: Node | None) -> bool:
    first, last = _text(post, "valid_from"), _text(post, "valid_to")
    if date is None:
        return (first, last) == (EARLIEST, LATEST)
    return first <= str(date.properties["valid_to"]) and last >= str(date.properties["valid_from"])


def _month(date: Node | None) -> str:
    if date is None:
        return ""
    first, last = str(date.properties["valid_from"])[:7], str(date.properties["valid_to"])[:7]
    return first if first == last else ""


def _heads(start: str, steps: Sequence[Relation]) -> tuple[str, ...]:
    return (start, *(step.end for step in steps))


def _how(steps: Sequence[Relation]) -> str:
    return "".join("1" if step.properties.get("de_facto") is True else "0" for step in steps)


def _text(relation: Relation, name: str) -> str:
    return str(relation.properties[name])


def _texts(relation: Relation, name: str) -> set[str]:
    value = relation.properties[name]
    assert isinstance(value, list | tuple)
    return set(value)


def _any(relations: Sequence[Relation | Node], name: str) -> bool:
    return any(relation.properties.get(name) is True for relation in relations)


def _claims(relations: Sequence[Relation]) -> tuple[str, ...]:
    return tuple(sorted({claim for relation in relations for claim in _texts(relation, "claims")}))


def _starts(relations: Sequence[Relation]) -> tuple[str, ...]:
    return tuple(sorted({relation.start for relation in relations}))
