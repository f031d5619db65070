"""What a claim says, in the words of the file's language, with working labels for heads and without its dates."""

from __future__ import annotations

from evidence.casefile import english as e
from evidence.casefile.matter import Matter
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
    Says,
    TookPart,
)
from evidence.when import Period, When


def told(matter: Matter, claim: Claim) -> str:
    """What the claim says; "Denied:" in front where the source denies it."""
    words = _told(matter, claim.says)
    return matter.say(e.T_DENIED, what=words) if claim.denies else words


def dated(claim: Claim) -> When | Period | None:
    """The date or period that the claim gives."""
    match claim.says:
        case Happened(when=when) | Did(when=when) | Crossed(when=when) | Ordered(when=when) | Knew(when=when):
            return when
        case (
            Held(period=period)
            | Posted(period=period)
            | PartOf(period=period)
            | ReportsTo(period=period)
            | Located(period=period)
        ):
            return period
        case Context(period=between):
            return between
        case _:
            return None


def shown(matter: Matter, when: When | Period | None) -> str:
    """A date or period as its source gives it: `2020-08-10 – 2020-08-11`, `from 2020-01-09`; nothing made exacter."""
    match when:
        case When():
            return when.text.replace("/", " – ")
        case Period(start=When() as start, end=When() as end):
            return start.text if start == end else matter.say(e.FROM_TO, start=start.text, end=end.text)
        case Period(start=When() as start):
            return matter.say(e.FROM_ON, start=start.text)
        case Period(end=When() as end):
            return matter.say(e.UNTIL, end=end.text)
        case _:
            return matter.say(e.DATES_NOT_GIVEN)


def took_part(matter: Matter, says: TookPart) -> str:
    """The role, and the degree where one is given."""
    role = matter.say(e.ROLES[says.role])
    return f"{role}, {matter.say(e.DEGREES[says.degree])}" if says.degree else role


def _told(matter: Matter, says: AnyStatement) -> str:
    say, label = matter.say, matter.label
    match says:
        case Named():
            sort = say(e.NAME_SORTS[says.sort])
            return say(e.T_NAMED, who=label(says.entity), name=says.name, sort=sort)
        case Attribute():
            return say(e.T_ATTRIBUTE, who=label(says.entity), key=say(e.ATTRIBUTES[says.key]), value=says.value)
        case Posted():
            words = e.T_COMMANDED if says.commands else e.T_POSTED
            return say(words, who=label(says.person), title=says.title, unit=label(says.unit))
        case PartOf():
            return say(e.T_PART_OF, unit=label(says.unit), parent=label(says.parent))
        case ReportsTo():
            words = e.T_REPORTS_IN_FACT if says.de_facto else e.T_REPORTS
            return say(words, who=label(says.subordinate), whom=label(says.superior))
        case Located():
            return say(e.T_LOCATED, what=label(says.entity), place=label(says.place))
        case Context() | Says():
            return says.text
        case Authenticates():
            return _authenticates(matter, says)
        case _:
            return _told_of_events(matter, says)


def _told_of_events(matter: Matter, says: Happened | Did | TookPart | Held | Crossed | Ordered | Knew) -> str:
    say, label = matter.say, matter.label
    match says:
        case Happened():
            at = label(says.place) if says.place else ""
            return say(e.T_HAPPENED_AT if at else e.T_HAPPENED, what=label(says.incident), place=at)
        case Did():
            method = say(e.T_METHOD, method=says.method) if says.method else ""
            place = say(e.T_AT, place=label(says.place)) if says.place else ""
            return say(e.T_DID, what=label(says.act), kind=says.act_kind) + method + place
        case TookPart():
            return say(e.T_TOOK_PART, who=label(says.who), role=took_part(matter, says), what=label(says.what))
        case Held():
            cell = say(e.T_CELL, cell=says.cell) if says.cell else ""
            ground = say(e.T_GROUND, ground=says.legal_ground) if says.legal_ground else ""
            return say(e.T_HELD, who=label(says.person), place=label(says.place)) + cell + ground
        case Crossed():
            where = {"place": label(says.point), "start": says.from_state, "end": says.to_state}
            coerced = say(e.T_COERCED) if says.coerced else ""
            return say(e.T_CROSSED, who=label(says.person), **where) + coerced
        case Ordered():
            return say(e.T_ORDERED, who=label(says.person), content=says.content, what=label(says.what))
        case Knew():
            return say(e.T_KNEW, who=label(says.person), what=label(says.what), means=says.means)


def _authenticates(matter: Matter, says: Authenticates) -> str:
    exhibit = matter.papers.handed.get(says.exhibit)
    number = exhibit.number if exhibit else matter.say(e.NOT_HANDED)
    return matter.say(
        e.T_AUTHENTICATES, aspect=says.aspect.value, exhibit=number, method=says.method, result=says.result
    )
