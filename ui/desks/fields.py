"""The claim form: which fields each form of statement has, and from filled-in fields to a statement."""

from __future__ import annotations

from collections.abc import Mapping

from evidence.errors import UnknownReferenceError
from evidence.ids import RecordId
from evidence.model import heads
from evidence.model.statement import AttributeKey, Degree, NameSort, Role, Statement
from evidence.words import marked as _
from ui.session import Session
from ui.use import material
from ui.views.common import Choice
from ui.views.review import Field, FieldKind, Form

_PERIOD_START, _PERIOD_END = "period_start", "period_end"
_LANGUAGES = ("und", "be", "ru", "uk", "pl", "lt", "en")


def forms(session: Session) -> tuple[Form, ...]:
    """The forms a person can fill in here, with the heads that are known."""
    known = _Known(session)
    return (*_plain_forms(known), *_command_forms(known), *_event_forms(known))


class _Known:
    """The heads there are, as choices."""

    def __init__(self, session: Session) -> None:
        self.people = _choices(session, heads.Person)
        self.units = _choices(session, heads.Unit)
        self.places = _choices(session, heads.Place)
        self.incidents = _choices(session, heads.Incident)
        self.acts = _choices(session, heads.Act)
        self.who = (*self.people, *self.units)
        self.events = (*self.acts, *self.incidents)
        self.all = (*self.who, *self.places, *self.events)


def _plain_forms(known: _Known) -> tuple[Form, ...]:
    about = _head("entities", _("About"), known.all, required=False)
    sorts, keys = [sort.value for sort in NameSort], [key.value for key in AttributeKey]
    entity = _head("entity", _("Who or what"), known.all)
    name = (_text("name", _("Name as it stands")), _choice("lang", _("Language"), _LANGUAGES))
    value = (_choice("key", _("Property"), keys), _text("value", _("Value, dates as EDTF")))
    return (
        Form(id="says", label=_("Says"), fields=(_text("text", _("What it says")), about)),
        Form(id="named", label=_("Named"), fields=(entity, *name, _choice("sort", _("Sort"), sorts))),
        Form(id="attribute", label=_("Attribute"), fields=(entity, *value)),
    )


def _command_forms(known: _Known) -> tuple[Form, ...]:
    commands = Field(key="commands", label=_("The post commands the unit"), kind=FieldKind.YES)
    de_facto = Field(key="de_facto", label=_("In fact, not by law"), kind=FieldKind.YES)
    post = (_head("person", _("Who"), known.people), _head("unit", _("Unit"), known.units), _text("title", _("Post")))
    over = (_head("subordinate", _("Who"), known.who), _head("superior", _("To whom"), known.who))
    parts = (_head("unit", _("Unit"), known.units), _head("parent", _("Part of"), known.units))
    given = (_head("person", _("Who ordered"), known.people), _text("content", _("Content")), _date("when", _("When")))
    target = _head("what", _("Act, incident or unit"), (*known.events, *known.units))
    return (
        Form(id="posted", label=_("Posted"), fields=(*post, commands, *_period())),
        Form(id="reports_to", label=_("Reports to"), fields=(*over, *_period(), de_facto)),
        Form(id="part_of", label=_("Part of"), fields=(*parts, *_period())),
        Form(id="ordered", label=_("Ordered"), fields=(*given, target)),
    )


def _event_forms(known: _Known) -> tuple[Form, ...]:
    roles, degrees = [role.value for role in Role], [degree.value for degree in Degree]
    incident, when = _head("incident", _("Incident"), known.incidents), _date("when", _("When"))
    where = _head("place", _("Where"), known.places, required=False)
    kind, how = _text("act_kind", _("What was done")), _text("method", _("How"), required=False)
    stay = (_text("cell", _("Prison cell"), required=False), _text("legal_ground", _("Legal ground"), required=False))
    held = (_head("person", _("Who"), known.people), _head("place", _("Where"), known.places))
    part = (_head("who", _("Who"), known.who), _head("what", _("Act or incident"), known.events))
    role = (_choice("role", _("Part"), roles), _choice("degree", _("Degree"), degrees, required=False))
    lies = (_head("entity", _("Unit or place"), (*known.units, *known.places)), _head("place", _("In"), known.places))
    return (
        Form(id="held", label=_("Held"), fields=(*held, *_period(), *stay)),
        Form(id="happened", label=_("Happened"), fields=(incident, when, where)),
        Form(id="did", label=_("Did"), fields=(_head("act", _("Act"), known.acts), incident, kind, when, where, how)),
        Form(id="took_part", label=_("Took part"), fields=(*part, *role)),
        Form(id="located", label=_("Located"), fields=(*lies, *_period())),
    )


def statement(session: Session, form: str, values: Mapping[str, str]) -> Statement:
    """The statement of these values; a label that no head has makes a new head, in the same commit."""
    wanted = {field.key: field for one in forms(session) if one.id == form for field in one.fields}
    filled = {key: value for key, value in values.items() if value or wanted[key].kind is FieldKind.YES}
    if _PERIOD_START in wanted:
        start, end = filled.pop(_PERIOD_START, ""), filled.pop(_PERIOD_END, "")
        filled["period"] = f"{start or '..'}/{end or '..'}"
    for key, field in wanted.items():
        if field.kind is FieldKind.YES:
            filled[key] = "yes" if filled.get(key) == "yes" else "no"
        elif field.kind is FieldKind.HEAD and key in filled:
            filled[key] = _known_or_new(session, field, filled[key])
    if form == "says":
        filled.setdefault("entities", "")
    return material.statement(session, form, filled)


def _known_or_new(session: Session, field: Field, value: str) -> str:
    if any(choice.id == value for choice in field.choices):
        return value
    kinds = _KIND_OF_FIELD.get(field.key)
    if kinds is None:
        raise UnknownReferenceError("no such head", hint="make it first: a label does not say of what kind it is")
    return session.hand.head(kinds, value).id


_KIND_OF_FIELD: Mapping[str, type[heads.Head]] = {
    "person": heads.Person,
    "unit": heads.Unit,
    "parent": heads.Unit,
    "place": heads.Place,
    "incident": heads.Incident,
    "act": heads.Act,
}


def _choices(session: Session, kind: type[heads.Head]) -> tuple[Choice, ...]:
    lines = {session.standing.line(RecordId(head.id)): head.label for head in session.standing.live(kind)}
    return tuple(sorted((Choice(id=line, label=label) for line, label in lines.items()), key=lambda one: one.label))


def _head(key: str, label: str, choices: tuple[Choice, ...], *, required: bool = True) -> Field:
    return Field(key=key, label=label, kind=FieldKind.HEAD, choices=choices, required=required)


def _text(key: str, label: str, *, required: bool = True) -> Field:
    return Field(key=key, label=label, kind=FieldKind.TEXT, required=required)


def _date(key: str, label: str) -> Field:
    return Field(key=key, label=label, kind=FieldKind.DATE, required=True)


def _choice(key: str, label: str, values: list[str] | tuple[str, ...], *, required: bool = True) -> Field:
    choices = tuple(Choice(id=value, label=value.replace("_", " ")) for value in values)
    return Field(key=key, label=label, kind=FieldKind.CHOICE, choices=choices, required=required)


def _period() -> tuple[Field, Field]:
    return (
        Field(key=_PERIOD_START, label=_("From"), kind=FieldKind.DATE),
        Field(key=_PERIOD_END, label=_("To"), kind=FieldKind.DATE),
    )
