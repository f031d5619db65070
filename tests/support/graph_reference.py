"""The graph's questions answered in plain Python, by following relations: what every engine must agree with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from evidence.casefile.facts import Commander, HeldTogether, Line, Thin, UnitMonth
from graph.rows import Rows
from graph.schema import NodeLabel, Relation, RelationType

_UP = frozenset({RelationType.PART_OF, RelationType.REPORTS_TO})
_CLIMB = _UP | {RelationType.HOLDS}
Follow = Callable[[Relation], bool]


class Reference:
    """One graph, held as lists."""

    def __init__(self, rows: Rows) -> None:
        self._labels = {node.id: node.label for node in rows.nodes}
        self._out: dict[str, list[Relation]] = defaultdict(list)
        self._in: dict[str, list[Relation]] = defaultdict(list)
        for relation in rows.relations:
            self._out[relation.start].append(relation)
            self._in[relation.end].append(relation)
        self._all = rows.relations

    def chain_of_command(self, unit: str, day: str) -> tuple[Commander, ...]:
        found: list[tuple[tuple[object, ...], Commander]] = []
        if self._labels.get(unit) is not NodeLabel.UNIT:
            return ()
        for steps in self._paths(unit, 0, 8, lambda r: r.type in _UP and _covers(r, day)):
            head = steps[-1].end if steps else unit
            posts: list[Relation | None] = [post for post in self._commands(head) if _covers(post, day)]
            for post in posts or [None]:
                commander = post.start if post else None
                row = Commander(
                    level=len(steps),
                    head=head,
                    commander=commander,
                    title=str(post.properties["title"]) if post else "",
                    de_facto=_any(steps, "de_facto"),
                    disputed=_any([*steps, *([post] if post else [])], "disputed"),
                    claims=_claims([*steps, *([post] if post else [])]),
                )
                key = (len(steps), head, commander or "", _revs(steps), post.rev if post else "")
                found.append((key, row))
        return _sorted(found)

    def perpetrator_to_superior(self, incident: str, superior: str, day: str) -> tuple[Line, ...]:
        found: list[tuple[tuple[object, ...], Line]] = []
        if self._labels.get(superior) is not NodeLabel.PERSON:
            return ()
        for alleged, inner in self._alleged(incident):
            who = alleged.start
            if who == superior or self._labels[who] is not NodeLabel.PERSON:
                continue
            for steps, heads in self._lines(who, superior, day):
                row = Line(
                    perpetrator=who,
                    what=alleged.end,
                    degree=str(alleged.properties["degree"]),
                    steps=heads,
                    de_facto=_any(steps, "de_facto"),
                    disputed=_any([alleged, *inner, *steps], "disputed"),
                    claims=_claims([alleged, *inner, *steps]),
                )
                found.append(((len(steps), who, alleged.end, alleged.rev, _revs(inner), _revs(steps)), row))
        return _sorted(found)

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
        groups: dict[tuple[str, str], list[tuple[str, list[Relation]]]] = defaultdict(list)
        for incident in self._having(NodeLabel.INCIDENT):
            dates: list[Relation | None] = [r for r in self._out[incident] if r.type is RelationType.AT]
            for alleged, inner in self._alleged(incident):
                for unit, post in self._units_of(alleged.start):
                    for date in dates or [None]:
                        if post and date and not _overlap(post, date):
                            continue
                        rests_on = [alleged, *inner, *([post] if post else []), *([date] if date else [])]
                        groups[unit, _month(date)].append((incident, rests_on))
        return tuple(
            UnitMonth(
                unit=unit,
                month=month,
                incidents=tuple(sorted({incident for incident, _ in found})),
                disputed=any(_any(rests_on, "disputed") for _, rests_on in found),
                claims=_claims([relation for _, rests_on in found for relation in rests_on]),
            )
            for (unit, month), found in sorted(groups.items())
        )

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
            top = steps[-1].end
            heads = (who, *(step.end for step in steps))
            if top == superior:
                yield steps, heads
            for post in self._commands(top):
                if post.start == who or not _covers(post, day):
                    continue
                for over in self._paths(
                    post.start, 0, 3, lambda r: r.type is RelationType.REPORTS_TO and _covers(r, day)
                ):
                    if (over[-1].end if over else post.start) == superior:
                        yield [*steps, post, *over], (*heads, post.start, *(step.end for step in over))

    def _paths(self, start: str, least: int, most: int, follow: Follow) -> Iterator[list[Relation]]:
        """Every path along relations, none of them used twice in one path, as Cypher has it."""
        waiting: list[tuple[str, list[Relation]]] = [(start, [])]
        while waiting:
            at, steps = waiting.pop()
            if len(steps) >= least:
                yield steps
            if len(steps) < most:
                further = [r for r in self._out[at] if follow(r) and r not in steps]
                waiting += [(r.end, [*steps, r]) for r in further]


def _sorted(found: Sequence[tuple[tuple[object, ...], object]]) -> tuple:  # type: ignore[type-arg]  # rows of one kind
    return tuple(row for _, row in sorted(found, key=lambda pair: pair[0]))


def _covers(relation: Relation, day: str) -> bool:
    return _text(relation, "valid_from") <= day <= _text(relation, "valid_to")


def _overlap(one: Relation, other: Relation) -> bool:
    starts_in_time = _text(one, "valid_from") <= _text(other, "valid_to")
    return starts_in_time and _text(one, "valid_to") >= _text(other, "valid_from")


def _month(date: Relation | None) -> str:
    if date is None:
        return ""
    first, last = _text(date, "valid_from")[:7], _text(date, "valid_to")[:7]
    return first if first == last else ""


def _text(relation: Relation, name: str) -> str:
    return str(relation.properties[name])


def _texts(relation: Relation, name: str) -> set[str]:
    value = relation.properties[name]
    assert isinstance(value, list | tuple)
    return set(value)


def _any(relations: Sequence[Relation], name: str) -> bool:
    return any(relation.properties.get(name) is True for relation in relations)


def _claims(relations: Sequence[Relation]) -> tuple[str, ...]:
    return tuple(sorted({claim for relation in relations for claim in _texts(relation, "claims")}))


def _starts(relations: Sequence[Relation]) -> tuple[str, ...]:
    return tuple(sorted({relation.start for relation in relations}))


def _revs(relations: Sequence[Relation]) -> str:
    return "".join(relation.rev for relation in relations)
