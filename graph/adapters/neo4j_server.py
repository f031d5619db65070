"""A real Neo4j Community server from its jars, on loopback, owned by this process: the laptop option, and the tests."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from pathlib import Path

from evidence.errors import GraphUnavailableError, MissingToolError, NotConfiguredError, SviedkaError
from graph.adapters.bolt import BoltGraph
from graph.adapters.java_arguments import argument_file, write_private
from graph.adapters.ports_free import LOOPBACK, free_ports

_USER = "neo4j"
_SECONDS_TO_START = 90.0
_SECONDS_TO_STOP = 30.0


class Neo4jServer:
    """A server that runs; it ends with the process that started it, and its store stays in its home."""

    def __init__(self, home: Path, port: int, password: str, guardian: subprocess.Popen[bytes]) -> None:
        self.home = home
        self.uri = f"bolt://{LOOPBACK}:{port}"
        self.user = _USER
        self.password = password
        self._guardian = guardian

    @classmethod
    def start(cls, home: Path, jars: Path, *, heap_mb: int = 512) -> Neo4jServer:
        """Start the server of this home, made with a password of its own if it is new, and wait until it answers.

        MissingToolError without Java 17; GraphUnavailableError if it does not answer within 90 seconds. The store is
        plain on the disk: it holds names, so the folder is for a person to choose, on an encrypted disk.
        """
        java = _java()
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(0o700)
        [port] = free_ports(1)
        password = _password(home, jars, java)
        _write_settings(home, port)
        command = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
        options = [f"-Xmx{heap_mb}m", "-XX:-UsePerfData", f"-Djava.io.tmpdir={home}", "-cp", f"{jars}/*"]
        write_private(home / "java.args", argument_file([*options, *command, "--console-mode"]))
        guardian = subprocess.Popen(
            [sys.executable, "-I", str(Path(__file__).with_name("guardian.py")), str(home), java, "keep"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=home,
            start_new_session=True,
        )
        server = cls(home, port, password, guardian)
        server._wait()
        return server

    def connect(self, *, time_limit: float = 60.0, patience: float = 5.0) -> BoltGraph:
        """A store on this server."""
        return BoltGraph(self.uri, user=self.user, password=self.password, time_limit=time_limit, patience=patience)

    def stop(self) -> None:
        """End the server and wait until it has; its store stays."""
        if self._guardian.stdin is not None:
            self._guardian.stdin.close()
        try:
            self._guardian.wait(_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._guardian.kill()
            self._guardian.wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + _SECONDS_TO_START
        while True:
            try:
                self.connect().close()
            except SviedkaError:
                if time.monotonic() > deadline or self._guardian.poll() is not None:
                    self.stop()
                    raise GraphUnavailableError(
                        "the Neo4j server did not start", hint="look into logs/ in its home"
                    ) from None
                time.sleep(0.2)
            else:
                return


def _password(home: Path, jars: Path, java: str) -> str:
    """The password of this home, set before the first start and kept (0600) beside the store."""
    kept = home / "server.json"
    if kept.exists():
        match json.loads(kept.read_text()):
            case {"password": str(password)}:
                return password
            case _:
                raise NotConfiguredError("the Neo4j home's server file is not one")
    # Hexadecimal: a password that begins with a hyphen would be read as an option.
    password = secrets.token_hex(24)
    (home / "conf").mkdir(mode=0o700, exist_ok=True)
    # Through a file, because every user of the machine can read a command line.
    arguments = ["-cp", f"{jars}/*", "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password]
    once = home / "password.args"
    write_private(once, argument_file(arguments))
    environment = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf"), "HOME": str(home), "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(
            [java, f"@{once}"], capture_output=True, env=environment, umask=0o077, timeout=60, check=False
        )
    except subprocess.TimeoutExpired:
        raise GraphUnavailableError("the Neo4j password could not be set in time") from None
    finally:
        once.unlink()
    if done.returncode:
        raise GraphUnavailableError("the Neo4j password could not be set", hint="check the jars and Java 17 or newer")
    write_private(kept, json.dumps({"password": password}))
    return password


def _write_settings(home: Path, port: int) -> None:
    """The settings, each with its reason on the page `docs/spec/graph.md`."""
    settings = {
        "server.default_listen_address": LOOPBACK,
        "server.bolt.listen_address": f"{LOOPBACK}:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "dbms.security.auth_enabled": "true",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
        "db.tx_log.rotation.retention_policy": "keep_none",
        "db.tx_log.preallocate": "false",
        "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
        # The query log would keep questions and their parameters, which hold names.
        "db.logs.query.enabled": "OFF",
    }
    (home / "conf").mkdir(mode=0o700, exist_ok=True)
    write_private(home / "conf" / "neo4j.conf", "".join(f"{key}={value}\n" for key, value in settings.items()))


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    if java is None:
        raise MissingToolError("Java 17 or newer is not installed", hint="install the package openjdk-17-jre-headless")
    return java
