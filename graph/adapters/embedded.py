"""The embedded engine: ArcadeDB in a process of its own, in a folder in memory, spoken to by Bolt on loopback.

Nothing is kept between openings: the graph is rebuilt from Standing, so no copy of its names ever reaches a disk. A
second process of the same person reads the port and password (0600) in the folder and connects to the same engine.
"""

from __future__ import annotations

import importlib.util
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from evidence.errors import GraphUnavailableError, MissingToolError, NotConfiguredError, SviedkaError
from graph.adapters.bolt import BoltGraph
from graph.adapters.java_arguments import argument_file, write_private
from graph.adapters.ports_free import LOOPBACK, free_ports
from graph.adapters.ram_folder import RAM, RamFolder

_DATABASE = "graph"
_SECONDS_TO_START = 45.0
_SECONDS_TO_STOP = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a running engine listens, who guards it, and its password of this one start."""

    port: int
    http_port: int
    guardian: int
    password: str


class EmbeddedServer:
    """An engine that runs; the process that started it owns it, and it ends with that process."""

    def __init__(self, folder: RamFolder, address: Address, guardian: subprocess.Popen[bytes] | None) -> None:
        self.folder = folder
        self.address = address
        self._guardian = guardian

    @classmethod
    def open(
        cls, key: str, *, root: Path = RAM, heap_mb: int = 1024, plain_folder_allowed: bool = False
    ) -> EmbeddedServer:
        """Start the engine of this key, or find the one that another process of this user has started.

        MissingToolError without the engine's package, StorageError without a roomy folder in memory (a folder on a
        disk is used only if `plain_folder_allowed`). The engine may still be coming up: see `wait`.
        """
        folder = RamFolder(key, root=root, plain_allowed=plain_folder_allowed)
        java, jars = _runtime()
        lock = folder.take()
        if lock is None:
            return cls(folder, _found(folder), None)
        try:
            return cls._start(folder, lock, java, jars, heap_mb)
        except BaseException:
            folder.remove()
            raise
        finally:
            os.close(lock)

    @classmethod
    def _start(cls, folder: RamFolder, lock: int, java: Path, jars: Path, heap_mb: int) -> EmbeddedServer:
        port, http_port = free_ports(2)
        password = secrets.token_hex(24)
        # In a file, not on the command line, which every user of the machine can read.
        write_private(folder.path / "java.args", _arguments(folder.path, jars, port, http_port, password, heap_mb))
        guardian = subprocess.Popen(
            [sys.executable, "-I", str(Path(__file__).with_name("guardian.py")), str(folder.path), str(java), "remove"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder.path,
            # The guardian holds the lock for as long as it lives.
            pass_fds=(lock,),
            start_new_session=True,
        )
        address = Address(port=port, http_port=http_port, guardian=guardian.pid, password=password)
        found = {"bolt": port, "http": http_port, "guardian": guardian.pid, "password": password}
        write_private(folder.path / "server.json", json.dumps(found))
        return cls(folder, address, guardian)

    @property
    def owned(self) -> bool:
        """Whether this process started the engine."""
        return self._guardian is not None

    def is_running(self) -> bool:
        """Whether the engine's guardian lives."""
        return self._guardian.poll() is None if self._guardian is not None else self.folder.is_owned()

    def restart(self) -> None:
        """End a stuck engine and start it again on what it had; this is the watchdog's bite."""
        if self.is_running():
            os.kill(self.address.guardian, signal.SIGUSR1)

    def stop(self) -> None:
        """End the engine and remove its folder, whoever started it; once ended, nothing happens."""
        if self._guardian is not None:
            if self._guardian.stdin is not None:
                self._guardian.stdin.close()
            try:
                self._guardian.wait(_SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                # The engine dies with its guardian (prctl).
                self._guardian.kill()
                self._guardian.wait()
                self.folder.remove()
        elif self.is_running():
            os.kill(self.address.guardian, signal.SIGTERM)
            deadline = time.monotonic() + _SECONDS_TO_STOP
            while self.is_running() and time.monotonic() < deadline:
                time.sleep(0.05)


class EmbeddedGraph(BoltGraph):
    """A `GraphStore` in memory on this machine; it begins empty whenever its engine was started anew."""

    def __init__(self, server: EmbeddedServer, *, time_limit: float = 60.0, patience: float = 5.0) -> None:
        """Connect as soon as the engine answers; GraphUnavailableError if it does not within 45 seconds."""
        self.server = server
        self._connected = False
        deadline = time.monotonic() + _SECONDS_TO_START
        while True:
            try:
                super().__init__(
                    f"bolt://{LOOPBACK}:{server.address.port}",
                    user="root",
                    password=server.address.password,
                    database=_DATABASE,
                    time_limit=time_limit,
                    patience=patience,
                    # The engine ignores a transaction's time-out.
                    on_overtime=server.restart,
                )
            except SviedkaError:
                # Bolt listens a moment before the database is made.
                if time.monotonic() > deadline or not server.is_running():
                    raise GraphUnavailableError("the embedded graph engine did not start") from None
                time.sleep(0.1)
            else:
                self._connected = True
                return

    @classmethod
    def open(
        cls,
        key: str,
        *,
        root: Path = RAM,
        time_limit: float = 60.0,
        patience: float = 5.0,
        heap_mb: int = 1024,
        plain_folder_allowed: bool = False,
    ) -> EmbeddedGraph:
        """The graph of this key: started now, or the one that another process of this user holds open."""
        server = EmbeddedServer.open(key, root=root, heap_mb=heap_mb, plain_folder_allowed=plain_folder_allowed)
        try:
            return cls(server, time_limit=time_limit, patience=patience)
        except BaseException:
            if server.owned:
                server.stop()
            raise

    def disconnect(self) -> None:
        """Let go of the connection, and leave the engine running for others."""
        super().close()

    def close(self) -> None:
        """Disconnect, and end the engine if this process started it."""
        super().close()
        if self._connected and self.server.owned:
            self.server.stop()

    def stop(self) -> None:
        """Disconnect and end the engine, whoever started it."""
        self.close()
        self.server.stop()


def _arguments(folder: Path, jars: Path, port: int, http_port: int, password: str, heap_mb: int) -> str:
    """The Java argument file: the engine's settings, each with its reason on the page `docs/spec/graph.md`."""
    settings = {
        "arcadedb.server.rootPath": str(folder),
        "arcadedb.server.rootPassword": password,
        "arcadedb.server.mode": "production",
        "arcadedb.server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "arcadedb.server.defaultDatabases": f"{_DATABASE}[root]",
        "arcadedb.server.httpIncomingHost": LOOPBACK,
        "arcadedb.server.httpIncomingPort": str(http_port),
        "arcadedb.bolt.host": LOOPBACK,
        "arcadedb.bolt.port": str(port),
        "arcadedb.txWalFlush": "2",
        "arcadedb.serverMetrics": "false",
        "arcadedb.opencypher.loadCsv.allowFileUrls": "false",
        "java.io.tmpdir": str(folder),
        "java.awt.headless": "true",
    }
    lines = [
        f"-Xmx{heap_mb}m",
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        # No picture of the memory, no statistics in /tmp, no way for another process to look in.
        "-XX:-UsePerfData",
        "-XX:+DisableAttachMechanism",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=/dev/null",
        "-XX:+ExitOnOutOfMemoryError",
        *(f"-D{name}={value}" for name, value in settings.items()),
        "-cp",
        f"{jars}/*",
        "com.arcadedb.server.ArcadeDBServer",
    ]
    return argument_file(lines)


def _runtime() -> tuple[Path, Path]:
    """The Java and the jars in the engine's wheel; the package itself is not imported, it would start a Java here."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None:
        raise MissingToolError("the embedded graph engine is not installed: package arcadedb-embedded")
    home = Path(spec.origin).parent
    java, jars = home / "jre" / "bin" / "java", home / "jars"
    if not java.exists() or not jars.is_dir():
        raise MissingToolError("the embedded graph engine is not whole: package arcadedb-embedded")
    return java, jars


def _found(folder: RamFolder) -> Address:
    deadline = time.monotonic() + _SECONDS_TO_START
    while folder.is_owned() and time.monotonic() < deadline:
        try:
            untrusted = json.loads((folder.path / "server.json").read_text())
        except FileNotFoundError:
            time.sleep(0.05)
            continue
        match untrusted:
            case {"bolt": int(port), "http": int(http), "guardian": int(guardian), "password": str(password)}:
                return Address(port=port, http_port=http, guardian=guardian, password=password)
            case _:
                raise NotConfiguredError("the embedded graph's server file is not one")
    raise GraphUnavailableError("another process holds the embedded graph and does not say where")
