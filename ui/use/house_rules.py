"""The rules of the house: who works here in which roles, how many must stand for a disclosure, who reviews."""

from __future__ import annotations

import re
from dataclasses import replace

from evidence.custody.policy import Person, Policy, Role
from evidence.custody.signature import person_key
from evidence.errors import MalformedError
from evidence.ids import PersonKey
from evidence.ports import Signer
from ui.session import Session
from ui.use.given import all_of

_PUBLIC = re.compile(r"[0-9a-f]{64}")


def newcomer(person: str, recipient: str, public: str, roles: str) -> Person:
    """A person as `identity show` prints one; MalformedError if the parts do not belong together."""
    if not _PUBLIC.fullmatch(public):
        raise MalformedError(
            "a public signing key is 64 hexadecimal digits", hint="copy all three lines of `sviedka identity show`"
        )
    key = bytes.fromhex(public)
    if person_key(key) != person:
        # A slip in copying would admit somebody else, or nobody, and every signature of theirs would be void.
        raise MalformedError(
            "the public key is not that of this person", hint="copy all three lines of `sviedka identity show`"
        )
    words = [word.strip() for word in roles.split(",")]
    return Person(key=PersonKey(person), recipient=recipient, public=key, roles=frozenset(all_of(Role, words, "role")))


def admit(session: Session, person: Person, root: Signer) -> Policy:
    """Let this person work here, or change the roles of one; NotAllowedError for another root key."""
    known = session.workspace.policy.persons.get(person.key)
    if known is not None and known.recipient != person.recipient:
        raise MalformedError(
            f"{person.key} has another recipient line", hint="copy all three lines of `sviedka identity show`"
        )
    made = session.workspace.admit(person, root)
    session.refresh()
    return made


def amend(session: Session, root: Signer, *, approvals: int | None, reviews: str | None) -> Policy:
    """Change how many persons must stand for a disclosure (1 or 2), and whether claims are reviewed (yes or no)."""
    if approvals not in (None, 1, 2):
        raise MalformedError("a disclosure asks for 1 or 2 approvals", hint="--approvals 1, or --approvals 2")
    if reviews not in (None, "yes", "no"):
        raise MalformedError("reviews are yes or no", hint="--reviews yes, or --reviews no")
    now = session.workspace.policy
    wanted = replace(
        now,
        approvals=now.approvals if approvals is None else approvals,
        needs_review=now.needs_review if reviews is None else reviews == "yes",
    )
    if wanted == now:
        return now
    made = session.workspace.amend(wanted, root)
    session.refresh()
    return made


def rows(session: Session) -> list[dict[str, object]]:
    """The policy as it is, one row a rule and a person."""
    policy = session.workspace.policy
    persons: list[dict[str, object]] = [
        {"what": person.key, "value": ", ".join(sorted(role.value for role in person.roles))}
        for person in sorted(policy.persons.values(), key=lambda one: one.key)
    ]
    return [
        {"what": "version", "value": policy.version},
        {"what": "approvals of a disclosure", "value": policy.approvals},
        {"what": "claims are reviewed", "value": "yes" if policy.needs_review else "no"},
        *persons,
    ]
