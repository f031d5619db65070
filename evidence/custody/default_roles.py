"""What each role opens and records unless an organisation's policy says otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from evidence.custody.policy import COMPARTMENTS, Grant, Role
from evidence.ids import PREFIX

_SHARED = frozenset({"description", "dismissal", "translation", "withdrawal", "redaction", "review"})
_FINDING = frozenset({"person", "unit", "place", "incident", "act", "claim", "judgement"})
_SOURCES = frozenset({"source", "account", "consent"})
_BUILDING = frozenset(
    {"bearing", "allegation", "assessment", "case_file", "passage", "override", "disclosure"},
)

DEFAULT_ROLES: Mapping[Role, Grant] = {
    Role.INVESTIGATOR: Grant(
        compartments=frozenset({"open", "case", "protected"}), records=_SHARED | _FINDING | _SOURCES
    ),
    Role.LAWYER: Grant(
        compartments=frozenset({"open", "case", "protected"}), records=_SHARED | _FINDING | _SOURCES | _BUILDING
    ),
    Role.CUSTODIAN: Grant(
        compartments=frozenset(COMPARTMENTS),
        records=_SHARED | _SOURCES | frozenset({"identity_key", "disclosure"}),
    ),
    Role.PROSECUTOR: Grant(compartments=frozenset({"open", "case"}), records=frozenset()),
    Role.RECOVERY: Grant(compartments=frozenset(COMPARTMENTS), records=frozenset()),
}

ALL_KINDS = frozenset(PREFIX)
"""Every kind of record; together the roles cover them all."""
