"""The suite itself runs without network; this is the test that it does."""

from __future__ import annotations

import os
import socket

import pytest

from tests.conftest import IN_CI


def test_in_ci_no_interface_but_loopback_is_there() -> None:
    interfaces = {name for _, name in socket.if_nameindex()}

    assert interfaces == {"lo"} or not IN_CI
    assert os.environ.get("SVIEDKA_ALONE") == "1" or not IN_CI


def test_a_connection_elsewhere_fails_at_once_when_alone() -> None:
    if os.environ.get("SVIEDKA_ALONE") != "1":
        assert not IN_CI
        return
    # TEST-NET-1 (RFC 5737): an address that nobody has.
    with pytest.raises(OSError, match="unreachable"):
        socket.create_connection(("192.0.2.1", 80), timeout=2)
