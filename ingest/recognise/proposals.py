"""Proposals and the `annotations/1` derivative that keeps those of one text (docs/spec/annotations.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from evidence import canonical
from evidence.canonical import Json
from evidence.errors import MalformedError, NewerFormatError
from evidence.ids import DerivativeId, ProposalId, parse_id

KIND: Final = "annotations/1"
_MEMBERS: Final = {"kind", "text", "tool", "version", "parameters", "proposals"}
_PROPOSAL: Final = {"id", "page", "start", "end", "quote", "form", "value", "by"}


class Form(StrEnum):
    """What a proposal says its quote is."""

    PERSON = "person"
    ORGAN = "organ"
    PLACE = "place"
    FACILITY = "facility"
    RANK = "rank"
    POST = "post"
    DATE = "date"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A stretch of one page and what it may be; nothing until a person accepts it.

    `start` and `end` are code points of the page's text, `quote` what stands there, `value` the canonical form (an id
    of the gazetteer, EDTF, `BY-CC:342`, a name key), `by` the extractor, `label` a word for the reader.
    """

    id: ProposalId
    page: int
    start: int
    end: int
    quote: str
    form: Form
    value: str
    by: str
    label: str | None = None

    def __post_init__(self) -> None:
        if self.page < 1 or not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise MalformedError(
                "a proposal whose quote is not as long as its place, or on no page", hint="pages start at 1"
            )
        if not self.value or not self.by or self.label == "":
            raise MalformedError("a proposal with an empty value, extractor or label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """All that one run of the recognisers found in one `text` derivative."""

    text: DerivativeId
    tool: str
    version: str
    parameters: Mapping[str, str]
    proposals: tuple[Proposal, ...]


def encode(annotations: Annotations) -> bytes:
    """The derivative's bytes, as the vault keeps them."""
    return canonical.encode(
        {
            "kind": KIND,
            "text": annotations.text,
            "tool": annotations.tool,
            "version": annotations.version,
            "parameters": dict(annotations.parameters),
            "proposals": [_proposal_json(proposal) for proposal in annotations.proposals],
        }
    )


def decode(untrusted: bytes) -> Annotations:
    """The annotations these bytes write; MalformedError if they are not exactly what `encode` writes."""
    members = canonical.decode_object(untrusted)
    kind = members.get("kind")
    if isinstance(kind, str) and kind.startswith("annotations/") and kind != KIND:
        raise NewerFormatError("an annotations derivative of another version than annotations/1")
    if kind != KIND or members.keys() != _MEMBERS:
        raise MalformedError("not an annotations/1 derivative")
    parameters, proposals = members["parameters"], members["proposals"]
    if not isinstance(parameters, Mapping) or not isinstance(proposals, list):
        raise MalformedError("annotations need parameters and a list of proposals")
    return Annotations(
        text=DerivativeId(parse_id(_string(members["text"]))),
        tool=_string(members["tool"]),
        version=_string(members["version"]),
        parameters={name: _string(value) for name, value in parameters.items()},
        proposals=tuple(_parse_proposal(row) for row in proposals),
    )


def _proposal_json(proposal: Proposal) -> dict[str, Json]:
    members: dict[str, Json] = {
        "id": proposal.id,
        "page": proposal.page,
        "start": proposal.start,
        "end": proposal.end,
        "quote": proposal.quote,
        "form": str(proposal.form),
        "value": proposal.value,
        "by": proposal.by,
    }
    if proposal.label is not None:
        members["label"] = proposal.label
    return members


def _parse_proposal(untrusted: Json) -> Proposal:
    if not isinstance(untrusted, Mapping) or untrusted.keys() - {"label"} != _PROPOSAL:
        raise MalformedError("a proposal needs id, page, start, end, quote, form, value, by, and may have a label")
    form = _string(untrusted["form"])
    if form not in set(Form):
        raise MalformedError("a proposal of a form that annotations/1 does not have")
    return Proposal(
        id=ProposalId(parse_id(_string(untrusted["id"]))),
        page=_int(untrusted["page"]),
        start=_int(untrusted["start"]),
        end=_int(untrusted["end"]),
        quote=_string(untrusted["quote"]),
        form=Form(form),
        value=_string(untrusted["value"]),
        by=_string(untrusted["by"]),
        label=_string(untrusted["label"]) if "label" in untrusted else None,
    )


def _string(untrusted: Json) -> str:
    if not isinstance(untrusted, str):
        raise MalformedError("not a text where annotations/1 has one")
    return untrusted


def _int(untrusted: Json) -> int:
    # To Python the JSON value `true` is an int.
    if not isinstance(untrusted, int) or isinstance(untrusted, bool):
        raise MalformedError("not a whole number where annotations/1 has one")
    return untrusted
