"""DER taken apart and put together again, also in spellings that DER forbids; the twin of an ECDSA signature."""

from __future__ import annotations

from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from tests.security.package_maker import P256


class Node:
    """One element: its tag, and its bytes or what is in it; `spelling` is `short`, `long` or `indefinite`."""

    def __init__(self, tag: int, body: bytes = b"", parts: list[Node] | None = None) -> None:
        self.tag, self.body, self.parts = tag, body, parts
        self.spelling = "short"

    def __getitem__(self, place: int) -> Node:
        assert self.parts is not None
        return self.parts[place]

    def content(self) -> bytes:
        return self.body if self.parts is None else b"".join(part.coded() for part in self.parts)

    def coded(self) -> bytes:
        content = self.content()
        if self.spelling == "indefinite":
            return bytes((self.tag, 0x80)) + content + b"\0\0"
        size = len(content).to_bytes(4, "big")
        if self.spelling == "short":
            size = size.lstrip(b"\0")
            if len(content) < 128:
                return bytes((self.tag, len(content))) + content
        return bytes((self.tag, 0x80 | len(size))) + size + content

    def walk(self) -> Iterator[Node]:
        yield self
        for part in self.parts or ():
            yield from part.walk()


def read(content: bytes) -> list[Node]:
    """All elements, one after another."""
    nodes, at = [], 0
    while at < len(content):
        tag, size, head = content[at], content[at + 1], at + 2
        if size & 0x80:
            head, size = head + (size & 0x7F), int.from_bytes(content[head : head + (size & 0x7F)], "big")
        body = content[head : head + size]
        nodes.append(Node(tag, parts=read(body)) if tag & 0x20 else Node(tag, body))
        at = head + size
    return nodes


def twin(signature: bytes) -> bytes:
    """The other ECDSA signature of P-256 that fits wherever this one does."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, P256 - s)
