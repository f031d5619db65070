"""The machine's clock and its source of randomness."""

from __future__ import annotations

import os
from datetime import UTC, datetime


class SystemClock:
    """The machine's time, in UTC."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


class SystemChance:
    """The kernel's random bytes."""

    def take(self, size: int) -> bytes:
        """`size` bytes from getrandom(2)."""
        return os.urandom(size)
