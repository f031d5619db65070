"""One open session that several page runs share: one at a time, and never staler than a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from evidence.errors import NotAllowedError
from ui.session import Session

_FRESH_SECONDS = 1.0


class Room:
    """Streamlit runs each page in a thread of its own; a session serves one thread at a time."""

    def __init__(self, session: Session) -> None:
        self._session: Session | None = session
        self._lock = threading.RLock()
        self._refreshed = time.monotonic()

    @contextmanager
    def session(self, *, fresh: bool = False) -> Iterator[Session]:
        """The session for one question or command; `fresh` takes in what other processes have entered.

        NotAllowedError once the room is closed: a page that was being drawn then gets nothing more.
        """
        with self._lock:
            session = self._session
            if session is None:
                raise NotAllowedError("the workspace is locked", hint="unlock it")
            if fresh or time.monotonic() - self._refreshed > _FRESH_SECONDS:
                session.refresh()
                self._refreshed = time.monotonic()
            yield session

    def close(self) -> None:
        """End the session and forget its keys, once whoever is inside has left; closing again changes nothing."""
        with self._lock:
            session, self._session = self._session, None
            if session is not None:
                session.means.close()
