"""Runs a command with the network removed: `unshare -n python -m tests.support.alone COMMAND …` brings loopback up.

What needs the network then fails, whatever it hides behind: a telemetry call, a font, a model that is fetched.
"""

from __future__ import annotations

import fcntl
import os
import socket
import struct
import sys

# linux/sockios.h and linux/if.h
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1


def main(command: list[str]) -> None:
    """Bring loopback up, make sure that nothing else is there, and become the command."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sH14x", b"lo", 0)
        name, flags = struct.unpack("16sH14x", fcntl.ioctl(any_socket, _GET_FLAGS, request))
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sH14x", name, flags | _UP))
    others = {name for _, name in socket.if_nameindex()} - {"lo"}
    if others:
        sys.exit("there is a network here besides loopback: run it under `unshare -n`")
    os.environ["SVIEDKA_ALONE"] = "1"
    os.execvp(command[0], command)  # noqa: S606 - the command is the caller's own


if __name__ == "__main__":
    main(sys.argv[1:])
