"""One open session that several page runs share: one at a time, and never staler than a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ui.session import Session

_FRESH_SECONDS = 1.0


class Room:
    """Streamlit runs each page in a thread of its own; a session serves one thread at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = threading.RLock()
        self._refreshed = time.monotonic()

    @contextmanager
    def session(self, *, fresh: bool = False) -> Iterator[Session]:
        """The session for one question or command; `fresh` takes in what other processes have entered."""
        with self._lock:
            if fresh or time.monotonic() - self._refreshed > _FRESH_SECONDS:
                self._session.refresh()
                self._refreshed = time.monotonic()
            yield self._session

    def close(self) -> None:
        """End the session and forget its keys."""
        with self._lock:
            self._session.means.close()
