"""The tree over a log: RFC 9162 (and RFC 6962), section 2.1, with SHA-256.

A root of 32 bytes stands for every entry and their order; a proof of some dozen hashes shows that one entry is among
them, or that an older root stands for a beginning of the newer one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from evidence.errors import MalformedError

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """RFC 9162, 2.1.1: leaves and nodes are hashed with different prefixes, so that neither passes for the other."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """All hashes of a growing tree: 64 bytes a leaf. A root, once given, is the root of that size for ever."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        # Level k holds the hashes of all complete subtrees of 2^k leaves, one after another.
        self._levels: list[bytearray] = [bytearray()]
        self._size = 0
        self.extend(leaves)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return self._size

    def append(self, content: bytes) -> None:
        """Add one leaf, given as the entry's line."""
        self.append_hash(leaf_hash(content))

    def extend(self, contents: Iterable[bytes]) -> None:
        """Add leaves in order."""
        for content in contents:
            self.append_hash(hashlib.sha256(b"\x00" + content).digest())

    def append_hash(self, hashed: bytes) -> None:
        """Add one leaf of which only the leaf hash is known."""
        levels, level, index = self._levels, 0, self._size
        levels[0] += hashed
        while index & 1:
            # The last two hashes of this level have become a whole node.
            hashed = hashlib.sha256(b"\x01" + levels[level][-2 * HASH_BYTES :]).digest()
            level += 1
            index >>= 1
            if level == len(levels):
                levels.append(bytearray())
            levels[level] += hashed
        self._size += 1

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves (all of them by default); RFC 9162, 2.1.1."""
        size = self._checked_size(size)
        return self._range(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """PATH(index, D[size]) of RFC 9162, 2.1.3.1: the hashes from the leaf's sibling up to the root."""
        size = self._checked_size(size)
        if not 0 <= index < size:
            raise MalformedError("no leaf of this index in a tree of this size")
        start, end = 0, size
        path: list[bytes] = []
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(start, middle))
                start = middle
        return tuple(reversed(path))

    def consistency(self, old: int, new: int | None = None) -> tuple[bytes, ...]:
        """PROOF(old, D[new]) of RFC 9162, 2.1.4.1; empty when the sizes are equal or the old one is 0."""
        new = self._checked_size(new)
        if not 0 <= old <= new:
            raise MalformedError("an older tree is not larger than the newer one")
        if old in (0, new):
            return ()
        start, end, known = 0, new, True
        path: list[bytes] = []
        while old != end:
            middle = start + _split(end - start)
            if old <= middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(start, middle))
                start, known = middle, False
        if not known:
            path.append(self._range(start, end))
        return tuple(reversed(path))

    def _checked_size(self, size: int | None) -> int:
        if size is None:
            return self._size
        if not 0 <= size <= self._size:
            raise MalformedError("the tree has not that many leaves")
        return size

    def _range(self, start: int, end: int) -> bytes:
        """The hash over leaves start to end, where start is a multiple of a power of two not below their count."""
        width = end - start
        level = width.bit_length() - 1
        if width == 1 << level:
            offset = (start >> level) * HASH_BYTES
            return bytes(self._levels[level][offset : offset + HASH_BYTES])
        middle = start + _split(width)
        return node_hash(self._range(start, middle), self._range(middle, end))


def verify_inclusion(*, index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path leads from this leaf hash to this root; RFC 9162, 2.1.3.2."""
    if not 0 <= index < size or any(len(step) != HASH_BYTES for step in path):
        return False
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def verify_consistency(*, old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the older tree is a beginning of the newer one; RFC 9162, 2.1.4.2."""
    if not 0 <= old <= new or any(len(step) != HASH_BYTES for step in path):
        return False
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path and old_root == EMPTY_ROOT
    # Step 2: a complete older tree is its own first node.
    steps = [*([old_root] if old & (old - 1) == 0 else []), *path]
    if not path:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = steps[0]
    for c in steps[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root


def _split(width: int) -> int:
    """The largest power of two below the width."""
    return 1 << ((width - 1).bit_length() - 1)
