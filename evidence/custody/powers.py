"""Whose records count: what the policy in force allowed an author, and where removed persons and devices end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from evidence.custody.entry import Entry, Opened
from evidence.custody.policy import Policy
from evidence.digest import Sha256
from evidence.errors import MalformedError
from evidence.ids import PersonKey


class Powers:
    """All policies that are known, and where the logs name them; neither comes in any order."""

    def __init__(self) -> None:
        self._policies: dict[Sha256, Policy] = {}
        self._named: dict[str, dict[int, Sha256]] = defaultdict(dict)

    @property
    def newest(self) -> Policy | None:
        """The policy of the highest version."""
        return max(self._policies.values(), key=lambda policy: policy.version, default=None)

    def add(self, policies: Iterable[Policy]) -> bool:
        """Take policies; returns whether one of them is new."""
        known = len(self._policies)
        self._policies |= {policy.sha256: policy for policy in policies}
        return len(self._policies) > known

    def name(self, opened: Opened) -> None:
        """Take a `policy` entry: from there on its log stands under the policy that it names."""
        digest = opened.private.get("sha256")
        if not isinstance(digest, str):
            raise MalformedError(f"entry {opened.entry.seq}: a policy entry without its digest")
        self._named[opened.entry.device][opened.entry.seq] = Sha256(digest)

    def count(self, entry: Entry, author: PersonKey, kind: str) -> bool:
        """Whether a record of this author and kind counts where this entry holds it.

        The author has the role in the last policy before it in the same log, and no policy of any version ends the
        author or the device at or before this place.
        """
        named = self._named.get(entry.device, {})
        before = max((seq for seq in named if seq < entry.seq), default=None)
        policy = self._policies.get(named[before]) if before is not None else None
        if policy is None or not policy.may_make(author, kind):
            return False
        subjects = (author, entry.device)
        ends = [known.ends_at(one, entry.device) for known in self._policies.values() for one in subjects]
        return all(end is None or entry.seq < end for end in ends)
