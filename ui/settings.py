"""What a person has configured: where things are, and the only places this program may connect to.

Read from `--settings FILE`, `SVIEDKA_SETTINGS` or `~/.config/sviedka/settings.toml`; nothing there means nothing
configured. Secrets are never in it, only the files that hold them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence.errors import MalformedError, NotConfiguredError

_NAME = re.compile(r"[A-Za-z_-]{1,32}")
UNNAMED = "organisation not named in the settings"
"""What a case file prints where nobody has said who submits it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphSettings:
    """A Neo4j by URI; without it the embedded engine is used."""

    uri: str
    user: str
    password_file: Path
    database: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoritySettings:
    """A time-stamp authority (RFC 3161): its name in the policy, its URL, its root certificate (PEM)."""

    name: str
    url: str
    certificate: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSettings:
    """The certificate and key (PEM) of the electronic seal, and the authority that issued it."""

    certificate: Path
    key: Path
    authority: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of it; paths are absolute or relative to the settings file."""

    workspace: Path | None = None
    identity: Path | None = None
    passphrase_file: Path | None = None
    graph: GraphSettings | None = None
    authority: AuthoritySettings | None = None
    seal: SealSettings | None = None
    organisation: str = UNNAMED

    def need_workspace(self) -> Path:
        """The workspace's folder, or NotConfiguredError."""
        if self.workspace is None:
            raise NotConfiguredError("no workspace is named", hint="pass --workspace FOLDER or set SVIEDKA_WORKSPACE")
        return self.workspace

    def need_identity(self) -> Path:
        """The person's identity file, or NotConfiguredError."""
        if self.identity is None:
            raise NotConfiguredError("no identity is named", hint="pass --identity FILE or set SVIEDKA_IDENTITY")
        return self.identity


def load_settings(
    environment: Mapping[str, str],
    *,
    settings: Path | None = None,
    workspace: Path | None = None,
    identity: Path | None = None,
) -> Settings:
    """Options outweigh the environment, the environment outweighs the file."""
    named = settings or _path(environment.get("SVIEDKA_SETTINGS"))
    file = named or Path("~/.config/sviedka/settings.toml").expanduser()
    table = _read(file) if file.is_file() else {}
    if named is not None and not file.is_file():
        raise NotConfiguredError("the settings file does not exist", hint="check --settings or SVIEDKA_SETTINGS")
    at = _At(table, file.parent)
    at.know("workspace", "identity", "passphrase_file", "organisation", "graph", "authority", "seal")
    return Settings(
        workspace=workspace or _path(environment.get("SVIEDKA_WORKSPACE")) or at.path("workspace"),
        identity=identity or _path(environment.get("SVIEDKA_IDENTITY")) or at.path("identity"),
        passphrase_file=_path(environment.get("SVIEDKA_PASSPHRASE_FILE")) or at.path("passphrase_file"),
        graph=_graph(at.table("graph")),
        authority=_authority(at.table("authority")),
        seal=_seal(at.table("seal")),
        organisation=(at.text("organisation") or "").strip() or UNNAMED,
    )


class _At:
    """One table of the file; knows the folder that relative paths start from."""

    def __init__(self, table: Mapping[str, object], folder: Path) -> None:
        self._table = table
        self._folder = folder

    def table(self, name: str) -> _At | None:
        value = self._table.get(name)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise MalformedError(f"settings: [{name}] is a table")
        return _At(value, self._folder)

    def know(self, *names: str) -> None:
        """MalformedError for any other name: a slip in one would silently configure nothing."""
        for name in self._table:
            if name not in names:
                shown = name if _NAME.fullmatch(name) else "what is named there"
                raise MalformedError(f"settings: {shown} is not known", hint=f"known there: {', '.join(names)}")

    def text(self, name: str) -> str | None:
        value = self._table.get(name)
        if value is not None and not isinstance(value, str):
            raise MalformedError(f"settings: {name} is a text")
        return value

    def path(self, name: str) -> Path | None:
        value = self.text(name)
        return None if value is None else self._folder / Path(value).expanduser()

    def need(self, name: str) -> str:
        value = self.text(name)
        if value is None:
            raise MalformedError(f"settings: {name} is missing")
        return value

    def need_path(self, name: str) -> Path:
        return self._folder / Path(self.need(name)).expanduser()


def _graph(at: _At | None) -> GraphSettings | None:
    if at is None:
        return None
    at.know("uri", "user", "password_file", "database")
    return GraphSettings(
        uri=at.need("uri"),
        user=at.need("user"),
        password_file=at.need_path("password_file"),
        database=at.text("database"),
    )


def _authority(at: _At | None) -> AuthoritySettings | None:
    if at is None:
        return None
    at.know("name", "url", "certificate")
    return AuthoritySettings(name=at.need("name"), url=at.need("url"), certificate=at.need_path("certificate"))


def _seal(at: _At | None) -> SealSettings | None:
    if at is None:
        return None
    at.know("certificate", "key", "authority")
    return SealSettings(
        certificate=at.need_path("certificate"), key=at.need_path("key"), authority=at.need_path("authority")
    )


def first_line(file: Path, what: str, hint: str) -> str:
    """The secret in a file, without its line's end; NotConfiguredError that says which file cannot be used."""
    try:
        found = file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise NotConfiguredError(f"{what} cannot be read", hint=hint) from error
    if not found:
        raise NotConfiguredError(f"{what} is empty", hint=hint)
    return found


def _read(file: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotConfiguredError("the settings file cannot be read", hint="check whose file it is") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MalformedError("the settings file is not TOML", hint="see docs/guide/settings.md") from error


def _path(value: str | None) -> Path | None:
    return Path(value) if value else None
