"""What a person says about material: descriptions, sources, heads, claims from words on a page."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import msgspec

from evidence.casefile.numbers import code_of
from evidence.decide import source_of_code
from evidence.errors import MalformedError, UnknownReferenceError, UsageError
from evidence.ids import ID, ProposalId, RecordId
from evidence.model.claim import AnySelector, Citation, Claim
from evidence.model.decision import Description
from evidence.model.heads import Act, Head, Incident, Person, Place, Source, Unit
from evidence.model.statement import AnyStatement, Statement
from evidence.model.values import Basis, SourceId, Text
from evidence.when import When, dec_hook, enc_hook
from ui.session import Session
from ui.use.given import one_of

HEADS: Mapping[str, type[Head]] = {"person": Person, "unit": Unit, "place": Place, "incident": Incident, "act": Act}
_SHOWN = re.compile(r"\[U\+(10[0-9A-F]{4}|[1-9A-F][0-9A-F]{4}|[0-9A-F]{4})\]")
"""How a sign that would not be seen is printed."""
_HEAD_OF_PREFIX: Mapping[str, type[Head]] = {"per": Person, "unt": Unit, "plc": Place, "inc": Incident, "act": Act}


def describe(session: Session, exhibit: str, *, title: str, lang: str, **rest: Any) -> Description:  # noqa: ANN401
    """Describe an exhibit; a new description replaces the one before."""
    found = session.exhibit(exhibit)
    date, fact = rest.pop("date", None), rest.pop("fact", None)
    fields = {
        "exhibit": found.id,
        "title": Text(lang=lang, text=title),
        "date": When.parse(date) if date else None,
        "fact_to_prove": fact,
        **rest,
    }
    before = [one for one in session.standing.live(Description) if one.exhibit == found.id]
    return session.hand.record(Description, replaces=tuple(one.id for one in before), **fields)


def say_of_source(session: Session, code: str, *, derives_from: Sequence[str] | None = None, **said: Any) -> Source:  # noqa: ANN401
    """The source of this code with what is said of it now; None stays as it was. UsageError: a new one has no sort."""
    changes = {name: value for name, value in said.items() if value is not None}
    if derives_from is not None:
        origins = [session.source_record(one) for one in derives_from]
        changes["derives_from"] = tuple(session.source_line(origin) for origin in origins)
    known = source_of_code(session.standing, code)
    if known is not None:
        return session.hand.amend(known, **changes)
    if "sort" not in changes:
        raise UsageError("a new source needs its sort", hint="add --sort: `sviedka source add --help` lists them")
    return session.hand.source(code, **changes)


def describing(session: Session, exhibit: str) -> Description | None:
    """The live description of an exhibit, the latest where two contest."""
    found = [one for one in session.standing.live(Description) if one.exhibit == exhibit]
    return found[-1] if found else None


def forms() -> Mapping[str, type[Statement]]:
    """The forms of statement by name."""
    return {str(form.__struct_config__.tag): form for form in AnyStatement.__args__}


def statement(session: Session, form: str, values: Mapping[str, str]) -> Statement:
    """A statement from texts: heads by id or label, dates as EDTF, periods as `start/end` with `..` for not known."""
    kind = forms().get(form)
    if kind is None:
        raise MalformedError("no such form of statement", hint=f"one of: {', '.join(sorted(forms()))}")
    return _stated(session, kind, {}, values)


def restated(session: Session, says: Statement, values: Mapping[str, str]) -> Statement:
    """The statement with these fields said otherwise; an empty text takes out what may be left out."""
    return _stated(session, type(says), msgspec.to_builtins(says, enc_hook=enc_hook), values)


def _stated(session: Session, kind: type[Statement], said: dict[str, object], values: Mapping[str, str]) -> Statement:
    form = str(kind.__struct_config__.tag)
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    unknown = set(values) - set(fields)
    if unknown:
        raise MalformedError(f"{form} has no such field", hint=f"its fields: {', '.join(fields)}")
    body: dict[str, object] = {**said, "form": form}
    for name, value in values.items():
        if said and not value and not fields[name].required:
            body.pop(name, None)
        else:
            body[name] = _value(session, fields[name].type, name, value)
    try:
        return msgspec.convert(body, kind, dec_hook=dec_hook)
    except msgspec.ValidationError as error:
        missing = [name for name, field in fields.items() if field.required and name not in body]
        hint = f"missing: {', '.join(missing)}" if missing else f"its fields: {', '.join(fields)}"
        raise MalformedError(f"no {form} can be made of these fields", hint=hint) from error


def claim(
    session: Session,
    says: Statement,
    cites: Sequence[Citation],
    *,
    said_by: SourceId,
    basis: Basis,
    denies: bool = False,
    told_by: SourceId | None = None,
    credibility: int | None = None,
    via: ProposalId | None = None,
) -> Claim:
    """Make a claim; every quote is checked where it says it stands."""
    return session.hand.record(
        Claim,
        says=says,
        cites=tuple(cites),
        said_by=said_by,
        basis=basis,
        denies=denies,
        told_by=told_by,
        credibility=credibility,
        via=via,
    )


def cite(session: Session, exhibit: str, page: int, quote: str, start: int | None = None) -> Citation:
    """Words on a page of the newest text of an exhibit; the citation holds them as the page has them.

    What was typed may have a blank where the page has a line break, and `[U+0002]` where it was shown so.
    """
    found = session.exhibit(exhibit)
    text = session.text(found.id)
    return session.hand.cite(found.id, text, page, _as_it_stands(session.texts.page(text, page), quote, start), start)


def _as_it_stands(page: str, typed: str, start: int | None) -> str:
    """The page's own characters, where what was typed means exactly one stretch of it; else what was typed."""
    if not typed.strip() or typed in page:
        return typed
    parts = (re.escape(_SHOWN.sub(lambda sign: chr(int(sign[1], 16)), word)) for word in typed.split())
    pattern = re.compile(r"\s+".join(parts))
    found = [match[0] for match in pattern.finditer(page) if start is None or match.start() == start]
    return found[0] if len(found) == 1 else typed


def cite_place(session: Session, exhibit: str, at: AnySelector, quote: str) -> Citation:
    """A region, time or cell that no text derivative counts; the quote is what the person read or heard."""
    return Citation(exhibit=session.exhibit(exhibit).id, text=None, at=at, quote=quote)


def claim_named(session: Session, untrusted: str) -> Claim:
    """The claim of this number or id; UnknownReferenceError, also for another kind of record."""
    record = session.standing.record(session.named(untrusted))
    if not isinstance(record, Claim):
        raise UnknownReferenceError(f"{record.id} is no claim", hint="`sviedka claim list` shows them")
    return record


def place_of(session: Session, cited: Citation) -> str:
    """`A-000123.004`, or the number alone where the citation has no page."""
    number = session.standing.holdings.exhibit(cited.exhibit).number
    return number if cited.page is None else f"{number}.{cited.page:03}"


def number_of(session: Session, record: RecordId) -> str:
    """How people name a record: `C-0412`."""
    return code_of(session.standing, record)


def _value(session: Session, wanted: Any, name: str, value: str) -> object:  # noqa: ANN401 - a type, or a union of some
    for one in (wanted, *get_args(wanted)):
        if isinstance(one, type) and issubclass(one, enum.Enum):
            return one_of(one, value, name).value
    kind = str(wanted)
    if "Period" in kind:
        start, slash, end = value.partition("/")
        if not slash:
            raise MalformedError(f"{name} is a period", hint="write start/end; `..` where one is not known")
        return [None if day in ("..", "") else day for day in (start, end)]
    if "bool" in kind:
        if value not in ("yes", "no"):
            raise MalformedError(f"{name} is yes or no", hint=f"{name}=yes, or {name}=no")
        return value == "yes"
    if "tuple" in kind:
        return [head_line(session, one.strip()) for one in value.split(",") if one.strip()]
    if "Id" in kind and "Exhibit" in kind:
        return session.exhibit(value).id
    if "Id" in kind:
        return head_line(session, value)
    return value


def head_line(session: Session, named: str) -> str:
    """How records name the head of this id or label, whatever its kind."""
    prefix = named.partition("_")[0]
    if prefix in _HEAD_OF_PREFIX and ID.fullmatch(named):
        # Made in this very batch, it is not standing yet; whether it exists is checked when the claim is made.
        return session.standing.line(RecordId(named)) if session.standing.holds(RecordId(named)) else named
    found = {
        session.standing.line(head.id)
        for kind in HEADS.values()
        for head in session.standing.live(kind)
        if head.label == named
    }
    if len(found) != 1:
        raise UnknownReferenceError(
            f"{len(found)} heads have that label", hint="name it by its id: `sviedka head list`"
        )
    return found.pop()
