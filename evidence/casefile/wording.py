"""A claim in one plain English sentence, for lists and cards; the record itself is what counts."""

from __future__ import annotations

from evidence.model.claim import Claim
from evidence.model.statement import (
    AnyStatement,
    Attribute,
    Authenticates,
    Context,
    Crossed,
    Did,
    Happened,
    Held,
    Knew,
    Located,
    Named,
    Ordered,
    PartOf,
    Posted,
    ReportsTo,
    Role,
    Says,
    TookPart,
)
from evidence.standing import Standing
from evidence.when import Period

_ROLES = {
    Role.VICTIM: "is named as a victim of",
    Role.ALLEGED_PERPETRATOR: "is alleged to have taken part in",
    Role.PRESENT: "was present at",
    Role.ASSISTED: "assisted in",
}


def says(claim: Claim, standing: Standing) -> str:
    """What the claim says, with labels for heads; `Denied:` in front where the source denies it."""
    words = _words(claim.says, standing)
    return f"Denied: {words}" if claim.denies else words


def _words(said: AnyStatement, standing: Standing) -> str:
    name = standing.label
    match said:
        case Named():
            return f"{name(said.entity)} is called “{said.name}” ({said.sort.value})"
        case Attribute():
            return f"{name(said.entity)}: {said.key.value} {said.value}"
        case Posted():
            what = "commanded" if said.commands else "served in"
            return f"{name(said.person)} {what} {name(said.unit)} as {said.title}{period(said.period)}"
        case PartOf():
            return f"{name(said.unit)} was part of {name(said.parent)}{period(said.period)}"
        case ReportsTo():
            how = "reported in fact to" if said.de_facto else "reported to"
            return f"{name(said.subordinate)} {how} {name(said.superior)}{period(said.period)}"
        case Located():
            return f"{name(said.entity)} was in {name(said.place)}{period(said.period)}"
        case Happened():
            where = f" at {name(said.place)}" if said.place else ""
            return f"{name(said.incident)} happened {said.when}{where}"
        case Did():
            where = f" at {name(said.place)}" if said.place else ""
            how = f", {said.method}" if said.method else ""
            return f"{name(said.act)}: {said.act_kind}{how}, {said.when}{where}"
        case TookPart():
            degree = f" ({said.degree.value.replace('_', ' ')})" if said.degree else ""
            return f"{name(said.who)} {_ROLES[said.role]} {name(said.what)}{degree}"
        case _:
            return _further_words(said, standing)


def _further_words(said: AnyStatement, standing: Standing) -> str:
    name = standing.label
    match said:
        case Held():
            cell = f", cell {said.cell}" if said.cell else ""
            return f"{name(said.person)} was held at {name(said.place)}{cell}{period(said.period)}"
        case Crossed():
            how = "was made to cross" if said.coerced else "crossed"
            return f"{name(said.person)} {how} at {name(said.point)}, {said.when}: {said.from_state} to {said.to_state}"
        case Ordered():
            return f"{name(said.person)} is alleged to have ordered, {said.when}: {said.content} ({name(said.what)})"
        case Knew():
            return f"{name(said.person)} had notice of {name(said.what)}, {said.when}: {said.means}"
        case Context():
            return f"{said.text}{period(said.period) if said.period else ''}"
        case Authenticates():
            return f"{said.aspect.value} of an exhibit tested by {said.method}: {said.result}"
        case Says():
            return said.text
        case _:
            raise TypeError("a form of statement without words")


def period(when: Period) -> str:
    """`, 2020-08-09 to 2020-08-12`; nothing where neither end is known."""
    if when.start is None and when.end is None:
        return ""
    start = when.start.text if when.start else "not known"
    end = when.end.text if when.end else "not known"
    return f", {start} to {end}"
