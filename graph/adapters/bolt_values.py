"""What comes over Bolt, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import neo4j
from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time

from evidence.canonical import Json
from evidence.errors import QuestionError
from graph.ports import Plain


def plain_row(record: neo4j.Record) -> dict[str, Plain]:
    """A row of an answer: nodes and relations become their properties with their label or type."""
    return {key: plain(record[key]) for key in record.keys()}  # noqa: SIM118 - iterating a record gives its values


def plain(untrusted: object) -> Plain:
    """One value of an answer; QuestionError for a kind that has no plain form."""
    match untrusted:
        case None | bool() | int() | float() | str():
            return untrusted
        case list() | tuple():
            return [plain(item) for item in untrusted]
        case Node():
            return {"label": sorted(untrusted.labels)[0] if untrusted.labels else "", **_properties(untrusted)}
        case Relationship():
            return {"type": untrusted.type, **_properties(untrusted)}
        case Path():
            return [plain(node) for node in untrusted.nodes] + [plain(step) for step in untrusted.relationships]
        case dict():
            return {str(key): plain(value) for key, value in untrusted.items()}
        case Date() | DateTime() | Time() | Duration():
            return untrusted.iso_format()
        case _:
            raise QuestionError("the answer holds a value that cannot be shown")


def scalar(untrusted: object) -> Mapping[str, Json]:
    """The stored properties of a node or relation; what the schema never writes is refused by the dump's JSON."""
    if not isinstance(untrusted, Mapping):
        raise QuestionError("the answer holds a value that cannot be shown")
    return cast("Mapping[str, Json]", dict(untrusted))


def _properties(entity: Node | Relationship) -> dict[str, Plain]:
    return {str(key): plain(value) for key, value in entity.items()}
