"""A zip that a stranger packed, read within budgets: members, bytes of one, bytes of all, and how far one may swell."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from lxml import etree

from ingest.read.pages import Reason
from ingest.read.request import CannotReadError, Content

MEMBERS = 10_000
ONE = 64 << 20
ALL = 256 << 20
# XML rarely swells more than thirtyfold; below a megabyte a high ratio does no harm.
RATIO = 300
_FREE = 1 << 20
_CHUNK = 1 << 16


class Package:
    """An open zip; what is read of it counts against one budget."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = ALL
        names = archive.namelist()
        self.names = frozenset(names)
        self.repeated = frozenset(name for name, times in Counter(names).items() if times > 1)
        """Names that several members have: `read` gives the last of them in the directory's order, as zipfile does."""
        alike = Counter(name.casefold() for name in self.names)
        self.alike = frozenset(name for name in self.names if alike[name.casefold()] > 1)
        """Names that differ from another in upper and lower case only; each is read under its own."""

    def read(self, name: str) -> bytes:
        """The member's bytes; CannotReadError: malformed, needs_password, or over_limit:memory for a bomb."""
        try:
            with self._archive.open(name) as member:
                return self._bounded(member, self._archive.getinfo(name).compress_size)
        except RuntimeError as error:
            # zipfile has no better class for an encrypted member.
            raise CannotReadError(Reason.NEEDS_PASSWORD) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError, OSError) as error:
            raise CannotReadError(Reason.MALFORMED) from error

    def xml(self, name: str) -> etree._Element:
        """The member as XML without DTD, entities or network; CannotReadError(malformed) otherwise."""
        # ISO/IEC 29500-2, 8.2.4: "DTD declarations shall not be used"; so nothing is ever expanded or fetched.
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self.read(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise CannotReadError(Reason.MALFORMED) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise CannotReadError(Reason.MALFORMED)
        return root

    def _bounded(self, member: IO[bytes], packed: int) -> bytes:
        # What the directory says of the size is a claim: the bytes are counted as they come.
        most = min(ONE, self._left, max(_FREE, packed * RATIO))
        held = bytearray()
        while chunk := member.read(_CHUNK):
            held += chunk
            if len(held) > most:
                raise CannotReadError(Reason.OVER_MEMORY)
        self._left -= len(held)
        return bytes(held)


@contextmanager
def opened(content: Content) -> Iterator[Package]:
    """The package, or CannotReadError(malformed, over_limit:memory)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise CannotReadError(Reason.MALFORMED) from error
    with archive:
        if len(archive.infolist()) > MEMBERS:
            raise CannotReadError(Reason.OVER_MEMORY)
        yield Package(archive)


def resolved(base: str, target: str) -> str:
    """The member that a relationship of the part `base` points to."""
    if target.startswith("/"):
        return posixpath.normpath(target[1:])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))
